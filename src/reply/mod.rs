//! Every sentence said to a person, in both languages; no Telegram types.
//!
//! `render` composes, `provenance` and `small_talk` word, `plain` lays out for a terminal.

pub mod chat;
mod compose;
mod dates;
mod plain;
mod provenance;
mod small_talk;
pub mod terminal;
mod version;

pub use compose::{entry, render};
pub use dates::date;

use crate::{
    faq::{Date, Entry},
    text::Language,
};

/// Who reads, as far as it changes what they should read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// The language that they chose; the language of each question without it.
    pub language: Option<Language>,
    /// The date whose truth they ask for; the newest answers without it.
    pub as_of: Option<Date>,
    /// The day on which they read.
    pub today: Date,
}

/// What a person reads, before an adapter gives it the form of its medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The language that it is written in.
    pub language: Language,
    /// Its paragraphs, top to bottom.
    pub paragraphs: Vec<Paragraph>,
    /// "Did you mean": entries to choose from, at most three.
    pub choices: Vec<Choice>,
    /// Entries that a reader may want next, at most three.
    pub related: Vec<Choice>,
    /// Ids of the entries whose answers stand in the paragraphs outright, in that order.
    pub answered: Vec<String>,
    /// Ids of the entries that are told as the likely meaning.
    pub likely: Vec<String>,
    /// Ids of the entries whose topic was asked about while the detail, or the day, is not told of.
    pub about: Vec<String>,
    /// What became of the message as a whole, as it is told, counted and reported.
    pub outcome: Outcome,
}

/// What became of a message as a whole. Of several questions the best outcome counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Something was answered outright.
    Answer,
    /// Something was told as likely, or offered to choose from.
    Suggest,
    /// Nothing was, for this reason.
    Abstain(WhyNot),
}

/// Why nothing was answered; of several reasons the first says most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyNot {
    /// People ask this, and the notices do not tell.
    NotCovered,
    /// The topic is covered, the detail is not.
    NotTold,
    /// Nothing in the FAQ is like it.
    OutOfScope,
    /// Too few words to go by.
    TooVague,
    /// No question.
    SmallTalk,
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

impl Reply {
    /// A reply that says nothing yet.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            paragraphs: Vec::new(),
            choices: Vec::new(),
            related: Vec::new(),
            answered: Vec::new(),
            likely: Vec::new(),
            about: Vec::new(),
            outcome: Outcome::Abstain(WhyNot::SmallTalk),
        }
    }

    fn say(&mut self, role: Role, text: impl Into<String>) {
        self.paragraphs.push(Paragraph {
            role,
            text: text.into(),
        });
    }
}

impl Choice {
    /// `entry`, named for a reader of `language`.
    pub fn new(entry: &Entry, language: Language) -> Self {
        Self {
            entry: entry.id.clone(),
            label: title(entry, language).to_owned(),
        }
    }
}

/// The name of an entry: its title, or else its id.
pub fn title(entry: &Entry, language: Language) -> &str {
    match &entry.title {
        Some(title) => title.get(language),
        None => &entry.id,
    }
}

/// One of two wordings of the same thing.
fn either<'a>(language: Language, indonesian: &'a str, english: &'a str) -> &'a str {
    match language {
        Language::Indonesian => indonesian,
        Language::English => english,
    }
}
