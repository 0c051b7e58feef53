//! What people say around a question, and what is left of a message without it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{
    lexicon::{self, Chat, Function},
    normalise,
};

/// The longest greeting or preamble, in words.
const LONGEST: usize = 5;

/// The words of a question without greetings, preambles, thanks and fillers: "halo min mau tanya dong, paspor kapan jadi
/// ya, makasih" is "paspor kapan jadi". A message with no question left stays as it is.
pub fn without_courtesy(words: Vec<String>) -> Vec<String> {
    let told: Vec<String> = words
        .iter()
        .filter(|word| !is_filler(word))
        .cloned()
        .collect();
    let mut rest = &told[..];
    while let Some(length) = courtesy(rest, |rest, length| &rest[..length]) {
        rest = &rest[length..];
    }
    while let Some(length) = courtesy(rest, |rest, length| &rest[rest.len() - length..]) {
        rest = &rest[..rest.len() - length];
    }
    if asks_something(rest) {
        rest.to_vec()
    } else {
        words
    }
}

/// Whether words without courtesy can be a question: two or more, one of them more than grammar.
fn asks_something(words: &[String]) -> bool {
    words.len() >= 2 && words.iter().any(|word| lexicon::function(word).is_none())
}

/// What a whole message is, when it is small talk; its words are those of [`normalise::words`], without fillers unless nothing
/// else is left.
pub fn chat(words: &str) -> Option<Chat> {
    CHITCHAT.get(words).copied()
}

/// Whether the words of a whole text are a greeting or thanks.
pub fn is_courtesy(words: &[String]) -> bool {
    let chat = chat(&words.join(" "));
    matches!(chat, Some(Chat::Greeting | Chat::Thanks))
}

/// Whether a word is only greeting, address, politeness or particle.
pub fn is_filler(word: &str) -> bool {
    matches!(lexicon::function(word), Some((Function::Filler, _)))
}

/// How many words at one end of a text are courtesy; something must be left beside them.
fn courtesy(words: &[String], end: fn(&[String], usize) -> &[String]) -> Option<usize> {
    let lengths = (1..=LONGEST.min(words.len().saturating_sub(1))).rev();
    lengths.into_iter().find(|length| {
        let phrase = end(words, *length).join(" ");
        COURTESIES.contains_key(&phrase)
            || matches!(
                chat(&phrase),
                Some(Chat::Greeting | Chat::Thanks | Chat::Preamble)
            )
    })
}

static CHITCHAT: LazyLock<FxHashMap<String, Chat>> = LazyLock::new(|| {
    let chitchat = lexicon::chitchat();
    chitchat
        .map(|(phrase, chat)| (normalise::words(phrase).join(" "), chat))
        .collect()
});

/// What the words at one end of a message are when they only go with a question, given without fillers: "mohon infonya" is
/// "infonya" then.
static COURTESIES: LazyLock<FxHashMap<String, Chat>> = LazyLock::new(|| {
    let goes_with_a_question =
        |chat: &Chat| matches!(chat, Chat::Greeting | Chat::Thanks | Chat::Preamble);
    CHITCHAT
        .iter()
        .filter(|(_, chat)| goes_with_a_question(chat))
        .filter_map(|(phrase, chat)| {
            let told: Vec<&str> = phrase.split(' ').filter(|word| !is_filler(word)).collect();
            // What is left of a greeting can be a word of a question: "selamat pagi", "buka pagi".
            let tells = told.len() > 1 || told.len() == 1 && *chat == Chat::Preamble;
            tells.then(|| (told.join(" "), *chat))
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise::words;

    #[test]
    fn what_is_said_around_a_question_goes() {
        for (text, expected) in [
            (
                "halo min mau tanya dong, paspor kapan jadi ya kak, makasih",
                "paspor kapan jadi",
            ),
            (
                "selamat pagi, saya mau tanya apakah visa sudah normal",
                "apakah visa sudah normal",
            ),
            (
                "hi can i ask is autogate working please",
                "is autogate working",
            ),
            (
                "autogate bandara normal tolong dijawab ya min",
                "autogate bandara normal",
            ),
            ("visa sudah bisa mohon infonya", "visa sudah bisa"),
            ("tidak bisa login", "tidak bisa login"),
            ("halo min", "halo min"),
            ("makasih ya kak", "terima kasih ya kak"),
        ] {
            assert_eq!(without_courtesy(words(text)).join(" "), expected, "{text}");
        }
    }
}
