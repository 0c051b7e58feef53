//! What is wrong with the shape of a FAQ: keys and types, in words that tell how to mend it.

use super::problem::{Place, Problem};
use crate::text::Language;

/// How serde names what it expects, and how a curator writes it.
const EXPECTED: [(&str, &str); 11] = [
    (
        "a string",
        "a text; put it in double quotes if it holds `: ` or begins with a bracket",
    ),
    ("a sequence", "a list, with `- ` before each item"),
    ("a boolean", "`true` or `false`"),
    ("u32", "a number of days, as in 7"),
    ("a map", "ids, each with its keys indented below"),
    ("struct Faq", "the keys of a FAQ: `entries:` and others"),
    (
        "struct Entry",
        "the keys of an entry, one a line: `id: …`, with a space after the colon",
    ),
    (
        "struct Gap",
        "the keys of a gap, one a line: `id: …`, with a space after the colon",
    ),
    (
        "struct Source",
        "the keys of a source: `publisher: …`, `title: …`, `published: …`",
    ),
    (
        "struct Version",
        "the keys of a version: `as_of: …`, `answer: …`",
    ),
    (
        "struct Notice",
        "the keys of a notice: `title: …`, `contact: …` and others",
    ),
];

/// How alike two words are, at least, for one to be a slip of the other.
const SLIP: f64 = 2.0 / 3.0;

/// What serde found.
pub(super) fn problem(error: &serde_yaml::Error) -> Problem {
    let message = error.to_string();
    let Some(at) = error.location() else {
        let (what, mend) = explain(&message);
        return Problem::new("", what, mend);
    };
    let place = Place {
        line: at.line(),
        column: at.column(),
    };
    let suffix = format!(" at line {} column {}", place.line, place.column);
    let (path, message) = split(message.trim_end_matches(&suffix));
    let (what, mend) = explain(message);
    Problem::new(path, what, mend).at(place)
}

/// The one of `known` that `word` is a slip of.
pub(super) fn slip_of<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Letters cost most of the time; a slip changes the length but little.
    let range = word.len() * 2 / 3..=word.len() * 3 / 2;
    known
        .filter(|other| range.contains(&other.len()))
        .map(|other| (strsim::normalized_levenshtein(word, other), other))
        .filter(|(alike, _)| *alike >= SLIP)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, other)| other)
}

/// Parts "entries[3].answer: what is wrong" at its first colon.
fn split(message: &str) -> (&str, &str) {
    match message.split_once(": ") {
        Some((path, rest)) if !path.contains([' ', '`']) => (path, rest),
        _ => ("", message),
    }
}

fn explain(message: &str) -> (String, String) {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let name = quoted.next().unwrap_or_default();
    if message.starts_with("missing field") {
        return (
            format!("the key `{name}` is missing"),
            format!("add `{name}: …`"),
        );
    }
    if message.starts_with("unknown field") {
        return (
            format!("there is no key `{name}` here"),
            match quoted.collect::<Vec<_>>() {
                known if known == Language::CODES => language(),
                known => instead(name, &known),
            },
        );
    }
    if message.starts_with("unknown variant") {
        return (
            format!("`{name}` cannot stand here"),
            instead(name, &quoted.collect::<Vec<_>>()),
        );
    }
    match message.split_once(", expected ") {
        Some((found, expected)) => (named(found), format!("write {}", written(expected))),
        None => (
            message.to_owned(),
            "look at this line and the one before it".to_owned(),
        ),
    }
}

/// What was found, from "invalid type: map".
fn named(found: &str) -> String {
    let found = found.split_once(": ").map_or(found, |(_, found)| found);
    match found {
        "map" => "a mapping (`key: value`) cannot stand here".to_owned(),
        "sequence" => "a list cannot stand here".to_owned(),
        "unit value" => "nothing stands here".to_owned(),
        _ => format!("{found} cannot stand here"),
    }
}

fn instead(name: &str, known: &[&str]) -> String {
    let all = known.join("`, `");
    match slip_of(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`? (possible here: `{all}`)"),
        None => format!("delete it, or write one of `{all}`"),
    }
}

/// For a key that is no language: most often the rest of a text.
fn language() -> String {
    let all = Language::CODES.join("`, `");
    format!("write `{all}`; put a text that holds a comma in double quotes")
}

fn written(expected: &str) -> &str {
    let known = EXPECTED.iter().find(|(name, _)| *name == expected);
    known.map_or(expected, |(_, written)| written)
}
