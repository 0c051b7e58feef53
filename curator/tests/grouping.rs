//! How well questions that a FAQ lacks are put together, on FAQs of which a third is left out: of the agencies in
//! `tests/cases/agencies`, questions by people who never saw the phrasings, and phrasings of gaps.

use std::{collections::BTreeMap, fs, path::Path};

use maklumat::{faq::Faq, matcher::Matcher};
use maklumat_curator::{misses::Miss, triage::Triage};

/// What the likeness of questions was fitted on. The others stay unread until somebody reports on them.
const FITTED: [&str; 8] = [
    "pdam", "kereta", "pajak", "kampus", "listrik", "bansos", "council", "airport",
];

/// Into how many parts a FAQ is cut, of which one at a time is left out.
const PARTS: usize = 3;

/// Phrasings of a gap that are asked.
const OF_A_GAP: usize = 4;

/// How good a grouping is.
#[derive(Debug, Default)]
struct Figures {
    questions: usize,
    /// The share of pairs in one group that belong together.
    precision: f64,
    /// The share of pairs that belong together which are in one group.
    recall: f64,
    /// The adjusted Rand index (Hubert and Arabie 1985): 0 is chance, 1 is perfect.
    rand: f64,
}

impl Figures {
    /// Of questions by what they mean and the group that they are in.
    fn of(grouped: &[(String, usize)]) -> Self {
        let pairs = |counts: &BTreeMap<_, usize>| -> f64 {
            counts.values().map(|n| n * (n - 1) / 2).sum::<usize>() as f64
        };
        let (mut meant, mut put, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (meaning, group) in grouped {
            *meant.entry((meaning.clone(), 0)).or_default() += 1;
            *put.entry((String::new(), *group)).or_default() += 1;
            *both.entry((meaning.clone(), *group)).or_default() += 1;
        }
        let [meant, put, both] = [pairs(&meant), pairs(&put), pairs(&both)];
        let all = (grouped.len() * (grouped.len() - 1) / 2) as f64;
        let chance = meant * put / all;
        Self {
            questions: grouped.len(),
            precision: both / f64::max(put, 1.0),
            recall: both / f64::max(meant, 1.0),
            rand: (both - chance) / f64::max(f64::midpoint(meant, put) - chance, f64::MIN_POSITIVE),
        }
    }
}

/// Leaves a part of an agency's FAQ out, and groups what people ask about it.
fn figures(agency: &str, part: usize) -> Figures {
    let place = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/cases/agencies")
        .join(agency);
    let bytes = fs::read(place.join("faq.yaml")).expect("a FAQ");
    let mut faq = Faq::parse(agency, &bytes).expect("a FAQ");
    let mut number = 0;
    let mut is_out = || {
        number += 1;
        number % PARTS == part
    };
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    faq.entries.retain(|entry| {
        let left_out = is_out();
        out.extend(left_out.then(|| (entry.id.clone(), Vec::new())));
        !left_out
    });
    faq.not_covered.retain(|gap| {
        let left_out = is_out();
        let asked = gap.phrasings.iter().take(OF_A_GAP).cloned().collect();
        out.extend(left_out.then(|| (gap.id.clone(), asked)));
        !left_out
    });
    faq.entries
        .iter_mut()
        .for_each(|entry| entry.related.clear());
    let table = fs::read_to_string(place.join("questions.tsv")).expect("questions");
    let mut meanings: BTreeMap<String, String> = BTreeMap::new();
    for (label, question) in table.lines().filter_map(|line| line.split_once('\t')) {
        if out.iter().any(|(id, _)| id == label) {
            meanings.insert(question.to_owned(), label.to_owned());
        }
    }
    for (id, asked) in out {
        meanings.extend(asked.into_iter().map(|question| (question, id.clone())));
    }
    let misses: Vec<Miss> = meanings.keys().map(|question| Miss::of(question)).collect();
    let triage = Triage::of(&Matcher::new(faq), &misses, &[], 1);
    let mut grouped = Vec::new();
    for (number, group) in triage.groups.iter().enumerate() {
        let known = group
            .questions
            .iter()
            .filter_map(|asked| meanings.get(&asked.question));
        grouped.extend(known.map(|meaning| (meaning.clone(), number)));
    }
    Figures::of(&grouped)
}

#[test]
fn what_a_faq_lacks_is_grouped_far_better_than_by_chance() {
    let mut rand = Vec::new();
    for agency in FITTED {
        for part in 0..PARTS {
            let figures = figures(agency, part);
            rand.push(figures.rand);
            assert!(figures.rand > 0.0, "{agency}, {part}: {figures:?}");
        }
    }
    let mean = rand.iter().sum::<f64>() / rand.len() as f64;
    assert!(mean >= 0.25, "{mean}");
}

/// Reads sets that nothing was fitted on: run on purpose, for a report.
#[test]
#[ignore = "for a report"]
fn report() {
    let held_out = ["klinik", "sekolah", "perpus", "dukcapil", "visitor"];
    for (name, agencies) in [("fitted", &FITTED[..]), ("held out", &held_out[..])] {
        let all: Vec<Figures> = agencies
            .iter()
            .flat_map(|agency| (0..PARTS).map(|part| figures(agency, part)))
            .collect();
        let mean = |of: fn(&Figures) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
        let questions: usize = all.iter().map(|figures| figures.questions).sum();
        tell(&format!(
            "{name}: {questions} questions, precision {:.2}, recall {:.2}, adjusted Rand index {:.2}",
            mean(|figures| figures.precision),
            mean(|figures| figures.recall),
            mean(|figures| figures.rand)
        ));
    }
}

fn tell(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr(), "{line}");
}
