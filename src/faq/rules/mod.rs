//! What a FAQ must fulfil, should fulfil and would do well to fulfil: one list of rules, each with its words.

mod table;
mod words;

pub use table::*;
pub use words::{Names, OF_LOGS, alike, more, names, summary};

use crate::text::Language;

/// Something that a FAQ must, should or would do well to fulfil.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it is called in reports, as in `hash-cuts-text`.
    pub name: &'static str,
    /// What it means to break it.
    pub severity: Severity,
    /// In the order of [`Language::ALL`].
    words: [Words; 2],
}

/// What it means to break a rule. The most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file is not used.
    Error,
    /// Citizens may be misled.
    Warning,
    /// It could be better.
    Hint,
}

impl Severity {
    /// Every severity, the most serious first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Hint];

    /// What it is called in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// What is said of a broken rule; `{0}`, `{1}` stand for what a finding knows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub what: &'static str,
    pub mend: &'static str,
}

impl Rule {
    pub(super) fn words(&self, language: Language) -> &Words {
        &self.words[language as usize]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique_and_every_language_has_the_same_gaps() {
        let mut names = HashSet::new();
        for rule in ALL {
            assert!(names.insert(rule.name), "{} stands there twice", rule.name);
            let gaps = |language: Language| {
                let Words { what, mend } = rule.words(language);
                let in_words = |gap: &str| what.contains(gap) || mend.contains(gap);
                let gaps = ["{0}", "{1}", "{2}", "{3}"].map(in_words);
                assert!(
                    gaps.is_sorted_by(|a, b| a >= b),
                    "{}: a gap is left out",
                    rule.name
                );
                gaps
            };
            assert_eq!(
                gaps(Language::Indonesian),
                gaps(Language::English),
                "{}",
                rule.name
            );
        }
    }
}
