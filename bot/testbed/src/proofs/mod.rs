//! Stories that the bot has to survive with nobody unanswered, each told by the real program on loopback.

mod backlog;
mod kills;
mod poison;
mod pollers;
mod replicas;
mod soak;
mod stall;
mod strangers;
mod throughput;

use std::{ops::Range, path::Path, time::Duration};

pub use backlog::backlog;
pub use kills::kills;
pub use poison::poison;
pub use pollers::{Memories, Pollers, pollers};
pub use replicas::replicas;
pub use soak::{Soak, Tenth, soak};
pub use stall::stall;
pub use strangers::{Strangers, strangers};
pub use throughput::{Cost, throughput};

use crate::{
    child::{Bot, Home, Start},
    server::Server,
};

/// Beyond what Telegram allows, where the bot itself is to be the limit.
pub const NO_LIMIT: &str = "100000";
/// The key of every memory that is shared.
const HASH_KEY: &str = "a-key-of-the-testbed-and-of-nothing-else";
/// A send's round trip to Telegram: what falls into it is sent again by whoever was killed.
const ROUND_TRIP: Duration = Duration::from_millis(80);

/// The bot under proof.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// The binary.
    pub path: &'static Path,
    /// Its FAQ, unless it is the one built into it.
    pub faq: Option<&'static str>,
}

/// A bot's memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Memory {
    /// None that could be used.
    None,
    /// The embedded database.
    Sqlite,
    /// PostgreSQL, by its URL.
    Postgres(String),
}

/// How often somebody asks, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// So many a second.
    pub per_second: f64,
    /// For so long.
    pub time: Duration,
}

impl Load {
    fn questions(self) -> usize {
        (self.per_second * self.time.as_secs_f64()) as usize
    }

    fn pause(self) -> Duration {
        Duration::from_secs_f64(1.0 / self.per_second)
    }
}

/// How a bot of the proofs starts; what it learns of its FAQ is kept beside its memory.
pub fn start<'a>(program: &Program, home: &'a Home, server: &Server, memory: &Memory) -> Start<'a> {
    let cache = home.path().join("cache").display().to_string();
    let mut start = Start::new(program.path, home, server.url())
        .with("RUST_LOG", "info")
        .with("XDG_CACHE_HOME", cache)
        .with("MESSAGES_PER_SECOND", NO_LIMIT);
    if let Some(faq) = program.faq {
        start = start.with("FAQ_PATH", faq);
    }
    match memory {
        Memory::None => start.with("DATA_DIR", "/dev/null/nothing"),
        Memory::Sqlite => start,
        Memory::Postgres(url) => start.with("DATABASE_URL", url).with("HASH_KEY", HASH_KEY),
    }
}

/// A bot that polls `server`, once it does.
pub async fn polling(start: Start<'_>, server: &Server) -> Bot {
    let before = server.count("deleteWebhook");
    let bot = start.run();
    server
        .until("a start", |server| server.count("deleteWebhook") > before)
        .await;
    bot
}

/// A time at random.
fn some_time(random: &mut fastrand::Rng, between: Range<f64>) -> Duration {
    let span = between.end - between.start;
    Duration::from_secs_f64(between.start + span * random.f64())
}
