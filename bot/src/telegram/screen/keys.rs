//! Buttons under a message: what stands on them, and what they do.

use maklumat::{
    faq::Entry,
    reply::{Choice, Reply, Words, title},
    text::Language,
};
use maklumat_store::Verdict;
use teloxide::types::InlineKeyboardButton;

use super::press::{Press, Verb};
use crate::telegram::event::Key;

/// A label beyond this is not seen whole on any telephone.
const LONGEST_LABEL: usize = 64;

/// Whether an explanation can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It can.
    Offered,
    /// It was given.
    Given,
}

/// Makes buttons under a message in one language.
#[derive(Clone, Copy)]
pub(super) struct Keys(pub Language);

impl Keys {
    pub fn words(self) -> &'static Words {
        Words::of(self.0)
    }

    pub fn key(self, label: &str, verb: Verb) -> InlineKeyboardButton {
        let press = Press {
            language: self.0,
            verb,
        };
        InlineKeyboardButton::callback(shortened(label), press.encode())
    }

    pub fn entry(self, entry: &Entry) -> InlineKeyboardButton {
        self.key(title(entry, self.0), Verb::Show(entry.id.clone()))
    }

    pub fn choice(self, choice: &Choice, verb: fn(String) -> Verb) -> InlineKeyboardButton {
        self.key(&choice.label, verb(choice.entry.clone()))
    }

    /// What may have been meant, one a row. Beside an outright answer, none of them may take its place.
    pub fn choices(self, reply: &Reply) -> Vec<Vec<InlineKeyboardButton>> {
        let choose: fn(String) -> Verb = match reply.answered.is_empty() {
            true => Verb::Show,
            false => Verb::Add,
        };
        let choices = reply.choices.iter();
        choices
            .map(|choice| vec![self.choice(choice, choose)])
            .collect()
    }

    /// What a person thinks of the reply, in one row.
    pub fn opinions(self, reply: &Reply) -> Vec<InlineKeyboardButton> {
        let words = self.words();
        let rate = |label: &str, verdict, entry: &String| {
            self.key(label, Verb::Rate(verdict, entry.clone()))
        };
        match (reply.answered.as_slice(), reply.likely.as_slice()) {
            ([], []) if reply.choices.is_empty() => Vec::new(),
            ([], []) => vec![self.key(words.none_of_these, Verb::None)],
            ([], [entry, ..]) => vec![
                rate(words.helps, Verdict::Helps, entry),
                self.key(words.not_this, Verb::None),
            ],
            ([entry], _) => vec![
                rate(words.helps, Verdict::Helps, entry),
                rate(words.no_help, Verdict::NoHelp, entry),
                rate(words.outdated, Verdict::Outdated, entry),
            ],
            (answered, _) => (1..)
                .zip(answered)
                .flat_map(|(number, entry)| {
                    let label = |label| format!("{number} {label}");
                    [
                        rate(&label(words.helps), Verdict::Helps, entry),
                        rate(&label(words.no_help), Verdict::NoHelp, entry),
                    ]
                })
                .collect(),
        }
    }

    /// How the reply came about, and everything else.
    pub fn onward(self, reply: &Reply, why: Why) -> Vec<InlineKeyboardButton> {
        let words = self.words();
        let told = reply.answered.iter().chain(&reply.likely).next();
        let explained = told.filter(|_| why == Why::Offered);
        let explain = explained.map(|entry| self.key(words.why, Verb::Why(entry.clone())));
        let topics = self.key(words.all_topics, Verb::Topics(0));
        explain.into_iter().chain([topics]).collect()
    }
}

/// A button as it was.
pub fn same(key: &Key) -> InlineKeyboardButton {
    InlineKeyboardButton::callback(key.label.as_str(), key.data.as_str())
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LONGEST_LABEL {
        return label.to_owned();
    }
    label.chars().take(LONGEST_LABEL - 1).chain(['…']).collect()
}
