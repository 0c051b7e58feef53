//! Whether a bot that is configured so would serve well: each thing that it stands on, tried once, with the mend of what is not well.

mod telegram;

use std::{env, fmt, fs, path::Path};

use chrono::Utc;
use maklumat::{
    faq::{self, Faq, Finding, Notice, rules::Severity},
    text::Language,
};
use maklumat_store::{self as store, Place};

use super::{
    config::{Config, ConfigError},
    facts::{FaqFacts, RunFacts},
    metrics::Metrics,
    reload::{Live, built_in, cache_can_be_written},
    writable::can_hold_files,
};

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// As it should be.
    Well,
    /// The bot would run, and something would be missing.
    Lacking,
    /// The bot would not run.
    Wrong,
}

/// What was found, in the order in which it was tried.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report(Vec<(Grade, String)>);

/// Tries everything that a start would need. Nothing is started, made or mended; but what is learnt from the FAQ is kept for the start.
pub async fn check(config: Config) -> Report {
    let mut report = Report::default();
    let RunFacts {
        version,
        store,
        transport,
        admins,
    } = RunFacts::of(&config);
    let run = format!(
        "configuration: version {version}, store {store}, transport {transport}, people in ADMIN_IDS: {admins}"
    );
    report.add(Grade::Well, run);
    report.faq(config.faq.as_deref());
    report.cache();
    report.memory(&config.memory).await;
    report.0.extend(telegram::check(&config).await);
    report
}

impl Report {
    /// Of a configuration that cannot be used, so that nothing else can be tried.
    pub fn unusable(error: &ConfigError) -> Self {
        let mistakes = error.to_string();
        let mistakes = mistakes
            .lines()
            .map(|line| (Grade::Wrong, format!("configuration: {line}")));
        Self(mistakes.collect())
    }

    /// The worst that was found.
    pub fn worst(&self) -> Grade {
        let grades = self.0.iter().map(|(grade, _)| *grade);
        grades.max().unwrap_or(Grade::Well)
    }

    fn add(&mut self, grade: Grade, what: impl Into<String>) {
        self.0.push((grade, what.into()));
    }

    fn faq(&mut self, path: Option<&Path>) {
        let live = match Live::open(path.map(Path::to_owned), Metrics::default()) {
            Ok(live) => live,
            Err(error) => {
                let told = told(path, &error.mistakes).join("\n");
                let told = if told.is_empty() {
                    error.to_string()
                } else {
                    told
                };
                return self.add(Grade::Wrong, format!("FAQ: {told}"));
            }
        };
        let facts = live.facts();
        match path {
            Some(_) => self.add(Grade::Well, format!("FAQ: {facts}")),
            None => self.add(Grade::Lacking, format!("FAQ: {}", built_in(&facts.title))),
        }
        for problem in misleading(path) {
            self.add(Grade::Lacking, format!("FAQ: {problem}"));
        }
    }

    fn cache(&mut self) {
        match cache_can_be_written() {
            Ok(()) => self.add(Grade::Well, "cache: it can be written"),
            Err(why) => self.add(Grade::Lacking, format!("cache: {why}")),
        }
    }

    async fn memory(&mut self, memory: &Place) {
        if let Place::Directory { path, .. } = memory {
            let name = path.display();
            match can_hold_files(path) {
                Ok(()) => self.add(Grade::Well, format!("DATA_DIR: {name} can be written")),
                Err(error) => {
                    let lacking = format!(
                        "DATA_DIR: {name}: {error}; let the bot's user write it, or nothing is remembered"
                    );
                    // There can be no database in it, either.
                    return self.add(Grade::Lacking, lacking);
                }
            }
        }
        match store::preflight(memory).await {
            Ok(()) => self.add(Grade::Well, "database: it can be used"),
            Err(why) => self.add(Grade::Lacking, format!("database: {why}")),
        }
    }
}

/// What in a FAQ may mislead citizens, as `faq check` tells it.
fn misleading(path: Option<&Path>) -> Vec<String> {
    let bytes = path.map_or(Ok(Faq::SHIPPED.into()), fs::read);
    let today = Notice::default().day(Utc::now());
    let findings = faq::check(&bytes.unwrap_or_default(), today).findings;
    let warnings = findings.into_iter();
    let warnings = warnings.filter(|finding| finding.rule.severity == Severity::Warning);
    told(path, &warnings.collect::<Vec<_>>())
}

/// What was found in a FAQ, with places and mends, in the language of whoever sits at the terminal.
fn told(path: Option<&Path>, findings: &[Finding]) -> Vec<String> {
    let language = Language::of_locale(|name| env::var(name).ok());
    let name = path.map_or(FaqFacts::BUILT_IN.into(), Path::to_string_lossy);
    let told = findings.iter().map(|finding| match finding.place {
        Some(at) => format!(
            "{name}:{}:{}: {}",
            at.line,
            at.column,
            finding.told(language)
        ),
        None => format!("{name}: {}", finding.told(language)),
    });
    told.collect()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (grade, what) in &self.0 {
            let grade = match grade {
                Grade::Well => "well",
                Grade::Lacking => "lacking",
                Grade::Wrong => "WRONG",
            };
            writeln!(f, "{grade:8} {}", what.replace('\n', "\n         "))?;
        }
        f.write_str(match self.worst() {
            Grade::Well => "The bot can serve.",
            Grade::Lacking => "The bot would run, and what is lacking would be felt.",
            Grade::Wrong => "The bot cannot serve.",
        })
    }
}
