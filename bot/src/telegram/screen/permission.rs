//! The question whether words may be kept: one button under a message, which opens the three things that can be said.

use maklumat::{reply::Words, text::Language};
use maklumat_store::Permission;
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use super::{
    keys::{Keys, same},
    press::{Press, Verb},
};
use crate::telegram::event::Key;

/// The row that asks.
pub fn question(language: Language) -> Vec<InlineKeyboardButton> {
    vec![Keys(language).key(Words::of(language).may_keep, Verb::MayKeep)]
}

/// The buttons of a message, and above the last row the question.
pub fn asked(rows: &[Vec<Key>], language: Language) -> InlineKeyboardMarkup {
    let mut rows: Vec<Vec<_>> = rows
        .iter()
        .map(|row| row.iter().map(same).collect())
        .collect();
    rows.insert(rows.len().saturating_sub(1), question(language));
    InlineKeyboardMarkup::new(rows)
}

/// The buttons of a message, with what can be said in place of the question.
pub fn opened(rows: &[Vec<Key>], language: Language) -> InlineKeyboardMarkup {
    let (keys, words) = (Keys(language), Words::of(language));
    let sayings = [
        (words.this_question, Verb::Permit(Permission::Once)),
        (words.always, Verb::Permit(Permission::Always)),
        (words.never_ask, Verb::NeverAsk),
    ];
    let rows = rows.iter().flat_map(|row| match asks(row) {
        true => sayings
            .iter()
            .map(|(label, verb)| vec![keys.key(label, verb.clone())])
            .collect(),
        false => vec![row.iter().map(same).collect::<Vec<_>>()],
    });
    InlineKeyboardMarkup::new(rows)
}

/// The buttons of a message, without the question and what can be said.
pub fn closed(rows: &[Vec<Key>]) -> InlineKeyboardMarkup {
    let others = rows.iter().filter(|row| !asks(row));
    InlineKeyboardMarkup::new(others.map(|row| row.iter().map(same)))
}

/// Whether the question, or what can be said, stands in a row.
pub fn asks(row: &[Key]) -> bool {
    row.iter().any(|key| {
        let verb = Press::decode(&key.data).map(|press| press.verb);
        matches!(verb, Some(Verb::MayKeep | Verb::Permit(_) | Verb::NeverAsk))
    })
}
