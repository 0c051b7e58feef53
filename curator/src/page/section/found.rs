//! What `faq check` found.

use maklumat::faq::rules::Severity;

use super::shown::{Cell, Row, Section, Shown, Table};
use crate::page::{
    component::{Holds, Tone},
    data::Report,
    words::Words,
};

/// By rule, the most serious first.
pub fn found(report: &Report, words: &Words) -> Section {
    let faults = &report.faults;
    let columns = &words.columns;
    let rows = faults.alike.iter().map(|alike| {
        let tone = match alike.severity {
            Severity::Error => Tone::Bad,
            Severity::Warning => Tone::Warn,
            Severity::Hint => Tone::Plain,
        };
        Row::of(vec![
            Cell::Plain(alike.example.clone()),
            Cell::Badge(tone, words.severity(alike.severity)),
            Cell::Plain(alike.times.to_string()),
            Cell::Plain(alike.mend.clone()),
        ])
    });
    let table = Table {
        caption: words.headings.found.to_owned(),
        columns: vec![
            (columns.what, Holds::Words),
            (columns.severity, Holds::Words),
            (columns.times, Holds::Numbers),
            (columns.mend, Holds::Words),
        ],
        rows: rows.collect(),
        folded: false,
    };
    Section {
        id: "found",
        heading: words.headings.found,
        says: vec![words.found([faults.errors, faults.warnings, faults.hints])],
        shows: (!faults.alike.is_empty())
            .then_some(Shown::Table(table))
            .into_iter()
            .collect(),
    }
}
