//! The commands, under their names in each language.

use maklumat::{
    faq::Faq,
    reply::{CommandWords, Words, chat},
    text::Language,
};

/// A command of the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Greets, or opens the answer that a link names.
    Start,
    /// Tells how to use the bot.
    Help,
    /// Lists the topics.
    Topics,
    /// Asks a question.
    Ask,
    /// Shows how the services fare.
    Status,
    /// Lists the sources.
    Sources,
    /// Offers the languages.
    Language,
    /// Tells what is kept, and asks for consent.
    Privacy,
    /// Wipes everything about a person.
    Forget,
}

impl Command {
    /// In the order of the menu.
    const ALL: [Self; 9] = [
        Self::Start,
        Self::Ask,
        Self::Topics,
        Self::Status,
        Self::Sources,
        Self::Language,
        Self::Privacy,
        Self::Forget,
        Self::Help,
    ];

    /// Its name and what it does.
    fn words(self, language: Language) -> CommandWords {
        let words = Words::of(language);
        match self {
            Self::Start => words.start,
            Self::Ask => words.ask,
            Self::Topics => words.topics,
            Self::Status => words.status,
            Self::Sources => words.list_sources,
            Self::Language => words.language,
            Self::Privacy => words.privacy,
            Self::Forget => words.forget,
            Self::Help => words.help,
        }
    }

    /// The command of this name, in any language.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| {
            let is = |language| command.words(language).name.eq_ignore_ascii_case(name);
            Language::ALL.into_iter().any(is)
        })
    }

    /// Every command that the FAQ has something for, in the order of the menu.
    pub fn menu(faq: &Faq, language: Language) -> impl Iterator<Item = (Self, CommandWords)> {
        let useful = move |command: &Self| match command {
            Self::Status => chat::board_entries(faq).next().is_some(),
            Self::Sources => !faq.sources.is_empty(),
            Self::Language => faq.notice.languages.len() > 1,
            _ => true,
        };
        let menu = Self::ALL.into_iter().filter(useful);
        menu.map(move |command| (command, command.words(language)))
    }

    /// The commands that the help lists: it tells of asking by itself.
    pub fn in_help(faq: &Faq, language: Language) -> impl Iterator<Item = CommandWords> {
        let listed =
            |(command, _): &(Self, _)| !matches!(command, Self::Start | Self::Ask | Self::Help);
        let menu = Self::menu(faq, language).filter(listed);
        menu.map(|(_, words)| words)
    }
}
