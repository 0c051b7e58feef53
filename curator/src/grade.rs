//! How good or harmful a response is, by the label of its question.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::{cases::Label, response::Response};

/// What became of a question, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Something wrong was answered outright.
    WrongOutright,
    /// Something wrong was told as the likely meaning.
    WrongLikely,
    /// Nothing wrong was told; the right entry neither, nor was it offered.
    Missed,
    /// The right entry was offered to choose from; or entries were, where the FAQ has no answer.
    Offered,
    /// Everything that was asked was told, and nothing else; nothing, where the FAQ has no answer.
    Right,
}

impl Grade {
    /// All, the gravest first.
    pub const ALL: [Self; 5] = [
        Self::WrongOutright,
        Self::WrongLikely,
        Self::Missed,
        Self::Offered,
        Self::Right,
    ];

    /// The grade of `response`; `None` for a rant, which has no right response.
    pub fn of(label: &Label, response: &Response) -> Option<Self> {
        let told_wrong = |told: &[String]| !told.iter().all(|id| label.names(id));
        let parts = label.parts();
        let offered = match parts {
            [] => !response.suggested.is_empty(),
            _ => !parts.iter().all(|part| response.shows(part)),
        };
        Some(match label {
            Label::Rant => return None,
            _ if told_wrong(&response.answered) => Self::WrongOutright,
            _ if told_wrong(&response.likely) => Self::WrongLikely,
            _ if !offered => Self::Right,
            _ if parts
                .iter()
                .all(|part| response.shows(part) || response.offers(part)) =>
            {
                Self::Offered
            }
            _ => Self::Missed,
        })
    }

    /// Whether a person reads something wrong.
    pub fn is_wrong(self) -> bool {
        self <= Self::WrongLikely
    }

    /// How much harm it does: a wrong answer that is told as certain does more than one that is told as likely, and what
    /// only fails to help does none.
    pub fn harm(self) -> u8 {
        match self {
            Self::WrongOutright => 2,
            Self::WrongLikely => 1,
            Self::Missed | Self::Offered | Self::Right => 0,
        }
    }

    /// As in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::WrongOutright => "wrong-outright",
            Self::WrongLikely => "wrong-likely",
            Self::Missed => "missed",
            Self::Offered => "offered",
            Self::Right => "right",
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Grade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_response_has_its_grade() {
        let ids = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let one = Label::Entry(ids("a b"));
        let two = Label::Several(vec![ids("a"), ids("b")]);
        let grades = [
            (&one, ["a", "", ""], Grade::Right),
            (&one, ["", "b", "c"], Grade::Right),
            (&one, ["", "", "c a"], Grade::Offered),
            (&one, ["", "", "c"], Grade::Missed),
            (&one, ["", "c", "a"], Grade::WrongLikely),
            (&one, ["a c", "", ""], Grade::WrongOutright),
            (&two, ["a", "b", ""], Grade::Right),
            (&two, ["a", "", "b"], Grade::Offered),
            (&two, ["a", "", ""], Grade::Missed),
            (&two, ["a b c", "", ""], Grade::WrongOutright),
            (&Label::OutOfScope, ["", "", ""], Grade::Right),
            (&Label::OutOfScope, ["", "", "a"], Grade::Offered),
            (&Label::SmallTalk, ["", "a", ""], Grade::WrongLikely),
        ];
        for (label, [answered, likely, suggested], grade) in grades {
            let response = Response {
                answered: ids(answered),
                likely: ids(likely),
                suggested: ids(suggested),
                ranking: Vec::new(),
            };
            assert_eq!(
                Grade::of(label, &response),
                Some(grade),
                "{label}: {response:?}"
            );
        }
        assert_eq!(Grade::of(&Label::Rant, &Response::default()), None);
    }
}
