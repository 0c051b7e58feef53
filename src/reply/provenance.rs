//! Where an answer comes from, what was true before it, and how far it can still be trusted.

use std::collections::BTreeSet;

use super::{
    Reader,
    dates::date,
    version::{self, Told},
    words::{Words, fill},
};
use crate::{
    faq::{Date, Entry, Faq, Kind, Source},
    text::Language,
};

/// "As of" and sources, as far as they are known, and where those stand on the web.
pub(super) fn line(faq: &Faq, told: Told<'_>, language: Language) -> Option<String> {
    let as_of = told.as_of.map(|as_of| {
        let sentence = Words::of(language).as_of;
        fill(sentence, &[("date", &date(as_of, language))])
    });
    let parts: Vec<String> = as_of
        .into_iter()
        .chain(sources(faq, told.sources, language))
        .collect();
    let urls = told.sources.iter().filter_map(|id| {
        let url = faq.sources.get(id)?.url.as_ref()?;
        Some(format!("\n{url}"))
    });
    (!parts.is_empty()).then(|| parts.join(" · ") + &urls.collect::<String>())
}

fn sources(faq: &Faq, ids: &[String], language: Language) -> Option<String> {
    let words = Words::of(language);
    let named: Vec<String> = ids
        .iter()
        .filter_map(|id| faq.sources.get(id))
        .map(|source| name(source, language))
        .collect();
    let sentence = match named.len() {
        0 => return None,
        1 => words.source,
        _ => words.sources,
    };
    Some(fill(sentence, &[("names", &named.join(", "))]))
}

fn name(source: &Source, language: Language) -> String {
    let published = date(source.published, language);
    format!("{} ({published})", source.publisher)
}

/// What was true before `told`, newest first.
pub(super) fn history(entry: &Entry, told: Told<'_>, language: Language) -> Option<String> {
    let mut earlier: Vec<Told<'_>> = version::versions(entry)
        .filter(|version| version.as_of < told.as_of)
        .collect();
    earlier.sort_by_key(|version| std::cmp::Reverse(version.as_of));
    let lines = earlier.iter().filter_map(|version| {
        let day = date(version.as_of?, language);
        Some(format!("\n{day}: {}", version.answer.get(language)))
    });
    let lines: String = lines.collect();
    (!lines.is_empty()).then(|| Words::of(language).earlier.to_owned() + &lines)
}

/// The date of a state that is not fresh any more; a fact has none.
pub(super) fn old(faq: &Faq, entry: &Entry, told: Told<'_>, reader: &Reader) -> Option<Date> {
    if entry.kind == Kind::Fact {
        return None;
    }
    let fresh = faq.notice.fresh_for();
    let days = |as_of: &Date| reader.today.signed_duration_since(*as_of).num_days();
    told.as_of.filter(|as_of| days(as_of) > fresh.into())
}

/// What to heed about answers of these dates.
pub(super) fn old_note(dates: &BTreeSet<Date>, language: Language) -> Option<String> {
    let words = Words::of(language);
    let day = date(*dates.first()?, language);
    Some(match dates.len() {
        1 => fill(words.old, &[("date", &day)]),
        _ => words.old_days.to_owned(),
    })
}

/// What to heed about one answer: that it has run out, or that a later one is known.
pub(super) fn caveat(
    entry: &Entry,
    told: Told<'_>,
    reader: &Reader,
    language: Language,
) -> Option<String> {
    let words = Words::of(language);
    let day = reader.as_of.unwrap_or(reader.today);
    let newer = entry.as_of.filter(|newest| Some(*newest) > told.as_of);
    let ended = entry.valid_until.filter(|end| day > *end);
    let (sentence, day) = match (newer, ended) {
        (Some(newest), _) => (words.newer, newest),
        (None, Some(end)) => (words.ended, end),
        (None, None) => return None,
    };
    Some(fill(sentence, &[("date", &date(day, language))]))
}
