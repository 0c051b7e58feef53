//! How sure to be: from what was seen of a question to the probability that the first entry is right.
//!
//! Two steps. Signals are weighed into one number by weights that are the same for every FAQ. Each FAQ then maps that
//! number to a probability by what it does on its own phrasings, fold by fold: a fifth of the phrasings of each class are
//! asked as questions that it was not taught, and a fifth of its gaps (of its entries, where it names no gaps) are left
//! out whole, so that their phrasings are questions that it does not answer. The threshold for an answer follows: of the
//! phrasings answered at it, at most [`WRONG`] are answered wrongly.
//!
//! What this promises holds as far as citizens write like the phrasings, and ask beside the FAQ about as often as
//! [`OUTSIDE`] says. It promises too much where they write unlike the curator, and a FAQ of few phrasings is too small a
//! sample of itself to tell.

use std::thread;

use serde::{Deserialize, Serialize};

use super::{
    classifier::Trained,
    model::{Fold, Model, Reading},
};

/// The share of outright answers that may be wrong.
const WRONG: f64 = 0.02;

/// The share of questions that are taken to be beside the FAQ, as near to it as a class of its own that is left out: about
/// what the benchmark sets have (13 to 34 %). Real questions beside a FAQ may be more, but most of them are further from it.
const OUTSIDE: f64 = 0.3;

/// Of more phrasings in a fold, so many are asked, evenly spread: they tell as much.
const MOST_TRIALS: usize = 2_000;

/// How many trials' worth of trust the general weights have against a FAQ's own figures.
const PRIOR: f64 = 20.0;

/// The threshold, in log-odds, when the FAQ's own phrasings never get below [`WRONG`], or are too few to tell.
const STRICT: f64 = 5.5;

/// An answer is never given below these log-odds, whatever the FAQ's phrasings say.
const LENIENT: f64 = 1.0;

/// What tells right from wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signals {
    /// How far the entry's score is above (or below) the best other class's.
    pub margin: f64,
    /// The classifier's score before it became a probability: low where a text is like nothing in the FAQ.
    pub raw: f64,
    /// The share of the question that the best phrasing accounts for.
    pub question: f64,
    /// The share of the best phrasing that the question accounts for.
    pub phrasing: f64,
}

/// The general weights: logistic regression of "right" on the dev parts of nine benchmark sets and our own questions,
/// each set counting alike, none below zero, fitted when nearness weighed 4. With today's 2, `tools/calibrate.py` gives
/// 0.71, 0.38, 1.88, 0.89 and -3.57; only the order of questions depends on them, each FAQ makes its own probabilities.
const WEIGHTS: [f64; 4] = [0.56, 0.45, 1.53, 0.82];
const BIAS: f64 = -3.48;

impl Signals {
    /// What a reading shows of its first entry; `None` when it has none.
    pub fn of(reading: &Reading) -> Option<Self> {
        let rank = reading.first_entry?;
        let candidate = reading.candidates[rank];
        let rival = reading
            .candidates
            .iter()
            .enumerate()
            .find(|(other, _)| *other != rank);
        let alignment = reading.best.as_ref().map(|(_, alignment)| alignment);
        Some(Self {
            margin: rival.map_or(MOST_MARGIN, |(_, rival)| {
                f64::from(candidate.score - rival.score).min(MOST_MARGIN)
            }),
            raw: f64::from(reading.raw),
            question: alignment.map_or(0.0, |alignment| f64::from(alignment.question)),
            phrasing: alignment.map_or(0.0, |alignment| f64::from(alignment.phrasing)),
        })
    }

    /// The signals by name, in the order of the weights.
    pub fn named(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("margin", self.margin),
            ("raw score", self.raw),
            ("question accounted for", self.question),
            ("phrasing accounted for", self.phrasing),
        ]
    }

    /// The signals weighed into one number: the log-odds of being right, on an average FAQ.
    pub fn log_odds(&self) -> f64 {
        BIAS + WEIGHTS
            .iter()
            .zip(self.named())
            .map(|(weight, (_, value))| weight * value)
            .sum::<f64>()
    }
}

/// A greater margin says no more.
const MOST_MARGIN: f64 = 8.0;

/// A FAQ's own map from log-odds to probability (Platt 1999), and its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    slope: f64,
    offset: f64,
    /// From this probability on, an answer is given outright.
    pub threshold: f64,
}

/// A phrasing asked as a question.
struct Trial {
    log_odds: f64,
    right: bool,
    weight: f64,
}

impl Calibration {
    /// Calibrates on the model's own phrasings.
    pub fn fit(model: &Model, trained: &Trained<'_>) -> Self {
        let trials = trials(model, trained);
        let (slope, offset) = platt(&trials);
        let threshold = threshold(&trials);
        Self {
            slope,
            offset,
            threshold: logistic(slope * threshold + offset),
        }
    }

    /// The probability that a reading's first entry is right, 0.0 to 1.0.
    pub fn probability(&self, signals: &Signals) -> f64 {
        logistic(self.slope * signals.log_odds() + self.offset)
    }
}

/// The lowest log-odds at and above which at most [`WRONG`] of the answers are wrong.
fn threshold(trials: &[Trial]) -> f64 {
    let mut sorted: Vec<&Trial> = trials.iter().collect();
    sorted.sort_by(|a, b| b.log_odds.total_cmp(&a.log_odds));
    let (mut given, mut wrong, mut lowest) = (0.0, 0.0, STRICT);
    for trial in sorted {
        given += trial.weight;
        wrong += if trial.right { 0.0 } else { trial.weight };
        if wrong <= WRONG * given {
            lowest = trial.log_odds;
        }
    }
    lowest.clamp(LENIENT, STRICT)
}

/// Every phrasing as a question of the folds that lack it. The folds are learnt side by side; each is the same however many
/// run at once.
fn trials(model: &Model, trained: &Trained<'_>) -> Vec<Trial> {
    let has_gaps = model.classes() > model.entries();
    let first_class = if has_gaps { model.entries() } else { 0 };
    let folds: Vec<FoldTrials> = thread::scope(|scope| {
        let folds = (0..trained.folds()).map(|number| Fold {
            number,
            first_class,
        });
        let running: Vec<_> = folds
            .map(|fold| scope.spawn(move || FoldTrials::run(model, trained, fold)))
            .collect();
        running
            .into_iter()
            .filter_map(|fold| fold.join().ok())
            .collect()
    });
    let asked = |inside: bool| {
        folds
            .iter()
            .map(move |fold| if inside { fold.inside } else { fold.outside })
            .sum()
    };
    let (inside, outside): (usize, usize) = (asked(true), asked(false));
    if inside == 0 {
        return Vec::new(); // Questions beside the FAQ alone would teach it to answer nothing.
    }
    let answerable: usize = folds.iter().map(|fold| fold.answerable.len()).sum();
    let weight =
        |inside_share: f64, count: usize| answerable as f64 * inside_share / count.max(1) as f64;
    let weights = [weight(OUTSIDE, outside), weight(1.0 - OUTSIDE, inside)];
    let all = folds.into_iter().flat_map(|fold| fold.answerable);
    all.map(|(log_odds, right, is_inside)| Trial {
        log_odds,
        right,
        weight: weights[usize::from(is_inside)],
    })
    .collect()
}

/// What one fold's phrasings get as questions.
#[derive(Debug, Default)]
struct FoldTrials {
    /// How many are inside the FAQ, and how many beside it.
    inside: usize,
    outside: usize,
    /// For each that may be answered at all: its log-odds, whether that is right, and whether it is inside.
    answerable: Vec<(f64, bool, bool)>,
}

impl FoldTrials {
    fn run(model: &Model, trained: &Trained<'_>, fold: Fold) -> Self {
        let mut this = Self::default();
        let part = trained.settled_on(&|phrasing| !model.in_fold(fold, phrasing));
        let asked: Vec<usize> = (0..model.phrasings())
            .filter(|phrasing| model.in_fold(fold, *phrasing))
            .collect();
        for &phrasing in asked
            .iter()
            .step_by(asked.len().div_ceil(MOST_TRIALS).max(1))
        {
            let class = model.class_of(phrasing);
            let is_inside = class < model.entries() && !fold.has_class(class);
            if is_inside && model.size_of(class) == 1 {
                continue; // Without its only phrasing an entry can't be found.
            }
            this.inside += usize::from(is_inside);
            this.outside += usize::from(!is_inside);
            if let Some((signals, answer)) = answerable(&model.read_phrasing(phrasing, fold, &part))
            {
                this.answerable
                    .push((signals.log_odds(), is_inside && answer == class, is_inside));
            }
        }
        this
    }
}

/// The signals and the entry of a reading that may be answered at all: a gap before the entry rules it out.
fn answerable(reading: &Reading) -> Option<(Signals, usize)> {
    let signals = Signals::of(reading)?;
    (reading.first_entry == Some(0)).then(|| (signals, reading.candidates[0].class))
}

/// Fits slope and offset by Newton's method on the log-loss, held to 1 and 0 by a prior worth [`PRIOR`] trials.
fn platt(trials: &[Trial]) -> (f64, f64) {
    let (mut slope, mut offset) = (1.0, 0.0);
    for _ in 0..20 {
        let (mut g, mut h) = ([PRIOR * (slope - 1.0), PRIOR * offset], [PRIOR, 0.0, PRIOR]);
        for trial in trials {
            let p = logistic(slope * trial.log_odds + offset);
            let error = trial.weight * (p - f64::from(u8::from(trial.right)));
            let curve = trial.weight * p * (1.0 - p);
            g[0] += error * trial.log_odds;
            g[1] += error;
            h[0] += curve * trial.log_odds * trial.log_odds;
            h[1] += curve * trial.log_odds;
            h[2] += curve;
        }
        let determinant = h[0] * h[2] - h[1] * h[1];
        // A whole Newton step can overshoot where nearly all trials are settled.
        slope -= ((h[2] * g[0] - h[1] * g[1]) / determinant).clamp(-0.5, 0.5);
        offset -= ((h[0] * g[1] - h[1] * g[0]) / determinant).clamp(-1.0, 1.0);
    }
    (slope.max(0.1), offset)
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
