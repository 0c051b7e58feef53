//! What the service counts.

use std::{sync::Arc, time::Duration};

/// The counts of a running service; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Metrics(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {}

/// Something worth counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// An update arrived that nobody had handled.
    UpdateNew,
    /// An update arrived again.
    UpdateRepeated,
    /// A question was answered.
    Answered,
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

impl Metrics {
    /// Counts an event.
    pub fn count(&self, _event: Event) {}

    /// Records how long a message waited for its reply.
    pub fn took(&self, _time: Duration) {}

    /// All counts, as Prometheus reads them.
    pub fn render(&self) -> String {
        let Counts {} = *self.0;
        String::new()
    }
}
