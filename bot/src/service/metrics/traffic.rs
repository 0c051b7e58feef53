//! Updates in, requests out, and how long that takes.

use std::time::Duration;

use prometheus_client::{
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

use super::{Label, Metrics, family, now};

/// Seconds; from what nobody notices to what makes a person ask again, and to the patience with Telegram.
const ANSWER_BUCKETS: [f64; 12] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 30.0, 300.0,
];

/// Whether an update was handled before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// It was not.
    New,
    /// It was.
    Again,
}

/// Why a request to Telegram did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Too many requests.
    Busy,
    /// Telegram's servers are in trouble.
    Server,
    /// There is no connection.
    Unreachable,
    /// No word came back.
    Lost,
    /// Telegram does not know the token.
    Token,
    /// Another one takes this bot's updates.
    Conflict,
    /// The person blocked the bot, or the group threw it out.
    Blocked,
    /// Telegram refuses it for another reason.
    Refused,
}

impl Sight {
    const ALL: [Self; 2] = [Self::New, Self::Again];

    fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Again => "again",
        }
    }
}

impl Fault {
    const ALL: [Self; 8] = [
        Self::Busy,
        Self::Server,
        Self::Unreachable,
        Self::Lost,
        Self::Token,
        Self::Conflict,
        Self::Blocked,
        Self::Refused,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Server => "server",
            Self::Unreachable => "unreachable",
            Self::Lost => "lost",
            Self::Token => "token",
            Self::Conflict => "conflict",
            Self::Blocked => "blocked",
            Self::Refused => "refused",
        }
    }
}

#[derive(Debug)]
pub(super) struct Series {
    last_poll: Gauge,
    updates: Family<Label<&'static str>, Counter>,
    waiting: Gauge,
    parked: Gauge,
    rate_limited: Counter,
    panics: Counter,
    faults: Family<Label<&'static str>, Counter>,
    answering: Histogram,
}

impl Series {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let series = Self {
            last_poll: Gauge::default(),
            updates: family("seen", Sight::ALL.map(Sight::name)),
            waiting: Gauge::default(),
            parked: Gauge::default(),
            rate_limited: Counter::default(),
            panics: Counter::default(),
            faults: family("kind", Fault::ALL.map(Fault::name)),
            answering: Histogram::new(ANSWER_BUCKETS),
        };
        let help = "When Telegram last answered a poll, in seconds since 1970; 0 with a webhook";
        registry.register(
            "last_poll_timestamp_seconds",
            help,
            series.last_poll.clone(),
        );
        let help = "Updates that were taken up, by whether they had been handled before";
        registry.register("updates", help, series.updates.clone());
        let help = "Updates that this process has received and not finished";
        registry.register("updates_waiting", help, series.waiting.clone());
        let help = "Updates that wait in the database for a send to succeed, of all replicas";
        registry.register("updates_parked", help, series.parked.clone());
        let help = "Messages and presses of people who were asked to slow down";
        registry.register("rate_limited", help, series.rate_limited.clone());
        let help = "Updates whose handling ended in a fault of this program";
        registry.register("panics", help, series.panics.clone());
        let help = "Requests to Telegram that did not succeed, by why";
        registry.register("telegram_errors", help, series.faults.clone());
        let help = "How long an update took, from its arrival until everything about it was done";
        registry.register("answer_seconds", help, series.answering.clone());
        series
    }
}

/// An update that was received and is not finished, for as long as this is kept.
#[derive(Debug)]
pub struct Waiting(Gauge);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// Telegram answered a poll.
    pub fn polled(&self) {
        self.0.traffic.last_poll.set(now());
    }

    /// An update was received.
    pub fn waits(&self) -> Waiting {
        let waiting = self.0.traffic.waiting.clone();
        waiting.inc();
        Waiting(waiting)
    }

    /// So many updates are parked.
    pub fn parked(&self, updates: i64) {
        self.0.traffic.parked.set(updates);
    }

    /// An update was taken up.
    pub fn taken_up(&self, seen: Sight) {
        let label = [("seen", seen.name())];
        self.0.traffic.updates.get_or_create(&label).inc();
    }

    /// An update took so long.
    pub fn answered(&self, took: Duration) {
        self.0.traffic.answering.observe(took.as_secs_f64());
    }

    /// A person was asked to slow down.
    pub fn rate_limited(&self) {
        self.0.traffic.rate_limited.inc();
    }

    /// The handling of an update panicked.
    pub fn panicked(&self) {
        self.0.traffic.panics.inc();
    }

    /// A request to Telegram did not succeed.
    pub fn telegram_failed(&self, fault: Fault) {
        let label = [("kind", fault.name())];
        self.0.traffic.faults.get_or_create(&label).inc();
    }
}
