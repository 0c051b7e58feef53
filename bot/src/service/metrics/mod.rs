//! What the service counts, for Prometheus.
//!
//! Labels hold what this program or its FAQ names, and ids of the FAQ in use alone: no series is made by what somebody writes.

mod about;
mod notices;
#[cfg(target_os = "linux")]
mod process;
mod questions;
mod today;
mod traffic;

use std::{
    fmt,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use chrono::NaiveTime;
use maklumat::reply::staff::Tally;
use prometheus_client::{
    encoding::prometheus_text,
    metrics::{family::Family, gauge::Gauge},
    registry::Registry,
};

pub use about::About;
pub use notices::Notice;
pub use prometheus_text::CONTENT_TYPE;
pub use traffic::{Fault, Sight, Waiting};

/// The counts of a running service; clones share them.
#[derive(Debug, Clone)]
pub struct Metrics(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    registry: Registry,
    health: HealthSeries,
    about: about::Series,
    traffic: traffic::Series,
    questions: questions::Series,
    notices: notices::Series,
    today: today::Today,
}

/// How the service fares at the moment.
#[derive(Debug, Clone, Copy)]
pub struct Health {
    /// Updates arrive.
    pub is_ready: bool,
    /// The database can be reached.
    pub remembers: bool,
    /// Those who run it have it answer nothing.
    pub is_paused: bool,
}

#[derive(Debug, Default)]
struct HealthSeries {
    ready: Gauge,
    memory_up: Gauge,
    paused: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::default();
        let ours = registry.sub_registry_with_prefix("maklumat");
        let health = HealthSeries::default();
        let help = "1 while updates arrive from Telegram";
        ours.register("ready", help, health.ready.clone());
        let help = "1 while the database can be reached; answers go on without it";
        ours.register("memory_up", help, health.memory_up.clone());
        let help = "1 while the bot answers nothing, for whoever runs it said so";
        ours.register("paused", help, health.paused.clone());
        let (about, traffic) = (about::Series::new(ours), traffic::Series::new(ours));
        let questions = questions::Series::new(ours);
        let notices = notices::Series::new(ours);
        #[cfg(target_os = "linux")]
        registry.register_collector(Box::new(process::Process));
        Self(Arc::new(Inner {
            registry,
            health,
            about,
            traffic,
            questions,
            notices,
            today: today::Today::default(),
        }))
    }
}

impl Metrics {
    /// Everything that is counted and measured, as [`CONTENT_TYPE`] has it.
    pub fn render(&self, now: Health) -> Result<String, fmt::Error> {
        let health = &self.0.health;
        health.ready.set(now.is_ready.into());
        health.memory_up.set(now.remembers.into());
        health.paused.set(now.is_paused.into());
        let mut text = String::new();
        prometheus_text::encode(&mut text, &self.0.registry)?;
        Ok(text)
    }

    /// Since when today this process counts, and what it counted.
    pub fn today(&self) -> (NaiveTime, Tally) {
        self.0.today.told()
    }
}

/// A label and its value.
type Label<V> = [(&'static str, V); 1];

/// A family of which each of `values` is there from the beginning: what is not there yet has no rate.
fn family<M: Default>(
    label: &'static str,
    values: impl IntoIterator<Item = &'static str>,
) -> Family<Label<&'static str>, M> {
    let family = Family::default();
    for value in values {
        drop(family.get_or_create(&[(label, value)]));
    }
    family
}

/// The time of a gauge that tells when something happened.
fn now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    i64::try_from(now.unwrap_or_default().as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use maklumat::{faq::Faq, matcher::Matcher};

    use super::*;
    use crate::service::facts::FaqFacts;

    const ALL_IS_WELL: Health = Health {
        is_ready: true,
        remembers: true,
        is_paused: false,
    };

    fn matcher(faq: &str) -> Matcher {
        Matcher::new(Faq::parse("faq.yaml", faq.as_bytes()).expect("a sound FAQ"))
    }

    fn load(metrics: &Metrics, path: &str, matcher: &Matcher) {
        let facts = FaqFacts::of(matcher, path.to_owned(), "e3b0c44298fc".to_owned());
        metrics.faq_loaded(&facts, matcher.faq());
    }

    fn library() -> Matcher {
        matcher(
            "notice: {title: Perpustakaan \"kota\"}\n\
             entries:\n\
             - {id: hours, phrasings: [jam buka perpustakaan], answer: Pukul 9.}\n\
             - {id: card, phrasings: [kartu anggota hilang], answer: Di meja depan.}\n\
             not_covered:\n\
             - {id: fine, phrasings: [berapa denda terlambat], answer: Tidak ada di sini.}",
        )
    }

    /// All but the figures of the process, which are never the same.
    fn rendered(metrics: &Metrics) -> String {
        let text = metrics.render(ALL_IS_WELL).expect("a string");
        let ours = text.lines().filter(|line| line.contains("maklumat_"));
        let mut lines: Vec<&str> = ours.collect();
        // Within a family, series stand in no order.
        lines.sort_by_key(|line| line.split(['{', ' ']).next().map(str::to_owned));
        lines.join("\n")
    }

    fn value(metrics: &Metrics, series: &str) -> Option<String> {
        let text = metrics.render(ALL_IS_WELL).expect("a string");
        let mut values = text.lines().filter_map(|line| line.strip_prefix(series));
        values.find_map(|value| Some(value.strip_prefix(' ')?.to_owned()))
    }

    #[test]
    fn everything_is_explained_and_typed() {
        let metrics = Metrics::default();
        load(&metrics, "faq.yaml", &library());
        let text = metrics.render(ALL_IS_WELL).expect("a string");
        let explained = |what: &str, name: &str| {
            let start = format!("# {what} {name} ");
            text.lines()
                .any(|line| line.starts_with(&start) && line.len() > start.len())
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let name = line.split(['{', ' ']).next().unwrap_or_default();
            let family = ["_bucket", "_sum", "_count"]
                .iter()
                .find_map(|end| name.strip_suffix(end).filter(|f| f.ends_with("_seconds")))
                .unwrap_or(name);
            assert!(
                explained("HELP", family) && explained("TYPE", family),
                "{line}"
            );
        }
    }

    #[test]
    fn a_question_is_counted_by_what_became_of_it() {
        let (metrics, matcher) = (Metrics::default(), library());
        load(&metrics, "faq.yaml", &matcher);
        for words in ["jam buka perpustakaan", "berapa denda terlambat", "halo"] {
            metrics.asked(matcher.faq(), &matcher.understand(words));
        }
        for series in [
            r#"questions_total{decision="outright",because="verbatim",language="id"}"#,
            r#"questions_total{decision="small-talk",because="no-question",language="id"}"#,
            r#"entries_asked_total{entry="hours"}"#,
            r#"gaps_met_total{gap="fine"}"#,
        ] {
            let found = value(&metrics, &format!("maklumat_{series}"));
            assert_eq!(found.as_deref(), Some("1"), "{}", rendered(&metrics));
        }
        let unasked = value(&metrics, r#"maklumat_entries_asked_total{entry="card"}"#);
        assert_eq!(unasked.as_deref(), Some("0"));
    }

    #[test]
    fn only_the_faq_in_use_has_series_and_what_stays_keeps_its_count() {
        let (metrics, first) = (Metrics::default(), library());
        load(&metrics, "faq.yaml", &first);
        metrics.asked(first.faq(), &first.understand("jam buka perpustakaan"));
        let second = matcher(
            "entries:\n\
             - {id: hours, phrasings: [jam buka perpustakaan], answer: Pukul 9.}\n\
             - {id: books, phrasings: [pinjam buku berapa lama], answer: Dua minggu.}",
        );
        load(&metrics, "faq.yaml", &second);
        let text = rendered(&metrics);
        assert!(
            text.contains(r#"asked_total{entry="hours"} 1"#)
                && text.contains(r#"asked_total{entry="books"} 0"#),
            "{text}"
        );
        assert!(
            !text.contains("\"card\"") && !text.contains("\"fine\""),
            "{text}"
        );
        assert_eq!(text.matches("\nmaklumat_info{").count(), 1, "{text}");
        // Whoever was at a question when the FAQ changed brings nothing back.
        metrics.asked(first.faq(), &first.understand("kartu anggota hilang"));
        assert!(!rendered(&metrics).contains("\"card\""));
    }

    #[test]
    fn what_waits_is_counted_while_it_does() {
        let metrics = Metrics::default();
        let (one, two) = (metrics.waits(), metrics.waits());
        let waiting = || value(&metrics, "maklumat_updates_waiting");
        assert_eq!(waiting().as_deref(), Some("2"));
        drop((one, two));
        assert_eq!(waiting().as_deref(), Some("0"));
    }

    #[test]
    fn a_pause_is_told() {
        let paused = Health {
            is_paused: true,
            ..ALL_IS_WELL
        };
        let text = Metrics::default().render(paused).expect("a string");
        assert!(text.contains("\nmaklumat_paused 1\n"), "{text}");
    }

    #[test]
    fn a_faq_that_is_refused_is_told_until_one_is_taken() {
        let metrics = Metrics::default();
        metrics.faq_refused();
        let refused = || value(&metrics, "maklumat_faq_refused");
        assert_eq!(refused().as_deref(), Some("1"));
        load(&metrics, "faq.yaml", &library());
        assert_eq!(refused().as_deref(), Some("0"));
        let failures = value(&metrics, "maklumat_faq_reload_failures_total");
        assert_eq!(failures.as_deref(), Some("1"));
    }

    #[test]
    fn the_service_tells_what_it_is() {
        let metrics = Metrics::default();
        load(&metrics, "/etc/faq.yaml", &library());
        metrics.runs_on("SQLite", "polling");
        let text = rendered(&metrics);
        let told = r#"faq="/etc/faq.yaml",title="Perpustakaan \"kota\"",hash="e3b0c44298fc",entries="2",gaps="1""#;
        assert!(text.contains(told), "{text}");
        let told = r#"store="SQLite",transport="polling"} 1"#;
        assert!(text.contains(told), "{text}");
    }

    #[test]
    fn times_fall_into_buckets() {
        let metrics = Metrics::default();
        metrics.answered(Duration::from_millis(7));
        metrics.answered(Duration::from_secs(600));
        let series = |le: &str| {
            value(
                &metrics,
                &format!("maklumat_answer_seconds_bucket{{le=\"{le}\"}}"),
            )
        };
        assert_eq!(series("0.01").as_deref(), Some("1"));
        assert_eq!(series("+Inf").as_deref(), Some("2"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_process_tells_of_itself() {
        let metrics = Metrics::default();
        for name in [
            "process_resident_memory_bytes",
            "process_open_fds",
            "process_max_fds",
            "process_start_time_seconds",
        ] {
            let value = value(&metrics, name).and_then(|value| value.parse::<f64>().ok());
            assert!(value.is_some_and(|value| value > 1.0), "{name}: {value:?}");
        }
        assert!(value(&metrics, "process_cpu_seconds_total").is_some());
    }
}
