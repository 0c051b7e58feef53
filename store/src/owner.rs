//! Whether the owner of a claim lives. On PostgreSQL an owner holds a lock for as long as its process does, so that what a
//! dead one had is free at once; a lease is for hosts that vanish without a word.

use sqlx::{AnyConnection, AnyPool, Connection, Row};
use tokio::sync::Mutex;

use super::retention;

/// The session that holds an owner's lock.
#[derive(Debug)]
pub(super) struct Alive(Mutex<AnyConnection>);

impl Alive {
    /// Shows others that `owner` lives, until `session` ends. Shared with itself, for its session before may still linger.
    pub(super) async fn declare(mut session: AnyConnection, owner: &str) -> sqlx::Result<Self> {
        sqlx::query("SELECT pg_advisory_lock_shared(hashtextextended($1, 0))::text")
            .bind(owner)
            .execute(&mut session)
            .await?;
        Ok(Self(Mutex::new(session)))
    }

    /// Whether it is still shown.
    pub(super) async fn ping(&self) -> sqlx::Result<()> {
        self.0.lock().await.ping().await
    }
}

/// Frees the claims of those who live no more, as far as `owner` can tell.
pub(super) async fn bury(pool: &AnyPool, owner: &str) -> sqlx::Result<()> {
    let others = sqlx::query(
        "SELECT DISTINCT owner FROM claims WHERE done = 0 AND lease > $1 AND owner <> $2",
    )
    .bind(retention::now())
    .bind(owner)
    .fetch_all(pool)
    .await?;
    for other in others {
        let mut all = pool.begin().await?;
        let dead = sqlx::query("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))::text")
            .bind(other.get::<String, _>(0))
            .fetch_one(&mut *all)
            .await?;
        if dead.get::<String, _>(0) == "true" {
            sqlx::query("UPDATE claims SET owner = '', lease = 0 WHERE owner = $1 AND done = 0")
                .bind(other.get::<String, _>(0))
                .execute(&mut *all)
                .await?;
        }
        all.commit().await?;
    }
    Ok(())
}
