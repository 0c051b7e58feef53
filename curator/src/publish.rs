//! `faq report`: reads what the command line names, has the report made, prints it and writes the page.

use std::{error::Error, fs, path::Path};

use chrono::Utc;
use maklumat::faq::{Faq, Notice};
use maklumat_curator::{
    check::{Learnt, learn},
    evaluate::trials,
    page::{
        self, Material,
        data::question::{Asked, Question},
    },
    recorded::Seen,
    triage::Triage,
};

use crate::{
    Outcome,
    cli::{Form, Report},
    labelled, print, read, recall,
};

/// What a page opens with: nothing else is written over.
const PAGE: &str = "<!DOCTYPE html>";

/// Makes the report that `options` ask for.
pub fn run(options: &Report) -> Outcome {
    let now = Utc::now();
    let (name, bytes) = read(options.faq.path())?;
    let (findings, learnt) = learn(&bytes, Notice::default().day(now));
    let Some(learnt) = learnt else {
        return Err(refusal(&name, &bytes));
    };
    let Seen {
        misses,
        observed,
        lessons,
    } = seen(options)?;
    let (asked, questions) = questions(options, &learnt)?;
    let (matcher, _) = &learnt;
    let language = options.language();
    let report = page::Report::of(&Material {
        matcher,
        asked,
        questions: &questions,
        misses: &misses,
        groups: &Triage::of(matcher, &misses, &lessons, 1).sums(),
        observed: &observed,
        findings: &findings,
        today: matcher.faq().notice.day(now),
        language,
    });
    if let Some(path) = &options.out {
        write(path, &page::page(&report, language))?;
    }
    match options.output.form() {
        Form::Json => print(&format!("{}\n", serde_json::to_string(&report)?)),
        Form::Text => print(&page::text(&report, language)),
    }
}

/// Why there is no report: every error of the file.
fn refusal(name: &str, bytes: &[u8]) -> Box<dyn Error> {
    match Faq::parse(name, bytes) {
        Err(error) => error.into(),
        Ok(_) => format!("{name}: it cannot be used").into(),
    }
}

/// Labelled questions where the command line names some, or else the FAQ's own phrasings.
fn questions(options: &Report, learnt: &Learnt) -> Result<(Asked, Vec<Question>), Box<dyn Error>> {
    let (matcher, tried) = learnt;
    let Some(path) = &options.cases else {
        return Ok((Asked::Phrasings, Question::phrasings(matcher, tried)));
    };
    let cases = labelled(path, matcher.faq())?;
    let trials = trials(matcher, &cases, &|| ());
    Ok((Asked::Cases, Question::cases(&trials)))
}

/// What people did not find, and how answers fared: of the file or the records that are named.
fn seen(options: &Report) -> Result<Seen, Box<dyn Error>> {
    if options.records.are_named() {
        return recall::seen(&options.records);
    }
    match &options.misses {
        Some(path) => recall::file(path),
        None => Ok(Seen::default()),
    }
}

/// Writes the page where there is none, or over an earlier one.
fn write(path: &Path, page: &str) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    if path.exists() && !fs::read(path).map_err(told)?.starts_with(PAGE.as_bytes()) {
        let path = path.display();
        return Err(format!(
            "{path}: this is no page, and is not written over\n  mend: give another name to --out"
        ));
    }
    fs::write(path, page).map_err(told)
}
