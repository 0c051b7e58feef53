//! A gap that is proposed: what people would ask beside an entry, in their words.

use std::collections::{BTreeMap, BTreeSet};

use maklumat::{
    faq::{Content, Document, EditError, Faq, Gap, Localized, Notice},
    text::{Language, normalise, stem, without_courtesy},
};
use serde::Serialize;

use super::{attribute::Attribute, terms::Term, words};

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
    pub fn add_to(&self, faq: &mut Faq) {
        let new = self.unsaid(faq);
        let mut gaps = faq.not_covered.iter_mut();
        match gaps.find(|gap| gap.id == self.gap.id) {
            Some(gap) => gap.phrasings.extend(new),
            None if new.is_empty() => {}
            None => faq.not_covered.push(Gap {
                phrasings: new,
                ..self.gap.clone()
            }),
        }
    }

    /// Writes it into the file that `faq` was read from.
    pub fn apply(&self, document: &mut Document, faq: &Faq) -> Result<(), EditError> {
        let new = self.unsaid(faq);
        let mut gaps = faq.not_covered.iter();
        if let Some(at) = gaps.position(|gap| gap.id == self.gap.id) {
            let path = format!("not_covered[{at}].phrasings");
            let mut texts = new.iter().map(|phrasing| Content::Text(phrasing));
            return texts.try_for_each(|text| document.append(&path, &text));
        }
        if new.is_empty() {
            return Ok(());
        }
        let gap = content(&self.gap, &new);
        match document.append("not_covered", &gap) {
            Err(EditError::NoPlace(_)) => document.set("not_covered", &Content::List(vec![gap])),
            done => done,
        }
    }

    /// Its phrasings that nothing in a FAQ says yet, in whatever order of words.
    fn unsaid(&self, faq: &Faq) -> Vec<String> {
        let mut said = sayings(faq);
        let mut phrasings = self.gap.phrasings.clone();
        phrasings.retain(|phrasing| said.insert(saying(phrasing)));
        phrasings
    }
}

fn content<'a>(gap: &'a Gap, phrasings: &'a [String]) -> Content<'a> {
    let phrasings = phrasings.iter().map(|phrasing| Content::Text(phrasing));
    let mut keys = vec![("id", Content::Text(&gap.id))];
    keys.extend(gap.title.as_ref().map(|title| ("title", text(title))));
    keys.push(("phrasings", Content::List(phrasings.collect())));
    keys.push(("answer", text(&gap.answer)));
    Content::Map(keys)
}

fn text(localized: &Localized) -> Content<'_> {
    match localized {
        Localized::Same(text) => Content::Text(text),
        Localized::Each(texts) => Content::Map(
            texts
                .iter()
                .map(|(language, text)| (language.code(), Content::Text(text)))
                .collect(),
        ),
    }
}

/// What is asked in a FAQ, as [`saying`] has it.
pub(super) fn sayings(faq: &Faq) -> BTreeSet<Vec<String>> {
    let entries = faq.entries.iter().flat_map(|entry| &entry.phrasings);
    let gaps = faq.not_covered.iter().flat_map(|gap| &gap.phrasings);
    entries.chain(gaps).map(|text| saying(text)).collect()
}

/// The words of a phrasing in no order: two that have the same are told to be nearly the same by `faq check`.
pub(super) fn saying(phrasing: &str) -> Vec<String> {
    let words = without_courtesy(normalise::words(phrasing));
    let mut stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
    stems.sort();
    stems
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
