//! One question, however many lines it came in.

use std::collections::{BTreeMap, BTreeSet};

use maklumat::faq::Date;
use serde::Serialize;

use crate::misses::{Kind, Miss};

/// A question, as it was asked.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Asked {
    /// Its words, on one line and redacted.
    pub question: String,
    /// How often it was asked.
    pub times: usize,
    /// By how many people; as far as nobody counted them, one for each line.
    pub people: usize,
    /// The days, in order.
    pub days: BTreeSet<Date>,
    /// Ids of entries or gaps that were offered and did not help.
    pub refused: BTreeSet<String>,
    /// Every list of ids that was offered with it.
    #[serde(skip)]
    pub offers: BTreeSet<Vec<String>>,
}

impl Asked {
    /// The questions of lines that have one, each once, in alphabetical order.
    pub fn all(misses: &[Miss]) -> Vec<Self> {
        let mut all: BTreeMap<String, Self> = BTreeMap::new();
        for miss in misses {
            let Some(question) = miss.question.as_deref().map(one_line) else {
                continue;
            };
            if question.is_empty() {
                continue;
            }
            let asked = all.entry(question.clone()).or_default();
            asked.question = question;
            asked.times += miss.times;
            asked.people += miss.people.unwrap_or(1).max(1);
            asked.days.extend(miss.day);
            asked.refused.extend(refused(miss).iter().cloned());
            // What is nearest to a question without an answer was not shown.
            if miss.kind != Kind::Unanswered {
                asked.offers.insert(miss.offered.clone());
            }
        }
        all.into_values().collect()
    }

    /// Counts what was asked in other words that are the same once redacted.
    pub(super) fn take_in(&mut self, other: Self) {
        self.times += other.times;
        self.people += other.people;
        self.days.extend(other.days);
        self.refused.extend(other.refused);
        self.offers.extend(other.offers);
    }
}

/// What was offered and did not help.
fn refused(miss: &Miss) -> &[String] {
    match miss.kind {
        Kind::NoneOfThese => &miss.offered,
        Kind::TurnedDown | Kind::NoHelp => &miss.offered[..miss.offered.len().min(1)],
        Kind::Unanswered | Kind::NotPressed => &[],
    }
}

/// `text` without line ends and other controls, with single spaces.
fn one_line(text: &str) -> String {
    let printable = text.replace(char::is_control, " ");
    printable.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_question_are_one() {
        let mut refused = Miss::of("kapan\tjadi");
        refused.kind = Kind::TurnedDown;
        refused.offered = vec!["a".to_owned(), "b".to_owned()];
        refused.people = Some(3);
        refused.times = 4;
        let all = Asked::all(&[
            Miss::of(" kapan  jadi"),
            refused,
            Miss::of(" "),
            Miss::default(),
        ]);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].times, all[0].people), (5, 4));
        assert_eq!(Vec::from_iter(&all[0].refused), ["a"]);
    }
}
