//! Trying: asking anything, and filing it as a case.

use std::sync::Arc;

use axum::{
    Router,
    extract::State as Shared,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maklumat::reply::Reader;

use crate::{
    cases::Label,
    desk::{
        context::{Desk, Posted, Trouble, shown},
        pages::ask::{self, Asked},
    },
    sentences::fill,
};

/// The addresses of this room.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/try", get(empty).post(answer))
        .route("/try/case", post(file))
}

async fn empty(Shared(desk): Shared<Arc<Desk>>) -> Result<Response, Trouble> {
    page(&desk, "")
}

async fn answer(Shared(desk): Shared<Arc<Desk>>, form: Posted) -> Result<Response, Trouble> {
    page(&desk, form.0.get("question"))
}

fn page(desk: &Desk, question: &str) -> Result<Response, Trouble> {
    let (version, _) = desk.open()?;
    let learnt = desk.state.learnt();
    let asked = learnt
        .as_ref()
        .filter(|_| !question.is_empty())
        .map(|learnt| Asked {
            question,
            faq: learnt.matcher.faq(),
            understanding: learnt.matcher.understand(question),
            explanation: learnt.matcher.explain(question),
        });
    let reader = Reader {
        language: None,
        as_of: None,
        today: desk.state.today(),
    };
    let cases = desk.state.places.cases.display().to_string();
    let frame = desk.frame(Some(&version));
    Ok(shown(ask::page(&frame, asked.as_ref(), &reader, &cases)).into_response())
}

async fn file(Shared(desk): Shared<Arc<Desk>>, form: Posted) -> Result<Response, Trouble> {
    let (_, faq) = desk.open()?;
    let words = desk.words();
    let (label, question) = (form.0.get("label"), form.0.get("question"));
    let told = match Label::read(label, &faq) {
        Err(_) => words.no_label.to_owned(),
        Ok(_) if question.is_empty() => words.no_question.to_owned(),
        Ok(label) => match desk.state.file_case(&label.to_string(), question) {
            Ok(true) => words.filed.to_owned(),
            Ok(false) => words.filed_before.to_owned(),
            Err(error) => fill(words.not_filed, &[("why", &error)]),
        },
    };
    desk.state.tell(told);
    Ok(Redirect::to("/try").into_response())
}
