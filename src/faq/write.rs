//! Writing YAML that people read: without quotes where none are needed.

use std::fmt::Write;

/// Something to be written into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content<'a> {
    /// A text.
    Text(&'a str),
    /// A value that YAML is to read as one: a day, `true`, a number.
    Word(&'a str),
    /// A list.
    List(Vec<Content<'a>>),
    /// Keys with values.
    Map(Vec<(&'a str, Content<'a>)>),
}

/// Characters of a line, from which on a text that may have several is folded.
const WIDTH: usize = 120;

/// Words that YAML reads as something else than a text, by one of its versions or another.
const WORDS: [&str; 11] = [
    "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf",
];

impl Content<'_> {
    /// Several lines, each after the first indented by `indent` spaces, without a line end after the last.
    pub fn block(&self, indent: usize, line_end: &str) -> String {
        let pad = " ".repeat(indent);
        let between = format!("{line_end}{pad}");
        match self {
            Self::List(items) if !items.is_empty() => {
                let items = items.iter().map(|item| match item {
                    Self::Text(text) => format!("- {}", below(text, indent, line_end)),
                    item => format!("- {}", item.block(indent + 2, line_end)),
                });
                items.collect::<Vec<_>>().join(&between)
            }
            Self::Map(pairs) if !pairs.is_empty() => {
                let pairs = pairs.iter().map(|(key, value)| {
                    let key = scalar(key, false);
                    match value {
                        Self::Text(text) => format!("{key}: {}", below(text, indent, line_end)),
                        Self::Word(word) => format!("{key}: {word}"),
                        Self::List(items) if items.iter().all(Self::is_word) => {
                            format!("{key}: {}", value.flow())
                        }
                        value => {
                            let value = value.block(indent + 2, line_end);
                            format!("{key}:{between}  {value}")
                        }
                    }
                });
                pairs.collect::<Vec<_>>().join(&between)
            }
            Self::Text(text) => scalar(text, false),
            content => content.flow(),
        }
    }

    fn is_word(&self) -> bool {
        matches!(self, Self::Word(_))
    }

    /// In one line.
    pub fn flow(&self) -> String {
        match self {
            Self::Text(text) => scalar(text, true),
            Self::Word(word) => (*word).to_owned(),
            Self::List(items) => {
                let items = items.iter().map(Self::flow);
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            Self::Map(pairs) => {
                let pairs = pairs
                    .iter()
                    .map(|(key, value)| format!("{}: {}", scalar(key, true), value.flow()));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A text behind a key or dash that stands `indent` spaces in: in one line, folded where it is long, or as its own lines.
pub(super) fn below(text: &str, indent: usize, line_end: &str) -> String {
    let several = text.contains('\n');
    let long = text.chars().count() > WIDTH;
    if !(several || long) || !has_lines_of_its_own(text) {
        return scalar(text, false);
    }
    let lines: Vec<String> = match several {
        true => text.split('\n').map(str::to_owned).collect(),
        false => folded(text, WIDTH.saturating_sub(indent + 2)),
    };
    let mut written = String::from(if several { "|-" } else { ">-" });
    for line in lines {
        written.push_str(line_end);
        if !line.is_empty() {
            written.extend([" ".repeat(indent + 2), line]);
        }
    }
    written
}

/// Whether a text can stand below its key as it is: its edges are neither spaces nor empty lines, and folding loses no space.
fn has_lines_of_its_own(text: &str) -> bool {
    text.trim() == text
        && text.chars().all(|c| is_printable(c) || c == '\n')
        && text.split('\n').all(|line| line.trim_end() == line)
        && (text.contains('\n') || !text.contains("  "))
}

/// Lines of at most `width` characters, where words allow.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split(' ') {
        let needed = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + needed <= width => {
                line.extend([" ", word]);
                length += 1 + needed;
            }
            _ => {
                lines.push(word.to_owned());
                length = needed;
            }
        }
    }
    lines
}

/// A text in one line, in quotes where it needs them; inside brackets also where it holds a comma or a bracket.
fn scalar(text: &str, in_brackets: bool) -> String {
    if is_plain(text, in_brackets) {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if is_printable(c) => quoted.push(c),
            c => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
        }
    }
    quoted + "\""
}

/// Whether YAML reads `text` without quotes as that text and nothing else.
fn is_plain(text: &str, in_brackets: bool) -> bool {
    text.starts_with(char::is_alphabetic)
        && text.ends_with(|c: char| c != ' ' && c != ':')
        && text.chars().all(is_printable)
        && !text.contains(": ")
        && !text.contains(" #")
        && !(in_brackets && text.contains(['[', ']', '{', '}', ',', ':']))
        && !WORDS.contains(&text.to_lowercase().as_str())
}

/// What can stand in YAML without an escape, and be seen. Of what separates lines in Unicode, parsers think differently.
fn is_printable(c: char) -> bool {
    c == ' '
        || !(c.is_control()
            || c.is_whitespace()
            || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
}

/// How the lines of `text` end.
pub(super) fn line_end(text: &str) -> &'static str {
    match text.find('\n').is_some_and(|at| text[..at].ends_with('\r')) {
        true => "\r\n",
        false => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_stand_only_where_they_are_needed() {
        for (text, written) in [
            ("Jam buka?", "Jam buka?"),
            ("kartu \"hilang\", gmn", "kartu \"hilang\", gmn"),
            ("C#, F#", "C#, F#"),
            ("Jam: 9", "\"Jam: 9\""),
            ("telepon #0251", "\"telepon #0251\""),
            ("'kutip'", "\"'kutip'\""),
            ("no", "\"no\""),
            ("2024-06-28", "\"2024-06-28\""),
            ("=SUM(A1)", "\"=SUM(A1)\""),
            ("- butir", "\"- butir\""),
            ("😀", "\"😀\""),
            ("dua\nbaris ", "\"dua\\nbaris \""),
            ("", "\"\""),
        ] {
            assert_eq!(scalar(text, false), written);
            let read: String = serde_yaml::from_str(written).expect("YAML");
            assert_eq!(read, text);
        }
    }

    #[test]
    fn a_long_text_is_folded_and_one_of_lines_keeps_them() {
        let long = "kata: ".repeat(40).trim_end().to_owned();
        let lines = "Two lines:\n\n  # the third";
        let texts = Content::Map(vec![
            ("id", Content::Text(&long)),
            ("en", Content::Text(lines)),
        ]);
        let written = texts.block(0, "\n");
        assert!(written.starts_with("id: >-\n  kata: kata:"), "{written}");
        assert!(written.lines().all(|line| line.chars().count() <= WIDTH));
        let read: std::collections::BTreeMap<String, String> =
            serde_yaml::from_str(&written).expect("YAML");
        assert_eq!(
            (read["id"].as_str(), read["en"].as_str()),
            (long.as_str(), lines)
        );
    }
}
