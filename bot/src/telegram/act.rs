//! What is to be done in Telegram.

use teloxide::types::InlineKeyboardMarkup;

use super::{
    event::{Company, Place, Spoken},
    screen::{Screen, offer::Offer},
};

/// Something to be done in Telegram.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Shows a message.
    Show(Show),
    /// Ends the waiting after a press on a button.
    Acknowledge {
        /// The press.
        query: String,
        /// What appears for a moment over the chat.
        words: Option<&'static str>,
    },
    /// Changes the buttons under a message of the bot.
    Rekey {
        /// Where.
        place: Place,
        /// The message.
        message: i32,
        /// The buttons.
        keyboard: InlineKeyboardMarkup,
    },
    /// Offers answers to share in any chat.
    Offer(Offer),
}

/// A message to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Show {
    /// Where.
    pub place: Place,
    /// The message that it answers.
    pub answering: Option<i32>,
    /// The message of the bot that it takes the place of.
    pub instead_of: Option<i32>,
    /// What a person sees.
    pub screen: Screen,
}

impl Show {
    /// A new message after `spoken`; among several people it says which message it answers.
    pub fn after(spoken: &Spoken, screen: Screen) -> Self {
        let in_group = spoken.place.company == Company::Group;
        Self {
            place: spoken.place,
            answering: in_group.then_some(spoken.message),
            instead_of: None,
            screen,
        }
    }
}
