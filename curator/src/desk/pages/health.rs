//! How the FAQ stands.

use maklumat::faq::Finding;
use maud::{Markup, html};

use super::{
    frame::{Frame, Room},
    told,
};
use crate::{
    page::{Report, component::card, contents},
    sentences::fill,
};

/// Findings of one kind that are shown before the others are counted.
const ALIKE: usize = 3;

/// All that is to be told, and the report once it is known.
pub fn page(frame: &Frame, report: Option<&Report>, findings: &[Finding]) -> Markup {
    let words = frame.words;
    frame.page(
        Room::Health,
        words.health,
        html! {
            h1 { (words.health) }
            p.note { (words.health_about) }
            @match report {
                Some(report) => (contents(report, frame.language)),
                None => p.note { (words.learning_first) },
            }
            (card("told", words.to_mend, all(frame, findings)))
        },
    )
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
