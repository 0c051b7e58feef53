//! How far the answer of an entry can be trusted today.

use maklumat::faq::{Date, Entry, Kind, Notice, Status};

/// How an answer has aged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Another entry has taken its place.
    Replaced,
    /// Its last day is over.
    Ended,
    /// It tells of so many days ago, and readers are told so.
    Old(i64),
    /// It has no day.
    Undated,
    /// It never ages.
    Lasting,
    /// It is of late.
    Fresh,
}

/// How the answer of `entry` has aged by `today`.
pub fn freshness(entry: &Entry, notice: &Notice, today: Date) -> Freshness {
    if entry.superseded_by.is_some() {
        return Freshness::Replaced;
    }
    if entry.valid_until.is_some_and(|last| today > last) {
        return Freshness::Ended;
    }
    if entry.kind == Kind::Fact {
        return Freshness::Lasting;
    }
    let Some(as_of) = entry.as_of else {
        return Freshness::Undated;
    };
    let days = today.signed_duration_since(as_of).num_days();
    let fresh = match notice.status {
        Some(Status::Closed) => 0,
        Some(Status::Active | Status::Monitoring) | None => notice.fresh_days.into(),
    };
    match days > fresh {
        true => Freshness::Old(days),
        false => Freshness::Fresh,
    }
}
