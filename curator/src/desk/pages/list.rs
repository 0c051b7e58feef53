//! Entries or gaps, to be found and opened.

use maklumat::{
    faq::{Faq, Finding},
    text::Language,
};
use maud::{Markup, html};

use super::{
    frame::{Frame, Room},
    told,
};
use crate::{
    desk::{draft::What, words::Words},
    page::{self, component::badge, data::freshness::State, section::tone},
    sentences::fill,
};

/// A line of the list.
#[derive(Debug)]
pub struct Line<'a> {
    /// The id.
    pub id: &'a str,
    /// The title, or the id.
    pub title: &'a str,
    /// How many phrasings there are.
    pub phrasings: usize,
    /// How its answer has aged; a gap's does not.
    pub freshness: Option<State>,
    /// What is to be told of it.
    pub findings: Vec<&'a Finding>,
}

/// Which of them are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// All.
    All,
    /// Those whose answers have aged.
    Aged,
    /// Those of which something serious is to be told.
    Told,
}

impl Show {
    const ALL: [Self; 3] = [Self::All, Self::Aged, Self::Told];

    /// What the address calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Aged => "aged",
            Self::Told => "told",
        }
    }

    /// What the address means.
    pub fn read(code: &str) -> Self {
        let named = Self::ALL.into_iter().find(|show| show.code() == code);
        named.unwrap_or(Self::All)
    }

    fn name(self, words: &Words) -> &'static str {
        match self {
            Self::All => words.show_all,
            Self::Aged => words.show_aged,
            Self::Told => words.show_told,
        }
    }
}

/// The list, as it was looked for.
pub fn page(frame: &Frame, what: What, lines: &[Line<'_>], looked_for: &str, show: Show) -> Markup {
    let words = frame.words;
    let (room, new, about) = match what {
        What::Entry => (Room::Entries, words.new_entry, words.entries_about),
        What::Gap => (Room::Gaps, words.new_gap, words.gaps_about),
    };
    frame.page(room, room.name(words), html! {
        h1 { (room.name(words)) }
        p.note { (about) }
        form.search method="get" action=(room.path()) role="search" {
            label for="q" { (words.search) }
            div.row {
                input type="search" id="q" name="q" value=(looked_for) autocomplete="off";
                @if what == What::Entry {
                    label.hidden for="show" { (words.show) }
                    select id="show" name="show" {
                        @for each in Show::ALL { option value=(each.code()) selected[each == show] { (each.name(words)) } }
                    }
                }
                button type="submit" { (words.find) }
            }
        }
        p.actions { a.button.first href=(new_path(what)) { (new) } }
        @if lines.is_empty() { p { (words.none_found) } }
        ul.plain.items {
            @for line in lines { li { (item(frame, line)) } }
        }
    })
}

/// Where a new one is begun.
pub fn new_path(what: What) -> &'static str {
    match what {
        What::Entry => "/new/entry",
        What::Gap => "/new/gap",
    }
}

fn item(frame: &Frame, line: &Line<'_>) -> Markup {
    let phrasings = fill(frame.words.phrasings_count, &[("count", &line.phrasings)]);
    html! {
        a href={ "/item/" (line.id) } { (line.title) }
        div.meta {
            @if let Some(freshness) = line.freshness { (aged(frame, freshness)) " " }
            (told::sum(frame, line.findings.iter().copied()))
            span.note { (phrasings) " · " (line.id) }
        }
    }
}

/// How an answer has aged.
pub fn aged(frame: &Frame, state: State) -> Markup {
    badge(
        tone(state),
        page::words::Words::of(frame.language).state(state),
    )
}

/// Titles with ids, in the order of the file.
pub fn titles(faq: &Faq, language: Language) -> Vec<(&str, &str)> {
    let entries = faq.entries.iter();
    entries
        .map(|entry| (entry.id.as_str(), maklumat::reply::title(entry, language)))
        .collect()
}
