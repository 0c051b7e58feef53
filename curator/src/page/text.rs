//! The report at a terminal: the same figures and tables, without the pictures.

use std::fmt::Write;

use maklumat::{reply, text::Language};

use super::{
    component::{Holds, Tile},
    data::Report,
    section::{self, Cell, Section, Shown, Table},
    words::Words,
};

/// A cell of more characters is cut: a table is to fit beside others.
const WIDEST: usize = 44;

/// How long the longest bar is.
const BAR: usize = 20;

/// Figures, sections and tables, a heading before each.
pub fn text(report: &Report, language: Language) -> String {
    let words = Words::of(language);
    let title = report.title.as_deref().unwrap_or(words.untitled);
    let day = reply::date(report.day, language);
    let speaks = words.speaks(&report.content.languages);
    let mut text = format!("{}: {title}, {day}\n{speaks}\n\n", words.report);
    for Tile { value, name, note } in section::tiles(report, words) {
        let note = note.map(|note| format!(" ({note})")).unwrap_or_default();
        let _ = writeln!(text, "{value:>10}  {name}{note}");
    }
    for section in section::sections(report, words) {
        let _ = write!(text, "\n{}", told(&section));
    }
    text
}

fn told(section: &Section) -> String {
    let line = "-".repeat(section.heading.chars().count());
    let mut text = format!("{}\n{line}\n", section.heading);
    for says in &section.says {
        let _ = writeln!(text, "{says}");
    }
    for shown in &section.shows {
        if let Shown::Table(table) = shown {
            let _ = write!(text, "\n{}", listed(table));
        }
    }
    text
}

/// Columns below their names, each as wide as its longest cell.
fn listed(table: &Table) -> String {
    let heads: Vec<String> = table
        .columns
        .iter()
        .map(|(name, holds)| match holds {
            Holds::Bars => String::new(),
            Holds::Words | Holds::Numbers => (*name).to_owned(),
        })
        .collect();
    let rows = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(cell).collect::<Vec<_>>());
    let lines: Vec<Vec<String>> = [heads].into_iter().chain(rows).collect();
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let mut text = String::new();
    for line in &lines {
        let cells = line.iter().zip(&widths).zip(&table.columns);
        let padded = cells.map(|((cell, width), (_, holds))| match holds {
            Holds::Numbers => format!("{cell:>width$}"),
            Holds::Words | Holds::Bars => format!("{cell:<width$}"),
        });
        let padded: Vec<String> = padded.collect();
        let _ = writeln!(text, "{}", padded.join("  ").trim_end());
    }
    text
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Plain(words) | Cell::Quoted(words) => cut(words),
        Cell::Named(_, id) => id.clone(),
        Cell::Badge(_, word) => (*word).to_owned(),
        Cell::Bar(_, share) => "=".repeat((share * BAR as f64).round() as usize),
    }
}

/// One line of at most [`WIDEST`] characters, none of which would command the terminal.
fn cut(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.replace(char::is_control, "");
    match line.char_indices().nth(WIDEST) {
        Some((byte, _)) => format!("{}…", &line[..byte]),
        None => line,
    }
}
