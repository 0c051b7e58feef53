//! What asks for a reaction of the bot: who, where, what.

use std::time::Duration;

use maklumat::text::Language;
pub use maklumat_store::Wording;

use super::command::Command;

/// Who the bot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// Telegram's number.
    pub id: i64,
    /// Its name, without `@`.
    pub username: String,
}

/// Something that asks for a reaction.
pub enum Event {
    /// Somebody spoke to the bot.
    Spoken(Spoken),
    /// Somebody pressed a button.
    Pressed(Pressed),
    /// Somebody types after the bot's name in any chat.
    Typing(Typing),
    /// A group became a supergroup.
    Moved {
        /// The group's number.
        from: i64,
        /// The supergroup's.
        to: i64,
    },
    /// The bot was thrown out of a group.
    Removed {
        /// The group's number.
        chat: i64,
    },
}

/// A message to the bot.
pub struct Spoken {
    /// Where.
    pub place: Place,
    /// Who.
    pub person: Person,
    /// The message's number in its chat.
    pub message: i32,
    /// When it was written, since 1970, as Telegram tells.
    pub written: Option<Duration>,
    /// Whether it was said before in other words.
    pub version: Version,
    /// What.
    pub what: What,
    /// Whose words these are.
    pub wording: Wording,
}

/// Whether a message is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// It is.
    First,
    /// Its writer changed it.
    Edited,
}

/// What a message says.
pub enum What {
    /// A command and the words after it.
    Command(Command, String),
    /// A command that the bot does not have for everybody, by its name.
    UnknownCommand(String),
    /// A question in plain words.
    Words(String),
    /// A sticker, a voice message, a photo without words.
    Wordless,
}

/// Where a conversation takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Telegram's number of the chat.
    pub chat: i64,
    /// The forum topic in it.
    pub topic: Option<i32>,
    /// With how many.
    pub company: Company,
}

/// With how many a conversation takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Company {
    /// With one person.
    Private,
    /// In a group.
    Group,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Telegram's number of the person, or of the chat that speaks as one.
    pub id: i64,
    /// What their app's language suggests.
    pub language: Language,
}

/// A press on a button.
pub struct Pressed {
    /// To be acknowledged.
    pub query: String,
    /// Who.
    pub person: Person,
    /// The message that the button hangs under, where Telegram tells.
    pub under: Option<Under>,
    /// What the button carries.
    pub data: String,
}

/// The message that a button hangs under.
pub struct Under {
    /// Where it stands.
    pub place: Place,
    /// Its number in the chat.
    pub message: i32,
    /// What it says, as far as Telegram still tells.
    pub text: String,
    /// The question that it answers.
    pub question: Option<Question>,
    /// The buttons under it that can be pressed, row by row.
    pub keyboard: Vec<Vec<Key>>,
}

impl Under {
    /// What the buttons carry, from above.
    pub fn buttons(&self) -> Vec<&str> {
        let keys = self.keyboard.iter().flatten();
        keys.map(|key| key.data.as_str()).collect()
    }
}

/// A button that can be pressed.
pub struct Key {
    /// What stands on it.
    pub label: String,
    /// What it carries.
    pub data: String,
}

/// A question that was asked earlier.
pub struct Question {
    /// Who asked it.
    pub asker: Person,
    /// The message that asked it.
    pub message: i32,
    /// Its words.
    pub words: String,
    /// Whose words these are.
    pub wording: Wording,
}

/// Words typed after the bot's name.
pub struct Typing {
    /// To be answered.
    pub query: String,
    /// Who.
    pub person: Person,
    /// The words so far.
    pub words: String,
}

impl Event {
    /// The group that it happens in.
    pub fn group(&self) -> Option<i64> {
        let place = match self {
            Self::Spoken(spoken) => Some(spoken.place),
            Self::Pressed(pressed) => pressed.under.as_ref().map(|under| under.place),
            Self::Typing(_) | Self::Moved { .. } | Self::Removed { .. } => None,
        };
        let group = place.filter(|place| place.company == Company::Group);
        group.map(|group| group.chat)
    }

    /// Who acts, where a person does.
    pub fn person(&self) -> Option<Person> {
        match self {
            Self::Spoken(spoken) => Some(spoken.person),
            Self::Pressed(pressed) => Some(pressed.person),
            Self::Typing(typing) => Some(typing.person),
            Self::Moved { .. } | Self::Removed { .. } => None,
        }
    }
}
