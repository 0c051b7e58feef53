//! The shape of `faq.yaml`, as the rest of the program sees it once it has been read and checked.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Localized,
    dates::{self, Date},
    timezone::{self, TimeZone},
};
use crate::text::Language;

/// A whole FAQ: the notice that it belongs to, its sources, and what it answers and does not.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// What the file is about.
    #[serde(default)]
    pub notice: Notice,
    /// The publications that answers are drawn from, by id.
    #[serde(default)]
    pub sources: BTreeMap<String, Source>,
    /// Groups of words that mean the same in this FAQ, in any language.
    #[serde(default)]
    pub synonyms: Vec<Vec<String>>,
    /// What the notices answer, in the order of the file.
    pub entries: Vec<Entry>,
    /// What people ask and the notices do not answer.
    #[serde(default)]
    pub not_covered: Vec<Gap>,
}

impl Faq {
    /// The entry of this id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The gap of this id.
    pub fn gap(&self, id: &str) -> Option<&Gap> {
        self.not_covered.iter().find(|gap| gap.id == id)
    }

    /// Where the entry or gap of this id stands in the file, as [`Document`](super::Document) has it: `entries[2]`.
    pub fn path(&self, id: &str) -> Option<String> {
        let entry = self.entries.iter().position(|entry| entry.id == id);
        let gap = || self.not_covered.iter().position(|gap| gap.id == id);
        match entry {
            Some(place) => Some(format!("entries[{place}]")),
            None => gap().map(|place| format!("not_covered[{place}]")),
        }
    }
}

/// What a FAQ is about, in whose name it speaks, and how. Everything has a default.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notice {
    /// The name of the event or service.
    pub title: Option<Localized>,
    /// How far the event has come; a service that just goes on has none.
    pub status: Option<Status>,
    /// Where to turn when the notices do not answer.
    pub contact: Option<Localized>,
    /// In whose name it speaks.
    pub publisher: Option<Localized>,
    /// Whether it speaks as the publisher's own; unset, it says nothing of that.
    pub official: Option<bool>,
    /// What the answers are drawn from, as it stands inside a sentence; unset, "our notices".
    pub sources_are: Option<Localized>,
    /// The languages that it is written and spoken in, at least one; [`Language::ALL`] by default.
    pub languages: Vec<Language>,
    /// The clock that tells its days; Asia/Jakarta by default.
    #[serde(with = "timezone")]
    pub timezone: TimeZone,
    /// How many days a [`Kind::State`] counts as fresh; seven by default.
    pub fresh_days: u32,
    /// The sites that answers and sources may link to, as in `imigrasi.go.id`; none named, any.
    pub links: Vec<String>,
}

impl Default for Notice {
    fn default() -> Self {
        Self {
            title: None,
            status: None,
            contact: None,
            publisher: None,
            official: None,
            sources_are: None,
            languages: Language::ALL.to_vec(),
            timezone: TimeZone::Asia__Jakarta,
            fresh_days: 7,
            links: Vec::new(),
        }
    }
}

impl Notice {
    /// The language for whoever speaks none that is spoken here.
    pub fn first_language(&self) -> Language {
        self.languages.first().copied().unwrap_or_default()
    }

    /// The language for somebody who asks in `asked`.
    pub fn spoken(&self, asked: Language) -> Language {
        match self.languages.contains(&asked) {
            true => asked,
            false => self.first_language(),
        }
    }

    /// How many days a [`Kind::State`] counts as fresh by now: once it is closed, what was a state is history from the next
    /// day on.
    pub fn fresh_for(&self) -> u32 {
        match self.status {
            Some(Status::Closed) => 0,
            Some(Status::Active | Status::Monitoring) | None => self.fresh_days,
        }
    }

    /// The day that it is here at an instant.
    pub fn day(&self, now: DateTime<Utc>) -> Date {
        now.with_timezone(&self.timezone).date_naive()
    }
}

/// How far the event that a notice tells of has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It goes on; answers may change by the hour.
    Active,
    /// It is over, and watched. Readers are told so; answers age as if it went on.
    Monitoring,
    /// It is over, and what was a state is history from the next day on.
    Closed,
}

/// A publication that answers are drawn from.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Who published it.
    pub publisher: String,
    /// Its headline.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// The day it was published.
    #[serde(deserialize_with = "dates::day")]
    pub published: Date,
    /// Where it stands on the web; shown beside it.
    pub url: Option<String>,
}

/// One question that the notices answer.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// `[a-z0-9-]`, at most 48 bytes, never reused.
    pub id: String,
    /// A few words for buttons and lists; the id where it is missing.
    pub title: Option<Localized>,
    /// How people ask, in any language; at least one.
    pub phrasings: Vec<String>,
    /// What is true at [`Entry::as_of`].
    pub answer: Localized,
    /// Whether the answer may age.
    #[serde(default)]
    pub kind: Kind,
    /// Whether the board of `/status` shows it.
    #[serde(default)]
    pub board: bool,
    /// The date at which the answer was true.
    #[serde(default, deserialize_with = "dates::known_day")]
    pub as_of: Option<Date>,
    /// The last day on which the answer holds.
    #[serde(default, deserialize_with = "dates::known_day")]
    pub valid_until: Option<Date>,
    /// The id of the entry that replaces this one.
    pub superseded_by: Option<String>,
    /// Ids of the [`Source`]s that the answer is drawn from.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Ids of entries that a reader of this one may want next.
    #[serde(default)]
    pub related: Vec<String>,
    /// What was true before, in any order.
    #[serde(default)]
    pub history: Vec<Version>,
}

/// Whether time can change an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What happened, or always holds; it never ages.
    Fact,
    /// How things stand; after [`Notice::fresh_days`] it may be different.
    #[default]
    State,
}

/// An answer as it was true at an earlier date.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// The date at which this answer was true.
    #[serde(deserialize_with = "dates::day")]
    pub as_of: Date,
    /// What was true then.
    pub answer: Localized,
    /// Ids of the [`Source`]s that it is drawn from.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A question that people ask and the notices do not answer.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// As [`Entry::id`]; unique among entries and gaps together.
    pub id: String,
    /// A few words for lists.
    pub title: Option<Localized>,
    /// How people ask, in any language; at least one.
    pub phrasings: Vec<String>,
    /// Says that the notices do not tell, and where to turn.
    pub answer: Localized,
}
