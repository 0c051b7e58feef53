//! What runs and what it serves, in values: for the first line of the log, `--check` and metrics.

use std::fmt;

use maklumat::matcher::{Matcher, Promise};
use maklumat_store::Place;
use tracing::info;

use super::config::{Config, Transport};

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What runs, as it was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunFacts {
    /// [`VERSION`].
    pub version: &'static str,
    /// What kind of database remembers; never where it is, for that may hold a password.
    pub store: &'static str,
    /// How updates arrive.
    pub transport: &'static str,
    /// How many people run it in Telegram; never who.
    pub admins: usize,
}

/// The FAQ that is served; another after each reload.
#[derive(Debug, Clone, PartialEq)]
pub struct FaqFacts {
    /// Its path, or [`FaqFacts::BUILT_IN`].
    pub path: String,
    /// What it says it is about, in its first language; empty where it says nothing.
    pub title: String,
    /// The beginning of the SHA-256 of its bytes, as `sha256sum` prints it.
    pub hash: String,
    /// How many entries it has.
    pub entries: usize,
    /// How many gaps it names.
    pub gaps: usize,
    /// What its own phrasings certify of its answers.
    pub promise: Promise,
}

impl RunFacts {
    /// What a configuration asks for.
    pub fn of(config: &Config) -> Self {
        Self {
            version: VERSION,
            store: match config.memory {
                Place::Directory { .. } => "SQLite",
                Place::Postgres { .. } => "PostgreSQL",
            },
            transport: match config.transport {
                Transport::Polling => "polling",
                Transport::Webhook(_) => "webhook",
            },
            admins: config.admins.count(),
        }
    }

    /// Tells the log what runs, and what it serves.
    pub fn log(&self, faq: &FaqFacts) {
        let Self {
            version,
            store,
            transport,
            admins,
        } = self;
        info!(version, store, transport, admins, "serving {faq}");
    }
}

impl FaqFacts {
    /// Stands for the path of the FAQ that comes with the program.
    pub const BUILT_IN: &str = "built-in example";

    /// What there is to say of the FAQ that `matcher` learnt.
    pub fn of(matcher: &Matcher, path: String, hash: String) -> Self {
        let faq = matcher.faq();
        let title = faq.notice.title.as_ref();
        Self {
            path,
            title: title
                .map_or("", |title| title.get(faq.notice.first_language()))
                .to_owned(),
            hash,
            entries: faq.entries.len(),
            gaps: faq.not_covered.len(),
            promise: matcher.promise(),
        }
    }
}

impl fmt::Display for FaqFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            title,
            hash,
            entries,
            gaps,
            promise,
        } = self;
        write!(
            f,
            "{path} {title:?} (sha256 {hash}): {entries} entries, {gaps} gaps; {promise}"
        )
    }
}
