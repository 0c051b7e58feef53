//! What a report tells, in numbers: one pure function of what was learnt, asked, missed and found.

pub mod content;
pub mod fault;
pub mod freshness;
pub mod missed;
pub mod observed;
pub mod question;
pub mod reliability;

use std::collections::BTreeMap;

use maklumat::{
    faq::{Date, Faq},
    matcher::Matcher,
    reply,
    text::Language,
};
use serde::Serialize;

use crate::{check::Findings, misses::Miss};
use content::Content;
use fault::Faults;
use freshness::Freshness;
use missed::{Group, Missed};
use observed::{Observed, Standing};
use question::{Asked, Question};
use reliability::{Certified, Reliability};

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// What was learnt.
    pub matcher: &'a Matcher,
    /// Where the questions come from.
    pub asked: Asked,
    /// The questions that were asked of it.
    pub questions: &'a [Question],
    /// What people did not find; empty where nothing of it is known.
    pub misses: &'a [Miss],
    /// The same in groups, with how often each was asked; empty where nobody grouped them.
    pub groups: &'a [Group],
    /// How answers fared with people; empty where nothing of it is known.
    pub observed: &'a [Observed],
    /// What `faq check` found.
    pub findings: &'a Findings,
    /// The day it is.
    pub today: Date,
    /// The language of what is told.
    pub language: Language,
}

/// How a FAQ stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What the FAQ is about.
    pub title: Option<String>,
    /// The day it is told of.
    pub day: Date,
    /// How much it holds.
    pub content: Content,
    /// What its own phrasings certify.
    pub certified: Certified,
    /// How often it is right.
    pub reliability: Reliability,
    /// What people did not find, where it is known.
    pub missed: Option<Missed>,
    /// For so many days a state counts as fresh.
    pub fresh_days: u32,
    /// How old each entry is: what needs a look first, then the oldest.
    pub freshness: Vec<Freshness>,
    /// How each answer fares with people, beside what was promised.
    pub observed: Vec<Standing>,
    /// What is to be mended in the file.
    pub faults: Faults,
    /// The names of entries and gaps by their ids.
    pub names: BTreeMap<String, String>,
}

impl Report {
    /// All that `material` shows.
    pub fn of(material: &Material<'_>) -> Self {
        let &Material {
            matcher,
            asked,
            questions,
            misses,
            groups,
            observed,
            findings,
            today,
            language,
        } = material;
        let faq = matcher.faq();
        let title = faq.notice.title.as_ref();
        Self {
            title: title.map(|title| title.get(language).to_owned()),
            day: today,
            content: Content::of(faq),
            certified: Certified::of(matcher),
            reliability: Reliability::of(matcher, asked, questions),
            missed: Missed::of(misses, groups),
            fresh_days: faq.notice.fresh_for(),
            freshness: freshness::of(faq, today),
            observed: observed::of(observed),
            faults: Faults::of(findings, language),
            names: names(faq, language),
        }
    }

    /// What an entry or gap is called.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.names.get(id).map_or(id, String::as_str)
    }
}

fn names(faq: &Faq, language: Language) -> BTreeMap<String, String> {
    let entries = faq.entries.iter();
    let entries = entries.map(|entry| (entry.id.clone(), reply::title(entry, language).to_owned()));
    let gaps = faq.not_covered.iter().filter_map(|gap| {
        let title = gap.title.as_ref()?;
        Some((gap.id.clone(), title.get(language).to_owned()))
    });
    entries.chain(gaps).collect()
}
