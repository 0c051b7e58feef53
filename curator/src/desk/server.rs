//! Serving the desk on this machine alone, until it is told to stop.

use std::{future::Future, io, sync::Arc};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State as Shared},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maklumat::text::Language;
use tokio::net::TcpListener;

use super::{
    context::{Desk, Posted, Sent},
    guard::{self, Guard, HEADERS},
    inbox::Inbox,
    pages::trouble,
    rooms::{ask, entries, health, inbox, item, sources},
    session::Keys,
    state::{State, Undone},
};
use crate::page::STYLE;
use crate::sentences::fill;

/// What a form may weigh: a FAQ's longest answers, many times over.
const BODY: usize = 1 << 20;

/// What the desk looks like beyond what every page does.
const OWN_STYLE: &str = include_str!("style.css");

/// A desk that is ready to be served.
pub struct Server {
    listener: TcpListener,
    desk: Arc<Desk>,
}

impl Server {
    /// Takes a port of this machine; any that is free for 0.
    pub async fn bind(port: u16, state: State, inbox: Inbox) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let guard = Guard::new(listener.local_addr()?.port());
        let keys = Keys::new().map_err(io::Error::other)?;
        let desk = Arc::new(Desk {
            state,
            inbox,
            keys,
            guard,
        });
        // What it learns now, the first page need not wait for; why it cannot be read is told there.
        let _ = desk.state.now();
        Ok(Self { listener, desk })
    }

    /// The link that lets one browser in.
    pub fn link(&self) -> String {
        let ticket = self.desk.keys.ticket().unwrap_or_default();
        self.desk.guard.link(&ticket)
    }

    /// Serves until `stop`, and finishes what is under way then.
    pub async fn serve(self, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let router = router(self.desk);
        axum::serve(self.listener, router)
            .with_graceful_shutdown(stop)
            .await
    }
}

fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/", get(async || Redirect::to("/inbox")))
        .route(guard::DOOR, get(open))
        .route(guard::STYLE, get(style))
        .route("/language", post(language))
        .route("/undo", post(undo))
        .merge(entries::routes())
        .merge(item::routes())
        .merge(sources::routes())
        .merge(ask::routes())
        .merge(inbox::routes())
        .merge(health::routes())
        .fallback(nowhere)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), admit))
        .with_state(desk)
}

/// Serves what may be served, and lets nothing out without its headers.
async fn admit(Shared(desk): Shared<Arc<Desk>>, request: Request, next: Next) -> Response {
    let judged = desk.guard.judge(
        &desk.keys,
        request.method(),
        request.uri().path(),
        request.headers(),
    );
    let mut response = match judged {
        Ok(()) => next.run(request).await,
        Err(refusal) => {
            let page = trouble::refused(desk.state.language(), refusal);
            (StatusCode::FORBIDDEN, Html(page.into_string())).into_response()
        }
    };
    for (name, value) in HEADERS {
        let (name, value) = (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
        response.headers_mut().insert(name, value);
    }
    response
}

/// Exchanges the ticket of the link for a cookie.
async fn open(Shared(desk): Shared<Arc<Desk>>, query: Sent) -> Response {
    match desk.keys.exchange(query.0.get("ticket")) {
        Some(session) => {
            let cookie = desk.guard.set_cookie(session);
            ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response()
        }
        None => {
            let page = trouble::refused(desk.state.language(), guard::Refusal::Stranger);
            (StatusCode::FORBIDDEN, Html(page.into_string())).into_response()
        }
    }
}

async fn style() -> impl IntoResponse {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (kind, [STYLE, OWN_STYLE].concat())
}

async fn nowhere(Shared(desk): Shared<Arc<Desk>>) -> Response {
    let words = desk.words();
    desk.trouble(StatusCode::NOT_FOUND, words.no_page, words.no_page_mend)
        .into_response()
}

/// Speaks another language from the next page on.
async fn language(Shared(desk): Shared<Arc<Desk>>, form: Posted) -> Response {
    if let Some(language) = Language::of_code(form.0.get("language")) {
        desk.state.speak(language);
    }
    back(&form.1)
}

/// Takes back the last save.
async fn undo(Shared(desk): Shared<Arc<Desk>>, form: Posted) -> Response {
    let words = desk.words();
    let told = match desk.state.undo() {
        Ok(Undone::Done(what)) => fill(words.undone, &[("what", &what)]),
        Ok(Undone::Changed) => words.undone_changed.to_owned(),
        Ok(Undone::Nothing) => words.undone_nothing.to_owned(),
        Err(error) => fill(words.refused_disk, &[("why", &error)]),
    };
    desk.state.tell(told);
    back(&form.1)
}

/// To the page that the form stood on, where that can be opened again.
fn back(from: &str) -> Response {
    let known = from.starts_with('/') && !from.starts_with("//") && !from.starts_with("/try/");
    Redirect::to(if known { from } else { "/" }).into_response()
}
