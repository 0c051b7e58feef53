//! Learning in the background: nobody waits for it, and until it is done what was learnt before answers.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
};

use maklumat::{
    cache,
    faq::{self, Date},
    matcher::{Matcher, Tried},
};

use super::{file::Held, version::Version};
use crate::check::{self, Findings};

/// What was learnt from a version of the file.
#[derive(Debug)]
pub struct Learnt {
    /// The hash of that version.
    pub hash: String,
    /// What understands with it.
    pub matcher: Matcher,
    /// What is known some time after the rest.
    pub known: OnceLock<Known>,
}

/// What takes longer to know of a version than what understands with it.
#[derive(Debug)]
pub struct Known {
    /// All that is to be told of it.
    pub findings: Findings,
    /// What became of its phrasings, each asked of what was learnt without it.
    pub tried: Vec<Tried>,
}

/// Learns the newest version that it was given; clones share it.
#[derive(Debug, Clone)]
pub struct Learner {
    cache: Option<PathBuf>,
    desk: Arc<Mutex<Bench>>,
}

#[derive(Debug, Default)]
struct Bench {
    newest: Option<Arc<Learnt>>,
    /// The hash of what is being learnt.
    learning: Option<String>,
    wanted: Option<(Held, Date)>,
}

impl Learner {
    /// One that keeps what it learnt in a directory, where there is one.
    pub fn new(cache: Option<PathBuf>) -> Self {
        Self {
            cache,
            desk: Arc::default(),
        }
    }

    /// The newest that was learnt.
    pub fn newest(&self) -> Option<Arc<Learnt>> {
        self.bench().newest.clone()
    }

    /// Has a version learnt, unless it is already; what waits for that is forgotten.
    pub fn learn(&self, version: &Version, today: Date) {
        let mut bench = self.bench();
        let hash = &version.held.hash;
        let known = bench
            .newest
            .as_ref()
            .is_some_and(|newest| newest.hash == *hash);
        let under_way = bench.learning.as_ref() == Some(hash);
        bench.wanted = None;
        if version.faq.is_none() || (bench.learning.is_none() && known) || under_way {
            return;
        }
        bench.wanted = Some((version.held.clone(), today));
        if bench.learning.is_none() {
            bench.learning = Some(hash.clone());
            let learner = self.clone();
            thread::spawn(move || learner.work());
        }
    }

    fn work(&self) {
        while let Some((held, today)) = self.next() {
            let Some(faq) = faq::check(&held.bytes, today).faq else {
                continue;
            };
            let learnt = Arc::new(Learnt {
                hash: held.hash.clone(),
                matcher: cache::matcher(faq, self.cache.as_deref()),
                known: OnceLock::new(),
            });
            self.bench().newest = Some(Arc::clone(&learnt));
            // It takes longer than the rest; whoever saves again makes it pointless.
            if self.bench().wanted.is_none() {
                let (findings, tried) = check::learn(&held.bytes, today);
                let tried = tried.map_or_else(Vec::new, |(_, tried)| tried);
                learnt.known.get_or_init(|| Known { findings, tried });
            }
        }
    }

    /// What to learn next; without it the work is done.
    fn next(&self) -> Option<(Held, Date)> {
        let mut bench = self.bench();
        let wanted = bench.wanted.take();
        bench.learning = wanted.as_ref().map(|(held, _)| held.hash.clone());
        wanted
    }

    fn bench(&self) -> MutexGuard<'_, Bench> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
