//! How good responses are, by the labels of the cases.
//!
//! *Shown* is what a person reads without another step: what is answered outright or told as likely.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    cases::{Case, Label},
    grade::Grade,
    metrics::{Outcome, auroc, coverage_at, wilson},
    response::{Response, THREE},
};

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
    /// Of those in scope: answered right, or the right entry was told as likely or offered.
    pub helped: Option<f64>,
    /// Of those in scope: the right entry is shown.
    pub shown_right: Option<f64>,
    /// Cases of which something was answered outright, rants apart.
    pub answers: usize,
    /// Of all outright answers: something wrong is in it.
    pub wrong_of_answers: Option<f64>,
    /// Cases of which something was shown, rants apart.
    pub shown: usize,
    /// Of all that is shown: something wrong is in it.
    pub wrong_of_shown: Option<f64>,
    /// Cases that the FAQ does not answer.
    pub out_of_scope: usize,
    /// Of those out of scope: answered outright nevertheless.
    pub out_of_scope_answered: Option<f64>,
    /// Of those out of scope: something is shown.
    pub out_of_scope_shown: Option<f64>,
    /// Of those out of scope: not answered outright, but something told as likely, or offered.
    pub out_of_scope_suggested: Option<f64>,
    /// Cases of small talk.
    pub small_talk: usize,
    /// Of the small talk: answered outright.
    pub small_talk_answered: Option<f64>,
    /// Cases with several questions in one message.
    pub two: usize,
    /// Of those: all answered outright.
    pub two_both_answered: Option<f64>,
    /// Of those: all shown.
    pub two_both_shown: Option<f64>,
    /// Of those: all shown or offered.
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

/// A share that [`Figures`] tell, and of how many cases it is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Which, as in [`Figures`].
    pub name: &'static str,
    /// The share, of 1.
    pub value: Option<f64>,
    /// Of so many cases.
    pub of: usize,
    /// Whether it is to be high or low.
    pub wanted: Wanted,
}

/// What is wanted of a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The higher, the better.
    High,
    /// The lower, the better.
    Low,
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

/// Counts responses; [`Tally::figures`] sums up.
#[derive(Debug, Default)]
pub struct Tally {
    cases: usize,
    answers: Said,
    shown: Said,
    inside: Inside,
    two: Two,
    outside: Outside,
    chat: Outside,
    outcomes: Vec<Outcome>,
    confused: BTreeMap<(String, String), (usize, String)>,
}

/// What was said, and how often something wrong was in it.
#[derive(Debug, Default)]
struct Said {
    all: usize,
    wrong: usize,
}

#[derive(Debug, Default)]
struct Inside {
    all: usize,
    first: usize,
    three: usize,
    right: usize,
    shown: usize,
    offered: usize,
}

#[derive(Debug, Default)]
struct Two {
    all: usize,
    answered: usize,
    shown: usize,
    offered: usize,
}

#[derive(Debug, Default)]
struct Outside {
    all: usize,
    answered: usize,
    shown: usize,
    suggested: usize,
}

impl Figures {
    /// Every figure that is a share of some cases.
    pub fn shares(&self) -> [Share; 14] {
        let high = |name, value, of| Share::new(name, value, of, Wanted::High);
        let low = |name, value, of| Share::new(name, value, of, Wanted::Low);
        let (inside, outside, two) = (self.in_scope, self.out_of_scope, self.two);
        let (suggested, talk) = (self.out_of_scope_suggested, self.small_talk_answered);
        [
            high("first_right", self.first_right, inside),
            high("among_three", self.among_three, inside),
            high("answered_right", self.answered_right, inside),
            high("shown_right", self.shown_right, inside),
            high("helped", self.helped, inside),
            low("wrong_of_answers", self.wrong_of_answers, self.answers),
            low("wrong_of_shown", self.wrong_of_shown, self.shown),
            low("out_of_scope_answered", self.out_of_scope_answered, outside),
            low("out_of_scope_shown", self.out_of_scope_shown, outside),
            low("out_of_scope_suggested", suggested, outside),
            low("small_talk_answered", talk, self.small_talk),
            high("two_both_answered", self.two_both_answered, two),
            high("two_both_shown", self.two_both_shown, two),
            high("two_both_offered", self.two_both_offered, two),
        ]
    }
}

impl Share {
    fn new(name: &'static str, value: Option<f64>, of: usize, wanted: Wanted) -> Self {
        Self {
            name,
            value,
            of,
            wanted,
        }
    }

    /// Where the true share is with 95 % confidence, as far as so few cases tell.
    pub fn interval(&self) -> Option<[f64; 2]> {
        self.value.map(|value| wilson(value, self.of))
    }
}

impl Tally {
    /// The figures of `responses` to `cases`.
    pub fn of<'a>(responses: impl IntoIterator<Item = (&'a Case, &'a Response)>) -> Figures {
        let mut tally = Self::default();
        for (case, response) in responses {
            tally.add(case, response);
        }
        tally.figures()
    }

    /// Counts one case.
    pub fn add(&mut self, case: &Case, response: &Response) {
        self.cases += 1;
        match &case.label {
            Label::Rant => return,
            Label::Entry(right) => self.inside(case, right, response),
            Label::Several(parts) => self.two.add(parts, response),
            Label::OutOfScope => self.outside.add(response),
            Label::SmallTalk => self.chat.add(response),
        }
        let grade = Grade::of(&case.label, response);
        let is_wrong = grade.is_some_and(Grade::is_wrong);
        let said = response.shown().next().is_some();
        self.answers.add(
            !response.answered.is_empty(),
            grade == Some(Grade::WrongOutright),
        );
        self.shown.add(said, is_wrong);
        if matches!(case.label, Label::OutOfScope | Label::SmallTalk) {
            self.outcomes.push(response.outcome(&[]));
            if let Some(answered) = response.answered.first() {
                self.confuse(case, answered);
            }
        }
    }

    /// Sums up.
    pub fn figures(&self) -> Figures {
        let Self {
            answers,
            shown,
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
            shown_right: share(inside.shown, inside.all),
            answers: answers.all,
            wrong_of_answers: share(answers.wrong, answers.all),
            shown: shown.all,
            wrong_of_shown: share(shown.wrong, shown.all),
            out_of_scope: outside.all,
            out_of_scope_answered: share(outside.answered, outside.all),
            out_of_scope_shown: share(outside.shown, outside.all),
            out_of_scope_suggested: share(outside.suggested, outside.all),
            small_talk: chat.all,
            small_talk_answered: share(chat.answered, chat.all),
            two: two.all,
            two_both_answered: share(two.answered, two.all),
            two_both_shown: share(two.shown, two.all),
            two_both_offered: share(two.offered, two.all),
            auroc: auroc(outcomes),
            coverage_at_2: coverage_at(outcomes, 0.02),
            coverage_at_5: coverage_at(outcomes, 0.05),
            confused: self.confusions(),
        }
    }

    /// Counts a question in scope.
    fn inside(&mut self, case: &Case, right: &[String], response: &Response) {
        let is_right = |id: &String| right.contains(id);
        let outcome = response.outcome(right);
        let three = response.ranking.iter().take(THREE);
        self.outcomes.push(outcome);
        self.inside.all += 1;
        self.inside.first += usize::from(outcome.right);
        self.inside.three += usize::from(three.map(|(id, _)| id).any(is_right));
        self.inside.shown += usize::from(response.shows(right));
        if response.answered.is_empty() {
            let mut offered = response.shown().chain(&response.suggested).take(THREE);
            self.inside.offered += usize::from(offered.any(is_right));
        } else {
            self.inside.right += usize::from(response.answered.iter().all(is_right));
        }
        if let Some((first, _)) = response.ranking.first()
            && !outcome.right
        {
            self.confuse(case, first);
        }
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

impl Said {
    /// Counts one response: whether something was said, and whether something in it was wrong.
    fn add(&mut self, said: bool, wrong: bool) {
        self.all += usize::from(said);
        self.wrong += usize::from(wrong);
    }
}

impl Two {
    /// Counts a message with several questions.
    fn add(&mut self, parts: &[Vec<String>], response: &Response) {
        let answered = |part: &Vec<String>| response.answered.iter().any(|id| part.contains(id));
        let shown = |part: &Vec<String>| response.shows(part);
        let offered = |part: &Vec<String>| response.shows(part) || response.offers(part);
        self.all += 1;
        self.answered += usize::from(parts.iter().all(answered));
        self.shown += usize::from(parts.iter().all(shown));
        self.offered += usize::from(parts.iter().all(offered));
    }
}

impl Outside {
    /// Counts a question that must not be answered.
    fn add(&mut self, response: &Response) {
        let decision = response.decision();
        self.all += 1;
        self.answered += usize::from(decision == "answer");
        self.shown += usize::from(response.shown().next().is_some());
        self.suggested += usize::from(decision == "suggest");
    }
}

/// A share of 1, where there is a whole.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use maklumat::faq::Faq;

    use super::*;
    use crate::cases;

    /// Its entries are a, b and c.
    fn cases(table: &str) -> Vec<Case> {
        let entry = |id| format!("- {{id: {id}, phrasings: [about {id}], answer: x}}\n");
        let yaml = format!("entries:\n{}", ["a", "b", "c"].map(entry).concat());
        let faq = Faq::parse("faq.yaml", yaml.as_bytes()).expect("it loads");
        cases::read("cases.tsv", table.as_bytes(), &faq).expect("it is read")
    }

    fn ids(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn response([answered, likely, suggested]: [&str; 3], ranking: &[(&str, f64)]) -> Response {
        Response {
            answered: ids(answered),
            likely: ids(likely),
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
        let cases = cases(
            "a\tone\na|b\ttwo\nb\tthree\nc\tfour\na\tfive\nb\tsix\na+b\tseven\na+c\teight\na+b\tnine\n\
             __oos__\tten\n__oos__\televen\n__oos__\ttwelve\n__oos__\tthirteen\n__chat__\tfourteen\n__rant__\tfifteen\n",
        );
        let responses = [
            response(["a", "", ""], &[("a", 0.9), ("b", 0.1)]),
            response(["b c", "", ""], &[("b", 0.8), ("c", 0.7)]),
            response(["", "", "a b"], &[("a", 0.5), ("b", 0.4)]),
            response(["a", "", ""], &[("a", 0.7), ("b", 0.1), ("c", 0.1)]),
            response(["", "a", "b c"], &[("a", 0.6), ("b", 0.2)]),
            response(["", "c", "a"], &[("c", 0.55), ("a", 0.2)]),
            response(["a b", "", ""], &[("a", 0.9)]),
            response(["a b", "", "c"], &[("a", 0.9)]),
            response(["a", "b", ""], &[("a", 0.9), ("b", 0.6)]),
            response(["", "", "a"], &[("a", 0.3)]),
            response(["c", "", ""], &[("c", 0.8)]),
            response(["", "b", ""], &[("b", 0.65)]),
            response(["", "", ""], &[("b", 0.2)]),
            response(["", "", ""], &[("c", 0.0)]),
            response(["a", "", ""], &[("a", 1.0)]),
        ];
        let figures = Tally::of(cases.iter().zip(&responses));
        assert_eq!((figures.cases, figures.in_scope, figures.two), (15, 6, 3));
        assert_eq!((figures.out_of_scope, figures.small_talk), (4, 1));
        assert_eq!(figures.first_right, Some(3.0 / 6.0));
        assert_eq!(figures.among_three, Some(5.0 / 6.0));
        assert_eq!(figures.answered_right, Some(1.0 / 6.0));
        assert_eq!(figures.shown_right, Some(3.0 / 6.0));
        assert_eq!(figures.helped, Some(3.0 / 6.0));
        assert_eq!(figures.answers, 7);
        assert_eq!(figures.wrong_of_answers, Some(4.0 / 7.0));
        assert_eq!(figures.shown, 10);
        assert_eq!(figures.wrong_of_shown, Some(6.0 / 10.0));
        assert_eq!(figures.out_of_scope_answered, Some(1.0 / 4.0));
        assert_eq!(figures.out_of_scope_shown, Some(2.0 / 4.0));
        assert_eq!(figures.out_of_scope_suggested, Some(2.0 / 4.0));
        assert_eq!(figures.small_talk_answered, Some(0.0));
        assert_eq!(figures.two_both_answered, Some(1.0 / 3.0));
        assert_eq!(figures.two_both_shown, Some(2.0 / 3.0));
        assert_eq!(figures.two_both_offered, Some(1.0));
        assert_eq!(figures.auroc, Some(22.5 / 30.0));
        assert_eq!(figures.coverage_at_2, 1.0 / 6.0);
        assert_eq!(figures.coverage_at_5, 1.0 / 6.0);
        assert_eq!(figures.confused.len(), 4);
    }

    #[test]
    fn every_share_has_its_cases_and_an_interval() {
        let cases = cases("a\tone\na\ttwo\n");
        let responses = [
            response(["a", "", ""], &[("a", 0.9)]),
            response(["", "", ""], &[("b", 0.1)]),
        ];
        let shares = Tally::of(cases.iter().zip(&responses)).shares();
        let right = shares.iter().find(|share| share.name == "shown_right");
        let right = right.expect("it is one of them");
        assert_eq!((right.value, right.of), (Some(0.5), 2));
        assert!(
            right
                .interval()
                .is_some_and(|[low, high]| low < 0.1 && high > 0.9)
        );
        let none = shares.iter().find(|share| share.name == "two_both_shown");
        assert_eq!(none.and_then(Share::interval), None);
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
