//! A line of a file, in the parts that people get wrong.

use std::ops::Range;

use crate::faq::{
    finding::code,
    rules::{self, Rule},
    shape,
};

/// Whether a line holds nothing, or a note.
pub(super) fn is_blank(line: &str) -> bool {
    let words = line.trim_start();
    words.is_empty() || words.starts_with('#')
}

/// What is told of something that stands for a space.
pub(super) fn odd_space(space: char) -> (&'static Rule, Vec<String>) {
    match space {
        '\t' => (&rules::TAB, vec![]),
        space => (&rules::ODD_SPACE, vec![code(space)]),
    }
}

/// Lines that a text goes on in, at most, as far as is looked.
const LONGEST: usize = 200;

/// How many lines below the one at `index` its text goes on in: those that are further in, up to a note or one of our keys.
pub(super) fn continued(lines: &[String], index: usize) -> usize {
    let first = Line::new(&lines[index]);
    let is_text =
        !first.words().is_empty() && !first.is_block() && first.value.start > first.indent;
    let begun = if first.key.is_some() {
        first.start
    } else {
        first.indent
    };
    let goes_on = |line: &&String| {
        let line = Line::new(line);
        // Dashes below a text that has a key are no items: it is no list.
        let item = first.key.is_some() && line.start > line.indent && line.indent == begun;
        line.key.is_none() && (line.indent > begun || item)
    };
    let below = lines[index + 1..].iter().take(LONGEST);
    below
        .take_while(|line| is_text && !is_blank(line) && goes_on(line))
        .count()
}

/// The line at `index` with the words of as many below it as there are `more`.
pub(super) fn joined(lines: &[String], index: usize, more: usize) -> String {
    let below = lines[index + 1..=index + more].iter();
    let words = below.map(|line| line.trim());
    let first = [lines[index].as_str()].into_iter();
    match more {
        0 => lines[index].clone(),
        _ => first
            .map(str::trim_end)
            .chain(words)
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// Something that somebody did wrong in a line.
pub(super) struct Slip {
    pub rule: &'static Rule,
    /// From 1.
    pub column: usize,
    pub args: Vec<String>,
    /// The line, as it should be.
    pub mended: String,
    /// Lines below it that became a part of it.
    pub below: usize,
}

/// A line in its parts.
pub(super) struct Line<'a> {
    pub text: &'a str,
    /// The bytes of the white space before its first word.
    pub indent: usize,
    /// The byte behind its dashes.
    pub start: usize,
    /// The key that it begins with, if it is one of ours.
    pub key: Option<&'a str>,
    /// The bytes of what a text can stand in: behind dashes and a key.
    pub value: Range<usize>,
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str) -> Self {
        let indent = text.len() - text.trim_start().len();
        let mut start = indent;
        while let Some(rest) = text[start..].strip_prefix("- ") {
            start = text.len() - rest.trim_start_matches(' ').len();
        }
        let (name, rest) = text[start..].split_once(':').unwrap_or(("", ""));
        let name = name.trim_end().trim_matches('"');
        let key = shape::is_key(name).then_some(name);
        let word = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
        // Behind a dash only a key of ours, so that the colon of a phrasing is not taken for one.
        let known = key.is_some() || (start == indent && name.bytes().all(word));
        let value = match rest.strip_prefix(' ').filter(|_| known) {
            Some(rest) => text.len() - rest.trim_start_matches(' ').len(),
            None => start,
        };
        Self {
            text,
            indent,
            start,
            key,
            value: value..value.max(text.trim_end().len()),
        }
    }

    /// What stands in it as a text.
    pub fn words(&self) -> &'a str {
        &self.text[self.value.clone()]
    }

    /// Whether it announces a text with lines of its own.
    pub fn is_block(&self) -> bool {
        let words = self.words();
        words.starts_with(['|', '>']) && words.len() <= 2
    }

    /// The column of a byte, from 1.
    pub fn column(&self, byte: usize) -> usize {
        self.text[..byte].chars().count() + 1
    }

    pub fn slip(
        &self,
        rule: &'static Rule,
        byte: usize,
        args: Vec<String>,
        mended: String,
    ) -> Option<Slip> {
        Some(Slip {
            rule,
            column: self.column(byte),
            args,
            mended,
            below: 0,
        })
    }

    /// With `words` for the text in it.
    pub fn with(&self, words: &str) -> String {
        let Range { start, end } = self.value;
        format!("{}{words}{}", &self.text[..start], &self.text[end..])
    }

    /// With the text in it in double quotes.
    pub fn quoted(&self) -> String {
        let words = self.words().replace('\\', "\\\\").replace('"', "\\\"");
        self.with(&format!("\"{words}\""))
    }
}
