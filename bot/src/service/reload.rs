//! The matcher in use, trained anew when its FAQ changes.

use std::{
    fmt,
    fs::{self, File},
    io::{self, Read},
    mem,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use arc_swap::ArcSwap;
use maklumat::{
    cache,
    faq::{Faq, FaqError, Finding},
    matcher::Matcher,
};
use sha2::{Digest, Sha256};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::{Mutex, watch},
    task,
};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use super::{facts::FaqFacts, metrics::Metrics, writable::can_hold_files};

/// A curator who saves the file does not wait longer than two looks.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Enough to tell any two FAQs apart by eye.
const HASH_BYTES: usize = 6;

/// The matcher in use; clones share it.
#[derive(Debug, Clone)]
pub struct Live {
    path: Option<PathBuf>,
    /// The file as it was just before it was opened.
    opened: Option<Stamp>,
    served: Arc<ArcSwap<Served>>,
    /// What the file holds instead, while it cannot be used.
    refused: Arc<watch::Sender<Option<LoadError>>>,
    /// One reads at a time.
    reading: Arc<Mutex<()>>,
    metrics: Metrics,
}

/// What is served at a time.
#[derive(Debug)]
pub struct Served {
    /// What was learnt.
    pub matcher: Arc<Matcher>,
    /// What there is to say of it.
    pub facts: FaqFacts,
}

/// What became of reading the FAQ again.
#[derive(Debug)]
pub enum Reloaded {
    /// It is in use.
    Taken {
        /// What was in use before.
        before: Arc<Served>,
        /// What is in use now.
        now: Arc<Served>,
    },
    /// It cannot be used, and what was in use before stays.
    Refused(LoadError),
    /// There is no file to read.
    BuiltIn,
}

/// Why a FAQ could not be put to use: what, where, how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// For the log.
    said: String,
    /// What tells this content from others, as far as it could be read.
    pub hash: String,
    /// The mistakes in it, as far as they are known.
    pub mistakes: Vec<Finding>,
}

impl LoadError {
    fn new(said: impl Into<String>, hash: String, error: Option<&FaqError>) -> Self {
        Self {
            said: said.into(),
            hash,
            mistakes: error.map_or_else(Vec::new, |error| error.findings().to_vec()),
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)
    }
}

impl std::error::Error for LoadError {}

impl Live {
    /// Reads and trains on the FAQ at `path`, or the one built into the program.
    pub fn open(path: Option<PathBuf>, metrics: Metrics) -> Result<Self, LoadError> {
        if let Err(why) = cache_can_be_written() {
            warn!("what is learnt from the FAQ is not kept, and every start learns it anew: {why}");
        }
        let opened = path.as_deref().and_then(stamp);
        let served = load(path.as_deref())?;
        metrics.faq_loaded(&served.facts, served.matcher.faq());
        if path.is_none() {
            warn!("{}", built_in(&served.facts.title));
        }
        Ok(Self {
            path,
            opened,
            served: Arc::new(ArcSwap::from_pointee(served)),
            refused: Arc::new(watch::Sender::new(None)),
            reading: Arc::default(),
            metrics,
        })
    }

    /// The matcher of this moment; take it once a message.
    pub fn matcher(&self) -> Arc<Matcher> {
        Arc::clone(&self.served.load().matcher)
    }

    /// The same, and the hash of its FAQ, by which editions are told apart.
    pub fn edition(&self) -> (Arc<Matcher>, String) {
        let served = self.served.load();
        (Arc::clone(&served.matcher), served.facts.hash.clone())
    }

    /// What there is to say of what is served at this moment.
    pub fn facts(&self) -> FaqFacts {
        self.served.load().facts.clone()
    }

    /// What is served at this moment.
    pub fn served(&self) -> Arc<Served> {
        self.served.load_full()
    }

    /// What the file holds instead of what is served, while it cannot be used.
    pub fn refused(&self) -> watch::Receiver<Option<LoadError>> {
        self.refused.subscribe()
    }

    /// Reads the FAQ again on SIGHUP or when its file changes, until `shutdown`. A FAQ that cannot be used leaves the one
    /// in use as it is.
    pub async fn watch(self, shutdown: CancellationToken) {
        let mut hangup = match signal(SignalKind::hangup()) {
            Ok(hangup) => hangup,
            Err(error) => return error!("the FAQ will not be read again: no SIGHUP: {error}"),
        };
        let mut seen = self.opened.clone();
        let mut last = seen.clone();
        loop {
            let asked = tokio::select! {
                () = shutdown.cancelled() => return,
                _ = hangup.recv() => true,
                () = tokio::time::sleep(LOOK_EVERY) => false,
            };
            let stamp = self.path.as_deref().and_then(stamp);
            // What was still being written at the last look may end in the middle, and be a sound FAQ all the same.
            let still = mem::replace(&mut last, stamp.clone()) == stamp;
            if asked || (still && stamp != seen) {
                seen = stamp;
                drop(self.reload().await);
            }
        }
    }

    /// Reads the FAQ again. One that cannot be used leaves the one in use as it is.
    pub async fn reload(&self) -> Reloaded {
        let Some(path) = self.path.clone() else {
            info!("the built-in FAQ stays: FAQ_PATH names no file to read again");
            return Reloaded::BuiltIn;
        };
        let _reading = self.reading.lock().await;
        // Training would keep a thread of the runtime from everybody else.
        let loaded = task::spawn_blocking(move || load(Some(&path))).await;
        let panicked = |_| LoadError::new("training on it panicked", String::new(), None);
        match loaded.map_err(panicked).flatten() {
            Ok(served) => self.take(served),
            Err(error) => self.refuse(error),
        }
    }

    fn take(&self, served: Served) -> Reloaded {
        info!("FAQ read again: {}", served.facts);
        self.metrics.faq_loaded(&served.facts, served.matcher.faq());
        let now = Arc::new(served);
        let before = self.served.swap(Arc::clone(&now));
        self.refused
            .send_if_modified(|refused| refused.take().is_some());
        Reloaded::Taken { before, now }
    }

    fn refuse(&self, error: LoadError) -> Reloaded {
        error!("the FAQ in use stays, for the new one is broken: {error}");
        self.metrics.faq_refused();
        self.refused.send_if_modified(|refused| {
            let is_news = refused.as_ref() != Some(&error);
            *refused = Some(error.clone());
            is_news
        });
        Reloaded::Refused(error)
    }
}

/// What to tell an operator who named no FAQ.
pub(super) fn built_in(title: &str) -> String {
    format!(
        "FAQ_PATH is not set: people are answered from the example that is built into the program, \"{title}\"; \
         let FAQ_PATH name the FAQ of your own"
    )
}

/// Whether the next start will find what this one learns; if not, why, and how to mend it.
pub(super) fn cache_can_be_written() -> Result<(), String> {
    let mend = "let XDG_CACHE_HOME name a directory that the bot's user may write";
    let directory = cache::directory().ok_or(mend)?;
    can_hold_files(&directory).map_err(|error| format!("{}: {error}; {mend}", directory.display()))
}

/// What differs between two versions of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    inode: u64,
    bytes: u64,
    modified: SystemTime,
}

fn stamp(path: &Path) -> Option<Stamp> {
    let file = fs::metadata(path).ok()?;
    Some(Stamp {
        inode: file.ino(),
        bytes: file.len(),
        modified: file.modified().ok()?,
    })
}

/// Reads and trains on the FAQ at `path`, or the one built into the program.
fn load(path: Option<&Path>) -> Result<Served, LoadError> {
    let name = path.map_or(FaqFacts::BUILT_IN.into(), Path::to_string_lossy);
    let source: Box<dyn Read> = match path {
        Some(path) => Box::new(File::open(path).map_err(|error| {
            let mend = "let FAQ_PATH name a FAQ that the bot's user may read";
            let told = FaqError::unreadable(&name, &error);
            LoadError::new(
                format!("{name}: {error}; {mend}"),
                String::new(),
                Some(&told),
            )
        })?),
        None => Box::new(Faq::SHIPPED.as_bytes()),
    };
    let mut source = Hashing {
        source,
        hash: Sha256::new(),
    };
    let faq = Faq::read(&name, &mut source);
    let hash = source.hex();
    let refused = |error: FaqError| LoadError::new(error.to_string(), hash.clone(), Some(&error));
    let faq = faq.map_err(refused)?;
    let matcher = cache::matcher(faq, cache::directory().as_deref());
    let facts = FaqFacts::of(&matcher, name.into_owned(), hash);
    Ok(Served {
        matcher: Arc::new(matcher),
        facts,
    })
}

/// Takes the hash of what is read.
struct Hashing<R> {
    source: R,
    hash: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.hash.update(&buffer[..read]);
        Ok(read)
    }
}

impl<R> Hashing<R> {
    /// As much of the hash as tells files apart.
    fn hex(self) -> String {
        let hash = self.hash.finalize();
        let bytes = hash.iter().take(HASH_BYTES);
        bytes.map(|byte| format!("{byte:02x}")).collect()
    }
}
