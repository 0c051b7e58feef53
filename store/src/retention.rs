//! How long each thing is remembered.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sqlx::{AnyConnection, AssertSqlSafe};

pub(super) const DAY: i64 = 86_400;

/// Telegram keeps an update for a day at most, so that none comes again after two.
pub(super) const UPDATE: i64 = 2 * DAY;
/// Whoever waited for an answer for a day waits no longer.
pub(super) const PARKED: i64 = DAY;
/// People seldom judge an answer a month after they got it; after that, a second verdict may count again.
pub(super) const VOTE: i64 = 30 * DAY;
/// Counts name nobody; two summers can be compared.
pub(super) const VERDICT: i64 = 400 * DAY;
/// Nobody remembers for longer that the bot was paused, and pauses are over sooner.
pub(super) const TOLD: i64 = 30 * DAY;
/// Long enough for a curator on holiday to read them.
pub(super) const ASKED: i64 = 90 * DAY;
/// Until enough people have pressed under a rare offer; what half a year has not settled needs other words.
pub(super) const PRESS: i64 = 180 * DAY;
/// Whoever presses nothing under an offer for an hour does not press any more.
pub(super) const UNPRESSED: i64 = 3_600;
/// Whoever comes back after a year is asked anew.
pub(super) const CHOICE: i64 = 365 * DAY;

/// Whoever still waits for word after a season can ask again.
pub(super) const FOLLOW: i64 = 90 * DAY;

/// Between two sweeps; each then finds little to do.
pub(super) const SWEEP_EVERY: Duration = Duration::from_mins(10);
/// Rows deleted at a time: some tens of milliseconds, for which others wait.
const AT_ONCE: u32 = 2_000;

/// Each table, and the columns that name a row.
const TABLES: [(&str, &str); 15] = [
    ("claims", "bot, id"),
    ("updates", "id"),
    ("marks", "peer, what"),
    ("languages", "peer"),
    ("consents", "person"),
    ("votes", "person, answer"),
    ("verdicts", "entry, verdict, language, day"),
    ("asked", "place, part"),
    ("presses", "person, offer, pressed"),
    ("refusals", "person"),
    // An older bot's.
    ("misses", "question, kind, language, day"),
    ("questions", "person, question"),
    ("follows", "bot, chat, what"),
    ("known_texts", "what, language, known"),
    ("serving", "bot, owner"),
];

/// Seconds since 1970.
pub(super) fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
        .cast_signed()
}

/// Today, in UTC.
pub(super) fn today() -> String {
    day_before(0)
}

/// The day so many days ago, in UTC.
pub(super) fn day_before(days: u32) -> String {
    let now = chrono::DateTime::<chrono::Utc>::from(SystemTime::now());
    let then = now - chrono::TimeDelta::days(days.into());
    then.format("%Y-%m-%d").to_string()
}

/// Deletes some of what has expired, and says how many rows.
pub(super) async fn sweep_some(connection: &mut AnyConnection) -> sqlx::Result<u64> {
    let mut deleted = 0;
    for (table, row) in TABLES {
        let sql = format!(
            "DELETE FROM {table} WHERE ({row}) IN
             (SELECT {row} FROM {table} WHERE expires <= $1 LIMIT {AT_ONCE})"
        );
        let done = sqlx::query(AssertSqlSafe(sql))
            .bind(now())
            .execute(&mut *connection)
            .await?;
        deleted += done.rows_affected();
    }
    Ok(deleted)
}
