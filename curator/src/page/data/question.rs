//! Questions that were asked of a FAQ, and what came of them: its own phrasings, or labelled ones.

use maklumat::{
    faq::Faq,
    matcher::{Matcher, Tried},
};
use serde::Serialize;

use crate::{cases::Label, evaluate};

/// Where questions come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// They are the FAQ's phrasings, each asked of what was learnt without it.
    Phrasings,
    /// Somebody labelled them.
    Cases,
}

/// A question, and what came first.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its words.
    pub text: String,
    /// The entry or gap that it is about, or its label; none where the FAQ has nothing of it.
    pub meant: Option<String>,
    /// Whether the FAQ answers it.
    pub inside: bool,
    /// The entry that came first, as far as one did.
    pub first: Option<First>,
}

/// The entry that came first for a question.
#[derive(Debug, Clone, PartialEq)]
pub struct First {
    /// Its id.
    pub id: String,
    /// Its chance.
    pub chance: f64,
    /// Whether it is right.
    pub right: bool,
    /// Whether it is told, outright or as likely.
    pub told: bool,
}

impl Question {
    /// The chance of the first entry.
    pub fn chance(&self) -> f64 {
        self.first.as_ref().map_or(0.0, |first| first.chance)
    }

    /// Whether the first entry is right.
    pub fn is_right(&self) -> bool {
        self.first.as_ref().is_some_and(|first| first.right)
    }

    /// The phrasings that the promise of `matcher` counts.
    pub fn phrasings(matcher: &Matcher, tried: &[Tried]) -> Vec<Self> {
        let counted = Tried::counted(tried);
        let question = |tried| Self::phrasing(matcher, tried);
        counted.iter().filter_map(question).collect()
    }

    fn phrasing(matcher: &Matcher, tried: &Tried) -> Option<Self> {
        let faq = matcher.faq();
        let (id, phrasings) = class(faq, tried.class)?;
        let first = tried.first.and_then(|(class, chance)| {
            let entry = faq.entries.get(class)?;
            Some(First {
                id: entry.id.clone(),
                chance,
                right: tried.inside && class == tried.class,
                told: chance >= matcher.likely(),
            })
        });
        Some(Self {
            text: phrasings.get(tried.phrasing)?.clone(),
            meant: Some(id.to_owned()),
            inside: tried.inside,
            first,
        })
    }

    /// The labelled questions that hold one question each.
    pub fn cases(trials: &[evaluate::Trial<'_>]) -> Vec<Self> {
        trials.iter().filter_map(Self::case).collect()
    }

    fn case(trial: &evaluate::Trial<'_>) -> Option<Self> {
        let label = &trial.case.label;
        let inside = match label {
            Label::Entry(_) => true,
            Label::OutOfScope => false,
            Label::Several(_) | Label::SmallTalk | Label::Rant => return None,
        };
        let first = trial.response.ranking.first().map(|(id, chance)| First {
            id: id.clone(),
            chance: *chance,
            right: label.names(id),
            told: trial.response.shown().any(|told| told == id),
        });
        Some(Self {
            text: trial.case.question.clone(),
            meant: inside.then(|| label.to_string()),
            inside,
            first,
        })
    }
}

/// The id and phrasings of a class: entries are numbered first, then gaps.
fn class(faq: &Faq, number: usize) -> Option<(&str, &[String])> {
    match number.checked_sub(faq.entries.len()) {
        None => {
            let entry = &faq.entries[number];
            Some((&entry.id, &entry.phrasings))
        }
        Some(gap) => {
            let gap = faq.not_covered.get(gap)?;
            Some((&gap.id, &gap.phrasings))
        }
    }
}
