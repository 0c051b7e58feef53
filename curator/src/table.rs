//! Tables of lines with tabs, as people save them; and all that is wrong with one, each with file, line and mend.

use std::{borrow::Cow, error::Error, fmt};

/// Mistakes that are told at once; nobody mends more before trying again.
const TOLD: usize = 50;

/// Lines that are named for mistakes that are alike.
const LINES_TOLD: usize = 12;

const BOM: char = '\u{feff}';

/// What is wrong with a line, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

/// Everything that is wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    name: String,
    /// Those that are alike are one, with all their lines, from 1.
    faults: Vec<(Fault, Vec<usize>)>,
}

impl Fault {
    /// What is wrong and how to mend it.
    pub fn new(what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            mend: mend.into(),
        }
    }

    /// For a line that has not as many columns as `wanted` names.
    pub fn columns(found: usize, wanted: &str) -> Self {
        Self::new(
            format!("{found} columns stand here"),
            format!(
                "leave {wanted} with one tab between them; write a space where a text holds a tab"
            ),
        )
    }
}

/// Reads the table `name`, `row` each of its lines; empty lines and those that open with `#` are notes.
pub fn read<T>(
    name: &str,
    bytes: &[u8],
    mut row: impl FnMut(&str) -> Result<T, Vec<Fault>>,
) -> Result<Vec<T>, TableError> {
    let mut error = TableError {
        name: name.to_owned(),
        faults: Vec::new(),
    };
    let text = error.text(bytes);
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        match row(line) {
            Ok(read) => rows.push(read),
            Err(faults) => faults
                .into_iter()
                .for_each(|fault| error.add(fault, index + 1)),
        }
    }
    if rows.is_empty() && error.faults.is_empty() {
        error.add(
            Fault::new(
                "no question stands in this file",
                "check that it is the right one",
            ),
            1,
        );
    }
    match error.faults.is_empty() {
        true => Ok(rows),
        false => Err(error),
    }
}

impl TableError {
    /// The text of the file as far as it can be read, without a byte order mark.
    fn text<'a>(&mut self, bytes: &'a [u8]) -> Cow<'a, str> {
        // What spreadsheets call "Unicode text".
        if matches!(
            bytes,
            [0xfe, 0xff, ..] | [0xff, 0xfe, ..] | [0, _, ..] | [_, 0, ..]
        ) {
            self.add(Fault::new("the file is in UTF-16", "save it as UTF-8"), 1);
            return Cow::Borrowed("");
        }
        let text = String::from_utf8_lossy(bytes);
        if let Err(error) = str::from_utf8(bytes) {
            let at = error.valid_up_to();
            let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            let what = format!("byte {:#04x} in this line is not UTF-8", bytes[at]);
            self.add(Fault::new(what, "save the file as UTF-8"), line);
        }
        match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix(BOM).unwrap_or(text)),
            Cow::Owned(text) => Cow::Owned(text.trim_start_matches(BOM).to_owned()),
        }
    }

    fn add(&mut self, fault: Fault, line: usize) {
        match self.faults.iter_mut().find(|(known, _)| *known == fault) {
            Some((_, lines)) => lines.push(line),
            None => self.faults.push((fault, vec![line])),
        }
    }
}

/// One fault after another, each opening with its place, which editors can jump to.
impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        for (index, (Fault { what, mend }, lines)) in self.faults.iter().take(TOLD).enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{name}:{}: {what}", lines[0])?;
            also(f, &lines[1..])?;
            write!(f, "\n  mend: {mend}")?;
        }
        match self.faults.len().saturating_sub(TOLD) {
            0 => Ok(()),
            more => write!(f, "\n{name}: and {more} more mistakes"),
        }
    }
}

impl Error for TableError {}

fn also(f: &mut fmt::Formatter<'_>, lines: &[usize]) -> fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = lines
        .iter()
        .take(LINES_TOLD)
        .map(usize::to_string)
        .collect();
    let noun = if lines.len() == 1 { "line" } else { "lines" };
    write!(f, " (also on {noun} {}", told.join(", "))?;
    match lines.len().saturating_sub(LINES_TOLD) {
        0 => f.write_str(")"),
        more => write!(f, " and {more} more)"),
    }
}
