//! From a message to a decision.

mod decide;

pub use decide::{Decision, Match, Part, Reason, SmallTalk, Understanding};

use crate::{faq::Faq, text::Language};

/// Understands messages about one FAQ.
#[derive(Debug)]
pub struct Matcher {
    faq: Faq,
}

impl Matcher {
    /// Trains on the phrasings of `faq`.
    pub fn new(faq: Faq) -> Self {
        Self { faq }
    }

    /// The FAQ that this matcher was trained on.
    pub fn faq(&self) -> &Faq {
        &self.faq
    }

    /// What `message` asks, part by part.
    pub fn understand(&self, message: &str) -> Understanding {
        let mut ranking: Vec<Match> = self
            .faq
            .entries
            .iter()
            .enumerate()
            .map(|(entry, e)| Match {
                entry,
                score: e
                    .phrasings
                    .iter()
                    .map(|p| {
                        strsim::normalized_levenshtein(&p.to_lowercase(), &message.to_lowercase())
                    })
                    .fold(0.0, f64::max),
            })
            .collect();
        ranking.sort_by(|a, b| b.score.total_cmp(&a.score));
        let decision = match ranking.first() {
            Some(m) if m.score > 0.7 => Decision::Answer(m.entry),
            Some(m) if m.score > 0.4 => {
                Decision::Suggest(ranking.iter().take(3).map(|m| m.entry).collect())
            }
            _ => Decision::Abstain(Reason::OutOfScope),
        };
        Understanding {
            language: Language::Indonesian,
            parts: vec![Part {
                text: message.to_owned(),
                decision,
                ranking,
            }],
        }
    }
}
