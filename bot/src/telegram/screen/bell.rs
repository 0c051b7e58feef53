//! The buttons by which somebody asks to be told when what they read changes, and no more.

use maklumat::{
    reply::{Reply, Words},
    text::Language,
};
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use super::{
    keys::{Keys, same},
    press::{Press, Verb},
};
use crate::telegram::event::Key;

/// As much of what one message tells can be followed: more would clutter it.
const BELLS: usize = 2;

/// What can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An answer, which may change.
    Answer,
    /// A gap, which may be closed.
    Gap,
}

/// The row to be told by when what `reply` tells changes; empty where it tells nothing.
pub fn bells(reply: &Reply) -> Vec<InlineKeyboardButton> {
    let answers = reply.told().map(|id| (id, Kind::Answer));
    let gaps = reply.gaps.iter().map(|id| (id, Kind::Gap));
    let told: Vec<_> = answers.chain(gaps).take(BELLS).collect();
    let words = Words::of(reply.language);
    let follow =
        |label: &str, id: &String| Keys(reply.language).key(label, Verb::Follow(id.clone()));
    match told.as_slice() {
        [(id, kind)] => vec![follow(whole(words, *kind), id)],
        several => (1..)
            .zip(several)
            .map(|(number, (id, _))| follow(&format!("{number} {}", words.follow_one), id))
            .collect(),
    }
}

/// The button to be told no more.
pub fn stop(language: Language, what: &str) -> InlineKeyboardButton {
    let label = Words::of(language).unfollow_whole;
    Keys(language).key(label, Verb::Unfollow(what.to_owned()))
}

/// The buttons of a message after one of them was pressed: to be told became to be told no more, or the other way round.
pub fn turned(keyboard: &[Vec<Key>], pressed: &Press, kind: Kind) -> InlineKeyboardMarkup {
    let data = pressed.encode();
    let rows = keyboard.iter().map(|row| {
        let keys = row.iter().map(|key| match key.data == data {
            true => turn(&key.label, pressed, kind),
            false => same(key),
        });
        keys.collect::<Vec<_>>()
    });
    InlineKeyboardMarkup::new(rows)
}

/// The same button the other way round, under the number that it had.
fn turn(label: &str, pressed: &Press, kind: Kind) -> InlineKeyboardButton {
    let keys = Keys(pressed.language);
    let words = keys.words();
    let number = label.split_once(' ').map(|(number, _)| number);
    let number = number.filter(|number| number.parse::<usize>().is_ok());
    let (turned, verb) = match &pressed.verb {
        Verb::Follow(id) => (words.unfollow, Verb::Unfollow(id.clone())),
        Verb::Unfollow(id) => {
            let one = number.map(|_| words.follow_one);
            let label = one.unwrap_or(whole(words, kind));
            (label, Verb::Follow(id.clone()))
        }
        other => (label, other.clone()),
    };
    match number {
        Some(number) => keys.key(&format!("{number} {turned}"), verb),
        None => keys.key(turned, verb),
    }
}

fn whole(words: &Words, kind: Kind) -> &'static str {
    match kind {
        Kind::Answer => words.follow,
        Kind::Gap => words.follow_gap,
    }
}
