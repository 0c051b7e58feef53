//! What is said in a chat around its answers: after commands and buttons, and in menus.

mod lines;

pub use lines::*;

use super::{Paragraph, Reply, Role, date, either, small_talk::scope, title};
use crate::{
    faq::{Entry, Faq, Source},
    matcher::{Decision, Explanation, PartExplanation},
    text::Language,
};

/// Telegram's limit for what a person sees before the first message.
const LONGEST_DESCRIPTION: usize = 512;

/// After `/start`.
pub fn start(faq: &Faq, language: Language) -> Reply {
    let notice = faq.notice.title.as_ref().map(|title| Paragraph {
        role: Role::Title,
        text: title.get(language).to_owned(),
    });
    let scope = scope(faq, language);
    let lines = [WELCOME.get(language), &scope, HOW_TO.get(language)].map(text);
    plain(language, notice.into_iter().chain(lines).collect())
}

/// After `/help`.
pub fn help(faq: &Faq, language: Language) -> Reply {
    let [how, commands, groups] = [&HOW_TO, &COMMANDS, &IN_GROUPS].map(|line| line.get(language));
    let scope = scope(faq, language);
    plain(language, [how, &scope, commands, groups].map(text).into())
}

/// What a person sees before the first message.
pub fn description(faq: &Faq, language: Language) -> String {
    let about = ABOUT.get(language);
    let room = LONGEST_DESCRIPTION.saturating_sub(about.chars().count() + 1);
    let scope: String = scope(faq, language).chars().take(room).collect();
    format!("{scope} {about}")
}

/// A message of one sentence.
pub fn say(line: &Line, language: Language) -> Reply {
    plain(language, vec![text(line.get(language))])
}

/// After `/privasi`: what is kept, and whether this person's questions are.
pub fn privacy(now: &Line, language: Language) -> Reply {
    let lines = [&PRIVACY, now].map(|line| text(line.get(language)));
    plain(language, lines.into())
}

/// After "none of these": where to turn.
pub fn none_of_these(faq: &Faq, language: Language) -> Reply {
    let contact = faq.notice.contact.as_ref();
    let lines = [NOT_AMONG.get(language)].into_iter();
    let lines = lines.chain(contact.map(|contact| contact.get(language)));
    plain(language, lines.map(text).collect())
}

/// The entries that a person can choose from, in the order of the FAQ.
pub fn topics(faq: &Faq) -> impl Iterator<Item = &Entry> {
    let current = |entry: &&Entry| entry.superseded_by.is_none();
    faq.entries.iter().filter(current)
}

/// The topics that the board shows.
pub fn board_entries(faq: &Faq) -> impl Iterator<Item = &Entry> {
    topics(faq).filter(|entry| entry.board)
}

/// After `/status`: each service, how it fares, and since when that is known.
pub fn board(faq: &Faq, language: Language) -> Reply {
    let mut lines: Vec<_> = board_entries(faq)
        .map(|entry| service(entry, language))
        .collect();
    if lines.is_empty() {
        return say(&NO_STATUS, language);
    }
    lines.insert(0, headline(&BOARD, language));
    plain(language, lines)
}

fn service(entry: &Entry, language: Language) -> Paragraph {
    let per = either(language, "per", "as of");
    let as_of = entry
        .as_of
        .map(|day| format!(" ({per} {})", date(day, language)));
    text(&format!(
        "• {}{}: {}",
        title(entry, language),
        as_of.unwrap_or_default(),
        statement(entry.answer.get(language)),
    ))
}

/// The first sentence that says something: "Yes." does not without its question.
fn statement(text: &str) -> &str {
    let says_something = |sentence: &&str| sentence.split_whitespace().count() > 2;
    let mut sentences = text.split_inclusive(". ").filter(says_something);
    sentences.next().unwrap_or(text).trim_end()
}

/// After `/sumber`: every publication that answers are drawn from.
pub fn sources(faq: &Faq, language: Language) -> Reply {
    if faq.sources.is_empty() {
        return say(&NO_SOURCES, language);
    }
    let heading = headline(&SOURCES, language);
    let lines = faq
        .sources
        .values()
        .map(|source| publication(source, language));
    plain(language, [heading].into_iter().chain(lines).collect())
}

fn publication(source: &Source, language: Language) -> Paragraph {
    let author = source.author.as_ref().map(|author| format!("{author}, "));
    text(&format!(
        "• {}: {} ({}{})",
        source.publisher,
        source.title,
        author.unwrap_or_default(),
        date(source.published, language),
    ))
}

/// Why an answer was given, in plain words: what the question was taken for, after which example, and how surely.
pub fn why(faq: &Faq, explained: Option<&Explanation>, language: Language) -> Vec<Paragraph> {
    let parts = explained.into_iter().flat_map(|explained| &explained.parts);
    let mut lines: Vec<_> = parts
        .filter_map(|part| match part.verdict.decision {
            Decision::Answer(entry) | Decision::Likely { entry, .. } => {
                Some(likeness(&faq.entries[entry], part, language))
            }
            _ => None,
        })
        .collect();
    if lines.is_empty() {
        lines.push(CHOSEN_BY_YOU.get(language).to_owned());
    }
    lines.push(NEVER_INVENTED.get(language).to_owned());
    lines.iter().map(|line| text(line)).collect()
}

fn likeness(entry: &Entry, part: &PartExplanation, language: Language) -> String {
    let topic = title(entry, language);
    let percent = (part.probability * 100.0).round();
    let taken = match language {
        Language::Indonesian => {
            format!("Pertanyaan Anda dibaca sebagai topik “{topic}” (keyakinan {percent} %).")
        }
        Language::English => {
            format!("Your question was taken for the topic “{topic}” ({percent} % sure).")
        }
    };
    let like = part.phrasing.as_ref().map(|phrasing| {
        let label = either(
            language,
            "Contoh yang paling mirip:",
            "The example most like it:",
        );
        format!(" {label} “{phrasing}”.")
    });
    taken + &like.unwrap_or_default()
}

fn headline(line: &Line, language: Language) -> Paragraph {
    Paragraph {
        role: Role::Title,
        text: line.get(language).to_owned(),
    }
}

fn text(text: &str) -> Paragraph {
    Paragraph {
        role: Role::Text,
        text: text.to_owned(),
    }
}

fn plain(language: Language, paragraphs: Vec<Paragraph>) -> Reply {
    Reply {
        paragraphs,
        ..Reply::new(language)
    }
}
