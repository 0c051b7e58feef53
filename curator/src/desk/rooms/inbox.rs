//! The inbox: looking, weighing, accepting, setting aside.

use std::{fs, sync::Arc};

use axum::{
    Router,
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maklumat::{faq::Faq, reply};

use super::aside;
use crate::{
    cases::{self, Case},
    desk::{
        context::{Desk, Posted, Trouble, shown},
        fields::Fields,
        inbox::Sorted,
        learner::Learnt,
        pages::{
            frame::Room,
            inbox::{self, Listed, Shown},
            trouble,
        },
        state::Unsaved,
        version::Version,
    },
    sentences::fill,
    triage::{Change, Group},
};

/// The addresses of this room.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/inbox", get(list))
        .route("/inbox/back", post(bring_back))
        .route("/inbox/{key}", get(look).post(decide))
}

/// What a group's page is made of.
struct Table {
    version: Arc<Version>,
    faq: Arc<Faq>,
    learnt: Arc<Learnt>,
    sorted: Arc<Sorted>,
}

async fn list(Shared(desk): Shared<Arc<Desk>>) -> Result<Response, Trouble> {
    aside(move || {
        let Some(table) = lay(&desk)? else {
            return waiting(&desk);
        };
        let listed = Listed {
            groups: desk.inbox.open(&table.sorted.triage, &table.learnt),
            triage: &table.sorted.triage,
            aside: desk.inbox.aside(),
            faq: &table.faq,
        };
        let frame = desk.frame(Some(&table.version));
        let page = match desk.inbox.has_source() {
            true => inbox::list(&frame, &listed),
            false => inbox::without(&frame),
        };
        Ok(shown(page).into_response())
    })
    .await
}

/// What there is; nothing before something was learnt.
fn lay(desk: &Desk) -> Result<Option<Table>, Trouble> {
    let (version, faq) = desk.open()?;
    let Some(learnt) = desk.state.learnt() else {
        return Ok(None);
    };
    let sorted = desk.inbox.sorted(&learnt).map_err(|why| {
        let words = desk.words();
        desk.trouble(
            StatusCode::SERVICE_UNAVAILABLE,
            words.no_misses,
            &fill(words.no_misses_mend, &[("why", &why)]),
        )
    })?;
    Ok(Some(Table {
        version,
        faq,
        learnt,
        sorted,
    }))
}

/// The page while the first learning is under way.
fn waiting(desk: &Desk) -> Result<Response, Trouble> {
    let (version, _) = desk.open()?;
    let words = desk.words();
    let page = trouble::page(
        &desk.frame(Some(&version)),
        Room::Inbox,
        words.inbox,
        words.learning_first,
    );
    Ok(shown(page).into_response())
}

impl Table {
    fn group(&self, key: &str) -> Option<&Group> {
        self.sorted
            .triage
            .groups
            .iter()
            .find(|group| inbox_key(group) == key)
    }
}

fn inbox_key(group: &Group) -> String {
    crate::desk::inbox::key(group)
}

fn gone(desk: &Desk) -> Trouble {
    let words = desk.words();
    desk.trouble(
        StatusCode::NOT_FOUND,
        words.group_gone,
        words.group_gone_mend,
    )
}

async fn look(
    Shared(desk): Shared<Arc<Desk>>,
    Path(key): Path<String>,
) -> Result<Response, Trouble> {
    aside(move || {
        let Some(table) = lay(&desk)? else {
            return waiting(&desk);
        };
        let group = table.group(&key).ok_or_else(|| gone(&desk))?;
        let change = &group.proposal.change;
        Ok(page(&desk, &table, (&key, group), change, None))
    })
    .await
}

fn page(
    desk: &Desk,
    table: &Table,
    (key, group): (&str, &Group),
    change: &Change,
    refused: Option<Unsaved>,
) -> Response {
    let weighed = change.is_complete().then(|| {
        let weighed = desk
            .inbox
            .weigh(&table.learnt, cases(desk, &table.faq), group, change);
        weighed.map_err(|refusal| refusal.told(desk.state.language()))
    });
    let page = Shown {
        key,
        group,
        change,
        weighed,
        refused: refused.map(|unsaved| desk.why(unsaved)),
        faq: &table.faq,
        base: &table.version.held.hash,
    };
    let status = match page.refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let frame = desk.frame(Some(&table.version));
    (status, shown(inbox::group(&frame, &page))).into_response()
}

/// The cases that were filed, as far as they can be read.
fn cases(desk: &Desk, faq: &Faq) -> Vec<Case> {
    let bytes = fs::read(&desk.state.places.cases).unwrap_or_default();
    cases::read("cases", &bytes, faq).unwrap_or_default()
}

async fn decide(
    Shared(desk): Shared<Arc<Desk>>,
    Path(key): Path<String>,
    Posted(fields, _): Posted,
) -> Result<Response, Trouble> {
    aside(move || {
        let Some(table) = lay(&desk)? else {
            return waiting(&desk);
        };
        let group = table.group(&key).ok_or_else(|| gone(&desk))?;
        match fields.get("do") {
            "aside" => Ok(not_for_us(&desk, &table, (&key, group))),
            "accept" => Ok(accept(&desk, &table, (&key, group), &fields)),
            _ => Ok(page(
                &desk,
                &table,
                (&key, group),
                &chosen(group, &fields),
                None,
            )),
        }
    })
    .await
}

/// What the form asks for.
fn chosen(group: &Group, fields: &Fields) -> Change {
    let lines = fields.get("phrasings").lines().map(str::trim);
    let phrasings: Vec<String> = lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    match (fields.get("to"), &group.proposal.change) {
        ("new-gap", Change::NewGap(_)) => group.proposal.change.clone().with_phrasings(phrasings),
        (to, _) => Change::Phrasings {
            of: to.to_owned(),
            phrasings,
        },
    }
}

fn accept(desk: &Desk, table: &Table, (key, group): (&str, &Group), fields: &Fields) -> Response {
    let change = chosen(group, fields);
    let name = reply::name(&table.faq, change.id(), desk.state.language()).to_owned();
    match desk
        .state
        .save(fields.get("base"), name.clone(), |document| {
            change.apply(document)
        }) {
        Ok(()) => {
            desk.inbox.done(key, &table.learnt);
            desk.state
                .tell(fill(desk.words().saved, &[("what", &name)]));
            Redirect::to("/inbox").into_response()
        }
        Err(unsaved) => page(desk, table, (key, group), &change, Some(unsaved)),
    }
}

fn not_for_us(desk: &Desk, table: &Table, (key, group): (&str, &Group)) -> Response {
    let words = desk.words();
    match desk.inbox.set_group_aside(group) {
        Ok(()) => {
            desk.inbox.done(key, &table.learnt);
            desk.state.tell(words.was_set_aside.to_owned());
            Redirect::to("/inbox").into_response()
        }
        Err(error) => page(
            desk,
            table,
            (key, group),
            &group.proposal.change,
            Some(Unsaved::Disk(error)),
        ),
    }
}

async fn bring_back(Shared(desk): Shared<Arc<Desk>>, _form: Posted) -> Result<Response, Trouble> {
    let words = desk.words();
    desk.state.tell(match desk.inbox.bring_back() {
        Ok(()) => words.was_brought_back.to_owned(),
        Err(error) => fill(words.refused_disk, &[("why", &error)]),
    });
    Ok(Redirect::to("/inbox").into_response())
}
