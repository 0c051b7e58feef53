//! The Telegram bot: parse, wire, run.

mod cli;

use std::{
    fmt::Display,
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;
use maklumat_bot::{
    service::{
        check,
        config::{self, Config},
        facts::RunFacts,
        health::{self, Probe, Readiness},
        http, logging,
        metrics::Metrics,
        reload::Live,
        shutdown, supervisor,
    },
    telegram::{self, Setup},
};
use maklumat_store::Store;
use tracing::{error, info};

use cli::Options;

/// Something is not as it should be, and may mend itself.
const UNWELL: u8 = 1;
/// The configuration or the FAQ cannot be used, or Telegram does not take it: starting again will not help.
const UNUSABLE: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    match Options::parse() {
        Options { check: true, .. } => check().await,
        Options {
            health: Some(probe),
            ..
        } => health(probe).await,
        _ => match run().await {
            Ok(()) => ExitCode::SUCCESS,
            Err(status) => status,
        },
    }
}

async fn run() -> Result<(), ExitCode> {
    let config = Config::from_env().map_err(|error| {
        // There is no log before there is a configuration.
        eprintln!("{error}");
        ExitCode::from(UNUSABLE)
    })?;
    logging::start(&config.log);
    let facts = RunFacts::of(&config);
    let (metrics, readiness) = (Metrics::default(), Readiness::default());
    metrics.runs_on(facts.store, facts.transport);
    let live = Live::open(config.faq, metrics.clone()).map_err(unusable)?;
    facts.log(&live.facts());
    let store = Store::open(config.memory, config.bot).await;
    let stop = shutdown::on_signal().map_err(unusable)?;
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
        admins: config.admins,
        live,
        store: store.clone(),
        metrics,
        readiness,
    };
    tokio::spawn(supervisor::report(stop.clone()));
    let ended = telegram::run(setup, stop).await;
    store.close().await;
    ended.map_err(unusable)
}

/// Prints what is well and what is not.
async fn check() -> ExitCode {
    let report = match Config::from_env() {
        Ok(config) => check::check(config).await,
        Err(error) => check::Report::unusable(&error),
    };
    say(io::stdout(), &report);
    match report.worst() {
        check::Grade::Well => ExitCode::SUCCESS,
        check::Grade::Lacking => ExitCode::from(UNWELL),
        check::Grade::Wrong => ExitCode::from(UNUSABLE),
    }
}

/// Asks the bot that runs beside this process. Docker knows no status but 0 and 1.
async fn health(probe: Probe) -> ExitCode {
    let listen = config::metrics_from_env().map_err(|error| error.to_string());
    let asked = match listen {
        Ok(listen) => health::ask(listen, probe).await,
        Err(error) => Err(error),
    };
    match asked {
        Ok(answer) => {
            say(io::stdout(), &answer);
            ExitCode::SUCCESS
        }
        Err(why) => {
            say(io::stderr(), &why);
            ExitCode::from(UNWELL)
        }
    }
}

/// There is nowhere to tell that a stream is gone; the status says it all the same.
fn say(mut stream: impl Write, what: &impl Display) {
    writeln!(stream, "{what}").ok();
}

fn unusable(why: impl Display) -> ExitCode {
    error!("{why}");
    ExitCode::from(UNUSABLE)
}
