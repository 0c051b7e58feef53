//! Ends the service when it is asked to.

use tokio_util::sync::CancellationToken;

/// A token that SIGTERM or SIGINT cancels; a second signal ends the process at once.
pub fn on_signal() -> std::io::Result<CancellationToken> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut term = signal(SignalKind::terminate())?;
    let mut int = signal(SignalKind::interrupt())?;
    let token = CancellationToken::new();
    let stop = token.clone();
    tokio::spawn(async move {
        let mut next = async || {
            tokio::select! { _ = term.recv() => 143, _ = int.recv() => 130 }
        };
        next().await;
        stop.cancel();
        let status = next().await;
        std::process::exit(status);
    });
    Ok(token)
}
