//! What the memory promises, held by both databases, real ones.

mod bed;
mod outages;
mod postgres;
mod promises;

use std::time::{Duration, Instant};

/// Waits for a condition, within reason.
async fn until(what: &str, met: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !met().await {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
