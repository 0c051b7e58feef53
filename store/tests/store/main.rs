//! What the memory promises, held by both databases, real ones.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

mod asked;
mod bed;
mod follows;
mod outages;
mod pause;
mod personal;
mod preflight;
mod promises;
mod records;

use std::time::{Duration, Instant};

/// Waits for a condition, within reason.
async fn until(what: &str, met: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !met().await {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
