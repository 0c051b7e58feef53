//! Paragraphs: the pieces of a reply that an adapter lays out.

use std::ops::Range;

use super::words::fill;

/// A run of text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is for, so that an adapter can set it apart.
    pub role: Role,
    /// Its text, plain: adapters escape it.
    pub text: String,
    /// The bytes of the text that are set apart from the rest.
    strong: Range<usize>,
}

/// What a paragraph is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A heading, or a line that leads to the answer below it; of that, a part may be set apart.
    Title,
    /// The words of an answer, or of the program.
    Text,
    /// "As of" and sources; never parted from the text before it.
    Provenance,
    /// What was true before: for media that can fold it away; others leave it out.
    History,
    /// Something to heed, such as that an answer is old.
    Warning,
}

impl Paragraph {
    /// A paragraph in which nothing is set apart.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self {
            role,
            text: text.into(),
            strong: 0..0,
        }
    }

    /// A sentence with its names filled in; what stands between asterisks is set apart.
    pub(super) fn filled(role: Role, sentence: &str, values: &[(&str, &str)]) -> Self {
        let mut text = String::new();
        let mut ends = Vec::new();
        for piece in sentence.splitn(3, '*') {
            text.push_str(&fill(piece, values));
            ends.push(text.len());
        }
        let strong = match ends.as_slice() {
            [from, to, _] => *from..*to,
            _ => 0..0,
        };
        Self { role, text, strong }
    }

    /// Its text in three: what stands before the words that are set apart, those, and the rest. A heading is set apart as a
    /// whole, unless a part of it is.
    pub fn pieces(&self) -> [&str; 3] {
        let Range { start, end } = match self.role {
            Role::Title if self.strong.is_empty() => 0..self.text.len(),
            _ => self.strong.clone(),
        };
        [
            &self.text[..start],
            &self.text[start..end],
            &self.text[end..],
        ]
    }
}
