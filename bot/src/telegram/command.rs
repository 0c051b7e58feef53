//! The commands, under their Indonesian and English names.

use maklumat::{
    reply::chat::{self, Line},
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

/// All commands, in the order of the menu: Indonesian name, English name, description.
const COMMANDS: [(Command, &str, &str, Line); 9] = [
    (Command::Start, "start", "start", chat::MENU_START),
    (Command::Ask, "tanya", "ask", chat::MENU_ASK),
    (Command::Topics, "topik", "topics", chat::MENU_TOPICS),
    (Command::Status, "status", "status", chat::MENU_STATUS),
    (Command::Sources, "sumber", "sources", chat::MENU_SOURCES),
    (Command::Language, "bahasa", "language", chat::MENU_LANGUAGE),
    (Command::Privacy, "privasi", "privacy", chat::MENU_PRIVACY),
    (Command::Forget, "hapus", "delete", chat::MENU_FORGET),
    (Command::Help, "help", "help", chat::MENU_HELP),
];

impl Command {
    /// The command of this name, in either language.
    pub fn named(name: &str) -> Option<Self> {
        let is = |other: &str| other.eq_ignore_ascii_case(name);
        COMMANDS
            .iter()
            .find(|(_, id, en, _)| is(id) || is(en))
            .map(|(command, ..)| *command)
    }

    /// Every command with its name and description in `language`, in the order of the menu.
    pub fn menu(language: Language) -> impl Iterator<Item = (Self, &'static str, &'static str)> {
        COMMANDS.iter().map(move |(command, id, en, line)| {
            let name = match language {
                Language::Indonesian => id,
                Language::English => en,
            };
            (*command, *name, line.get(language))
        })
    }
}
