//! The database behind the memory: calls bounded in time, outages told once, and recovery by itself.

use std::{
    mem,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use arc_swap::ArcSwapOption;
use sqlx::{AnyConnection, AssertSqlSafe, Row};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::{
    directory::Directory,
    hash::random_key,
    model::{Away, Limits, Place, State},
    open::{Open, Start, open},
    owner, retention,
    trouble::Trouble,
};

/// A database that may be away.
#[derive(Debug)]
pub(super) struct Database {
    place: Place,
    limits: Limits,
    /// Tells this process from others.
    owner: String,
    open: ArcSwapOption<Open>,
    outage: Mutex<Option<Outage>>,
    closed: CancellationToken,
    /// Something was wiped, and may still lie about.
    unclean: AtomicBool,
}

#[derive(Debug)]
struct Outage {
    since: Instant,
    calls: u64,
    /// What to do with the file.
    start: Start,
    /// What was in use; it is closed before the database is opened again.
    lost: Option<Arc<Open>>,
}

impl Database {
    /// Tries once to open the database, and goes on trying in the background.
    pub(super) async fn start(place: Place, limits: Limits) -> Arc<Self> {
        let database = Arc::new(Self {
            place,
            limits,
            owner: owner(),
            open: ArcSwapOption::empty(),
            outage: Mutex::default(),
            closed: CancellationToken::new(),
            unclean: AtomicBool::new(false),
        });
        database.reopen().await;
        tokio::spawn(keep(
            Arc::downgrade(&database),
            database.closed.clone(),
            limits.retry,
        ));
        database
    }

    /// The name of this process among those that share the database.
    pub(super) fn owner(&self) -> &str {
        &self.owner
    }

    /// The moment, in seconds since 1970, up to which what is taken now stays ours.
    pub(super) fn lease(&self) -> i64 {
        retention::now() + self.limits.lease.as_secs().cast_signed()
    }

    pub(super) fn state(&self) -> State {
        match self.open.load().is_some() {
            true => State::Ready,
            false => State::Away,
        }
    }

    /// Does `work`, unless the database is away or takes too long; once more when it stood in the way of other work.
    pub(super) async fn run<T, F>(&self, work: impl Fn(Arc<Open>) -> F) -> Result<T, Away>
    where
        F: Future<Output = sqlx::Result<T>>,
    {
        let Some(open) = self.open.load_full() else {
            if let Some(outage) = &mut *self.outage() {
                outage.calls += 1;
            }
            return Err(Away);
        };
        match self.attempt(&open, &work).await {
            Err(trouble) if trouble.of_one_call() => {}
            done => return done.map_err(|trouble| self.lose(&open, trouble)),
        }
        self.attempt(&open, &work)
            .await
            .map_err(|trouble| match trouble.of_one_call() {
                true => self.refuse(&trouble),
                false => self.lose(&open, trouble),
            })
    }

    async fn attempt<T, F>(
        &self,
        open: &Arc<Open>,
        work: &impl Fn(Arc<Open>) -> F,
    ) -> Result<T, Trouble>
    where
        F: Future<Output = sqlx::Result<T>>,
    {
        let done = timeout(self.limits.call, work(open.clone())).await;
        done.map_err(|_| Trouble::Slow)?.map_err(Trouble::from)
    }

    /// One call is not done, and all is well otherwise.
    fn refuse(&self, trouble: &Trouble) -> Away {
        tracing::warn!("one call to the memory is given up: {trouble}");
        Away
    }

    /// Lets go of the database, and of the updates that were not finished.
    pub(super) async fn close(&self) {
        self.closed.cancel();
        self.run(async |open| owner::free(&open.pool, &self.owner).await)
            .await
            .ok();
        if let Some(open) = self.open.swap(None) {
            timeout(self.limits.call, open.pool.close()).await.ok();
        }
    }

    /// Takes `open` out of use, unless another call did so already.
    fn lose(&self, open: &Arc<Open>, trouble: Trouble) -> Away {
        let mut outage = self.outage();
        let current = self.open.load();
        if current
            .as_ref()
            .is_some_and(|current| Arc::ptr_eq(current, open))
        {
            self.open.store(None);
            begin_outage(&mut outage, &trouble).lost = Some(open.clone());
        }
        Away
    }

    async fn reopen(&self) {
        let (start, lost) = match &mut *self.outage() {
            Some(outage) => (mem::take(&mut outage.start), outage.lost.take()),
            None => (Start::default(), None),
        };
        if let Some(lost) = lost {
            timeout(self.limits.call, lost.pool.close()).await.ok();
        }
        match open(&self.place, &self.limits, &self.owner, start).await {
            Ok(opened) => self.regain(opened),
            Err(trouble) => {
                begin_outage(&mut self.outage(), &trouble);
            }
        }
    }

    fn regain(&self, opened: Open) {
        let mut outage = self.outage();
        if self.closed.is_cancelled() {
            return;
        }
        self.open.store(Some(Arc::new(opened)));
        if let Some(outage) = outage.take() {
            tracing::info!(
                "memory back after {:.1} s; {} calls went unremembered",
                outage.since.elapsed().as_secs_f64(),
                outage.calls
            );
        }
    }

    /// What has to be done all the time while all is well.
    async fn tend(&self, open: &Arc<Open>) {
        if let Some(Err(trouble)) = open.directory.as_ref().map(Directory::still_ours) {
            self.lose(open, trouble);
            return;
        }
        let renewed = self.run(async |open| {
            owner::renew(&open.pool, &self.owner, self.lease()).await?;
            if let Some(alive) = &open.alive {
                alive.ping().await?;
                owner::bury(&open.pool, &self.owner).await?;
            }
            Ok(())
        });
        // An outage has been told by `run`.
        renewed.await.ok();
        if self.unclean.load(Ordering::Acquire) {
            self.scrub().await;
        }
    }

    /// Has the database let go of what was wiped; where another reader stands in the way, again and again in the background.
    pub(super) async fn scrub(&self) {
        self.unclean.store(true, Ordering::Release);
        let Some(open) = self.open.load_full() else {
            return;
        };
        let clean = timeout(self.limits.call, scrub(&open)).await;
        if let Ok(Ok(true)) = clean {
            self.unclean.store(false, Ordering::Release);
        }
    }

    /// Deletes what has expired, a little at a time, so that other calls get their turn.
    async fn sweep(&self, open: &Open) {
        let some =
            || self.run(async |open| retention::sweep_some(&mut *open.pool.acquire().await?).await);
        while let Ok(1..) = some().await {}
        if let Some(Err(error)) = open.directory.as_ref().map(Directory::sweep) {
            tracing::warn!("old damaged databases could not be deleted: {error}");
        }
    }

    fn outage(&self) -> MutexGuard<'_, Option<Outage>> {
        self.outage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether nothing that was wiped lies about in the embedded database's write-ahead log. A server is asked to clear dead rows;
/// when it writes over them, and how long it keeps its own log, is its operator's to say.
async fn scrub(open: &Open) -> sqlx::Result<bool> {
    if open.directory.is_none() {
        sqlx::query("VACUUM questions, asked, follows")
            .execute(&open.pool)
            .await?;
        return Ok(true);
    }
    let mut connection = open.pool.acquire().await?;
    let patience: i64 = sqlx::query("PRAGMA busy_timeout")
        .fetch_one(&mut *connection)
        .await?
        .get(0);
    // Nobody's answer waits for another reader to be done.
    pragma(&mut connection, "busy_timeout = 0").await?;
    let checkpoint = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .fetch_one(&mut *connection)
        .await
        .map(|row| row.get::<i64, _>(0) == 0);
    pragma(&mut connection, &format!("busy_timeout = {patience}")).await?;
    checkpoint
}

async fn pragma(connection: &mut AnyConnection, pragma: &str) -> sqlx::Result<()> {
    sqlx::raw_sql(AssertSqlSafe(format!("PRAGMA {pragma}")))
        .execute(connection)
        .await
        .map(drop)
}

/// An outage is told once, by what began it.
fn begin_outage<'a>(outage: &'a mut Option<Outage>, trouble: &Trouble) -> &'a mut Outage {
    let outage = outage.get_or_insert_with(|| {
        tracing::error!("memory lost, answers go on without it: {trouble}");
        Outage {
            since: Instant::now(),
            calls: 0,
            start: Start::default(),
            lost: None,
        }
    });
    if trouble.damaged() {
        outage.start = Start::Anew;
    }
    outage
}

/// Looks after the database until nobody has it any more.
async fn keep(database: Weak<Database>, closed: CancellationToken, pause: Duration) {
    let mut swept = Instant::now();
    loop {
        tokio::select! {
            () = closed.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        let Some(database) = database.upgrade() else {
            return;
        };
        let Some(open) = database.open.load_full() else {
            database.reopen().await;
            continue;
        };
        database.tend(&open).await;
        if swept.elapsed() > retention::SWEEP_EVERY {
            database.sweep(&open).await;
            swept = Instant::now();
        }
    }
}

/// A name that no other process has, nor this one after a restart.
fn owner() -> String {
    let process = std::process::id();
    match random_key() {
        Ok(random) => format!("{process}-{}", &random[..16]),
        Err(_) => format!("{process}-{}", retention::now()),
    }
}
