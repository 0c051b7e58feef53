//! What is told when a page cannot be shown, and what to do about it.

use maklumat::{faq::Finding, text::Language};
use maud::{Markup, html};

use super::{
    frame::{Frame, Room, bare},
    told,
};
use crate::desk::{guard::Refusal, words::Words};

/// To whoever is not let in.
pub fn refused(language: Language, refusal: Refusal) -> Markup {
    let words = Words::of(language);
    let (what, mend) = match refusal {
        Refusal::Host => (words.wrong_host, words.wrong_host_mend),
        Refusal::Elsewhere => (words.elsewhere, words.elsewhere_mend),
        Refusal::Stranger => (words.stranger, words.stranger_mend),
    };
    bare(
        language,
        what,
        html! { main { h1 { (what) } p { (mend) } } },
    )
}

/// Where something is missing, or could not be done.
pub fn page(frame: &Frame, room: Room, what: &str, mend: &str) -> Markup {
    frame.page(
        room,
        what,
        html! {
            h1 { (what) }
            p { (mend) }
            p.actions { a.button href=(room.path()) { (room.name(frame.words)) } }
        },
    )
}

/// Of a file that cannot be used as it is.
pub fn broken(frame: &Frame, path: &str, findings: &[Finding]) -> Markup {
    let words = frame.words;
    frame.page(Room::Entries, words.broken, html! {
        h1 { (words.broken) }
        p { (words.broken_mend) }
        p.note { (path) }
        @for finding in findings {
            @let line = finding.place.map(|place| place.line.to_string());
            p { @if let Some(line) = line { strong { (words.line) " " (line) } ": " } (finding.subject(frame.language).unwrap_or_default()) }
            (told::each(frame, [finding]))
        }
    })
}
