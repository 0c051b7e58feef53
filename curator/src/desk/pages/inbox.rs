//! What people could not find out, group by group, and what could be done about each.

use maklumat::{faq::Faq, reply::name};
use maud::{Markup, html};

use super::{
    frame::{Frame, Room},
    list, told,
};
use crate::{
    page::component::{Tone, badge, card, more},
    presses::Lesson,
    sentences::fill,
    triage::{Change, Consequence, Group, Triage},
};

/// Questions of a group that are shown before the others are folded up.
const SHOWN: usize = 8;

/// What the list shows.
pub struct Listed<'a> {
    /// The groups that are still to be dealt with, each by its key.
    pub groups: Vec<(String, &'a Group)>,
    /// All that was sorted.
    pub triage: &'a Triage,
    /// How many questions were set aside for good.
    pub aside: usize,
    /// What the FAQ says.
    pub faq: &'a Faq,
}

/// The groups, most asked first.
pub fn list(frame: &Frame, listed: &Listed<'_>) -> Markup {
    let words = frame.words;
    frame.page(Room::Inbox, words.inbox, html! {
        h1 { (words.inbox) }
        p.note { (words.inbox_about) }
        @if listed.groups.is_empty() { p.told { (words.inbox_empty) } }
        ul.plain.items {
            @for (key, group) in &listed.groups {
                li {
                    a href={ "/inbox/" (key) } { (group.questions.first().map_or("", |asked| &asked.question)) }
                    div.meta {
                        (badge(Tone::Plain, &asked(frame, group))) " "
                        span.note { (words.proposal) ": " (proposed(frame, listed.faq, &group.proposal.change)) }
                    }
                }
            }
        }
        (more(words.left_out, html! {
            p.lines { (listed.triage.summary(frame.language)) }
        }))
        @if listed.aside > 0 {
            form method="post" action="/inbox/back" {
                (frame.proof())
                p.note { (fill(words.set_aside, &[("count", &listed.aside)])) }
                div.actions { button type="submit" { (words.bring_back) } }
            }
        }
    })
}

/// Where nothing fills it.
pub fn without(frame: &Frame) -> Markup {
    let words = frame.words;
    frame.page(
        Room::Inbox,
        words.inbox,
        html! {
            h1 { (words.inbox) }
            p { (words.inbox_without) }
            p { code { "faq desk --misses misses.jsonl" } }
        },
    )
}

fn asked(frame: &Frame, group: &Group) -> String {
    match group.times {
        1 => frame.words.asked_once.to_owned(),
        times => fill(
            frame.words.asked_by,
            &[("people", &group.people), ("times", &times)],
        ),
    }
}

/// What a change is, in a line.
fn proposed(frame: &Frame, faq: &Faq, change: &Change) -> String {
    let words = frame.words;
    let count = change.phrasings().len().to_string();
    match change {
        Change::Phrasings { of, .. } => {
            let title = name(faq, of, frame.language);
            fill(
                words.propose_phrasings,
                &[("count", &count), ("title", &title)],
            )
        }
        Change::NewGap(_) => words.propose_gap.to_owned(),
        Change::DraftEntry { .. } => words.propose_entry.to_owned(),
    }
}

/// What the page of a group shows.
pub struct Shown<'a> {
    /// The group's key.
    pub key: &'a str,
    /// The group.
    pub group: &'a Group,
    /// What stands in the form of the proposal.
    pub change: &'a Change,
    /// What that would bring, or why it cannot be told.
    pub weighed: Option<Result<Consequence, String>>,
    /// Why it was not taken.
    pub refused: Option<(String, Vec<maklumat::faq::Finding>)>,
    /// What the FAQ says.
    pub faq: &'a Faq,
    /// The hash of the file.
    pub base: &'a str,
}

/// A group, its proposal and what that would bring.
pub fn group(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let words = frame.words;
    let question = shown
        .group
        .questions
        .first()
        .map_or("", |asked| &asked.question);
    frame.page(
        Room::Inbox,
        question,
        html! {
            p.eyebrow { a href="/inbox" { (words.inbox) } }
            h1 { "“" (question) "”" }
            div.meta { (badge(Tone::Plain, &asked(frame, shown.group))) }
            @if let Some((why, findings)) = &shown.refused {
                div.refused role="alert" {
                    p { strong { (words.not_saved) } " " (why) }
                    (told::each(frame, findings))
                }
            }
            div.columns {
                div {
                    (card("asked", words.all_questions, questions(frame, shown)))
                    (card("proposal", words.proposal, proposal(frame, shown)))
                }
                div {
                    (card("consequence", words.consequence, consequence(frame, shown)))
                    (card("otherwise", words.otherwise, otherwise(frame, shown)))
                }
            }
        },
    )
}

fn questions(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let (first, others) = shown
        .group
        .questions
        .split_at(shown.group.questions.len().min(SHOWN));
    let listed = |questions: &[crate::triage::Asked]| {
        html! {
            ul.plain { @for asked in questions { li { (asked.question) @if asked.times > 1 { span.note { " × " (asked.times) } } } } }
        }
    };
    html! {
        (listed(first))
        @if !others.is_empty() { (more(frame.words.other_questions, listed(others))) }
        @if !shown.group.nearest.is_empty() {
            p.note {
                (frame.words.nearest)
                @for near in &shown.group.nearest {
                    " · " a href={ "/item/" (near.id) } { (name(shown.faq, &near.id, frame.language)) } " "
                    (format!("{:.0} %", near.chance * 100.0))
                }
            }
        }
        @if let Some(lesson) = &shown.group.taught { p.note { (taught(frame, shown.faq, lesson)) } }
    }
}

/// What people chose who were offered the same.
fn taught(frame: &Frame, faq: &Faq, lesson: &Lesson) -> String {
    let title = name(faq, &lesson.meant, frame.language);
    let (people, of) = (&lesson.people, &lesson.of);
    fill(
        frame.words.taught,
        &[("people", people), ("of", of), ("title", &title)],
    )
}

fn proposal(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let words = frame.words;
    html! {
        p { strong { (proposed(frame, shown.faq, shown.change)) } }
        @match shown.change {
            Change::DraftEntry { .. } => {
                p { (words.entry_yours) }
                (begin(frame, shown, "/new/entry", words.write_entry, true))
            }
            change => {
                form method="post" action={ "/inbox/" (shown.key) } {
                    (frame.proof())
                    input type="hidden" name="base" value=(shown.base);
                    @if let Change::NewGap(gap) = change {
                        input type="hidden" name="to" value="new-gap";
                        @if let Some(title) = &gap.title { p { (title.get(frame.language)) } }
                        p.quoted { (gap.answer.get(frame.language)) }
                    } @else {
                        label for="to" { (words.add_to) }
                        (targets(frame, shown, change.id()))
                    }
                    label for="phrasings" { (words.phrasings) }
                    textarea id="phrasings" name="phrasings" rows=((change.phrasings().len() + 1).clamp(4, 16)) aria-describedby="phrasings-about" {
                        (maud::PreEscaped("\n")) (change.phrasings().join("\n"))
                    }
                    p.note id="phrasings-about" { (words.phrasings_choose) }
                    div.actions {
                        button.first type="submit" name="do" value="accept" { (words.accept) }
                        button type="submit" name="do" value="weigh" { (words.weigh) }
                    }
                }
            }
        }
    }
}

fn targets(frame: &Frame, shown: &Shown<'_>, chosen: &str) -> Markup {
    let gaps = shown.faq.not_covered.iter();
    html! {
        select id="to" name="to" {
            optgroup label=(frame.words.entries) {
                @for (id, title) in list::titles(shown.faq, frame.language) { option value=(id) selected[id == chosen] { (title) } }
            }
            optgroup label=(frame.words.gaps) {
                @for gap in gaps { option value=(gap.id) selected[gap.id == chosen] { (name(shown.faq, &gap.id, frame.language)) } }
            }
        }
    }
}

/// What else can be done: merging into something else, writing, or nothing.
fn otherwise(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let words = frame.words;
    let is_entry = matches!(shown.change, Change::DraftEntry { .. });
    let is_more = matches!(shown.change, Change::Phrasings { .. });
    html! {
        @if !is_more {
            form method="post" action={ "/inbox/" (shown.key) } {
                (frame.proof())
                input type="hidden" name="base" value=(shown.base);
                input type="hidden" name="phrasings" value=(shown.change.phrasings().join("\n"));
                label for="to" { (words.merge) }
                (targets(frame, shown, ""))
                div.actions { button type="submit" name="do" value="weigh" { (words.merge_now) } }
            }
        }
        div.actions {
            @if !is_entry { (begin(frame, shown, "/new/entry", words.write_entry, false)) }
            (begin(frame, shown, "/new/gap", words.write_gap, false))
            form method="post" action={ "/inbox/" (shown.key) } {
                (frame.proof())
                button type="submit" name="do" value="aside" { (words.not_for_us) }
            }
        }
        p.note { (words.not_for_us_help) }
    }
}

/// A new entry or gap, begun with what people asked.
fn begin(frame: &Frame, shown: &Shown<'_>, path: &str, label: &str, first: bool) -> Markup {
    let drafts = shown
        .group
        .others
        .iter()
        .chain([&shown.group.proposal.change]);
    let drafts: Vec<&Change> = drafts.collect();
    let title = drafts.iter().find_map(|change| match change {
        Change::NewGap(gap) => gap.title.as_ref(),
        Change::DraftEntry { title, .. } => title.as_ref(),
        Change::Phrasings { .. } => None,
    });
    let untold = drafts.iter().find_map(|change| match change {
        Change::NewGap(gap) if path.ends_with("gap") => Some(&gap.answer),
        _ => None,
    });
    html! {
        form method="post" action=(path) {
            (frame.proof())
            input type="hidden" name="base" value=(shown.base);
            input type="hidden" name="phrasings" value=(shown.change.phrasings().join("\n"));
            @for language in &shown.faq.notice.languages {
                input type="hidden" name={ "title." (language.code()) } value=(title.map_or("", |title| title.get(*language)));
                input type="hidden" name={ "answer." (language.code()) } value=(untold.map_or("", |answer| answer.get(*language)));
            }
            button.first[first] type="submit" name="do" value="begin" { (label) }
        }
    }
}

fn consequence(frame: &Frame, shown: &Shown<'_>) -> Markup {
    let words = frame.words;
    html! {
        @match &shown.weighed {
            None => p.note { (words.no_consequence) },
            Some(Err(why)) => p { (why) },
            Some(Ok(consequence)) => {
                p {
                    @if !consequence.is_harmless() { (badge(Tone::Bad, words.harms)) }
                    @else if consequence.helps() { (badge(Tone::Good, words.helps)) }
                    @else { (badge(Tone::Warn, words.helps_not)) }
                }
                p.lines { (consequence.to_text(frame.language)) }
            }
        }
    }
}
