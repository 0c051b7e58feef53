//! A line of a file, in the parts that people get wrong.

use std::ops::Range;

use crate::faq::{rules::Rule, shape};

/// Whether a line holds nothing, or a note.
pub(super) fn is_blank(line: &str) -> bool {
    let words = line.trim_start();
    words.is_empty() || words.starts_with('#')
}

/// Something that somebody did wrong in a line.
pub(super) struct Slip {
    pub rule: &'static Rule,
    /// From 1.
    pub column: usize,
    pub args: Vec<String>,
    /// The line, as it should be.
    pub mended: String,
}

/// A line in its parts.
pub(super) struct Line<'a> {
    pub text: &'a str,
    /// The bytes of the white space before its first word.
    pub indent: usize,
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
        // A key of ours, so that the colon of a phrasing is not taken for one.
        if let Some((key, rest)) = text[start..].split_once(": ")
            && (shape::is_key(key)
                || key
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
                    && start == indent)
        {
            start = text.len() - rest.trim_start_matches(' ').len();
        }
        let end = start.max(text.trim_end().len());
        Self {
            text,
            indent,
            value: start..end,
        }
    }

    /// What stands in it as a text.
    pub fn words(&self) -> &'a str {
        &self.text[self.value.clone()]
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
