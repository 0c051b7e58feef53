//! A triage as people and programs read it.

use std::fmt::Write;

use maklumat::{
    faq::{Faq, Localized},
    text::Language,
};
use serde_json::{Value, json};

use crate::{
    compare::{self, Comparison},
    presses::Lesson,
    sentences::fill,
};

use super::{
    Asked, Change, Consequence, Flip, Group, Near, Served, Standing, Triage, Turn, words::Words,
};

/// Questions of a group that are shown.
const EXAMPLES: usize = 5;

/// Cases and phrasings of a kind that are named.
const NAMED: usize = 5;

impl Triage {
    /// How much there is, and what was left out.
    pub fn summary(&self, language: Language) -> String {
        let words = Words::of(language);
        let mut told = match self.groups.len() {
            1 => words.group.to_owned(),
            count => fill(words.groups, &[("count", &count)]),
        } + "\n";
        for (why, times) in &self.aside {
            let _ = writeln!(told, "  {times} × {}", why.told(language));
        }
        let wordless: usize = self.wordless.values().sum();
        if wordless > 0 {
            let _ = writeln!(told, "  {wordless} × {}", words.wordless);
            let mut offered: Vec<(&String, &usize)> = self.wordless.iter().collect();
            offered.sort_by_key(|(id, times)| (std::cmp::Reverse(**times), *id));
            for (id, times) in offered.into_iter().take(NAMED) {
                let id = if id.is_empty() {
                    words.nothing_offered
                } else {
                    id
                };
                let _ = writeln!(told, "      {times} × {id}");
            }
        }
        if !self.lessons.is_empty() {
            let _ = writeln!(told, "{}", words.lessons);
        }
        for lesson in &self.lessons {
            let offered = lesson.offered.join(" · ");
            let _ = writeln!(told, "  {offered}: {}", taught(lesson, language));
        }
        told
    }

    /// One object; `consequences` are those of the proposals, in order.
    pub fn to_json(&self, consequences: &[Option<Consequence>]) -> Value {
        let groups = self
            .groups
            .iter()
            .zip(consequences)
            .map(|(group, consequence)| {
                let mut object = json!(group);
                object["consequence"] = json!(consequence.as_ref().map(Consequence::to_json));
                object
            });
        json!({
            "groups": groups.collect::<Vec<_>>(),
            "aside": self.aside,
            "wordless": self.wordless,
            "lessons": self.lessons,
        })
    }
}

impl Group {
    /// What was asked, what it is nearest to in `faq`, and what is proposed.
    pub fn to_text(&self, number: usize, faq: &Faq, language: Language) -> String {
        group(number, self, faq, language)
    }
}

impl Change {
    /// What is changed.
    pub fn to_text(&self, language: Language) -> String {
        change(self, language)
    }
}

impl Consequence {
    /// What becomes right and wrong, and how the promise moves.
    pub fn to_text(&self, language: Language) -> String {
        consequence(self, language)
    }
}

fn group(number: usize, group: &Group, faq: &Faq, language: Language) -> String {
    let mut told = format!("\n{number}. {}\n", asked(group, language));
    for Asked {
        question, times, ..
    } in group.questions.iter().take(EXAMPLES)
    {
        let _ = writeln!(told, "   {times} × {question}");
    }
    if group.questions.len() > EXAMPLES {
        let _ = writeln!(
            told,
            "   {}",
            more(group.questions.len() - EXAMPLES, language)
        );
    }
    if !group.nearest.is_empty() {
        let near = group
            .nearest
            .iter()
            .map(|near| told_near(near, faq, language));
        let near: Vec<String> = near.collect();
        let _ = writeln!(
            told,
            "  {}: {}",
            Words::of(language).nearest,
            near.join(" · ")
        );
    }
    if let Some(lesson) = &group.taught {
        let _ = writeln!(told, "  {}", taught(lesson, language));
    }
    told + change(&group.proposal.change, language).trim_end()
}

/// By how many people, and how often, a group was asked.
fn asked(group: &Group, language: Language) -> String {
    let words = Words::of(language);
    let sentence = match (group.people, group.times) {
        (1, 1) => words.asked_once,
        (1, _) => words.asked_by_one,
        _ => words.asked,
    };
    fill(
        sentence,
        &[("people", &group.people), ("times", &group.times)],
    )
}

/// What people chose where something was offered.
fn taught(lesson: &Lesson, language: Language) -> String {
    let (people, of, meant) = (&lesson.people, &lesson.of, &lesson.meant);
    fill(
        Words::of(language).taught,
        &[("people", people), ("of", of), ("meant", meant)],
    )
}

/// That there are so many more.
fn more(count: usize, language: Language) -> String {
    fill(Words::of(language).more, &[("count", &count)])
}

fn told_near(near: &Near, faq: &Faq, language: Language) -> String {
    let title = match faq.entry(&near.id) {
        Some(entry) => entry.title.as_ref(),
        None => faq.gap(&near.id).and_then(|gap| gap.title.as_ref()),
    };
    let title = title.map_or(String::new(), |title| format!(" “{}”", title.get(language)));
    let words = Words::of(language);
    let kind = if near.gap { words.gap } else { words.entry };
    format!("{kind} {}{title} {:.0} %", near.id, near.chance * 100.0)
}

fn change(change: &Change, language: Language) -> String {
    let mut told = format!("  → {}\n", change.heading(language));
    match change {
        Change::NewGap(gap) => {
            told += &localized("title", gap.title.as_ref());
            told += &phrasings(change);
            told += &localized("answer", Some(&gap.answer));
            if gap.title.is_none() {
                let _ = writeln!(told, "    {}", Words::of(language).no_title);
            }
        }
        Change::DraftEntry { title, .. } => {
            told += &localized("title", title.as_ref());
            told += &phrasings(change);
            let _ = writeln!(told, "    {}", Words::of(language).answer_wanted);
        }
        Change::Phrasings { .. } => told += &phrasings(change),
    }
    told
}

fn phrasings(change: &Change) -> String {
    let lines = change
        .phrasings()
        .iter()
        .map(|phrasing| format!("    + {phrasing}\n"));
    lines.collect()
}

fn localized(key: &str, texts: Option<&Localized>) -> String {
    match texts {
        None => String::new(),
        Some(Localized::Same(text)) => format!("    {key}: {text}\n"),
        Some(Localized::Each(texts)) => {
            let lines = texts
                .iter()
                .map(|(language, text)| format!("    {key} {}: {text}\n", language.code()));
            lines.collect()
        }
    }
}

/// A change with its phrasings numbered, to be edited.
pub fn numbered(change: &Change, language: Language) -> String {
    let mut told = format!("  {}\n", change.heading(language));
    for (number, phrasing) in (1..).zip(change.phrasings()) {
        let _ = writeln!(told, "    {number}. {phrasing}");
    }
    told
}

fn consequence(consequence: &Consequence, language: Language) -> String {
    let words = Words::of(language);
    let served = served(&consequence.served, consequence.held_out.as_ref(), language);
    let [before, after] =
        [consequence.before, consequence.after].map(|standing| self::standing(standing, language));
    let mut promise = match before == after {
        true => after,
        false => format!("{before} → {after}"),
    };
    if !consequence.keeps_promise() {
        promise += words.becomes_worse;
    }
    let promise = fill(words.promise, &[("moved", &promise)]);
    format!(
        "  {served}\n{}{}{}  {promise}\n",
        cases(&consequence.cases, language),
        turned_phrasings(consequence, language),
        taken(consequence, language),
    )
}

fn cases(cases: &Comparison, language: Language) -> String {
    let wrong = cases.turned(compare::Turn::Wrong).map(|change| {
        let (before, after) = (change.before, change.after);
        format!("{} ({}; {before} → {after})", change.question, change.label)
    });
    let wrong: Vec<String> = wrong.collect();
    let right = cases.turned(compare::Turn::Right);
    let right: Vec<String> = right
        .map(|change| format!("{} ({})", change.question, change.label))
        .collect();
    let words = Words::of(language);
    let heading = match cases.questions {
        0 => words.no_cases.to_owned(),
        of => fill(words.cases_wrong, &[("count", &wrong.len()), ("of", &of)]),
    };
    format!("  {heading}\n{}", items(&wrong, language)) + &list(words.cases_right, &right, language)
}

fn turned_phrasings(consequence: &Consequence, language: Language) -> String {
    let turned = |turn| -> Vec<String> { consequence.turned(turn).map(flip).collect() };
    let (wrong, mut right) = (turned(Turn::Wrong), turned(Turn::Right));
    right.extend(turned(Turn::Mended));
    let words = Words::of(language);
    list(words.phrasings_wrong, &wrong, language) + &list(words.phrasings_right, &right, language)
}

/// What the change itself takes, of all that becomes worse.
fn taken(consequence: &Consequence, language: Language) -> String {
    let cases = consequence
        .cases_taken
        .iter()
        .map(|case| case.replace('\t', ": "));
    let phrasings = consequence.phrasings_taken().map(flip);
    let taken: Vec<String> = cases.chain(phrasings).collect();
    let worse = consequence.cases.more_harm() + consequence.turned(Turn::Wrong).count();
    match taken.len() + worse {
        0 => String::new(),
        _ => format!(
            "  {}\n{}",
            fill(Words::of(language).taken, &[("count", &taken.len())]),
            items(&taken, language)
        ),
    }
}

fn flip(flip: &Flip) -> String {
    let with = flip.with.as_deref().unwrap_or_default();
    format!("{} ({} → {with})", flip.phrasing, flip.of)
}

fn served(served: &Served, held_out: Option<&Served>, language: Language) -> String {
    let words = Words::of(language);
    let told = |sentence: &str, served: &Served| {
        let (asked, before, after) = (&served.asked, &served.before, &served.after);
        fill(
            sentence,
            &[("asked", asked), ("before", before), ("after", after)],
        )
    };
    let held_out = match held_out {
        Some(held_out) => told(words.held_out, held_out),
        None => words.too_few.to_owned(),
    };
    format!("{} {held_out}", told(words.served, served))
}

fn standing(standing: Standing, language: Language) -> String {
    match standing.answered {
        0 => Words::of(language).certifies_nothing.to_owned(),
        _ => format!(
            "{:.1} % ({:.2})",
            standing.certified * 100.0,
            standing.outright
        ),
    }
}

/// A count, and what it counts; nothing where it is none.
fn list(heading: &str, counted: &[String], language: Language) -> String {
    match counted.is_empty() {
        true => String::new(),
        false => {
            let heading = fill(heading, &[("count", &counted.len())]);
            format!("  {heading}\n{}", items(counted, language))
        }
    }
}

fn items(items: &[String], language: Language) -> String {
    let mut told: String = items
        .iter()
        .take(NAMED)
        .map(|item| format!("      {item}\n"))
        .collect();
    if items.len() > NAMED {
        let _ = writeln!(told, "      {}", more(items.len() - NAMED, language));
    }
    told
}
