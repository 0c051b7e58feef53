//! How answers fare with people, beside what was promised.

use super::shown::{Cell, Drawing, Plot, Row, Section, Shown, Table};
use crate::page::{
    component::{Holds, Tone},
    data::{
        Report,
        observed::{Kept, Standing},
    },
    words::Words,
};

/// Broken promises first.
pub fn observed(report: &Report, words: &Words) -> Section {
    let all = &report.observed;
    let broken = all.iter().filter(|one| one.kept == Kept::Broken).count();
    let plot = Plot {
        title: words.headings.observed.to_owned(),
        told: words.observed_told(all.len(), broken),
        hint: Some(words.diagonal()),
        axes: [words.columns.promised, words.columns.observed],
        drawing: Drawing::Against(
            all.iter()
                .map(|one| ([one.observed.promised, one.observed.observed], one.interval))
                .collect(),
        ),
    };
    let row = |(number, one): (usize, &Standing)| {
        let observed = &one.observed;
        let tone = match one.kept {
            Kept::Broken => Tone::Bad,
            Kept::Open => Tone::Plain,
            Kept::Exceeded => Tone::Good,
        };
        Row::of(vec![
            Cell::Named(
                format!("{number}. {}", report.name(&observed.entry)),
                observed.entry.clone(),
            ),
            Cell::Plain(words.percent(observed.promised)),
            Cell::Plain(words.percent(observed.observed)),
            Cell::Plain(words.between(Some(one.interval))),
            Cell::Plain(observed.of.to_string()),
            Cell::Badge(tone, words.kept(one.kept)),
        ])
    };
    let columns = &words.columns;
    let table = Table {
        caption: words.headings.observed.to_owned(),
        columns: vec![
            (columns.entry, Holds::Words),
            (columns.promised, Holds::Numbers),
            (columns.observed, Holds::Numbers),
            (columns.interval, Holds::Numbers),
            (columns.of, Holds::Numbers),
            (columns.state, Holds::Words),
        ],
        rows: (1..).zip(all).map(row).collect(),
        folded: false,
    };
    Section {
        id: "observed",
        heading: words.headings.observed,
        says: vec![
            words.observed().to_owned(),
            words.observed_told(all.len(), broken),
        ],
        shows: vec![Shown::Plot(plot), Shown::Table(table)],
    }
}
