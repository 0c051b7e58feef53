//! What can be said on the command line.

use std::{
    env,
    path::{Path, PathBuf},
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use maklumat::{
    faq::{Date, read_date, rules::Severity},
    text::Language,
};
use maklumat_curator::bar::Bar;

const EXAMPLES: &str = "\
Examples:
  faq new my-faq.yaml
  faq import questions.xlsx
  faq check --faq faq.yaml
  faq eval --cases tests/cases/citizens-dev.tsv --perturb
  faq misses --since 2024-06-24
  faq triage misses.jsonl --faq my-faq.yaml --apply
  faq report --out report.html
  faq desk --faq my-faq.yaml
  faq schema > faq.schema.json";

const EVAL: &str = "\
A table of cases holds a question a line: label, one tab, question. A label is the id of an entry, `id|id` (either is right),
`id+id` (two questions in one message), `__oos__` (the FAQ does not answer it), `__chat__` (small talk) or `__rant__` (no
question, not graded). Empty lines and lines that open with # are notes.

Grades: wrong-outright and wrong-likely (something wrong was told as the answer, or as likely), missed (nothing wrong, nothing
right), offered (the right entry to choose from; any, where the FAQ has no answer), right.

A METRIC is the name of a share in the figures, with _ for spaces; a SHARE is 0 to 1, or 0% to 100%.

Exit status: 0 well; 1 a share is not as --min or --max demand; 2 unusable input, all mistakes in it named; 3 more answers are
wrong than what --compare names, beyond chance.

Save on purpose, when you accept what was measured, not in every run: small steps for the worse would add up unseen.

Examples:
  faq eval --cases cases.tsv --details details.tsv
  faq eval --cases cases.tsv --save base.tsv
  faq eval --cases cases.tsv --compare base.tsv --min shown_right=85% --max wrong_of_answers=4%";

const TRIAGE: &str = "\
Without --apply nothing is edited. With it each change is written by itself, as `faq check` allows, and touches nothing else in
the file; a file that changed meanwhile stays as it is. --yes makes what helps somebody who asked, belongs where it goes beyond doubt,
takes no case and no phrasing from its right answer, makes no more wrong than chance does, keeps the promise, and needs nothing of
a person; the rest waits for one.

Cases beside the FAQ: cases.tsv, tests/cases/citizens-dev.tsv, tests/cases/citizens-test.tsv.

Exit status: 0 well; 2 unusable input, or a file that could not be written.

Examples:
  faq triage --faq my-faq.yaml --data-dir data
  faq misses --json --at-least 3 | faq triage --faq my-faq.yaml
  faq triage misses.jsonl --faq my-faq.yaml --apply
  faq triage misses.jsonl --faq my-faq.yaml --apply --yes --at-least 3";

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
    /// Write a FAQ to begin with, with comments; exit status 2 when the file is there already
    New(New),
    /// Make a FAQ of a spreadsheet; exit status 0 all of it was used, 1 some was left out, 2 nothing was written
    Import(Import),
    /// Tell every mistake in a FAQ, what may mislead citizens, and what could be better
    #[command(after_help = CHECK_STATUS)]
    Check(Check),
    /// Print the JSON Schema of faq.yaml, for editors
    #[command(after_help = SCHEMA_HINT)]
    Schema,
    /// Print what the bot recorded and did not answer: questions of people who agreed, and numbers
    #[command(after_help = MISSES)]
    Misses(Misses),
    /// Group questions that got no answer, and propose changes of the FAQ, each with its consequence
    #[command(after_help = TRIAGE)]
    Triage(Triage),
    /// Propose what people will ask beside each answer, and would be answered wrongly today
    Gaps(Gaps),
    /// Measure how well labelled questions are understood
    Eval(Eval),
    /// Tell how the FAQ stands, as text and as a page for browser and paper: what is certified, what is mixed up, missed, old
    Report(Report),
    /// Open the page where a FAQ is kept without editing YAML, for one browser of this machine; prints its link
    Desk(Desk),
}

/// What to put in order.
#[derive(Debug, Args)]
pub struct Triage {
    /// What `faq misses --json` wrote, or a question a line; without it, what is piped in, or else what the bot here recorded
    #[arg(conflicts_with_all = ["data_dir", "database"])]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub records: Records,
    #[command(flatten)]
    pub faq: Source,
    /// Labelled questions that no change may make wrong; can be repeated; without it, those found beside the FAQ
    #[arg(long, value_name = "PATH")]
    pub cases: Vec<PathBuf>,
    /// Edit the FAQ: a person decides about each proposal
    #[arg(long)]
    pub apply: bool,
    /// With --apply: nobody is asked; what makes nothing worse is made
    #[arg(long, requires = "apply")]
    pub yes: bool,
    /// Only groups of so many people
    #[arg(long, value_name = "K", default_value_t = 1)]
    pub at_least: usize,
    /// The language of what is told: id or en; that of the environment without it
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
    #[command(flatten)]
    pub output: Output,
}

/// What to begin with.
#[derive(Debug, Args)]
pub struct New {
    /// Where to write it; never over an existing file
    #[arg(default_value = "my-faq.yaml")]
    pub file: PathBuf,
    /// The language of its comments; that of the locale without it
    #[arg(long, value_name = "id|en", value_parser = language)]
    pub lang: Option<Language>,
}

/// What to import.
#[derive(Debug, Args)]
pub struct Import {
    /// A spreadsheet with a row of headings, `Question` and `Answer` at least, or `Pertanyaan` and `Jawaban`
    #[arg(
        value_name = "FILE.xlsx|.ods|.csv",
        required_unless_present = "template"
    )]
    pub file: Option<PathBuf>,
    /// Where to write the FAQ, never over an existing file; without it, beside the spreadsheet as .yaml
    #[arg(long, value_name = "PATH", conflicts_with = "template")]
    pub out: Option<PathBuf>,
    /// Write a spreadsheet to fill in, with all headings and an example of each kind of row
    #[arg(long, value_name = "FILE.xlsx|.csv", conflicts_with = "file")]
    pub template: Option<PathBuf>,
    /// The language of comments, headings and messages; that of the locale without it
    #[arg(long, value_name = "id|en", value_parser = language)]
    pub lang: Option<Language>,
}

/// What to check, and what to do about it.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub faq: Source,
    /// How findings are written
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// What else than errors to fail on
    #[arg(long, value_name = "SEVERITY")]
    pub deny: Option<Denied>,
    /// The language of what is told: id or en; that of the environment without it
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
}

const MISSES: &str = "\
The bot may run meanwhile: its database is only read. Without --data-dir and --database it is the one that the bot's DATABASE_URL or
DATA_DIR names here, in the environment or in a file .env, or the directory data. The key of the bot is not needed.

A miss is a question without an answer, \"none of these\", a likely answer that was turned down, an answer that did not help, and an
offer under which nobody pressed anything for an hour. Days are those of UTC.

Exit status: 0 well, 2 the records cannot be read.

Examples:
  faq misses --since 2024-06-24 --at-least 3
  faq misses --json > misses.jsonl";

/// Which misses to print.
#[derive(Debug, Args)]
pub struct Misses {
    #[command(flatten)]
    pub records: Records,
    /// Leave out what was asked before this day
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub since: Option<Date>,
    /// Print the words of a question only where at least so many people asked it
    #[arg(long, value_name = "K", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub at_least: u32,
    /// Write one JSON object a line
    #[arg(long)]
    pub json: bool,
    /// The language of what is told: id or en; that of the environment without it
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
}

/// Where the bot keeps its records.
#[derive(Debug, Args)]
pub struct Records {
    /// The bot's directory
    #[arg(long, value_name = "DIR", conflicts_with = "database")]
    pub data_dir: Option<PathBuf>,
    /// The bot's PostgreSQL database; DATABASE_URL says so unseen by others on this machine
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
}

impl Records {
    /// Whether the command line names them.
    pub fn are_named(&self) -> bool {
        self.data_dir.is_some() || self.database.is_some()
    }
}

impl Misses {
    /// The language of what is told.
    pub fn language(&self) -> Language {
        spoken(self.lang)
    }
}

const SCHEMA_HINT: &str = "\
faq schema > faq.schema.json, and this as the first line of the FAQ, has editors complete and check it:
  # yaml-language-server: $schema=faq.schema.json";

const CHECK_STATUS: &str = "\
Exit status: 0 the FAQ can be used, 1 it has what --deny names, 2 it has errors or cannot be read.";

/// How findings are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the lines that they are in.
    #[default]
    Text,
    /// One JSON object.
    Json,
    /// Workflow commands, which GitHub Actions shows beside the lines.
    Github,
}

/// What else than errors to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Denied {
    /// Warnings.
    Warnings,
    /// Warnings and hints.
    Hints,
}

impl Denied {
    /// The least serious that is denied.
    pub fn severity(self) -> Severity {
        match self {
            Self::Warnings => Severity::Warning,
            Self::Hints => Severity::Hint,
        }
    }
}

impl Check {
    /// The language of what is told.
    pub fn language(&self) -> Language {
        spoken(self.lang)
    }

    /// How findings are written.
    pub fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

/// What to propose, and what to do about it.
#[derive(Debug, Args)]
pub struct Gaps {
    #[command(flatten)]
    pub faq: Source,
    /// So many proposals, at most: forty take about ten minutes
    #[arg(long, value_name = "COUNT", default_value_t = 40)]
    pub most: usize,
    /// Write one JSON array
    #[arg(long, conflicts_with = "apply")]
    pub json: bool,
    /// Ask of each proposal whether to write it into the FAQ: y, n, or q to stop
    #[arg(long)]
    pub apply: bool,
    /// The language of what is told: id or en; that of the environment without it
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
}

/// What to measure.
#[derive(Debug, Args)]
#[command(after_help = EVAL)]
pub struct Eval {
    #[command(flatten)]
    pub faq: Source,
    /// A table of labelled questions, `label<TAB>question`, see below
    #[arg(long, value_name = "PATH")]
    pub cases: PathBuf,
    /// Also measure the questions as others would have typed them
    #[arg(long)]
    pub perturb: bool,
    /// Also write what became of each question, wrong ones first: label, question, grade, decision, rule, entries told, entries
    /// offered, the entry ranked first and its chance
    #[arg(long, value_name = "FILE.tsv")]
    pub details: Option<PathBuf>,
    /// Keep the grade of each question, for --compare; not where the exit status is other than 0
    #[arg(long, value_name = "FILE.tsv")]
    pub save: Option<PathBuf>,
    /// Name the questions that became wrong or right since they were saved; fail when more are wrong beyond chance (exact
    /// McNemar test on the same questions, p < .05)
    #[arg(long, value_name = "FILE.tsv")]
    pub compare: Option<PathBuf>,
    /// Fail when a share is below this, such as first_right=0.9 or shown_right=85%; can be repeated
    #[arg(long, value_name = "METRIC=SHARE", value_parser = Bar::least)]
    pub min: Vec<Bar>,
    /// Fail when a share is above this, such as wrong_of_answers=4%; can be repeated
    #[arg(long, value_name = "METRIC=SHARE", value_parser = Bar::most)]
    pub max: Vec<Bar>,
    #[command(flatten)]
    pub output: Output,
}

/// What to report.
#[derive(Debug, Args)]
pub struct Report {
    #[command(flatten)]
    pub faq: Source,
    /// Tell how often these labelled questions are answered right, instead of the FAQ's own phrasings
    #[arg(long, value_name = "FILE.tsv")]
    pub cases: Option<PathBuf>,
    /// Also tell what people did not find, as `faq misses --json` writes it
    #[arg(long, value_name = "FILE.jsonl", conflicts_with_all = ["data_dir", "database"])]
    pub misses: Option<PathBuf>,
    /// Or of the bot's records, which also say how answers fared
    #[command(flatten)]
    pub records: Records,
    /// Where to write the page; only over an earlier one
    #[arg(long, value_name = "FILE.html")]
    pub out: Option<PathBuf>,
    /// The language of what is told; that of the locale without it
    #[arg(long, value_name = "id|en", value_parser = language)]
    pub lang: Option<Language>,
    #[command(flatten)]
    pub output: Output,
}

impl Report {
    /// The language of what is told.
    pub fn language(&self) -> Language {
        spoken(self.lang)
    }
}

/// What to work on at the desk.
#[derive(Debug, Args)]
pub struct Desk {
    #[command(flatten)]
    pub faq: Source,
    /// The port of this machine to serve it at; any that is free without it
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// What fills the inbox: what `faq misses --json` wrote, or a question a line; without it, what the bot here recorded
    #[arg(long, value_name = "FILE", conflicts_with_all = ["data_dir", "database"])]
    pub misses: Option<PathBuf>,
    #[command(flatten)]
    pub records: Records,
    /// The language to begin in; that of the locale without it
    #[arg(long, value_name = "id|en", value_parser = language)]
    pub lang: Option<Language>,
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

/// The language that was asked for, or that of the environment.
pub fn spoken(asked: Option<Language>) -> Language {
    asked.unwrap_or_else(|| Language::of_locale(|name| env::var(name).ok()))
}

fn day(text: &str) -> Result<Date, String> {
    read_date(text).ok_or_else(|| "write a day such as 2024-06-24".to_owned())
}

fn language(code: &str) -> Result<Language, String> {
    Language::of_code(code).ok_or_else(|| format!("write one of: {}", Language::CODES.join(", ")))
}

impl Output {
    /// How results are written.
    pub fn form(&self) -> Form {
        if self.json { Form::Json } else { Form::Text }
    }
}
