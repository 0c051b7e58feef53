//! A gap that is proposed: what people would ask beside an entry, in their words.

use std::collections::BTreeMap;

use maklumat::{
    faq::{Document, Faq, Gap, Localized, Notice},
    text::Language,
};
use serde::Serialize;

use super::{attribute::Attribute, terms::Term, words};
use crate::{
    saying::{saying, sayings},
    triage::{Change, Refusal},
};

/// Phrasings of a proposal, in all its languages together.
const PHRASINGS: usize = 18;

/// What an entry's topic is called in each language.
pub(super) type Names = BTreeMap<Language, Vec<Term>>;

/// A gap that is proposed. Those for one attribute have the same gap, whose phrasings they add to: shared among many gaps, the
/// chance of each would be less than an entry's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProposedGap {
    /// The id of the entry that it stands beside.
    pub entry: String,
    /// What would be asked of its topic.
    pub attribute: &'static str,
    /// What would be written.
    pub gap: Gap,
    /// The phrasings for which an entry is told or offered today.
    pub misled: Vec<Misled>,
    /// How likely it is asked, times how often something wrong is shown then; it has no unit.
    pub worth: f64,
}

/// A phrasing that gets an entry today.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Misled {
    /// The phrasing.
    pub phrasing: String,
    /// The entry that is told or offered first.
    pub entry: String,
    /// Whether it is told, or only offered.
    pub told: bool,
}

impl ProposedGap {
    /// Adds it to a FAQ.
    pub fn add_to(&self, faq: &mut Faq) -> Result<(), Refusal> {
        match self.change(faq) {
            Some(change) => change.amend(faq),
            None => Ok(()),
        }
    }

    /// Writes it into the file that `faq` was read from.
    pub fn apply(&self, document: &mut Document, faq: &Faq) -> Result<(), Refusal> {
        match self.change(faq) {
            Some(change) => change.edit(document, faq),
            None => Ok(()),
        }
    }

    /// What of it is new to a FAQ; none where nothing is.
    fn change(&self, faq: &Faq) -> Option<Change> {
        let mut said = sayings(faq);
        let mut phrasings = self.gap.phrasings.clone();
        phrasings.retain(|phrasing| said.insert(saying(phrasing)));
        let change = match faq.gap(&self.gap.id) {
            Some(_) => Change::Phrasings {
                of: self.gap.id.clone(),
                phrasings,
            },
            None => Change::NewGap(Gap {
                phrasings,
                ..self.gap.clone()
            }),
        };
        (!change.phrasings().is_empty()).then_some(change)
    }
}

/// The gap for an attribute of an entry's topic, the `turn`th in the FAQ.
pub(super) fn gap(faq: &Faq, turn: usize, attribute: Attribute, names: &Names) -> Gap {
    let notice = &faq.notice;
    let contact = notice.contact.as_ref().or(notice.publisher.as_ref());
    let answer = localized(notice, |language| {
        let sources = notice.sources_are.as_ref().map(|text| text.get(language));
        let contact = contact.map(|text| text.get(language));
        words::answer(attribute, language, sources, contact)
    });
    Gap {
        id: format!("untold-{}", attribute.name()),
        title: Some(localized(notice, |language| {
            words::title(attribute, language)
        })),
        phrasings: phrasings(turn, attribute, names),
        answer,
    }
}

fn localized(notice: &Notice, text: impl Fn(Language) -> String) -> Localized {
    let languages = notice.languages.iter().copied();
    match notice.languages[..] {
        [language] => Localized::Same(text(language)),
        _ => Localized::Each(
            languages
                .map(|language| (language, text(language)))
                .collect(),
        ),
    }
}

/// How people ask, in each language: each pattern with another name. Where a topic's turn is later, with later patterns first,
/// so that topics that share a gap share few patterns.
fn phrasings(turn: usize, attribute: Attribute, names: &Names) -> Vec<String> {
    let each = PHRASINGS / names.len().max(1);
    let mut asked = Vec::new();
    for (language, terms) in names {
        let patterns = words::patterns(attribute, *language);
        let mut own: Vec<String> = Vec::new();
        for number in 0..patterns.len() * terms.len() {
            let pattern = patterns[(turn * each + number) % patterns.len()];
            let term = &terms[(number + number / patterns.len()) % terms.len()];
            let phrasing = pattern.replace("{}", &term.words);
            if own.len() < each && !own.contains(&phrasing) {
                own.push(phrasing);
            }
        }
        asked.extend(own);
    }
    asked
}
