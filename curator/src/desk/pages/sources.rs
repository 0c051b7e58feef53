//! The publications that answers are drawn from.

use std::collections::BTreeMap;

use maklumat::{
    faq::{Finding, Source},
    reply,
};
use maud::{Markup, html};

use super::{
    frame::{Frame, Room},
    told,
};
use crate::desk::{publication::Publication, words::Words};

/// The list, with a form for a new one, or for that which is being changed.
pub fn page(
    frame: &Frame,
    sources: &BTreeMap<String, Source>,
    form: &Publication,
    base: &str,
    refused: Option<(&str, &[Finding])>,
) -> Markup {
    let words = frame.words;
    let heading = if form.id.is_empty() {
        words.new_source
    } else {
        words.change_source
    };
    frame.page(Room::Sources, words.sources, html! {
        h1 { (words.sources) }
        p.note { (words.sources_about) }
        @if let Some((why, findings)) = refused {
            div.refused role="alert" {
                p { strong { (words.not_saved) } " " (why) }
                (told::each(frame, findings))
            }
        }
        section.card aria-labelledby="source" {
            h2 id="source" { (heading) }
            form method="post" action="/sources" {
                (frame.proof())
                input type="hidden" name="base" value=(base);
                input type="hidden" name="id" value=(form.id);
                @for (name, label, kind) in kinds(words) {
                    label for=(name) { (label) }
                    input type=(kind) id=(name) name=(name) value=(form.get(name));
                }
                div.actions {
                    button.first type="submit" { (words.save) }
                    @if !form.id.is_empty() { a.button href="/sources" { (words.cancel) } }
                }
            }
        }
        ul.plain.items {
            @for (id, source) in sources {
                li {
                    a href={ "/sources?id=" (id) "#source" } { (source.publisher) ", " (reply::date(source.published, frame.language)) }
                    div.meta { span.note { (source.title) } }
                }
            }
        }
    })
}

fn kinds(words: &Words) -> [(&'static str, &'static str, &'static str); 5] {
    [
        ("publisher", words.publisher, "text"),
        ("title", words.headline, "text"),
        ("author", words.author, "text"),
        ("published", words.published, "date"),
        ("url", words.url, "url"),
    ]
}
