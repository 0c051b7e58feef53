//! Tells whoever watches over the service how it fares, over HTTP; and asks that of a bot that runs.

use std::{
    fmt, io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    http::{StatusCode, header::CONTENT_TYPE},
    routing::get,
};
use maklumat_store::{State, Store};
use tokio::net::TcpListener;

use super::metrics::{self, Health, Metrics};

/// Where the answer of [`Probe::Alive`] stands.
const ALIVE: &str = "/healthz";
/// Where the answer of [`Probe::Ready`] stands.
const READY: &str = "/readyz";
/// A bot on the same machine that does not answer within this time is stuck.
const PATIENCE: Duration = Duration::from_secs(5);

/// What may be asked of a bot that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Probe {
    /// Whether the process lives.
    Alive,
    /// Whether updates arrive from Telegram.
    Ready,
}

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
        let now = Health {
            is_ready: readiness.get(),
            remembers: store.state() == State::Ready,
            is_paused: store.pause().await.is_some(),
        };
        match metrics.render(now) {
            Ok(text) => Ok(([(CONTENT_TYPE, metrics::CONTENT_TYPE)], text)),
            Err(fmt::Error) => Err(StatusCode::INTERNAL_SERVER_ERROR),
        }
    };
    Router::new()
        .route(ALIVE, get(async || "alive\n"))
        .route(READY, get(readyz))
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

/// Asks the bot that serves its health at `listen`: what it answers, or what is wrong and how to mend it.
pub async fn ask(listen: Option<SocketAddr>, probe: Probe) -> Result<String, String> {
    let Some(listen) = listen else {
        return Err(
            "METRICS_LISTEN is not set: set it, for the bot and for whoever asks after it, to an address and port such as 127.0.0.1:9090"
                .to_owned(),
        );
    };
    let path = match probe {
        Probe::Alive => ALIVE,
        Probe::Ready => READY,
    };
    let url = format!("http://{}{path}", from_here(listen));
    let lost = |error: reqwest::Error| {
        format!(
            "no bot answers at {url} ({error}): see that it runs, under the same METRICS_LISTEN"
        )
    };
    let client = reqwest::Client::builder().no_proxy().timeout(PATIENCE);
    let client = client.build().map_err(lost)?;
    let response = client.get(&url).send().await.map_err(lost)?;
    let well = response.status().is_success();
    let said = response.text().await.map_err(lost)?.trim_end().to_owned();
    match well {
        true => Ok(said),
        false => Err(said),
    }
}

/// Where something that listens everywhere is found from the same machine.
fn from_here(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}
