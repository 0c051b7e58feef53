//! What kind of thing a question wants to know, and which kinds of things a text tells.

use super::lexicon;

/// The longest run of words that stands for one kind.
const LONGEST: usize = 3;

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
    pub(super) fn named(name: &str) -> Option<Self> {
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

/// The kinds that a question's words ask for, in the order of its words; none for "apakah …?" and for keywords.
pub fn wanted(words: &[String]) -> Vec<Wanted> {
    let mut kinds = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let lengths = (1..=LONGEST.min(rest.len())).rev();
        let found = lengths
            .into_iter()
            .find_map(|length| Some((length, lexicon::wanted(&rest[..length].join(" "))?)));
        if let Some((_, kind)) = found
            && !kinds.contains(&kind)
        {
            kinds.push(kind);
        }
        rest = &rest[found.map_or(1, |(length, _)| length)..];
    }
    kinds
}

/// The kinds of things that a text tells: a date, a number, a reason …, as far as single words show it. The numbers of
/// dates, hours and durations are no numbers of anything else.
pub fn told(words: &[String]) -> Vec<Wanted> {
    let mut kinds: Vec<Wanted> = Vec::new();
    let is_number = |word: &String| word.bytes().any(|byte| byte.is_ascii_digit());
    for (at, word) in words.iter().enumerate() {
        let beside = |index: usize| words.get(index).and_then(|word| lexicon::told(word));
        let after_number = at > 0 && is_number(&words[at - 1]);
        let kind = match lexicon::told(word) {
            Some(Wanted::Duration) if !after_number => None,
            None if is_number(word) => {
                let near = [at.wrapping_sub(1), at + 1, at + 2, at.wrapping_sub(2)].map(beside);
                let dated = near.iter().flatten().any(|kind| {
                    matches!(
                        kind,
                        Wanted::Time | Wanted::Hour | Wanted::Duration | Wanted::Money
                    )
                });
                (!dated).then_some(Wanted::Number)
            }
            kind => kind,
        };
        kinds.extend(kind.filter(|kind| !kinds.contains(kind)));
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::{Wanted::*, *};
    use crate::text::normalise::words;

    #[test]
    fn a_question_tells_what_it_wants() {
        for (text, expected) in [
            ("paspor kpn jadi", vec![Time]),
            ("jam brp bukanya", vec![Hour]),
            ("brp lama nunggunya", vec![Duration]),
            ("how much is it and where", vec![Money, Place]),
            ("brp titik yg kena", vec![Number]),
            ("apakah sudah normal", vec![]),
            ("autogate", vec![]),
            ("gmn cara daftarnya", vec![Manner]),
        ] {
            assert_eq!(wanted(&words(text)), expected, "{text}");
        }
    }
}
