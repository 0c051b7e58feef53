//! What pages are put together of: the frame, cards, tables, badges, figures. No words of their own.

use maklumat::text::Language;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style of every page, for light, dark and paper.
pub const STYLE: &str = include_str!("style.css");

/// The style, as it stands in a page that is one file.
pub fn style() -> Markup {
    html! { style { (PreEscaped(STYLE)) } }
}

/// A whole page in a language: what else its head holds, its style too; what kind of page it is, for the style; and its body, which
/// brings header and `main`.
pub fn layout(language: Language, title: &str, head: Markup, kind: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                (head)
            }
            body { div class=(kind) { (body) } }
        }
    }
}

/// A part of a page under a heading of the second rank; `id` is what links to it name.
pub fn card(id: &str, heading: &str, body: Markup) -> Markup {
    html! {
        section.card {
            h2 id=(id) { (heading) }
            (body)
        }
    }
}

/// How good what a badge or bar tells is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Soon not as it should be.
    Warn,
    /// Not as it should be.
    Bad,
    /// Neither.
    Plain,
}

impl Tone {
    /// Its class in the style.
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Plain => "plain",
        }
    }
}

/// A word that stands out, with a sign for those who see no colours.
pub fn badge(tone: Tone, word: &str) -> Markup {
    html! { span.badge.(tone.class()) { (word) } }
}

/// A figure that sums up, with what it is, and what more there is to say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// The figure.
    pub value: String,
    /// What it is.
    pub name: String,
    /// More of it.
    pub note: Option<String>,
}

/// Figures side by side.
pub fn tiles(tiles: &[Tile]) -> Markup {
    html! {
        dl.tiles {
            @for tile in tiles {
                div.tile {
                    dt { (tile.name) }
                    dd { (tile.value) }
                    @if let Some(note) = &tile.note { dd { (note) } }
                }
            }
        }
    }
}

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Words,
    /// Numbers, one below the other.
    Numbers,
    /// Bars, in the room that is left.
    Bars,
}

impl Holds {
    fn class(self) -> Option<&'static str> {
        match self {
            Self::Words => None,
            Self::Numbers => Some("number"),
            Self::Bars => Some("bars"),
        }
    }
}

/// A row of a table; its first cell names it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The cells, one for each column.
    pub cells: Vec<Markup>,
    /// Whether it is one that the text points at.
    pub marked: bool,
}

impl Row {
    /// A row like any other.
    pub fn of(cells: Vec<Markup>) -> Self {
        Self {
            cells,
            marked: false,
        }
    }
}

/// A table of more columns than these is a list of cards on a telephone.
const SIDE_BY_SIDE: usize = 3;

/// A table, whose caption is for those who hear it. Where it is too wide it scrolls by itself, or is a list of cards; the roles
/// hold whichever it looks like.
pub fn table(caption: &str, columns: &[(&str, Holds)], rows: &[Row]) -> Markup {
    let stacks = columns.len() > SIDE_BY_SIDE;
    html! {
        section.scroll aria-label=(caption) tabindex="0" {
            table.stacks[stacks] role="table" {
                caption.hidden { (caption) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for (name, holds) in columns {
                            th scope="col" role="columnheader" class=[holds.class()] { (name) }
                        }
                    }
                }
                tbody role="rowgroup" {
                    @for row in rows {
                        tr role="row" class=[row.marked.then_some("marked")] { (cells(columns, row)) }
                    }
                }
            }
        }
    }
}

fn cells(columns: &[(&str, Holds)], row: &Row) -> Markup {
    html! {
        @for (place, (cell, (name, holds))) in row.cells.iter().zip(columns).enumerate() {
            @if place == 0 {
                th scope="row" role="rowheader" class=[holds.class()] { (cell) }
            } @else {
                td role="cell" data-name=(name) class=[holds.class()] { (cell) }
            }
        }
    }
}

/// A bar for a cell of a table, as long as a share of the longest; the row tells the number.
pub fn bar(tone: Tone, share: f64) -> Markup {
    let width = format!("{:.1}", share.clamp(0.0, 1.0) * 100.0);
    html! {
        svg.bar.(tone.class()) viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
            rect width=(width) height="10" {}
        }
    }
}

/// What only some want to read, folded up on a screen and open on paper.
pub fn more(summary: &str, body: Markup) -> Markup {
    html! {
        details {
            summary { (summary) }
            (body)
        }
    }
}
