//! What is known about words before any FAQ is read: tables written by hand, built into the program.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Language;

/// What a function word does in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// Greeting, address, politeness, particle: "min", "dong", "please".
    Filler,
    /// "kapan", "why".
    Question,
    /// "tidak", "belum", "not".
    Negation,
    /// "sudah", "still".
    Aspect,
    /// "bisa", "harus", "must".
    Modal,
    /// "saya", "my".
    Pronoun,
    /// "yang", "the".
    Stop,
}

/// A kind of thing that people want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A day: "kapan", "what date".
    Time,
    /// A time of day: "jam berapa".
    Hour,
    /// "berapa lama".
    Duration,
    /// "biayanya berapa".
    Money,
    /// "berapa banyak".
    Number,
    /// "di mana".
    Place,
    /// "siapa".
    Person,
    /// "kenapa".
    Cause,
    /// "bagaimana", "caranya".
    Manner,
    /// "apa saja", "which".
    Which,
}

impl Wanted {
    /// How many kinds there are.
    pub const COUNT: usize = 10;

    /// Every kind.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Time,
        Self::Hour,
        Self::Duration,
        Self::Money,
        Self::Number,
        Self::Place,
        Self::Person,
        Self::Cause,
        Self::Manner,
        Self::Which,
    ];

    /// The kind of that name in the table.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "time" => Self::Time,
            "hour" => Self::Hour,
            "duration" => Self::Duration,
            "money" => Self::Money,
            "number" => Self::Number,
            "place" => Self::Place,
            "person" => Self::Person,
            "cause" => Self::Cause,
            "manner" => Self::Manner,
            "which" => Self::Which,
            _ => return None,
        })
    }
}

/// What a whole message without a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chat {
    /// "halo"
    Greeting,
    /// "makasih"
    Thanks,
    /// "dadah"
    Farewell,
    /// "oke"
    Acknowledgement,
    /// "kamu bot ya?"
    Identity,
    /// Abuse.
    Insult,
    /// "tes", "tolong"
    Vague,
    /// "mau tanya", "can I ask": a question comes, or doesn't.
    Preamble,
}

/// The standard words, separated by spaces, that a chat form stands for: "gmn" stands for "bagaimana".
pub fn standard(form: &str) -> Option<&'static str> {
    CHAT_FORMS.get(form).copied()
}

/// The stem of a word whose stem no rule finds.
pub fn stem_exception(word: &str) -> Option<&'static str> {
    STEM_EXCEPTIONS.get(word).copied()
}

/// What a word does, and in which language, when it is a function word.
pub fn function(word: &str) -> Option<(Function, Language)> {
    FUNCTION_WORDS.get(word).copied()
}

/// The kind of thing that words ask for, when they ask for one.
pub fn wanted(words: &str) -> Option<Wanted> {
    WANTED.get(words).copied()
}

/// The kind of thing that a text with this word tells, when the word shows one.
pub fn told(word: &str) -> Option<Wanted> {
    TOLD.get(word).copied()
}

/// The number that a word chooses from a list; 0 chooses the last.
pub fn ordinal(word: &str) -> Option<usize> {
    ORDINALS.get(word).copied()
}

/// Whole messages without a question, and what each is.
pub fn chitchat() -> impl Iterator<Item = (&'static str, Chat)> {
    rows(include_str!("lexicon/chitchat.tsv"))
        .filter_map(|(kind, phrase)| Some((phrase, chat_kind(kind)?)))
}

static CHAT_FORMS: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| rows(include_str!("lexicon/chat_forms.tsv")).collect());

static STEM_EXCEPTIONS: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| rows(include_str!("lexicon/stem_exceptions.tsv")).collect());

static FUNCTION_WORDS: LazyLock<FxHashMap<&str, (Function, Language)>> = LazyLock::new(|| {
    rows(include_str!("lexicon/function_words.tsv"))
        .filter_map(|(word, class)| Some((word, function_class(class)?)))
        .collect()
});

static WANTED: LazyLock<FxHashMap<&str, Wanted>> = LazyLock::new(|| {
    rows(include_str!("lexicon/wanted.tsv"))
        .filter_map(|(words, kind)| Some((words, Wanted::named(kind)?)))
        .collect()
});

static TOLD: LazyLock<FxHashMap<&str, Wanted>> = LazyLock::new(|| {
    rows(include_str!("lexicon/told.tsv"))
        .filter_map(|(word, kind)| Some((word, Wanted::named(kind)?)))
        .collect()
});

static ORDINALS: LazyLock<FxHashMap<&str, usize>> = LazyLock::new(|| {
    rows(include_str!("lexicon/ordinals.tsv"))
        .filter_map(|(word, number)| Some((word, number.parse().ok()?)))
        .collect()
});

/// The rows of a table of two columns; lines that open with `#` are notes.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

fn function_class(columns: &str) -> Option<(Function, Language)> {
    let (class, language) = columns.split_once('\t')?;
    let function = match class {
        "filler" => Function::Filler,
        "question" => Function::Question,
        "negation" => Function::Negation,
        "aspect" => Function::Aspect,
        "modal" => Function::Modal,
        "pronoun" => Function::Pronoun,
        "stop" => Function::Stop,
        _ => return None,
    };
    Some((function, Language::of_code(language)?))
}

fn chat_kind(kind: &str) -> Option<Chat> {
    Some(match kind {
        "greeting" => Chat::Greeting,
        "thanks" => Chat::Thanks,
        "bye" => Chat::Farewell,
        "ack" => Chat::Acknowledgement,
        "identity" => Chat::Identity,
        "insult" => Chat::Insult,
        "vague" => Chat::Vague,
        "preamble" => Chat::Preamble,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise;

    #[test]
    fn every_row_of_every_table_is_read() {
        let rows_of =
            |table: &'static str| table.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(
            CHAT_FORMS.len(),
            rows_of(include_str!("lexicon/chat_forms.tsv"))
        );
        assert_eq!(
            STEM_EXCEPTIONS.len(),
            rows_of(include_str!("lexicon/stem_exceptions.tsv"))
        );
        assert_eq!(
            FUNCTION_WORDS.len(),
            rows_of(include_str!("lexicon/function_words.tsv"))
        );
        for (read, table) in [
            (WANTED.len(), include_str!("lexicon/wanted.tsv")),
            (TOLD.len(), include_str!("lexicon/told.tsv")),
            (ORDINALS.len(), include_str!("lexicon/ordinals.tsv")),
        ] {
            assert_eq!(read, rows_of(table));
        }
        let chitchat = include_str!("lexicon/chitchat.tsv");
        assert_eq!(super::chitchat().count(), rows_of(chitchat));
    }

    #[test]
    fn every_chat_form_is_reached() {
        for (form, standard) in CHAT_FORMS.iter() {
            // "benar benar" is read as "benar".
            let mut words: Vec<&str> = standard.split(' ').collect();
            words.dedup();
            assert_eq!(normalise::words(form), words, "{form}");
        }
    }

    #[test]
    fn no_standard_word_is_a_chat_form_itself() {
        for (form, standard) in CHAT_FORMS.iter() {
            for word in standard.split(' ') {
                assert!(
                    !CHAT_FORMS.contains_key(word),
                    "{form} leads to {word}, which leads on"
                );
            }
        }
    }
}
