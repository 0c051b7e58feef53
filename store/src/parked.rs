//! Updates that wait long: kept here, sealed, so that Telegram need not keep them.

use sqlx::Row;

use super::{
    Away, Bot, Peer, Store,
    open::Open,
    retention::{self, PARKED},
};

/// As many are taken over at once.
const SOME: i64 = 100;

/// An update as it came, in full; not `Debug`, for it holds people's words.
pub struct Parked {
    /// Telegram's number of it.
    pub update: i64,
    /// As Telegram brought it.
    pub raw: String,
}

impl Store {
    /// Keeps an update until it is finished, or until its `person` asks to be forgotten; whose it is stays as it is.
    pub async fn park(&self, update: i64, person: Option<Peer>, raw: &str) -> Result<(), Away> {
        let (owner, lease) = (self.database.owner(), self.database.lease());
        self.database
            .run(async |open| {
                let sealed = open.key.seal(&place(self.bot, update), raw);
                let sealed = sealed.map_err(|error| sqlx::Error::Encode(error.into()))?;
                sqlx::query(
                    "INSERT INTO claims (bot, id, owner, lease, done, person, parked, expires)
                     VALUES ($1, $2, $3, $4, 0, $5, $6, $7)
                     ON CONFLICT (bot, id) DO UPDATE
                     SET person = excluded.person, parked = excluded.parked, expires = excluded.expires
                     WHERE claims.done = 0",
                )
                .bind(self.bot.0)
                .bind(update)
                .bind(owner)
                .bind(lease)
                .bind(person.map(|person| open.key.peer(person)))
                .bind(sealed)
                .bind(retention::now() + PARKED)
                .execute(&open.pool)
                .await
            })
            .await
            .map(drop)
    }

    /// How many updates are kept so, whoever looks after them.
    pub async fn parked(&self) -> Result<i64, Away> {
        let counted = self.database.run(async |open| {
            sqlx::query(
                "SELECT count(*) FROM claims WHERE bot = $1 AND done = 0 AND parked IS NOT NULL AND expires > $2",
            )
            .bind(self.bot.0)
            .bind(retention::now())
            .fetch_one(&open.pool)
            .await
        });
        counted.await.map(|row| row.get(0))
    }

    /// Takes over what nobody looks after any more, the oldest first.
    pub async fn adopt(&self) -> Result<Vec<Parked>, Away> {
        let (owner, lease) = (self.database.owner(), self.database.lease());
        let adopted = self
            .database
            .run(async |open| adopt(&open, self.bot, owner, lease).await);
        let mut parked = Vec::new();
        for (update, raw) in adopted.await? {
            match raw {
                Some(raw) => parked.push(Parked { update, raw }),
                None => {
                    tracing::warn!(
                        "parked update {update} cannot be read under this HASH_KEY and is skipped"
                    );
                    self.finish(update).await;
                }
            }
        }
        Ok(parked)
    }
}

async fn adopt(
    open: &Open,
    bot: Bot,
    owner: &str,
    lease: i64,
) -> sqlx::Result<Vec<(i64, Option<String>)>> {
    let now = retention::now();
    let orphans = sqlx::query(
        "SELECT id, parked FROM claims
         WHERE bot = $1 AND done = 0 AND parked IS NOT NULL AND lease <= $2 AND expires > $2
         ORDER BY id LIMIT $3",
    )
    .bind(bot.0)
    .bind(now)
    .bind(SOME)
    .fetch_all(&open.pool)
    .await?;
    let mut adopted = Vec::new();
    for orphan in orphans {
        let (update, sealed) = (orphan.get::<i64, _>(0), orphan.get::<String, _>(1));
        let taken = sqlx::query(
            "UPDATE claims SET owner = $1, lease = $2
             WHERE bot = $3 AND id = $4 AND done = 0 AND lease <= $5",
        )
        .bind(owner)
        .bind(lease)
        .bind(bot.0)
        .bind(update)
        .bind(now)
        .execute(&open.pool)
        .await?;
        if taken.rows_affected() == 1 {
            adopted.push((update, open.key.unseal(&place(bot, update), &sealed)));
        }
    }
    Ok(adopted)
}

/// Sealed words open in their own row alone.
fn place(bot: Bot, update: i64) -> String {
    format!("{} {update}", bot.0)
}
