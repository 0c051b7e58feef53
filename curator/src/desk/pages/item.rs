//! One entry or gap: what is told, how people ask, and beside each field what is to be told of it.

use maklumat::{
    faq::{Date, Faq, Finding, Kind},
    reply::Words as Told,
    text::Language,
};
use maud::{Markup, html};

use super::{
    chat,
    frame::{Frame, Room},
    list, told,
};
use crate::{
    desk::draft::{Draft, Texts, What},
    page::data::freshness::Freshness,
    sentences::fill,
};

/// Entries to go on to, at least as many fields.
const RELATED: usize = 3;

/// What happened to what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing was sent.
    Opened,
    /// It was only to be shown.
    Previewed,
    /// It was not saved, for this reason.
    Refused(String),
    /// It was not saved, since the file changed; what the file says now stands beside it.
    Changed(Option<Box<Draft>>),
}

/// All that the page of an entry or gap shows.
pub struct Item<'a> {
    /// What stands in the fields.
    pub draft: &'a Draft,
    /// The hash of the file that the next save is to be compared with.
    pub base: &'a str,
    /// What the file says, for what can be chosen.
    pub faq: &'a Faq,
    /// What it would say with the draft in it, if it could be used.
    pub shown: Option<&'a Faq>,
    /// Where in the file the draft is or would be.
    pub path: &'a str,
    /// What is to be told of the draft, and of the rest where that keeps it from being saved.
    pub findings: &'a [Finding],
    /// What happened to it.
    pub outcome: &'a Outcome,
    /// Whether it is not in the file yet.
    pub new: bool,
    /// The day.
    pub today: Date,
}

/// The page of an entry or gap.
pub fn page(frame: &Frame, item: &Item<'_>) -> Markup {
    let words = frame.words;
    let room = match item.draft.what {
        What::Entry => Room::Entries,
        What::Gap => Room::Gaps,
    };
    let title = heading(frame, item);
    let entry = item
        .faq
        .entries
        .iter()
        .find(|entry| entry.id == item.draft.id);
    frame.page(room, &title, html! {
        h1 { (title) }
        div.meta {
            @if let Some(entry) = entry { (list::aged(frame, Freshness::of(entry, item.faq.notice.fresh_for(), item.today).state)) " " }
            (told::sum(frame, item.findings))
            @if !item.new { span.note { (item.draft.id) } }
        }
        (outcome(frame, item))
        div.columns {
            form method="post" action=(action(item)) {
                (frame.proof())
                input type="hidden" name="base" value=(item.base);
                // The first button of a form is what Enter presses: it must do no harm.
                button.hidden type="submit" name="do" value="preview" formaction={ (action(item)) "#preview" } tabindex="-1" { (words.preview) }
                (fields(frame, item))
                (actions(frame, item))
                (beyond(frame, item))
            }
            section.preview id="preview" aria-labelledby="preview-name" {
                h2 id="preview-name" { (words.preview_heading) }
                @match item.shown {
                    Some(faq) => {
                        p.note { (words.preview_note) }
                        (chat::of(faq, &item.draft.id, item.today))
                    }
                    None if item.new && *item.outcome == Outcome::Opened => p.note { (words.preview_empty) },
                    None => p.note { (words.preview_none) },
                }
            }
        }
    })
}

/// Where the form of an item is sent.
fn action(item: &Item<'_>) -> String {
    match item.new {
        true => list::new_path(item.draft.what).to_owned(),
        false => format!("/item/{}", item.draft.id),
    }
}

fn heading(frame: &Frame, item: &Item<'_>) -> String {
    let title = item.draft.title.get(frame.language);
    match (title, item.new, item.draft.what) {
        ("", true, What::Entry) => frame.words.new_entry.to_owned(),
        ("", true, What::Gap) => frame.words.new_gap.to_owned(),
        ("", ..) if item.draft.title.is_empty() => item.draft.id.clone(),
        ("", ..) => item.draft.title.any().to_owned(),
        (title, ..) => title.to_owned(),
    }
}

fn outcome(frame: &Frame, item: &Item<'_>) -> Markup {
    let words = frame.words;
    let beyond: Vec<&Finding> = item
        .findings
        .iter()
        .filter(|finding| key(finding, item.path).is_none())
        .collect();
    html! {
        @match item.outcome {
            Outcome::Opened => {}
            Outcome::Previewed => p.told role="status" { (words.previewed) },
            Outcome::Refused(why) => div.refused role="alert" {
                p { strong { (words.not_saved) } " " (why) }
                @for finding in &beyond { p.finding { (finding.told(frame.language)) } }
            },
            Outcome::Changed(now) => div.refused role="alert" {
                p { strong { (words.not_saved) } " " (words.changed) }
                (both(frame, now.as_deref(), item))
            },
        }
    }
}

/// What the file says and what was typed, where the two differ.
fn both(frame: &Frame, now: Option<&Draft>, item: &Item<'_>) -> Markup {
    let words = frame.words;
    let Some(now) = now else {
        return html! { p { (if item.new { words.changed_elsewhere } else { words.changed_gone }) } };
    };
    let differences = differences(frame, now, item.draft);
    html! {
        @if differences.is_empty() { p { (words.changed_elsewhere) } }
        @else {
            p { (words.changed_both) }
            @for (name, theirs, ours) in differences {
                h3 { (name) }
                dl.both {
                    div { dt { (words.in_file) } dd { (theirs) } }
                    div { dt { (words.typed) } dd { (ours) } }
                }
            }
            p { a href={ "/item/" (item.draft.id) } { (words.take_theirs) } }
        }
    }
}

fn differences(frame: &Frame, now: &Draft, typed: &Draft) -> Vec<(String, String, String)> {
    let words = frame.words;
    let mut found = Vec::new();
    for (name, theirs, ours) in [
        (words.title, &now.title, &typed.title),
        (words.answer, &now.answer, &typed.answer),
    ] {
        for (language, ours) in &ours.words {
            let name = format!("{name} ({})", Told::of(*language).name);
            found.push((name, theirs.get(*language).to_owned(), ours.clone()));
        }
    }
    let only = |own: &[String], other: &[String]| {
        let only = own.iter().filter(|line| !other.contains(line));
        only.cloned().collect::<Vec<_>>().join("\n")
    };
    let (theirs, ours) = (&now.phrasings, &typed.phrasings);
    found.push((
        words.phrasings.to_owned(),
        only(theirs, ours),
        only(ours, theirs),
    ));
    if now.what == What::Entry {
        for (name, theirs, ours) in [
            (words.as_of, &now.as_of, &typed.as_of),
            (words.valid_until, &now.valid_until, &typed.valid_until),
            (
                words.superseded_by,
                &now.superseded_by,
                &typed.superseded_by,
            ),
            (
                words.sources,
                &now.sources.join(", "),
                &typed.sources.join(", "),
            ),
            (
                words.related,
                &now.related.join(", "),
                &typed.related.join(", "),
            ),
        ] {
            found.push((name.to_owned(), theirs.clone(), ours.clone()));
        }
    }
    found.retain(|(_, theirs, ours)| theirs != ours);
    found
}

/// The key of the item that a finding is about; none for one of elsewhere.
fn key<'a>(finding: &'a Finding, path: &str) -> Option<&'a str> {
    let rest = finding.path.strip_prefix(path)?;
    (rest.is_empty() || rest.starts_with(['.', '['])).then(|| rest.trim_start_matches('.'))
}

/// What is to be told of a field, and of what stands in it.
fn about<'a>(item: &'a Item<'_>, field: &str) -> Vec<&'a Finding> {
    let is_it = |key: &str| {
        let rest = key.strip_prefix(field);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let all = item.findings.iter();
    all.filter(|finding| key(finding, item.path).is_some_and(is_it))
        .collect()
}

fn exactly<'a>(item: &'a Item<'_>, field: &str) -> Vec<&'a Finding> {
    let all = item.findings.iter();
    all.filter(|finding| key(finding, item.path) == Some(field))
        .collect()
}

/// Beside a field: how it is to be filled in, and what is to be told of it.
fn beside(frame: &Frame, field: &str, help: &str, findings: &[&Finding]) -> Markup {
    html! {
        div.beside id={ (field) "-about" } {
            @if !help.is_empty() { p.note { (help) } }
            (told::each(frame, findings.iter().copied()))
        }
    }
}

fn invalid(findings: &[&Finding]) -> Option<&'static str> {
    use maklumat::faq::rules::Severity;
    let error = findings
        .iter()
        .any(|finding| finding.rule.severity == Severity::Error);
    error.then_some("true")
}

fn fields(frame: &Frame, item: &Item<'_>) -> Markup {
    let (words, draft) = (frame.words, item.draft);
    let is_entry = draft.what == What::Entry;
    let answer_help = if is_entry {
        words.answer_help
    } else {
        words.gap_answer_help
    };
    html! {
        (told::each(frame, exactly(item, "")))
        (texts(frame, item, ("answer", words.answer, answer_help), &draft.answer, Size::Long))
        @if is_entry {
            @if !item.new && !draft.as_of.is_empty() {
                label.tick { input type="checkbox" name="keep" checked[draft.keep]; " " (words.keep) }
                p.note.under { (words.keep_help) }
            }
            div.pair {
                (day(frame, item, "as_of", words.as_of, words.as_of_help, &draft.as_of))
                (day(frame, item, "valid_until", words.valid_until, words.valid_until_help, &draft.valid_until))
            }
            (sources(frame, item))
        }
        (phrasings(frame, item))
        (texts(frame, item, ("title", words.title, words.title_help), &draft.title, Size::Short))
        @if item.new { (id(frame, item)) }
        @if is_entry { (rest(frame, item)) }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Short,
    Long,
}

fn texts(
    frame: &Frame,
    item: &Item<'_>,
    (name, label, help): (&str, &str, &str),
    texts: &Texts,
    size: Size,
) -> Markup {
    let whole = exactly(item, name);
    html! {
        fieldset {
            legend { (label) }
            (beside(frame, name, help, &whole))
            @for (language, words) in &texts.words {
                @let field = format!("{name}.{}", language.code());
                (text(frame, item, &field, *language, words, size))
            }
        }
    }
}

fn text(
    frame: &Frame,
    item: &Item<'_>,
    field: &str,
    language: Language,
    words: &str,
    size: Size,
) -> Markup {
    let findings = about(item, field);
    let described = format!("{field}-about");
    html! {
        label for=(field) { (Told::of(language).name) }
        @match size {
            Size::Long => textarea id=(field) name=(field) lang=(language.code()) rows=(rows(words))
                aria-describedby=(described) aria-invalid=[invalid(&findings)] { (maud::PreEscaped("\n")) (words) },
            Size::Short => input type="text" id=(field) name=(field) lang=(language.code()) value=(words)
                aria-describedby=(described) aria-invalid=[invalid(&findings)];,
        }
        (beside(frame, field, "", &findings))
    }
}

/// Lines that a text takes in a field, about.
fn rows(words: &str) -> usize {
    let lines = words.lines().map(|line| 1 + line.chars().count() / 60);
    lines.sum::<usize>().clamp(3, 16)
}

fn day(frame: &Frame, item: &Item<'_>, name: &str, label: &str, help: &str, value: &str) -> Markup {
    let findings = about(item, name);
    html! {
        div {
            label for=(name) { (label) }
            input type="date" id=(name) name=(name) value=(value) aria-describedby={ (name) "-about" } aria-invalid=[invalid(&findings)];
            (beside(frame, name, help, &findings))
        }
    }
}

fn sources(frame: &Frame, item: &Item<'_>) -> Markup {
    let findings = about(item, "sources");
    html! {
        fieldset {
            legend { (frame.words.sources) }
            (beside(frame, "sources", frame.words.sources_help, &findings))
            @for (id, source) in &item.faq.sources {
                label.tick {
                    input type="checkbox" name="sources" value=(id) checked[item.draft.sources.contains(id)]; " "
                    span {
                        (source.publisher) ", " (maklumat::reply::date(source.published, frame.language))
                        span.note { " – " (source.title) }
                    }
                }
            }
            p.note { a href="/sources" { (frame.words.new_source) } }
        }
    }
}

fn phrasings(frame: &Frame, item: &Item<'_>) -> Markup {
    let (words, findings) = (frame.words, about(item, "phrasings"));
    let lines = item.draft.phrasings.len();
    html! {
        label for="phrasings" { (words.phrasings) }
        textarea id="phrasings" name="phrasings" rows=((lines + 2).clamp(6, 24)) aria-describedby="phrasings-about"
            aria-invalid=[invalid(&findings)] { (maud::PreEscaped("\n")) (item.draft.phrasings.join("\n")) }
        (beside(frame, "phrasings", words.phrasings_help, &findings))
    }
}

fn id(frame: &Frame, item: &Item<'_>) -> Markup {
    let findings = about(item, "id");
    html! {
        label for="id" { (frame.words.id) }
        input type="text" id="id" name="id" value=(item.draft.id) autocomplete="off" spellcheck="false"
            aria-describedby="id-about" aria-invalid=[invalid(&findings)];
        (beside(frame, "id", frame.words.id_help, &findings))
    }
}

/// What is seldom changed, folded up unless something is to be told of it.
fn rest(frame: &Frame, item: &Item<'_>) -> Markup {
    let (words, draft) = (frame.words, item.draft);
    let fields = ["kind", "board", "related", "superseded_by", "history"];
    let told = fields.iter().any(|field| !about(item, field).is_empty());
    html! {
        details open[told] {
            summary { (words.more) }
            fieldset {
                legend { (words.kind) }
                label.tick { input type="radio" name="kind" value="state" checked[draft.kind == Kind::State]; " " (words.state) }
                label.tick { input type="radio" name="kind" value="fact" checked[draft.kind == Kind::Fact]; " " (words.fact) }
                (beside(frame, "kind", "", &about(item, "kind")))
            }
            label.tick { input type="checkbox" name="board" checked[draft.board]; " " (words.board) }
            (beside(frame, "board", "", &about(item, "board")))
            fieldset {
                legend { (words.related) }
                (beside(frame, "related", words.related_help, &about(item, "related")))
                @for place in 0..(draft.related.len() + 1).max(RELATED) {
                    @let chosen = draft.related.get(place).map_or("", String::as_str);
                    @let label = fill(words.related_number, &[("number", &(place + 1).to_string())]);
                    (choice(frame, item, "related", &label, chosen))
                }
            }
            label for="superseded_by" { (words.superseded_by) }
            (select(frame, item, "superseded_by", None, &draft.superseded_by))
            (beside(frame, "superseded_by", words.superseded_by_help, &about(item, "superseded_by")))
            @if !draft.history.is_empty() { (history(frame, item)) }
        }
    }
}

fn choice(frame: &Frame, item: &Item<'_>, name: &str, label: &str, chosen: &str) -> Markup {
    select(frame, item, name, Some(label), chosen)
}

fn select(frame: &Frame, item: &Item<'_>, name: &str, label: Option<&str>, chosen: &str) -> Markup {
    html! {
        select id=[label.is_none().then_some(name)] name=(name) aria-label=[label] {
            option value="" { (frame.words.nothing) }
            @for (id, title) in list::titles(item.faq, frame.language) {
                @if id != item.draft.id { option value=(id) selected[id == chosen] { (title) } }
            }
        }
    }
}

fn history(frame: &Frame, item: &Item<'_>) -> Markup {
    let words = frame.words;
    html! {
        fieldset {
            legend { (words.history) }
            (beside(frame, "history", words.history_help, &about(item, "history")))
            @for (place, past) in item.draft.history.iter().enumerate() {
                @let name = format!("history.{place}");
                fieldset {
                    legend { (past.as_of) }
                    label for={ (name) ".as_of" } { (words.as_of) }
                    input type="date" id={ (name) ".as_of" } name={ (name) ".as_of" } value=(past.as_of);
                    @for (language, text) in &past.answer.words {
                        @let field = format!("{name}.answer.{}", language.code());
                        label for=(field) { (Told::of(*language).name) }
                        textarea id=(field) name=(field) lang=(language.code()) rows=(rows(text)) { (maud::PreEscaped("\n")) (text) }
                    }
                    label.tick { input type="checkbox" name={ (name) ".gone" } checked[past.gone]; " " (words.history_gone) }
                }
            }
        }
    }
}

fn actions(frame: &Frame, item: &Item<'_>) -> Markup {
    html! {
        div.actions.bar-below {
            button type="submit" name="do" value="preview" formaction={ (action(item)) "#preview" } { (frame.words.preview) }
            button.first type="submit" name="do" value="save" { (frame.words.save) }
        }
    }
}

/// What does away with it.
fn beyond(frame: &Frame, item: &Item<'_>) -> Markup {
    html! {
        @if !item.new {
            details.away {
                summary { (frame.words.remove) }
                p { (frame.words.remove_help) }
                button type="submit" name="do" value="remove" { (frame.words.remove_now) }
            }
        }
    }
}
