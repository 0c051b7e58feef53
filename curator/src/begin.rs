//! `faq new` and `faq import`: files that a curator begins with.

use std::{
    error::Error,
    fs::File,
    io::{self, ErrorKind, Read, Write},
    path::Path,
    process::ExitCode,
};

use chrono::Utc;
use maklumat::{faq::Notice, text::Language};
use maklumat_curator::{
    fresh,
    import::{self, Import, note::Refusal, sheet::MAX_BYTES, template, words},
    starter,
};

use crate::{
    Outcome,
    cli::{self, New, spoken},
    print,
};

/// The ending by which a template is a table of text.
const CSV: &str = "csv";

/// Writes the starter.
pub fn new(new: &New) -> Outcome {
    let language = spoken(new.lang);
    let starter = starter::starter(language, Notice::default().day(Utc::now()));
    write(&new.file, starter.as_bytes(), language)?;
    print(&written(&new.file, "", language))
}

/// Imports a spreadsheet, or writes a template for one.
pub fn import(options: &cli::Import) -> Outcome {
    let language = spoken(options.lang);
    match (&options.file, &options.template) {
        (Some(file), _) => import_file(file, options.out.as_deref(), language),
        (None, Some(path)) => write_template(path, language),
        (None, None) => Ok(ExitCode::from(2)),
    }
}

fn import_file(file: &Path, out: Option<&Path>, language: Language) -> Outcome {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let refused = |refusal: Refusal| format!("{}: {}", file.display(), refusal.told(language));
    let import = import::import(&name, &read(file)?, language).map_err(refused)?;
    let beside = file.with_extension("yaml");
    let out = out.unwrap_or(&beside);
    write(out, import.yaml.as_bytes(), language)?;
    io::stderr().write_all(words::told(&import.notes, language).as_bytes())?;
    print(&written(out, &counts(&import, language), language))?;
    Ok(ExitCode::from(u8::from(!import.is_whole())))
}

fn write_template(path: &Path, language: Language) -> Outcome {
    let is_csv = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case(CSV));
    let bytes = match is_csv {
        true => template::csv(language)?,
        false => template::xlsx(language)?,
    };
    write(path, &bytes, language)?;
    let path = path.display();
    print(&match language {
        Language::Indonesian => {
            format!("{path}: ganti contohnya, simpan, lalu: faq import {path}\n")
        }
        Language::English => format!(
            "{path}: put your own in place of the sample, save it, then: faq import {path}\n"
        ),
    })
}

/// What a file holds, up to one byte more than is allowed.
fn read(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(bytes)
}

fn write(path: &Path, bytes: &[u8], language: Language) -> Result<(), Box<dyn Error>> {
    fresh::write(path, bytes).map_err(|error| {
        let why = match (error.kind(), language) {
            (ErrorKind::AlreadyExists, Language::Indonesian) => {
                "sudah ada, dan tidak ditimpa; beri nama lain".to_owned()
            }
            (ErrorKind::AlreadyExists, Language::English) => {
                "it is there already, and stays as it is; give another name".to_owned()
            }
            _ => error.to_string(),
        };
        format!("{}: {why}", path.display()).into()
    })
}

fn counts(import: &Import, language: Language) -> String {
    let faq = &import.faq;
    let entries = faq.entries.iter().map(|entry| entry.phrasings.len());
    let gaps = faq.not_covered.iter().map(|gap| gap.phrasings.len());
    let phrasings: usize = entries.chain(gaps).sum();
    let (entries, gaps) = (faq.entries.len(), faq.not_covered.len());
    match language {
        Language::Indonesian => {
            format!(": {entries} jawaban, {gaps} yang tidak dijawab, {phrasings} cara bertanya")
        }
        Language::English => {
            format!(": {entries} answers, {gaps} not covered, {phrasings} phrasings")
        }
    }
}

/// What was written, and what to do next.
fn written(path: &Path, counts: &str, language: Language) -> String {
    let path = path.display();
    match language {
        Language::Indonesian => format!(
            "Ditulis: {path}{counts}\nPeriksa: faq check --faq {path}\nCoba:    ask --faq {path}\n"
        ),
        Language::English => format!(
            "Written: {path}{counts}\nCheck:   faq check --faq {path}\nTry:     ask --faq {path}\n"
        ),
    }
}
