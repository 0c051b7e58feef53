//! The `bot` binary as a child process, in a directory of its own.

use std::{
    fs::File,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use crate::server::{DEADLINE, TOKEN};

/// A directory that goes away with the test.
pub struct Home(PathBuf);

impl Home {
    /// A fresh one.
    pub fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "maklumat-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a directory for the test");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// A running bot; it is killed with the test.
pub struct Bot {
    child: Child,
    log: PathBuf,
}

/// How a bot is started.
pub struct Start<'a> {
    /// The program.
    pub program: &'a Path,
    /// Its memory.
    pub home: &'a Home,
    /// Its Bot API server.
    pub api: String,
    /// Further variables.
    pub variables: Vec<(&'static str, String)>,
    /// How many files it may hold open.
    pub descriptors: u32,
}

impl<'a> Start<'a> {
    /// Under the token that the servers of these tests know, with the Bot API at `api`.
    pub fn new(program: &'a Path, home: &'a Home, api: String) -> Self {
        Self {
            program,
            home,
            api,
            variables: Vec::new(),
            descriptors: 1024,
        }
    }

    /// With another variable.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    /// With so many descriptors.
    pub fn with_descriptors(mut self, most: u32) -> Self {
        self.descriptors = most;
        self
    }

    /// Starts the bot.
    pub fn run(self) -> Bot {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let log = self
            .home
            .path()
            .join(format!("log-{}", NEXT.fetch_add(1, Ordering::Relaxed)));
        let file = File::create(&log).expect("a log file");
        let child = Command::new("/bin/sh")
            .args(["-c", r#"ulimit -n "$1" && exec "$0""#])
            .arg(self.program)
            .arg(self.descriptors.to_string())
            .env_clear()
            .env("TELOXIDE_TOKEN", TOKEN)
            .env("TELEGRAM_API_URL", self.api)
            .env("DATA_DIR", self.home.path().join("data"))
            .env("RUST_LOG", "trace")
            .envs(self.variables)
            .current_dir(self.home.path())
            .stdin(Stdio::null())
            .stdout(file.try_clone().expect("a second handle"))
            .stderr(file)
            .spawn()
            .expect("the bot starts");
        Bot { child, log }
    }
}

impl Bot {
    /// Ends it without a word, as the kernel would.
    pub fn kill(&mut self) {
        self.child.kill().expect("a running bot");
        self.child.wait().expect("its end");
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    /// Has it read its FAQ again.
    pub fn hang_up(&self) {
        self.signal("-HUP");
    }

    fn signal(&self, signal: &str) {
        let status = Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status();
        assert!(status.expect("kill").success());
    }

    /// Whether it has not ended.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("a child").is_none()
    }

    /// Where it listens: the address that its log tells after `words`, as soon as it does.
    pub async fn listens(&mut self, words: &str) -> SocketAddr {
        let start = Instant::now();
        loop {
            // A line that is not whole yet may end within the address.
            let log = self.log();
            let told = log
                .split_once(words)
                .and_then(|(_, after)| after.split_once('\n'));
            if let Some((address, _)) = told {
                return address.parse().expect("an address");
            }
            assert!(
                self.is_running() && start.elapsed() < DEADLINE,
                "not {words}: {log}"
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has ended.
    pub async fn end(&mut self) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            assert!(
                start.elapsed() < DEADLINE,
                "the bot does not end: {}",
                self.log()
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Everything that it logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
