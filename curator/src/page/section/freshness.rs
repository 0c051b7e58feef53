//! How old each answer is.

use maklumat::reply;

use super::shown::{Cell, Row, Section, Shown, Table};
use crate::page::{
    component::{Holds, Tone},
    data::{
        Report,
        freshness::{Freshness, State},
    },
    words::Words,
};

/// What needs a look first, then the oldest.
pub fn freshness(report: &Report, words: &Words) -> Section {
    // What time does not change has no bar, and stretches none.
    let ageing = |one: &Freshness| one.age.filter(|_| one.state != State::Lasting);
    let oldest = report.freshness.iter().filter_map(ageing).max();
    let oldest = oldest.unwrap_or_default().max(1) as f64;
    let number = |number: Option<String>| Cell::Plain(number.unwrap_or(words.unknown.to_owned()));
    let row = |one: &Freshness| {
        let tone = tone(one.state);
        let age = ageing(one).map_or(0.0, |age| age as f64);
        Row::of(vec![
            Cell::Named(report.name(&one.entry).to_owned(), one.entry.clone()),
            Cell::Badge(tone, words.state(one.state)),
            number(one.as_of.map(|day| reply::date(day, words.language))),
            number(one.age.map(|age| age.to_string())),
            Cell::Bar(tone, age / oldest),
        ])
    };
    let columns = &words.columns;
    let table = Table {
        caption: words.headings.freshness.to_owned(),
        columns: vec![
            (columns.entry, Holds::Words),
            (columns.state, Holds::Words),
            (columns.as_of, Holds::Words),
            (columns.age, Holds::Numbers),
            (columns.drawn, Holds::Bars),
        ],
        rows: report.freshness.iter().map(row).collect(),
        folded: false,
    };
    let count = |state: State| {
        report
            .freshness
            .iter()
            .filter(|one| one.state == state)
            .count()
    };
    let counts = State::ALL.map(|state| (state, count(state)));
    let counts: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    Section {
        id: "freshness",
        heading: words.headings.freshness,
        says: vec![words.freshness(&counts, report.fresh_days)],
        shows: vec![Shown::Table(table)],
    }
}

/// How good that is.
pub fn tone(state: State) -> Tone {
    match state {
        State::Ended | State::Old => Tone::Bad,
        State::Ageing | State::Undated => Tone::Warn,
        State::Fresh => Tone::Good,
        State::Lasting | State::Replaced => Tone::Plain,
    }
}
