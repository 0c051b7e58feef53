//! Where an answer comes from, and how far it can still be trusted.

use std::collections::BTreeSet;

use super::{Reader, dates::date, either, version::Told};
use crate::{
    faq::{Date, Entry, Faq, Kind, Source, Status},
    text::Language,
};

/// "As of" and sources, as far as they are known.
pub(super) fn line(faq: &Faq, told: Told<'_>, language: Language) -> Option<String> {
    let as_of = told.as_of.map(|as_of| {
        let per = either(language, "Per", "As of");
        format!("{per} {}", date(as_of, language))
    });
    let parts: Vec<String> = as_of
        .into_iter()
        .chain(sources(faq, told.sources, language))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn sources(faq: &Faq, ids: &[String], language: Language) -> Option<String> {
    let named: Vec<String> = ids
        .iter()
        .filter_map(|id| faq.sources.get(id))
        .map(|source| name(source, language))
        .collect();
    let label = match (language, named.len()) {
        (_, 0) => return None,
        (Language::Indonesian, _) => "Sumber",
        (Language::English, 1) => "Source",
        (Language::English, _) => "Sources",
    };
    Some(format!("{label}: {}", named.join(", ")))
}

fn name(source: &Source, language: Language) -> String {
    format!(
        "{} ({})",
        source.publisher,
        date(source.published, language)
    )
}

/// The date of a state that is not fresh any more; a fact has none.
pub(super) fn old(faq: &Faq, entry: &Entry, told: Told<'_>, reader: &Reader) -> Option<Date> {
    if entry.kind == Kind::Fact {
        return None;
    }
    let fresh = match faq.notice.status {
        Some(Status::Closed) => 0,
        Some(Status::Active | Status::Monitoring) | None => faq.notice.fresh_days,
    };
    let days = |as_of: &Date| reader.today.signed_duration_since(*as_of).num_days();
    told.as_of.filter(|as_of| days(as_of) > fresh.into())
}

/// What to heed about answers of these dates.
pub(super) fn old_note(dates: &BTreeSet<Date>, language: Language) -> Option<String> {
    let day = date(*dates.first()?, language);
    Some(match (language, dates.len()) {
        (Language::Indonesian, 1) => {
            format!("Ini keadaan pada {day}; sekarang mungkin sudah lain.")
        }
        (Language::English, 1) => {
            format!("This is how things stood on {day}; they may be different now.")
        }
        (Language::Indonesian, _) => {
            "Ini keadaan pada tanggal-tanggal di atas; sekarang mungkin sudah lain.".to_owned()
        }
        (Language::English, _) => {
            "This is how things stood on the dates above; they may be different now.".to_owned()
        }
    })
}

/// What to heed about one answer: that it has run out, or that a later one is known.
pub(super) fn caveat(
    entry: &Entry,
    told: Told<'_>,
    reader: &Reader,
    language: Language,
) -> Option<String> {
    let day = reader.as_of.unwrap_or(reader.today);
    let newer = entry.as_of.filter(|newest| Some(*newest) > told.as_of);
    let ended = entry.valid_until.filter(|end| day > *end);
    match (newer, ended) {
        (Some(newest), _) => {
            let newest = date(newest, language);
            Some(match language {
                Language::Indonesian => format!("Ada kabar yang lebih baru, per {newest}."),
                Language::English => format!("There is newer word, as of {newest}."),
            })
        }
        (None, Some(end)) => {
            let end = date(end, language);
            Some(match language {
                Language::Indonesian => format!("Jawaban ini hanya berlaku sampai {end}."),
                Language::English => format!("This answer held only until {end}."),
            })
        }
        (None, None) => None,
    }
}
