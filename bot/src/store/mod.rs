//! What the bot must remember between messages, and what it must forget.
//!
//! A database that is locked, full, broken or away never stops an answer: each call is bounded in time, and what could not be
//! remembered is forgotten.

use std::{path::PathBuf, time::Duration};

use maklumat::text::Language;
use secrecy::SecretString;

mod redact;

pub use redact::{Kind, holds_personal_data, redact};

/// Where things are remembered.
#[derive(Debug, Clone)]
pub enum Place {
    /// An SQLite file in this directory.
    Directory {
        /// Made when it is missing.
        path: PathBuf,
        /// The key of the hashes; without one, a random key is kept in a file beside the database.
        key: Option<SecretString>,
    },
    /// A PostgreSQL database, which several bots may share.
    Postgres {
        /// `postgres://…`
        url: SecretString,
        /// The key of the hashes; it must not lie in the database that it protects.
        key: SecretString,
    },
}

/// A chat or a person, by Telegram's number; only a keyed hash of it is ever stored.
///
/// A private chat has the number of its person, so that forgetting the one forgets the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Peer(pub i64);

/// Whether an update is ours to handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// Handle it, then call [`Store::finish`] or [`Store::release`].
    New,
    /// Somebody has handled it.
    Done,
    /// Somebody is at it, or was killed while at it; ask again in a while.
    InProgress,
}

/// What a person says of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It helps.
    Helps,
    /// It does not help.
    NoHelp,
    /// It is out of date.
    Outdated,
}

/// A person's verdict on one answer.
#[derive(Debug, Clone, Copy)]
pub struct Feedback<'a> {
    /// Who says so.
    pub person: Peer,
    /// The chat in which the answer stands.
    pub chat: Peer,
    /// The message that holds the answer.
    pub message: i32,
    /// The id of the entry that was given.
    pub entry: &'a str,
    /// What is said.
    pub verdict: Verdict,
    /// The language of the answer.
    pub language: Language,
}

/// What became of a person's feedback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// It was counted.
    Now,
    /// This person has already said something of this answer.
    Before,
}

/// Whether a person agreed that unanswered questions are kept, redacted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Consent {
    /// They agreed.
    Given,
    /// They did not, or took it back.
    #[default]
    NotGiven,
}

/// How a question was missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissKind {
    /// The bot had no answer.
    Unanswered,
    /// The person chose "none of these".
    NoneOfThese,
}

/// A question that the bot did not answer.
#[derive(Debug, Clone, Copy)]
pub struct Miss<'a> {
    /// Who asked.
    pub person: Peer,
    /// What was asked.
    pub question: &'a str,
    /// The language that it was asked in.
    pub language: Language,
    /// How it was missed.
    pub kind: MissKind,
}

/// The memory is away: nothing was remembered, nothing was wiped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Away;

impl std::fmt::Display for Away {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the memory is away")
    }
}

impl std::error::Error for Away {}

/// Whether the database can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It remembers.
    Ready,
    /// It does not; it is tried again and again.
    Away,
}

/// The memory of the bot; clones share it.
#[derive(Debug, Clone)]
pub struct Store {}

/// For now nothing is remembered: the database behind these signatures follows.
impl Store {
    /// Opens the memory. It never fails: a database that cannot be reached is tried again in the background.
    pub async fn open(_place: Place) -> Self {
        Self {}
    }

    /// Lets go of the database, after everything under way.
    pub async fn close(&self) {}

    /// Whether the database can be reached.
    pub fn state(&self) -> State {
        State::Away
    }

    /// Takes an update, unless somebody has it or had it. What is taken stays taken until finished or released, or until
    /// a while after this process was killed.
    pub async fn begin(&self, _update: i64) -> Begun {
        Begun::New
    }

    /// Marks a taken update as handled for good.
    pub async fn finish(&self, _update: i64) {}

    /// Gives a taken update back, to be tried again.
    pub async fn release(&self, _update: i64) {}

    /// The language that a chat or person chose.
    pub async fn language(&self, _peer: Peer) -> Option<Language> {
        None
    }

    /// Remembers a choice of language; `None` goes back to the language of each question.
    pub async fn set_language(&self, _peer: Peer, _language: Option<Language>) -> Result<(), Away> {
        Err(Away)
    }

    /// What a person agreed to.
    pub async fn consent(&self, _person: Peer) -> Consent {
        Consent::NotGiven
    }

    /// Remembers what a person agrees to; taking it back also wipes the texts that were kept.
    pub async fn set_consent(&self, _person: Peer, _consent: Consent) -> Result<(), Away> {
        Err(Away)
    }

    /// Counts a person's feedback on an answer, once.
    pub async fn feedback(&self, _feedback: Feedback<'_>) -> Result<Counted, Away> {
        Err(Away)
    }

    /// Counts a question that was not answered; keeps its redacted text only with its person's consent.
    pub async fn miss(&self, _miss: Miss<'_>) {}

    /// Whether `what` (such as a notice) happens to `peer` for the first time in `window`.
    pub async fn first_time_in(&self, _peer: Peer, _what: &str, _window: Duration) -> bool {
        true
    }

    /// Carries a group's choices over to the supergroup that it became.
    pub async fn moved(&self, _from: Peer, _to: Peer) {}

    /// Wipes everything about a person, at once.
    pub async fn forget(&self, _person: Peer) -> Result<(), Away> {
        Err(Away)
    }
}
