//! `faq`: the curator's tool. Parses the command line and wires; the library computes.

mod begin;
mod cli;

use std::{
    error::Error,
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
    process::ExitCode,
    time::Instant,
};

use clap::Parser;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use maklumat::{
    faq::{Faq, FaqError},
    matcher::Matcher,
};
use maklumat_curator::{
    cases,
    check::{State, check},
    details,
    evaluate::{evaluate, perturbed},
    memory,
    perturb::Perturbation,
    report,
    schema::SCHEMA,
    triage::triage,
};

use cli::{Command, Eval, Form, Options};

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
        Command::Check { faq, output } => run_check(faq.path(), output.form()),
        Command::Schema => print(SCHEMA),
        Command::Triage { faq, questions } => run_triage(faq.path(), questions.as_deref()),
        Command::Eval(eval) => run_eval(eval),
    }
}

/// Whoever reads us has had enough, as in `faq triage | head`.
fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run_check(path: Option<&Path>, form: Form) -> Outcome {
    let (name, bytes) = read(path)?;
    let findings = check(&name, &bytes);
    match form {
        Form::Text => print(&findings.to_text(&name))?,
        Form::Json => print(&format!("{}\n", findings.to_json(&name)))?,
    };
    Ok(ExitCode::from(match findings.state {
        State::Clean => 0,
        State::Lacking => 1,
        State::Broken => 2,
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

fn run_eval(eval: &Eval) -> Outcome {
    let table = fs::read_to_string(&eval.cases)
        .map_err(|error| format!("{}: {error}", eval.cases.display()))?;
    let cases = cases::parse(&table);
    let start = Instant::now();
    let matcher = Matcher::new(load(eval.faq.path())?);
    let load_ms = start.elapsed().as_secs_f64() * 1e3;
    let rounds = if eval.perturb {
        1 + Perturbation::ALL.len()
    } else {
        1
    };
    let bar = progress(cases.len() * rounds);
    let evaluation = evaluate(&matcher, &cases, &|| bar.inc(1));
    let perturb = || perturbed(&matcher, &cases, &|| bar.inc(1));
    let perturbed = eval.perturb.then(perturb);
    bar.finish_and_clear();
    let peak = memory::peak();
    if let Some(path) = &eval.details {
        fs::write(path, details::table(&matcher, &cases))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let promise = matcher.promise();
    match eval.output.form() {
        Form::Json => print(&format!(
            "{}\n",
            serde_json::json!({
                "evaluation": evaluation,
                "perturbed": perturbed,
                "promise": {
                    "asked": promise.asked,
                    "answered": promise.answered,
                    "wrong": promise.wrong,
                    "certified": promise.certified(),
                    "phrasings_lacking": promise.phrasings_lacking(),
                },
                "load_ms": load_ms,
                "peak_memory_mb": peak,
            })
        )),
        Form::Text => {
            let peak = peak.map_or("unknown".to_owned(), |megabytes| {
                format!("{megabytes:.0} MB")
            });
            let figures = report::evaluation(&evaluation);
            let perturbed = perturbed.map(|rows| format!("\n{}", report::perturbations(&rows)));
            print(&format!(
                "loaded in               {load_ms:.0} ms\npeak memory             {peak}\npromise                 {promise}\n{figures}{}",
                perturbed.unwrap_or_default()
            ))
        }
    }
}

/// On a terminal only, so that logs stay readable.
fn progress(length: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{wide_bar} {pos}/{len}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
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
