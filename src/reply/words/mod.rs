//! Every sentence of the program's own, a file for each language.
//!
//! Another language is another file like `en.rs`, and a line in [`Language`]; the compiler then leads to [`Words::of`].
//! A sentence may hold names in braces, which are filled in; what stands between asterisks is set apart.

mod en;
mod fill;
mod id;
mod staff;

use crate::text::Language;
pub use fill::fill;
pub use staff::StaffWords;

/// A command of the chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct CommandWords {
    /// What people type, without `/`: a-z and `_`.
    pub name: &'static str,
    /// What it does, in a menu.
    pub does: &'static str,
}

/// The program's sentences in one language.
#[derive(Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Words {
    /// The language's own name for itself.
    pub name: &'static str,
    /// Codes of the languages of apps whose users are spoken to in this one.
    pub apps: &'static [&'static str],
    /// From January.
    pub months: [&'static str; 12],
    /// A date.
    pub date: &'static str,

    /// What answers are drawn from, where the FAQ does not say.
    pub sources_are: &'static str,
    /// Whose channel it is: the publisher's own.
    pub official_of: &'static str,
    /// The same, where the FAQ names no publisher.
    pub official: &'static str,
    /// Whose channel it is: not an official one.
    pub unofficial_of: &'static str,
    /// The same, where the FAQ names no publisher.
    pub unofficial: &'static str,
    /// Whose channel it is, where the FAQ does not say whether it is official.
    pub of_publisher: &'static str,
    /// Where to turn, where the FAQ names a publisher and no contact.
    pub ask_publisher: &'static str,
    /// What can be asked, with examples.
    pub scope: &'static str,
    /// The same, where the FAQ has a title.
    pub scope_of: &'static str,
    /// How far the event has come: it goes on.
    pub active: &'static str,
    /// How far the event has come: it is over and watched.
    pub monitoring: &'static str,
    /// How far the event has come: it is over.
    pub closed: &'static str,

    /// Below an answer: its date.
    pub as_of: &'static str,
    /// Below an answer: its only source.
    pub source: &'static str,
    /// Below an answer: its sources.
    pub sources: &'static str,
    /// Heads what was true before.
    pub earlier: &'static str,
    /// An answer tells of a day long gone.
    pub old: &'static str,
    /// Answers tell of several days long gone.
    pub old_days: &'static str,
    /// There is a later answer than that of the date that was asked for.
    pub newer: &'static str,
    /// An answer has run out.
    pub ended: &'static str,
    /// Another entry has taken over.
    pub superseded: &'static str,
    /// The story begins later than the date that was asked for.
    pub not_yet: &'static str,
    /// Heads an answer that was probably asked for.
    pub likely: &'static str,
    /// Heads what else may have been asked for, below such an answer.
    pub or_else: &'static str,
    /// Heads what may have been asked for.
    pub did_you_mean: &'static str,
    /// A topic is covered, what is asked of it is not, or not surely; what is told follows.
    pub not_told: &'static str,
    /// Nothing is known of what was asked.
    pub unknown: &'static str,
    /// The answer of a gap that nobody has written one for.
    pub untold: &'static str,
    /// More words are needed.
    pub too_vague: &'static str,
    /// Before what a reader may want next.
    pub see_also: &'static str,

    /// After "hello".
    pub greeting: &'static str,
    /// After "thanks".
    pub thanks: &'static str,
    /// After "bye".
    pub farewell: &'static str,
    /// After "all right".
    pub acknowledgement: &'static str,
    /// After "are you a bot?".
    pub identity: &'static str,
    /// After abuse.
    pub insult: &'static str,

    /// What opens a conversation at a terminal.
    pub terminal_hint: &'static str,
    /// How to hold a conversation at a terminal.
    pub terminal_help: &'static str,
    /// What ends a conversation at a terminal.
    pub terminal_farewell: &'static str,
    /// There is no choice of that number.
    pub no_such_number: &'static str,
    /// What asks for help at a terminal.
    pub help_is: &'static str,
    /// What ends a conversation at a terminal.
    pub quit_is: &'static [&'static str],

    /// Command.
    pub start: CommandWords,
    /// Command.
    pub ask: CommandWords,
    /// Command.
    pub topics: CommandWords,
    /// Command.
    pub status: CommandWords,
    /// Command.
    pub list_sources: CommandWords,
    /// Command.
    pub language: CommandWords,
    /// Command.
    pub privacy: CommandWords,
    /// Command.
    pub forget: CommandWords,
    /// Command.
    pub help: CommandWords,
    /// The bot's profile, at most 120 characters.
    pub short_description: &'static str,
    /// What a person sees before the first message.
    pub about: &'static str,

    /// After `start`.
    pub welcome: &'static str,
    /// How to ask.
    pub how_to: &'static str,
    /// How to ask in a group.
    pub in_groups: &'static str,
    /// Heads the list of topics.
    pub choose_topic: &'static str,
    /// Heads the board of services.
    pub board: &'static str,
    /// After `status`, when the FAQ has no board.
    pub no_board: &'static str,
    /// On the board, after a service: since when it is known.
    pub known: &'static str,
    /// Heads the list of sources.
    pub all_sources: &'static str,
    /// After `list_sources`, when there are none.
    pub no_sources: &'static str,
    /// After `language`.
    pub choose_language: &'static str,
    /// After `language`, where there is no other.
    pub only_language: &'static str,
    /// Who may not choose the language of a group chose one.
    pub admins_only: &'static str,
    /// After `privacy`: what is kept, and what `forget` does about it.
    pub what_is_kept: &'static str,
    /// What the person has agreed to so far.
    pub kept: &'static str,
    /// What the person has agreed to so far.
    pub not_kept: &'static str,
    /// What the person has agreed to so far.
    pub never_kept: &'static str,

    /// Button: it helps.
    pub helps: &'static str,
    /// Button: it does not help.
    pub no_help: &'static str,
    /// Button: it is out of date.
    pub outdated: &'static str,
    /// Button: how the bot came to an answer.
    pub why: &'static str,
    /// Button under an answer that was probably asked for: it was not.
    pub not_this: &'static str,
    /// Button under choices.
    pub none_of_these: &'static str,
    /// Button: on to the list of topics.
    pub all_topics: &'static str,
    /// Button under a page of topics.
    pub next: &'static str,
    /// Button under a page of topics.
    pub previous: &'static str,
    /// Button: answer each question in its own language.
    pub follow_question: &'static str,
    /// Button: agrees that questions are kept.
    pub agree: &'static str,
    /// Button: does not agree.
    pub disagree: &'static str,
    /// Button: be told when an answer changes.
    pub follow: &'static str,
    /// Button: be told when there is an answer.
    pub follow_gap: &'static str,
    /// The same as either, where there are several and each has its number.
    pub follow_one: &'static str,
    /// Button in the place of those: be told no more.
    pub unfollow: &'static str,
    /// The same, where there is room.
    pub unfollow_whole: &'static str,
    /// Button under a reply that is no answer: asks whether the question may be kept.
    pub may_keep: &'static str,
    /// Button: this question may be kept.
    pub this_question: &'static str,
    /// Button: each question without an answer may be kept.
    pub always: &'static str,
    /// Button: none is kept, and nobody asks again.
    pub never_ask: &'static str,
    /// Button above the results of inline mode.
    pub ask_in_chat: &'static str,

    /// Feedback was counted.
    pub noted_helps: &'static str,
    /// Feedback was counted.
    pub noted_no_help: &'static str,
    /// Feedback was counted.
    pub noted_outdated: &'static str,
    /// Feedback was given twice.
    pub noted_before: &'static str,
    /// The memory cannot be reached.
    pub cannot_remember: &'static str,
    /// A button has lost its meaning.
    pub old_button: &'static str,
    /// After `not_this` and `none_of_these`.
    pub not_among: &'static str,
    /// After `follow_question`.
    pub following_question: &'static str,
    /// After this language was chosen.
    pub speaking: &'static str,
    /// After `agree`.
    pub agreed: &'static str,
    /// After `disagree`.
    pub disagreed: &'static str,
    /// After `may_keep`: what would be kept.
    pub what_may_be_kept: &'static str,
    /// After `this_question`.
    pub permitted: &'static str,
    /// After `never_ask`.
    pub refused: &'static str,
    /// After `forget`.
    pub forgotten: &'static str,

    /// After `follow`.
    pub following: &'static str,
    /// After `follow_gap`.
    pub following_gap: &'static str,
    /// After both: what is kept for it.
    pub kept_for_following: &'static str,
    /// After either by somebody who follows as much as one can.
    pub following_too_much: &'static str,
    /// After `unfollow`.
    pub unfollowed: &'static str,
    /// Heads word that an answer has changed.
    pub changed: &'static str,
    /// Heads word that an answer stays, and its date does not.
    pub confirmed: &'static str,
    /// Heads what was true before a change.
    pub before: &'static str,
    /// The same, where its date is known.
    pub before_on: &'static str,
    /// Heads what is true after a change.
    pub now: &'static str,
    /// Heads an answer to what had none.
    pub answered: &'static str,
    /// Heads word that an answer is there no more.
    pub withdrawn: &'static str,

    /// After a sticker, a voice message, a photo.
    pub wordless: &'static str,
    /// After too many messages.
    pub slow_down: &'static str,
    /// After a message while the bot is paused.
    pub paused: &'static str,
    /// After a press on a button meanwhile.
    pub paused_for_now: &'static str,
    /// After a message with personal data.
    pub personal_data: &'static str,
    /// After a command that the bot does not have.
    pub unknown_command: &'static str,
    /// After `ask` without a question.
    pub ask_away: &'static str,
    /// After a link to an answer that is not there.
    pub unknown_topic: &'static str,

    /// Why an answer was given to a question: what it was taken for.
    pub taken_for: &'static str,
    /// Why an answer was given to a question: the example most like it.
    pub most_like: &'static str,
    /// Why an answer was given to no question.
    pub chosen_by_you: &'static str,
    /// Why any answer can be trusted.
    pub never_invented: &'static str,

    /// What those who run the bot are told.
    pub staff: StaffWords,
}

/// What people whose app speaks no language of ours read most likely.
const COMMON: Language = Language::English;

impl Words {
    /// The sentences for a reader of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Indonesian => &id::WORDS,
            Language::English => &en::WORDS,
        }
    }

    /// The language for somebody whose app speaks that of `code`, as in `en-GB`.
    pub fn language_of_app(code: Option<&str>) -> Language {
        let Some(code) = code.and_then(|code| code.split(['-', '_']).next()) else {
            return Language::default();
        };
        let speaks = |language: &Language| Self::of(*language).apps.contains(&code);
        Language::ALL.into_iter().find(speaks).unwrap_or(COMMON)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_appears_over_a_chat_fits() {
        for words in Language::ALL.map(Words::of) {
            let Words {
                agreed,
                what_may_be_kept,
                permitted,
                refused,
                ..
            } = words;
            for said in [agreed, what_may_be_kept, permitted, refused] {
                assert!(said.chars().count() <= 200, "{said}");
            }
            assert!(words.may_keep.chars().count() <= 36, "{}", words.may_keep);
        }
    }

    #[test]
    fn apps_tell_a_language() {
        for (code, language) in [
            (None, Language::Indonesian),
            (Some("id"), Language::Indonesian),
            (Some("ms-MY"), Language::Indonesian),
            (Some("en_GB"), Language::English),
            (Some("nl"), Language::English),
        ] {
            assert_eq!(Words::language_of_app(code), language, "{code:?}");
        }
    }
}
