//! Which of an entry's answers was true on a date.

use crate::faq::{Date, Entry, Faq, Localized};

/// An answer as it was true at some date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    /// The date at which it was true.
    pub as_of: Option<Date>,
    /// Its words.
    pub answer: &'a Localized,
    /// Ids of the sources that it is drawn from.
    pub sources: &'a [String],
}

/// What `entry` told on `date`, or tells now; nothing when its story begins later.
pub(super) fn told(entry: &Entry, date: Option<Date>) -> Option<Told<'_>> {
    let Some(date) = date else {
        return Some(newest(entry));
    };
    versions(entry)
        .filter(|version| version.as_of.is_none_or(|as_of| as_of <= date))
        .max_by_key(|version| version.as_of)
}

/// The first date of which `entry` tells.
pub(super) fn begins(entry: &Entry) -> Option<Date> {
    versions(entry).filter_map(|version| version.as_of).min()
}

/// The entry that tells on `date` what `entry` once told: itself, unless it was superseded by then.
pub(super) fn current<'a>(faq: &'a Faq, entry: &'a Entry, date: Option<Date>) -> &'a Entry {
    let mut current = entry;
    // A chain of successors is no longer than the FAQ, even in one that nobody checked.
    for _ in 0..faq.entries.len() {
        match successor(faq, current).filter(|next| told(next, date).is_some()) {
            Some(next) => current = next,
            None => break,
        }
    }
    current
}

fn successor<'a>(faq: &'a Faq, entry: &Entry) -> Option<&'a Entry> {
    faq.entry(entry.superseded_by.as_ref()?)
}

/// Every answer that `entry` ever had.
pub(super) fn versions(entry: &Entry) -> impl Iterator<Item = Told<'_>> {
    let earlier = entry.history.iter().map(|version| Told {
        as_of: Some(version.as_of),
        answer: &version.answer,
        sources: &version.sources,
    });
    earlier.chain([newest(entry)])
}

fn newest(entry: &Entry) -> Told<'_> {
    Told {
        as_of: entry.as_of,
        answer: &entry.answer,
        sources: &entry.sources,
    }
}
