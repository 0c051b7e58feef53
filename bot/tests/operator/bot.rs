//! The `bot` binary in a directory and an environment of its own.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::Path,
    process::{Child, ChildStderr, Command, Output, Stdio},
};

use tempfile::TempDir;

pub const TOKEN: &str = "7:FIXTURE-token";
pub const FAQ: &str = "notice: {title: {id: Jam buka, en: Opening hours}, languages: [en]}
entries:
  - {id: hours, phrasings: [when are you open, opening hours], answer: From 9 to 17.}
  - {id: card, phrasings: [lost my card, new card please], answer: Ask at the desk.}
not_covered:
  - {id: fine, phrasings: [what does a late book cost], answer: Ask at the desk.}
";

/// Where and how a bot is started.
pub struct Home {
    directory: TempDir,
    variables: Vec<(String, String)>,
}

impl Home {
    /// With a token, no Telegram to reach, and [`FAQ`] as `faq.yaml`.
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("faq.yaml"), FAQ).unwrap();
        let home = Self {
            directory,
            variables: Vec::new(),
        };
        home.with("TELOXIDE_TOKEN", TOKEN)
            .with("TELEGRAM_API_URL", "http://127.0.0.1:1")
            .with("FAQ_PATH", "faq.yaml")
            // Kept from run to run, for learning takes its time.
            .with("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
    }

    /// With a variable, or another value of it.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.into()));
        self
    }

    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bot"));
        command
            .env_clear()
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(self.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs the bot to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.command().args(arguments).output().unwrap().into()
    }

    /// Starts the bot, and lets it run.
    pub fn start(&self) -> Running {
        let mut child = self
            .command()
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        Running { child, log }
    }
}

/// A bot that has ended.
#[derive(Debug)]
pub struct Ended {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A bot that runs; it is killed with the test.
pub struct Running {
    child: Child,
    log: BufReader<ChildStderr>,
}

impl Running {
    /// What it logs up to a line that holds `last`.
    pub fn log_until(&mut self, last: &str) -> String {
        let mut log = String::new();
        while !log.lines().last().unwrap_or_default().contains(last) {
            let read = self.log.read_line(&mut log).unwrap();
            assert!(read > 0, "it ended without {last:?}: {log}");
        }
        log
    }

    pub fn terminate(&mut self) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status();
        assert!(sent.unwrap().success());
    }

    pub fn end(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// An address that nobody listens on, for a child that cannot be asked which it took.
pub fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}
