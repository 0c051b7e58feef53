//! What can be said on the command line.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  faq check --faq faq.yaml
  faq eval --cases tests/cases/citizens-dev.tsv --perturb
  faq triage misses.txt > proposal.yaml
  faq schema > faq.schema.json";

/// Checks a FAQ, measures how well it is understood, and finds what it lacks.
#[derive(Debug, Parser)]
#[command(name = "faq", version, after_help = EXAMPLES)]
pub struct Options {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Tell what a public notice should have and this FAQ lacks; exit status 0 nothing, 1 something, 2 it does not load
    Check {
        #[command(flatten)]
        faq: Source,
        #[command(flatten)]
        output: Output,
    },
    /// Print the JSON Schema of faq.yaml, for editors
    Schema,
    /// Group questions that got no answer, and propose changes; edits nothing
    Triage {
        #[command(flatten)]
        faq: Source,
        /// A file with one question a line; standard input without it
        questions: Option<PathBuf>,
    },
    /// Measure how well labelled questions are understood
    Eval(Eval),
}

/// What to measure.
#[derive(Debug, Args)]
pub struct Eval {
    #[command(flatten)]
    pub faq: Source,
    /// A table of `label<TAB>question`: an id, id|id, id+id, __oos__, __chat__ or __rant__
    #[arg(long, value_name = "PATH")]
    pub cases: PathBuf,
    /// Also measure the questions as others would have typed them
    #[arg(long)]
    pub perturb: bool,
    /// Also write what became of each question: label, question, decision, rule, told, first, chance
    #[arg(long, value_name = "FILE.tsv")]
    pub details: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output,
}

/// Where the FAQ is.
#[derive(Debug, Args)]
pub struct Source {
    /// Another FAQ than the one built into the program
    #[arg(long, value_name = "PATH", env = "FAQ_PATH", hide_env_values = true)]
    faq: Option<PathBuf>,
}

/// How results are written.
#[derive(Debug, Args)]
pub struct Output {
    /// Write one JSON object
    #[arg(long)]
    json: bool,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As a person reads them.
    Text,
    /// As programs read them.
    Json,
}

impl Source {
    /// The FAQ to read; an empty `FAQ_PATH` is as good as none.
    pub fn path(&self) -> Option<&Path> {
        self.faq
            .as_deref()
            .filter(|path| !path.as_os_str().is_empty())
    }
}

impl Output {
    /// How results are written.
    pub fn form(&self) -> Form {
        if self.json { Form::Json } else { Form::Text }
    }
}
