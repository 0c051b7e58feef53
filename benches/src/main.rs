//! Compares the matcher with what one would pick instead, measures what it costs, and writes `BENCHMARKS.md`.
//!
//! `cargo run --release -p maklumat-benches -- --test`

mod adversarial;
mod compare;
mod document;
mod rivals;
mod scale;
mod sets;
mod shipped;
mod shown;

use std::{
    error::Error,
    fs,
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;
use maklumat::matcher::Matcher;

use document::Measured;
use sets::Half;

/// Compares the matcher with what one would pick instead, and writes BENCHMARKS.md
#[derive(Debug, Parser)]
struct Options {
    /// Ask the questions that nothing was tuned on, those of the held-out agencies too
    #[arg(long)]
    test: bool,
    /// Measure a made-up FAQ of so many phrasings in this process, and print JSON
    #[arg(long, value_name = "PHRASINGS", hide = true)]
    scale: Option<usize>,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    if let Some(phrasings) = options.scale {
        serde_json::to_writer(io::stdout(), &scale::measure(phrasings)?)?;
        return Ok(());
    }
    let half = if options.test { Half::Test } else { Half::Dev };
    let measured = measure(half)?;
    let path = sets::root().join("BENCHMARKS.md");
    let before = fs::read_to_string(&path).unwrap_or_default();
    fs::write(&path, document::write(&measured, &before))?;
    Ok(())
}

fn measure(half: Half) -> Result<Measured, Box<dyn Error>> {
    let (sets, missing) = sets::all(half);
    for name in &missing {
        tell(&format!("missing, and skipped: {name}"));
    }
    tell("the shipped FAQ");
    let own = sets.last().map_or(&[][..], |set| &set.cases);
    let shipped = shipped::measure(own);
    let mut shown = shown::measure(&sets, &mut io::stderr());
    shown.extend(shown::measure(&sets::others(half), &mut io::stderr()));
    let adversarial = adversarial::measure(&Matcher::new(sets::shipped()));
    let mut scale = Vec::new();
    for size in scale::SIZES {
        tell(&format!("{size} phrasings"));
        scale.push(scale::in_child(size)?);
    }
    Ok(Measured {
        half,
        missing,
        shipped,
        shown,
        adversarial,
        scale,
        rows: compare::compare(&sets, &mut io::stderr()),
    })
}

/// Progress that cannot be told is no reason to stop.
fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
