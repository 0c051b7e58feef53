//! How much is answered and how much of it wrong, and what is taken for what.

use super::shown::{Cell, Drawing, Plot, Row, Section, Shown, Table};
use crate::page::{
    component::Holds,
    data::{
        Report,
        reliability::{Confused, Point},
    },
    words::Words,
};

/// Chances whose numbers stand in the table of the curve, beside the thresholds.
const CHANCES: [f64; 5] = [0.99, 0.9, 0.8, 0.6, 0.5];

/// The curve, its table, and what is certified.
pub fn coverage(report: &Report, words: &Words) -> Section {
    let reliability = &report.reliability;
    let marks = [
        (reliability.outright, words.outright),
        (reliability.likely, words.likely),
    ];
    let named = |(point, name): &(Point, &str)| {
        (*point, format!("{name} {}", words.number(point.chance, 2)))
    };
    let plot = Plot {
        title: words.headings.coverage.to_owned(),
        told: words.curve_told(
            [reliability.outright, reliability.likely]
                .map(|point| (point.coverage(), point.risk())),
        ),
        hint: Some(words.curve()),
        axes: words.axes,
        drawing: Drawing::Curve {
            points: reliability.curve.clone(),
            marks: marks.iter().map(named).collect(),
            bound: report
                .certified
                .bound
                .map(|bound| (bound, words.at_most(bound))),
        },
    };
    let asked = reliability.questions > 0;
    let shows = if asked {
        vec![Shown::Plot(plot), Shown::Table(curve_table(report, words))]
    } else {
        Vec::new()
    };
    let from = || words.asked(reliability.asked, reliability.questions, reliability.inside);
    let certified = words.certified(&report.certified);
    Section {
        id: "coverage",
        heading: words.headings.coverage,
        says: asked.then(from).into_iter().chain([certified]).collect(),
        shows,
    }
}

fn curve_table(report: &Report, words: &Words) -> Table {
    let reliability = &report.reliability;
    let step = |point: &&Point| {
        CHANCES
            .iter()
            .any(|chance| (point.chance - chance).abs() < 1e-9)
    };
    let (outright, likely) = (reliability.outright, reliability.likely);
    let plain = reliability
        .curve
        .iter()
        .filter(step)
        .map(|point| (*point, None));
    let mut points: Vec<(Point, Option<&str>)> = plain
        .filter(|(point, _)| {
            [outright, likely]
                .iter()
                .all(|mark| (mark.chance - point.chance).abs() > 1e-9)
        })
        .chain([
            (outright, Some(words.outright)),
            (likely, Some(words.likely)),
        ])
        .collect();
    points.sort_by(|(a, _), (b, _)| b.chance.total_cmp(&a.chance));
    let row = |(point, name): (Point, Option<&str>)| {
        let chance = words.number(point.chance, 2);
        let cells = [
            name.map_or(chance.clone(), |name| format!("{chance} ({name})")),
            format!("{} ({})", words.percent(point.coverage()), point.told),
            format!("{} ({})", words.percent_if(point.risk()), point.wrong),
            words.between(point.interval()),
        ];
        Row {
            cells: cells.map(Cell::Plain).into(),
            marked: name.is_some(),
        }
    };
    let columns = &words.columns;
    Table {
        caption: words.headings.coverage.to_owned(),
        columns: vec![
            (columns.chance, Holds::Words),
            (columns.answered, Holds::Numbers),
            (columns.wrong, Holds::Numbers),
            (columns.interval, Holds::Numbers),
        ],
        rows: points.into_iter().map(row).collect(),
        folded: false,
    }
}

/// Which questions are taken for what.
pub fn confused(report: &Report, words: &Words) -> Section {
    let pairs = &report.reliability.confused;
    let named = |id: &str| Cell::Named(report.name(id).to_owned(), id.to_owned());
    let row = |pair: &Confused| {
        let meant = pair.meant.as_deref().map(named);
        let meant = meant.unwrap_or_else(|| Cell::Plain(words.outside.to_owned()));
        Row::of(vec![
            meant,
            named(&pair.taken_for),
            Cell::Plain(pair.times.to_string()),
            Cell::Plain(pair.told.to_string()),
            Cell::Quoted(pair.example.clone()),
        ])
    };
    let columns = &words.columns;
    let table = Table {
        caption: words.headings.confused.to_owned(),
        columns: vec![
            (columns.meant, Holds::Words),
            (columns.taken_for, Holds::Words),
            (columns.times, Holds::Numbers),
            (columns.told, Holds::Numbers),
            (columns.example, Holds::Words),
        ],
        rows: pairs.iter().map(row).collect(),
        folded: false,
    };
    Section {
        id: "confused",
        heading: words.headings.confused,
        says: vec![words.confused(!pairs.is_empty()).to_owned()],
        shows: (!pairs.is_empty())
            .then_some(Shown::Table(table))
            .into_iter()
            .collect(),
    }
}
