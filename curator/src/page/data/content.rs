//! How much a FAQ holds.

use maklumat::{faq::Faq, text::Language};
use serde::Serialize;

/// How much a FAQ holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Content {
    /// What it answers.
    pub entries: usize,
    /// What it says that it does not answer.
    pub gaps: usize,
    /// Phrasings of entries.
    pub phrasings: usize,
    /// Phrasings of gaps.
    pub gap_phrasings: usize,
    /// The languages that it speaks.
    pub languages: Vec<Language>,
}

impl Content {
    /// What `faq` holds.
    pub fn of(faq: &Faq) -> Self {
        let entries = faq.entries.iter();
        let gaps = faq.not_covered.iter();
        Self {
            entries: entries.len(),
            gaps: gaps.len(),
            phrasings: entries.map(|entry| entry.phrasings.len()).sum(),
            gap_phrasings: gaps.map(|gap| gap.phrasings.len()).sum(),
            languages: faq.notice.languages.clone(),
        }
    }
}
