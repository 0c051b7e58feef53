//! The questions that everything is compared on.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use maklumat::faq::Faq;
use maklumat_curator::cases::{self, Case};

/// Sets whose questions are Indonesian, as their names tell.
const INDONESIAN: &str = "-id";

/// A FAQ and labelled questions to it.
#[derive(Clone)]
pub struct Set {
    /// What it is called.
    pub name: String,
    /// What it belongs to.
    pub group: &'static str,
    /// The FAQ.
    pub faq: Faq,
    /// The questions.
    pub cases: Vec<Case>,
}

/// Which half of the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// What the matcher was tuned on.
    Dev,
    /// What it was not.
    Test,
}

impl Half {
    /// As in the names of files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Test => "test",
        }
    }
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The shipped FAQ.
pub fn shipped() -> Faq {
    Faq::parse("faq.yaml", Faq::SHIPPED.as_bytes()).expect("the shipped FAQ loads")
}

/// Agencies of `tests/cases/agencies` on whose questions the general weights are fitted.
const FITTED: [&str; 8] = [
    "pdam", "kereta", "pajak", "kampus", "listrik", "bansos", "council", "airport",
];

/// Those that nothing was tuned on.
const HELD_OUT: [&str; 5] = ["klinik", "sekolah", "perpus", "dukcapil", "visitor"];

/// The sets that everyone is compared on, as far as they are there, group by group, the shipped FAQ last; and what is missing.
pub fn all(half: Half) -> (Vec<Set>, Vec<String>) {
    let place =
        env::var_os("SETS").map_or_else(|| root().join("../shared/bench/sets"), PathBuf::from);
    let mut missing = Vec::new();
    let mut sets = public(&place, half);
    if sets.is_empty() {
        missing.push("the public sets (set SETS to their directory)".to_owned());
    }
    match citizens(half.name(), OWN) {
        Some(set) => sets.push(set),
        None => missing.push("our own questions".to_owned()),
    }
    (sets, missing)
}

/// Other kinds of question, and other agencies' FAQs as they are and with few phrasings.
pub fn others(half: Half) -> Vec<Set> {
    let ours = [
        citizens("details", "Our FAQ, details that it does not tell"),
        citizens("complaints", "Our FAQ, complaints"),
    ];
    let fitted = [
        (24, "Other agencies, 24 phrasings an entry"),
        (8, "Other agencies, 8 phrasings an entry"),
    ];
    let held_out = [
        (24, "Held-out agencies, 24 phrasings an entry"),
        (8, "Held-out agencies, 8 phrasings an entry"),
    ];
    let mut sets: Vec<Set> = ours.into_iter().flatten().collect();
    sets.extend(agencies(&FITTED, fitted));
    if half == Half::Test {
        sets.extend(agencies(&HELD_OUT, held_out));
    }
    sets
}

/// The shipped FAQ and one of its tables.
fn citizens(table: &str, group: &'static str) -> Option<Set> {
    let path = root().join(format!("tests/cases/citizens-{table}.tsv"));
    let faq = shipped();
    Some(Set {
        name: "citizens".to_owned(),
        group,
        cases: questions(&path, &faq)?,
        faq,
    })
}

/// The questions of a table, where there is one.
fn questions(path: &Path, faq: &Faq) -> Option<Vec<Case>> {
    let cases = cases::read(&path.display().to_string(), &fs::read(path).ok()?, faq);
    Some(cases.unwrap_or_else(|error| panic!("{error}")))
}

/// Invented agencies, with so many phrasings an entry and gaps whole.
fn agencies(names: &[&str], sizes: impl IntoIterator<Item = (usize, &'static str)>) -> Vec<Set> {
    let of_size = |(phrasings, group)| {
        let one = move |name: &&str| agency(name, phrasings, group);
        names.iter().filter_map(one).collect::<Vec<Set>>()
    };
    sizes.into_iter().flat_map(of_size).collect()
}

fn agency(name: &str, phrasings: usize, group: &'static str) -> Option<Set> {
    let place = root().join("tests/cases/agencies").join(name);
    let mut faq = Faq::parse(name, &fs::read(place.join("faq.yaml")).ok()?).ok()?;
    for entry in &mut faq.entries {
        entry.phrasings.truncate(phrasings);
    }
    Some(Set {
        name: name.to_owned(),
        group,
        cases: questions(&place.join("questions.tsv"), &faq)?,
        faq,
    })
}

/// The groups that everyone is compared on, as headings.
pub const GROUPS: [&str; 3] = [INDONESIAN_SETS, ENGLISH_SETS, OWN];
const INDONESIAN_SETS: &str = "Indonesian, public sets";
const ENGLISH_SETS: &str = "English, public sets";
const OWN: &str = "Our FAQ, our citizens";

fn public(place: &Path, half: Half) -> Vec<Set> {
    let mut names: Vec<String> = fs::read_dir(place)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    let mut sets: Vec<Set> = names
        .into_iter()
        .filter_map(|name| one(&place.join(&name), name, half))
        .collect();
    sets.sort_by_key(|set| GROUPS.iter().position(|group| *group == set.group));
    sets
}

fn one(place: &Path, name: String, half: Half) -> Option<Set> {
    let table = fs::read_to_string(place.join("kb.tsv")).ok()?;
    let faq = faq(&table);
    let group = match name.ends_with(INDONESIAN) {
        true => INDONESIAN_SETS,
        false => ENGLISH_SETS,
    };
    Some(Set {
        cases: questions(&place.join(format!("{}.tsv", half.name())), &faq)?,
        faq,
        name,
        group,
    })
}

/// A FAQ of a table of `id<TAB>phrasing`.
fn faq(table: &str) -> Faq {
    let mut entries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, phrasing) in table.lines().filter_map(|line| line.split_once('\t')) {
        if !phrasing.trim().is_empty() {
            entries.entry(id).or_default().push(phrasing.trim());
        }
    }
    let entries: Vec<_> = entries
        .into_iter()
        .map(|(id, phrasings)| serde_json::json!({"id": id, "phrasings": phrasings, "answer": id}))
        .collect();
    serde_json::from_value(serde_json::json!({ "entries": entries })).expect("the keys of a FAQ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reading the questions refuses a label that is none of its entries.
    #[test]
    fn every_agency_and_its_questions_are_read() {
        let sizes = || [(24, "whole"), (8, "cut")];
        let agencies = [agencies(&FITTED, sizes()), agencies(&HELD_OUT, sizes())].concat();
        assert_eq!(agencies.len(), 2 * (FITTED.len() + HELD_OUT.len()));
    }
}
