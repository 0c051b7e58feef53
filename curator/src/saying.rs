//! What a phrasing says, by which another is known to say the same.

use std::collections::BTreeSet;

use maklumat::{
    faq::Faq,
    text::{normalise, stem, without_courtesy},
};

/// The stems of a text in alphabetical order, without courtesy: two phrasings that have the same are one.
pub fn saying(text: &str) -> Vec<String> {
    let words = without_courtesy(normalise::words(text));
    let mut stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
    stems.sort();
    stems
}

/// What the phrasings of a FAQ say.
pub fn sayings(faq: &Faq) -> BTreeSet<Vec<String>> {
    let entries = faq.entries.iter().flat_map(|entry| &entry.phrasings);
    let gaps = faq.not_covered.iter().flat_map(|gap| &gap.phrasings);
    entries.chain(gaps).map(|text| saying(text)).collect()
}
