//! A desk over a FAQ of its own, in this process.

use std::{fs, path::PathBuf};

use maklumat::{faq::Date, text::Language};
use maklumat_curator::{
    desk::{Inbox, Places, Server, State},
    misses,
    recorded::Seen,
};
use tempfile::TempDir;
use tokio::sync::oneshot;

/// The FAQ that each desk begins with.
pub const FAQ: &str = include_str!("faq.yaml");

/// What people asked in vain.
const MISSES: &str = r#"{"kind":"unanswered","times":4,"people":3,"question":"ada parkir mobil ga di sana"}
{"kind":"unanswered","times":3,"people":3,"question":"parkir mobil di mana ya"}
{"kind":"none-of-these","times":2,"people":2,"question":"parkir mobilnya bayar ga"}
{"kind":"unanswered","times":2,"people":2,"question":"tempat parkir mobil ada ga"}
{"kind":"turned-down","times":2,"people":2,"offered":["card"],"question":"hari libur nasional buka jam berapa"}
{"kind":"unanswered","times":1,"people":1}
"#;

/// A desk that is served until it is dropped.
pub struct Bed {
    directory: TempDir,
    /// The link that it prints.
    pub link: String,
    _stop: oneshot::Sender<()>,
}

impl Bed {
    /// A desk of somebody who reads `language`.
    pub async fn new(language: Language) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("faq.yaml");
        fs::write(&path, FAQ).expect("a file");
        let places = Places::beside(&path, None);
        let source = || {
            let misses = misses::read_lines(MISSES).map_err(|error| error.to_string())?;
            Ok(Seen::of(misses))
        };
        let inbox = Inbox::new(Some(Box::new(source)), places.aside.clone());
        let state = State::new(places, language, today);
        let server = Server::bind(0, state, inbox).await.expect("a port");
        let link = server.link();
        let (stop, stopped) = oneshot::channel();
        tokio::spawn(server.serve(async {
            let _ = stopped.await;
        }));
        Self {
            directory,
            link,
            _stop: stop,
        }
    }

    /// An address of the desk.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        let (origin, _) = self.link.split_once("/open").expect("a link to the door");
        origin
    }

    /// The port.
    pub fn port(&self) -> &str {
        self.origin().rsplit(':').next().unwrap_or_default()
    }

    /// Where the FAQ is.
    pub fn path(&self) -> PathBuf {
        self.directory.path().join("faq.yaml")
    }

    /// What the FAQ holds.
    pub fn held(&self) -> String {
        fs::read_to_string(self.path()).expect("a file")
    }

    /// What was filed.
    pub fn cases(&self) -> String {
        fs::read_to_string(self.path().with_extension("cases.tsv")).unwrap_or_default()
    }
}

fn today() -> Date {
    "2026-11-25".parse().expect("a day")
}
