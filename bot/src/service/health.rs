//! Tells whoever watches over the service how it fares, over HTTP.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{Router, http::StatusCode, routing::get};
use tokio_util::sync::CancellationToken;

use super::metrics::Metrics;
use crate::store::Store;

/// Whether Telegram brings updates; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Readiness(Arc<AtomicBool>);

impl Readiness {
    /// Telegram was reached: updates arrive.
    pub fn reached(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Telegram cannot be reached, or the service is stopping.
    pub fn lost(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// `/healthz` (the process lives), `/readyz` (updates arrive), `/metrics` (Prometheus text).
pub fn router(metrics: Metrics, _store: Store, readiness: Readiness) -> Router {
    let ready = move || async move {
        if readiness.get() {
            (StatusCode::OK, "ready\n")
        } else {
            (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
        }
    };
    Router::new()
        .route("/healthz", get(async || "alive\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(move || async move { metrics.render() }))
}

/// Serves `router` until `shutdown`.
pub async fn serve(
    listen: SocketAddr,
    router: Router,
    shutdown: CancellationToken,
) -> io::Result<()> {
    let listener = tokio::net::TcpListener::bind(listen).await?;
    axum::serve(listener, router)
        .with_graceful_shutdown(shutdown.cancelled_owned())
        .await
}
