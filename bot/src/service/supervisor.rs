//! Tells systemd that the service is up, that it lives, and that it stops; where no systemd asks, nothing happens.

use std::time::Duration;

use sd_notify::NotifyState;
use tokio_util::sync::CancellationToken;
use tracing::warn;

/// Says that the service is up; then, twice in the time that `WatchdogSec` allows, that tasks are still run; at last that it stops.
///
/// Telegram need not have been reached for it to be up: a restart would not bring it nearer.
pub async fn report(stop: CancellationToken) {
    tell(NotifyState::Ready);
    let beats = async {
        match sd_notify::watchdog_enabled() {
            Some(allowed) => beat(allowed / 2).await,
            None => std::future::pending().await,
        }
    };
    let _stopped = stop.run_until_cancelled(beats).await;
    // No more signs of life are asked for from here on: `TimeoutStopSec` bounds what is still under way.
    tell(NotifyState::Stopping);
}

async fn beat(every: Duration) {
    let mut beats = tokio::time::interval(every);
    loop {
        beats.tick().await;
        tell(NotifyState::Watchdog);
    }
}

fn tell(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        warn!("systemd cannot be told: {error}");
    }
}
