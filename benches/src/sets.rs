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

/// Every set that is there, ours last; and what is missing.
pub fn all(half: Half) -> (Vec<Set>, Vec<String>) {
    let place =
        env::var_os("SETS").map_or_else(|| root().join("../shared/bench/sets"), PathBuf::from);
    let mut missing = Vec::new();
    let mut sets = public(&place, half);
    if sets.is_empty() {
        missing.push("the public sets (set SETS to their directory)".to_owned());
    }
    let own = root().join(format!("tests/cases/citizens-{}.tsv", half.name()));
    match fs::read_to_string(&own) {
        Ok(table) => sets.push(Set {
            name: "citizens".to_owned(),
            group: OWN,
            faq: shipped(),
            cases: cases::parse(&table),
        }),
        Err(_) => missing.push("our own questions".to_owned()),
    }
    (sets, missing)
}

/// The groups, as headings.
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
    names
        .into_iter()
        .filter_map(|name| one(&place.join(&name), name, half))
        .collect()
}

fn one(place: &Path, name: String, half: Half) -> Option<Set> {
    let table = fs::read_to_string(place.join("kb.tsv")).ok()?;
    let questions = fs::read_to_string(place.join(format!("{}.tsv", half.name()))).ok()?;
    let group = match name.ends_with(INDONESIAN) {
        true => INDONESIAN_SETS,
        false => ENGLISH_SETS,
    };
    Some(Set {
        faq: faq(&table),
        cases: cases::parse(&questions),
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
