//! What the service counts, in the words of Prometheus.

use std::{
    fmt::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// The counts of a running service; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Metrics(Arc<Counts>);

/// Something worth counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// An update arrived that nobody had handled.
    UpdateNew,
    /// An update arrived again.
    UpdateRepeated,
    /// A question was answered.
    Answered,
    /// A question was told its likely meaning.
    Likely,
    /// A question got suggestions.
    Suggested,
    /// A question got neither.
    Abstained,
    /// A person was asked to slow down.
    RateLimited,
    /// A request to Telegram failed.
    TelegramFailed,
    /// A handler panicked.
    HandlerPanicked,
}

impl Event {
    /// In the order of the variants; series of one name stand together.
    const ALL: [Self; 9] = [
        Self::UpdateNew,
        Self::UpdateRepeated,
        Self::Answered,
        Self::Likely,
        Self::Suggested,
        Self::Abstained,
        Self::RateLimited,
        Self::TelegramFailed,
        Self::HandlerPanicked,
    ];

    /// The name and the label of the series that counts it.
    fn series(self) -> (&'static str, &'static str) {
        match self {
            Self::UpdateNew => ("maklumat_updates_total", "{seen=\"new\"}"),
            Self::UpdateRepeated => ("maklumat_updates_total", "{seen=\"again\"}"),
            Self::Answered => ("maklumat_questions_total", "{decision=\"answer\"}"),
            Self::Likely => ("maklumat_questions_total", "{decision=\"likely\"}"),
            Self::Suggested => ("maklumat_questions_total", "{decision=\"suggest\"}"),
            Self::Abstained => ("maklumat_questions_total", "{decision=\"abstain\"}"),
            Self::RateLimited => ("maklumat_rate_limited_total", ""),
            Self::TelegramFailed => ("maklumat_telegram_errors_total", ""),
            Self::HandlerPanicked => ("maklumat_panics_total", ""),
        }
    }
}

/// Milliseconds; from what nobody notices to what makes a person ask again.
const BUCKETS: [u64; 9] = [5, 10, 25, 50, 100, 250, 1_000, 5_000, 30_000];

#[derive(Debug, Default)]
struct Counts {
    events: [AtomicU64; Event::ALL.len()],
    /// How many took no longer than each of [`BUCKETS`], and no less than the one before.
    took: [AtomicU64; BUCKETS.len()],
    slower: AtomicU64,
    total_micros: AtomicU64,
}

impl Metrics {
    /// Counts an event.
    pub fn count(&self, event: Event) {
        self.0.events[event as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// Records how long an update took to handle.
    pub fn took(&self, time: Duration) {
        let bucket = BUCKETS
            .iter()
            .position(|ms| time <= Duration::from_millis(*ms));
        let counter = bucket.map_or(&self.0.slower, |bucket| &self.0.took[bucket]);
        counter.fetch_add(1, Ordering::Relaxed);
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        self.0.total_micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// All counts, as Prometheus reads them, and `gauges`, which are 0 or 1.
    pub fn render(&self, gauges: &[(&str, u8)]) -> String {
        let mut text = String::new();
        let mut before = "";
        for event in Event::ALL {
            let (name, label) = event.series();
            if name != before {
                line(&mut text, format_args!("# TYPE {name} counter"));
                before = name;
            }
            let count = load(&self.0.events[event as usize]);
            line(&mut text, format_args!("{name}{label} {count}"));
        }
        self.render_times(&mut text);
        for (name, value) in gauges {
            line(
                &mut text,
                format_args!("# TYPE {name} gauge\n{name} {value}"),
            );
        }
        text
    }

    fn render_times(&self, text: &mut String) {
        let name = "maklumat_update_seconds";
        line(text, format_args!("# TYPE {name} histogram"));
        let mut count = 0;
        for (ms, took) in BUCKETS.iter().zip(&self.0.took) {
            count += load(took);
            let seconds = Duration::from_millis(*ms).as_secs_f64();
            line(
                text,
                format_args!("{name}_bucket{{le=\"{seconds}\"}} {count}"),
            );
        }
        count += load(&self.0.slower);
        let sum = Duration::from_micros(load(&self.0.total_micros)).as_secs_f64();
        line(text, format_args!("{name}_bucket{{le=\"+Inf\"}} {count}"));
        line(text, format_args!("{name}_sum {sum}\n{name}_count {count}"));
    }
}

fn load(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(text, "{line}").expect("a string takes any text");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_event_has_its_own_count() {
        for (position, event) in Event::ALL.into_iter().enumerate() {
            assert_eq!(event as usize, position);
        }
    }

    #[test]
    fn counts_read_as_prometheus_expects() {
        let metrics = Metrics::default();
        metrics.count(Event::Answered);
        metrics.count(Event::Answered);
        metrics.took(Duration::from_millis(7));
        metrics.took(Duration::from_secs(60));
        insta::assert_snapshot!(metrics.render(&[("maklumat_memory_up", 1)]));
    }
}
