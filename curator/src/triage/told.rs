//! A triage as people and programs read it.

use std::fmt::Write;

use maklumat::{
    faq::{Faq, Localized},
    text::Language,
};
use serde_json::{Value, json};

use crate::compare::{self, Comparison};

use super::{Asked, Change, Consequence, Flip, Group, Near, Served, Standing, Triage, Turn, words};

/// Questions of a group that are shown.
const EXAMPLES: usize = 5;

/// Cases and phrasings of a kind that are named.
const NAMED: usize = 5;

impl Triage {
    /// How much there is, and what was left out.
    pub fn summary(&self, language: Language) -> String {
        let mut told = words::groups(self.groups.len(), language) + "\n";
        for (why, times) in &self.aside {
            let _ = writeln!(told, "  {times} × {}", why.told(language));
        }
        let wordless: usize = self.wordless.values().sum();
        if wordless > 0 {
            let _ = writeln!(told, "  {wordless} × {}", words::wordless(language));
            let mut offered: Vec<(&String, &usize)> = self.wordless.iter().collect();
            offered.sort_by_key(|(id, times)| (std::cmp::Reverse(**times), *id));
            for (id, times) in offered.into_iter().take(NAMED) {
                let id = if id.is_empty() {
                    words::nothing_offered(language)
                } else {
                    id
                };
                let _ = writeln!(told, "      {times} × {id}");
            }
        }
        if !self.lessons.is_empty() {
            let _ = writeln!(told, "{}", words::lessons(language));
        }
        for lesson in &self.lessons {
            let offered = lesson.offered.join(" · ");
            let _ = writeln!(told, "  {offered}: {}", words::taught(lesson, language));
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
    let mut told = format!(
        "\n{number}. {}\n",
        words::asked(group.people, group.times, language)
    );
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
            words::more(group.questions.len() - EXAMPLES, language)
        );
    }
    if !group.nearest.is_empty() {
        let near = group
            .nearest
            .iter()
            .map(|near| told_near(near, faq, language));
        let near: Vec<String> = near.collect();
        let _ = writeln!(told, "  {}: {}", words::nearest(language), near.join(" · "));
    }
    if let Some(lesson) = &group.taught {
        let _ = writeln!(told, "  {}", words::taught(lesson, language));
    }
    told + change(&group.proposal.change, language).trim_end()
}

fn told_near(near: &Near, faq: &Faq, language: Language) -> String {
    let gap = faq.not_covered.iter().find(|gap| gap.id == near.id);
    let entry = faq.entries.iter().find(|entry| entry.id == near.id);
    let title = match (entry, gap) {
        (Some(entry), _) => entry.title.as_ref(),
        (None, gap) => gap.and_then(|gap| gap.title.as_ref()),
    };
    let title = title.map_or(String::new(), |title| format!(" “{}”", title.get(language)));
    let kind = words::kind(near.gap, language);
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
                let _ = writeln!(told, "    {}", words::no_title(language));
            }
        }
        Change::DraftEntry { title, .. } => {
            told += &localized("title", title.as_ref());
            told += &phrasings(change);
            let _ = writeln!(told, "    {}", words::answer_wanted(language));
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
    let served = served(&consequence.served, consequence.held_out.as_ref(), language);
    let [before, after] =
        [consequence.before, consequence.after].map(|standing| self::standing(standing, language));
    let promise = words::promise(&before, &after, consequence.keeps_promise(), language);
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
    let heading = words::cases_wrong(cases.questions, wrong.len(), language);
    format!("  {heading}\n{}", items(&wrong, language))
        + &list(&words::cases_right(right.len(), language), &right, language)
}

fn turned_phrasings(consequence: &Consequence, language: Language) -> String {
    let turned = |turn| -> Vec<String> { consequence.turned(turn).map(flip).collect() };
    let (wrong, mut right) = (turned(Turn::Wrong), turned(Turn::Right));
    right.extend(turned(Turn::Mended));
    let wrong_heading = words::phrasings_wrong(wrong.len(), language);
    let right_heading = words::phrasings_right(right.len(), language);
    list(&wrong_heading, &wrong, language) + &list(&right_heading, &right, language)
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
            words::taken(taken.len(), language),
            items(&taken, language)
        ),
    }
}

fn flip(flip: &Flip) -> String {
    let with = flip.with.as_deref().unwrap_or_default();
    format!("{} ({} → {with})", flip.phrasing, flip.of)
}

fn served(served: &Served, held_out: Option<&Served>, language: Language) -> String {
    let told = words::served(*served, language);
    match held_out {
        Some(held) => format!("{told} {}", words::held_out(*held, language)),
        None => format!("{told} {}", words::too_few(language)),
    }
}

fn standing(standing: Standing, language: Language) -> String {
    match standing.answered {
        0 => words::certifies_nothing(language).to_owned(),
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
        false => format!("  {heading}\n{}", items(counted, language)),
    }
}

fn items(items: &[String], language: Language) -> String {
    let mut told: String = items
        .iter()
        .take(NAMED)
        .map(|item| format!("      {item}\n"))
        .collect();
    if items.len() > NAMED {
        let _ = writeln!(told, "      {}", words::more(items.len() - NAMED, language));
    }
    told
}
