//! A test bed for each database: a place of its own, stores on it, and a look at what is stored.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use maklumat_store::{Bot, Limits, Place, Store};
use maklumat_testbed::postgres::Server;
use secrecy::ExposeSecret;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// The bot whose memory it is.
pub const BOT: Bot = Bot(7);
/// Short enough for tests to wait for.
pub const LIMITS: Limits = Limits {
    call: Duration::from_millis(1500),
    retry: Duration::from_millis(50),
    lease: Duration::from_secs(3),
    bytes: 1 << 30,
};
/// Where no outage is wanted, the busiest machine makes none.
pub const PATIENT: Limits = Limits {
    call: Duration::from_secs(15),
    ..LIMITS
};

/// A database for one test.
pub struct Bed {
    place: Place,
    limits: Limits,
    url: String,
    _directory: Option<TempDir>,
}

impl Bed {
    pub fn sqlite() -> Self {
        let directory = TempDir::new().expect("a directory");
        let mut bed = Self::sqlite_in(directory.path().join("data"));
        bed._directory = Some(directory);
        bed
    }

    pub fn sqlite_in(path: PathBuf) -> Self {
        sqlx::any::install_default_drivers();
        Self {
            url: format!("sqlite://{}", path.join("maklumat.db").display()),
            place: Place::Directory { path, key: None },
            limits: LIMITS,
            _directory: None,
        }
    }

    /// A database of its own in the PostgreSQL that all tests share.
    pub async fn postgres() -> Option<Self> {
        static SERVER: OnceCell<Option<Server>> = OnceCell::const_new();
        sqlx::any::install_default_drivers();
        let server = SERVER.get_or_init(Server::start).await.as_ref()?;
        Some(Self::on(server).await)
    }

    pub async fn on(server: &Server) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let url = server
            .database(&format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed)))
            .await;
        Self {
            place: Place::Postgres {
                url: url.clone().into(),
                key: "a key for tests".to_owned().into(),
            },
            url,
            limits: LIMITS,
            _directory: None,
        }
    }

    pub fn place(&self) -> Place {
        self.place.clone()
    }

    pub async fn store(&self) -> Store {
        self.store_of(BOT).await
    }

    pub async fn store_of(&self, bot: Bot) -> Store {
        Store::open_within(self.place(), bot, self.limits).await
    }

    pub async fn look(&self) -> AnyConnection {
        AnyConnection::connect(&self.url)
            .await
            .expect("the database is there")
    }

    /// What a query with one number for an answer says.
    pub async fn number(&self, sql: &str) -> i64 {
        sqlx::query(AssertSqlSafe(sql))
            .fetch_one(&mut self.look().await)
            .await
            .expect(sql)
            .get(0)
    }

    pub async fn execute(&self, sql: &str) {
        sqlx::query(AssertSqlSafe(sql))
            .execute(&mut self.look().await)
            .await
            .expect(sql);
    }

    /// The directory of an embedded database.
    pub fn directory(&self) -> &std::path::Path {
        match &self.place {
            Place::Directory { path, .. } => path,
            Place::Postgres { url, .. } => panic!("{} has no directory", url.expose_secret()),
        }
    }
}

/// Holds a promise against both databases.
pub async fn on_both(promise: impl AsyncFn(Bed)) {
    let mut beds = vec![Bed::sqlite()];
    beds.extend(Bed::postgres().await);
    for bed in beds {
        promise(Bed {
            limits: PATIENT,
            ..bed
        })
        .await;
    }
}
