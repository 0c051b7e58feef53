//! The report as one page for a browser: no network, no script.

use maud::{Markup, html};

use super::{
    component::{self, badge, bar, card, layout, more, style, table, tiles},
    data::Report,
    plot,
    section::{self, Cell, Section, Shown, Table},
    words::Words,
};
use maklumat::{reply, text::Language};

/// Nothing is loaded from anywhere, whatever a FAQ may say.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The whole page.
pub fn page(report: &Report, language: Language) -> String {
    let words = Words::of(language);
    let title = report.title.as_deref().unwrap_or(words.untitled);
    let head = html! {
        meta http-equiv="Content-Security-Policy" content=(POLICY);
        meta name="color-scheme" content="light dark";
        (style())
    };
    let body = html! {
        header {
            p.eyebrow { (words.report) " · " (reply::date(report.day, language)) }
            h1 { (title) }
            p.note { (words.speaks(&report.content.languages)) }
        }
        main { (contents(report, language)) }
    };
    let title = format!("{title} · {}", words.report);
    layout(language, &title, head, "page", body).into_string()
}

/// The figures and sections, as they stand in any page.
pub fn contents(report: &Report, language: Language) -> Markup {
    let words = Words::of(language);
    html! {
        (tiles(&section::tiles(report, words)))
        @for section in section::sections(report, words) { (shown(&section, words)) }
    }
}

fn shown(section: &Section, words: &Words) -> Markup {
    let body = html! {
        @for says in &section.says { p.note { (says) } }
        @for shown in &section.shows {
            @match shown {
                Shown::Plot(plot) => { (plot::draw(&format!("{}-plot", section.id), plot, words)) }
                Shown::Table(table) if table.folded => { (more(words.table, listed(table))) }
                Shown::Table(table) => { (listed(table)) }
            }
        }
    };
    card(section.id, section.heading, body)
}

fn listed(listed: &Table) -> Markup {
    let rows: Vec<component::Row> = listed
        .rows
        .iter()
        .map(|row| component::Row {
            cells: row.cells.iter().map(cell).collect(),
            marked: row.marked,
        })
        .collect();
    table(&listed.caption, &listed.columns, &rows)
}

fn cell(cell: &Cell) -> Markup {
    match cell {
        Cell::Plain(words) => html! { (words) },
        Cell::Named(name, id) if name == id => html! { code { (id) } },
        Cell::Named(name, id) => html! { span { (name) code.id { (id) } } },
        Cell::Quoted(words) => html! { q { (words) } },
        Cell::Badge(tone, word) => badge(*tone, word),
        Cell::Bar(tone, share) => bar(*tone, *share),
    }
}
