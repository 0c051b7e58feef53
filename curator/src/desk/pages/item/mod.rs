//! One entry or gap: what is told, how people ask, and beside each field what is to be told of it.

mod conflict;
mod fields;

use maklumat::faq::{Date, Faq, Finding};
use maud::{Markup, html};

use super::{
    chat,
    frame::{Frame, Room},
    list, told,
};
use crate::{
    desk::draft::{Draft, What},
    page::data::freshness::Freshness,
};

/// What happened to what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was sent.
    Opened,
    /// It was only to be shown.
    Previewed,
    /// It was not saved, for this reason.
    Refused(String),
    /// It was not saved, since the file changed; what the file says now stands beside it.
    Changed(Option<Box<Draft>>),
}

/// All that the page of an entry or gap shows.
pub struct Item<'a> {
    /// What stands in the fields.
    pub draft: &'a Draft,
    /// The hash of the file that the next save is to be compared with.
    pub base: &'a str,
    /// What the file says, for what can be chosen.
    pub faq: &'a Faq,
    /// What it would say with the draft in it, if it could be used.
    pub shown: Option<&'a Faq>,
    /// Where in the file the draft is or would be.
    pub path: &'a str,
    /// What is to be told of the draft, and of the rest where that keeps it from being saved.
    pub findings: &'a [Finding],
    /// What happened to it.
    pub outcome: &'a Outcome,
    /// Whether it is not in the file yet.
    pub new: bool,
    /// The day.
    pub today: Date,
}

/// The page of an entry or gap.
pub fn page(frame: &Frame, item: &Item<'_>) -> Markup {
    let words = frame.words;
    let room = match item.draft.what {
        What::Entry => Room::Entries,
        What::Gap => Room::Gaps,
    };
    let title = heading(frame, item);
    let entry = item.faq.entry(&item.draft.id);
    frame.page(room, &title, html! {
        h1 { (title) }
        div.meta {
            @if let Some(entry) = entry { (list::aged(frame, Freshness::of(entry, item.faq.notice.fresh_for(), item.today).state)) " " }
            (told::sum(frame, item.findings))
            @if !item.new { span.note { (item.draft.id) } }
        }
        (outcome(frame, item))
        div.columns {
            form method="post" action=(action(item)) {
                (frame.proof())
                input type="hidden" name="base" value=(item.base);
                // The first button of a form is what Enter presses: it must do no harm.
                button.hidden type="submit" name="do" value="preview" formaction={ (action(item)) "#preview" } tabindex="-1" { (words.preview) }
                (fields::fields(frame, item))
                (actions(frame, item))
                (beyond(frame, item))
            }
            section.preview id="preview" aria-labelledby="preview-name" {
                h2 id="preview-name" { (words.preview_heading) }
                @match item.shown {
                    Some(faq) => {
                        p.note { (words.preview_note) }
                        (chat::of(faq, &item.draft.id, item.today))
                    }
                    None if item.new && *item.outcome == Outcome::Opened => p.note { (words.preview_empty) },
                    None => p.note { (words.preview_none) },
                }
            }
        }
    })
}

/// Where the form of an item is sent.
fn action(item: &Item<'_>) -> String {
    match item.new {
        true => list::new_path(item.draft.what).to_owned(),
        false => format!("/item/{}", item.draft.id),
    }
}

fn heading(frame: &Frame, item: &Item<'_>) -> String {
    let title = item.draft.title.get(frame.language);
    match (title, item.new, item.draft.what) {
        ("", true, What::Entry) => frame.words.new_entry.to_owned(),
        ("", true, What::Gap) => frame.words.new_gap.to_owned(),
        ("", ..) if item.draft.title.is_empty() => item.draft.id.clone(),
        ("", ..) => item.draft.title.any().to_owned(),
        (title, ..) => title.to_owned(),
    }
}

fn outcome(frame: &Frame, item: &Item<'_>) -> Markup {
    let words = frame.words;
    let beyond: Vec<&Finding> = item
        .findings
        .iter()
        .filter(|finding| key(finding, item.path).is_none())
        .collect();
    html! {
        @match item.outcome {
            Outcome::Opened => {}
            Outcome::Previewed => p.told role="status" { (words.previewed) },
            Outcome::Refused(why) => div.refused role="alert" {
                p { strong { (words.not_saved) } " " (why) }
                @for finding in &beyond { p.finding { (finding.told(frame.language)) } }
            },
            Outcome::Changed(now) => div.refused role="alert" {
                p { strong { (words.not_saved) } " " (words.changed) }
                (conflict::both(frame, now.as_deref(), item))
            },
        }
    }
}

/// The key of the item that a finding is about; none for one of elsewhere.
fn key<'a>(finding: &'a Finding, path: &str) -> Option<&'a str> {
    let rest = finding.path.strip_prefix(path)?;
    (rest.is_empty() || rest.starts_with(['.', '['])).then(|| rest.trim_start_matches('.'))
}

fn actions(frame: &Frame, item: &Item<'_>) -> Markup {
    html! {
        div.actions.bar-below {
            button type="submit" name="do" value="preview" formaction={ (action(item)) "#preview" } { (frame.words.preview) }
            button.first type="submit" name="do" value="save" { (frame.words.save) }
        }
    }
}

/// What does away with it.
fn beyond(frame: &Frame, item: &Item<'_>) -> Markup {
    html! {
        @if !item.new {
            details.away {
                summary { (frame.words.remove) }
                p { (frame.words.remove_help) }
                button type="submit" name="do" value="remove" { (frame.words.remove_now) }
            }
        }
    }
}
