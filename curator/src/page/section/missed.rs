//! What people did not find.

use maklumat::reply;

use super::shown::{Cell, Drawing, Plot, Row, Section, Shown, Table};
use crate::page::{
    component::{Holds, Tone},
    data::{
        Report,
        missed::{Group, Missed},
    },
    words::Words,
};

/// Periods of a column that is folded up, as its plot tells most.
const FEW: usize = 8;

/// Over time, and by what it has in common.
pub fn missed(report: &Report, missed: &Missed, words: &Words) -> Section {
    let columns = &words.columns;
    let kinds = missed
        .kinds
        .iter()
        .map(|(kind, times)| (Cell::Plain(words.kind(*kind).to_owned()), *times));
    let nearest = missed
        .nearest
        .iter()
        .map(|(id, times)| (Cell::Named(report.name(id).to_owned(), id.clone()), *times));
    let about = |(group, times): &Group| (Cell::Quoted(group.clone()), *times);
    let mut shows = periods(missed, words);
    for (name, rows) in [
        (columns.kind, kinds.collect::<Vec<_>>()),
        (columns.nearest, nearest.collect()),
        (columns.group, missed.groups.iter().map(about).collect()),
    ] {
        shows.extend((!rows.is_empty()).then(|| Shown::Table(counted(name, rows, words))));
    }
    Section {
        id: "missed",
        heading: words.headings.missed,
        says: vec![words.missed(missed.times, missed.undated)],
        shows,
    }
}

fn periods(missed: &Missed, words: &Words) -> Vec<Shown> {
    let Some((most_on, most)) = missed.periods.iter().rev().max_by_key(|(_, times)| *times) else {
        return Vec::new();
    };
    let day = |day| reply::date(day, words.language);
    let axes = [words.step(missed.step), words.columns.times];
    let plot = Plot {
        title: words.headings.missed.to_owned(),
        told: words.missed_told(*most, &day(*most_on)),
        hint: None,
        axes,
        drawing: Drawing::Columns(
            missed
                .periods
                .iter()
                .map(|(start, times)| (start.to_string(), *times))
                .collect(),
        ),
    };
    let rows = missed
        .periods
        .iter()
        .map(|(start, times)| (Cell::Plain(day(*start)), *times));
    let mut table = counted(axes[0], rows.collect(), words);
    table.folded = missed.periods.len() > FEW;
    vec![Shown::Plot(plot), Shown::Table(table)]
}

/// How often there was each, with bars.
fn counted(name: &'static str, rows: Vec<(Cell, usize)>, words: &Words) -> Table {
    let most = rows
        .iter()
        .map(|(_, times)| *times)
        .max()
        .unwrap_or_default()
        .max(1) as f64;
    let row = |(cell, times): (Cell, usize)| {
        let bar = Cell::Bar(Tone::Good, times as f64 / most);
        Row::of(vec![cell, Cell::Plain(times.to_string()), bar])
    };
    Table {
        caption: name.to_owned(),
        columns: vec![
            (name, Holds::Words),
            (words.columns.times, Holds::Numbers),
            (words.columns.drawn, Holds::Bars),
        ],
        rows: rows.into_iter().map(row).collect(),
        folded: false,
    }
}
