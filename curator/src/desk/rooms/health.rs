//! Health: how the FAQ stands.

use std::sync::Arc;

use axum::{
    Router,
    extract::State as Shared,
    response::{IntoResponse, Response},
    routing::get,
};

use super::aside;
use crate::{
    desk::{
        context::{Desk, Trouble, shown},
        learner::Learnt,
        pages::health,
        version::Version,
    },
    page::{
        Material, Report,
        data::question::{Asked, Question},
    },
};

/// The address of this room.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/health", get(show))
}

async fn show(Shared(desk): Shared<Arc<Desk>>) -> Result<Response, Trouble> {
    aside(move || {
        let (version, _) = desk.open()?;
        let learnt = desk.state.learnt();
        let report = learnt.and_then(|learnt| report(&desk, &version, &learnt));
        let frame = desk.frame(Some(&version));
        let findings = desk.findings(&version);
        Ok(shown(health::page(&frame, report.as_ref(), &findings)).into_response())
    })
    .await
}

/// The report of a version, once all of it is known. Where what the bot saw cannot be read, the inbox says why.
fn report(desk: &Desk, version: &Version, learnt: &Learnt) -> Option<Report> {
    let known = learnt
        .known
        .get()
        .filter(|_| learnt.hash == version.held.hash)?;
    let sorted = desk.inbox.sorted(learnt).unwrap_or_default();
    Some(Report::of(&Material {
        matcher: &learnt.matcher,
        asked: Asked::Phrasings,
        questions: &Question::phrasings(&learnt.matcher, &known.tried),
        misses: &sorted.seen.misses,
        groups: &sorted.triage.sums(),
        observed: &sorted.seen.observed,
        findings: &known.findings,
        today: desk.state.today(),
        language: desk.state.language(),
    }))
}
