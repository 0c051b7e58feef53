//! Every sentence said to a person, in both languages; no Telegram types.

use crate::text::Language;

/// What a person reads, before an adapter gives it the form of its medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The language that it is written in.
    pub language: Language,
    /// Its paragraphs, top to bottom.
    pub paragraphs: Vec<Paragraph>,
    /// "Did you mean": entries to choose from, at most three.
    pub choices: Vec<Choice>,
    /// Entries that a reader may want next.
    pub related: Vec<Choice>,
}

/// A run of text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is for, so that an adapter can set it apart.
    pub role: Role,
    /// Its text, plain: adapters escape it.
    pub text: String,
}

/// What a paragraph is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A heading.
    Title,
    /// The words of an answer, or of the program.
    Text,
    /// "As of" and sources; never parted from the text before it.
    Provenance,
    /// Something to heed, such as that an answer is old.
    Warning,
}

/// An entry that a person can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The entry's id.
    pub entry: String,
    /// The entry's title in the reply's language.
    pub label: String,
}
