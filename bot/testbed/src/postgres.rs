//! A throw-away PostgreSQL, started from the machine's own programs on a socket of its own.

use std::{
    env, fs,
    io::Write,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::server::DEADLINE;

/// Ends the server on a word from the test; when the test dies without a word, leaves nothing behind.
const WATCH: &str = r#"home=$1; shift; "$@" </dev/null & read -r word; kill -INT $!; wait $!; [ -n "$word" ] || rm -rf "$home""#;
/// Everybody may write here, so that the server need not be ours.
const SOCKETS: &str = "/tmp";

/// A server that ends with the test.
pub struct Server {
    programs: PathBuf,
    home: PathBuf,
    process: Option<Child>,
}

impl Server {
    /// Starts a server; `None`, after saying so, on a machine without PostgreSQL.
    pub async fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(
                env::var_os("MAKLUMAT_REQUIRE_POSTGRES").is_none(),
                "MAKLUMAT_REQUIRE_POSTGRES is set, and there is no initdb in PATH or /usr/lib/postgresql/*/bin"
            );
            eprintln!(
                "SKIPPED on PostgreSQL: no initdb in PATH or /usr/lib/postgresql/*/bin (apt-get install postgresql)"
            );
            return None;
        };
        let home = tempfile::Builder::new()
            .prefix("pg")
            .tempdir_in(SOCKETS)
            .expect("a directory")
            .keep();
        if let Some((user, group)) = servant() {
            chown(&home, Some(user), Some(group)).expect("root may give files away");
        }
        let made = command(&programs.join("initdb"))
            .args([
                "--auth=trust",
                "--username=maklumat",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync",
                "-D",
            ])
            .arg(home.join("data"))
            .output()
            .expect("initdb runs");
        assert!(
            made.status.success(),
            "initdb: {}",
            String::from_utf8_lossy(&made.stderr)
        );
        let mut server = Self {
            programs,
            home,
            process: None,
        };
        server.resume().await;
        Some(server)
    }

    /// Starts the server again, with the data it had.
    pub async fn resume(&mut self) {
        let log = fs::File::create(self.home.join("log")).expect("a log");
        let process = command(Path::new("/bin/sh"))
            .args(["-c", WATCH, "sh"])
            .arg(&self.home)
            .arg(self.programs.join("postgres"))
            .args([
                "-c",
                "listen_addresses=",
                "-c",
                "fsync=off",
                "-c",
                "max_connections=300",
                "-k",
            ])
            .arg(&self.home)
            .arg("-D")
            .arg(self.home.join("data"))
            .stdin(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("sh runs");
        self.process = Some(process);
        let start = Instant::now();
        while !self.client("pg_isready", &[]).await {
            assert!(start.elapsed() < DEADLINE, "PostgreSQL does not answer");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Stops the server, cutting its connections.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let mut stdin = process.stdin.take().expect("a pipe");
            stdin.write_all(b"stop\n").expect("the server runs");
            process.wait().expect("the server ends");
        }
    }

    /// The URL of a new, empty database.
    pub async fn database(&self, name: &str) -> String {
        assert!(
            self.client("createdb", &[name]).await,
            "no new database {name}"
        );
        self.url(name)
    }

    /// Where it keeps everything, its write-ahead log too.
    pub fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    /// The process under which the server's own run.
    pub fn id(&self) -> Option<u32> {
        self.process.as_ref().map(Child::id)
    }

    /// Whether one of PostgreSQL's own programs does what it is asked, at this server.
    async fn client(&self, program: &str, arguments: &[&str]) -> bool {
        let mut command = command(&self.programs.join(program));
        command
            .arg("-h")
            .arg(&self.home)
            .args(["-U", "maklumat"])
            .args(arguments);
        let output = tokio::task::spawn_blocking(move || command.output()).await;
        output.is_ok_and(|output| output.is_ok_and(|output| output.status.success()))
    }

    fn url(&self, database: &str) -> String {
        format!(
            "postgres://maklumat@localhost/{database}?host={}",
            self.home.display()
        )
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
        fs::remove_dir_all(&self.home).ok();
    }
}

fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let path = env::var_os("PATH").unwrap_or_default();
    debian
        .map(|version| version.path().join("bin"))
        .chain(env::split_paths(&path))
        .find(|dir| dir.join("initdb").exists() && dir.join("postgres").exists())
}

/// A command that does not run as root, for which PostgreSQL refuses to work.
fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = servant() {
        command.uid(user).gid(group);
    }
    command.current_dir(SOCKETS);
    command
}

/// Whom root lets work: the user and group of `postgres`, or else `nobody`.
fn servant() -> Option<(u32, u32)> {
    let root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let find = |name: &str| {
        let line = users
            .lines()
            .find(|line| line.split(':').next() == Some(name))?;
        let mut ids = line.split(':').skip(2).map(|id| id.parse().ok());
        Some((ids.next()??, ids.next()??))
    };
    root.then(|| {
        find("postgres")
            .or_else(|| find("nobody"))
            .expect("a user besides root")
    })
}
