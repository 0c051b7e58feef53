//! What is said in a chat around its answers: after commands and buttons, and in menus.

use super::{
    CommandWords, Paragraph, Reply, Role, date, notice, title,
    words::{Words, fill},
};
use crate::{
    faq::{Entry, Faq, Source},
    matcher::{Decision, Explanation, PartExplanation},
    text::Language,
};

/// Telegram's limit for what a person sees before the first message.
const LONGEST_DESCRIPTION: usize = 512;

/// Telegram's limit for the profile of a bot.
const LONGEST_SHORT_DESCRIPTION: usize = 120;

/// After `/start`.
pub fn start(faq: &Faq, language: Language) -> Reply {
    let words = Words::of(language);
    let heading = faq.notice.title.as_ref();
    let heading = heading.map(|title| Paragraph::new(Role::Title, title.get(language)));
    let welcome = notice::of_sources(words.welcome, faq, language);
    let lines = [
        Some(with_voice(welcome, faq, language)),
        notice::stage(faq, language).map(str::to_owned),
        Some(notice::scope(faq, language)),
        Some(words.how_to.to_owned()),
    ];
    let lines = lines.into_iter().flatten().map(text);
    plain(language, heading.into_iter().chain(lines).collect())
}

/// After `/help`, with the commands to list.
pub fn help(faq: &Faq, commands: impl Iterator<Item = CommandWords>, language: Language) -> Reply {
    let words = Words::of(language);
    let commands = commands.map(|command| format!("/{} – {}", command.name, command.does));
    let lines = [
        words.how_to.to_owned(),
        notice::scope(faq, language),
        commands.collect::<Vec<_>>().join("\n"),
        words.in_groups.to_owned(),
    ];
    plain(language, lines.map(text).into())
}

/// What a person sees before the first message.
pub fn description(faq: &Faq, language: Language) -> String {
    let about = notice::of_sources(Words::of(language).about, faq, language);
    let about = shortened(with_voice(about, faq, language), LONGEST_DESCRIPTION);
    let room = LONGEST_DESCRIPTION - about.chars().count();
    match room {
        // Less would be no sentence.
        0..=32 => about,
        _ => shortened(notice::scope(faq, language), room - 1) + " " + &about,
    }
}

/// The profile of a bot.
pub fn short_description(faq: &Faq, language: Language) -> String {
    let sentence = Words::of(language).short_description;
    let description = notice::of_sources(sentence, faq, language);
    shortened(description, LONGEST_SHORT_DESCRIPTION)
}

fn with_voice(sentence: String, faq: &Faq, language: Language) -> String {
    match notice::voice(faq, language) {
        Some(voice) => sentence + " " + &voice,
        None => sentence,
    }
}

/// At most `most` characters of `text`.
fn shortened(text: String, most: usize) -> String {
    match text.chars().count() > most {
        true => text.chars().take(most - 1).chain(['…']).collect(),
        false => text,
    }
}

/// A message of one sentence.
pub fn say(sentence: &str, language: Language) -> Reply {
    plain(language, vec![text(sentence)])
}

/// After `/privasi`: what is kept, and whether this person's questions are.
pub fn privacy(now: &str, language: Language) -> Reply {
    let lines = [Words::of(language).what_is_kept, now];
    plain(language, lines.map(text).into())
}

/// After "none of these": where to turn.
pub fn none_of_these(faq: &Faq, language: Language) -> Reply {
    let not_among = Words::of(language).not_among.to_owned();
    let lines = [Some(not_among), notice::turn_to(faq, language)];
    plain(language, lines.into_iter().flatten().map(text).collect())
}

/// After a message while the bot is paused: where to turn meanwhile.
pub fn paused(faq: &Faq, language: Language) -> Reply {
    let paused = Words::of(language).paused.to_owned();
    let lines = [Some(paused), notice::turn_to(faq, language)];
    plain(language, lines.into_iter().flatten().map(text).collect())
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

/// After `/status`: how far the event has come, and each service, how it fares, and since when that is known.
pub fn board(faq: &Faq, language: Language) -> Reply {
    let words = Words::of(language);
    let mut services = board_entries(faq)
        .map(|entry| service(entry, language))
        .peekable();
    if services.peek().is_none() {
        return say(words.no_board, language);
    }
    let heading = Paragraph::new(Role::Title, words.board);
    let stage = notice::stage(faq, language).map(text);
    let lines = [heading].into_iter().chain(stage).chain(services);
    plain(language, lines.collect())
}

fn service(entry: &Entry, language: Language) -> Paragraph {
    let as_of = entry.as_of.map(|day| {
        let day = date(day, language);
        fill(Words::of(language).known, &[("date", &day)])
    });
    let service = [Some(title(entry, language)), as_of.as_deref()];
    let service = service.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let statement = statement(entry.answer.get(language));
    text(format!("• {service}: {statement}"))
}

/// The first sentence that says something: "Yes." does not without its question.
fn statement(text: &str) -> &str {
    let says_something = |sentence: &&str| sentence.split_whitespace().count() > 2;
    let mut sentences = text.split_inclusive(". ").filter(says_something);
    sentences.next().unwrap_or(text).trim_end()
}

/// After `/sumber`: every publication that answers are drawn from.
pub fn sources(faq: &Faq, language: Language) -> Reply {
    let words = Words::of(language);
    if faq.sources.is_empty() {
        return say(words.no_sources, language);
    }
    let heading = Paragraph::new(Role::Title, words.all_sources);
    let sources = faq.sources.values();
    let lines = sources.map(|source| publication(source, language));
    plain(language, [heading].into_iter().chain(lines).collect())
}

fn publication(source: &Source, language: Language) -> Paragraph {
    let author = source.author.as_ref().map(|author| format!("{author}, "));
    let url = source.url.as_ref().map(|url| format!("\n{url}"));
    text(format!(
        "• {}: {} ({}{}){}",
        source.publisher,
        source.title,
        author.unwrap_or_default(),
        date(source.published, language),
        url.unwrap_or_default(),
    ))
}

/// Why an answer was given, in plain words: what the question was taken for, after which example, and how surely.
pub fn why(faq: &Faq, explained: Option<&Explanation>, language: Language) -> Vec<Paragraph> {
    let words = Words::of(language);
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
        lines.push(words.chosen_by_you.to_owned());
    }
    lines.push(words.never_invented.to_owned());
    lines.into_iter().map(text).collect()
}

fn likeness(entry: &Entry, part: &PartExplanation, language: Language) -> String {
    let words = Words::of(language);
    let percent = (part.probability * 100.0).round().to_string();
    let values = [("title", title(entry, language)), ("percent", &percent)];
    let taken = fill(words.taken_for, &values);
    match &part.phrasing {
        Some(phrasing) => taken + " " + &fill(words.most_like, &[("phrasing", phrasing)]),
        None => taken,
    }
}

fn text(text: impl Into<String>) -> Paragraph {
    Paragraph::new(Role::Text, text)
}

fn plain(language: Language, paragraphs: Vec<Paragraph>) -> Reply {
    Reply {
        paragraphs,
        ..Reply::new(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faq::Localized;

    #[test]
    fn whatever_a_notice_says_of_itself_fits_into_a_profile() {
        let yaml = "entries: [{id: a, title: Jam buka, phrasings: [b], answer: c}]";
        let mut faq = Faq::parse("faq.yaml", yaml.as_bytes()).expect("a FAQ");
        let plain = description(&faq, Language::default());
        assert!(
            plain.starts_with("Yang bisa saya jawab: Jam buka. Setiap jawaban"),
            "{plain}"
        );
        for length in [1, 100, 300, 480, 500, 2000] {
            let long = Localized::Same("panjang ".repeat(length / 8));
            faq.notice.sources_are = Some(long.clone());
            faq.notice.publisher = Some(long);
            for language in Language::ALL {
                let described = description(&faq, language).chars().count();
                assert!(described <= LONGEST_DESCRIPTION, "{length}: {described}");
                let short = short_description(&faq, language).chars().count();
                assert!(short <= LONGEST_SHORT_DESCRIPTION, "{length}: {short}");
            }
        }
    }

    #[test]
    fn the_board_shows_what_the_faq_puts_on_it() {
        let yaml = "
notice: {status: monitoring}
entries:
- {id: bus, board: true, title: Bus, phrasings: [b], answer: Ya. Bus jalan lagi. Tiap jam., as_of: 2024-06-28}
- {id: train-status, phrasings: [c], answer: Kereta mogok.}";
        let faq = Faq::parse("faq.yaml", yaml.as_bytes()).expect("a FAQ");
        let expected = "Status layanan\nSudah teratasi, dan masih dipantau.\n\n• Bus (per 28 Juni 2024): Bus jalan lagi.";
        assert_eq!(board(&faq, Language::default()).to_string(), expected);
    }
}
