//! What holds while the database is away: answers go on, within time, and all is well again by itself.

use std::{
    fs, io,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::Command,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use maklumat::text::Language::English;
use maklumat_store::{Away, Begun, Consent, Limits, Peer, State, Store};
use maklumat_testbed::postgres::Server;
use sqlx::{AnyConnection, Executor};
use tracing::subscriber::DefaultGuard;

use crate::{
    bed::{BOT, Bed, LIMITS},
    until,
};

const SITI: Peer = Peer(1001);
const HOUR: Duration = Duration::from_secs(3600);
/// One call that runs into the limit, and a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// The log of a test: the lines of this thread, on which all its tasks run.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").extend(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn start() -> (Self, DefaultGuard) {
        let log = Self::default();
        let writer = log.clone();
        let lines = tracing_subscriber::fmt()
            .with_writer(move || writer.clone())
            .finish();
        (log, tracing::subscriber::set_default(lines))
    }

    fn count(&self, said: &str) -> usize {
        String::from_utf8_lossy(&self.0.lock().expect("no panic"))
            .matches(said)
            .count()
    }

    /// An outage is told once when it begins and once when it ends.
    fn tells_of_one_outage(&self, cause: &str) {
        let said = String::from_utf8_lossy(&self.0.lock().expect("no panic")).into_owned();
        assert_eq!(said.matches("memory lost").count(), 1, "{said}");
        assert_eq!(said.matches("memory back").count(), 1, "{said}");
        assert!(said.contains(cause), "{said}");
    }
}

/// Nothing is remembered beyond this process; everything answers in time.
async fn answers_go_on(store: &Store, update: i64) {
    let start = Instant::now();
    assert_eq!(store.begin(update).await, Begun::New);
    assert_eq!(store.begin(update).await, Begun::InProgress);
    store.finish(update).await;
    assert_eq!(store.begin(update).await, Begun::Done);
    assert_eq!(store.set_consent(SITI, Consent::Given).await, Err(Away));
    assert_eq!(store.consent(SITI).await, Consent::NotGiven);
    assert_eq!(store.forget(SITI).await, Err(Away));
    assert!(store.first_time_in(SITI, "sticker", HOUR, None).await);
    assert!(!store.first_time_in(SITI, "sticker", HOUR, None).await);
    assert_eq!(store.state(), State::Away);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

async fn is_back(store: &Store) {
    until("the memory is back", async || store.state() == State::Ready).await;
    store
        .set_language(SITI, Some(English))
        .await
        .expect("it remembers");
    assert_eq!(store.language(SITI).await, Some(English));
}

async fn is_lost(store: &Store) {
    until("the outage is noticed", async || {
        store.state() == State::Away
    })
    .await;
}

/// A lock on the whole database, until it is dropped.
async fn lock(bed: &Bed, statements: &'static str) -> AnyConnection {
    let mut other = bed.look().await;
    other
        .execute(sqlx::raw_sql(statements))
        .await
        .expect("a lock");
    other
}

async fn survives_a_lock(bed: Bed, statements: &'static str, cause: &str) {
    let (log, _guard) = Log::start();
    let store = bed.store().await;
    let other = lock(&bed, statements).await;
    answers_go_on(&store, 7).await;
    drop(other);
    is_back(&store).await;
    assert_eq!(
        store.begin(7).await,
        Begun::Done,
        "this process has not forgotten"
    );
    log.tells_of_one_outage(cause);
}

#[tokio::test]
async fn a_lock_on_sqlite() {
    survives_a_lock(
        Bed::sqlite(),
        "BEGIN IMMEDIATE",
        "another program holds a lock",
    )
    .await;
}

#[tokio::test]
async fn a_lock_on_postgres() {
    if let Some(bed) = Bed::postgres().await {
        survives_a_lock(bed, "BEGIN; LOCK TABLE claims, meta", "memory lost").await;
    }
}

#[tokio::test]
async fn postgres_stopped_and_started_again() {
    let (log, _guard) = Log::start();
    let Some(mut server) = Server::start().await else {
        return;
    };
    let bed = Bed::on(&server).await;
    let store = bed.store().await;
    store.set_consent(Peer(2), Consent::Given).await.unwrap();
    server.stop();
    answers_go_on(&store, 7).await;
    let started_without = bed.store().await;
    answers_go_on(&started_without, 8).await;
    drop(started_without);
    server.resume().await;
    is_back(&store).await;
    assert_eq!(store.consent(Peer(2)).await, Consent::Given);
    assert_eq!(log.count("memory lost"), 2, "one for each store");
    assert_eq!(log.count("memory back"), 1);
}

#[tokio::test]
async fn a_deadlock_is_one_call_s_trouble() {
    let Some(bed) = Bed::postgres().await else {
        return;
    };
    let (log, _guard) = Log::start();
    let store = bed.store().await;
    // Every second insert is chosen as the victim, and from the sixth on, each.
    let mut other = bed.look().await;
    let deadlocks = "CREATE SEQUENCE nth;
        CREATE FUNCTION deadlock() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE n BIGINT := nextval('nth');
            BEGIN
                IF n % 2 = 1 OR n > 6 THEN RAISE 'deadlock detected' USING ERRCODE = '40P01'; END IF;
                RETURN NEW;
            END $$;
        CREATE TRIGGER deadlock BEFORE INSERT ON languages FOR EACH ROW EXECUTE FUNCTION deadlock()";
    other.execute(sqlx::raw_sql(deadlocks)).await.unwrap();
    for peer in 1..=3 {
        assert_eq!(store.set_language(Peer(peer), Some(English)).await, Ok(()));
    }
    assert_eq!(store.set_language(SITI, Some(English)).await, Err(Away));
    assert_eq!(store.state(), State::Ready);
    assert_eq!(store.language(Peer(3)).await, Some(English));
    assert_eq!(log.count("memory lost"), 0);
    assert_eq!(log.count("one call to the memory is given up"), 1);
}

#[tokio::test]
async fn a_file_overwritten_while_in_use() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite();
    let store = bed.store().await;
    overwrite(&bed);
    is_lost(&store).await;
    is_back(&store).await;
    assert_eq!(set_aside(&bed), 1);
    log.tells_of_one_outage("no longer what it was");
    assert_eq!(log.count("a new one is begun"), 1);
}

#[tokio::test]
async fn a_file_overwritten_while_two_use_it() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite();
    let (one, other) = (bed.store().await, bed.store().await);
    overwrite(&bed);
    for store in [&one, &other] {
        is_lost(store).await;
    }
    for store in [&one, &other] {
        is_back(store).await;
    }
    assert_eq!(log.count("a new one is begun"), 1);
    assert_eq!(one.begin(7).await, Begun::New);
    assert_eq!(other.begin(7).await, Begun::InProgress);
}

#[tokio::test]
async fn a_file_removed_while_in_use() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite();
    let store = bed.store().await;
    fs::remove_dir_all(bed.directory()).unwrap();
    is_lost(&store).await;
    is_back(&store).await;
    assert!(bed.directory().join("maklumat.db").exists());
    log.tells_of_one_outage("no longer what it was");
}

#[tokio::test]
async fn a_damaged_file_at_the_start() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite();
    fs::create_dir(bed.directory()).unwrap();
    overwrite(&bed);
    let store = bed.store().await;
    is_back(&store).await;
    assert_eq!(set_aside(&bed), 1);
    assert_eq!(log.count("a new one is begun"), 1);
    assert_eq!(log.count("memory lost"), 0, "it was never lost");
}

#[tokio::test]
async fn a_page_damaged_within_the_file() {
    let (_log, _guard) = Log::start();
    let bed = Bed::sqlite();
    let store = bed.store().await;
    for peer in 0..2_000 {
        store.set_language(Peer(peer), Some(English)).await.unwrap();
    }
    store.close().await;
    let path = bed.directory().join("maklumat.db");
    let mut file = fs::read(&path).unwrap();
    let pages = file.len() / 4096;
    file[4096 * (pages / 3)..4096 * (pages - 1)].fill(0xa5);
    fs::write(&path, file).unwrap();
    let store = bed.store().await;
    until("the damage is found", async || {
        for peer in 0..2_000 {
            store.set_language(Peer(peer), Some(English)).await.ok();
        }
        set_aside(&bed) == 1
    })
    .await;
    is_back(&store).await;
}

#[tokio::test]
async fn a_second_damaged_file_is_not_put_over_the_first() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite();
    fs::create_dir(bed.directory()).unwrap();
    for nth in 1..=3 {
        overwrite(&bed);
        let store = bed.store().await;
        is_back(&store).await;
        store.close().await;
        assert_eq!(set_aside(&bed), nth);
    }
    assert_eq!(log.count("a new one is begun"), 3);
}

#[tokio::test]
async fn a_disk_that_damages_one_after_the_other_is_not_filled() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite();
    fs::create_dir(bed.directory()).unwrap();
    for _ in 0..6 {
        overwrite(&bed);
        let store = bed.store().await;
        store.close().await;
    }
    assert_eq!(set_aside(&bed), 4);
    assert_eq!(log.count("see whether the disk is sound"), 2);
}

#[tokio::test]
async fn a_file_put_in_its_place_is_used() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite();
    let store = bed.store().await;
    store.set_consent(SITI, Consent::Given).await.unwrap();
    store.close().await;
    let path = bed.directory().join("maklumat.db");
    let backup = bed.directory().join("backup");
    fs::copy(&path, &backup).unwrap();
    let store = bed.store().await;
    store.set_consent(SITI, Consent::NotGiven).await.unwrap();
    fs::rename(&backup, &path).unwrap();
    is_lost(&store).await;
    is_back(&store).await;
    assert_eq!(store.consent(SITI).await, Consent::Given);
    assert_eq!(set_aside(&bed), 0);
    log.tells_of_one_outage("no longer what it was");
}

fn overwrite(bed: &Bed) {
    let garbage = "garbage ".repeat(10_000);
    fs::write(bed.directory().join("maklumat.db"), garbage).unwrap();
}

/// How many databases were set aside, not counting what SQLite keeps beside them.
fn set_aside(bed: &Bed) -> usize {
    let files = fs::read_dir(bed.directory()).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let companion = |name: &str| name.ends_with("-wal") || name.ends_with("-shm");
    names
        .filter(|name| name.contains(".damaged-") && !companion(name))
        .count()
}

#[tokio::test]
async fn no_room_for_more() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite();
    let store = Store::open_within(
        bed.place(),
        BOT,
        Limits {
            bytes: 400 << 10,
            ..LIMITS
        },
    )
    .await;
    let mut peers = (10_000..).map(Peer);
    while store
        .set_language(peers.next().expect("no end"), Some(English))
        .await
        .is_ok()
    {}
    answers_go_on(&store, 7).await;
    bed.execute("UPDATE languages SET expires = 1").await;
    is_back(&store).await;
    log.tells_of_one_outage("full");
}

#[tokio::test]
async fn a_directory_that_cannot_be_made() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite();
    fs::write(bed.directory(), "a file where a directory should be").unwrap();
    let store = bed.store().await;
    answers_go_on(&store, 7).await;
    fs::remove_file(bed.directory()).unwrap();
    is_back(&store).await;
    log.tells_of_one_outage("let the bot's user read and write DATA_DIR");
}

#[tokio::test]
async fn a_key_that_was_damaged() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite();
    bed.store().await.close().await;
    for file in fs::read_dir(bed.directory()).unwrap() {
        let mode = file.unwrap().metadata().unwrap().mode();
        assert_eq!(mode & 0o777, 0o600, "for nobody else to read");
    }
    let path = bed.directory().join("hash.key");
    let key = fs::read(&path).unwrap();
    fs::write(&path, "half of a k").unwrap();
    let store = bed.store().await;
    answers_go_on(&store, 7).await;
    fs::write(&path, key).unwrap();
    is_back(&store).await;
    log.tells_of_one_outage("64 hexadecimal digits");
    assert_eq!(log.count("half of a k"), 0);
}

#[tokio::test]
async fn a_key_that_was_changed() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite();
    let store = bed.store().await;
    is_back(&store).await;
    store.close().await;
    fs::remove_file(bed.directory().join("hash.key")).unwrap();
    let store = bed.store().await;
    assert_eq!(
        store.language(SITI).await,
        None,
        "nobody is known by the old hashes"
    );
    assert_eq!(log.count("give every replica the same HASH_KEY"), 1);
}

/// Root may write everywhere: the test runs again as somebody else.
#[test]
fn a_directory_that_cannot_be_written() {
    const NOBODY: u32 = 65_534;
    let home = tempfile::Builder::new().tempdir_in("/tmp").unwrap();
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = home.path().join("test");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let data = home.path().join("data");
    fs::create_dir(&data).unwrap();
    let mut again = Command::new(program);
    again
        .args(["--ignored", "--exact", "outages::as_nobody"])
        .env("MAKLUMAT_TEST_DATA", &data);
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        chown(&data, Some(NOBODY), Some(NOBODY)).unwrap();
        again.uid(NOBODY).gid(NOBODY);
    }
    let ran = again.output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
#[ignore = "run by a_directory_that_cannot_be_written"]
async fn as_nobody() {
    let (log, _guard) = Log::start();
    let bed = Bed::sqlite_in(std::env::var_os("MAKLUMAT_TEST_DATA").unwrap().into());
    let set =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let mode = |directory, file| {
        set(bed.directory(), 0o700);
        set(&bed.directory().join("maklumat.db"), file);
        set(bed.directory(), directory);
    };
    bed.store().await.close().await;
    mode(0o500, 0o400);
    let store = bed.store().await;
    answers_go_on(&store, 7).await;
    mode(0o700, 0o600);
    is_back(&store).await;
    log.tells_of_one_outage("let the bot's user read and write DATA_DIR");

    store.set_consent(SITI, Consent::Given).await.unwrap();
    for (directory, file) in [(0o700, 0o000), (0o000, 0o600), (0o700, 0o600)] {
        mode(directory, file);
        // Time to look a few times, and to find nothing out.
        tokio::time::sleep(10 * LIMITS.retry).await;
    }
    is_back(&store).await;
    assert_eq!(store.consent(SITI).await, Consent::Given);
    assert_eq!(set_aside(&bed), 0);
}
