//! What could not be answered: as the bot recorded it, a JSON object a line, or questions in plain words.

use std::{error::Error, fmt};

use maklumat::{faq::Date, text::Language};
use serde::{Deserialize, Serialize};

/// Mistakes that are told at once; nobody mends more before trying again.
const TOLD: usize = 20;

/// How a question came to be recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The bot did not answer.
    #[default]
    Unanswered,
    /// None of what was offered was meant.
    NoneOfThese,
    /// A likely answer was refused, or another one pressed.
    TurnedDown,
    /// An answer did not help.
    NoHelp,
    /// Choices were offered, and nobody pressed one.
    NotPressed,
}

/// Questions that were not answered outright, alike in all that is told here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Miss {
    /// The day, by the clock of the notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// The language that it was asked in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// How it came to be recorded.
    pub kind: Kind,
    /// Ids of the entries or gaps that were offered, best first.
    pub offered: Vec<String>,
    /// The id of what was pressed.
    pub pressed: Option<String>,
    /// The chance of the first that was offered.
    pub chance: Option<f64>,
    /// How often it was asked.
    pub times: usize,
    /// How many different people asked it, as far as that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<usize>,
    /// The words, redacted, where the one who asked agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

impl Miss {
    /// A question in plain words, asked once.
    pub fn of(question: &str) -> Self {
        Self {
            times: 1,
            question: Some(question.to_owned()),
            ..Self::default()
        }
    }
}

/// Lines that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Lines, from 1, each with what is wrong.
    pub lines: Vec<(usize, String)>,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.lines.iter().take(TOLD);
        let told: Vec<String> = told
            .map(|(line, what)| format!("line {line}: {what}"))
            .collect();
        f.write_str(&told.join("\n"))?;
        match self.lines.len().saturating_sub(TOLD) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more lines like these"),
        }
    }
}

impl Error for Unreadable {}

/// Reads a line each: a JSON object, or a question in plain words. Empty lines are nothing.
pub fn read_lines(text: &str) -> Result<Vec<Miss>, Unreadable> {
    let (mut misses, mut lines) = (Vec::new(), Vec::new());
    let text = text.trim_start_matches('\u{feff}');
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        if line.is_empty() {
            continue;
        }
        match read_line(line) {
            Ok(miss) => misses.push(miss),
            Err(what) => lines.push((number, what)),
        }
    }
    match lines.is_empty() {
        true => Ok(misses),
        false => Err(Unreadable { lines }),
    }
}

fn read_line(line: &str) -> Result<Miss, String> {
    if !line.starts_with('{') {
        return Ok(Miss::of(line));
    }
    let mut miss: Miss = serde_json::from_str(line).map_err(|error| {
        let (error, column) = (error.to_string(), error.column());
        // Each line is a text of its own, so that the number it tells is none of ours.
        let what = error.rsplit_once(" at line ").map_or(&error[..], |(what, _)| what);
        format!("{what} (column {column}); a line that begins with {{ is a JSON object, as `faq misses --json` writes it")
    })?;
    miss.times = miss.times.max(1);
    Ok(miss)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_objects_or_plain_words() {
        let text = "\u{feff}{\"day\":\"2024-06-25\",\"language\":\"id\",\"kind\":\"turned-down\",\"offered\":[\"a\"],\"pressed\":null,\"chance\":0.41,\"times\":3,\"people\":2,\"question\":\"kpn jadi\"}\r\n\n  kapan buka?  \n{}";
        let misses = read_lines(text).expect("three lines");
        assert_eq!(misses.len(), 3);
        assert_eq!((misses[0].times, misses[0].people), (3, Some(2)));
        assert_eq!(misses[0].kind, Kind::TurnedDown);
        assert_eq!(misses[1], Miss::of("kapan buka?"));
        assert_eq!((misses[2].times, misses[2].question.as_deref()), (1, None));
    }

    #[test]
    fn every_broken_line_is_named() {
        let text = "{\"times\": 1\nbaik\n{\"kind\": \"lost\"}\n{\"times\": -1}";
        let unreadable = read_lines(text).expect_err("three are broken");
        let lines: Vec<usize> = unreadable.lines.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 3, 4]);
        let told = unreadable.to_string();
        assert!(told.contains("line 3: unknown variant `lost`"), "{told}");
    }

    #[test]
    fn what_is_written_is_read() {
        let miss = Miss {
            day: "2024-06-25".parse().ok(),
            language: Some(Language::English),
            offered: vec!["a".to_owned()],
            people: Some(2),
            ..Miss::of("when")
        };
        let line = serde_json::to_string(&miss).expect("JSON");
        assert_eq!(read_lines(&line).expect("one line"), [miss]);
    }
}
