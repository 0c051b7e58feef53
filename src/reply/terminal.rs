//! What is said in a conversation at a terminal, around its answers.

use super::{
    Choice,
    words::{Words, fill},
};
use crate::{faq::Faq, text::Language};

/// What stands before the line that a person types.
pub const PROMPT: &str = "> ";

/// What a person may type instead of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// How to use the conversation.
    Help,
    /// End it.
    Quit,
}

impl Command {
    /// The command that `line` is, in any language.
    pub fn read(line: &str) -> Option<Self> {
        let line = line.trim().to_lowercase();
        let mut all = Language::ALL.into_iter().map(Words::of);
        if ["?", "/help"].contains(&line.as_str()) || all.clone().any(|words| words.help_is == line)
        {
            return Some(Self::Help);
        }
        let quits = line == "/quit" || all.any(|words| words.quit_is.contains(&line.as_str()));
        quits.then_some(Self::Quit)
    }
}

/// What a conversation opens with.
pub fn welcome(faq: &Faq, language: Language) -> String {
    let hint = Words::of(language).terminal_hint;
    match &faq.notice.title {
        Some(title) => format!("{}\n{hint}", title.get(language)),
        None => hint.to_owned(),
    }
}

/// How to use the conversation.
pub fn help(language: Language) -> &'static str {
    Words::of(language).terminal_help
}

/// What a conversation ends with.
pub fn farewell(language: Language) -> &'static str {
    Words::of(language).terminal_farewell
}

/// That there is no choice of this number.
pub fn no_such_number(choices: usize, language: Language) -> String {
    let sentence = Words::of(language).no_such_number;
    fill(sentence, &[("last", &choices.to_string())])
}

/// Entries that a reader may want next, numbered from `first`.
pub fn see_also(related: &[Choice], first: usize, language: Language) -> String {
    let mut text = Words::of(language).see_also.to_owned();
    for (number, choice) in (first..).zip(related) {
        text.push_str(&format!("\n{number}. {}", choice.label));
    }
    text
}
