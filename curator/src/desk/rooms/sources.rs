//! Sources: listing, adding, changing.

use std::sync::Arc;

use axum::{
    Router,
    extract::State as Shared,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use maklumat::faq::Finding;

use crate::desk::{
    context::{Desk, Posted, Sent, Trouble, shown},
    pages::sources,
    publication::Publication,
    state::Unsaved,
};
use crate::sentences::fill;

/// The addresses of this room.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/sources", get(show).post(save))
}

async fn show(Shared(desk): Shared<Arc<Desk>>, Sent(fields): Sent) -> Result<Response, Trouble> {
    let (version, faq) = desk.open()?;
    let form = Publication::find(&faq, fields.get("id"));
    let frame = desk.frame(Some(&version));
    Ok(shown(sources::page(
        &frame,
        &faq.sources,
        &form,
        &version.held.hash,
        None,
    ))
    .into_response())
}

async fn save(Shared(desk): Shared<Arc<Desk>>, form: Posted) -> Result<Response, Trouble> {
    let (version, faq) = desk.open()?;
    let words = desk.words();
    let typed = Publication::typed(&form.0);
    let name = typed.get("publisher").to_owned();
    let saved = desk
        .state
        .save(form.0.get("base"), name.clone(), |document| {
            typed.save(document, &faq)
        });
    let (why, findings) = match saved {
        Ok(()) => {
            desk.state.tell(fill(words.saved, &[("what", &name)]));
            return Ok(Redirect::to("/sources").into_response());
        }
        Err(Unsaved::Changed) => (
            [words.changed, words.changed_elsewhere].join(" "),
            Vec::new(),
        ),
        Err(unsaved) => desk.why(unsaved),
    };
    let frame = desk.frame(Some(&version));
    let inside = |finding: &Finding| finding.path.starts_with("sources");
    let findings: Vec<Finding> = findings.into_iter().filter(inside).collect();
    let page = sources::page(
        &frame,
        &faq.sources,
        &typed,
        &version.held.hash,
        Some((&why, &findings)),
    );
    Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(page)).into_response())
}
