//! One entry or gap: showing, previewing, saving, adding, taking away.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use maklumat::faq::{Document, EditError, Faq, Finding, rules::Severity};

use crate::{
    desk::{
        context::{Desk, Posted, Trouble, shown},
        draft::{Draft, What},
        edits::{added, apply, edits},
        pages::item::{self, Item, Outcome},
        state::Unsaved,
        version::{Version, within},
    },
    import,
    sentences::fill,
};

/// The addresses of one of them.
pub fn routes() -> Router<Arc<Desk>> {
    let begin_entry = async |desk| begin(desk, What::Entry);
    let add_entry = async |desk, form| add(desk, form, What::Entry);
    let begin_gap = async |desk| begin(desk, What::Gap);
    let add_gap = async |desk, form| add(desk, form, What::Gap);
    Router::new()
        .route("/item/{id}", get(show).post(change))
        .route("/new/entry", get(begin_entry).post(add_entry))
        .route("/new/gap", get(begin_gap).post(add_gap))
}

async fn show(
    Shared(desk): Shared<Arc<Desk>>,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let (version, faq) = desk.open()?;
    let (draft, path) = Draft::find(&faq, &id).ok_or_else(|| gone(&desk))?;
    let sheet = Sheet {
        draft,
        path,
        before: None,
        version,
        faq: Arc::clone(&faq),
    };
    let what = Became {
        outcome: Outcome::Opened,
        findings: desk.findings(&sheet.version),
        with_it: Some(faq),
    };
    Ok(sheet.shown(&desk, &what, New::No))
}

fn gone(desk: &Desk) -> Trouble {
    let words = desk.words();
    desk.trouble(StatusCode::NOT_FOUND, words.not_here, words.not_here_mend)
}

async fn change(
    Shared(desk): Shared<Arc<Desk>>,
    Path(id): Path<String>,
    Posted(fields, _): Posted,
) -> Result<Response, Trouble> {
    let (version, faq) = desk.open()?;
    let (before, path) = Draft::find(&faq, &id).ok_or_else(|| gone(&desk))?;
    let typed = Draft::typed(&fields, &before);
    let edits = edits(&path, &before, &typed);
    let edit = |document: &mut Document| match fields.get("do") {
        "remove" => document.remove(&path),
        _ => apply(document, &edits),
    };
    let name = name(&desk, &typed);
    let sheet = Sheet {
        draft: typed.clone(),
        path: path.clone(),
        before: Some(before.clone()),
        version,
        faq,
    };
    let base = fields.get("base");
    Ok(match fields.get("do") {
        "save" => sheet.save(&desk, base, name, edit, &format!("/item/{id}")),
        "remove" => {
            let name = fill(desk.words().removed, &[("what", &name)]);
            sheet.save(&desk, base, name, edit, "/entries")
        }
        // What somebody else wrote must not be taken for what this form began with.
        _ if base != sheet.version.held.hash => sheet.refused(&desk, Unsaved::Changed),
        _ => sheet.preview(&desk, edit, New::No),
    })
}

fn begin(Shared(desk): Shared<Arc<Desk>>, what: What) -> Result<Response, Trouble> {
    let (version, faq) = desk.open()?;
    let sheet = Sheet {
        draft: Draft::empty(what, &faq.notice.languages),
        path: String::new(),
        before: None,
        version,
        faq,
    };
    Ok(sheet.shown(&desk, &Became::nothing(), New::Yes))
}

fn add(
    Shared(desk): Shared<Arc<Desk>>,
    Posted(fields, _): Posted,
    what: What,
) -> Result<Response, Trouble> {
    let (version, faq) = desk.open()?;
    let mut typed = Draft::typed(&fields, &Draft::empty(what, &faq.notice.languages));
    if typed.id.is_empty() {
        let taken = |id: &str| Draft::find(&faq, id).is_some();
        let id = import::id::of(typed.title.any()).map(|id| import::id::free(id, taken));
        typed.id = id.unwrap_or_default();
    }
    let (list, there) = match what {
        What::Entry => ("entries", faq.entries.len()),
        What::Gap => ("not_covered", faq.not_covered.len()),
    };
    let edit = |document: &mut Document| apply(document, &[added(&typed, there == 0)]);
    let sheet = Sheet {
        draft: typed.clone(),
        path: format!("{list}[{there}]"),
        before: None,
        version,
        faq,
    };
    Ok(match fields.get("do") {
        "save" => {
            let then = format!("/item/{}", typed.id);
            sheet.save(&desk, fields.get("base"), name(&desk, &typed), edit, &then)
        }
        "begin" => sheet.shown(&desk, &Became::nothing(), New::Yes),
        _ => sheet.preview(&desk, edit, New::Yes),
    })
}

/// What a save is called.
fn name(desk: &Desk, typed: &Draft) -> String {
    let titles = [typed.title.get(desk.state.language()), typed.title.any()];
    let title = titles.into_iter().find(|title| !title.is_empty());
    title.unwrap_or(&typed.id).to_owned()
}

/// Whether the file has it already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum New {
    Yes,
    No,
}

/// An item on the table: what stands in its form, over which version of the file.
struct Sheet {
    draft: Draft,
    path: String,
    /// What the file says of it, where that was changed; nothing of a new one.
    before: Option<Draft>,
    version: Arc<Version>,
    faq: Arc<Faq>,
}

/// What became of what was sent.
struct Became {
    outcome: Outcome,
    findings: Vec<Finding>,
    /// What the file would say.
    with_it: Option<Arc<Faq>>,
}

impl Became {
    fn nothing() -> Self {
        Self {
            outcome: Outcome::Opened,
            findings: Vec::new(),
            with_it: None,
        }
    }
}

impl Sheet {
    fn preview(
        &self,
        desk: &Desk,
        edit: impl FnOnce(&mut Document) -> Result<(), EditError>,
        new: New,
    ) -> Response {
        match desk.state.tried(&self.version, edit) {
            Ok(after) => {
                let what = Became {
                    outcome: Outcome::Previewed,
                    findings: after.findings,
                    with_it: after.faq,
                };
                self.shown(desk, &what, new)
            }
            Err(unsaved) => self.refused(desk, unsaved),
        }
    }

    fn save(
        &self,
        desk: &Desk,
        base: &str,
        name: String,
        edit: impl FnOnce(&mut Document) -> Result<(), EditError>,
        then: &str,
    ) -> Response {
        match desk.state.save(base, name.clone(), edit) {
            Ok(()) => {
                desk.state
                    .tell(fill(desk.words().saved, &[("what", &name)]));
                Redirect::to(then).into_response()
            }
            Err(unsaved) => self.refused(desk, unsaved),
        }
    }

    fn refused(&self, desk: &Desk, unsaved: Unsaved) -> Response {
        let status = match unsaved {
            Unsaved::Changed => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let (outcome, findings) = match unsaved {
            Unsaved::Changed => (
                Outcome::Changed(self.before.clone().map(Box::new)),
                Vec::new(),
            ),
            other => {
                let (why, findings) = desk.why(other);
                (Outcome::Refused(why), findings)
            }
        };
        let what = Became {
            outcome,
            findings,
            with_it: None,
        };
        let new = if self.before.is_none() {
            New::Yes
        } else {
            New::No
        };
        (status, self.shown(desk, &what, new)).into_response()
    }

    /// The page. The next save is to be held against the version that it shows.
    fn shown(&self, desk: &Desk, what: &Became, new: New) -> Response {
        let inside = within(&what.findings, &self.path);
        let refused = matches!(what.outcome, Outcome::Refused(_));
        let matters = |finding: &&Finding| {
            let error = finding.rule.severity == Severity::Error;
            inside.contains(finding) || (refused && error)
        };
        let findings: Vec<Finding> = what.findings.iter().filter(matters).cloned().collect();
        let item = Item {
            draft: &self.draft,
            base: &self.version.held.hash,
            faq: &self.faq,
            shown: what.with_it.as_deref(),
            path: &self.path,
            findings: &findings,
            outcome: &what.outcome,
            new: new == New::Yes,
            today: desk.state.today(),
        };
        shown(item::page(&desk.frame(Some(&self.version)), &item)).into_response()
    }
}
