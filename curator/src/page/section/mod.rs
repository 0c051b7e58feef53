//! The sections of the report: what is said, drawn and listed, before it is a page or text.

mod coverage;
mod found;
mod freshness;
mod missed;
mod observed;
mod shown;

pub use freshness::tone;
pub use shown::{Cell, Drawing, Plot, Row, Section, Shown, Table};

use super::{
    component::Tile,
    data::{
        Report,
        freshness::{Freshness, State},
    },
    words::Words,
};

/// The figures that sum up.
pub fn tiles(report: &Report, words: &Words) -> Vec<Tile> {
    let content = &report.content;
    let phrasings = |count: usize| Some(format!("{count} {}", words.tiles.phrasings));
    let tile = |value: String, name: &str, note: Option<String>| Tile {
        value,
        name: name.to_owned(),
        note,
    };
    let bound = report.certified.bound;
    let certified = bound.map_or(words.unknown.to_owned(), |bound| {
        format!("≤\u{a0}{}", words.percent(bound))
    });
    let old = |one: &&Freshness| matches!(one.state, State::Old | State::Ended);
    let faults = &report.faults;
    let mut tiles = vec![
        tile(
            content.entries.to_string(),
            words.tiles.entries,
            phrasings(content.phrasings),
        ),
        tile(
            content.gaps.to_string(),
            words.tiles.gaps,
            phrasings(content.gap_phrasings),
        ),
        tile(certified, words.tiles.certified, None),
        tile(
            report.freshness.iter().filter(old).count().to_string(),
            words.tiles.old,
            None,
        ),
        tile(
            (faults.errors + faults.warnings + faults.hints).to_string(),
            words.tiles.found,
            None,
        ),
    ];
    let missed = report.missed.as_ref();
    tiles.extend(missed.map(|missed| tile(missed.times.to_string(), words.tiles.missed, None)));
    tiles
}

/// All sections of which something is known.
pub fn sections(report: &Report, words: &Words) -> Vec<Section> {
    let missed = report
        .missed
        .as_ref()
        .map(|missed| missed::missed(report, missed, words));
    let observed = (!report.observed.is_empty()).then(|| observed::observed(report, words));
    let sections = [
        Some(coverage::coverage(report, words)),
        Some(coverage::confused(report, words)),
        missed,
        Some(freshness::freshness(report, words)),
        observed,
        Some(found::found(report, words)),
    ];
    sections.into_iter().flatten().collect()
}
