//! Everyone on the same questions, side by side.

use std::{io::Write, time::Instant};

use maklumat_curator::{
    cases::Case,
    evaluate::Latency,
    perturb::{Perturbation, Random},
    response::Response,
    score::{Figures, Tally},
};

use crate::{
    rivals::{RIVALS, Rival},
    sets::Set,
};

const SEED: u64 = 2;

/// What one rival reached on one set.
#[derive(Debug, Clone)]
pub struct Row {
    /// The rival.
    pub rival: &'static str,
    /// The set.
    pub set: String,
    /// The group that the set belongs to.
    pub group: &'static str,
    /// The right entry first; `None` where no question is in scope.
    pub first_right: Option<f64>,
    /// The right entry among three.
    pub among_three: Option<f64>,
    /// The area under the ROC curve.
    pub auroc: Option<f64>,
    /// Coverage at 2 % wrong.
    pub at_2: f64,
    /// Coverage at 5 % wrong.
    pub at_5: f64,
    /// The right entry first, with two typos in each question.
    pub two_typos: Option<f64>,
    /// Microseconds a question, half of them.
    pub median_us: f64,
    /// Milliseconds to build.
    pub build_ms: f64,
}

/// Runs everyone over `sets`, and tells `progress` of each.
pub fn compare(sets: &[Set], progress: &mut impl Write) -> Vec<Row> {
    let mut rows = Vec::new();
    for set in sets {
        for (name, make) in RIVALS {
            let start = Instant::now();
            let mut rival = make(&set.faq);
            let build_ms = start.elapsed().as_secs_f64() * 1e3;
            let row = run(name, rival.as_mut(), set, build_ms);
            // Progress that cannot be told is no reason to stop.
            let _ = writeln!(
                progress,
                "{}: {name}: {:.1} % first right, {:.0} µs",
                set.name,
                row.first_right.unwrap_or_default() * 100.0,
                row.median_us
            );
            rows.push(row);
        }
    }
    rows
}

fn run(name: &'static str, rival: &mut dyn Rival, set: &Set, build_ms: f64) -> Row {
    let mut times = Vec::with_capacity(set.cases.len());
    let plain = tally(&set.cases, |question| {
        let start = Instant::now();
        let ranking = rival.rank(question);
        times.push(start.elapsed());
        ranking
    });
    let mistyped: Vec<Case> = set.cases.iter().enumerate().map(mistype).collect();
    let mistyped = tally(&mistyped, |question| rival.rank(question));
    Row {
        rival: name,
        set: set.name.clone(),
        group: set.group,
        first_right: plain.first_right,
        among_three: plain.among_three,
        auroc: plain.auroc,
        at_2: plain.coverage_at_2,
        at_5: plain.coverage_at_5,
        two_typos: mistyped.first_right,
        median_us: Latency::of(times).median_us,
        build_ms,
    }
}

fn tally(cases: &[Case], mut rank: impl FnMut(&str) -> Vec<(String, f64)>) -> Figures {
    let mut tally = Tally::default();
    for case in cases {
        let ranking = rank(&case.question);
        tally.add(
            case,
            &Response {
                ranking,
                ..Response::default()
            },
        );
    }
    tally.figures()
}

fn mistype((number, case): (usize, &Case)) -> Case {
    let mut random = Random::new(SEED + number as u64);
    let mistyped = Perturbation::TwoTypos.apply(&case.question, &mut random);
    Case {
        label: case.label.clone(),
        question: mistyped.unwrap_or_else(|| case.question.clone()),
    }
}

/// The mean of each figure over the rows of one rival.
pub fn mean(rows: &[&Row]) -> Row {
    let over = |figure: fn(&Row) -> Option<f64>| {
        let values: Vec<f64> = rows.iter().filter_map(|row| figure(row)).collect();
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    let plain = |figure| over(figure).unwrap_or_default();
    Row {
        first_right: over(|row| row.first_right),
        among_three: over(|row| row.among_three),
        auroc: over(|row| row.auroc),
        at_2: plain(|row| Some(row.at_2)),
        at_5: plain(|row| Some(row.at_5)),
        two_typos: over(|row| row.two_typos),
        median_us: plain(|row| Some(row.median_us)),
        build_ms: plain(|row| Some(row.build_ms)),
        ..rows[0].clone()
    }
}
