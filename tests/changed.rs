//! What is told to those who asked to be told: when something is news, and its words in both languages.

use maklumat::{
    faq::{Faq, read_date},
    matcher::Matcher,
    reply::{
        Reader,
        changed::{Known, News, following, news},
    },
    text::Language::{self, English, Indonesian},
};

const FAQ: &str = "
notice:
  publisher: {id: Perpustakaan Contoh, en: the Sample Library}
sources:
  board: {publisher: Papan, title: Pengumuman, published: 2024-06-28}
  later: {publisher: Papan, title: Perubahan, published: 2024-07-02}
entries:
- id: hours
  title: {id: Jam buka, en: Opening hours}
  phrasings: [jam berapa perpustakaan buka, when are you open]
  answer: {id: Pukul 9 sampai 17., en: From 9 to 17.}
  as_of: 2024-06-28
  sources: [board]
- id: card
  title: {id: Kartu hilang, en: A lost card}
  phrasings: [kartu anggota saya hilang, I lost my card]
  answer: {id: Di meja depan., en: At the desk.}
- id: guest
  phrasings: [apakah tamu boleh masuk, may guests come in]
  answer: {id: Boleh., en: They may.}
not_covered:
- id: fine
  title: {id: Denda, en: Fines}
  phrasings: [berapa denda terlambat, what does a late book cost]
  answer: {id: Tidak disebut., en: Not told.}
- id: wifi
  phrasings: [apa sandi wifi, what is the wifi password]
  answer: {id: Tidak disebut., en: Not told.}
";

/// The FAQ after these changes.
fn faq(changes: &[[&str; 2]]) -> Faq {
    let mut text = FAQ.to_owned();
    for [from, to] in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    Faq::parse("faq.yaml", text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

/// What somebody who knew `what` before these changes is told after them.
fn told(what: &str, language: Language, changes: &[[&str; 2]]) -> Option<News> {
    let known = Known::of(&faq(&[]), what, language).expect("it is in the FAQ");
    let reader = Reader {
        language: Some(language),
        as_of: None,
        today: read_date("2024-07-03").expect("a day"),
    };
    news(&Matcher::new(faq(changes)), what, &known, &reader)
}

const LATER: [[&str; 2]; 3] = [
    ["Pukul 9 sampai 17.", "\"Pukul 8 sampai 16, Sabtu tutup.\""],
    ["From 9 to 17.", "\"From 8 to 16, closed on Saturdays.\""],
    [
        "as_of: 2024-06-28\n  sources: [board]",
        "as_of: 2024-07-02\n  sources: [later]",
    ],
];
const FINE: [&str; 2] = [
    "not_covered:\n- id: fine\n  title: {id: Denda, en: Fines}\n  phrasings: [berapa denda terlambat, what does a late book cost]\n  answer: {id: Tidak disebut., en: Not told.}",
    "- id: late-fee\n  title: {id: Denda terlambat, en: Late fees}\n  phrasings: [berapa denda terlambat, what does a late book cost]\n  \
     answer: {id: Rp500 sehari., en: 500 a day.}\nnot_covered:",
];
const CARD: [&str; 2] = [
    "- id: card\n  title: {id: Kartu hilang, en: A lost card}\n  phrasings: [kartu anggota saya hilang, I lost my card]\n  answer: {id: Di meja depan., en: At the desk.}\n",
    "",
];

#[test]
fn the_words_of_every_notice() {
    let mut log = String::new();
    let superseded = [[
        "answer: {id: Di meja depan., en: At the desk.}",
        "answer: {id: Di meja depan., en: At the desk.}\n  superseded_by: guest",
    ]];
    let checked = [[
        "as_of: 2024-06-28\n  sources: [board]",
        "as_of: 2024-07-02\n  sources: [later]",
    ]];
    let cases: [(&str, &str, &[[&str; 2]]); 5] = [
        ("an answer changes", "hours", &LATER),
        ("an answer is checked", "hours", &checked),
        ("an answer is superseded", "card", &superseded),
        ("an answer is withdrawn", "card", &[CARD]),
        ("a gap is closed", "fine", &[FINE]),
    ];
    for (case, what, changes) in cases {
        for language in [Indonesian, English] {
            let news = told(what, language, changes).unwrap_or_else(|| panic!("{case}"));
            let then = match news.then {
                Some(_) => "goes on",
                None => "ends",
            };
            log += &format!("— {case} ({then})\n{}\n\n", news.reply);
        }
    }
    for what in ["hours", "fine"] {
        for language in [Indonesian, English] {
            let known = Known::of(&faq(&[]), what, language).expect("it is in the FAQ");
            log += &format!(
                "— {what} is followed\n{}\n\n",
                following(&known, 90, language)
            );
        }
    }
    insta::assert_snapshot!(log);
}

#[test]
fn what_makes_no_difference_to_a_reader_is_no_news() {
    for changes in [
        [["jam berapa perpustakaan buka", "kapan perpustakaan buka"]],
        [["title: {id: Jam buka,", "title: {id: Waktu buka,"]],
        [[
            "{id: Pukul 9 sampai 17.,",
            "{id: \"Pukul 9  sampai\\n17. \",",
        ]],
        [["en: From 9 to 17.", "en: 9 to 17."]],
        [["sources: [board]", "sources: [board, later]"]],
        [["Di meja depan.", "Di meja belakang."]],
    ] {
        let news = told("hours", Indonesian, &changes);
        // A line that is broken elsewhere is seen as another.
        let broken = changes[0][1].contains("\\n");
        assert_eq!(news.is_some(), broken, "{changes:?}");
    }
    assert!(told("hours", English, &LATER[1..2]).is_some());
}

#[test]
fn a_gap_is_closed_by_what_answers_most_of_how_it_was_asked() {
    assert!(told("fine", Indonesian, &[FINE]).is_some());
    assert!(told("wifi", Indonesian, &[FINE]).is_none());
    // It became an entry under its own name.
    let same = FINE[1].replace("late-fee", "fine");
    assert!(told("fine", English, &[[FINE[0], &same]]).is_some());
    // It is gone, and nothing answers it: who waits for it waits on.
    let gone = [[FINE[0], "not_covered:"]];
    assert!(told("fine", Indonesian, &gone).is_none());
    // Its answer says something else; it is none all the same.
    let other = [["{id: Tidak disebut., en: Not told.}", "Tanya di meja."]];
    assert!(told("fine", Indonesian, &other).is_none());
}

#[test]
fn what_is_known_is_read_as_it_was_written() {
    for what in ["hours", "card", "fine", "wifi"] {
        let known = Known::of(&faq(&[]), what, English).expect("it is in the FAQ");
        let written = serde_json::to_string(&known).expect("JSON");
        assert_eq!(serde_json::from_str::<Known>(&written).ok(), Some(known));
    }
    assert_eq!(Known::of(&faq(&[]), "nothing", English), None);
}
