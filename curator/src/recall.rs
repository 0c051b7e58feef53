//! `faq misses`: what the bot recorded and could not answer.

use std::{env, error::Error, io::Write, path::Path};

use maklumat::faq::Date;
use maklumat_curator::{
    misses::{self, Miss},
    recorded::{self, Named, Seen, source},
    tally,
};
use maklumat_store::Source;

use crate::{
    cli::{Misses, Records},
    whole,
};

/// What the command prints.
pub fn page(options: &Misses) -> Result<String, Box<dyn Error>> {
    let misses = misses(&options.records, options.since, options.at_least)?;
    if !options.json {
        return Ok(tally::page(&misses, options.language()));
    }
    let mut lines = Vec::new();
    for miss in &misses {
        serde_json::to_writer(&mut lines, miss)?;
        writeln!(lines)?;
    }
    Ok(String::from_utf8(lines)?)
}

/// What was missed from a day on, by the records that were named.
pub fn misses(
    records: &Records,
    since: Option<Date>,
    at_least: u32,
) -> Result<Vec<Miss>, Box<dyn Error>> {
    Ok(recorded::misses(&find(records)?, since, at_least)?)
}

/// What a bot saw, as far as a file tells that `faq misses --json` wrote.
pub fn file(path: &Path) -> Result<Seen, Box<dyn Error>> {
    let (name, bytes) = whole(path)?;
    Ok(Seen::of(lines(&name, bytes)?))
}

/// What a bot saw, by the records that were named.
pub fn seen(records: &Records) -> Result<Seen, Box<dyn Error>> {
    Ok(recorded::seen(&find(records)?)?)
}

/// What was missed, as `faq misses --json` wrote it; `name` stands for where in errors.
pub fn lines(name: &str, bytes: Vec<u8>) -> Result<Vec<Miss>, Box<dyn Error>> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        format!("{name}: line {line}: this is not UTF-8; save the file as UTF-8")
    })?;
    Ok(misses::read_lines(&text).map_err(|error| format!("{name}: {error}"))?)
}

/// The records that were named, or those of the bot that is configured here.
pub fn find(records: &Records) -> Result<Source, Box<dyn Error>> {
    let mut file = Vec::new();
    match dotenvy::dotenv_iter() {
        Ok(lines) => file.extend(lines.filter_map(Result::ok)),
        Err(error) if error.not_found() => {}
        // The error itself would quote the line, which may hold a secret.
        Err(_) => return Err(".env cannot be read: let it be read, or name the records with --data-dir or --database".into()),
    }
    let named = Named {
        data_dir: records.data_dir.as_deref(),
        database: records.database.as_deref(),
    };
    let setting = |name: &str| {
        let in_file = || Some(file.iter().find(|(key, _)| key == name)?.1.clone());
        env::var(name).ok().or_else(in_file)
    };
    Ok(source(named, setting)?)
}
