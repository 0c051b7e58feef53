//! A message of the bot as a person sees it: its words, and the buttons under them.

pub mod html;
pub mod offer;
pub mod press;

use maklumat::{
    faq::{Entry, Faq},
    reply::{
        Choice, Reply,
        chat::{self, Line},
        title,
    },
    text::Language,
};
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use press::{Press, Verb};

use crate::store::{Consent, Verdict};

/// Titles on one page of topics.
const TOPICS_ON_A_PAGE: usize = 8;
/// A label beyond this is not seen whole on any telephone.
const LONGEST_LABEL: usize = 64;

/// A message of the bot.
#[derive(Debug, Clone, PartialEq)]
pub struct Screen {
    /// Its words as Telegram's HTML, in as many messages as they need.
    pub texts: Vec<String>,
    /// The buttons under the last of them.
    pub keyboard: InlineKeyboardMarkup,
}

/// Whether an explanation can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It can.
    Offered,
    /// It was given.
    Given,
}

impl Screen {
    /// Words without buttons.
    pub fn plain(reply: &Reply) -> Self {
        Self::new(reply, Vec::new())
    }

    /// A reply, with everything that can be done next.
    pub fn answer(reply: &Reply, why: Why) -> Self {
        let keys = Keys(reply.language);
        let answered = &reply.answered;
        // Beside an answer, a choice must not take its place.
        let choose: fn(String) -> Verb = if answered.is_empty() {
            Verb::Show
        } else {
            Verb::Add
        };
        let mut rows = keys.choices(&reply.choices, choose);
        if !reply.choices.is_empty() && answered.is_empty() {
            rows.push(vec![keys.key(&chat::NONE_OF_THESE, Verb::None)]);
        }
        rows.extend(answered.iter().enumerate().map(|(at, entry)| {
            let number = (answered.len() > 1).then_some(at + 1);
            keys.feedback(entry, number)
        }));
        rows.extend(keys.choices(&reply.related, Verb::Show));
        let explain = answered.first().filter(|_| why == Why::Offered);
        let explain = explain.map(|entry| keys.key(&chat::WHY, Verb::Why(entry.clone())));
        let topics = keys.key(&chat::TOPICS, Verb::Topics(0));
        rows.push(explain.into_iter().chain([topics]).collect());
        Self::new(reply, rows)
    }

    /// Words that lead on to the topics.
    pub fn onward(reply: &Reply) -> Self {
        Self::answer(reply, Why::Given)
    }

    /// A page of topics.
    pub fn topics(faq: &Faq, page: usize, language: Language) -> Self {
        let keys = Keys(language);
        let topics: Vec<&Entry> = chat::topics(faq).collect();
        let pages = topics.len().div_ceil(TOPICS_ON_A_PAGE).max(1);
        let page = page.min(pages - 1);
        let shown = topics
            .iter()
            .skip(page * TOPICS_ON_A_PAGE)
            .take(TOPICS_ON_A_PAGE);
        let mut rows: Vec<_> = shown.map(|entry| vec![keys.entry(entry)]).collect();
        let mut turn = Vec::new();
        if page > 0 {
            turn.push(keys.key(&chat::PREVIOUS, Verb::Topics(page - 1)));
        }
        if page + 1 < pages {
            turn.push(keys.key(&chat::NEXT, Verb::Topics(page + 1)));
        }
        rows.push(turn);
        Self::new(&chat::say(&chat::CHOOSE_TOPIC, language), rows)
    }

    /// How each service fares.
    pub fn board(faq: &Faq, language: Language) -> Self {
        let keys = Keys(language);
        let rows = chat::board_entries(faq).map(|entry| vec![keys.entry(entry)]);
        Self::new(&chat::board(faq, language), rows.collect())
    }

    /// The languages to choose from.
    pub fn languages(language: Language) -> Self {
        let keys = Keys(language);
        let choices = [
            (&chat::FOLLOW_QUESTION, None),
            (&chat::INDONESIAN, Some(Language::Indonesian)),
            (&chat::ENGLISH, Some(Language::English)),
        ];
        let rows = choices.map(|(label, choice)| vec![keys.key(label, Verb::Speak(choice))]);
        Self::new(&chat::say(&chat::CHOOSE_LANGUAGE, language), rows.into())
    }

    /// What is kept, and the choice.
    pub fn privacy(consent: Consent, language: Language) -> Self {
        let keys = Keys(language);
        let now = match consent {
            Consent::Given => &chat::KEPT,
            Consent::NotGiven => &chat::NOT_KEPT,
        };
        let rows = vec![
            vec![keys.key(&chat::AGREE, Verb::Keep(Consent::Given))],
            vec![keys.key(&chat::DISAGREE, Verb::Keep(Consent::NotGiven))],
        ];
        Self::new(&chat::privacy(now, language), rows)
    }

    fn new(reply: &Reply, mut rows: Vec<Vec<InlineKeyboardButton>>) -> Self {
        rows.retain(|row| !row.is_empty());
        Self {
            texts: html::messages(&reply.paragraphs),
            keyboard: InlineKeyboardMarkup::new(rows),
        }
    }
}

/// Makes buttons under a message in one language.
struct Keys(Language);

impl Keys {
    fn key(&self, label: &Line, verb: Verb) -> InlineKeyboardButton {
        self.labelled(label.get(self.0), verb)
    }

    fn labelled(&self, label: &str, verb: Verb) -> InlineKeyboardButton {
        let press = Press {
            language: self.0,
            verb,
        };
        InlineKeyboardButton::callback(shortened(label), press.encode())
    }

    fn entry(&self, entry: &Entry) -> InlineKeyboardButton {
        self.labelled(title(entry, self.0), Verb::Show(entry.id.clone()))
    }

    fn choices(
        &self,
        choices: &[Choice],
        verb: fn(String) -> Verb,
    ) -> Vec<Vec<InlineKeyboardButton>> {
        choices
            .iter()
            .map(|choice| vec![self.labelled(&choice.label, verb(choice.entry.clone()))])
            .collect()
    }

    fn feedback(&self, entry: &str, number: Option<usize>) -> Vec<InlineKeyboardButton> {
        let verdicts = [
            (&chat::HELPS, Verdict::Helps),
            (&chat::NO_HELP, Verdict::NoHelp),
            (&chat::OUTDATED, Verdict::Outdated),
        ];
        let label = |line: &Line| match number {
            Some(number) => format!("{number} {}", line.get(self.0)),
            None => line.get(self.0).to_owned(),
        };
        verdicts
            .map(|(line, verdict)| {
                self.labelled(&label(line), Verb::Rate(verdict, entry.to_owned()))
            })
            .into()
    }
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LONGEST_LABEL {
        return label.to_owned();
    }
    label.chars().take(LONGEST_LABEL - 1).chain(['…']).collect()
}
