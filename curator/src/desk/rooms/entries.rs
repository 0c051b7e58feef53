//! Entries and gaps: finding them.

use std::sync::Arc;

use axum::{
    Router,
    extract::State as Shared,
    response::{IntoResponse, Response},
    routing::get,
};
use maklumat::faq::{Entry, Faq, Finding, Gap, Localized, rules::Severity};

use crate::{
    desk::{
        context::{Desk, Sent, Trouble, shown},
        draft::What,
        pages::list::{self, Line, Show},
        version::within,
    },
    page::data::freshness::{Freshness, State},
};

/// Of what is found by meaning, the chance that is worth showing.
const WORTH: f64 = 0.02;

/// The addresses of this room.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route(
            "/entries",
            get(async |desk, sent| list(desk, sent, What::Entry)),
        )
        .route("/gaps", get(async |desk, sent| list(desk, sent, What::Gap)))
}

fn list(
    Shared(desk): Shared<Arc<Desk>>,
    Sent(fields): Sent,
    what: What,
) -> Result<Response, Trouble> {
    let (version, faq) = desk.open()?;
    let findings = desk.findings(&version);
    let (looked_for, show) = (fields.get("q"), Show::read(fields.get("show")));
    let mut lines = lines(&desk, &faq, &findings, what);
    if !looked_for.is_empty() {
        let order = found(&desk, &faq, looked_for);
        lines.retain(|line| order.iter().any(|id| id == line.id));
        lines.sort_by_key(|line| order.iter().position(|id| id == line.id));
    }
    lines.retain(|line| match show {
        Show::All => true,
        Show::Aged => line.freshness.is_some_and(State::is_aged),
        Show::Told => line
            .findings
            .iter()
            .any(|finding| finding.rule.severity != Severity::Hint),
    });
    let frame = desk.frame(Some(&version));
    Ok(shown(list::page(&frame, what, &lines, looked_for, show)).into_response())
}

fn lines<'a>(desk: &Desk, faq: &'a Faq, findings: &'a [Finding], what: What) -> Vec<Line<'a>> {
    let language = desk.state.language();
    match what {
        What::Entry => {
            let entries = faq.entries.iter().enumerate();
            let line = |(place, entry): (usize, &'a Entry)| Line {
                id: &entry.id,
                title: maklumat::reply::title(entry, language),
                phrasings: entry.phrasings.len(),
                freshness: Some(
                    Freshness::of(entry, faq.notice.fresh_for(), desk.state.today()).state,
                ),
                findings: within(findings, &format!("entries[{place}]")),
            };
            entries.map(line).collect()
        }
        What::Gap => {
            let gaps = faq.not_covered.iter().enumerate();
            let line = |(place, gap): (usize, &'a Gap)| Line {
                id: &gap.id,
                title: gap
                    .title
                    .as_ref()
                    .map_or(gap.id.as_str(), |title| title.get(language)),
                phrasings: gap.phrasings.len(),
                freshness: None,
                findings: within(findings, &format!("not_covered[{place}]")),
            };
            gaps.map(line).collect()
        }
    }
}

/// Ids of what holds these words, then of what they ask by the matcher, likeliest first.
fn found(desk: &Desk, faq: &Faq, looked_for: &str) -> Vec<String> {
    let words = looked_for.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&words);
    let titles =
        |title: &Option<Localized>| title.as_ref().is_some_and(|title| title.texts().any(holds));
    let entries = faq
        .entries
        .iter()
        .filter(|entry| holds(&entry.id) || titles(&entry.title));
    let gaps = faq
        .not_covered
        .iter()
        .filter(|gap| holds(&gap.id) || titles(&gap.title));
    let mut ids: Vec<String> = entries.map(|entry| entry.id.clone()).collect();
    ids.extend(gaps.map(|gap| gap.id.clone()));
    if let Some(learnt) = desk.state.learnt() {
        let asked = learnt.matcher.explain_whole(looked_for);
        let likely = asked
            .candidates
            .into_iter()
            .filter(|candidate| candidate.chance >= WORTH);
        let likely = likely
            .map(|candidate| candidate.id)
            .filter(|id| !ids.contains(id))
            .collect::<Vec<_>>();
        ids.extend(likely);
    }
    ids
}
