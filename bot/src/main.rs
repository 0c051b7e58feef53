//! The Telegram bot: parse, wire, run.

use std::{fmt::Display, process::ExitCode};

use maklumat_bot::{
    service::{
        config::Config,
        health::{self, Readiness},
        http, logging,
        metrics::Metrics,
        reload::Live,
        shutdown,
    },
    store::Store,
    telegram::{self, Setup},
};
use tracing::{error, info};

/// The configuration or the FAQ cannot be used, or Telegram does not take it: starting again will not help.
const UNUSABLE: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(status) => status,
    }
}

async fn run() -> Result<(), ExitCode> {
    let config = Config::from_env().map_err(|error| {
        // There is no log before there is a configuration.
        eprintln!("{error}");
        ExitCode::from(UNUSABLE)
    })?;
    logging::start(&config.log);
    let live = Live::open(config.faq).map_err(unusable)?;
    let store = Store::open(config.memory, config.bot).await;
    let stop = shutdown::on_signal().map_err(unusable)?;
    let (metrics, readiness) = (Metrics::default(), Readiness::default());
    tokio::spawn(live.clone().watch(stop.clone()));
    if let Some(listen) = config.metrics {
        let router = health::router(metrics.clone(), store.clone(), readiness.clone());
        let listener = health::bind(listen).await.map_err(unusable)?;
        let address = listener.local_addr().unwrap_or(listen);
        info!("health and metrics on {address}");
        tokio::spawn(http::serve(listener, router, stop.clone()));
    }
    let setup = Setup {
        token: config.token,
        api_url: config.api_url,
        transport: config.transport,
        pace: config.pace,
        live,
        store: store.clone(),
        metrics,
        readiness,
    };
    let ended = telegram::run(setup, stop).await;
    store.close().await;
    ended.map_err(unusable)
}

fn unusable(why: impl Display) -> ExitCode {
    error!("{why}");
    ExitCode::from(UNUSABLE)
}
