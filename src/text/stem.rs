//! Stems: one form for the inflections of a word.

use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::lexicon;

/// Shorter words are their own stems: what could be cut from them is too often part of the word.
const SHORTEST: usize = 4;

/// The stem of a lower-case word of either language.
///
/// Indonesian affixes are taken off first (Snowball, after Tala 2003, with a list of exceptions), then English endings
/// (Snowball's Porter2). A word of one language passes the other's rules nearly unchanged, and what they do to it they
/// do alike in phrasing and question, so that the language of a word need not be known.
pub fn stem(word: &str) -> String {
    if let Some(stem) = lexicon::stem_exception(word) {
        return stem.to_owned();
    }
    if word.len() < SHORTEST || word.bytes().any(|b| b.is_ascii_digit()) {
        return word.to_owned();
    }
    let root = Stemmer::create(Algorithm::Indonesian).stem(word);
    Stemmer::create(Algorithm::English).stem(&root).into_owned()
}
