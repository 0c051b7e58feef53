//! What somebody meant who wrote a word that is not known.

/// How alike two words are, at least, for one to be a slip of the other.
const SLIP: f64 = 2.0 / 3.0;

/// The one of `known` that `word` is a slip of.
pub(super) fn slip_of<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase().replace([' ', '_'], "-");
    // Letters cost most of the time; a slip changes the length but little.
    let range = word.len() * 2 / 3..=word.len() * 3 / 2;
    known
        .filter(|other| range.contains(&other.len()))
        .map(|other| {
            let folded = other.to_lowercase().replace('_', "-");
            (strsim::normalized_levenshtein(&word, &folded), other)
        })
        .filter(|(alike, _)| *alike >= SLIP)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, other)| other)
}
