//! What a FAQ teaches: for each class, how people ask, and what is said about it.

use crate::faq::{Entry, Faq, Gap, Localized};

/// What is learnt from. Classes are numbered: entries first, in the order of the file, then gaps.
#[derive(Debug, Clone)]
pub struct Lesson<'a> {
    /// Groups of words that mean the same.
    pub synonyms: &'a [Vec<String>],
    /// How many classes are entries.
    pub entries: usize,
    /// The classes.
    pub classes: Vec<Class<'a>>,
}

/// An entry or a gap, as far as it teaches.
#[derive(Debug, Clone, Default)]
pub struct Class<'a> {
    /// How people ask.
    pub phrasings: Vec<&'a str>,
    /// Its name, in each language; its id where it has none.
    pub titles: Vec<&'a str>,
    /// The sentences of its answer, in each language. Nobody asks in these words, but they are what it is about.
    pub sentences: Vec<&'a str>,
}

impl<'a> Lesson<'a> {
    /// All that a FAQ teaches.
    pub fn of(faq: &'a Faq) -> Self {
        let entries = faq.entries.iter().map(Class::of_entry);
        let gaps = faq.not_covered.iter().map(Class::of_gap);
        Self {
            synonyms: &faq.synonyms,
            entries: faq.entries.len(),
            classes: entries.chain(gaps).collect(),
        }
    }
}

impl<'a> Class<'a> {
    fn of_entry(entry: &'a Entry) -> Self {
        Self::new(&entry.id, &entry.title, &entry.phrasings, &entry.answer)
    }

    fn of_gap(gap: &'a Gap) -> Self {
        Self::new(&gap.id, &gap.title, &gap.phrasings, &gap.answer)
    }

    fn new(
        id: &'a str,
        title: &'a Option<Localized>,
        phrasings: &'a [String],
        answer: &'a Localized,
    ) -> Self {
        Self {
            phrasings: phrasings.iter().map(String::as_str).collect(),
            titles: match title {
                Some(title) => title.texts().collect(),
                None => vec![id],
            },
            sentences: answer.texts().flat_map(sentences).collect(),
        }
    }

    /// What it says besides how people ask.
    pub fn evidence(&self) -> impl Iterator<Item = &'a str> {
        self.titles.iter().chain(&self.sentences).copied()
    }
}

/// The sentences of a text: cut after a full stop and a space, and at line ends.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', ';', '?', '!'])
        .flat_map(|line| line.split(". "))
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
}
