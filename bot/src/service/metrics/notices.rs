//! Who is to be told of changes, and what becomes of the telling.

use prometheus_client::{
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::Registry,
};

use super::{Label, Metrics, family};

/// What became of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Telegram took it.
    Sent,
    /// Telegram did not, and it is not tried again.
    Failed,
    /// The chat blocked the bot or is gone: it is told nothing any more.
    Dropped,
    /// It is tried again later.
    PutOff,
}

impl Notice {
    const ALL: [Self; 4] = [Self::Sent, Self::Failed, Self::Dropped, Self::PutOff];

    fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Dropped => "dropped",
            Self::PutOff => "put-off",
        }
    }
}

#[derive(Debug)]
pub(super) struct Series {
    follows: Gauge,
    notices: Family<Label<&'static str>, Counter>,
}

impl Series {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let series = Self {
            follows: Gauge::default(),
            notices: family("outcome", Notice::ALL.map(Notice::name)),
        };
        let help = "Wishes to be told when something changes, of all replicas";
        registry.register("follows", help, series.follows.clone());
        let help = "Notices of changes, by what became of them";
        registry.register("notices", help, series.notices.clone());
        series
    }
}

impl Metrics {
    /// So many wishes to be told are kept.
    pub fn follows(&self, wishes: i64) {
        self.0.notices.follows.set(wishes);
    }

    /// A notice came to this.
    pub fn notice(&self, outcome: Notice) {
        let label = [("outcome", outcome.name())];
        self.0.notices.notices.get_or_create(&label).inc();
    }
}
