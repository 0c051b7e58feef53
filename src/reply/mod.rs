//! Every sentence said to a person, in each language; no Telegram types.
//!
//! `words` holds the sentences, `compose` puts a reply together, `provenance`, `notice` and `small_talk` word its pieces, `plain`
//! lays it out for a terminal and `html` for a chat, `changed` tells who asked for it what is new, `chat` and `terminal` say what is
//! said around answers, `staff` what those who run the bot are told.

pub mod changed;
pub mod chat;
mod compose;
mod dates;
pub mod html;
mod notice;
mod paragraph;
mod plain;
mod provenance;
mod said;
mod small_talk;
pub mod staff;
pub mod terminal;
mod version;
mod words;

pub use compose::{entry, render};
pub use dates::date;
pub use notice::untold;
pub use paragraph::{Paragraph, Role};
pub use said::Said;
pub use words::{CommandWords, Words, fill};

use crate::{
    faq::{Date, Entry, Faq},
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
    /// What leads to the choices, below the paragraphs.
    pub offer: Vec<Paragraph>,
    /// Entries to choose from, at most three: what may have been meant, or else than the likely answer.
    pub choices: Vec<Choice>,
    /// Entries that a reader may want next, at most three.
    pub related: Vec<Choice>,
    /// Ids of the entries whose answers stand in the paragraphs outright, in that order.
    pub answered: Vec<String>,
    /// Ids of the entries that are told as the likely meaning.
    pub likely: Vec<String>,
    /// Ids of the entries whose topic was asked about while the detail, or the day, is not told of.
    pub about: Vec<String>,
    /// Ids of the gaps that were asked about.
    pub gaps: Vec<String>,
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
            offer: Vec::new(),
            choices: Vec::new(),
            related: Vec::new(),
            answered: Vec::new(),
            likely: Vec::new(),
            about: Vec::new(),
            gaps: Vec::new(),
            outcome: Outcome::Abstain(WhyNot::SmallTalk),
        }
    }

    /// Everything to be read, top to bottom; choices and related entries follow.
    pub fn page(&self) -> impl Iterator<Item = &Paragraph> {
        self.paragraphs.iter().chain(&self.offer)
    }

    /// Ids of every entry whose answer stands in the paragraphs.
    pub fn told(&self) -> impl Iterator<Item = &String> {
        let Self {
            answered,
            likely,
            about,
            ..
        } = self;
        [answered, likely, about].into_iter().flatten()
    }

    fn say(&mut self, role: Role, text: impl Into<String>) {
        self.paragraphs.push(Paragraph::new(role, text));
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

/// The name of an entry or gap: its title, or else its id.
pub fn name<'a>(faq: &'a Faq, id: &'a str, language: Language) -> &'a str {
    let entry = faq.entry(id).map(|entry| title(entry, language));
    let gap = || Some(faq.gap(id)?.title.as_ref()?.get(language));
    entry.or_else(gap).unwrap_or(id)
}

/// The name of an entry: its title, or else its id.
pub fn title(entry: &Entry, language: Language) -> &str {
    match &entry.title {
        Some(title) => title.get(language),
        None => &entry.id,
    }
}
