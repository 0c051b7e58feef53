//! What every handler is given: the desk, and what was sent to it.

use std::sync::Arc;

use axum::{
    Form,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use maklumat::faq::{Faq, Finding};
use maud::Markup;

use super::{
    fields::Fields,
    guard::Guard,
    inbox::Inbox,
    pages::{
        frame::{Frame, Learning, Room},
        trouble,
    },
    session::Keys,
    state::{State, Unsaved},
    version::Version,
    words::Words,
};
use crate::sentences::fill;
use crate::triage::Refusal;

/// The desk of one run.
pub struct Desk {
    /// What it knows.
    pub state: State,
    /// What people could not find out.
    pub inbox: Inbox,
    /// Its secrets.
    pub keys: Keys,
    /// Who is let in.
    pub guard: Guard,
}

impl Desk {
    /// The sentences that the person reads.
    pub fn words(&self) -> &'static Words {
        Words::of(self.state.language())
    }

    /// What stands around a page that is made of a version of the file.
    pub fn frame(&self, version: Option<&Version>) -> Frame {
        let learnt = self.state.learnt();
        let learning = match (learnt, version) {
            (_, None) => Learning::Done,
            (None, Some(_)) => Learning::First,
            (Some(learnt), Some(version)) if learnt.hash == version.held.hash => Learning::Done,
            (Some(_), Some(_)) => Learning::UnderWay,
        };
        Frame {
            language: self.state.language(),
            words: self.words(),
            proof: self.keys.proof().to_owned(),
            told: self.state.told(),
            last_save: self.state.last_save(),
            learning,
        }
    }

    /// The file as it is, or the page that says why it cannot be used.
    pub fn open(&self) -> Result<(Arc<Version>, Arc<Faq>), Trouble> {
        let version = self.state.now().map_err(|error| {
            let words = self.words();
            let mend = fill(words.no_file_mend, &[("why", &error)]);
            self.trouble(StatusCode::SERVICE_UNAVAILABLE, words.no_file, &mend)
        })?;
        if let Some(faq) = version.faq.clone() {
            return Ok((version, faq));
        }
        let errors: Vec<_> = version.errors().cloned().collect();
        let path = self.state.places.faq.display().to_string();
        let page = trouble::broken(&self.frame(None), &path, &errors);
        Err(Trouble::new(StatusCode::SERVICE_UNAVAILABLE, page))
    }

    /// What is to be told of a version, with what was learnt of it where that is known.
    pub fn findings(&self, version: &Version) -> Vec<Finding> {
        let learnt = self
            .state
            .learnt()
            .filter(|learnt| learnt.hash == version.held.hash);
        let known = learnt.as_ref().and_then(|learnt| learnt.known.get());
        known
            .map_or(&version.findings, |known| &known.findings.all)
            .clone()
    }

    /// Why nothing was saved, and what is to be mended for it.
    pub fn why(&self, unsaved: Unsaved) -> (String, Vec<Finding>) {
        let words = self.words();
        let because = |sentence: &str, why: String| (fill(sentence, &[("why", &why)]), Vec::new());
        match unsaved {
            Unsaved::Changed => (words.changed.to_owned(), Vec::new()),
            Unsaved::Same => (words.same.to_owned(), Vec::new()),
            Unsaved::Refused(findings) => (words.refused_errors.to_owned(), findings),
            Unsaved::Edit(error) => because(words.refused_edit, error.to_string()),
            Unsaved::Proposal(Refusal::Findings(findings)) => {
                (words.refused_errors.to_owned(), findings)
            }
            Unsaved::Proposal(refusal) => (refusal.told(self.state.language()), Vec::new()),
            Unsaved::Disk(error) => because(words.refused_disk, error.to_string()),
        }
    }

    /// A page that says what is wrong and what to do.
    pub fn trouble(&self, status: StatusCode, what: &str, mend: &str) -> Trouble {
        let page = trouble::page(&self.frame(None), Room::Entries, what, mend);
        Trouble::new(status, page)
    }
}

/// What is shown in place of what was asked for.
#[derive(Debug)]
pub struct Trouble(Box<Response>);

impl Trouble {
    fn new(status: StatusCode, page: Markup) -> Self {
        Self(Box::new((status, shown(page)).into_response()))
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// A page, as it is sent.
pub fn shown(page: Markup) -> Html<String> {
    Html(page.into_string())
}

/// What stands behind the question mark of an address.
pub struct Sent(pub Fields);

/// A form of ours, and the page that it stood on.
pub struct Posted(pub Fields, pub String);

impl FromRequest<Arc<Desk>> for Sent {
    type Rejection = Trouble;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Trouble> {
        read(request, desk).await.map(Self)
    }
}

impl FromRequest<Arc<Desk>> for Posted {
    type Rejection = Trouble;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Trouble> {
        let from = page_of(request.headers());
        let fields = read(request, desk).await?;
        match fields.is_ours(&desk.keys) {
            true => Ok(Self(fields, from)),
            false => {
                let words = desk.words();
                Err(desk.trouble(
                    StatusCode::FORBIDDEN,
                    words.stale_form,
                    words.stale_form_mend,
                ))
            }
        }
    }
}

async fn read(request: Request, desk: &Arc<Desk>) -> Result<Fields, Trouble> {
    let form = Form::<Vec<(String, String)>>::from_request(request, desk).await;
    match form {
        Ok(Form(pairs)) => Ok(Fields::new(pairs)),
        Err(rejection) => {
            let words = desk.words();
            Err(desk.trouble(
                rejection.status(),
                words.unreadable_form,
                words.unreadable_form_mend,
            ))
        }
    }
}

/// The path of the page that a form stood on, as browsers tell it.
fn page_of(headers: &HeaderMap) -> String {
    let referrer = headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok());
    let path = referrer.and_then(|referrer| {
        let (_, after) = referrer.split_once("://")?;
        after.find('/').map(|at| after[at..].to_owned())
    });
    path.unwrap_or_else(|| "/".to_owned())
}
