//! Whether the bot is paused: for all replicas alike, and beyond their ends.

use std::{
    sync::{MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sqlx::Row;

use super::{
    Away, Bot, Message, Store,
    open::Open,
    retention::{self, TOLD},
};

/// Replicas hear of a pause, or its end, this late at most: each message asks, and few ask the database.
const KNOWN_FOR: Duration = Duration::from_secs(2);

/// A time in which the bot does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// When it began, in seconds since 1970.
    pub since: i64,
}

/// What became of the wish for a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paused {
    /// It began now.
    Now(Pause),
    /// There was one already.
    Before(Pause),
}

/// What was known of the pause, and when.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    asked: Option<Instant>,
    pause: Option<Pause>,
}

impl Store {
    /// The pause that the bot is in. While the database is away, what was known last holds.
    pub async fn pause(&self) -> Option<Pause> {
        let known = {
            let mut known = self.known_pause();
            match &mut known.asked {
                Some(at) if at.elapsed() < KNOWN_FOR => return known.pause,
                // One asks; whoever comes meanwhile goes by what was known last.
                Some(at) => *at = Instant::now(),
                // Nothing is known yet.
                None => {}
            }
            *known
        };
        let read = self.database.run(async |open| read(&open, self.bot).await);
        let pause = read.await.unwrap_or(known.pause);
        self.note_pause(pause);
        pause
    }

    /// Begins a pause, unless there is one.
    pub async fn begin_pause(&self) -> Result<Paused, Away> {
        let begun = self.database.run(async |open| begin(&open, self.bot).await);
        let begun = begun.await?;
        let (Paused::Now(pause) | Paused::Before(pause)) = begun;
        self.note_pause(Some(pause));
        Ok(begun)
    }

    /// Ends the pause, and tells which it was.
    pub async fn end_pause(&self) -> Result<Option<Pause>, Away> {
        let ended = self.database.run(async |open| end(&open, self.bot).await);
        let ended = ended.await?;
        self.note_pause(None);
        Ok(ended)
    }

    /// Whether the chat of `asked` has not been told of this pause yet, or on account of that message; from now on it has.
    pub async fn first_told_of(&self, pause: Pause, asked: Message) -> bool {
        let window = Duration::from_secs(TOLD.cast_unsigned());
        let what = mark(self.bot, pause);
        self.first_time_in(asked.chat, &what, window, Some(asked.number))
            .await
    }

    fn note_pause(&self, pause: Option<Pause>) {
        *self.known_pause() = Known {
            asked: Some(Instant::now()),
            pause,
        };
    }

    fn known_pause(&self) -> MutexGuard<'_, Known> {
        self.pause.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a chat is marked with that was told of a pause.
fn mark(bot: Bot, pause: Pause) -> String {
    format!("pause {} {}", bot.0, pause.since)
}

async fn read(open: &Open, bot: Bot) -> sqlx::Result<Option<Pause>> {
    let row = sqlx::query("SELECT since FROM pauses WHERE bot = $1")
        .bind(bot.0)
        .fetch_optional(&open.pool)
        .await?;
    Ok(row.map(|row| Pause { since: row.get(0) }))
}

async fn begin(open: &Open, bot: Bot) -> sqlx::Result<Paused> {
    let pause = Pause {
        since: retention::now(),
    };
    let begun =
        sqlx::query("INSERT INTO pauses (bot, since) VALUES ($1, $2) ON CONFLICT (bot) DO NOTHING")
            .bind(bot.0)
            .bind(pause.since)
            .execute(&open.pool)
            .await?;
    match begun.rows_affected() {
        0 => Ok(Paused::Before(read(open, bot).await?.unwrap_or(pause))),
        _ => Ok(Paused::Now(pause)),
    }
}

async fn end(open: &Open, bot: Bot) -> sqlx::Result<Option<Pause>> {
    let Some(pause) = read(open, bot).await? else {
        return Ok(None);
    };
    let mut all = open.pool.begin().await?;
    sqlx::query("DELETE FROM pauses WHERE bot = $1")
        .bind(bot.0)
        .execute(&mut *all)
        .await?;
    // Who was told of it is nobody's business any more.
    sqlx::query("DELETE FROM marks WHERE what = $1")
        .bind(mark(bot, pause))
        .execute(&mut *all)
        .await?;
    all.commit().await?;
    Ok(Some(pause))
}
