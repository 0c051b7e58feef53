//! How old each answer is, and whether it may still be trusted.

use maklumat::faq::{Date, Entry, Faq, Kind};
use serde::Serialize;

/// From this share of its fresh days on an answer is called ageing.
const AGEING: f64 = 0.5;

/// How old an answer is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Freshness {
    /// The id of the entry.
    pub entry: String,
    /// The day at which it was true.
    pub as_of: Option<Date>,
    /// Days since then.
    pub age: Option<i64>,
    /// What that makes of it.
    pub state: State,
}

/// What age makes of an answer, what needs a look first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Its last day is over.
    Ended,
    /// It is told that it may be different now.
    Old,
    /// It soon will be.
    Ageing,
    /// It has no date.
    Undated,
    /// It is new enough.
    Fresh,
    /// Time does not change it.
    Lasting,
    /// Another entry has taken its place.
    Replaced,
}

impl State {
    /// All, what needs a look first.
    pub const ALL: [Self; 7] = [
        Self::Ended,
        Self::Old,
        Self::Ageing,
        Self::Undated,
        Self::Fresh,
        Self::Lasting,
        Self::Replaced,
    ];

    /// Whether readers are told that it may not hold any more.
    pub fn is_aged(self) -> bool {
        matches!(self, Self::Ended | Self::Old)
    }
}

/// How old the answers of `faq` are on the day `today`: what needs a look first, then the oldest.
pub fn of(faq: &Faq, today: Date) -> Vec<Freshness> {
    let fresh = faq.notice.fresh_for();
    let entries = faq.entries.iter();
    let mut all: Vec<Freshness> = entries
        .map(|entry| Freshness::of(entry, fresh, today))
        .collect();
    all.sort_by_key(|one| (one.state, std::cmp::Reverse(one.age)));
    all
}

impl Freshness {
    /// How old the answer of `entry` is on the day `today`, where a state counts as fresh for `fresh` days.
    pub fn of(entry: &Entry, fresh: u32, today: Date) -> Self {
        let days = |as_of: Date| today.signed_duration_since(as_of).num_days();
        let age = entry.as_of.map(days);
        let has_ended = entry.valid_until.is_some_and(|end| today > end);
        let state = match (entry.kind, age) {
            _ if entry.superseded_by.is_some() => State::Replaced,
            _ if has_ended => State::Ended,
            (Kind::Fact, _) => State::Lasting,
            (Kind::State, None) => State::Undated,
            (Kind::State, Some(age)) if age > i64::from(fresh) => State::Old,
            (Kind::State, Some(age)) if age as f64 > f64::from(fresh) * AGEING => State::Ageing,
            (Kind::State, Some(_)) => State::Fresh,
        };
        Self {
            entry: entry.id.clone(),
            as_of: entry.as_of,
            age,
            state,
        }
    }
}
