//! Which language a text is written in.

use super::{
    Language, lexicon,
    vectors::{Origin, origin},
};

/// The language of a text; Indonesian where its words don't tell.
pub fn detect<'a>(words: impl Iterator<Item = &'a str>) -> Language {
    told(words).unwrap_or_default()
}

/// The language that the words of a text tell, by a vote of those that belong to one language alone.
pub fn told<'a>(words: impl Iterator<Item = &'a str>) -> Option<Language> {
    let mut votes = [0; Language::ALL.len()];
    for (language, weight) in words.filter_map(vote) {
        votes[language as usize] += weight;
    }
    let most = *votes.iter().max().filter(|most| **most > 0)?;
    let mut first = Language::ALL
        .into_iter()
        .filter(|language| votes[*language as usize] == most);
    first.next().filter(|_| first.next().is_none())
}

/// The language that has a word for itself alone. A function word counts twice: names and terms wander between languages,
/// "yang" and "the" don't.
fn vote(word: &str) -> Option<(Language, u32)> {
    if let Some((_, language)) = lexicon::function(word) {
        return Some((language, 2));
    }
    match origin(word)? {
        Origin::English => Some((Language::English, 1)),
        Origin::Indonesian => Some((Language::Indonesian, 1)),
        Origin::Both => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::words;

    #[test]
    fn words_of_no_language_tell_none() {
        assert_eq!(
            told(words("qwertyuiop 2024").iter().map(String::as_str)),
            None
        );
        assert_eq!(told([].into_iter()), None);
    }

    #[test]
    fn the_words_tell_the_language() {
        for (text, language) in [
            ("do I need to reinstall M-Paspor?", Language::English),
            (
                "min mpaspor eror mulu hrs dihapus dl ga",
                Language::Indonesian,
            ),
            ("passport saya delay gak ya", Language::Indonesian),
            ("is autogate working", Language::English),
            ("my paspor how long", Language::English),
            ("", Language::Indonesian),
        ] {
            let words = words(text);
            assert_eq!(detect(words.iter().map(String::as_str)), language, "{text}");
        }
    }
}
