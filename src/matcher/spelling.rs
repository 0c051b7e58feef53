//! Correcting misspelt words to words that the FAQ has.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

use super::{delta, hash::Fnv};

/// Words shorter than this are left alone: too many others are one letter away.
const SHORTEST: usize = 4;

/// From this length on, two slips are forgiven.
const SHORTEST_WITH_TWO_SLIPS: usize = 7;

/// Longer words are not corrected, so that no word costs more than a bounded amount of work.
const LONGEST: usize = 20;

/// So many letters of a word are indexed. Each slip among them costs a letter of one word or both, whatever follows, so that no
/// word is missed, and long ones have thirty deletions in place of hundreds.
const INDEXED: usize = 7;

/// Finds the nearest word of the FAQ by a delete index: two words a slip apart become alike when a letter is left out of
/// one or both (Garbe 2012, "symmetric delete").
#[derive(Debug, Serialize, Deserialize)]
pub struct Speller {
    /// Words with how often they occur, in alphabetical order.
    words: Vec<(String, u32)>,
    /// Hashes of words with letters left out, in order.
    #[serde(with = "delta")]
    hashes: Vec<u32>,
    /// For each hash, the number of its word.
    numbers: Vec<u32>,
}

impl Speller {
    /// Indexes the words of a FAQ, given with how often each occurs.
    pub fn new(counts: FxHashMap<String, u32>) -> Self {
        let mut words: Vec<(String, u32)> = counts.into_iter().collect();
        words.sort_unstable();
        let mut index = Vec::new();
        for (number, (word, _)) in (0u32..).zip(&words) {
            let chars: Vec<char> = word.chars().collect();
            // A question's word may be one letter shorter than the FAQ's, so the FAQ's are indexed from one below.
            if (SHORTEST - 1..=LONGEST).contains(&chars.len()) {
                index.extend(
                    deletions(&chars, slips(chars.len() + 1))
                        .into_iter()
                        .map(|hash| (hash, number)),
                );
            }
        }
        index.sort_unstable();
        let (hashes, numbers) = index.into_iter().unzip();
        Self {
            words,
            hashes,
            numbers,
        }
    }

    /// The FAQ's word nearest to an unknown one: fewest slips (optimal string alignment), then the same first letter,
    /// then the more frequent.
    pub fn correct(&self, word: &str) -> Option<&str> {
        let chars: Vec<char> = word.chars().collect();
        if !(SHORTEST..=LONGEST).contains(&chars.len()) || chars.iter().any(|c| c.is_numeric()) {
            return None;
        }
        let allowed = slips(chars.len());
        let mut numbers: Vec<u32> = deletions(&chars, allowed)
            .into_iter()
            .flat_map(|hash| self.with(hash).iter().copied())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
            .into_iter()
            .filter_map(|number| {
                let (candidate, count) = &self.words[number as usize];
                if candidate.chars().count().abs_diff(chars.len()) > allowed {
                    return None;
                }
                let distance = strsim::osa_distance(word, candidate);
                let same_start = candidate.starts_with(chars[0]);
                // Two slips of which one hits the first letter leave too little to go by.
                let trusted = distance == 1 || same_start || candidate.starts_with(chars[1]);
                (distance <= allowed && trusted).then_some((
                    distance,
                    Reverse(same_start),
                    Reverse(*count),
                    number,
                ))
            })
            .min()
            .map(|(.., number)| self.words[number as usize].0.as_str())
    }

    /// The numbers of the words that have this hash.
    fn with(&self, hash: u32) -> &[u32] {
        let start = self.hashes.partition_point(|other| *other < hash);
        let same = self.hashes[start..]
            .iter()
            .take_while(|other| **other == hash);
        &self.numbers[start..start + same.count()]
    }
}

/// How many slips are forgiven in a word of so many letters.
fn slips(length: usize) -> usize {
    if length >= SHORTEST_WITH_TWO_SLIPS {
        2
    } else {
        1
    }
}

/// The hashes of a word's first letters with up to `depth` of them left out, each once.
fn deletions(word: &[char], depth: usize) -> Vec<u32> {
    let mut hashes = Vec::new();
    let indexed = &word[..word.len().min(INDEXED)];
    collect_deletions(Fnv::new(), indexed, depth, &mut hashes);
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Adds the hashes of what was kept so far and the rest, with up to `depth` letters of the rest left out.
fn collect_deletions(mut kept: Fnv, rest: &[char], depth: usize, hashes: &mut Vec<u32>) {
    for (at, letter) in rest.iter().enumerate() {
        if depth > 0 {
            collect_deletions(kept, &rest[at + 1..], depth - 1, hashes);
        }
        kept = kept.then(u32::from(*letter).to_le_bytes());
    }
    hashes.push(kept.short());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_wins() {
        let words = [
            "paspor",
            "instal",
            "install",
            "terlambat",
            "kapan",
            "visa",
            "pemberitahuan",
        ];
        let speller = Speller::new(words.iter().map(|word| ((*word).to_owned(), 1)).collect());
        for (typed, expected) in [
            ("psapor", Some("paspor")),
            ("paspo", Some("paspor")),
            ("oaspor", Some("paspor")),
            ("telrambat", Some("terlambat")),
            ("terlmbt", Some("terlambat")),
            ("pemberitahuna", Some("pemberitahuan")),
            ("pmberitahuann", Some("pemberitahuan")),
            ("peemmberitahuan", Some("pemberitahuan")),
            ("pemberitahnu", None),
            ("vis", None),
            ("zzzzzz", None),
            ("p4spor", None),
        ] {
            assert_eq!(speller.correct(typed), expected, "{typed}");
        }
    }
}
