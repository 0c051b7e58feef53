//! What the bot recorded, read from its database; the bot may run meanwhile, and nothing happens to what it wrote.

use std::{
    collections::BTreeMap,
    error::Error,
    fmt,
    path::{Path, PathBuf},
};

use maklumat::{faq::Date, text::Language};
use maklumat_store::{Judged, MissKind, Missed, Records, Source, Unreadable};
use tokio::runtime;

use crate::{
    misses::{Kind, Miss},
    page::data::observed::Observed,
    presses::{self, Lesson},
};

/// What says where the bot keeps its records, the strongest first.
const SETTINGS: [&str; 2] = ["DATABASE_URL", "DATA_DIR"];
/// Where it keeps them when nothing does.
const DATA: &str = "data";

/// What a bot saw: what it could not answer, and how its answers fared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seen {
    /// What was missed.
    pub misses: Vec<Miss>,
    /// How answers fared with people; empty where nothing of it is known.
    pub observed: Vec<Observed>,
    /// What presses teach.
    pub lessons: Vec<Lesson>,
}

impl Seen {
    /// What was missed alone, where nothing else is known.
    pub fn of(misses: Vec<Miss>) -> Self {
        Self {
            misses,
            ..Self::default()
        }
    }
}

/// The database, as it was named on the command line; what was not is as the bot has it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Named<'a> {
    /// The directory of an embedded database.
    pub data_dir: Option<&'a Path>,
    /// The URL of a PostgreSQL database.
    pub database: Option<&'a str>,
}

/// A URL that names no PostgreSQL database. It is not told: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPostgres;

impl fmt::Display for NoPostgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the URL of the database names no PostgreSQL: write postgres://user:password@host/database, or name the directory of \
             an embedded database with --data-dir",
        )
    }
}

impl Error for NoPostgres {}

/// Where the bot's records are: as named, or as the environment or else a file `.env` has it, which `setting` looks up.
pub fn source(
    named: Named<'_>,
    setting: impl Fn(&str) -> Option<String>,
) -> Result<Source, NoPostgres> {
    let set = |name| setting(name).filter(|value| !value.trim().is_empty());
    let [url, directory] = SETTINGS;
    let url = match named {
        Named {
            data_dir: Some(path),
            ..
        } => return Ok(Source::Directory(path.to_owned())),
        Named { database, .. } => database.map(str::to_owned).or_else(|| set(url)),
    };
    match url {
        Some(url)
            if ["postgres://", "postgresql://"]
                .iter()
                .any(|start| url.starts_with(start)) =>
        {
            Ok(Source::Postgres(url.into()))
        }
        Some(_) => Err(NoPostgres),
        None => Ok(Source::Directory(
            set(directory).map_or(DATA.into(), PathBuf::from),
        )),
    }
}

/// What was missed from a day on; its words where at least so many people asked the same.
pub fn misses(
    source: &Source,
    since: Option<Date>,
    at_least: u32,
) -> Result<Vec<Miss>, Unreadable> {
    let missed = read(source, async |records| {
        records.missed(&day(since), at_least).await
    })?;
    Ok(missed.into_iter().map(Miss::from).collect())
}

/// All of it that a report or a desk shows.
pub fn seen(source: &Source) -> Result<Seen, Unreadable> {
    Ok(Seen {
        misses: misses(source, None, 1)?,
        observed: observed(source, None)?,
        lessons: lessons(source)?,
    })
}

/// What people's presses teach.
pub fn lessons(source: &Source) -> Result<Vec<Lesson>, Unreadable> {
    let offers = read(source, async |records| records.offers().await)?;
    Ok(presses::lessons(&offers))
}

/// How each answer fared from a day on, told outright and as likely alike, by what people said of it.
pub fn observed(source: &Source, since: Option<Date>) -> Result<Vec<Observed>, Unreadable> {
    let judged = read(source, async |records| records.judged(&day(since)).await)?;
    let mut answers: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for one in &judged {
        answers.entry(&one.entry).or_default().push(one);
    }
    let observed = answers.into_iter().map(|(entry, all)| {
        let of = |one: &Judged| (one.held + one.failed) as f64;
        let people: f64 = all.iter().map(|one| of(one)).sum();
        let promised: f64 = all.iter().map(|one| one.promised * of(one)).sum();
        let held: u64 = all.iter().map(|one| one.held).sum();
        Observed {
            entry: entry.to_owned(),
            promised: promised / people,
            observed: held as f64 / people,
            of: people as usize,
        }
    });
    Ok(observed.collect())
}

/// The first of all days comes before any.
fn day(since: Option<Date>) -> String {
    since.map_or_else(String::new, |day| day.to_string())
}

fn read<T>(
    source: &Source,
    what: impl AsyncFnOnce(&mut Records) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Unreadable::Trouble(error.to_string()))?;
    runtime.block_on(async {
        let mut records = Records::open(source).await?;
        what(&mut records).await
    })
}

impl From<Missed> for Miss {
    fn from(missed: Missed) -> Self {
        Self {
            day: missed.day.parse().ok(),
            language: Language::of_code(&missed.language),
            kind: match missed.kind {
                MissKind::Unanswered => Kind::Unanswered,
                MissKind::NoneOfThese => Kind::NoneOfThese,
                MissKind::TurnedDown => Kind::TurnedDown,
                MissKind::NoHelp => Kind::NoHelp,
                MissKind::NotPressed => Kind::NotPressed,
            },
            offered: missed.offered,
            pressed: missed.pressed,
            chance: missed.chance,
            times: usize::try_from(missed.times).unwrap_or(usize::MAX),
            people: usize::try_from(missed.people).ok(),
            question: missed.question,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(named: Named<'_>, settings: &[(&str, &str)]) -> String {
        let setting = |name: &str| {
            let found = settings.iter().find(|(set, _)| *set == name)?;
            Some(found.1.to_owned())
        };
        match source(named, setting) {
            Ok(Source::Directory(path)) => path.display().to_string(),
            Ok(Source::Postgres(_)) => "PostgreSQL".to_owned(),
            Err(NoPostgres) => "none".to_owned(),
        }
    }

    #[test]
    fn what_is_named_comes_before_what_the_bot_has() {
        let (url, directory) = (("DATABASE_URL", "postgres://h/d"), ("DATA_DIR", "/srv/bot"));
        let here = Named {
            data_dir: Some(Path::new("here")),
            ..Named::default()
        };
        let there = Named {
            database: Some("postgresql://h/d"),
            ..Named::default()
        };
        let nothing = Named::default();
        for (named, settings, expected) in [
            (nothing, &[][..], "data"),
            (nothing, &[("DATA_DIR", " ")], "data"),
            (nothing, &[directory], "/srv/bot"),
            (nothing, &[url, directory], "PostgreSQL"),
            (nothing, &[("DATABASE_URL", "mysql://h/d")], "none"),
            (here, &[url, directory], "here"),
            (there, &[directory], "PostgreSQL"),
        ] {
            assert_eq!(found(named, settings), expected, "{named:?} {settings:?}");
        }
    }
}
