//! What kind of thing a question wants to know, and which kinds of things a text tells.

use super::lexicon::{self, Wanted};

/// The longest run of words that stands for one kind.
const LONGEST: usize = 3;

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
