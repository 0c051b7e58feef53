//! What the shipped FAQ costs: to load, and a question.

use std::{
    env, fs, process,
    time::{Duration, Instant},
};

use maklumat::{cache, matcher::Matcher};
use maklumat_curator::{cases::Case, evaluate::Latency, memory};

use crate::sets::shipped;

/// A question is timed so often and the least counts: the rest is other work of the machine.
const ROUNDS: usize = 5;

/// What the shipped FAQ costs.
pub struct Shipped {
    /// Milliseconds to read the YAML.
    pub read_ms: f64,
    /// Milliseconds to train.
    pub train_ms: f64,
    /// Milliseconds to take from the cache what an earlier start learnt, YAML apart.
    pub cached_ms: f64,
    /// Megabytes of what was learnt, as the cache keeps it.
    pub learnt_mb: f64,
    /// Of a question.
    pub latency: Latency,
    /// Megabytes, as far as the system tells.
    pub peak: Option<f64>,
}

/// Measures it on `cases`.
pub fn measure(cases: &[Case]) -> Shipped {
    let (faq, read) = timed(shipped);
    let (matcher, train) = timed(|| Matcher::new(faq));
    let cached = cached();
    let times = cases.iter().map(|case| least(&matcher, &case.question));
    Shipped {
        read_ms: milliseconds(read),
        train_ms: milliseconds(train),
        cached_ms: milliseconds(cached),
        learnt_mb: matcher.learnt().len() as f64 / 1e6,
        latency: Latency::of(times.collect()),
        peak: memory::peak(),
    }
}

/// The least of a few times for a question.
pub fn least(matcher: &Matcher, question: &str) -> Duration {
    let times = (0..ROUNDS).map(|_| timed(|| matcher.understand(question)).1);
    times.min().unwrap_or_default()
}

/// The second start with a cache of its own.
fn cached() -> Duration {
    let directory = env::temp_dir().join(format!("maklumat-benches-{}", process::id()));
    cache::matcher(shipped(), Some(&directory));
    let faq = shipped();
    let (_, time) = timed(|| cache::matcher(faq, Some(&directory)));
    // What stays behind is the system's to clear.
    let _ = fs::remove_dir_all(&directory);
    time
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
