//! What a reply told and offered, for what is said after it.

use super::Reply;
use crate::{faq::Faq, matcher::Context};

/// What was asked, and told and offered in return, by ids: it outlives a change of the FAQ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The question, or the title that was chosen.
    pub question: String,
    /// Ids of the entries that were told.
    pub told: Vec<String>,
    /// Ids of the entries that were offered, in the order of their numbers.
    pub offered: Vec<String>,
}

impl Said {
    /// What `reply` says to `question`.
    pub fn of(question: &str, reply: &Reply) -> Self {
        let told = reply.answered.iter().chain(&reply.likely);
        let offered = reply.choices.iter().chain(&reply.related);
        Self {
            question: question.to_owned(),
            told: told.chain(&reply.about).cloned().collect(),
            offered: offered.map(|choice| choice.entry.clone()).collect(),
        }
    }

    /// The same, as a matcher of `faq` knows it; what the FAQ no longer has is left out.
    pub fn context(&self, faq: &Faq) -> Context {
        let numbers = |ids: &[String]| {
            let number = |id: &String| faq.entries.iter().position(|entry| entry.id == *id);
            ids.iter().filter_map(number).collect()
        };
        Context {
            question: self.question.clone(),
            told: numbers(&self.told),
            offered: numbers(&self.offered),
        }
    }
}
