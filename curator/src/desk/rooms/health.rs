//! Health: how the FAQ stands.

use std::sync::Arc;

use axum::{
    Router,
    extract::State as Shared,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::desk::{
    context::{Desk, Trouble, shown},
    freshness::{Freshness, freshness},
    pages::health,
};

/// The address of this room.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/health", get(show))
}

async fn show(Shared(desk): Shared<Arc<Desk>>) -> Result<Response, Trouble> {
    let (version, faq) = desk.open()?;
    let promise = desk.state.learnt().map(|learnt| learnt.matcher.promise());
    let today = desk.state.today();
    let aged = faq.entries.iter().filter(|entry| {
        let freshness = freshness(entry, &faq.notice, today);
        matches!(freshness, Freshness::Old(_) | Freshness::Ended)
    });
    let page = health::page(
        &desk.frame(Some(&version)),
        &faq,
        promise,
        &desk.findings(&version),
        aged.count(),
    );
    Ok(shown(page).into_response())
}
