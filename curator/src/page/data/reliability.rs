//! How often what is told is wrong, when so much is told; and what is taken for what.

use std::collections::BTreeMap;

use maklumat::matcher::Matcher;
use serde::Serialize;

use super::question::{Asked, Question};
use crate::metrics::wilson;

/// Chances from which the curve is drawn: so many steps from 1 to 0.
const STEPS: u32 = 100;

/// Confused pairs that are told.
const PAIRS: usize = 10;

/// What a FAQ's own phrasings certify of its outright answers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Certified {
    /// Phrasings that were asked.
    pub asked: usize,
    /// Those that were answered outright.
    pub answered: usize,
    /// Those of them that were answered wrongly.
    pub wrong: usize,
    /// At most this share is wrong, unless one FAQ in ten is unlucky; none where nothing was answered.
    pub bound: Option<f64>,
    /// Whether that is as little as is promised.
    pub holds: bool,
    /// About how many more phrasings would certify what is promised; none where no number would.
    pub phrasings_lacking: Option<usize>,
}

/// How often it is right, by the chance from which on an entry is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reliability {
    /// Where the questions come from.
    pub asked: Asked,
    /// How many were asked.
    pub questions: usize,
    /// How many of them the FAQ answers.
    pub inside: usize,
    /// From a chance of 1 down to 0.
    pub curve: Vec<Point>,
    /// At the threshold of outright answers.
    pub outright: Point,
    /// At the threshold of likely ones.
    pub likely: Point,
    /// What is taken for what: what is told first, then the most frequent.
    pub confused: Vec<Confused>,
}

/// What is told when all is told that has at least some chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Point {
    /// The least chance with which an entry is told.
    pub chance: f64,
    /// Of so many questions.
    pub of: usize,
    /// Questions that are told something.
    pub told: usize,
    /// Those of them that are told something wrong.
    pub wrong: usize,
}

/// An entry that was taken for what a question meant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Confused {
    /// What was meant: the id of an entry or gap, or a label; none where the FAQ has nothing of it.
    pub meant: Option<String>,
    /// The entry that came first.
    pub taken_for: String,
    /// How often.
    pub times: usize,
    /// How often it is told, outright or as likely.
    pub told: usize,
    /// The question that is taken so most surely.
    pub example: String,
    /// With which chance.
    pub chance: f64,
}

impl Certified {
    /// What the phrasings of `matcher` certify.
    pub fn of(matcher: &Matcher) -> Self {
        let promise = matcher.promise();
        Self {
            asked: promise.asked,
            answered: promise.answered,
            wrong: promise.wrong,
            bound: (promise.answered > 0).then(|| promise.certified()),
            holds: promise.holds(),
            phrasings_lacking: promise.phrasings_lacking(),
        }
    }
}

impl Reliability {
    /// What `questions` show.
    pub fn of(matcher: &Matcher, asked: Asked, questions: &[Question]) -> Self {
        let at = |chance| Point::at(questions, chance);
        let steps = (0..=STEPS)
            .rev()
            .map(|step| f64::from(step) / f64::from(STEPS));
        Self {
            asked,
            questions: questions.len(),
            inside: questions.iter().filter(|question| question.inside).count(),
            curve: steps.map(at).collect(),
            outright: at(matcher.outright()),
            likely: at(matcher.likely()),
            confused: confused(questions),
        }
    }
}

impl Point {
    fn at(questions: &[Question], chance: f64) -> Self {
        let told = questions
            .iter()
            .filter(|question| question.first.is_some() && question.chance() >= chance);
        Self {
            chance,
            of: questions.len(),
            told: told.clone().count(),
            wrong: told.filter(|question| !question.is_right()).count(),
        }
    }

    /// The share of questions that are told something.
    pub fn coverage(&self) -> f64 {
        self.told as f64 / self.of.max(1) as f64
    }

    /// The share of what is told that is wrong.
    pub fn risk(&self) -> Option<f64> {
        (self.told > 0).then(|| self.wrong as f64 / self.told as f64)
    }

    /// Where the true share of wrong answers is with 95 % confidence.
    pub fn interval(&self) -> Option<[f64; 2]> {
        self.risk().map(|risk| wilson(risk, self.told))
    }
}

fn confused(questions: &[Question]) -> Vec<Confused> {
    let mut pairs: BTreeMap<(&Option<String>, &str), Confused> = BTreeMap::new();
    for question in questions {
        let Some(first) = question.first.as_ref().filter(|first| !first.right) else {
            continue;
        };
        let pair = pairs.entry((&question.meant, &first.id));
        let pair = pair.or_insert_with(|| Confused {
            meant: question.meant.clone(),
            taken_for: first.id.clone(),
            times: 0,
            told: 0,
            example: String::new(),
            chance: -1.0,
        });
        pair.times += 1;
        pair.told += usize::from(first.told);
        if first.chance > pair.chance {
            pair.chance = first.chance;
            pair.example.clone_from(&question.text);
        }
    }
    let mut pairs: Vec<Confused> = pairs.into_values().collect();
    pairs.sort_by(|a, b| {
        let counts = (b.told, b.times).cmp(&(a.told, a.times));
        counts.then(b.chance.total_cmp(&a.chance))
    });
    pairs.truncate(PAIRS);
    pairs
}
