//! How the FAQ stands.

use maklumat::{
    faq::{Faq, Finding},
    matcher::Promise,
};
use maud::{Markup, html};

use super::{
    frame::{Frame, Room},
    told,
};
use crate::{
    desk::words::fill,
    page::component::{Tile, card, tiles},
};

/// Findings of one kind that are shown before the others are counted.
const ALIKE: usize = 3;

/// Figures, and all that is to be told.
pub fn page(
    frame: &Frame,
    faq: &Faq,
    promise: Option<Promise>,
    findings: &[Finding],
    aged: usize,
) -> Markup {
    let words = frame.words;
    frame.page(
        Room::Health,
        words.health,
        html! {
            h1 { (words.health) }
            p.note { (words.health_about) }
            (tiles(&figures(frame, faq, promise, aged)))
            (card("told", words.to_mend, all(frame, findings)))
        },
    )
}

fn figures(frame: &Frame, faq: &Faq, promise: Option<Promise>, aged: usize) -> Vec<Tile> {
    let words = frame.words;
    let tile = |value: usize, name: &str| Tile {
        value: value.to_string(),
        name: name.to_owned(),
        note: None,
    };
    let phrasings = faq.entries.iter().map(|entry| entry.phrasings.len()).sum();
    let mut figures = vec![
        tile(faq.entries.len(), words.entries),
        tile(faq.not_covered.len(), words.gaps),
        tile(phrasings, words.phrasings),
        tile(aged, words.show_aged),
    ];
    figures.extend(promise.map(|promise| Tile {
        value: format!("{:.1} %", promise.certified() * 100.0),
        name: words.certified.to_owned(),
        note: Some(words.certified_note.to_owned()),
    }));
    figures
}

/// Findings of one rule together, the most serious first.
fn all(frame: &Frame, findings: &[Finding]) -> Markup {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        match groups
            .iter_mut()
            .find(|group| group[0].rule == finding.rule)
        {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.sort_by_key(|group| group[0].rule.severity);
    html! {
        @if groups.is_empty() { p { (frame.words.nothing_to_mend) } }
        ul.plain {
            @for group in &groups {
                li {
                    @for finding in group.iter().take(ALIKE) {
                        (told::each(frame, [*finding]))
                        p.note {
                            @match &finding.entry {
                                Some(id) => a href={ "/item/" (id) } { (finding.subject(frame.language).unwrap_or_default()) },
                                None => (finding.subject(frame.language).unwrap_or_default()),
                            }
                        }
                    }
                    @if group.len() > ALIKE {
                        @let more = (group.len() - ALIKE).to_string();
                        p.note { (fill(frame.words.more_alike, &[("count", &more)])) }
                    }
                }
            }
        }
    }
}
