//! `faq triage`: reads what the command line names, has it grouped, and tells it or goes through it.

use std::{
    error::Error,
    io::{self, IsTerminal, Read, Write},
    path::PathBuf,
    process::ExitCode,
};

use maklumat::faq::{Document, Faq};
use maklumat_curator::{
    cases::Case,
    recorded::Seen,
    revise::Original,
    triage::{Base, Mode, Session, Triage},
};

use crate::{
    Outcome,
    cli::{self, Form, spoken},
    labelled, print, read, recall,
};

/// Labelled questions that people keep beside a FAQ.
const BESIDE: [&str; 3] = [
    "cases.tsv",
    "tests/cases/citizens-dev.tsv",
    "tests/cases/citizens-test.tsv",
];

/// Puts in order what `options` names.
pub fn run(options: &cli::Triage) -> Outcome {
    let (name, bytes) = read(options.faq.path())?;
    let faq = Faq::parse(&name, &bytes)?;
    let cases = cases(options, &faq)?;
    let seen = seen(options)?;
    match options.apply {
        true => apply(options, (faq, bytes), cases, &seen),
        false => tell(options, faq, cases, &seen),
    }
}

/// What is to be put in order: of the file that is named, or of the records; what is piped in comes before records that are not named.
fn seen(options: &cli::Triage) -> Result<Seen, Box<dyn Error>> {
    let piped = options.file.is_some() || !io::stdin().is_terminal();
    if options.records.are_named() || !piped {
        return recall::seen(&options.records);
    }
    if let Some(path) = &options.file {
        return recall::file(path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(Seen::of(recall::lines("standard input", bytes)?))
}

/// The cases that are named; without any, those beside the FAQ.
fn cases(options: &cli::Triage, faq: &Faq) -> Result<Vec<Case>, Box<dyn Error>> {
    let beside = |name: &&str| Some(options.faq.path()?.parent()?.join(name));
    let found: Vec<PathBuf> = match options.cases.is_empty() {
        true => BESIDE
            .iter()
            .filter_map(beside)
            .filter(|path| path.is_file())
            .collect(),
        false => options.cases.clone(),
    };
    let mut all = Vec::new();
    for path in found {
        all.extend(labelled(&path, faq)?);
    }
    Ok(all)
}

/// Tells groups, proposals and what each would bring, one after the other.
fn tell(options: &cli::Triage, faq: Faq, cases: Vec<Case>, seen: &Seen) -> Outcome {
    let language = spoken(options.lang);
    let base = Base::new(faq, cases);
    let triage = Triage::of(&base.matcher, &seen.misses, &seen.lessons, options.at_least);
    let consequences = triage
        .groups
        .iter()
        .map(|group| base.consequence(&group.proposal));
    if options.output.form() == Form::Json {
        let consequences: Vec<_> = consequences.map(Result::ok).collect();
        return print(&format!("{}\n", triage.to_json(&consequences)));
    }
    print(&triage.summary(language))?;
    for ((number, group), consequence) in (1..).zip(&triage.groups).zip(consequences) {
        print(&format!(
            "{}\n",
            group.to_text(number, base.matcher.faq(), language)
        ))?;
        if let Ok(consequence) = consequence {
            print(&consequence.to_text(language))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Goes through the proposals, and writes those that are made.
fn apply(
    options: &cli::Triage,
    (faq, bytes): (Faq, Vec<u8>),
    cases: Vec<Case>,
    seen: &Seen,
) -> Outcome {
    let language = spoken(options.lang);
    let Some(path) = options.faq.path() else {
        return Err("--apply edits a file: name it with --faq".into());
    };
    let document = Document::read(&bytes).map_err(|finding| finding.told(language))?;
    let mut original = Original::new(path, bytes)?;
    let base = Base::new(faq, cases);
    let triage = Triage::of(&base.matcher, &seen.misses, &seen.lessons, options.at_least);
    let mut out = io::stdout().lock();
    out.write_all(triage.summary(language).as_bytes())?;
    let session = Session {
        base,
        document,
        language,
        save: &mut |text| original.replace(text.as_bytes()).map_err(io::Error::other),
    };
    let mut input = io::stdin().lock();
    let mode = match options.yes {
        true => Mode::Harmless,
        false if options.file.is_some() || options.records.are_named() || io::stdin().is_terminal() => Mode::Asking { input: &mut input },
        false => return Err("standard input holds the questions, and nobody can be asked: name a file, or write --yes".into()),
    };
    session.run(&triage, mode, &mut out)?;
    Ok(ExitCode::SUCCESS)
}
