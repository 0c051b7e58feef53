//! `faq desk`: serves the desk until Ctrl-C.

use std::{
    error::Error,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use chrono::Utc;
use maklumat::{
    cache,
    faq::{Date, Notice},
};
use maklumat_curator::{
    desk::{Inbox, Places, Server, Source, State},
    recorded,
};

use crate::{
    Outcome,
    cli::{self, spoken},
    recall,
};

/// What is opened where no FAQ is named.
const HERE: &str = "faq.yaml";

/// Serves the desk until Ctrl-C.
pub fn run(options: &cli::Desk) -> Outcome {
    let faq = path(options.faq.path())?;
    let places = Places::beside(&faq, cache::directory());
    let inbox = Inbox::new(source(options)?, places.aside.clone());
    let state = State::new(places, spoken(options.lang), today);
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(serve(options.port, state, inbox))?;
    Ok(std::process::ExitCode::SUCCESS)
}

async fn serve(port: u16, state: State, inbox: Inbox) -> io::Result<()> {
    let server = Server::bind(port, state, inbox).await?;
    writeln!(io::stdout(), "{}", server.link())?;
    writeln!(
        io::stderr(),
        "Open this link in a browser of this machine; it works once. Ctrl-C ends the desk."
    )?;
    server
        .serve(async {
            // Without the signal it serves on; the terminal can still end it.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        })
        .await
}

/// Where misses are read from, anew for each page: they come in while the desk is open. The records of a bot that is not named
/// count where there is one.
fn source(options: &cli::Desk) -> Result<Option<Source>, Box<dyn Error>> {
    if let Some(path) = options.misses.clone() {
        return Ok(Some(Box::new(move || {
            recall::file(&path).map_err(|error| error.to_string())
        })));
    }
    let records = recall::find(&options.records)?;
    let read = move || recorded::seen(&records).map_err(|error| error.to_string());
    match read() {
        Err(error) if options.records.are_named() => Err(error.into()),
        Err(_) => Ok(None),
        Ok(_) => Ok(Some(Box::new(read))),
    }
}

/// The file to work on: the one built into the program cannot be changed.
fn path(named: Option<&Path>) -> Result<PathBuf, String> {
    let path = named.unwrap_or(Path::new(HERE));
    let hint =
        "name the FAQ to work on with --faq PATH; `faq new my-faq.yaml` writes one to begin with";
    fs::canonicalize(path).map_err(|error| format!("{}: {error}; {hint}", path.display()))
}

/// By the FAQ's usual clock.
fn today() -> Date {
    Notice::default().day(Utc::now())
}
