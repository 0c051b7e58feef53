//! What people will ask beside each entry: attributes that its topic has and its answer lacks, proposed as gaps before anybody asks.
//!
//! `attribute`: what can be asked of any topic · `asked_id`, `asked_en`: how · `terms`: what a topic is called · `told`: what the FAQ
//! deals with · `proposal`: a gap, and how it is written · `words`: what is read

mod asked_en;
mod asked_id;
mod attribute;
mod proposal;
mod terms;
mod told;
pub mod words;

use std::collections::BTreeMap;

use maklumat::{
    faq::{Entry, Faq, Gap},
    matcher::{Decision, Matcher},
    text::{Language, normalise, told as told_language},
};

use crate::saying::{saying, sayings};
pub use attribute::Attribute;
use proposal::Names;
pub use proposal::{Misled, ProposedGap};
use told::Topic;

/// A phrasing for which an entry is only offered misleads so much less than one for which it is told.
const OFFERED: f64 = 0.3;

/// From this share of misled phrasings on, a gap is worth proposing.
const LEAST: f64 = 0.15;

/// A language belongs to a FAQ when this share of its phrasings is in it.
const SPOKEN: f64 = 0.1;

/// What is proposed after one of the same attribute, or beside the same entry, is worth so much of what it was: most of what it
/// would teach is known by then. Chosen on the agencies that are fitted on.
const SAME_ATTRIBUTE: f64 = 0.4;
const SAME_ENTRY: f64 = 0.6;

/// The gaps that are worth proposing, best first.
pub fn gaps(matcher: &Matcher) -> Vec<ProposedGap> {
    let faq = matcher.faq();
    let topics: Vec<Topic> = faq.entries.iter().map(Topic::of).collect();
    let languages = languages(faq);
    let said = sayings(faq);
    let sensible = sensible(faq, &topics);
    let mut proposed = Vec::new();
    for (number, entry) in faq.entries.iter().enumerate() {
        let names = names(faq, entry, &languages);
        let lacks = |attribute: &Attribute| !topics[number].deals_with(*attribute);
        for attribute in sensible.iter().copied().filter(lacks) {
            let mut gap = proposal::gap(faq, number, attribute, &names);
            gap.phrasings
                .retain(|phrasing| !said.contains(&saying(phrasing)));
            proposed.extend(weighed(matcher, &topics, number, attribute, gap));
        }
    }
    varied(proposed)
}

/// What can be asked of the topics of this FAQ: what every topic has, and what people ask about another of them.
fn sensible(faq: &Faq, topics: &[Topic]) -> Vec<Attribute> {
    let gaps: Vec<Topic> = faq.not_covered.iter().map(Topic::of_gap).collect();
    let is_asked = |attribute| {
        topics
            .iter()
            .chain(&gaps)
            .any(|topic| topic.deals_with(attribute))
    };
    let all = Attribute::ALL.into_iter();
    all.filter(|attribute| attribute.is_general() || is_asked(*attribute))
        .collect()
}

fn names(faq: &Faq, entry: &Entry, languages: &[Language]) -> Names {
    let terms = languages
        .iter()
        .map(|language| (*language, terms::terms(faq, entry, *language)));
    terms.filter(|(_, terms)| !terms.is_empty()).collect()
}

/// The proposal, where what is shown for its phrasings today makes it worth one: entries that do not deal with the attribute.
fn weighed(
    matcher: &Matcher,
    topics: &[Topic],
    entry: usize,
    attribute: Attribute,
    gap: Gap,
) -> Option<ProposedGap> {
    let faq = matcher.faq();
    let mut misled = Vec::new();
    let mut answered = 0;
    for phrasing in &gap.phrasings {
        match shown(matcher, phrasing) {
            Some((shown, _)) if topics[shown].deals_with(attribute) => answered += 1,
            Some((shown, told)) => misled.push(Misled {
                phrasing: phrasing.clone(),
                entry: faq.entries[shown].id.clone(),
                told,
            }),
            None => {}
        }
    }
    let weight = |misled: &Misled| if misled.told { 1.0 } else { OFFERED };
    let harm: f64 = misled.iter().map(weight).sum::<f64>() / gap.phrasings.len().max(1) as f64;
    (harm >= LEAST && answered <= misled.len()).then(|| ProposedGap {
        entry: faq.entries[entry].id.clone(),
        attribute: attribute.name(),
        misled,
        worth: attribute.asked() * harm,
        gap,
    })
}

/// The entry that a question gets first, and whether it is told.
fn shown(matcher: &Matcher, question: &str) -> Option<(usize, bool)> {
    let understanding = matcher.understand(question);
    let mut parts = understanding.parts.iter();
    parts.find_map(|part| match &part.verdict.decision {
        Decision::Answer(entry) | Decision::Likely { entry, .. } => Some((*entry, true)),
        Decision::Choices(entries) => Some((*entries.first()?, false)),
        Decision::Abstain(_) => None,
    })
}

/// The best first, given those before it.
fn varied(mut left: Vec<ProposedGap>) -> Vec<ProposedGap> {
    let mut chosen: Vec<ProposedGap> = Vec::new();
    let better = |left: &[ProposedGap], a: usize, b: usize| {
        let worth = left[a].worth.total_cmp(&left[b].worth);
        worth.then(b.cmp(&a))
    };
    while let Some(best) = (0..left.len()).max_by(|a, b| better(&left, *a, *b)) {
        let best = left.remove(best);
        for other in &mut left {
            if other.attribute == best.attribute {
                other.worth *= SAME_ATTRIBUTE;
            }
            if other.entry == best.entry {
                other.worth *= SAME_ENTRY;
            }
        }
        chosen.push(best);
    }
    chosen
}

/// The languages that people ask in, as the phrasings show.
fn languages(faq: &Faq) -> Vec<Language> {
    let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
    for phrasing in faq.entries.iter().flat_map(|entry| &entry.phrasings) {
        let words = normalise::words(phrasing);
        if let Some(language) = told_language(words.iter().map(String::as_str)) {
            *counts.entry(language).or_default() += 1;
        }
    }
    let all: usize = counts.values().sum();
    let share = |language: &Language| counts.get(language).copied().unwrap_or_default() as f64;
    let spoken = faq.notice.languages.iter().copied();
    let spoken = spoken.filter(|language| share(language) > 0.0);
    spoken
        .filter(|language| share(language) >= SPOKEN * all as f64)
        .collect()
}
