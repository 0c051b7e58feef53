//! How sure to be: from what speaks for and against each candidate to the chance that it is what was asked, and from which
//! chance on to say it.
//!
//! **Chances** are the same function on every FAQ, a conditional logit (McFadden 1974): each candidate c has a utility
//! u(c) = b + Σ wᵢ·signalᵢ(c), "none of these" has 0, and the chance of c is exp u(c) / (1 + Σ exp u). Its weights are fitted
//! by `tools/calibrate.py` to labelled questions on many FAQs of many sizes, so that a FAQ of eight phrasings an entry profits
//! from all others.
//!
//! **The threshold of an outright answer** is a FAQ's own where it can show that it earns a lower one: its phrasings are asked
//! as questions of what was learnt without them ([`Trial`]), and the threshold walks down from [`OUTRIGHT`] as long as the
//! wrong answers above it stay within what [`WRONG`] allows, by a test that errs in one FAQ of ten (Learn then Test, fixed
//! sequence: Angelopoulos and others 2021). Where too few phrasings are there to show anything it stays.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    candidates::Reading,
    signals::{NAMES, Signals},
    tried::{Tried, in_proportion},
};

/// The weights of the signals, and the utility of a candidate of which nothing is known.
const WEIGHTS: Signals = [
    1.035, 0.536, -3.849, 0.489, 1.243, -3.669, -0.922, -0.804, 0.536, 0.167, -1.306, 1.432,
];
const BIAS: f64 = 3.610;

/// The share of outright answers that may be wrong.
const WRONG: f64 = 0.02;

/// How often the test may err.
const ERRS: f64 = 0.1;

/// From this chance on an answer is given outright, unless a FAQ's own phrasings show that less will do; and never below the
/// second, since people write less like the phrasings than phrasings do.
const OUTRIGHT: f64 = 0.94;
const LEAST_OUTRIGHT: f64 = 0.85;

/// The step by which the threshold walks.
const STEP: f64 = 0.01;

/// How far a FAQ can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// From this chance on, an answer is given outright.
    pub outright: f64,
    /// What the FAQ's own phrasings show for it.
    pub promise: Promise,
}

/// What a FAQ's own phrasings, asked as questions, show about its outright answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Promise {
    /// How many phrasings were asked.
    pub asked: usize,
    /// How many of them were answered outright.
    pub answered: usize,
    /// How many of those wrongly.
    pub wrong: usize,
}

impl Promise {
    /// The share of wrong outright answers that is certified: unless one FAQ in ten is unlucky, no more are wrong (Clopper
    /// and Pearson 1934); 1.0 where nothing was answered.
    pub fn certified(&self) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..40 {
            let middle = f64::midpoint(low, high);
            if at_most(self.wrong, self.answered, middle) > ERRS {
                low = middle;
            } else {
                high = middle;
            }
        }
        high
    }

    /// Whether at most 2 % is certified.
    pub fn holds(&self) -> bool {
        self.answered > 0 && at_most(self.wrong, self.answered, WRONG) <= ERRS
    }

    /// About how many more phrasings would certify 2 %, were they answered as well as these; `None` where no number
    /// would, as too many are answered wrongly.
    pub fn phrasings_lacking(&self) -> Option<usize> {
        let scaled = |times: usize| Self {
            asked: self.asked * times / 10,
            answered: self.answered * times / 10,
            wrong: self.wrong * times / 10,
        };
        let enough = (10..=400).map(scaled).find(Self::holds)?;
        Some(enough.asked - self.asked)
    }
}

/// In words, for whoever keeps the FAQ or runs the bot.
impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            asked,
            answered,
            wrong,
        } = self;
        let percent = WRONG * 100.0;
        match answered {
            0 => f.write_str("certifies nothing")?,
            _ => write!(f, "certifies {:.1} %", self.certified() * 100.0)?,
        }
        match self.phrasings_lacking() {
            Some(0) => {}
            Some(lacking) => write!(f, "; about {lacking} more phrasings for {percent} %")?,
            None if *answered == 0 => {
                f.write_str("; none of its phrasings is answered outright")?
            }
            None if *wrong == 0 => {
                f.write_str("; too few of its phrasings are answered outright")?
            }
            None => write!(
                f,
                "; for {percent} % no number of phrasings would do, too many are answered wrongly"
            )?,
        }
        write!(
            f,
            " ({wrong} wrong of {answered} answered outright, {asked} asked)"
        )
    }
}

/// The chance that at most `k` of `n` fail that fail with chance `p` each.
fn at_most(k: usize, n: usize, p: f64) -> f64 {
    let (p, q) = (p.clamp(1e-12, 1.0 - 1e-12), (1.0 - p).clamp(1e-12, 1.0));
    // Term by term, by logarithms: n may be thousands.
    let mut term = n as f64 * libm::log(q);
    let mut sum = libm::exp(term);
    for i in 0..k.min(n) {
        term += libm::log((n - i) as f64 / (i + 1) as f64 * p / q);
        sum += libm::exp(term);
    }
    sum.min(1.0)
}

/// A phrasing asked as a question of what was learnt without it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial {
    /// The chance of the first entry; 0.0 where a gap comes first.
    pub chance: f64,
    /// Whether that entry is right.
    pub right: bool,
    /// Whether the FAQ answers it at all.
    pub inside: bool,
}

impl Trial {
    /// What became of a phrasing, where the first so many classes are entries.
    pub fn of(tried: &Tried, entries: usize) -> Self {
        let first = tried.first.filter(|(class, _)| *class < entries);
        Self {
            chance: first.map_or(0.0, |(_, chance)| chance),
            right: tried.inside && first.is_some_and(|(class, _)| class == tried.class),
            inside: tried.inside,
        }
    }
}

impl Calibration {
    /// The lowest threshold that the trials certify, and what they show for it.
    pub fn of(trials: &[Trial]) -> Self {
        let trials = in_proportion(trials, |trial| trial.inside);
        let at = |outright: f64| {
            let given = trials.iter().filter(|trial| trial.chance >= outright);
            Promise {
                asked: trials.len(),
                answered: given.clone().count(),
                wrong: given.filter(|trial| !trial.right).count(),
            }
        };
        let steps = ((OUTRIGHT - LEAST_OUTRIGHT) / STEP).round() as u32;
        let walk = (0..=steps).map(|step| OUTRIGHT - f64::from(step) * STEP);
        let certified = walk.take_while(|outright| at(*outright).holds()).last();
        let outright = certified.unwrap_or(OUTRIGHT);
        Self {
            outright,
            promise: at(outright),
        }
    }
}

/// The chance of each candidate, and of none.
#[derive(Debug, Clone, PartialEq)]
pub struct Chances {
    /// Classes with their chances, best first.
    pub classes: Vec<(usize, f64)>,
    /// That it is none of them.
    pub none: f64,
}

impl Chances {
    /// The chances of a reading's candidates.
    pub fn of(reading: &Reading) -> Self {
        let utilities = reading.candidates.iter().map(|candidate| {
            let weighed = WEIGHTS.iter().zip(&candidate.signals);
            BIAS + weighed.map(|(weight, signal)| weight * signal).sum::<f64>()
        });
        let mut classes: Vec<(usize, f64)> = reading
            .candidates
            .iter()
            .zip(utilities)
            .map(|(candidate, utility)| (candidate.class, libm::exp(utility)))
            .collect();
        let sum = 1.0 + classes.iter().map(|(_, odds)| odds).sum::<f64>();
        classes.iter_mut().for_each(|(_, odds)| *odds /= sum);
        classes.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
        Self {
            classes,
            none: 1.0 / sum,
        }
    }

    /// The most probable class.
    pub fn first(&self) -> Option<(usize, f64)> {
        self.classes.first().copied()
    }

    /// The entries, best first, when so many classes are entries.
    pub fn entries(&self, entries: usize) -> impl Iterator<Item = (usize, f64)> {
        self.classes
            .iter()
            .copied()
            .filter(move |(class, _)| *class < entries)
    }
}

/// The signals by name.
pub fn named(signals: &Signals) -> Vec<(&'static str, f64)> {
    NAMES.into_iter().zip(signals.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trials(inside_right: usize, inside_wrong: usize, chance: f64) -> Vec<Trial> {
        let trial = |right| Trial {
            chance,
            right,
            inside: true,
        };
        let right = std::iter::repeat_n(trial(true), inside_right);
        right
            .chain(std::iter::repeat_n(trial(false), inside_wrong))
            .collect()
    }

    /// (1 - 0.02)^114 is just below 0.1: so many right answers in a row certify 2 %, one fewer does not.
    #[test]
    fn a_promise_holds_from_the_number_that_the_binomial_tells() {
        let promise = |answered| Promise {
            asked: answered,
            answered,
            wrong: 0,
        };
        assert!(promise(114).holds());
        assert!(!promise(113).holds());
        assert!(!promise(0).holds());
        assert_eq!(promise(100).phrasings_lacking(), Some(20));
        assert_eq!(
            Promise {
                asked: 300,
                answered: 200,
                wrong: 40
            }
            .phrasings_lacking(),
            None
        );
    }

    #[test]
    fn a_promise_says_what_is_lacking() {
        let words = |asked, answered, wrong| {
            let promise = Promise {
                asked,
                answered,
                wrong,
            };
            promise.to_string()
        };
        let holds = "certifies 1.1 % (0 wrong of 200 answered outright, 300 asked)";
        assert_eq!(words(300, 200, 0), holds);
        let lacks = "certifies 2.3 %; about 20 more phrasings for 2 % (0 wrong of 100 answered outright, 100 asked)";
        assert_eq!(words(100, 100, 0), lacks);
        assert!(words(32, 1, 0).contains("too few of its phrasings"));
        assert!(words(300, 200, 40).contains("no number of phrasings would do"));
        assert!(words(30, 0, 0).starts_with("certifies nothing; none of its phrasings"));
    }

    /// Clopper and Pearson's upper bound for 3 of 100 at 90 % is 6.6 %.
    #[test]
    fn what_is_certified_is_the_textbook_bound() {
        let promise = Promise {
            asked: 100,
            answered: 100,
            wrong: 3,
        };
        assert!(
            (promise.certified() - 0.0656).abs() < 0.0005,
            "{}",
            promise.certified()
        );
    }

    #[test]
    fn the_threshold_walks_down_only_where_the_phrasings_show_that_it_may() {
        let few = Calibration::of(&trials(50, 0, 0.95));
        assert_eq!(few.outright, OUTRIGHT);
        let many = Calibration::of(&trials(500, 0, 0.95));
        assert!((many.outright - LEAST_OUTRIGHT).abs() < 1e-9);
        let mut mixed = trials(500, 0, 0.95);
        mixed.extend(trials(0, 40, 0.89));
        assert!((Calibration::of(&mixed).outright - 0.90).abs() < 1e-9);
        let bad = Calibration::of(&trials(400, 40, 0.95));
        assert_eq!((bad.outright, bad.promise.wrong), (OUTRIGHT, 40));
    }
}
