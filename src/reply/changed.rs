//! What is told to somebody who asked for it: that an answer has changed, that there is one now, or that there is none any more.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::{
    Paragraph, Reader, Reply, Role, dates::date, entry as answer_of, notice, title, version,
    words::Words,
};
use crate::{
    faq::{Date, Entry, Faq, Gap},
    matcher::{Decision, Matcher},
    text::Language,
};

/// An answer of more bytes may be told in several messages.
const ONE_MESSAGE: usize = 3_000;

/// What somebody knows of an entry or a gap: it outlives changes of the FAQ and of this program's sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// An answer.
    Answer {
        /// The entry's title.
        title: String,
        /// The answer's words, in one language.
        text: String,
        /// The date at which it was true.
        as_of: Option<Date>,
        /// The last day on which it holds.
        valid_until: Option<Date>,
    },
    /// That there is none.
    Gap {
        /// The gap's title, or else how people ask.
        title: String,
        /// How people ask.
        phrasings: Vec<String>,
    },
}

/// Something to tell, and what is known then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// What is told.
    pub reply: Reply,
    /// What whoever was told knows; nothing when there is no more to come.
    pub then: Option<Known>,
}

impl Known {
    /// What `faq` tells in `language` of the entry or gap `what`, if it has one.
    pub fn of(faq: &Faq, what: &str, language: Language) -> Option<Self> {
        let language = faq.notice.spoken(language);
        match faq.entry(what) {
            Some(entry) => Some(Self::of_entry(faq, entry, language)),
            None => faq.gap(what).map(|gap| Self::of_gap(gap, language)),
        }
    }

    fn of_entry(faq: &Faq, entry: &Entry, language: Language) -> Self {
        let current = version::current(faq, entry, None);
        Self::Answer {
            title: title(entry, language).to_owned(),
            text: even(current.answer.get(language)),
            as_of: current.as_of,
            valid_until: current.valid_until,
        }
    }

    fn of_gap(gap: &Gap, language: Language) -> Self {
        let title = gap.title.as_ref().map(|title| title.get(language));
        let asked = gap.phrasings.first().map(String::as_str);
        Self::Gap {
            title: title.or(asked).unwrap_or(&gap.id).to_owned(),
            phrasings: gap.phrasings.clone(),
        }
    }

    /// Whether a message that reads so tells what is known; of one that needs several messages, nobody can say.
    pub fn stands_in(&self, message: &str) -> bool {
        match self {
            Self::Answer { text, .. } => {
                text.len() > ONE_MESSAGE || even(message).contains(text.as_str())
            }
            Self::Gap { .. } => true,
        }
    }

    /// What makes a difference to a reader: neither a title nor how people ask for an answer does.
    pub fn substance(&self) -> String {
        match self {
            Self::Answer {
                text,
                as_of,
                valid_until,
                ..
            } => format!("{as_of:?} {valid_until:?} {text}"),
            Self::Gap { phrasings, .. } => phrasings.join("\n"),
        }
    }
}

/// What there is to tell somebody who knows `known` of `what`; nothing, while that is as it was.
pub fn news(matcher: &Matcher, what: &str, known: &Known, reader: &Reader) -> Option<News> {
    let faq = matcher.faq();
    let language = faq.notice.spoken(reader.language.unwrap_or_default());
    match (known, faq.entry(what)) {
        (Known::Answer { .. }, Some(entry)) => {
            let now = Known::of_entry(faq, entry, language);
            let differs = now.substance() != known.substance();
            differs.then(|| changed(faq, entry, known, now, reader))
        }
        (Known::Answer { title, .. }, None) => Some(News {
            reply: withdrawn(faq, title, known, language),
            then: None,
        }),
        (Known::Gap { title, phrasings }, found) => {
            let entry = found.or_else(|| answers(matcher, phrasings))?;
            Some(News {
                reply: answered(faq, title, entry, reader),
                then: None,
            })
        }
    }
}

/// What is said to somebody who wants to be told about `known` for so many days; [`now`] follows it where they read something else.
pub fn following(known: &Known, days: i64, language: Language) -> Reply {
    let words = Words::of(language);
    let (sentence, title) = match known {
        Known::Answer { title, .. } => (words.following, title),
        Known::Gap { title, .. } => (words.following_gap, title),
    };
    let (mut reply, days) = (Reply::new(language), days.to_string());
    let values = [("title", title.as_str()), ("days", &days)];
    let promise = Paragraph::filled(Role::Text, sentence, &values);
    reply.paragraphs.push(promise);
    reply.say(Role::Text, words.kept_for_following);
    reply
}

/// What `entry` tells now, under a line that says so.
pub fn now(faq: &Faq, entry: &Entry, reader: &Reader) -> Vec<Paragraph> {
    let answer = alone(answer_of(faq, entry, reader));
    let heading = Paragraph::new(Role::Title, Words::of(answer.language).now);
    [heading].into_iter().chain(answer.paragraphs).collect()
}

fn changed(faq: &Faq, entry: &Entry, before: &Known, after: Known, reader: &Reader) -> News {
    let mut reply = alone(answer_of(faq, entry, reader));
    let (words, language) = (Words::of(reply.language), reply.language);
    let values = [("title", title(entry, language))];
    let heading = |sentence| Paragraph::filled(Role::Text, sentence, &values);
    let above = match (before, &after) {
        (Known::Answer { text: before, .. }, Known::Answer { text: after, .. })
            if before == after =>
        {
            vec![heading(words.confirmed)]
        }
        _ => {
            let heading = [heading(words.changed)].into_iter();
            let now = [Paragraph::new(Role::Title, words.now)];
            heading.chain(was(before, language)).chain(now).collect()
        }
    };
    reply.paragraphs.splice(0..0, above);
    News {
        reply,
        then: Some(after),
    }
}

fn answered(faq: &Faq, asked: &str, entry: &Entry, reader: &Reader) -> Reply {
    let mut reply = alone(answer_of(faq, entry, reader));
    let sentence = Words::of(reply.language).answered;
    let heading = Paragraph::filled(Role::Text, sentence, &[("title", asked)]);
    reply.paragraphs.insert(0, heading);
    reply
}

fn withdrawn(faq: &Faq, title: &str, before: &Known, language: Language) -> Reply {
    let mut reply = Reply::new(language);
    let values = [
        ("title", title),
        ("sources_are", notice::sources_are(faq, language)),
    ];
    let sentence = Words::of(language).withdrawn;
    let heading = Paragraph::filled(Role::Text, sentence, &values);
    reply.paragraphs.push(heading);
    reply.paragraphs.extend(was(before, language));
    let contact = notice::turn_to(faq, language);
    let contact = contact.map(|contact| Paragraph::new(Role::Text, contact));
    reply.paragraphs.extend(contact);
    reply
}

/// What was known before, under its date.
fn was(known: &Known, language: Language) -> Vec<Paragraph> {
    let Known::Answer { text, as_of, .. } = known else {
        return Vec::new();
    };
    let words = Words::of(language);
    let heading = match as_of {
        Some(day) => Paragraph::filled(
            Role::Title,
            words.before_on,
            &[("date", &date(*day, language))],
        ),
        None => Paragraph::new(Role::Title, words.before),
    };
    vec![heading, Paragraph::new(Role::Text, text)]
}

/// An answer without its whole story: of that, a notice tells the last step itself.
fn alone(mut reply: Reply) -> Reply {
    let stays = |paragraph: &Paragraph| paragraph.role != Role::History;
    reply.paragraphs.retain(stays);
    reply
}

/// The entry that answers what a gap was asked for: outright, and most of what people asked it by, so that one phrasing that happens to
/// be like another entry's makes no news.
fn answers<'a>(matcher: &'a Matcher, phrasings: &[String]) -> Option<&'a Entry> {
    let mut answered: BTreeMap<usize, usize> = BTreeMap::new();
    for phrasing in phrasings {
        if let [part] = matcher.understand(phrasing).parts.as_slice()
            && let Decision::Answer(entry) = part.verdict.decision
        {
            *answered.entry(entry).or_default() += 1;
        }
    }
    let most = answered
        .into_iter()
        .max_by_key(|(entry, times)| (*times, Reverse(*entry)));
    let (entry, times) = most?;
    (2 * times >= phrasings.len()).then(|| &matcher.faq().entries[entry])
}

/// Words in which other blanks make no difference.
fn even(text: &str) -> String {
    let lines = text.trim().lines();
    let lines = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n")
}
