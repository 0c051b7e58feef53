//! What the program made of a question.

use crate::metrics::Outcome;

/// How many entries of a ranking, or of what is told and offered, count as "among three".
pub(crate) const THREE: usize = 3;

/// What the program made of a question, in ids.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Response {
    /// The entries that were answered outright; empty when none was.
    pub answered: Vec<String>,
    /// The entries that were told as the likely meaning.
    pub likely: Vec<String>,
    /// The entries that were offered to choose from.
    pub suggested: Vec<String>,
    /// The best entries with their scores, best first.
    pub ranking: Vec<(String, f64)>,
}

impl Response {
    /// What a person reads without another step.
    pub fn shown(&self) -> impl Iterator<Item = &String> {
        self.answered.iter().chain(&self.likely)
    }

    /// Whether one of `ids` is shown.
    pub fn shows(&self, ids: &[String]) -> bool {
        self.shown().any(|id| ids.contains(id))
    }

    /// Whether one of `ids` is offered to choose from.
    pub fn offers(&self, ids: &[String]) -> bool {
        self.suggested.iter().take(THREE).any(|id| ids.contains(id))
    }

    /// What became of the message as a whole, in the words of `ask --json`.
    pub fn decision(&self) -> &'static str {
        let Self {
            answered,
            likely,
            suggested,
            ..
        } = self;
        match (
            answered.is_empty(),
            likely.is_empty() && suggested.is_empty(),
        ) {
            (false, _) => "answer",
            (true, false) => "suggest",
            (true, true) => "abstain",
        }
    }

    /// How sure it was of its first entry, and how it fares against those that are `right`.
    pub(crate) fn outcome(&self, right: &[String]) -> Outcome {
        let first = self.ranking.first();
        Outcome {
            confidence: first.map_or(0.0, |(_, score)| *score),
            in_scope: !right.is_empty(),
            right: first.is_some_and(|(id, _)| right.contains(id)),
        }
    }
}
