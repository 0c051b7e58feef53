//! Opening a database: connections, migrations, and a check that it can be written.

use std::{path::Path, sync::Once};

use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    AnyConnection, AnyPool, AssertSqlSafe, ConnectOptions, Connection, Row,
    any::{AnyConnectOptions, AnyPoolOptions},
    sqlite::SqliteConnectOptions,
};
use tokio::time::timeout;

use super::{
    directory::Directory,
    hash::HashKey,
    model::{Limits, Place},
    owner::{self, Alive},
    retention,
    trouble::Trouble,
};

/// What each version of the tables adds to the one before. Only ever add: an older bot may still run beside a newer one.
const MIGRATIONS: [&str; 6] = [
    include_str!("migrations/1.sql"),
    include_str!("migrations/2.sql"),
    include_str!("migrations/3.sql"),
    include_str!("migrations/4.sql"),
    include_str!("migrations/5.sql"),
    include_str!("migrations/6.sql"),
];
/// Any number that nobody else locks by.
const MIGRATION_LOCK: i64 = 0x6d61_6b6c_756d_6174;
/// Calls wait on the network, not on the processor.
const POSTGRES_CONNECTIONS: u32 = 8;
/// A write-ahead log is cut back to this after a flood.
const WAL_BYTES: u64 = 16 << 20;
const SQLITE_PAGE_BYTES: u64 = 4096;

/// An open database.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) pool: AnyPool,
    pub(super) key: HashKey,
    /// The directory of an embedded database.
    pub(super) directory: Option<Directory>,
    /// What shows other replicas, on a server, that this process lives.
    pub(super) alive: Option<Alive>,
}

/// What to do with the file of an embedded database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Start {
    /// Use it, unless it turns out to be damaged.
    #[default]
    AsItIs,
    /// It is known to be damaged: begin a new one.
    Anew,
}

/// Opens the database.
pub(super) async fn open(
    place: &Place,
    limits: &Limits,
    owner: &str,
    start: Start,
) -> Result<Open, Trouble> {
    install_drivers();
    match place {
        Place::Postgres { url, key } => open_postgres(url, key, limits, owner).await,
        Place::Directory { path, key } => {
            open_directory(path, key.as_ref(), limits, owner, start).await
        }
    }
}

/// Makes both kinds of database known to sqlx.
pub(super) fn install_drivers() {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(sqlx::any::install_default_drivers);
}

async fn open_postgres(
    url: &SecretString,
    key: &SecretString,
    limits: &Limits,
    owner: &str,
) -> Result<Open, Trouble> {
    let key = HashKey::new(key.clone());
    let options: AnyConnectOptions = url.expose_secret().parse()?;
    let opening = Opening {
        options: options.clone(),
        session: vec![format!(
            "SET statement_timeout = {}",
            limits.call.as_millis()
        )],
        limits,
        key: &key,
    };
    let pool = opening.run(POSTGRES_CONNECTIONS).await?;
    let alive = async {
        let alive = Alive::declare(options.connect().await?, owner).await?;
        owner::bury(&pool, owner).await?;
        Ok::<_, sqlx::Error>(alive)
    };
    let alive = timeout(limits.call, alive)
        .await
        .map_err(|_| Trouble::Slow)??;
    Ok(Open {
        pool,
        key,
        directory: None,
        alive: Some(alive),
    })
}

async fn open_directory(
    path: &Path,
    key: Option<&SecretString>,
    limits: &Limits,
    owner: &str,
    start: Start,
) -> Result<Open, Trouble> {
    let mut directory = Directory::enter(path)?;
    // Where another process is at home, it may have begun a new one already.
    if start == Start::Anew && directory.is_alone() {
        directory.set_aside()?;
    }
    let key = match key {
        Some(key) => HashKey::new(key.clone()),
        None => directory.key()?,
    };
    let pool = match open_sqlite(&directory, &key, limits, owner).await {
        Err(trouble) if trouble.damaged() => {
            directory.set_aside()?;
            open_sqlite(&directory, &key, limits, owner).await?
        }
        opened => opened?,
    };
    directory.note_file();
    Ok(Open {
        pool,
        key,
        directory: Some(directory),
        alive: None,
    })
}

async fn open_sqlite(
    directory: &Directory,
    key: &HashKey,
    limits: &Limits,
    owner: &str,
) -> Result<AnyPool, Trouble> {
    let file = SqliteConnectOptions::new().filename(directory.database()?);
    let session = vec![
        // Shorter than a call, so that a lock is told from a slow disk.
        format!("PRAGMA busy_timeout = {}", limits.call.as_millis() * 3 / 4),
        "PRAGMA journal_mode = WAL".to_owned(),
        // With a write-ahead log, a crash of the machine loses the last moments and damages nothing.
        "PRAGMA synchronous = NORMAL".to_owned(),
        // What is deleted is overwritten.
        "PRAGMA secure_delete = ON".to_owned(),
        format!("PRAGMA journal_size_limit = {WAL_BYTES}"),
        format!(
            "PRAGMA max_page_count = {}",
            limits.bytes / SQLITE_PAGE_BYTES
        ),
    ];
    let opening = Opening {
        options: AnyConnectOptions::from_url(&file.to_url_lossy())?,
        session,
        limits,
        key,
    };
    // One connection: writers of one process never wait for each other's locks.
    let pool = opening.run(1).await?;
    if directory.is_alone() {
        owner::outlive_all(&pool, owner).await?;
    }
    directory.share(limits.call).await?;
    Ok(pool)
}

/// What it takes to open a database of either kind.
struct Opening<'a> {
    options: AnyConnectOptions,
    session: Vec<String>,
    limits: &'a Limits,
    key: &'a HashKey,
}

impl Opening<'_> {
    /// First one connection by itself, for its errors are clearer than a pool's.
    async fn run(self, connections: u32) -> Result<AnyPool, Trouble> {
        let options = self.options.disable_statement_logging();
        let first = async {
            let mut first = options.connect().await?;
            set_up(&mut first, &self.session).await?;
            migrate(&mut first).await?;
            check_key(&mut first, self.key).await?;
            retention::sweep_some(&mut first).await?;
            check_writable(&mut first).await?;
            first.close().await
        };
        // Each of some ten statements may take as long as a call.
        timeout(10 * self.limits.call, first)
            .await
            .map_err(|_| Trouble::Slow)??;
        let session = self.session;
        Ok(AnyPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(self.limits.call)
            .after_connect(move |connection, _| {
                let session = session.clone();
                Box::pin(async move { set_up(connection, &session).await })
            })
            .connect_lazy_with(options))
    }
}

async fn set_up(connection: &mut AnyConnection, session: &[String]) -> sqlx::Result<()> {
    for statement in session {
        sqlx::raw_sql(AssertSqlSafe(statement.as_str()))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Brings the tables up to date. Replicas that start together do so one after another.
async fn migrate(connection: &mut AnyConnection) -> sqlx::Result<()> {
    let postgres = connection.backend_name() == "PostgreSQL";
    let begin = if postgres { "BEGIN" } else { "BEGIN IMMEDIATE" };
    let mut all = connection.begin_with(begin).await?;
    if postgres {
        sqlx::query("SELECT pg_advisory_xact_lock($1)::text")
            .bind(MIGRATION_LOCK)
            .execute(&mut *all)
            .await?;
    }
    sqlx::query("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        .execute(&mut *all)
        .await?;
    let done = version(&mut all).await?;
    if done > MIGRATIONS.len() {
        tracing::warn!(
            "a newer version of the bot has used this database: who asks this one to delete what is kept about them is told to try \
             again, for it cannot delete what is new; run the newer version in every replica"
        );
    }
    for (version, migration) in (1..).zip(MIGRATIONS).skip(done) {
        sqlx::raw_sql(migration).execute(&mut *all).await?;
        set_meta(&mut all, "version", &version.to_string()).await?;
    }
    all.commit().await
}

/// Whether a newer bot keeps things here that this one knows nothing of.
pub(super) async fn is_newer(connection: &mut AnyConnection) -> sqlx::Result<bool> {
    Ok(version(connection).await? > MIGRATIONS.len())
}

/// How many of the migrations were made here, by whichever bot.
async fn version(connection: &mut AnyConnection) -> sqlx::Result<usize> {
    let version = sqlx::query("SELECT value FROM meta WHERE name = 'version'")
        .fetch_optional(connection)
        .await?;
    let version = version.and_then(|row| row.get::<String, _>(0).parse().ok());
    Ok(version.unwrap_or(0))
}

async fn set_meta(connection: &mut AnyConnection, name: &str, value: &str) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO meta (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(name)
    .bind(value)
    .execute(connection)
    .await?;
    Ok(())
}

/// Warns when another key was used before: by mistake, replicas with different keys would know nothing of each other.
async fn check_key(connection: &mut AnyConnection, key: &HashKey) -> sqlx::Result<()> {
    let before = sqlx::query("SELECT value FROM meta WHERE name = 'key'")
        .fetch_optional(&mut *connection)
        .await?
        .map(|row| row.get::<String, _>(0));
    let now = key.fingerprint();
    if before.as_ref() == Some(&now) {
        return Ok(());
    }
    if before.is_some() {
        tracing::warn!(
            "HASH_KEY is not the one that this database was last used with: choices made under that one are not found, and \
             wiping a person does not reach them before they expire; give every replica the same HASH_KEY"
        );
    }
    set_meta(connection, "key", &now).await
}

/// A full or read-only database can still be read: only a write tells.
async fn check_writable(connection: &mut AnyConnection) -> sqlx::Result<()> {
    let pages = "x".repeat(4 * SQLITE_PAGE_BYTES as usize);
    set_meta(connection, "check", &pages).await?;
    set_meta(connection, "check", "").await
}
