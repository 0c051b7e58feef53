//! Ends the service when it is asked to.

use std::{io, process};

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

/// A token that SIGTERM or SIGINT cancels; a second signal ends the process at once.
pub fn on_signal() -> io::Result<CancellationToken> {
    let term = signal(SignalKind::terminate())?;
    let int = signal(SignalKind::interrupt())?;
    let stop = CancellationToken::new();
    tokio::spawn(listen(term, int, stop.clone()));
    Ok(stop)
}

async fn listen(mut term: Signal, mut int: Signal, stop: CancellationToken) {
    // What a shell reports for a process that a signal ended.
    let mut next = async || {
        tokio::select! {
            _ = term.recv() => 128 + SignalKind::terminate().as_raw_value(),
            _ = int.recv() => 128 + SignalKind::interrupt().as_raw_value(),
        }
    };
    next().await;
    info!("stopping: what is under way is finished first; a second signal stops at once");
    stop.cancel();
    let status = next().await;
    warn!("stopped at once");
    process::exit(status);
}
