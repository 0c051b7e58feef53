//! What the bot must remember between messages, and what it must forget.
//!
//! A database that is locked, full, damaged or away never stops an answer: each call is bounded in time, what cannot be
//! remembered is forgotten, an outage is logged once, and the database is tried again until it is back.
//!
//! Stored are: ids of updates, keyed hashes of chats and people with what they chose and what they were told, and counts; numbers of
//! chats that asked to be told of a change, sealed under the key, for that alone. No message is stored, unless its sender agreed, and
//! then without personal data; or while it waits for an answer that Telegram does not take, and then sealed under the key. Everything
//! is deleted after a set time, see `retention.rs`.
//!
//! The tables are in `migrations/`; SQLite and PostgreSQL are asked the same questions in the same words.

mod asked;
mod counts;
mod database;
mod directory;
mod follows;
mod hash;
mod model;
mod open;
mod owner;
mod parked;
mod pause;
mod people;
mod preflight;
mod recent;
mod records;
mod redact;
mod retention;
mod telling;
mod top_missed;
mod trouble;
mod updates;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use asked::{Asked, Ending, Permission, Question, Told, Wording};
use database::Database;
pub use follows::{Followed, Followers, Known, MOST_FOLLOWS};
pub use hash::random_key;
pub use model::{
    Away, Begun, Bot, Consent, Counted, Feedback, Limits, Message, Peer, Place, State, Verdict,
};
pub use parked::Parked;
pub use pause::{Pause, Paused};
pub use preflight::preflight;
use recent::Seen;
pub use records::{Judged, Kind as MissKind, Missed, Offer, Pressed, Records, Source, Unreadable};
pub use redact::{Kind, holds_personal_data, redact, without_marks};
pub use telling::Follower;
pub use top_missed::TopMissed;

/// The memory of the bot; clones share it.
#[derive(Debug, Clone)]
pub struct Store {
    bot: Bot,
    database: Arc<Database>,
    recent: Arc<Mutex<Seen>>,
    pause: Arc<Mutex<pause::Known>>,
}

impl Store {
    /// Opens the memory of `bot`. It never fails: a database that cannot be reached is tried again in the background.
    pub async fn open(place: Place, bot: Bot) -> Self {
        Self::open_within(place, bot, Limits::default()).await
    }

    /// As [`Store::open`], within other limits.
    pub async fn open_within(place: Place, bot: Bot, limits: Limits) -> Self {
        Self {
            bot,
            database: Database::start(place, limits).await,
            recent: Arc::default(),
            pause: Arc::default(),
        }
    }

    /// Lets go of the database, and of the updates that were taken and not finished.
    pub async fn close(&self) {
        self.database.close().await;
    }

    /// Whether the database can be reached.
    pub fn state(&self) -> State {
        self.database.state()
    }

    fn recent(&self) -> MutexGuard<'_, Seen> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
