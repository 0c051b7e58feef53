//! What a reply says of the notice itself: what it is drawn from, whose it is, where to turn, what can be asked.

use super::{
    title,
    words::{Words, fill},
};
use crate::{
    faq::{Entry, Faq, Status},
    text::Language,
};

/// Titles named to show what can be asked.
const EXAMPLES: usize = 3;

/// A sentence about what answers are drawn from.
pub(super) fn of_sources(sentence: &str, faq: &Faq, language: Language) -> String {
    fill(sentence, &[("sources_are", sources_are(faq, language))])
}

/// What answers are drawn from, as it stands inside a sentence.
pub(super) fn sources_are(faq: &Faq, language: Language) -> &str {
    match &faq.notice.sources_are {
        Some(sources) => sources.get(language),
        None => Words::of(language).sources_are,
    }
}

/// Whose channel it is, as far as the notice says so.
pub(super) fn voice(faq: &Faq, language: Language) -> Option<String> {
    let (words, notice) = (Words::of(language), &faq.notice);
    let publisher = notice.publisher.as_ref().map(|name| name.get(language));
    let sentence = match (notice.official, publisher) {
        (None, None) => return None,
        (None, Some(_)) => words.of_publisher,
        (Some(true), None) => words.official,
        (Some(true), Some(_)) => words.official_of,
        (Some(false), None) => words.unofficial,
        (Some(false), Some(_)) => words.unofficial_of,
    };
    let values = [("publisher", publisher.unwrap_or_default())];
    Some(fill(sentence, &values))
}

/// Where to turn with what is not answered here, as far as it is known.
pub(super) fn turn_to(faq: &Faq, language: Language) -> Option<String> {
    let notice = &faq.notice;
    let contact = notice.contact.as_ref();
    let contact = contact.map(|contact| contact.get(language).to_owned());
    contact.or_else(|| {
        let publisher = notice.publisher.as_ref()?.get(language);
        let sentence = Words::of(language).ask_publisher;
        Some(fill(sentence, &[("publisher", publisher)]))
    })
}

/// The answer of a gap that nobody has written one for: that it is not told here, and where to turn.
pub fn untold(faq: &Faq, language: Language) -> String {
    let sentence = of_sources(Words::of(language).untold, faq, language);
    match turn_to(faq, language) {
        Some(contact) => format!("{sentence} {contact}"),
        None => sentence,
    }
}

/// How far the event has come, where it is one.
pub(super) fn stage(faq: &Faq, language: Language) -> Option<&'static str> {
    let words = Words::of(language);
    Some(match faq.notice.status? {
        Status::Active => words.active,
        Status::Monitoring => words.monitoring,
        Status::Closed => words.closed,
    })
}

/// What can be asked.
pub(super) fn scope(faq: &Faq, language: Language) -> String {
    let words = Words::of(language);
    let topics = examples(faq, language).join(", ");
    match &faq.notice.title {
        Some(notice) => {
            let values = [("notice", notice.get(language)), ("topics", &topics)];
            fill(words.scope_of, &values)
        }
        None => fill(words.scope, &[("topics", &topics)]),
    }
}

/// Titles from all over the FAQ, so that they show its breadth.
fn examples(faq: &Faq, language: Language) -> Vec<&str> {
    let current = |entry: &&Entry| entry.superseded_by.is_none();
    let entries: Vec<&Entry> = faq.entries.iter().filter(current).collect();
    let step = entries.len().div_ceil(EXAMPLES).max(1);
    let spread = entries.into_iter().step_by(step);
    spread.map(|entry| title(entry, language)).collect()
}
