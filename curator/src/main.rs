//! `faq`: the curator's tool. Parses the command line and wires; the library computes.

mod begin;
mod cli;
mod eval;
mod mine;
mod publish;
mod recall;
mod serve;
mod sort;

use std::{
    error::Error,
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
    process::ExitCode,
};

use chrono::Utc;
use clap::Parser;
use maklumat::faq::{Faq, FaqError, Notice, rules::Severity};
use maklumat_curator::{
    cases::{self, Case},
    check::check,
    schema::schema,
};

use cli::{Command, Denied, Format, Options};

type Outcome = Result<ExitCode, Box<dyn Error>>;

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(status) => status,
        Err(error) if is_closed_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is nowhere left to tell that standard error is gone.
            let _ = writeln!(io::stderr(), "{}", told(error.as_ref()));
            ExitCode::from(2)
        }
    }
}

/// What went wrong; of a FAQ in the language of the environment.
fn told(error: &(dyn Error + 'static)) -> String {
    match error.downcast_ref::<FaqError>() {
        Some(error) => error.told(cli::spoken(None)),
        None => error.to_string(),
    }
}

fn run(options: &Options) -> Outcome {
    match &options.command {
        Command::New(new) => begin::new(new),
        Command::Import(import) => begin::import(import),
        Command::Check(check) => run_check(check),
        Command::Schema => print(&format!("{:#}\n", schema())),
        Command::Misses(misses) => print(&recall::page(misses)?),
        Command::Triage(triage) => sort::run(triage),
        Command::Gaps(gaps) => mine::run(gaps),
        Command::Eval(eval) => eval::run(eval),
        Command::Report(report) => publish::run(report),
        Command::Desk(desk) => serve::run(desk),
    }
}

/// Whoever reads us has had enough, as in `faq triage | head`.
fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run_check(options: &cli::Check) -> Outcome {
    let language = options.language();
    let (name, bytes) = read(options.faq.path()).map_err(|error| error.told(language))?;
    let findings = check(&bytes, Notice::default().day(Utc::now()));
    match options.format() {
        Format::Text => print(&findings.to_text(&name, language))?,
        Format::Json => print(&format!("{}\n", findings.to_json(&name, language)))?,
        Format::Github => print(&findings.to_github(&name, language))?,
    };
    let denied = options.deny.map(Denied::severity);
    Ok(ExitCode::from(match findings.worst() {
        Some(Severity::Error) => 2,
        Some(worst) if denied.is_some_and(|denied| worst <= denied) => 1,
        _ => 0,
    }))
}

fn print(text: &str) -> Outcome {
    io::stdout().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn load(path: Option<&Path>) -> Result<Faq, FaqError> {
    let (name, bytes) = read(path)?;
    Faq::parse(&name, &bytes)
}

/// The labelled questions of a table.
fn labelled(path: &Path, faq: &Faq) -> Result<Vec<Case>, Box<dyn Error>> {
    let (name, bytes) = whole(path)?;
    Ok(cases::read(&name, &bytes, faq)?)
}

/// The name and bytes of a file, however large it is.
fn whole(path: &Path) -> Result<(String, Vec<u8>), FaqError> {
    let name = path.display().to_string();
    match fs::read(path) {
        Ok(bytes) => Ok((name, bytes)),
        Err(error) => Err(FaqError::unreadable(&name, &error)),
    }
}

/// The name and bytes of a FAQ; those of the shipped one without a path.
fn read(path: Option<&Path>) -> Result<(String, Vec<u8>), FaqError> {
    let Some(path) = path else {
        return Ok(("faq.yaml".to_owned(), Faq::SHIPPED.into()));
    };
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    // One byte more than is allowed, so that parsing can tell.
    File::open(path)
        .and_then(|file| file.take(Faq::MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| FaqError::unreadable(&name, &error))?;
    Ok((name, bytes))
}
