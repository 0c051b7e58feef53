//! What was typed beside what the file says now, where somebody else changed it.

use maklumat::reply::Words as Told;
use maud::{Markup, html};

use super::Item;
use crate::desk::{
    draft::{Draft, What},
    pages::frame::Frame,
};

/// What the file says and what was typed, where the two differ.
pub(super) fn both(frame: &Frame, now: Option<&Draft>, item: &Item<'_>) -> Markup {
    let words = frame.words;
    let Some(now) = now else {
        return html! { p { (if item.new { words.changed_elsewhere } else { words.changed_gone }) } };
    };
    let differences = differences(frame, now, item.draft);
    html! {
        @if differences.is_empty() { p { (words.changed_elsewhere) } }
        @else {
            p { (words.changed_both) }
            @for (name, theirs, ours) in differences {
                h3 { (name) }
                dl.both {
                    div { dt { (words.in_file) } dd { (theirs) } }
                    div { dt { (words.typed) } dd { (ours) } }
                }
            }
            p { a href={ "/item/" (item.draft.id) } { (words.take_theirs) } }
        }
    }
}

fn differences(frame: &Frame, now: &Draft, typed: &Draft) -> Vec<(String, String, String)> {
    let words = frame.words;
    let mut found = Vec::new();
    for (name, theirs, ours) in [
        (words.title, &now.title, &typed.title),
        (words.answer, &now.answer, &typed.answer),
    ] {
        for (language, ours) in &ours.words {
            let name = format!("{name} ({})", Told::of(*language).name);
            found.push((name, theirs.get(*language).to_owned(), ours.clone()));
        }
    }
    let only = |own: &[String], other: &[String]| {
        let only = own.iter().filter(|line| !other.contains(line));
        only.cloned().collect::<Vec<_>>().join("\n")
    };
    let (theirs, ours) = (&now.phrasings, &typed.phrasings);
    found.push((
        words.phrasings.to_owned(),
        only(theirs, ours),
        only(ours, theirs),
    ));
    if now.what == What::Entry {
        for (name, theirs, ours) in [
            (words.as_of, &now.as_of, &typed.as_of),
            (words.valid_until, &now.valid_until, &typed.valid_until),
            (
                words.superseded_by,
                &now.superseded_by,
                &typed.superseded_by,
            ),
            (
                words.sources,
                &now.sources.join(", "),
                &typed.sources.join(", "),
            ),
            (
                words.related,
                &now.related.join(", "),
                &typed.related.join(", "),
            ),
        ] {
            found.push((name.to_owned(), theirs.clone(), ours.clone()));
        }
    }
    found.retain(|(_, theirs, ours)| theirs != ours);
    found
}
