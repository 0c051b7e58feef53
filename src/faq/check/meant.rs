//! What people mean who write something else than a FAQ has: a translation, a slip, a key without its space.

use chrono_tz::TZ_VARIANTS;

use crate::{
    faq::{
        finding::code,
        rules::{self, Rule},
        shape::Record,
        slip::slip_of,
    },
    text::Language,
};

/// What people write for a key who have not looked it up.
const MEANT: [(&str, &str); 16] = [
    ("pertanyaan", "phrasings"),
    ("tanya", "phrasings"),
    ("question", "phrasings"),
    ("questions", "phrasings"),
    ("jawaban", "answer"),
    ("jawab", "answer"),
    ("judul", "title"),
    ("tanggal", "as_of"),
    ("date", "as_of"),
    ("berlaku_sampai", "valid_until"),
    ("sumber", "sources"),
    ("terkait", "related"),
    ("riwayat", "history"),
    ("kontak", "contact"),
    ("penerbit", "publisher"),
    ("entri", "entries"),
];

/// What people write for a word who have not looked it up.
const MEANT_WORDS: [(&[&str], &str); 7] = [
    (&["ya", "iya", "yes", "benar"], "true"),
    (&["tidak", "bukan", "no"], "false"),
    (&["aktif", "berlangsung", "ongoing"], "active"),
    (&["dipantau", "pemantauan"], "monitoring"),
    (&["selesai", "ditutup", "tutup", "over"], "closed"),
    (&["fakta", "tetap"], "fact"),
    (&["keadaan", "berubah"], "state"),
];

/// The clocks of Indonesia.
const ZONES: [(&str, &str); 3] = [
    ("WIB", "Asia/Jakarta"),
    ("WITA", "Asia/Makassar"),
    ("WIT", "Asia/Jayapura"),
];

/// The key of `record` that `name` is meant for.
pub(super) fn key(name: &str, record: &Record) -> Option<&'static str> {
    let keys = || record.keys.iter().map(|key| key.name);
    let lower = name.to_lowercase();
    let translated = MEANT.iter().find(|(word, _)| *word == lower);
    let translated = translated.and_then(|(_, key)| keys().find(|known| known == key));
    translated.or_else(|| slip_of(name, keys()))
}

/// The one of `known` that `word` is meant for: a translation, or for a code the name of its language.
pub(super) fn translated<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let translated = MEANT_WORDS
        .iter()
        .find(|(words, _)| words.contains(&&*lower));
    let code = || match lower.trim_start_matches("bahasa ") {
        name if name.starts_with("id") || name.starts_with("indo") || name == "ind" => Some("id"),
        name if name.starts_with("en") || name.starts_with("ingg") => Some("en"),
        _ => None,
    };
    let meant = translated.map(|(_, meant)| *meant).or_else(code)?;
    known.iter().find(|known| **known == meant).copied()
}

/// A key of `record` that is glued to what follows it, as in `id:a`, or parted from it by something that is no space.
pub(super) fn glued(text: &str, record: &Record) -> Option<(&'static Rule, Vec<String>)> {
    let (key, rest) = text.split_once(':').filter(|(key, _)| record.has(key))?;
    let first = rest.split(' ').next().unwrap_or_default();
    Some(match odd_space(rest) {
        Some(odd) => (&rules::ODD_SPACE, vec![odd]),
        None => (&rules::COLON_SPACE, vec![key.to_owned(), first.to_owned()]),
    })
}

/// The character that `text` begins with, if it looks like a space and is none.
pub(super) fn odd_space(text: &str) -> Option<String> {
    let first = text.chars().next()?;
    (first.is_whitespace() && !first.is_ascii()).then(|| code(first))
}

/// The key of `record` and the language that `name` is meant for, as in `answer_en`.
pub(super) fn key_of_language(name: &str, record: &Record) -> Option<(&'static str, &'static str)> {
    let (name, code) = name.rsplit_once(['_', '-', ' '])?;
    let code = translated(code, &Language::CODES)?;
    let key = key(name, record)?;
    let known = record.keys.iter().find(|known| known.name == key)?;
    known.shape.is_localized().then_some((key, code))
}

/// The one of `known` that `word` is meant for.
pub(super) fn word<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    translated(word, known).or_else(|| slip_of(word, known.iter().copied()))
}

/// The time zone that `name` is meant for.
pub(super) fn zone(name: &str) -> &'static str {
    let known = ZONES
        .iter()
        .find(|(short, _)| name.eq_ignore_ascii_case(short));
    let near = || slip_of(name, TZ_VARIANTS.iter().map(|zone| zone.name()));
    known
        .map(|(_, zone)| *zone)
        .or_else(near)
        .unwrap_or("Asia/Jakarta")
}

/// Whether YAML reads an unquoted text as a number or as yes or no.
pub(super) fn is_value(text: &str) -> bool {
    let number = text.trim_start_matches(['+', '-']);
    let based = |prefix: &str, radix| {
        let digits = number.strip_prefix(prefix);
        digits.is_some_and(|digits| u64::from_str_radix(digits, radix).is_ok())
    };
    let float = number.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && (number.parse::<f64>().is_ok() || [".inf", ".nan"].contains(&number));
    float
        || based("0x", 16)
        || based("0o", 8)
        || based("0b", 2)
        || ["true", "True", "TRUE", "false", "False", "FALSE"].contains(&text)
}
