//! The facts of a text that do not depend on its language: links, addresses, numbers.

use std::collections::BTreeSet;

/// Numbers that are as often written out.
const WORDS: [(&str, &[&str]); 14] = [
    ("0", &["nol", "zero"]),
    (
        "1",
        &[
            "satu", "pertama", "sekali", "seorang", "sehari", "seminggu", "sebulan", "setahun",
            "sejam", "dasar", "one", "once", "first", "a", "an", "ground",
        ],
    ),
    ("2", &["dua", "kedua", "two", "second", "twice", "both"]),
    ("3", &["tiga", "ketiga", "three", "third"]),
    ("4", &["empat", "keempat", "four", "fourth"]),
    ("5", &["lima", "kelima", "five", "fifth"]),
    ("6", &["enam", "keenam", "six", "sixth"]),
    ("7", &["tujuh", "ketujuh", "seven", "seventh"]),
    ("8", &["delapan", "kedelapan", "eight", "eighth"]),
    ("9", &["sembilan", "kesembilan", "nine", "ninth"]),
    ("10", &["sepuluh", "kesepuluh", "ten", "tenth"]),
    ("11", &["sebelas", "eleven"]),
    ("12", &["dua belas", "twelve", "noon"]),
    (
        "24",
        &[
            "sehari semalam",
            "siang malam",
            "round the clock",
            "around the clock",
            "day and night",
        ],
    ),
];

/// The facts of `text` that `other`, the same in another language, does not have.
pub(super) fn missing(text: &str, other: &str) -> Vec<String> {
    let (known, words) = (facts(other), words(other));
    let told = |fact: &String| {
        let written = WORDS.iter().filter(|(number, _)| number == fact);
        let mut names = written.flat_map(|(_, names)| names.iter());
        known.contains(fact) || names.any(|name| words.contains(&format!(" {name} ")))
    };
    facts(text).into_iter().filter(|fact| !told(fact)).collect()
}

/// The links of a text, without what closes the sentence.
pub(super) fn links(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || "()<>\"'“”".contains(c));
    words
        .filter(|word| {
            ["http://", "https://", "www."]
                .iter()
                .any(|start| word.starts_with(start))
        })
        .map(|word| word.trim_end_matches(['.', ',', ';', ':', '!', '?']))
}

/// Its small letters, between spaces.
fn words(text: &str) -> String {
    format!(" {} ", super::notice::plain(text))
}

fn facts(text: &str) -> BTreeSet<String> {
    let mut facts: BTreeSet<String> = links(text).map(str::to_owned).collect();
    let mut rest = text.to_owned();
    for link in &facts {
        rest = rest.replace(link.as_str(), " ");
    }
    let lower = rest.to_lowercase();
    let digit = |c: char| c.is_ascii_digit();
    let mut at = 0;
    while let Some(start) = lower[at..].find(digit).map(|found| at + found) {
        let end = number_end(&lower, start);
        let after = lower[end..].trim_start();
        let afternoon = ["pm", "p.m"].iter().any(|mark| after.starts_with(mark));
        facts.insert(plain_number(&lower[start..end], afternoon));
        at = end;
    }
    facts
}

/// The byte behind a number that begins at `start`: digits, with single separators between them.
fn number_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    while is_digit(end) || (bytes.get(end).is_some_and(|b| b".,:".contains(b)) && is_digit(end + 1))
    {
        end += 1;
    }
    end
}

/// One way of writing a number: `1.500` and `1,500` are 1500, `08.00` and `8` are 8, `5 pm` is 17, `1,5` is 1.5.
fn plain_number(written: &str, afternoon: bool) -> String {
    let mut pieces: Vec<&str> = written.split(['.', ',', ':']).collect();
    let thousands = pieces.len() > 1
        && pieces[0].len() <= 3
        && pieces[1..].iter().all(|piece| piece.len() == 3);
    if thousands {
        return pieces.concat();
    }
    if pieces.len() == 2 && pieces[1] == "00" {
        pieces.pop();
    }
    // A telephone number keeps its zero.
    if pieces[0].len() <= 2 {
        let short = pieces[0].trim_start_matches('0');
        pieces[0] = if short.is_empty() { "0" } else { short };
    }
    let hour = pieces[0]
        .parse::<u32>()
        .ok()
        .filter(|hour| afternoon && *hour < 12);
    match hour {
        Some(hour) => std::iter::once((hour + 12).to_string())
            .chain(pieces[1..].iter().map(|piece| (*piece).to_owned()))
            .collect::<Vec<_>>()
            .join("."),
        None => pieces.join("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_facts_in_two_languages_are_the_same() {
        for (one, other) in [
            ("Buka pukul 08.00 sampai 17.00.", "Open from 8 am to 5 pm."),
            (
                "Biayanya Rp1.500.000, bayar sekali.",
                "It costs IDR 1,500,000, once.",
            ),
            (
                "Pulih 60 persen pada 27 Juni 2024",
                "60% restored on June 27, 2024",
            ),
            (
                "Telepon 0251-123456 atau lihat https://example.go.id/a.",
                "Call 0251-123456 or see https://example.go.id/a",
            ),
            ("dua hari", "2 days"),
            ("24 jam di lantai 1", "around the clock on the ground floor"),
            ("naik 1,5 persen", "up by 1.5 per cent"),
        ] {
            assert_eq!(missing(one, other), [""; 0], "{one}");
            assert_eq!(missing(other, one), [""; 0], "{other}");
        }
    }

    #[test]
    fn a_fact_that_differs_is_told() {
        for (one, other, fact) in [
            ("Buka pukul 9.", "Open from 8.", "9"),
            ("Rp50.000", "IDR 5,000", "50000"),
            ("Telepon 0251-123456", "Call 0251-123465", "123456"),
            (
                "lihat https://a.go.id",
                "see https://b.go.id",
                "https://a.go.id",
            ),
            ("28 Juni 2024", "June 2024", "28"),
        ] {
            assert_eq!(missing(one, other), [fact]);
        }
    }
}
