//! What each broken FAQ is refused with: file, line, entry and mend.

use std::{
    collections::BTreeMap,
    fs,
    time::{Duration, Instant},
};

use maklumat::{
    faq::{Faq, rules::Severity},
    text::Language,
};
use maklumat_curator::check::{Findings, State, check};

/// Every way of breaking a FAQ that we know of, under a name.
const BROKEN: &[(&str, &str)] = &[
    ("empty file", ""),
    ("nothing but a comment", "# entries: []\n"),
    ("plain text", "How do I renew my passport?\n"),
    ("no entries", "entries: []\n"),
    ("no key entries", "notice: {title: Outage}\n"),
    ("nothing under entries", "entries:\n"),
    (
        "tab before an entry",
        "entries:\n\t- id: a\n\t  phrasings: [b]\n",
    ),
    (
        "tab before a key",
        "entries:\n  - id: a\n\tphrasings: [b]\n    answer: c\n",
    ),
    (
        "key out of line",
        "entries:\n  - id: a\n   phrasings: [b]\n    answer: c\n",
    ),
    (
        "phrasing out of line",
        "entries:\n  - id: a\n    phrasings:\n      - b\n     - c\n    answer: d\n",
    ),
    (
        "no space after the dash",
        "entries:\n  -id: a\n   phrasings: [b]\n",
    ),
    (
        "no space after the colon",
        "entries:\n  - id:a\n    phrasings: [b]\n    answer: c\n",
    ),
    (
        "colon in an answer",
        "entries:\n  - id: a\n    phrasings: [b]\n    answer: Yes: it works\n",
    ),
    (
        "colon in a phrasing",
        "entries:\n  - id: a\n    phrasings:\n      - min: kapan buka\n    answer: c\n",
    ),
    (
        "comma in a title",
        "entries:\n  - id: a\n    title: {id: Ya, tentu, en: Yes}\n    phrasings: [b]\n    answer: c\n",
    ),
    (
        "phrasing that begins with a bracket",
        "entries:\n  - id: a\n    phrasings:\n      - [urgent] help\n    answer: c\n",
    ),
    (
        "phrasing that begins with a quote",
        "entries:\n  - id: a\n    phrasings:\n      - \"halo\" min\n    answer: c\n",
    ),
    (
        "phrasing that begins with an at sign",
        "entries:\n  - id: a\n    phrasings:\n      - @imigrasi tolong\n    answer: c\n",
    ),
    (
        "phrasing that begins with an exclamation mark",
        "entries:\n  - id: a\n    phrasings:\n      - !tolong min\n    answer: c\n",
    ),
    (
        "phrasing that begins with an asterisk",
        "entries:\n  - id: a\n    phrasings:\n      - *tolong min\n    answer: c\n",
    ),
    (
        "quote never closed",
        "entries:\n  - id: a\n    phrasings:\n      - \"halo\n    answer: c\n",
    ),
    (
        "bracket never closed",
        "entries:\n  - id: a\n    phrasings: [b, c\n    answer: d\n",
    ),
    (
        "brace never closed",
        "entries:\n  - id: a\n    answer: {id: b, en: c\n    phrasings: [d]\n",
    ),
    (
        "backslash in quotes",
        "entries:\n  - id: a\n    phrasings: [\"b\\q\"]\n    answer: c\n",
    ),
    (
        "unfinished merge",
        "entries:\n<<<<<<< HEAD\n  - id: a\n=======\n",
    ),
    (
        "two documents",
        "entries:\n  - {id: a, phrasings: [b], answer: c}\n---\nentries: []\n",
    ),
    (
        "invisible character",
        "entries:\n  - id: a\n    phrasings: [b\u{7}]\n    answer: c\n",
    ),
    (
        "unknown key",
        "entries:\n  - id: a\n    phrasing: [b]\n    answer: c\n",
    ),
    (
        "unknown key, unlike any",
        "colour: red\nentries:\n  - {id: a, phrasings: [b], answer: c}\n",
    ),
    (
        "missing answer",
        "entries:\n  - id: a\n    phrasings: [b]\n",
    ),
    (
        "an answer in no language",
        "entries:\n  - id: a\n    phrasings: [b]\n    answer: {}\n",
    ),
    (
        "an unknown language",
        "entries:\n  - id: a\n    phrasings: [b]\n    answer: {id: c, nl: d}\n",
    ),
    (
        "a notice in no language",
        "notice: {languages: []}\nentries:\n  - {id: a, phrasings: [b], answer: c}\n",
    ),
    (
        "a notice in an unknown language",
        "notice: {languages: [en, nl]}\nentries:\n  - {id: a, phrasings: [b], answer: c}\n",
    ),
    (
        "a language twice",
        "notice: {languages: [en, id, en]}\nentries:\n  - {id: a, phrasings: [b], answer: c}\n",
    ),
    (
        "a time zone with a slip",
        "notice: {timezone: Europe/Lodnon}\nentries:\n  - {id: a, phrasings: [b], answer: c}\n",
    ),
    (
        "a time zone that is none",
        "notice: {timezone: WIB}\nentries:\n  - {id: a, phrasings: [b], answer: c}\n",
    ),
    (
        "days that are no number",
        "notice: {fresh_days: a week}\nentries:\n  - {id: a, phrasings: [b], answer: c}\n",
    ),
    (
        "official or not",
        "notice: {official: maybe}\nentries:\n  - {id: a, phrasings: [b], answer: c}\n",
    ),
    (
        "an unknown kind",
        "entries:\n  - {id: a, phrasings: [b], answer: c, kind: stat}\n",
    ),
    (
        "nothing for an answer",
        "entries:\n  - id: a\n    phrasings: [b]\n    answer:\n",
    ),
    (
        "number for an answer",
        "entries:\n  - id: a\n    phrasings: [b]\n    answer: 42\n",
    ),
    (
        "text for phrasings",
        "entries:\n  - id: a\n    phrasings: b\n    answer: c\n",
    ),
    ("text for an entry", "entries:\n  - a\n"),
    (
        "unknown status",
        "notice: {status: open}\nentries:\n  - {id: a, phrasings: [b], answer: c}\n",
    ),
    (
        "the same key twice",
        "entries:\n  - id: a\n    phrasings: [b]\n    answer: c\n    answer: d\n",
    ),
    (
        "the same source twice",
        "sources:\n  s: {publisher: P, title: T, published: 2024-01-01}\n  \
         s: {publisher: P, title: T, published: 2024-01-01}\n\
         entries:\n  - {id: a, phrasings: [b], answer: c}\n",
    ),
    (
        "a day that does not exist",
        "entries:\n  - id: a\n    phrasings: [b]\n    answer: c\n    as_of: 2024-06-31\n",
    ),
    (
        "a date written otherwise",
        "entries:\n  - id: a\n    phrasings: [b]\n    answer: c\n    as_of: 28 Juni 2024\n",
    ),
    (
        "a date without its zero",
        "entries:\n  - id: a\n    phrasings: [b]\n    answer: c\n    as_of: 2024-6-28\n",
    ),
    (
        "an alias to itself",
        "synonyms: &s\n  - [a, b]\n  - *s\nentries:\n  - {id: a, phrasings: [b], answer: c}\n",
    ),
    ("deep nesting", "entries: [[[[[[[[[[[[[[[[[[[["),
    ("several problems at once", SEVERAL),
];

const SEVERAL: &str = "\
notice: {title: '', publisher: {en: ' '}}
sources:
  riau24: {publisher: '', title: T, published: 2024-06-28}
synonyms:
  - [app, '']
entries:
  - id: first
    phrasings: []
    answer: ' '
    as_of: 2024-06-28
    valid_until: 2024-06-27
    sources: [riau25]
    related: [secnd, first, nothing-like-it]
    superseded_by: second
    history:
      - {as_of: 2024-06-28, answer: A}
      - {as_of: 2024-06-20, answer: B, sources: [other]}
      - {as_of: 2024-06-20, answer: {id: C, en: ''}}
  - id: second
    phrasings: [a, '  ']
    answer: c
    superseded_by: third
    history:
      - {as_of: 2024-06-01, answer: D}
  - id: first
    title: {id: '', en: T}
    phrasings: [a]
    answer: c
  - id: third
    phrasings: [a]
    answer: c
    superseded_by: second
not_covered:
  - id: second
    phrasings: []
    answer: {id: A, en: ''}
  - id: ''
    phrasings: [x]
    answer: y
";

#[test]
fn each_is_refused_with_place_and_mend() {
    let mut log = String::new();
    for (name, yaml) in BROKEN {
        log.push_str(&format!("## {name}\n{}\n\n", refusal(yaml.as_bytes())));
    }
    insta::assert_snapshot!(log);
}

/// A mistake that an officer made in one of the files of `tests/broken`, and where; whoever wrote the files had not seen the checker.
struct Mistake {
    file: String,
    /// From 1; 0 for the whole file.
    line: usize,
    severity: String,
    what: String,
}

fn mistakes() -> Vec<Mistake> {
    let table = fs::read_to_string("tests/broken/expected.tsv").expect("the table");
    let rows = table.lines().skip(1).map(|row| {
        let [file, line, severity, what, _mend] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("five columns: {row}");
        };
        Mistake {
            file: file.to_owned(),
            line: line.parse().expect("a line"),
            severity: severity.to_owned(),
            what: what.to_owned(),
        }
    });
    rows.collect()
}

fn checked(file: &str) -> Findings {
    let bytes = fs::read(format!("tests/broken/{file}")).expect("a file");
    check(&bytes, "2026-11-25".parse().expect("a day"))
}

#[test]
fn what_officers_get_wrong_is_told_all_at_once() {
    let mistakes = mistakes();
    let mut told = BTreeMap::new();
    let mut missed = Vec::new();
    for mistake in &mistakes {
        let findings = told
            .entry(mistake.file.clone())
            .or_insert_with(|| checked(&mistake.file));
        let mut lines = findings.all.iter().map(|it| it.line().unwrap_or_default());
        if !lines.any(|line| line == mistake.line) {
            missed.push(format!(
                "{}:{} {}",
                mistake.file, mistake.line, mistake.what
            ));
        }
        let refused = mistake.severity == "error";
        assert!(
            refused || findings.state() != State::Clean,
            "{}",
            mistake.file
        );
    }
    let share = 1.0 - missed.len() as f64 / mistakes.len() as f64;
    assert!(share >= 0.98, "{share:.3}: {missed:#?}");
    let (errors, beside) = errors_beside(&mistakes, &told);
    assert!(beside.len() * 100 <= errors * 3, "{errors}: {beside:#?}");
    for (language, name) in [
        (Language::English, "english"),
        (Language::Indonesian, "indonesian"),
    ] {
        let log: Vec<String> = told
            .iter()
            .map(|(file, findings)| findings.to_text(file, language))
            .collect();
        insta::assert_snapshot!(format!("officers_{name}"), log.join("\n"));
    }
}

/// How many errors are told, and those of lines in which nobody made a mistake: what follows from one, and misleads.
fn errors_beside(mistakes: &[Mistake], told: &BTreeMap<String, Findings>) -> (usize, Vec<String>) {
    let made = |file: &str, line: usize| {
        let mut mistakes = mistakes.iter();
        mistakes.any(|mistake| mistake.file == *file && mistake.line == line)
    };
    let mut count = 0;
    let mut beside = Vec::new();
    for (file, findings) in told {
        let errors = findings
            .all
            .iter()
            .filter(|it| it.rule.severity == Severity::Error);
        for error in errors {
            count += 1;
            let line = error.line().unwrap_or_default();
            if !made(file, line) {
                beside.push(format!("{file}:{line} {}", error.rule.name));
            }
        }
    }
    (count, beside)
}

#[test]
fn encodings_are_told() {
    let utf16: Vec<u8> = "entries:\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut marked = vec![0xff, 0xfe];
    marked.extend(&utf16);
    let latin1 = b"entries:\n  - id: a\n    answer: caf\xe9\n";
    let log = [&marked, &utf16, latin1.as_slice()]
        .map(refusal)
        .join("\n\n");
    insta::assert_snapshot!(log);
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_accepted() {
    let yaml = "\u{feff}entries:\r\n  - id: a\r\n    phrasings: [b]\r\n    answer: c\r\n";
    let faq = Faq::parse("faq.yaml", yaml.as_bytes()).expect("a whole FAQ");
    assert_eq!(faq.entries[0].phrasings, ["b"]);
}

#[test]
fn ids_of_any_form_and_ordinary_aliases_load() {
    let yaml = "entries:\n  - id: Batas Pengajuan Cuti\n    phrasings: &p [b, 123, yes]\n    answer: c\n  \
                - id: Refund_not_showing_up\n    phrasings: *p\n    answer: {id: d}\n";
    let faq = Faq::parse("faq.yaml", yaml.as_bytes()).expect("a whole FAQ");
    assert_eq!(faq.entries[1].phrasings, ["b", "123", "yes"]);
}

#[test]
fn alias_bombs_are_refused_at_once() {
    let mut laughs =
        String::from("synonyms:\n  - &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..10 {
        let below = format!("*a{}, ", level - 1).repeat(9);
        laughs.push_str(&format!("  - &a{level} [{below}]\n"));
    }
    laughs.push_str("entries:\n  - {id: a, phrasings: [b], answer: c}\n");
    let long = "x".repeat(1 << 20);
    let many = "*long, ".repeat(100_000);
    let quadratic =
        format!("entries:\n  - id: &long {long}\n    phrasings: [{many}]\n    answer: c\n");
    assert!(in_time(laughs.as_bytes()).contains("aliases"));
    assert!(in_time(quadratic.as_bytes()).contains("aliases"));
}

#[test]
fn a_hundred_megabytes_are_refused_at_once() {
    let endless = std::io::repeat(b'#');
    let start = Instant::now();
    let error = Faq::read("faq.yaml", endless).expect_err("far too big");
    assert!(start.elapsed() < Duration::from_secs(1));
    insta::assert_snapshot!(error);
}

#[test]
fn what_nobody_would_write_is_refused_in_time() {
    for piece in [
        "[", "{", "- ", "? ", "&a ", "*a ", "\"", "|", ": ", "!", "\n", "%", "a: [", "{a: ",
    ] {
        in_time(format!("entries: {}", piece.repeat(200_000)).as_bytes());
    }
}

#[test]
fn the_shipped_faq_is_whole() {
    if let Err(error) = Faq::parse("faq.yaml", Faq::SHIPPED.as_bytes()) {
        panic!("{error}");
    }
}

fn refusal(yaml: &[u8]) -> String {
    match Faq::parse("faq.yaml", yaml) {
        Ok(_) => "accepted".to_owned(),
        Err(error) => error.to_string(),
    }
}

fn in_time(yaml: &[u8]) -> String {
    let start = Instant::now();
    let refusal = refusal(yaml);
    // A second is the promise; tests run unoptimised beside others.
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}: {refusal}",
        start.elapsed()
    );
    refusal
}
