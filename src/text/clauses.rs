//! Where one message may hold several questions.

use super::{
    lexicon::{Function, function},
    normalise,
};

/// Words that may open another question: "… terus visa gimana", "… and what about visas".
const CONNECTORS: [&str; 16] = [
    "dan", "sama", "sm", "terus", "trus", "trs", "lalu", "kemudian", "sekalian", "tapi", "tetapi",
    "plus", "and", "also", "but", "btw",
];

/// Words that open what somebody takes for granted, not what they ask: "berhubung visa sudah normal, …".
const GIVENS: [&str; 38] = [
    "pas",
    "waktu",
    "saat",
    "ketika",
    "semenjak",
    "biarpun",
    "kendati",
    "sehabis",
    "habis",
    "selama",
    "seandainya",
    "while",
    "during",
    "ever",
    "berhubung",
    "karena",
    "sejak",
    "setelah",
    "sesudah",
    "meski",
    "meskipun",
    "walau",
    "walaupun",
    "padahal",
    "katanya",
    "gara",
    "mumpung",
    "sebab",
    "since",
    "because",
    "after",
    "although",
    "though",
    "given",
    "now",
    "as",
    "once",
    "even",
];

/// A stretch of a message that can be read by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause<'a> {
    /// As it was typed.
    pub text: &'a str,
    /// Its words in standard spelling.
    pub words: Vec<String>,
    /// Whether it asks, or tells.
    pub mood: Mood,
}

/// What a clause does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It has a question word or a question mark.
    Asks,
    /// It may ask or tell.
    Open,
    /// It tells what is taken for granted.
    Given,
}

/// Splits a message where another question may begin: after the end of a sentence, at a comma, before a connector.
///
/// Only a reader who knows the FAQ can tell whether the pieces are questions of their own; a caller that finds that they
/// are not goes by the whole message.
pub fn clauses(message: &str) -> Vec<Clause<'_>> {
    let mut cuts = vec![0];
    let mut previous_end = 0;
    for (start, word) in words_at(message) {
        let gap = &message[previous_end..start];
        let ends = gap.contains(['?', '!', ';', ',', '\n', '…']) || gap.contains(". ");
        if previous_end > 0 && (ends || CONNECTORS.contains(&word.to_lowercase().as_str())) {
            cuts.push(start);
        }
        previous_end = start + word.len();
    }
    cuts.push(message.len());
    cuts.windows(2)
        .map(|cut| message[cut[0]..cut[1]].trim())
        .filter(|text| !text.is_empty())
        .map(|text| {
            let words = normalise::words(text);
            let mood = mood(text, &words);
            Clause { text, words, mood }
        })
        .collect()
}

/// The words of a text with where they begin, in bytes.
fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-'))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn mood(text: &str, words: &[String]) -> Mood {
    let class = |word: &String| function(word).map(|(function, _)| function);
    let opener = words
        .iter()
        .find(|word| class(word) != Some(Function::Filler) && !CONNECTORS.contains(&word.as_str()));
    let asks = text.contains('?')
        || words
            .iter()
            .any(|word| class(word) == Some(Function::Question))
        || words
            .last()
            .is_some_and(|word| class(word) == Some(Function::Negation));
    match opener {
        Some(word) if GIVENS.contains(&word.as_str()) && !text.contains('?') => Mood::Given,
        _ if asks => Mood::Asks,
        _ => Mood::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_cut_where_another_question_may_begin() {
        let moods = |text| {
            clauses(text)
                .into_iter()
                .map(|c| (c.text, c.mood))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            moods("mpaspor hrs dihapus? trus paspor kapan jadi"),
            [
                ("mpaspor hrs dihapus?", Mood::Asks),
                ("trus paspor kapan jadi", Mood::Asks)
            ]
        );
        assert_eq!(
            moods("berhubung visa sudah normal, berapa harga VOA"),
            [
                ("berhubung visa sudah normal,", Mood::Given),
                ("berapa harga VOA", Mood::Asks)
            ]
        );
        assert_eq!(moods("paspor saya"), [("paspor saya", Mood::Open)]);
        assert_eq!(moods(" ?! "), [("?!", Mood::Asks)]);
    }
}
