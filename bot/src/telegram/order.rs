//! What those who run the bot may have it do, under its names in each language.

use maklumat::{
    reply::{CommandWords, Words},
    text::Language,
};

/// A command for those who run the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Tells the numbers of today, and how the bot fares.
    Statistics,
    /// Tells what went unanswered.
    Review,
    /// Reads the FAQ again.
    Reload,
    /// Answers nothing from now on.
    Pause,
    /// Answers again.
    Resume,
}

impl Order {
    /// In the order of the menu.
    const ALL: [Self; 5] = [
        Self::Statistics,
        Self::Review,
        Self::Reload,
        Self::Pause,
        Self::Resume,
    ];

    fn words(self, language: Language) -> CommandWords {
        let words = &Words::of(language).staff;
        match self {
            Self::Statistics => words.statistics,
            Self::Review => words.review,
            Self::Reload => words.reload,
            Self::Pause => words.pause,
            Self::Resume => words.resume,
        }
    }

    /// The order of this name, in any language.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| {
            let is = |language| order.words(language).name.eq_ignore_ascii_case(name);
            Language::ALL.into_iter().any(is)
        })
    }

    /// Names and what they do, for a menu or the help; none for whom they are not.
    pub fn menu(for_staff: bool, language: Language) -> impl Iterator<Item = CommandWords> {
        let orders = Self::ALL.into_iter().filter(move |_| for_staff);
        orders.map(move |order| order.words(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telegram::command::Command;

    #[test]
    fn no_order_has_the_name_of_a_command() {
        for language in Language::ALL {
            for words in Order::menu(true, language) {
                assert!(Order::named(&words.name.to_uppercase()).is_some());
                assert_eq!(Command::named(words.name), None, "{}", words.name);
            }
        }
    }
}
