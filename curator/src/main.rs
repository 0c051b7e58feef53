//! `faq`: the curator's tool. Parses the command line and wires; the library computes.

mod begin;
mod cli;
mod eval;
mod recall;

use std::{
    error::Error,
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
    process::ExitCode,
};

use chrono::Utc;
use clap::Parser;
use maklumat::{
    faq::{Faq, FaqError, Notice, rules::Severity},
    matcher::Matcher,
};
use maklumat_curator::{check::check, schema::schema, triage::triage};

use cli::{Command, Denied, Format, Options};

type Outcome = Result<ExitCode, Box<dyn Error>>;

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(status) => status,
        Err(error) if is_closed_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is nowhere left to tell that standard error is gone.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> Outcome {
    match &options.command {
        Command::New(new) => begin::new(new),
        Command::Import(import) => begin::import(import),
        Command::Check(check) => run_check(check),
        Command::Schema => print(&format!("{:#}\n", schema())),
        Command::Triage { faq, questions } => run_triage(faq.path(), questions.as_deref()),
        Command::Misses(misses) => print(&recall::misses(misses)?),
        Command::Eval(eval) => eval::run(eval),
    }
}

/// Whoever reads us has had enough, as in `faq triage | head`.
fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run_check(options: &cli::Check) -> Outcome {
    let (name, bytes) = read(options.faq.path())?;
    let findings = check(&bytes, Notice::default().day(Utc::now()));
    let language = options.language();
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

fn run_triage(faq: Option<&Path>, questions: Option<&Path>) -> Outcome {
    let matcher = Matcher::new(load(faq)?);
    let bytes = match questions {
        Some(path) => fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?,
        None => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            bytes
        }
    };
    let triage = triage(&matcher, String::from_utf8_lossy(&bytes).lines());
    let groups: Vec<String> = triage.groups.iter().map(|group| group.to_yaml()).collect();
    print(&format!(
        "# {} groups; {} questions are answered, named as not covered, or none\n\n{}",
        groups.len(),
        triage.settled,
        groups.join("\n")
    ))
}

fn print(text: &str) -> Outcome {
    io::stdout().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn load(path: Option<&Path>) -> Result<Faq, FaqError> {
    let (name, bytes) = read(path)?;
    Faq::parse(&name, &bytes)
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
