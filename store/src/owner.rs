//! What a process owns, and whether it lives. On PostgreSQL an owner holds a lock for as long as its process does, so that what a
//! dead one had is free at once; a lease is for hosts that vanish without a word.

use sqlx::{AnyConnection, AnyPool, Connection, Row};
use tokio::sync::Mutex;

use super::retention;

/// What an owner ($2) has stays its own for as long as its lease ($1).
const RENEW: [&str; 3] = [
    "UPDATE claims SET lease = $1 WHERE owner = $2 AND done = 0",
    "UPDATE follows SET lease = $1 WHERE owner = $2",
    "UPDATE serving SET expires = $1 WHERE owner = $2",
];
/// What an owner had is free.
const FREE: [&str; 3] = [
    "UPDATE claims SET owner = '', lease = 0 WHERE owner = $1 AND done = 0",
    "UPDATE follows SET owner = '', lease = 0 WHERE owner = $1",
    "DELETE FROM serving WHERE owner = $1",
];
/// What all others had is free.
const FREE_OTHERS: [&str; 3] = [
    "UPDATE claims SET lease = 0 WHERE done = 0 AND owner <> $1",
    "UPDATE follows SET owner = '', lease = 0 WHERE owner <> '' AND owner <> $1",
    "DELETE FROM serving WHERE owner <> $1",
];

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

/// Keeps what `owner` has up to `lease`.
pub(super) async fn renew(pool: &AnyPool, owner: &str, lease: i64) -> sqlx::Result<()> {
    for statement in RENEW {
        sqlx::query(statement)
            .bind(lease)
            .bind(owner)
            .execute(pool)
            .await?;
    }
    Ok(())
}

/// Lets go of what `owner` has.
pub(super) async fn free(pool: &AnyPool, owner: &str) -> sqlx::Result<()> {
    let mut all = pool.begin().await?;
    execute_all(&mut all, &FREE, owner).await?;
    all.commit().await
}

/// Frees what all others had: `owner` knows that it is alone.
pub(super) async fn outlive_all(pool: &AnyPool, owner: &str) -> sqlx::Result<()> {
    let mut all = pool.begin().await?;
    execute_all(&mut all, &FREE_OTHERS, owner).await?;
    all.commit().await
}

async fn execute_all(
    connection: &mut AnyConnection,
    statements: &[&'static str],
    owner: &str,
) -> sqlx::Result<()> {
    for statement in statements {
        sqlx::query(*statement)
            .bind(owner)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Frees what those had who live no more, as far as `owner` can tell.
pub(super) async fn bury(pool: &AnyPool, owner: &str) -> sqlx::Result<()> {
    let others = sqlx::query(
        "SELECT owner FROM claims WHERE done = 0 AND lease > $1 AND owner <> $2
         UNION SELECT owner FROM follows WHERE owner <> '' AND owner <> $2
         UNION SELECT owner FROM serving WHERE owner <> $2",
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
            execute_all(&mut all, &FREE, &other.get::<String, _>(0)).await?;
        }
        all.commit().await?;
    }
    Ok(())
}
