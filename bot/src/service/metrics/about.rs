//! What runs, and the FAQ that it serves.

use std::sync::{Mutex, PoisonError};

use maklumat::faq::Faq;
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};

use super::{Metrics, now};
use crate::service::facts::{FaqFacts, VERSION};

/// What tells one running service from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct About {
    version: &'static str,
    faq: String,
    title: String,
    hash: String,
    entries: usize,
    gaps: usize,
    promise: String,
    store: &'static str,
    transport: &'static str,
}

#[derive(Debug)]
pub(super) struct Series {
    about: Mutex<About>,
    info: Family<About, Gauge>,
    promise_holds: Gauge,
    loaded: Gauge,
    refused: Gauge,
    failures: Counter,
}

impl Series {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let series = Self {
            about: Mutex::new(About {
                version: VERSION,
                faq: String::new(),
                title: String::new(),
                hash: String::new(),
                entries: 0,
                gaps: 0,
                promise: String::new(),
                store: "",
                transport: "",
            }),
            info: Family::default(),
            promise_holds: Gauge::default(),
            loaded: Gauge::default(),
            refused: Gauge::default(),
            failures: Counter::default(),
        };
        let help = "1, with what runs: the version, the FAQ with the beginning of its file's SHA-256, what its phrasings \
                    certify, the store and the transport";
        registry.register("info", help, series.info.clone());
        let help = "1 when the FAQ's own phrasings certify at most 2 % of its outright answers to be wrong";
        registry.register("faq_promise_holds", help, series.promise_holds.clone());
        let help = "When the FAQ in use was loaded, in seconds since 1970";
        let name = "faq_loaded_timestamp_seconds";
        registry.register(name, help, series.loaded.clone());
        let help =
            "1 while the FAQ's file holds what cannot be used, and the FAQ from before is in use";
        registry.register("faq_refused", help, series.refused.clone());
        let help = "How often the FAQ was read again and could not be used";
        registry.register("faq_reload_failures", help, series.failures.clone());
        series
    }

    fn tell(&self, change: impl FnOnce(&mut About)) {
        let mut about = self.about.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut about);
        self.info.clear();
        self.info.get_or_create(&about).set(1);
    }
}

impl Metrics {
    /// `faq`, of which `facts` tell, is in use from now on.
    pub fn faq_loaded(&self, facts: &FaqFacts, faq: &Faq) {
        let series = &self.0.about;
        self.0.questions.know(faq);
        self.0.today.know(faq);
        series.tell(|about| {
            about.faq.clone_from(&facts.path);
            about.title.clone_from(&facts.title);
            about.hash.clone_from(&facts.hash);
            about.entries = facts.entries;
            about.gaps = facts.gaps;
            about.promise = facts.promise.to_string();
        });
        series.promise_holds.set(facts.promise.holds().into());
        series.loaded.set(now());
        series.refused.set(0);
    }

    /// The FAQ's file could not be used, and the FAQ from before stays.
    pub fn faq_refused(&self) {
        self.0.about.refused.set(1);
        self.0.about.failures.inc();
    }

    /// Where the bot remembers, and how updates arrive.
    pub fn runs_on(&self, store: &'static str, transport: &'static str) {
        self.0.about.tell(|about| {
            about.store = store;
            about.transport = transport;
        });
    }
}
