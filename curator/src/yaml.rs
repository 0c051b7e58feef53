//! A FAQ as a person would write it: lists of one item a line, quotes only where YAML needs them, nothing that is left out anyway.

use std::fmt::Write;

use maklumat::faq::{Entry, Faq, Gap, Kind, Localized, Source};

/// Characters of a line, from which on a text is folded.
const WIDTH: usize = 120;

/// Words that YAML reads as something else than a text, by one of its versions or another.
const WORDS: [&str; 11] = [
    "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf",
];

/// The sources, entries and gaps of `faq`; its notice and synonyms are not written.
pub fn content(faq: &Faq) -> String {
    let mut out = String::new();
    if !faq.sources.is_empty() {
        out.push_str("sources:\n");
        faq.sources
            .iter()
            .for_each(|(id, each)| source(&mut out, id, each));
        out.push('\n');
    }
    out.push_str("entries:");
    faq.entries.iter().for_each(|each| entry(&mut out, each));
    if !faq.not_covered.is_empty() {
        out.push_str("\nnot_covered:");
        faq.not_covered.iter().for_each(|each| gap(&mut out, each));
    }
    out
}

fn source(out: &mut String, id: &str, source: &Source) {
    let _ = writeln!(out, "  {}:", quote(id));
    text(out, 4, "publisher", &source.publisher);
    text(out, 4, "title", &source.title);
    if let Some(author) = &source.author {
        text(out, 4, "author", author);
    }
    let _ = writeln!(out, "    published: {}", source.published);
    if let Some(url) = &source.url {
        text(out, 4, "url", url);
    }
}

fn entry(out: &mut String, entry: &Entry) {
    head(out, &entry.id, entry.title.as_ref(), &entry.phrasings);
    localized(out, "answer", &entry.answer);
    if entry.kind == Kind::Fact {
        out.push_str("    kind: fact\n");
    }
    if entry.board {
        out.push_str("    board: true\n");
    }
    if let Some(day) = entry.as_of {
        let _ = writeln!(out, "    as_of: {day}");
    }
    if let Some(day) = entry.valid_until {
        let _ = writeln!(out, "    valid_until: {day}");
    }
    for (key, ids) in [("sources", &entry.sources), ("related", &entry.related)] {
        if !ids.is_empty() {
            list(out, key, ids);
        }
    }
}

fn gap(out: &mut String, gap: &Gap) {
    head(out, &gap.id, gap.title.as_ref(), &gap.phrasings);
    localized(out, "answer", &gap.answer);
}

/// What entries and gaps open with.
fn head(out: &mut String, id: &str, title: Option<&Localized>, phrasings: &[String]) {
    let _ = writeln!(out, "\n  - id: {}", quote(id));
    if let Some(title) = title {
        localized(out, "title", title);
    }
    list(out, "phrasings", phrasings);
}

fn list(out: &mut String, key: &str, items: &[String]) {
    let _ = writeln!(out, "    {key}:");
    for item in items {
        let _ = writeln!(out, "      - {}", quote(item));
    }
}

fn localized(out: &mut String, key: &str, value: &Localized) {
    match value {
        Localized::Same(same) => text(out, 4, key, same),
        Localized::Each(texts) => {
            let _ = writeln!(out, "    {key}:");
            for (language, each) in texts {
                text(out, 6, language.code(), each);
            }
        }
    }
}

/// A key and its text: in one line, folded where it is long, or as its own lines.
fn text(out: &mut String, indent: usize, key: &str, text: &str) {
    let _ = write!(out, "{:indent$}{key}: ", "");
    let lines: Vec<String> = match is_block(text) {
        true if text.contains('\n') => {
            out.push_str("|-\n");
            text.split('\n').map(str::to_owned).collect()
        }
        true if text.chars().count() > WIDTH => {
            out.push_str(">-\n");
            folded(text, WIDTH - indent - 2)
        }
        _ => {
            let _ = writeln!(out, "{}", quote(text));
            return;
        }
    };
    for line in lines {
        let indent = if line.is_empty() { 0 } else { indent + 2 };
        let _ = writeln!(out, "{:indent$}{line}", "");
    }
}

/// Whether a text can stand below its key as it is: its edges are neither spaces nor empty lines, and folding loses no space.
fn is_block(text: &str) -> bool {
    let trimmed = text.trim() == text && !text.is_empty();
    let lines = || text.split('\n');
    trimmed
        && text.chars().all(|c| is_printable(c) || c == '\n')
        && lines().all(|line| line.trim_end() == line)
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
                line.push(' ');
                line.push_str(word);
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

/// A text in one line, in quotes where YAML would read it as something else.
pub fn quote(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if !text.is_empty() && text.chars().all(is_printable) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        // A JSON string is a YAML string, whatever it holds.
        serde_json::Value::from(text).to_string()
    }
}

fn is_plain(text: &str) -> bool {
    let word = text.to_lowercase();
    text.starts_with(char::is_alphabetic)
        && text.trim_end() == text
        && text.chars().all(is_printable)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !WORDS.contains(&word.as_str())
}

/// What can stand in YAML without an escape. Of what separates lines in Unicode, parsers think differently.
fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
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
            ("Jam: 9", "'Jam: 9'"),
            ("telepon #0251", "'telepon #0251'"),
            ("'kutip'", "'''kutip'''"),
            ("no", "'no'"),
            ("2024-06-28", "'2024-06-28'"),
            ("=SUM(A1)", "'=SUM(A1)'"),
            ("- butir", "'- butir'"),
            ("😀", "'😀'"),
            ("dua\nbaris", "\"dua\\nbaris\""),
            ("", "\"\""),
        ] {
            assert_eq!(quote(text), written);
            let read: String = serde_yaml::from_str(&quote(text)).expect("YAML");
            assert_eq!(read, text);
        }
    }

    #[test]
    fn a_long_text_is_folded_and_one_of_lines_keeps_them() {
        let long = "kata: ".repeat(40).trim_end().to_owned();
        let mut out = String::new();
        text(&mut out, 0, "id", &long);
        text(&mut out, 0, "en", "Two lines:\n\n  # the third");
        assert!(out.starts_with("id: >-\n  kata: kata:"), "{out}");
        let read: std::collections::BTreeMap<String, String> =
            serde_yaml::from_str(&out).expect("YAML");
        assert_eq!(read["id"], long);
        assert_eq!(read["en"], "Two lines:\n\n  # the third");
    }
}
