//! Whether presses teach what is meant, and whether they can be poisoned: simulated crowds, on the offers that the shipped FAQ makes
//! to the labelled questions of citizens.
//!
//! `cargo test -p maklumat-curator --test presses -- --nocapture` prints what was measured.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]
#![expect(clippy::print_stdout, reason = "it prints what it measures")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use fastrand::Rng;
use maklumat::{
    faq::{Faq, read_date},
    matcher::Matcher,
    reply::{self, Reader},
};
use maklumat_curator::{
    cases::{self, Label},
    presses::lessons,
};
use maklumat_store::{Offer, Pressed};

const TABLES: [&str; 4] = [
    "citizens-dev",
    "citizens-test",
    "citizens-details",
    "citizens-complaints",
];
const CROWDS: u64 = 200;
const HONEST: usize = 500;
/// Three of ten presses are theirs.
const HOSTILE: usize = HONEST * 3 / 7;
const ACCOUNTS: usize = 50;
const DAYS: usize = 30;
/// Who means well presses the wrong button so often.
const SLIPS: f64 = 0.02;
/// A proposal helps where so many of those who press mean the same …
const HELPS: f64 = 0.9;
/// … and that concerns one press in fifty at least: fewer than ten of five hundred people say nothing for sure.
const OFTEN: f64 = 0.02;

type Ids = Vec<String>;
/// What was offered, and what who asked meant.
type Question = (Ids, Option<String>);
/// Offers, and how often each choice is meant.
type Truth = BTreeMap<Ids, BTreeMap<Option<String>, usize>>;

/// Whom to attack, of the offers that honest people pressed under, most pressed first.
type Pick<'a> = dyn Fn(&[(&Ids, usize)]) -> Vec<Ids> + 'a;

/// A press of one person on one day.
struct Press {
    person: usize,
    offered: Ids,
    entry: Option<String>,
    day: usize,
}

/// Every labelled question to which something was offered.
fn questions() -> Vec<Question> {
    let matcher = Matcher::new(Faq::parse("faq.yaml", Faq::SHIPPED.as_bytes()).unwrap());
    let reader = Reader {
        language: None,
        as_of: None,
        today: read_date("2024-07-01").unwrap(),
    };
    let mut questions = Vec::new();
    for table in TABLES {
        let path = format!("../tests/cases/{table}.tsv");
        for case in cases::read(&path, &fs::read(&path).unwrap(), matcher.faq()).unwrap() {
            let right = match case.label {
                Label::Entry(ids) => ids,
                Label::OutOfScope => Vec::new(),
                _ => continue,
            };
            let reply = reply::render(matcher.faq(), &matcher.understand(&case.question), &reader);
            let choices = reply.choices.iter().map(|choice| &choice.entry);
            let offered: Ids = reply.likely.iter().chain(choices).cloned().collect();
            if reply.answered.is_empty() && !offered.is_empty() {
                let meant = offered.iter().find(|id| right.contains(id)).cloned();
                questions.push((offered, meant));
            }
        }
    }
    questions
}

fn truth(questions: &[Question]) -> Truth {
    let mut truth = Truth::new();
    for (offered, meant) in questions {
        let meant_by = truth.entry(offered.clone()).or_default();
        *meant_by.entry(meant.clone()).or_default() += 1;
    }
    truth
}

/// What most mean, and how many of all.
fn majority(meant: &BTreeMap<Option<String>, usize>) -> (&Option<String>, f64) {
    let (most, count) = meant.iter().max_by_key(|(_, count)| **count).unwrap();
    (most, *count as f64 / meant.values().sum::<usize>() as f64)
}

/// Five hundred people, each with one question.
fn honest(questions: &[Question], random: &mut Rng) -> Vec<Press> {
    let people = 0..HONEST;
    people
        .map(|person| {
            let (offered, meant) = &questions[random.usize(..questions.len())];
            let slip = random.f64() < SLIPS;
            let any = random.usize(..=offered.len());
            Press {
                person,
                offered: offered.clone(),
                entry: if slip {
                    offered.get(any).cloned()
                } else {
                    meant.clone()
                },
                day: random.usize(..DAYS),
            }
        })
        .collect()
}

/// What the fifty agreed on for an offer: a choice that is not what most mean.
fn lie(offered: &Ids, truth: &Truth) -> Option<String> {
    let right = majority(&truth[offered]).0.as_ref();
    offered.iter().rev().find(|id| Some(*id) != right).cloned()
}

/// Fifty accounts press under `targets`, one after the other.
fn hostile(targets: &[Ids], truth: &Truth, random: &mut Rng) -> Vec<Press> {
    if targets.is_empty() {
        return Vec::new();
    }
    let presses = (0..HOSTILE).map(|press| {
        let offered = &targets[press / ACCOUNTS % targets.len()];
        Press {
            person: HONEST + press % ACCOUNTS,
            offered: offered.clone(),
            entry: lie(offered, truth),
            day: random.usize(..DAYS),
        }
    });
    presses.collect()
}

/// The first four offers that are fit to be attacked.
fn four<'a>(
    offers: impl Iterator<Item = &'a (&'a Ids, usize)>,
    fit: impl Fn(&Ids) -> bool,
) -> Vec<Ids> {
    let fit = offers
        .map(|(offered, _)| *offered)
        .filter(|offered| fit(offered));
    fit.take(4).cloned().collect()
}

/// As the store counts them: a person once for each offer and choice.
fn counted(presses: &[Press]) -> Vec<Offer> {
    let mut cells: BTreeMap<&Ids, BTreeMap<&Option<String>, BTreeMap<usize, usize>>> =
        BTreeMap::new();
    for press in presses {
        let cell = cells.entry(&press.offered).or_default();
        let first = cell.entry(&press.entry).or_default();
        first.entry(press.person).or_insert(press.day);
    }
    let offers = cells.into_iter().map(|(offered, cell)| {
        let people: BTreeSet<_> = cell.values().flat_map(BTreeMap::keys).collect();
        let pressed = cell.iter().map(|(entry, first)| Pressed {
            entry: (*entry).clone(),
            people: first.len() as u64,
            days: first.values().collect::<BTreeSet<_>>().len() as u64,
        });
        Offer {
            offered: offered.clone(),
            people: people.len() as u64,
            pressed: pressed.collect(),
        }
    });
    offers.collect()
}

/// What was promoted, over all crowds.
#[derive(Debug, Default)]
struct Found {
    helpful: usize,
    of: usize,
    right: usize,
    /// Fewer than eight in ten mean it; most do all the same.
    weak: usize,
    wrong: usize,
}

impl Found {
    fn add(&mut self, presses: &[Press], truth: &Truth, all: usize) {
        let lessons = lessons(&counted(presses));
        for lesson in &lessons {
            let (most, share) = majority(&truth[&lesson.offered]);
            match most.as_ref() == Some(&lesson.meant) {
                true if share < 0.8 => self.weak += 1,
                true => self.right += 1,
                false => self.wrong += 1,
            }
        }
        for (offered, meant) in truth {
            let (most, share) = majority(meant);
            let often = meant.values().sum::<usize>() as f64 / all as f64 >= OFTEN;
            if most.is_some() && share >= HELPS && often {
                self.of += 1;
                self.helpful +=
                    usize::from(lessons.iter().any(|lesson| lesson.offered == *offered));
            }
        }
    }

    fn share(&self) -> f64 {
        self.helpful as f64 / self.of as f64
    }
}

/// Crowds, each with its enemies under the offers that `aim` picks of those that honest people pressed under, most pressed first.
fn crowds(questions: &[Question], aim: impl Fn(&[(&Ids, usize)], &mut Rng) -> Vec<Press>) -> Found {
    let (truth, mut found) = (truth(questions), Found::default());
    for seed in 0..CROWDS {
        let random = &mut Rng::with_seed(seed);
        let mut presses = honest(questions, random);
        let mut seen: BTreeMap<&Ids, usize> = truth.keys().map(|offered| (offered, 0)).collect();
        for press in &presses {
            *seen.get_mut(&press.offered).unwrap() += 1;
        }
        let mut seen: Vec<_> = seen.into_iter().collect();
        seen.sort_by_key(|(_, presses)| std::cmp::Reverse(*presses));
        let enemies = aim(&seen, random);
        presses.extend(enemies);
        found.add(&presses, &truth, questions.len());
    }
    found
}

#[test]
fn presses_teach_and_cannot_be_poisoned() {
    let questions = questions();
    let truth = truth(&questions);
    let can_lie = |offered: &Ids| lie(offered, &truth).is_some();

    let alone = crowds(&questions, |_, _| Vec::new());
    println!(
        "500 honest presses: {alone:?}, found {:.1} %",
        100.0 * alone.share()
    );
    let mixed = crowds(&questions, |_, random| {
        let anywhere = |press: usize| {
            let offered = &questions[random.usize(..questions.len())].0;
            let [person, day] = [HONEST + press % ACCOUNTS, random.usize(..DAYS)];
            Press {
                person,
                offered: offered.clone(),
                entry: lie(offered, &truth),
                day,
            }
        };
        (0..HOSTILE).map(anywhere).collect()
    });
    println!(
        "and 214 hostile ones wherever they come by: {mixed:?}, found {:.1} %",
        100.0 * mixed.share()
    );
    let aimed = |what: &str, pick: &Pick| {
        let found = crowds(&questions, |seen, random| {
            hostile(&pick(seen), &truth, random)
        });
        println!(
            "and all 50 accounts under the 4 {what}: {found:?}, found {:.1} %",
            100.0 * found.share()
        );
        found
    };
    let most = aimed("offers that most press under", &|seen| {
        four(seen.iter(), can_lie)
    });
    let rare = aimed("offers that fewest press under", &|seen| {
        four(seen.iter().rev(), can_lie)
    });
    let several = aimed("rarest lists", &|seen| {
        four(seen.iter().rev(), |offered| {
            offered.len() > 1 && can_lie(offered)
        })
    });

    assert!(alone.share() >= 0.8, "{alone:?}");
    for found in [&alone, &mixed, &most, &rare, &several] {
        assert_eq!(found.wrong, 0, "{found:?}");
    }
}

/// Why an offer is the whole list: with shorter keys hardly more questions share a key, and with one id alone they mix.
#[test]
fn offers_are_told_apart_by_the_whole_list() {
    let questions = questions();
    let measure = |ids: usize| {
        let cut = |(offered, meant): &Question| {
            (offered[..ids.min(offered.len())].to_vec(), meant.clone())
        };
        let truth = truth(&questions.iter().map(cut).collect::<Vec<_>>());
        let several = truth
            .values()
            .filter(|meant| meant.values().sum::<usize>() >= 4);
        let held = several
            .clone()
            .map(|meant| meant.values().sum::<usize>())
            .sum::<usize>();
        let clear = several
            .filter(|meant| majority(meant).0.is_some() && majority(meant).1 >= HELPS)
            .count();
        println!(
            "first {ids}: {} keys; {held} of {} questions share one with three more; {clear} keys are clear",
            truth.len(),
            questions.len()
        );
        (held, clear)
    };
    let (all, two, one) = (measure(9), measure(2), measure(1));
    assert!(two.0 - all.0 < questions.len() / 20 && two.1 <= all.1);
    assert!(one.1 < all.1);
}
