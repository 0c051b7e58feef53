//! Measures what ten minutes with `faq gaps` change: forty proposals at fifteen seconds each, on the invented agencies.
//!
//! usage: cargo run --release -p maklumat-curator --example gaps -- AGENCY…
//!
//! The reviewer accepts each of the forty; the program left out by itself what the entry or the one that is shown tells. The first eighteen questions beside the FAQ
//! of each agency ask for a detail that no answer tells (`tests/cases/agencies/README.md`). `citizens` is the shipped FAQ with its
//! details set, where the gaps that `DETAILS` names are taken out first.

#![allow(clippy::print_stdout, reason = "it prints its figures")]

use std::{env, error::Error, fs, ops::AddAssign};

use maklumat::{faq::Faq, matcher::Matcher};
use maklumat_curator::{
    cases::{self, Case, Label},
    evaluate::response,
    gaps::gaps,
};

/// Proposals that are read in ten minutes.
const BUDGET: usize = 40;

/// Questions for a missing detail in each agency's table, before the others that are beside the FAQ.
const AGENCY_DETAILS: usize = 18;

/// The same in the details set of the shipped FAQ.
const CITIZENS_DETAILS: usize = 70;

/// Gaps of the shipped FAQ that are about a detail of an entry.
const DETAILS: [&str; 26] = [
    "mpaspor-version",
    "reinstall-deadline",
    "mpaspor-users",
    "delete-app-loss",
    "outage-service-method",
    "pickup-deadline",
    "pickup-desk",
    "delay-breakdown",
    "backlog-cleared",
    "mission-recovery",
    "incident-hour",
    "attack-discovery",
    "earlier-hacks",
    "people-affected",
    "backup-freshness",
    "data-amount",
    "pdn-location",
    "visa-permit-backlog",
    "cekal-names",
    "first-airport",
    "points-by-region",
    "points-by-kind",
    "press-conference-details",
    "written-statement",
    "linked-ministries",
    "airport-queues",
];

/// How many questions of a kind, and of how many of them an answer is shown.
#[derive(Debug, Clone, Copy, Default)]
struct Shown {
    details: [usize; 2],
    others: [usize; 2],
    right: [usize; 2],
}

impl AddAssign for Shown {
    fn add_assign(&mut self, other: Self) {
        for at in 0..2 {
            self.details[at] += other.details[at];
            self.others[at] += other.others[at];
            self.right[at] += other.right[at];
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut sums, mut accepted) = ([Shown::default(); 2], 0);
    for name in &env::args().skip(1).collect::<Vec<_>>() {
        let (faq, cases, details) = set(name)?;
        let before = Matcher::new(faq.clone());
        let mut proposed = gaps(&before);
        proposed.truncate(BUDGET);
        let mut with = faq;
        proposed
            .iter()
            .try_for_each(|proposal| proposal.add_to(&mut with))?;
        let shown = [&before, &Matcher::new(with)].map(|matcher| count(matcher, &cases, details));
        tell(name, proposed.len(), &shown);
        accepted += proposed.len();
        sums.iter_mut()
            .zip(shown)
            .for_each(|(sum, shown)| *sum += shown);
    }
    tell("together", accepted, &sums);
    Ok(())
}

/// A FAQ, questions to it, and how many of those beside it, the first, ask for a detail.
fn set(name: &str) -> Result<(Faq, Vec<Case>, usize), Box<dyn Error>> {
    let (faq, table, details) = match name {
        "citizens" => (
            "faq.yaml".to_owned(),
            "tests/cases/citizens-details.tsv".to_owned(),
            CITIZENS_DETAILS,
        ),
        name => {
            let place = format!("tests/cases/agencies/{name}");
            (
                format!("{place}/faq.yaml"),
                format!("{place}/questions.tsv"),
                AGENCY_DETAILS,
            )
        }
    };
    let mut faq = Faq::parse(&faq, &fs::read(&faq)?)?;
    faq.not_covered
        .retain(|gap| name != "citizens" || !DETAILS.contains(&gap.id.as_str()));
    let cases = cases::read(&table, &fs::read(&table)?, &faq)?;
    Ok((faq, cases, details))
}

fn count(matcher: &Matcher, cases: &[Case], details: usize) -> Shown {
    let mut counts = Shown::default();
    let mut outside = 0;
    for case in cases {
        let response = response(matcher, &case.question);
        let (count, shown) = match &case.label {
            Label::OutOfScope => {
                outside += 1;
                let count = if outside <= details {
                    &mut counts.details
                } else {
                    &mut counts.others
                };
                (count, response.shown().next().is_some())
            }
            Label::Entry(ids) => (&mut counts.right, response.shows(ids)),
            _ => continue,
        };
        count[0] += usize::from(shown);
        count[1] += 1;
    }
    counts
}

fn tell(name: &str, accepted: usize, [before, after]: &[Shown; 2]) {
    println!(
        "{name}: {accepted} accepted; details wrongly shown {} → {} of {}; others beside the FAQ {} → {} of {}; shown right {} → {} of {}",
        before.details[0],
        after.details[0],
        before.details[1],
        before.others[0],
        after.others[0],
        before.others[1],
        before.right[0],
        after.right[0],
        before.right[1],
    );
}
