//! The words of a text in the FAQ's own spelling.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::spelling::Speller;
use crate::text::{is_courtesy, normalise, stem, vectors, without_courtesy};

/// A word glued from two, or cut in two, has at least this many letters: in shorter ones it would be chance.
const SHORTEST_PIECE: usize = 3;

/// The words of a text, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// In standard spelling.
    pub words: Vec<String>,
    /// The stem of each.
    pub stems: Vec<String>,
}

impl Words {
    fn new(words: Vec<String>) -> Self {
        let mut read = Self::default();
        words.into_iter().for_each(|word| read.push(word));
        read
    }

    fn push(&mut self, word: String) {
        self.push_stemmed(stem(&word), word);
    }

    fn push_stemmed(&mut self, stem: String, word: String) {
        self.stems.push(stem);
        self.words.push(word);
    }

    /// Each word with its stem.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words
            .iter()
            .map(String::as_str)
            .zip(self.stems.iter().map(String::as_str))
    }
}

/// The different stems of a text, in order, before any FAQ is known.
pub fn stems(text: &str) -> Vec<String> {
    let mut stems: Vec<String> = normalise::words(text)
        .iter()
        .map(|word| stem(word))
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// Reads texts as somebody who knows the FAQ's words.
#[derive(Debug, Serialize, Deserialize)]
pub struct Reader {
    known: FxHashSet<String>,
    speller: Speller,
    synonyms: Synonyms,
    /// Whether greetings and thanks are among the phrasings; then they are part of what is asked.
    answers_courtesy: bool,
}

impl Reader {
    /// Learns the words of the FAQ's phrasings and what it says are synonyms.
    pub fn learn<'a>(
        phrasings: impl Iterator<Item = &'a str>,
        synonyms: &'a [Vec<String>],
    ) -> Self {
        let phrasings: Vec<Vec<String>> = phrasings.map(normalise::words).collect();
        let answers_courtesy = phrasings.iter().any(|words| is_courtesy(words));
        let in_synonyms = synonyms.iter().flatten();
        let in_synonyms = in_synonyms.flat_map(|member| normalise::words(member));
        let mut counts: FxHashMap<String, u32> = FxHashMap::default();
        for word in phrasings.into_iter().flatten().chain(in_synonyms) {
            *counts.entry(word).or_default() += 1;
        }
        let known = counts
            .keys()
            .flat_map(|word| [word.clone(), stem(word)])
            .collect();
        Self {
            known,
            speller: Speller::new(counts),
            synonyms: Synonyms::new(synonyms),
            answers_courtesy,
        }
    }

    /// Reads one of the FAQ's own phrasings: its spelling stands.
    pub fn phrasing(&self, text: &str) -> Words {
        let words = self.asked(normalise::words(text));
        self.synonyms.replace(Words::new(self.join(words)))
    }

    /// Words without the courtesy around what is asked, unless the FAQ answers courtesy.
    fn asked(&self, words: Vec<String>) -> Vec<String> {
        if self.answers_courtesy {
            words
        } else {
            without_courtesy(words)
        }
    }

    /// Reads what a person typed, in standard spelling: mends what the FAQ and the tables of the language do not know.
    pub fn question(&self, typed: Vec<String>) -> Words {
        let mut mended = Words::default();
        for word in self.join(self.asked(typed)) {
            self.mend(word, &mut mended);
        }
        self.synonyms.replace(mended)
    }

    /// Whether the FAQ has this word, or its stem.
    pub fn knows(&self, word: &str, stem: &str) -> bool {
        self.known.contains(word) || self.known.contains(stem)
    }

    /// Joins what the FAQ writes as one word: "m paspor" is "mpaspor".
    fn join(&self, words: Vec<String>) -> Vec<String> {
        let mut joined: Vec<String> = Vec::with_capacity(words.len());
        for word in words {
            if let Some(last) = joined.last_mut()
                && last.len() + word.len() > SHORTEST_PIECE
                && (last.chars().count() == 1
                    || !self.known.contains(last.as_str())
                    || !self.known.contains(&word))
                && self.known.contains(&format!("{last}{word}"))
            {
                last.push_str(&word);
            } else {
                joined.push(word);
            }
        }
        joined
    }

    /// Adds a word to those that were read, as the FAQ or the language spells it.
    fn mend(&self, word: String, read: &mut Words) {
        let stem = stem(&word);
        if self.knows(&word, &stem) || vectors::origin(&word).is_some() && word.len() > 3 {
            read.push_stemmed(stem, word);
        } else if let Some(right) = self.speller.correct(&word) {
            read.push(right.to_owned());
        } else if let Some((left, right)) = self.split(&word) {
            read.push(left.to_owned());
            read.push(right.to_owned());
        } else {
            read.push_stemmed(stem, word);
        }
    }

    /// Cuts an unknown word into two that the FAQ knows: "instalulang" is "instal ulang".
    fn split<'a>(&self, word: &'a str) -> Option<(&'a str, &'a str)> {
        word.char_indices()
            .map(|(at, _)| word.split_at(at))
            .filter(|(left, right)| left.len() >= SHORTEST_PIECE && right.len() >= SHORTEST_PIECE)
            .find(|(left, right)| self.known.contains(*left) && self.known.contains(*right))
    }
}

/// Groups of expressions of which each is read as the first.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Synonyms {
    /// By their first word, the longest first.
    expressions: FxHashMap<String, Vec<Synonym>>,
}

/// An expression and what it is read as.
#[derive(Debug, Serialize, Deserialize)]
struct Synonym {
    words: Vec<String>,
    head: Vec<String>,
}

impl Synonyms {
    fn new(groups: &[Vec<String>]) -> Self {
        let mut expressions: FxHashMap<String, Vec<Synonym>> = FxHashMap::default();
        for group in groups {
            let mut members = group.iter().map(|member| normalise::words(member));
            let Some(head) = members.next() else { continue };
            for words in members.filter(|member| *member != head) {
                let Some(first) = words.first() else { continue };
                let same_start = expressions.entry(first.clone()).or_default();
                let head = head.clone();
                same_start.push(Synonym { words, head });
            }
        }
        for same_start in expressions.values_mut() {
            same_start.sort_by_key(|synonym| Reverse(synonym.words.len()));
        }
        Self { expressions }
    }

    /// Replaces each expression, the longest first.
    fn replace(&self, read: Words) -> Words {
        if self.expressions.is_empty() {
            return read;
        }
        let mut out = Words::default();
        let mut at = 0;
        while let rest @ [word, ..] = &read.words[at..] {
            match self.opening(word, rest) {
                Some(synonym) => {
                    synonym.head.iter().for_each(|word| out.push(word.clone()));
                    at += synonym.words.len();
                }
                None => {
                    out.push_stemmed(read.stems[at].clone(), word.clone());
                    at += 1;
                }
            }
        }
        out
    }

    /// The longest expression that opens a text with this first word.
    fn opening(&self, first: &str, text: &[String]) -> Option<&Synonym> {
        let mut same_start = self.expressions.get(first)?.iter();
        same_start.find(|synonym| text.starts_with(&synonym.words))
    }
}
