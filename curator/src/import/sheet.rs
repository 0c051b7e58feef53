//! What every kind of spreadsheet comes to: sheets of rows of cells, empty ones left out.

use std::collections::BTreeMap;

use maklumat::{faq::Date, text::Language};

/// The largest file that is read: as the largest FAQ, since what is imported becomes one.
pub const MAX_BYTES: usize = maklumat::faq::Faq::MAX_BYTES;

/// The most cells that are read: far beyond any FAQ, and well within a telephone's memory.
pub const MAX_CELLS: usize = 500_000;

/// Rows that are told of one issue; more of them nobody reads.
const ROWS_TOLD: usize = 10;

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name; a CSV file has none.
    pub name: Option<String>,
    /// Its rows that hold something, by their place, from 0.
    pub rows: BTreeMap<usize, Row>,
}

/// The cells of a row that hold something, by their column, from 0.
pub type Row = BTreeMap<usize, Value>;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text, cleaned; a number or a truth value as it is read.
    Text(String),
    /// A number, which a column of dates takes for a day.
    Number(f64),
    /// A day.
    Day(Date),
    /// What a formula came to that cannot be calculated, as in `#REF!`.
    Broken(String),
}

impl Value {
    /// A text, cleaned; `None` when nothing is left of it.
    pub fn text(text: &str) -> Option<Self> {
        let clean = clean(text);
        (!clean.is_empty()).then_some(Self::Text(clean))
    }

    /// What a person reads in the cell; `None` where its formula is broken.
    pub fn shown(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Day(day) => Some(day.to_string()),
            Self::Broken(_) => None,
        }
    }
}

/// A text without what nobody sees: one kind of line break, and neither control characters nor spaces at the end of lines.
pub fn clean(text: &str) -> String {
    let breaks = text.replace("\r\n", "\n");
    let breaks = breaks.replace(['\r', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let seen = breaks.replace('\t', " ").replace(is_invisible, "");
    let lines: Vec<&str> = seen.trim().split('\n').map(str::trim_end).collect();
    lines.join("\n")
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The letters of a column, as spreadsheets name it: A, B, … Z, AA.
pub fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letters(before - 1)),
    }
}

/// A place in a spreadsheet, as exactly as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The name of the sheet; a CSV file has none.
    pub sheet: Option<String>,
    /// The row, from 0.
    pub row: Option<usize>,
    /// The column, from 0.
    pub column: Option<usize>,
}

impl Place {
    /// A row of `sheet`.
    pub fn row(sheet: &Sheet, row: usize) -> Self {
        Self {
            sheet: sheet.name.clone(),
            row: Some(row),
            column: None,
        }
    }

    /// A column of this row or sheet.
    pub fn column(&self, column: usize) -> Self {
        Self {
            column: Some(column),
            ..self.clone()
        }
    }

    /// As a person looks it up, with `rows` for the row; empty for a whole file.
    pub fn told(&self, rows: &[usize], language: Language) -> String {
        let [sheet, row, column] = match language {
            Language::Indonesian => ["lembar", "baris", "kolom"],
            Language::English => ["sheet", "row", "column"],
        };
        let numbers = rows.iter().take(ROWS_TOLD).map(|row| (row + 1).to_string());
        let more = rows.len().checked_sub(ROWS_TOLD).filter(|more| *more > 0);
        let numbers: Vec<String> = numbers
            .chain(more.map(|more| format!("… (+{more})")))
            .collect();
        let parts = [
            self.sheet.as_ref().map(|name| format!("{sheet} {name:?}")),
            (!rows.is_empty()).then(|| format!("{row} {}", numbers.join(", "))),
            self.column.map(|at| format!("{column} {}", letters(at))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_their_letters() {
        let named = [0, 25, 26, 27, 701, 702].map(letters);
        assert_eq!(named, ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }

    #[test]
    fn what_nobody_sees_goes() {
        assert_eq!(clean(" a \r\n\r\nb\u{7}\u{feff}\tc\u{a0} "), "a\n\nb c");
        assert_eq!(Value::text(" \u{a0}\n"), None);
        assert_eq!(Value::Number(62.0).shown().as_deref(), Some("62"));
    }
}
