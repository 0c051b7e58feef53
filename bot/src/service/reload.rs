//! The matcher in use, trained anew when its FAQ changes.

use std::{
    fmt,
    fs::{self, File},
    mem,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use arc_swap::ArcSwap;
use maklumat::{
    cache,
    faq::{Faq, FaqError},
    matcher::Matcher,
};
use tokio::{
    signal::unix::{SignalKind, signal},
    task,
};
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

/// A curator who saves the file does not wait longer than two looks.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// The matcher in use; clones share it.
#[derive(Debug, Clone)]
pub struct Live {
    path: Option<PathBuf>,
    /// The file as it was just before it was opened.
    opened: Option<Stamp>,
    matcher: Arc<ArcSwap<Matcher>>,
}

/// Why a FAQ could not be put to use: what, where, how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError(String);

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LoadError {}

/// What a matcher knows, and what its FAQ's own phrasings show about it.
fn in_short(matcher: &Matcher) -> String {
    let (faq, promise) = (matcher.faq(), matcher.promise());
    let (entries, gaps) = (faq.entries.len(), faq.not_covered.len());
    format!("{entries} entries, {gaps} gaps; {promise}")
}

impl Live {
    /// Reads and trains on the FAQ at `path`, or the one built into the program.
    pub fn open(path: Option<PathBuf>) -> Result<Self, LoadError> {
        if let Err(why) = cache_can_be_written() {
            warn!("what is learnt from the FAQ is not kept, and every start learns it anew: {why}");
        }
        let opened = path.as_deref().and_then(stamp);
        let matcher = match &path {
            Some(path) => load(path)?,
            None => train(Faq::parse("the built-in faq.yaml", Faq::SHIPPED.as_bytes()))?,
        };
        let name = path
            .as_deref()
            .map_or("the built-in FAQ".into(), Path::to_string_lossy);
        info!("{name}: {}", in_short(&matcher));
        Ok(Self {
            path,
            opened,
            matcher: Arc::new(ArcSwap::from_pointee(matcher)),
        })
    }

    /// The matcher of this moment; take it once a message.
    pub fn matcher(&self) -> Arc<Matcher> {
        self.matcher.load_full()
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
                self.reload().await;
            }
        }
    }

    async fn reload(&self) {
        let Some(path) = self.path.clone() else {
            return info!("the built-in FAQ stays: FAQ_PATH names no file to read again");
        };
        // Training would keep a thread of the runtime from everybody else.
        match task::spawn_blocking(move || load(&path)).await {
            Ok(Ok(matcher)) => {
                info!("FAQ read again: {}", in_short(&matcher));
                self.matcher.store(Arc::new(matcher));
            }
            Ok(Err(error)) => error!("the FAQ in use stays, for the new one is broken: {error}"),
            Err(_) => error!("the FAQ in use stays, for training on the new one panicked"),
        }
    }
}

/// Whether the next start will find what this one learns; if not, why, and how to mend it.
fn cache_can_be_written() -> Result<(), String> {
    let mend = "let XDG_CACHE_HOME name a directory that the bot's user may write";
    let directory = cache::directory().ok_or(mend)?;
    let trial = directory.join(format!("trial-{}", std::process::id()));
    fs::create_dir_all(&directory)
        .and_then(|()| fs::write(&trial, b""))
        .and_then(|()| fs::remove_file(&trial))
        .map_err(|error| format!("{}: {error}; {mend}", directory.display()))
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

fn load(path: &Path) -> Result<Matcher, LoadError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| {
        let mend = "let FAQ_PATH name a FAQ that the bot's user may read";
        LoadError(format!("{name}: {error}; {mend}"))
    })?;
    train(Faq::read(&name, file))
}

fn train(faq: Result<Faq, FaqError>) -> Result<Matcher, LoadError> {
    let faq = faq.map_err(|error| LoadError(error.to_string()))?;
    Ok(cache::matcher(faq, cache::directory().as_deref()))
}
