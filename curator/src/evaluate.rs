//! Runs the matcher over labelled questions.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use maklumat::{
    faq::Date,
    matcher::{Matcher, Understanding},
    reply::{self, Reader},
};
use serde::Serialize;

use crate::{
    cases::Case,
    grade::Grade,
    perturb::{Perturbation, Random},
    response::Response,
    score::{Figures, Share, Tally, share},
};

/// Entries of a ranking that are looked at, as `ask --json` writes them.
const RANKED: usize = 3;

/// What the perturbations begin from: one number for each case, so that a case is perturbed the same in any set.
const SEED: u64 = 20_240_628;

/// The figures of a set of cases, and how long questions took.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// How good the responses are.
    #[serde(flatten)]
    pub figures: Figures,
    /// Where the true shares are with 95 % confidence, by the name of the figure.
    pub intervals: BTreeMap<&'static str, [f64; 2]>,
    /// Of how many cases each of these figures is a share.
    pub of: BTreeMap<&'static str, usize>,
    /// How long a question takes.
    pub latency: Latency,
}

/// How long a question takes, in microseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Latency {
    /// Half of the questions take at most this.
    pub median_us: f64,
    /// 99 of 100 take at most this.
    pub p99_us: f64,
}

/// How one perturbation of the cases fares.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Perturbed {
    /// What was done to the questions.
    pub name: &'static str,
    /// The figures of the cases that it changes.
    #[serde(flatten)]
    pub figures: Figures,
    /// Of those answered outright before: the share whose answer is another one now, or none.
    pub answer_changed: Option<f64>,
}

/// One case, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial<'a> {
    /// The case.
    pub case: &'a Case,
    /// What the program made of it.
    pub response: Response,
    /// Its grade; none for a rant.
    pub grade: Option<Grade>,
    /// By which rule each part of the message was decided.
    pub rules: Vec<String>,
    /// How long it took to understand.
    pub took: Duration,
}

/// Runs `matcher` over `cases`; `tick` hears of each.
pub fn evaluate(matcher: &Matcher, cases: &[Case], tick: &dyn Fn()) -> Evaluation {
    Evaluation::of(&trials(matcher, cases, tick))
}

/// What becomes of each of `cases` with `matcher`; `tick` hears of each.
pub fn trials<'a>(matcher: &Matcher, cases: &'a [Case], tick: &dyn Fn()) -> Vec<Trial<'a>> {
    let trial = |case| {
        let trial = Trial::of(matcher, case);
        tick();
        trial
    };
    cases.iter().map(trial).collect()
}

impl<'a> Trial<'a> {
    fn of(matcher: &Matcher, case: &'a Case) -> Self {
        let start = Instant::now();
        let understanding = matcher.understand(&case.question);
        let took = start.elapsed();
        let response = response_to(matcher, &understanding);
        let parts = understanding.parts.iter();
        Self {
            case,
            grade: Grade::of(&case.label, &response),
            response,
            rules: parts.map(|part| part.verdict.because.to_string()).collect(),
            took,
        }
    }
}

impl Evaluation {
    /// The figures of `trials`.
    pub fn of(trials: &[Trial]) -> Self {
        let figures = Tally::of(trials.iter().map(|trial| (trial.case, &trial.response)));
        let shares = figures.shares();
        let measured = || shares.iter().filter(|share| share.value.is_some());
        let interval = |share: &Share| Some((share.name, share.interval()?));
        Self {
            intervals: measured().filter_map(interval).collect(),
            of: measured().map(|share| (share.name, share.of)).collect(),
            figures,
            latency: Latency::of(trials.iter().map(|trial| trial.took).collect()),
        }
    }
}

/// Runs `matcher` over each perturbation of the cases of `trials`; `tick` hears of each perturbed case.
pub fn perturbed(matcher: &Matcher, trials: &[Trial], tick: &dyn Fn()) -> Vec<Perturbed> {
    Perturbation::ALL
        .iter()
        .map(|perturbation| one_perturbation(matcher, trials, *perturbation, tick))
        .collect()
}

/// What `ask` makes of a question.
pub fn response(matcher: &Matcher, question: &str) -> Response {
    response_to(matcher, &matcher.understand(question))
}

fn one_perturbation(
    matcher: &Matcher,
    trials: &[Trial],
    perturbation: Perturbation,
    tick: &dyn Fn(),
) -> Perturbed {
    let mut tally = Tally::default();
    let (mut answered, mut changed) = (0, 0);
    for (number, trial) in trials.iter().enumerate() {
        let (case, before) = (trial.case, &trial.response);
        let mut random = Random::new(SEED + number as u64);
        if let Some(question) = perturbation.apply(&case.question, &mut random) {
            let after = response(matcher, &question);
            answered += usize::from(!before.answered.is_empty());
            changed +=
                usize::from(!before.answered.is_empty() && before.answered != after.answered);
            let label = case.label.clone();
            tally.add(&Case { label, question }, &after);
        }
        tick();
    }
    Perturbed {
        name: perturbation.name(),
        figures: tally.figures(),
        answer_changed: share(changed, answered),
    }
}

/// What `ask` makes of what was understood.
fn response_to(matcher: &Matcher, understanding: &Understanding) -> Response {
    let faq = matcher.faq();
    // Which entries are told does not depend on the day of reading.
    let reader = Reader {
        language: None,
        as_of: None,
        today: Date::default(),
    };
    let reply = reply::render(faq, understanding, &reader);
    let ranking = understanding.ranking(faq, RANKED);
    Response {
        answered: reply.answered,
        likely: reply.likely,
        suggested: reply
            .choices
            .into_iter()
            .map(|choice| choice.entry)
            .collect(),
        ranking: ranking
            .iter()
            .map(|ranked| (faq.entries[ranked.entry].id.clone(), ranked.score))
            .collect(),
    }
}

impl Latency {
    /// The quantiles of `times`.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |percent: usize| {
            let index = times.len().saturating_sub(1) * percent / 100;
            times
                .get(index)
                .map_or(0.0, |time| time.as_secs_f64() * 1e6)
        };
        Self {
            median_us: at(50),
            p99_us: at(99),
        }
    }
}
