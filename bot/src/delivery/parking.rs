//! What has to wait long is parked in the store: its sender may forget it, and brings what comes after it.

use std::time::Duration;

use maklumat_store::{Away, Peer, Store};
use serde_json::value::RawValue;
use tokio::time::Instant;

/// Nobody else waits longer for an update that cannot be finished.
pub const PARK_AFTER: Duration = Duration::from_secs(5);

/// An update under way, as it came.
pub struct Waiting {
    since: Instant,
    person: Option<Peer>,
    raw: Box<RawValue>,
}

impl Waiting {
    /// From now on; `person` may have it wiped.
    pub fn new(person: Option<Peer>, raw: Box<RawValue>) -> Self {
        Self {
            since: Instant::now(),
            person,
            raw,
        }
    }

    /// Whether it has waited long.
    pub fn is_late(&self) -> bool {
        self.since.elapsed() >= PARK_AFTER
    }

    /// Keeps it until it is finished, whatever becomes of this process.
    pub async fn park(&self, id: i64, store: &Store) -> Result<(), Away> {
        store.park(id, self.person, self.raw.get()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_update_is_late_when_others_would_wait_for_it() {
        let raw = RawValue::from_string("{}".to_owned()).expect("JSON");
        let waiting = Waiting::new(None, raw);
        tokio::time::advance(PARK_AFTER / 2).await;
        assert!(!waiting.is_late());
        tokio::time::advance(PARK_AFTER / 2).await;
        assert!(waiting.is_late());
    }
}
