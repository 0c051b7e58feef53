//! From raw text to words: one spelling for what can be spelt in many ways.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::lexicon;

/// The longest text that is read, in characters: Telegram's own limit for a message. What comes after it is left unread,
/// so that no message costs more than a bounded amount of work.
pub const MAX_CHARS: usize = 4_096;

/// The longest word that is read, in characters: no word of either language is longer.
pub const MAX_WORD_CHARS: usize = 32;

/// The most words that are read: nobody asks one question in more.
pub const MAX_WORDS: usize = 128;

/// What is done to the words of a text, in this order: each step relies on those before it.
const STEPS: [fn(Vec<String>) -> Vec<String>; 4] = [
    shorten_held_letters,
    read_digits_as_letters,
    undo_reduplication,
    spell_out_chat_forms,
];

/// The words of a text, in lower case and standard spelling.
pub fn words(text: &str) -> Vec<String> {
    let mut words = STEPS
        .iter()
        .fold(tokenize(&fold(text)), |words, step| step(words));
    words.truncate(MAX_WORDS);
    words
}

/// Folds the many ways to write a character into one: NFKC, lower case, no accents, no invisible characters.
pub fn fold(text: &str) -> String {
    text.chars()
        .take(MAX_CHARS)
        .filter(|c| !is_invisible(*c))
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| {
            if matches!(c, '’' | '‘' | 'ʼ' | '`' | '´') {
                '\''
            } else {
                c
            }
        })
        .take(MAX_CHARS)
        .collect()
}

/// Zero-width characters, bidirectional controls and the soft hyphen: no reader sees them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Splits folded text into runs of letters and digits with inner apostrophes.
fn tokenize(folded: &str) -> Vec<String> {
    folded
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .map(|run| {
            run.trim_matches('\'')
                .chars()
                .take(MAX_WORD_CHARS)
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .collect()
}

/// "pasporrrr" is "paspor"; "maaf" and "2000" stay.
fn shorten_held_letters(words: Vec<String>) -> Vec<String> {
    words
        .into_iter()
        .map(|word| {
            if has_held_letter(&word) {
                shorten(&word)
            } else {
                word
            }
        })
        .collect()
}

fn has_held_letter(word: &str) -> bool {
    let mut chars = word.chars().peekable();
    let (mut last, mut run) = ('\0', 0);
    chars.any(|c| {
        run = if c == last { run + 1 } else { 1 };
        last = c;
        run >= 3 && c.is_alphabetic()
    })
}

fn shorten(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let chars: Vec<char> = word.chars().collect();
    for run in chars.chunk_by(|a, b| a == b) {
        let kept = if run.len() >= 3 && run[0].is_alphabetic() {
            1
        } else {
            run.len()
        };
        out.extend(&run[..kept]);
    }
    out
}

/// "p4sp0r" is "paspor": a digit between letters stands for the letter that it looks like.
fn read_digits_as_letters(words: Vec<String>) -> Vec<String> {
    words
        .into_iter()
        .map(|word| letters_for_digits(&word).unwrap_or(word))
        .collect()
}

fn letters_for_digits(word: &str) -> Option<String> {
    if !word.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let chars: Vec<char> = word.chars().collect();
    let letters = chars.iter().filter(|c| c.is_alphabetic()).count();
    let between = chars
        .windows(3)
        .any(|w| w[0].is_alphabetic() && w[1].is_ascii_digit() && w[2].is_alphabetic());
    (letters >= 3 && between).then(|| chars.into_iter().map(look_alike).collect())
}

fn look_alike(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '6' | '9' => 'g',
        '7' => 't',
        '8' => 'b',
        other => other,
    }
}

/// "hari2" and "hari-hari" are "hari".
fn undo_reduplication(mut words: Vec<String>) -> Vec<String> {
    for word in &mut words {
        if word.len() > 3
            && word.ends_with('2')
            && word[..word.len() - 1].chars().all(char::is_alphabetic)
        {
            word.pop();
        }
    }
    words.dedup();
    words
}

/// "gmn" is "bagaimana", and "gabisa" is "tidak bisa".
fn spell_out_chat_forms(words: Vec<String>) -> Vec<String> {
    let mut out = Vec::with_capacity(words.len());
    for word in words {
        match lexicon::standard(&word) {
            Some(standard) => out.extend(standard.split(' ').map(str::to_owned)),
            None => out.push(word),
        }
    }
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_get_one_spelling() {
        for (text, expected) in [
            ("PASPORRRR sy", "paspor saya"),
            ("p4sp0r hari2", "paspor hari"),
            ("pas\u{200b}por M\u{2011}Paspor", "paspor m paspor"),
            ("２０２４ café", "2024 cafe"),
            ("gmn gabisa", "bagaimana tidak bisa"),
            ("covid19 b211a 60.000", "covid19 b211a 60 000"),
            ("hari-hari maaf don't", "hari maaf don't"),
            ("🙏🙏 !!!", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }
}
