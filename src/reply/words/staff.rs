//! What those who run the bot are told.

use super::CommandWords;

/// The sentences for those who run the bot, in one language.
#[derive(Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct StaffWords {
    /// Command.
    pub statistics: CommandWords,
    /// Command.
    pub review: CommandWords,
    /// Command.
    pub reload: CommandWords,
    /// Command.
    pub pause: CommandWords,
    /// Command.
    pub resume: CommandWords,

    /// A time of day.
    pub time: &'static str,
    /// A date with a time of day.
    pub moment: &'static str,
    /// Something and how often, in a list.
    pub counted: &'static str,

    /// Heads the numbers of a day.
    pub today: &'static str,
    /// How many questions were asked.
    pub asked: &'static str,
    /// Of these: answered outright.
    pub outright: &'static str,
    /// Of these: answered as likely meant.
    pub likely: &'static str,
    /// Of these: offered a choice.
    pub choices: &'static str,
    /// Of these: not in the notices.
    pub untold: &'static str,
    /// Of these: too few words to go by.
    pub vague: &'static str,
    /// What people said of answers.
    pub ratings: &'static str,
    /// What the numbers cover.
    pub covers: &'static str,
    /// Heads what is asked most.
    pub asked_most: &'static str,
    /// Heads the gaps that are met most.
    pub gaps_most: &'static str,
    /// Heads the gaps that are met most, where no day was named.
    pub gaps_today: &'static str,
    /// The bot answers.
    pub answering: &'static str,
    /// The bot is paused.
    pub is_paused: &'static str,
    /// The database can be reached.
    pub remembers: &'static str,
    /// The database cannot be reached.
    pub remembers_not: &'static str,
    /// Which FAQ is served.
    pub serves: &'static str,
    /// Stands for the title of a FAQ that has none.
    pub untitled: &'static str,
    /// How old what the FAQ tells is.
    pub age: &'static str,
    /// The FAQ does not tell how old it is.
    pub ageless: &'static str,
    /// The file of the FAQ cannot be used at present.
    pub is_refused: &'static str,

    /// Heads what was not answered.
    pub unanswered: &'static str,
    /// Nothing was left unanswered.
    pub all_answered: &'static str,
    /// A question that was not answered, and how often.
    pub missed: &'static str,
    /// The same without its words, by what was offered.
    pub missed_near: &'static str,
    /// The same where nothing more is known.
    pub missed_unknown: &'static str,
    /// What was not answered cannot be told.
    pub no_review: &'static str,

    /// The FAQ was read again, and is new.
    pub reloaded: &'static str,
    /// The FAQ was read again, and is the same.
    pub same: &'static str,
    /// There is no file to read again.
    pub built_in: &'static str,
    /// How many entries there were and are.
    pub entries: &'static str,
    /// How many gaps there were and are.
    pub gaps: &'static str,
    /// Entries or gaps that are new.
    pub added: &'static str,
    /// Entries or gaps that are gone.
    pub removed: &'static str,
    /// Entries or gaps that are not as before.
    pub changed: &'static str,
    /// Stands for those that are not named.
    pub others: &'static str,
    /// The hash before and now.
    pub hash: &'static str,
    /// What the phrasings certify.
    pub certifies: &'static str,
    /// The phrasings certify nothing.
    pub certifies_nothing: &'static str,
    /// The new FAQ cannot be used.
    pub refused: &'static str,
    /// A mistake in a line.
    pub mistake: &'static str,
    /// There are more mistakes than are told.
    pub more_mistakes: &'static str,
    /// No mistake is known, and it cannot be used all the same.
    pub no_mistake: &'static str,
    /// The FAQ can be used again.
    pub mended: &'static str,

    /// After `pause`.
    pub paused: &'static str,
    /// After `pause`, when it was paused before.
    pub paused_before: &'static str,
    /// After `resume`.
    pub resumed: &'static str,
    /// After `resume`, when it was not paused.
    pub not_paused: &'static str,
}
