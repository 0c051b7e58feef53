//! Each update once: whose it is, and whether it has been handled.

use std::time::Duration;

use super::{
    Begun, Bot, Message, Peer, Store,
    open::Open,
    recent::Held,
    retention::{self, UPDATE},
};

impl Store {
    /// Takes an update, unless somebody has it or had it. What is taken stays taken until it is finished or released, or
    /// until a while ([`Limits::lease`](super::Limits::lease)) after this process was killed.
    ///
    /// While the database is away, this process still takes each update once; other processes do not know of it.
    pub async fn begin(&self, update: i64) -> Begun {
        if let Some(known) = self.recent().take(update) {
            return known;
        }
        let (owner, lease) = (self.database.owner(), self.database.lease());
        let begun = self
            .database
            .run(async |open| claim(&open, self.bot, update, owner, lease).await)
            .await
            .unwrap_or(Begun::New);
        match begun {
            Begun::New => {}
            Begun::Done => self.recent().hold(update, Held::Done),
            Begun::InProgress => self.recent().give_back(update),
        }
        begun
    }

    /// Marks a taken update as handled for good.
    pub async fn finish(&self, update: i64) {
        self.recent().hold(update, Held::Done);
        let owner = self.database.owner();
        let finished = self.database.run(async |open| {
            // It may have been taken while the database was away.
            sqlx::query(
                "INSERT INTO claims (bot, id, owner, lease, done, expires) VALUES ($1, $2, $3, 0, 1, $4)
                 ON CONFLICT (bot, id) DO UPDATE
                 SET done = 1, person = NULL, parked = NULL, expires = excluded.expires",
            )
            .bind(self.bot.0)
            .bind(update)
            .bind(owner)
            .bind(retention::now() + UPDATE)
            .execute(&open.pool)
            .await
        });
        finished.await.ok();
    }

    /// Gives a taken update back, to be tried again at once.
    pub async fn release(&self, update: i64) {
        self.recent().give_back(update);
        let owner = self.database.owner();
        let released = self.database.run(async |open| {
            sqlx::query(
                "UPDATE claims SET owner = '', lease = 0
                 WHERE bot = $1 AND id = $2 AND owner = $3 AND done = 0",
            )
            .bind(self.bot.0)
            .bind(update)
            .bind(owner)
            .execute(&open.pool)
            .await
        });
        released.await.ok();
    }

    /// Whether `what` (such as a notice) happens to `peer` for the first time in `window`; or, once more, on account of the same
    /// `message` of that chat, which is handled again by whoever was killed before anything was sent.
    pub async fn first_time_in(
        &self,
        peer: Peer,
        what: &str,
        window: Duration,
        message: Option<i32>,
    ) -> bool {
        let place = message.map(|number| Message { chat: peer, number });
        let marked = self.database.run(async |open| {
            let place = place.map(|place| open.key.message(self.bot, place));
            mark(&open, peer, what, window, place).await
        });
        marked.await.unwrap_or(true) && self.recent().mark(peer, what, window, message)
    }
}

async fn claim(open: &Open, bot: Bot, update: i64, owner: &str, lease: i64) -> sqlx::Result<Begun> {
    let now = retention::now();
    let claimed = sqlx::query(
        "INSERT INTO claims (bot, id, owner, lease, done, expires) VALUES ($1, $2, $3, $4, 0, $5)
         ON CONFLICT (bot, id) DO UPDATE SET owner = excluded.owner, lease = excluded.lease
         WHERE claims.done = 0 AND (claims.lease <= $6 OR claims.owner = excluded.owner)",
    )
    .bind(bot.0)
    .bind(update)
    .bind(owner)
    .bind(lease)
    .bind(now + UPDATE)
    .bind(now)
    .execute(&open.pool)
    .await?;
    if claimed.rows_affected() == 1 {
        return Ok(Begun::New);
    }
    let done = sqlx::query("SELECT id FROM claims WHERE bot = $1 AND id = $2 AND done = 1")
        .bind(bot.0)
        .bind(update)
        .fetch_optional(&open.pool)
        .await?;
    Ok(match done {
        Some(_) => Begun::Done,
        None => Begun::InProgress,
    })
}

async fn mark(
    open: &Open,
    peer: Peer,
    what: &str,
    window: Duration,
    place: Option<String>,
) -> sqlx::Result<bool> {
    let now = retention::now();
    let marked = sqlx::query(
        "INSERT INTO marks (peer, what, expires, place) VALUES ($1, $2, $3, $5)
         ON CONFLICT (peer, what) DO UPDATE SET expires = excluded.expires, place = excluded.place
         WHERE marks.expires <= $4 OR marks.place = excluded.place",
    )
    .bind(open.key.peer(peer))
    .bind(what)
    .bind(now + window.as_secs().cast_signed())
    .bind(now)
    .bind(place)
    .execute(&open.pool)
    .await?;
    Ok(marked.rows_affected() == 1)
}
