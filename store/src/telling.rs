//! Telling those who asked for it: one at a time, each by one process, marked once it was told.

use std::time::Duration;

use sqlx::Row;

use super::{
    Away, Bot, Followers, Known, Peer, Store,
    follows::{keep_text, place},
    open::Open,
    retention,
};

/// Candidates for the next to be told; other processes may be ahead at some of them.
const CANDIDATES: i64 = 8;

/// One of them, taken by this process to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follower {
    /// Whom to tell.
    pub chat: Peer,
    what: String,
    /// The chat, as its row calls it.
    row: String,
}

impl Store {
    /// Tells other processes which edition of the FAQ this one serves, and learns whether all that live serve the same.
    pub async fn serve(&self, edition: &str) -> Result<bool, Away> {
        let (owner, lease) = (self.database.owner(), self.database.lease());
        self.database
            .run(async |open| {
                sqlx::query(
                    "INSERT INTO serving (bot, owner, edition, expires) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (bot, owner) DO UPDATE
                     SET edition = excluded.edition, expires = excluded.expires",
                )
                .bind(self.bot.0)
                .bind(owner)
                .bind(edition)
                .bind(lease)
                .execute(&open.pool)
                .await?;
                others_agree(&open, self.bot, edition).await
            })
            .await
    }

    /// Takes the next of `followers` that no other process is at; this one is at one of them at a time.
    pub async fn next_follower(&self, followers: &Followers) -> Result<Option<Follower>, Away> {
        let (owner, lease) = (self.database.owner(), self.database.lease());
        self.database
            .run(async |open| next(&open, self.bot, followers.known(), owner, lease).await)
            .await
    }

    /// Whether a follower still wants to be told, is still this process's to tell, and every process serves this edition.
    pub async fn is_to_be_told(&self, follower: &Follower, edition: &str) -> Result<bool, Away> {
        let (owner, lease) = (self.database.owner(), self.database.lease());
        self.database
            .run(async |open| {
                let theirs = sqlx::query(
                    "UPDATE follows SET lease = $1 WHERE bot = $2 AND chat = $3 AND what = $4 AND owner = $5",
                )
                .bind(lease)
                .bind(self.bot.0)
                .bind(&follower.row)
                .bind(&follower.what)
                .bind(owner)
                .execute(&open.pool)
                .await?;
                Ok(theirs.rows_affected() == 1 && others_agree(&open, self.bot, edition).await?)
            })
            .await
    }

    /// Notes that a follower was told `text`, whose mark is in `known`, and goes on from there.
    pub async fn told(
        &self,
        follower: &Follower,
        known: Known<'_>,
        text: &str,
    ) -> Result<(), Away> {
        self.database
            .run(async |open| {
                let mut all = open.pool.begin().await?;
                keep_text(&mut all, known, text).await?;
                sqlx::query(
                    "UPDATE follows SET known = $1, owner = '', lease = 0
                     WHERE bot = $2 AND chat = $3 AND what = $4",
                )
                .bind(known.mark)
                .bind(self.bot.0)
                .bind(&follower.row)
                .bind(&follower.what)
                .execute(&mut *all)
                .await?;
                all.commit().await
            })
            .await
    }

    /// Notes that a follower was told the last that there is to tell.
    pub async fn told_the_last(&self, follower: &Follower) -> Result<(), Away> {
        self.database
            .run(async |open| {
                sqlx::query("DELETE FROM follows WHERE bot = $1 AND chat = $2 AND what = $3")
                    .bind(self.bot.0)
                    .bind(&follower.row)
                    .bind(&follower.what)
                    .execute(&open.pool)
                    .await
            })
            .await
            .map(drop)
    }

    /// Gives a follower back who could not be told, for nobody to try within `pause`.
    pub async fn put_off(&self, follower: &Follower, pause: Duration) -> Result<(), Away> {
        let owner = self.database.owner();
        self.database
            .run(async |open| {
                sqlx::query(
                    "UPDATE follows SET owner = '', lease = $1
                     WHERE bot = $2 AND chat = $3 AND what = $4 AND owner = $5",
                )
                .bind(retention::now() + pause.as_secs().cast_signed())
                .bind(self.bot.0)
                .bind(&follower.row)
                .bind(&follower.what)
                .bind(owner)
                .execute(&open.pool)
                .await
            })
            .await
            .map(drop)
    }
}

async fn next(
    open: &Open,
    bot: Bot,
    known: Known<'_>,
    owner: &str,
    lease: i64,
) -> sqlx::Result<Option<Follower>> {
    let now = retention::now();
    let free = sqlx::query(
        "SELECT chat, sealed FROM follows
         WHERE bot = $1 AND what = $2 AND language = $3 AND known = $4 AND (lease <= $5 OR owner = $6) AND expires > $5
         ORDER BY chat LIMIT $7",
    )
    .bind(bot.0)
    .bind(known.what)
    .bind(known.language.code())
    .bind(known.mark)
    .bind(now)
    .bind(owner)
    .bind(CANDIDATES)
    .fetch_all(&open.pool)
    .await?;
    for candidate in free {
        let (row, sealed) = (candidate.get::<String, _>(0), candidate.get::<String, _>(1));
        let taken = sqlx::query(
            "UPDATE follows SET owner = $1, lease = $2
             WHERE bot = $3 AND chat = $4 AND what = $5 AND known = $6 AND (lease <= $7 OR owner = $1)",
        )
        .bind(owner)
        .bind(lease)
        .bind(bot.0)
        .bind(&row)
        .bind(known.what)
        .bind(known.mark)
        .bind(now)
        .execute(&open.pool)
        .await?;
        if taken.rows_affected() == 0 {
            continue;
        }
        let number = open.key.unseal(&place(bot, known.what), &sealed);
        match number.and_then(|number| number.parse().ok()) {
            Some(number) => {
                let (chat, what) = (Peer(number), known.what.to_owned());
                return Ok(Some(Follower { chat, what, row }));
            }
            None => drop_unreadable(open, bot, &row).await?,
        }
    }
    Ok(None)
}

/// What was sealed under another key stands for nobody who could be told.
async fn drop_unreadable(open: &Open, bot: Bot, row: &str) -> sqlx::Result<()> {
    tracing::warn!("one who asked to be told cannot be read under this HASH_KEY and is dropped");
    sqlx::query("DELETE FROM follows WHERE bot = $1 AND chat = $2")
        .bind(bot.0)
        .bind(row)
        .execute(&open.pool)
        .await
        .map(drop)
}

async fn others_agree(open: &Open, bot: Bot, edition: &str) -> sqlx::Result<bool> {
    let other = sqlx::query(
        "SELECT owner FROM serving WHERE bot = $1 AND edition <> $2 AND expires > $3 LIMIT 1",
    )
    .bind(bot.0)
    .bind(edition)
    .bind(retention::now())
    .fetch_optional(&open.pool)
    .await?;
    Ok(other.is_none())
}
