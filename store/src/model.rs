//! What is remembered, in types.

use std::{fmt, path::PathBuf, time::Duration};

use maklumat::text::Language;
use secrecy::SecretString;

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
        /// The key of the hashes. It must not lie in the database that it protects, so it has to be given.
        key: SecretString,
    },
}

/// How long and how much, at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// A call to the database: a person waits for it.
    pub call: Duration,
    /// Between two tries to reach a database that is away.
    pub retry: Duration,
    /// After this long without a sign of life, an update is taken from the process that had it.
    pub lease: Duration,
    /// The size of an SQLite file.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            call: Duration::from_secs(2),
            retry: Duration::from_secs(2),
            // Renewed every third of it: a busy process misses two renewals before it loses its updates.
            lease: Duration::from_secs(30),
            // Some ten million updates; a flood must not fill the disk that other programs need.
            bytes: 1 << 30,
        }
    }
}

/// A bot, by Telegram's number: each has updates of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bot(pub i64);

/// A chat or a person, by Telegram's number; only a keyed hash of it is ever stored.
///
/// A private chat has the number of its person, so that forgetting the one forgets the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Peer(pub i64);

/// A message in a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    /// The chat.
    pub chat: Peer,
    /// Its number there.
    pub number: i32,
}

/// Whether an update is ours to handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// Handle it, then call `finish` or `release`.
    New,
    /// Somebody has handled it.
    Done,
    /// Somebody is at it, or was killed while at it: ask again in a while.
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

impl Verdict {
    /// In a word, in the database and in metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Helps => "helps",
            Self::NoHelp => "no-help",
            Self::Outdated => "outdated",
        }
    }
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

/// Whether a person agreed that questions without an answer are kept, redacted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Consent {
    /// They agreed.
    Given,
    /// They did not, or took it back.
    #[default]
    NotGiven,
    /// They did not, and do not want to be asked again.
    Refused,
}

/// The memory is away: nothing was remembered, nothing was wiped. Or a newer bot uses it, too: not everything was wiped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Away;

impl fmt::Display for Away {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
