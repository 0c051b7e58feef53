//! What the shipped FAQ says, held against tables that were written by hand from the two news reports.
//!
//! It is about the shipped content only, and fails when that changes: another `faq.yaml` goes with other tables in
//! `tests/cases` (`yes_no.tsv`, `facts.tsv`, `dates.tsv`), or without this file.

use std::sync::LazyLock;

use chrono::Datelike;
use maklumat::{
    faq::{Date, Entry, Faq, Localized, read_date},
    reply::{self, Reader, Reply, Role},
    text::Language,
};

const YES_NO: &str = include_str!("cases/yes_no.tsv");
const FACTS: &str = include_str!("cases/facts.tsv");
const DATES: &str = include_str!("cases/dates.tsv");

const LANGUAGES: [Language; 2] = [Language::Indonesian, Language::English];

/// The days of 2024 on which `dates.tsv` has each entry read; `now` is long after.
const READ_ON: [&str; 11] = [
    "06-19", "06-20", "06-21", "06-22", "06-23", "06-25", "06-27", "06-28", "06-30", "07-01", "now",
];

/// A day on which all of this is long past.
const NOW: &str = "2026-11-25";

/// How a reply would say yes.
const AFFIRMATIONS: &[&str] = &[
    "ya",
    "iya",
    "betul",
    "benar",
    "memang",
    "tentu",
    "sudah",
    "bisa",
    "boleh",
    "ada",
    "yes",
    "yeah",
    "indeed",
    "correct",
    "true",
    "right",
    "sure",
    "of course",
    "already",
];

/// How a reply would say no, or nothing.
const OTHER_VERDICTS: &[&str] = &[
    "tidak",
    "bukan",
    "belum",
    "bisa jadi",
    "mungkin",
    "tergantung",
    "no",
    "not",
    "never",
    "possibly",
    "maybe",
    "perhaps",
    "it depends",
];

/// What the sources were called before they had one name.
const OTHER_NAMES: &[&str] = &[
    "maklumat",
    "artikel",
    "pemberitahuan",
    "sumber kami",
    "the notices",
    "article",
    "our sources",
];

/// Letters and signs of an answer that is read at a glance; a list may be longer.
const SHORT: usize = 300;
const LIST: &str = "recovery-timeline";

/// Words that begin a step, in both languages.
const STEPS: &[&str] = &[
    "Tanyakan",
    "Lihat",
    "Laporkan",
    "Minta",
    "Hubungi",
    "Ikuti",
    "Cari",
    "Ajukan",
    "Sampaikan",
    "Bawa",
    "Simpan",
    "Catat",
    "Jangan",
    "Segera",
    "Kalau",
    "Sebelum",
    "Soal",
    "Ask",
    "Look",
    "Report",
    "Have",
    "Contact",
    "Follow",
    "Write",
    "Bring",
    "Turn",
    "Take",
    "Keep",
    "Note",
    "Give",
    "Go",
    "Before",
    "See",
];

static FAQ: LazyLock<Faq> = LazyLock::new(|| {
    let faq = Faq::parse("faq.yaml", Faq::SHIPPED.as_bytes());
    faq.unwrap_or_else(|error| panic!("{error}"))
});

#[test]
fn no_reply_to_a_question_whose_answer_is_no_or_unknown_begins_with_a_yes() {
    let mut met = [0, 0];
    for row in rows(YES_NO) {
        let [truth, id, code, question] = cells(&row);
        assert!(["no", "unknown"].contains(&truth), "{row:?}");
        let language = LANGUAGES[usize::from(code == "en")];
        met[usize::from(code == "en")] += 1;
        let said = match FAQ.not_covered.iter().find(|gap| gap.id == id) {
            Some(gap) => gap.answer.get(language).to_owned(),
            None => reply(entry(id), None, language).to_string(),
        };
        let yes = opening(&said, AFFIRMATIONS);
        assert_eq!(yes, None, "{question:?} is told {said:?}");
    }
    assert!(met[0] > 40 && met[1] > 30, "both languages: {met:?}");
}

#[test]
fn nothing_opens_with_yes_or_no() {
    for (name, text) in answers() {
        for text in text.texts() {
            let verdict = opening(text, AFFIRMATIONS).or(opening(text, OTHER_VERDICTS));
            assert_eq!(verdict, None, "{name}: say what is, first: {text:?}");
        }
    }
}

#[test]
fn the_facts_of_the_reports_are_told() {
    for row in rows(FACTS) {
        let [fact, id, must, must_not, must_en, must_not_en] = cells(&row);
        let words = [(must, must_not), (must_en, must_not_en)];
        for (language, (must, must_not)) in LANGUAGES.into_iter().zip(words) {
            let text = entry(id).answer.get(language);
            for word in list(must) {
                assert!(
                    text.contains(word),
                    "{id}, {fact}: {word:?} is missing in {text:?}"
                );
            }
            for word in list(must_not) {
                assert!(!text.contains(word), "{id}, {fact}: {word:?} in {text:?}");
            }
        }
    }
}

#[test]
fn every_entry_has_its_facts() {
    for entry in &FAQ.entries {
        let told = rows(FACTS).any(|row| row[1] == entry.id);
        assert!(told, "{}: name its facts in facts.tsv", entry.id);
    }
}

#[test]
fn each_date_is_told_what_was_true_and_known_then() {
    for row in rows(DATES) {
        let [id, read_on, version, words, words_en] = cells(&row);
        for read_on in read_on.split(' ') {
            let as_of = (read_on != "now").then(|| day(read_on));
            for (language, words) in LANGUAGES.into_iter().zip([words, words_en]) {
                let reply = reply(entry(id), as_of, language);
                if version == "-" {
                    assert!(reply.answered.is_empty(), "{id} on {read_on}: {reply}");
                } else {
                    assert!(!words.is_empty(), "{row:?}: say what must be told");
                    tells(
                        &reply,
                        &reply::date(day(version), language),
                        words,
                        &format!("{id} on {read_on}"),
                    );
                }
            }
        }
    }
}

#[test]
fn every_entry_is_read_on_every_date_once() {
    for entry in &FAQ.entries {
        let rows = rows(DATES).filter(|row| row[0] == entry.id);
        let dates: Vec<&str> = rows.flat_map(|row| row[1].split(' ')).collect();
        assert_eq!(
            dates, READ_ON,
            "{}: give it all dates in dates.tsv",
            entry.id
        );
    }
}

#[test]
fn no_history_knows_what_came_later() {
    for entry in &FAQ.entries {
        for version in &entry.history {
            for text in version.answer.texts() {
                let days = numbers(text)
                    .into_iter()
                    .filter_map(|number| number.parse().ok());
                let day = version.as_of.day();
                let later: Vec<u32> = days
                    .filter(|other| (day + 1..=30).contains(other))
                    .collect();
                assert!(
                    later.is_empty(),
                    "{} as of {}: {later:?} in {text:?}",
                    entry.id,
                    version.as_of
                );
            }
        }
    }
}

#[test]
fn both_languages_give_the_same_numbers() {
    for (name, text) in answers() {
        let (mut id, mut en) = (
            numbers(text.get(LANGUAGES[0])),
            numbers(text.get(LANGUAGES[1])),
        );
        id.sort();
        en.sort();
        assert_eq!(id, en, "{name}");
    }
}

#[test]
fn answers_are_read_at_a_glance() {
    for (name, text) in answers().filter(|(name, _)| !name.starts_with(LIST)) {
        for text in text.texts() {
            assert!(text.chars().count() <= SHORT, "{name}: {text:?}");
        }
    }
}

#[test]
fn gaps_and_worried_people_are_told_what_to_do() {
    let worried = ["passport-delay", "passport-pickup", "passport-apply"].map(entry);
    let worried = worried.into_iter().map(|entry| (&entry.id, &entry.answer));
    let gaps = FAQ.not_covered.iter().map(|gap| (&gap.id, &gap.answer));
    for (id, text) in worried.chain(gaps) {
        for text in text.texts() {
            let mut sentences = text.split_inclusive(['.', '?']).map(str::trim);
            let last = sentences.rfind(|part| part.contains(' '));
            let step = last.and_then(|last| STEPS.iter().find(|step| last.starts_with(**step)));
            assert!(step.is_some(), "{id}: end in a step: {text:?}");
        }
    }
}

#[test]
fn the_sources_have_one_name() {
    for (name, text) in answers() {
        for text in text.texts() {
            let other = OTHER_NAMES
                .iter()
                .find(|other| text.to_lowercase().contains(**other));
            assert_eq!(other, None, "{name}: {text:?}");
        }
    }
    for gap in &FAQ.not_covered {
        let [id, en] = LANGUAGES.map(|language| gap.answer.get(language));
        assert!(id.contains("berita yang kami pakai"), "{}: {id:?}", gap.id);
        assert!(en.contains("the news reports we use"), "{}: {en:?}", gap.id);
    }
}

fn tells(reply: &Reply, version: &str, words: &str, whence: &str) {
    let said = |role| {
        let paragraphs = reply
            .paragraphs
            .iter()
            .filter(move |paragraph| paragraph.role == role);
        paragraphs
            .map(|paragraph| paragraph.text.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let (text, provenance) = (said(Role::Text), said(Role::Provenance));
    assert!(
        text.contains(words),
        "{whence}: {words:?} is missing in {text:?}"
    );
    assert!(
        provenance
            .split(" · ")
            .next()
            .is_some_and(|first| first.ends_with(version)),
        "{whence}: not told as of {version}: {provenance:?}"
    );
}

fn reply(entry: &Entry, as_of: Option<Date>, language: Language) -> Reply {
    let today = read_date(NOW).expect("a date");
    let reader = Reader {
        language: Some(language),
        as_of,
        today,
    };
    reply::entry(&FAQ, entry, &reader)
}

fn entry(id: &str) -> &'static Entry {
    let found = FAQ.entries.iter().find(|entry| entry.id == id);
    found.unwrap_or_else(|| panic!("no entry {id:?}"))
}

/// Every answer, history and gap, with its name.
fn answers() -> impl Iterator<Item = (String, &'static Localized)> {
    let entries = FAQ.entries.iter().flat_map(|entry| {
        let history = entry.history.iter().map(|version| {
            let name = format!("{} as of {}", entry.id, version.as_of);
            (name, &version.answer)
        });
        history.chain([(entry.id.clone(), &entry.answer)])
    });
    let gaps = FAQ
        .not_covered
        .iter()
        .map(|gap| (gap.id.clone(), &gap.answer));
    entries.chain(gaps)
}

/// The verdict, if one of these, with which a text opens.
fn opening<'a>(text: &str, verdicts: &[&'a str]) -> Option<&'a str> {
    let text = text.to_lowercase();
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let mut verdicts = verdicts.iter().copied();
    verdicts.find(|verdict| text.strip_prefix(verdict).is_some_and(ends))
}

/// The numbers in a text, without what parts their thousands.
fn numbers(text: &str) -> Vec<String> {
    let plain = |word: &str| word.replace(['.', ','], "");
    let words = text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    words.map(plain).filter(|word| !word.is_empty()).collect()
}

fn day(date: &str) -> Date {
    read_date(&format!("2024-{date}")).unwrap_or_else(|| panic!("{date:?} is no date"))
}

/// The rows of a table, without notes.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| line.split('\t').collect())
}

/// The cells of a row; those that are left out at its end are empty.
fn cells<const N: usize>(row: &[&'static str]) -> [&'static str; N] {
    assert!(
        (2..=N).contains(&row.len()),
        "{N} cells, parted by tabs: {row:?}"
    );
    std::array::from_fn(|index| row.get(index).copied().unwrap_or_default())
}

/// The words of a cell.
fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split("; ").filter(|word| !word.is_empty())
}
