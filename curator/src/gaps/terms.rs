//! What a topic is called: the words of its title, and runs of words that return in how people ask of it and what is said.

use std::collections::{BTreeMap, BTreeSet};

use maklumat::{
    faq::{Entry, Faq},
    text::{Language, lexicon, normalise, stem, told, without_courtesy},
};

/// Names of a topic in one language, at most.
const MOST: usize = 6;

/// Words of a name, at most.
const LONGEST: usize = 4;

/// A run of words is a name where so many of a topic's texts have it.
const RETURNS: usize = 2;

/// What a topic, or a part of it, is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// Its words.
    pub(super) words: String,
    /// Their stems.
    pub(super) stems: Vec<String>,
}

impl Term {
    fn new(words: &str) -> Self {
        Self {
            words: words.to_owned(),
            stems: stems(words),
        }
    }
}

/// The stems of a text's words.
fn stems(text: &str) -> Vec<String> {
    normalise::words(text)
        .iter()
        .map(|word| stem(word))
        .collect()
}

/// The names of a topic in one language, that of its title first.
pub(super) fn terms(faq: &Faq, entry: &Entry, language: Language) -> Vec<Term> {
    let mut names: Vec<String> = head(entry, language).into_iter().collect();
    names.extend(returning(faq, entry, language));
    let mut terms: Vec<Term> = Vec::new();
    for term in names.iter().map(|name| Term::new(name)) {
        let same = |other: &Term| other.stems == term.stems;
        if !term.stems.is_empty() && !terms.iter().any(same) {
            terms.push(term);
        }
    }
    terms.truncate(MOST);
    terms
}

/// What the title is about: without what it says of it, as "jadwal" and "batas waktu", and only its first part.
fn head(entry: &Entry, language: Language) -> Option<String> {
    let title = entry.title.as_ref()?.get(language);
    let part = title.split(['(', ':', ';', ',', '?', '–', '—']).next()?;
    let words: Vec<&str> = part.split_whitespace().collect();
    let joins = |word: &&str| matches!(word.to_lowercase().as_str(), "dan" | "and" | "atau" | "or");
    let starts = words.iter().position(|word| !leads(word))?;
    let words = &words[starts..];
    let ends = words.iter().position(joins).unwrap_or(words.len());
    let words = &words[..ends.min(LONGEST + 1)];
    let is_content = |word: &&str| lexicon::function(&word.to_lowercase()).is_none();
    let last = words.iter().rposition(is_content)?;
    Some(plain(&words[..=last].join(" ")))
}

/// A word at the head of a title that says what is told of the topic, not what it is.
fn leads(word: &str) -> bool {
    const TELLS: &str = "status jadwal waktu batas tempat jam lokasi besar besaran cara daftar jumlah syarat \
        dokumen titik kapan akhir tanggal schedule date dates hours times places list deadline \
        number amount place time reporting extra bila keadaan";
    let word = word.to_lowercase();
    let wants = lexicon::wanted(&word).is_some();
    wants || lexicon::function(&word).is_some() || TELLS.split(' ').any(|tells| tells == word)
}

/// In small letters, but for what is written in capitals throughout or begins a name inside.
fn plain(text: &str) -> String {
    let word = |word: &str| match word.chars().skip(1).any(char::is_uppercase) {
        true => word.to_owned(),
        false => word.to_lowercase(),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Runs of words that return in the texts of an entry, those first that return often here and seldom elsewhere.
fn returning(faq: &Faq, entry: &Entry, language: Language) -> Vec<String> {
    let all_runs = |other: &Entry| -> BTreeSet<Vec<String>> {
        texts(other, language)
            .iter()
            .flat_map(|text| runs(text))
            .collect()
    };
    let others = faq.entries.iter().filter(|other| other.id != entry.id);
    let others: Vec<_> = others.map(all_runs).collect();
    let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for run in texts(entry, language).iter().flat_map(|text| runs(text)) {
        *counts.entry(run).or_default() += 1;
    }
    counts.retain(|run, count| *count >= RETURNS && run.len() > 1);
    let score = |(run, count): (Vec<String>, usize)| {
        let elsewhere = others.iter().filter(|other| other.contains(&run)).count();
        let length = (run.len() as f64).sqrt();
        (count as f64 * length / (1.0 + elsewhere as f64), run)
    };
    let mut scored: Vec<(f64, Vec<String>)> = counts.into_iter().map(score).collect();
    scored.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.cmp(y)));
    apart(scored.into_iter().map(|(_, run)| run))
}

/// Runs of which none is a part of another: of two, the first.
fn apart(runs: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let within = |a: &[String], b: &[String]| b.windows(a.len()).any(|part| part == a);
    let mut chosen: Vec<Vec<String>> = Vec::new();
    for run in runs {
        let same = |other: &Vec<String>| within(&run, other) || within(other, &run);
        if !chosen.iter().any(same) {
            chosen.push(run);
        }
    }
    chosen.iter().map(|run| run.join(" ")).collect()
}

/// What is asked and said about an entry in one language, cut at what ends a phrase.
fn texts(entry: &Entry, language: Language) -> Vec<Vec<String>> {
    let asked = entry.phrasings.iter().filter(|phrasing| {
        let words = normalise::words(phrasing);
        told(words.iter().map(String::as_str)).is_none_or(|told| told == language)
    });
    let said = [Some(&entry.answer), entry.title.as_ref()];
    let said = said.into_iter().flatten().map(|text| text.get(language));
    asked
        .map(String::as_str)
        .chain(said)
        .map(|text| {
            text.split(['.', ',', ':', ';', '?', '!', '(', ')', '\n', '–'])
                .map(str::to_owned)
                .collect()
        })
        .collect()
}

/// The runs of words of a text that may name something: without grammar, numbers, and what is asked.
fn runs(text: &[String]) -> BTreeSet<Vec<String>> {
    let mut runs = BTreeSet::new();
    for part in text {
        let words = without_courtesy(normalise::words(part));
        for stretch in words.split(|word: &String| !names(word)) {
            for length in 1..=LONGEST.min(stretch.len()) {
                runs.extend(stretch.windows(length).map(<[String]>::to_vec));
            }
        }
    }
    runs
}

fn names(word: &str) -> bool {
    word.chars().count() > 1
        && word.chars().all(char::is_alphabetic)
        && lexicon::function(word).is_none()
        && lexicon::wanted(word).is_none()
        && lexicon::told(word) != Some(lexicon::Wanted::Time)
}
