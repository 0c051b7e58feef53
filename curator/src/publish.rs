//! `faq report`: reads what the command line names, has the report made, prints it and writes the page.

use std::{error::Error, fs, path::Path};

use chrono::Utc;
use maklumat::{
    faq::{Faq, FaqError, Notice},
    matcher::Matcher,
};
use maklumat_curator::{
    cases,
    check::{Learnt, learn},
    evaluate::trials,
    misses::Miss,
    page::{
        self, Material,
        data::{
            observed::Observed,
            question::{Asked, Question},
        },
    },
    recorded,
    triage::Triage,
};

use crate::{
    Outcome,
    cli::{Form, Report},
    print, read, recall,
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
    let (misses, observed) = seen(options)?;
    let (asked, questions) = questions(options, &learnt)?;
    let (matcher, _) = &learnt;
    let language = options.language();
    let report = page::Report::of(&Material {
        matcher,
        asked,
        questions: &questions,
        misses: &misses,
        groups: &groups(matcher, &misses),
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
    let cases = cases::read(&path.display().to_string(), &bytes(path)?, matcher.faq())?;
    let trials = trials(matcher, &cases, &|| ());
    Ok((Asked::Cases, Question::cases(&trials)))
}

/// What people did not find, and how answers fared: of the file or the records that are named.
fn seen(options: &Report) -> Result<(Vec<Miss>, Vec<Observed>), Box<dyn Error>> {
    if options.records.are_named() {
        let source = recall::find(&options.records)?;
        let misses = recorded::misses(&source, None, 1)?;
        return Ok((misses, recorded::observed(&source, None)?));
    }
    let Some(path) = &options.misses else {
        return Ok((Vec::new(), Vec::new()));
    };
    let misses = recall::lines(&path.display().to_string(), bytes(path)?)?;
    Ok((misses, Vec::new()))
}

/// What people ask for that the FAQ does not answer, by its first question, and how often.
fn groups(matcher: &Matcher, misses: &[Miss]) -> Vec<(String, usize)> {
    let groups = Triage::of(matcher, misses, 1).groups.into_iter();
    let named = groups.filter_map(|group| {
        let first = group.questions.into_iter().next()?;
        Some((first.question, group.times))
    });
    named.collect()
}

fn bytes(path: &Path) -> Result<Vec<u8>, FaqError> {
    fs::read(path).map_err(|error| FaqError::unreadable(&path.display().to_string(), &error))
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
