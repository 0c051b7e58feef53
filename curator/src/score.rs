//! How good verdicts are, by the labels of the cases.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    cases::{Case, Label},
    metrics::{Outcome, auroc, coverage_at},
};

/// How many entries of a ranking count as "among three".
const THREE: usize = 3;

/// What the program made of a question, in ids.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// The entries that were answered outright; empty when none was.
    pub answered: Vec<String>,
    /// The entries that were told as the likely meaning.
    pub likely: Vec<String>,
    /// The entries that were offered to choose from.
    pub suggested: Vec<String>,
    /// The best entries with their scores, best first.
    pub ranking: Vec<(String, f64)>,
}

/// The figures over all cases. Shares are of 1, and `None` where there is nothing to share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// All cases, rants included.
    pub cases: usize,
    /// Cases with one question that the FAQ answers.
    pub in_scope: usize,
    /// Of those in scope: the right entry is ranked first.
    pub first_right: Option<f64>,
    /// Of those in scope: the right entry is among the first three.
    pub among_three: Option<f64>,
    /// Of those in scope: answered outright, with nothing wrong in it.
    pub answered_right: Option<f64>,
    /// Of those in scope: answered right, or the right entry was offered.
    pub helped: Option<f64>,
    /// Of all outright answers: something wrong is in it.
    pub wrong_of_answers: Option<f64>,
    /// Cases that the FAQ does not answer.
    pub out_of_scope: usize,
    /// Of those out of scope: answered outright nevertheless.
    pub out_of_scope_answered: Option<f64>,
    /// Of those out of scope: entries were offered.
    pub out_of_scope_suggested: Option<f64>,
    /// Of the small talk: answered outright.
    pub small_talk_answered: Option<f64>,
    /// Of two questions in one message: both answered.
    pub two_both_answered: Option<f64>,
    /// Of two questions in one message: both answered or offered.
    pub two_both_offered: Option<f64>,
    /// The chance that a question in scope is ranked more surely than one out of scope or small talk.
    pub auroc: Option<f64>,
    /// The share in scope that can be answered right at 2 % wrong.
    pub coverage_at_2: f64,
    /// The share in scope that can be answered right at 5 % wrong.
    pub coverage_at_5: f64,
    /// What is taken for what, the most frequent first.
    pub confused: Vec<Confusion>,
}

/// One entry that was taken for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// The label of the case.
    pub meant: String,
    /// The entry that was ranked first, or answered.
    pub taken_for: String,
    /// How often.
    pub count: usize,
    /// A question for which it happened.
    pub example: String,
}

/// Counts verdicts; [`Tally::figures`] sums up.
#[derive(Debug, Default)]
pub struct Tally {
    cases: usize,
    answers: usize,
    wrong_answers: usize,
    inside: Inside,
    two: Two,
    outside: Outside,
    chat: Outside,
    outcomes: Vec<Outcome>,
    confused: BTreeMap<(String, String), (usize, String)>,
}

#[derive(Debug, Default)]
struct Inside {
    all: usize,
    first: usize,
    three: usize,
    right: usize,
    offered: usize,
}

#[derive(Debug, Default)]
struct Two {
    all: usize,
    answered: usize,
    offered: usize,
}

#[derive(Debug, Default)]
struct Outside {
    all: usize,
    answered: usize,
    suggested: usize,
}

impl Tally {
    /// The figures of `verdicts` on `cases`.
    pub fn of<'a>(cases: impl IntoIterator<Item = (&'a Case, &'a Verdict)>) -> Figures {
        let mut tally = Self::default();
        for (case, verdict) in cases {
            tally.add(case, verdict);
        }
        tally.figures()
    }

    /// Counts one case.
    pub fn add(&mut self, case: &Case, verdict: &Verdict) {
        self.cases += 1;
        let wrong = match &case.label {
            Label::Rant => return,
            Label::Entry(right) => self.inside(case, right, verdict),
            Label::Several(parts) => self.two.add(parts, verdict),
            Label::OutOfScope => self.outside.add(verdict),
            Label::SmallTalk => self.chat.add(verdict),
        };
        self.answers += usize::from(!verdict.answered.is_empty());
        self.wrong_answers += usize::from(wrong);
        if matches!(case.label, Label::OutOfScope | Label::SmallTalk) {
            self.outcomes.push(verdict.outcome(&[]));
            if let Some(answered) = verdict.answered.first() {
                self.confuse(case, answered);
            }
        }
    }

    /// Sums up.
    pub fn figures(&self) -> Figures {
        let Self {
            inside,
            two,
            outside,
            chat,
            outcomes,
            ..
        } = self;
        Figures {
            cases: self.cases,
            in_scope: inside.all,
            first_right: share(inside.first, inside.all),
            among_three: share(inside.three, inside.all),
            answered_right: share(inside.right, inside.all),
            helped: share(inside.right + inside.offered, inside.all),
            wrong_of_answers: share(self.wrong_answers, self.answers),
            out_of_scope: outside.all,
            out_of_scope_answered: share(outside.answered, outside.all),
            out_of_scope_suggested: share(outside.suggested, outside.all),
            small_talk_answered: share(chat.answered, chat.all),
            two_both_answered: share(two.answered, two.all),
            two_both_offered: share(two.offered, two.all),
            auroc: auroc(outcomes),
            coverage_at_2: coverage_at(outcomes, 0.02),
            coverage_at_5: coverage_at(outcomes, 0.05),
            confused: self.confusions(),
        }
    }

    /// Counts a question in scope; true when it got a wrong answer.
    fn inside(&mut self, case: &Case, right: &[String], verdict: &Verdict) -> bool {
        let is_right = |id: &String| right.contains(id);
        let all_right = verdict.answered.iter().all(is_right);
        let outcome = verdict.outcome(right);
        let three = verdict.ranking.iter().take(THREE);
        self.outcomes.push(outcome);
        self.inside.all += 1;
        self.inside.first += usize::from(outcome.right);
        self.inside.three += usize::from(three.map(|(id, _)| id).any(is_right));
        match (verdict.answered.is_empty(), all_right) {
            (true, _) => {
                let offered = verdict.suggested.iter().take(THREE).any(is_right);
                self.inside.offered += usize::from(offered);
            }
            (false, right) => self.inside.right += usize::from(right),
        }
        if let Some((first, _)) = verdict.ranking.first()
            && !outcome.right
        {
            self.confuse(case, first);
        }
        !all_right
    }

    fn confuse(&mut self, case: &Case, taken_for: &str) {
        let pair = (case.label.to_string(), taken_for.to_owned());
        let confusion = self.confused.entry(pair);
        confusion.or_insert_with(|| (0, case.question.clone())).0 += 1;
    }

    fn confusions(&self) -> Vec<Confusion> {
        let mut confusions: Vec<Confusion> = self
            .confused
            .iter()
            .map(|((meant, taken_for), (count, example))| Confusion {
                meant: meant.clone(),
                taken_for: taken_for.clone(),
                count: *count,
                example: example.clone(),
            })
            .collect();
        confusions.sort_by_key(|confusion| std::cmp::Reverse(confusion.count));
        confusions
    }
}

impl Verdict {
    fn outcome(&self, right: &[String]) -> Outcome {
        let first = self.ranking.first();
        Outcome {
            confidence: first.map_or(0.0, |(_, score)| *score),
            in_scope: !right.is_empty(),
            right: first.is_some_and(|(id, _)| right.contains(id)),
        }
    }
}

impl Two {
    /// Counts a message with several questions; true when an answer is to none of them.
    fn add(&mut self, parts: &[Vec<String>], verdict: &Verdict) -> bool {
        let suggested = verdict.suggested.iter().take(THREE);
        let told: Vec<&String> = verdict.answered.iter().chain(suggested).collect();
        let answered = |part: &Vec<String>| verdict.answered.iter().any(|id| part.contains(id));
        let offered = |part: &Vec<String>| told.iter().any(|id| part.contains(id));
        self.all += 1;
        self.answered += usize::from(parts.iter().all(answered));
        self.offered += usize::from(parts.iter().all(offered));
        let asked = |id: &String| parts.iter().any(|part| part.contains(id));
        !verdict.answered.iter().all(asked)
    }
}

impl Outside {
    /// Counts a question that must not be answered; true when it was.
    fn add(&mut self, verdict: &Verdict) -> bool {
        let answered = !verdict.answered.is_empty();
        self.all += 1;
        self.answered += usize::from(answered);
        self.suggested += usize::from(!answered && !verdict.suggested.is_empty());
        answered
    }
}

/// A share of 1, where there is a whole.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    fn ids(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn verdict(answered: &str, suggested: &str, ranking: &[(&str, f64)]) -> Verdict {
        Verdict {
            answered: ids(answered),
            likely: Vec::new(),
            suggested: ids(suggested),
            ranking: ranking
                .iter()
                .map(|(id, score)| ((*id).to_owned(), *score))
                .collect(),
        }
    }

    /// The same cases and replies, scored by hand and by the benchmark's own script.
    #[test]
    fn figures_are_those_of_the_benchmark() {
        let cases = cases::parse(
            "a\tone\na|b\ttwo\nb\tthree\nc\tfour\na+b\tfive\na+c\tsix\n__oos__\tseven\n__oos__\teight\n__chat__\tnine\n__rant__\tten\n",
        );
        let verdicts = [
            verdict("a", "", &[("a", 0.9), ("b", 0.1)]),
            verdict("b c", "", &[("b", 0.8), ("c", 0.7)]),
            verdict("", "a b", &[("a", 0.5), ("b", 0.4)]),
            verdict("a", "", &[("a", 0.7), ("b", 0.1), ("c", 0.1)]),
            verdict("a b", "", &[("a", 0.9)]),
            verdict("a b", "c", &[("a", 0.9)]),
            verdict("", "a", &[("a", 0.3)]),
            verdict("c", "", &[("c", 0.8)]),
            verdict("", "", &[("c", 0.0)]),
            verdict("a", "", &[("a", 1.0)]),
        ];
        let figures = Tally::of(cases.iter().zip(&verdicts));
        assert_eq!((figures.cases, figures.in_scope), (10, 4));
        assert_eq!(figures.first_right, Some(0.5));
        assert_eq!(figures.among_three, Some(1.0));
        assert_eq!(figures.answered_right, Some(0.25));
        assert_eq!(figures.helped, Some(0.5));
        assert_eq!(figures.wrong_of_answers, Some(4.0 / 6.0));
        assert_eq!(figures.out_of_scope_answered, Some(0.5));
        assert_eq!(figures.out_of_scope_suggested, Some(0.5));
        assert_eq!(figures.small_talk_answered, Some(0.0));
        assert_eq!(figures.two_both_answered, Some(0.5));
        assert_eq!(figures.two_both_offered, Some(1.0));
        assert_eq!(figures.auroc, Some(9.5 / 12.0));
        assert_eq!((figures.coverage_at_2, figures.coverage_at_5), (0.25, 0.25));
        assert_eq!(figures.confused.len(), 3);
    }

    #[test]
    fn no_cases_have_no_shares() {
        let figures = Tally::default().figures();
        assert_eq!(
            (figures.cases, figures.first_right, figures.auroc),
            (0, None, None)
        );
    }
}
