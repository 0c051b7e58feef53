//! The fields of an entry or gap, each with what is to be told of it.

use maklumat::{
    faq::{Finding, Kind, rules::Severity},
    reply::Words as Told,
    text::Language,
};
use maud::{Markup, html};

use super::{Item, key};
use crate::{
    desk::{
        draft::{Texts, What},
        pages::{frame::Frame, list, told},
    },
    sentences::fill,
};

/// Entries to go on to, at least as many fields.
const RELATED: usize = 3;

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
    let error = findings
        .iter()
        .any(|finding| finding.rule.severity == Severity::Error);
    error.then_some("true")
}

pub(super) fn fields(frame: &Frame, item: &Item<'_>) -> Markup {
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
