//! Tells whoever watches over the service how it fares, over HTTP.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    Router,
    http::{StatusCode, header::CONTENT_TYPE},
    routing::get,
};
use tokio::net::TcpListener;

use super::metrics::Metrics;
use crate::store::{State, Store};

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
///
/// A memory that is away makes nothing unready, for answers go on without it: it is a gauge to be warned by.
pub fn router(metrics: Metrics, store: Store, readiness: Readiness) -> Router {
    let ready = readiness.clone();
    let readyz = async move || match ready.get() {
        true => (StatusCode::OK, "ready\n"),
        false => (
            StatusCode::SERVICE_UNAVAILABLE,
            "no updates arrive from Telegram\n",
        ),
    };
    let all = async move || {
        let gauges = [
            ("maklumat_ready", u8::from(readiness.get())),
            (
                "maklumat_memory_up",
                u8::from(store.state() == State::Ready),
            ),
        ];
        (
            [(CONTENT_TYPE, "text/plain; version=0.0.4")],
            metrics.render(&gauges),
        )
    };
    Router::new()
        .route("/healthz", get(async || "alive\n"))
        .route("/readyz", get(readyz))
        .route("/metrics", get(all))
}

/// Takes the address of `METRICS_LISTEN`.
pub async fn bind(listen: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(listen).await.map_err(|error| {
        let mend = "free it, or set METRICS_LISTEN to another address";
        io::Error::new(
            error.kind(),
            format!("cannot listen on {listen}: {error}; {mend}"),
        )
    })
}
