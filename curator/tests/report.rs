//! `faq report`: its numbers, its text, its page, and what it does with nothing.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use maklumat::{faq::Date, text::Language};
use maklumat_curator::{
    check::learn,
    misses::{self, Kind, Miss},
    page::{
        self, Material, Report, STYLE,
        data::{
            freshness::State,
            missed::{Group, Step},
            observed::{Kept, Observed},
            question::{Asked, First, Question},
        },
    },
};

/// What no page may show as it stands.
const HOSTILE: &str = r#"<script>alert("x")</script> & 'you'"#;

const FAQ: &str = r#"
notice:
  title: {id: Perpustakaan <b>Contoh</b>, en: Sample & Library}
  fresh_days: 10
entries:
- id: opening-hours
  title: {id: Jam buka, en: Opening hours}
  phrasings: [when are you open, opening hours, are you open on sunday, what time do you close, jam buka perpustakaan, buka jam berapa]
  answer: {id: Pukul 9 sampai 17., en: From 9 to 17.}
  as_of: 2026-01-30
- id: lost-card
  title: {id: Kartu hilang, en: Lost card}
  phrasings: [I lost my card, my card is gone, how do I replace my card, kartu saya hilang, ganti kartu anggota]
  answer: {id: Bawa KTP., en: Bring your identity card.}
  as_of: 2026-01-24
- id: new-card
  phrasings: [how do I become a member, I want to join, where do I sign up, cara jadi anggota, "<script>alert(\"x\")</script> & 'you'"]
  answer: {id: Isi formulir., en: Fill in the form.}
  as_of: 2025-12-01
- id: founded
  phrasings: [when was it founded, kapan berdiri]
  answer: {id: Tahun 1950., en: In 1950.}
  kind: fact
  as_of: 2024-01-01
- id: sale
  phrasings: [when is the book sale, kapan obral buku]
  answer: {id: Sabtu., en: On Saturday.}
  as_of: 2026-01-30
  valid_until: 2026-01-30
- id: parking
  phrasings: [where can I park, parkir di mana]
  answer: {id: Di belakang., en: Behind the house.}
not_covered:
- id: fines
  phrasings: [how much is the fine, what does a late book cost, denda telat berapa]
  answer: {id: Denda tidak disebut di sini., en: Fines are not told here.}
"#;

const ONE: &str = "entries: [{id: a, phrasings: [b], answer: c}]";

const MISSES: &str = r#"
{"day":"2026-01-28","language":"id","kind":"unanswered","offered":[],"pressed":null,"chance":null,"times":3,"people":2,"question":"dendanya brp"}
{"day":"2026-01-30","language":"en","kind":"none-of-these","offered":["lost-card"],"pressed":null,"chance":0.41,"times":2,"people":1}
{"day":"2026-01-30","language":"id","kind":"not-pressed","offered":["lost-card","new-card"],"pressed":null,"chance":0.3,"times":4}
kapan obralnya
"#;

/// What a report is made of in a test.
#[derive(Clone, Default)]
struct Given {
    questions: Vec<Question>,
    misses: Vec<Miss>,
    groups: Vec<Group>,
    observed: Vec<Observed>,
}

impl Given {
    /// Something of everything.
    fn everything() -> Self {
        let first = |id: &str, chance, right, told| {
            Some(First {
                id: id.to_owned(),
                chance,
                right,
                told,
            })
        };
        let question = |text: &str, meant: Option<&str>, inside, first| Question {
            text: text.to_owned(),
            meant: meant.map(str::to_owned),
            inside,
            first,
        };
        let hours = Some("opening-hours");
        let observed = |entry: &str, promised, observed, of| Observed {
            entry: entry.to_owned(),
            promised,
            observed,
            of,
        };
        Self {
            questions: vec![
                question(
                    "when open",
                    hours,
                    true,
                    first("opening-hours", 0.97, true, true),
                ),
                question(
                    "open sunday",
                    hours,
                    true,
                    first("opening-hours", 0.95, true, true),
                ),
                question("closing", hours, true, first("founded", 0.955, false, true)),
                question(
                    "till when",
                    hours,
                    true,
                    first("founded", 0.75, false, true),
                ),
                question(
                    HOSTILE,
                    Some("lost-card"),
                    true,
                    first("new-card", 0.6, false, false),
                ),
                question("dendanya brp", Some("fines"), false, None),
                question(
                    "is it warm",
                    None,
                    false,
                    first("parking", 0.2, false, false),
                ),
            ],
            misses: misses::read_lines(MISSES).expect("misses"),
            groups: vec![("denda".to_owned(), 3), (HOSTILE.to_owned(), 5)],
            observed: vec![
                observed("lost-card", 0.9, 0.85, 20),
                observed("opening-hours", 0.95, 0.7, 60),
                observed("parking", 0.6, 0.98, 80),
                observed("founded", 0.9, 0.0, 0),
            ],
        }
    }

    fn report(&self, faq: &str, language: Language) -> Report {
        let (findings, learnt) = learn(faq.as_bytes(), day("2026-01-31"));
        let (matcher, _) = learnt.expect("it can be used");
        Report::of(&Material {
            matcher: &matcher,
            asked: Asked::Cases,
            questions: &self.questions,
            misses: &self.misses,
            groups: &self.groups,
            observed: &self.observed,
            findings: &findings,
            today: day("2026-01-31"),
            language,
        })
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

#[test]
fn the_numbers_are_what_was_given() {
    let report = Given::everything().report(FAQ, Language::English);
    let content = &report.content;
    assert_eq!(
        (
            content.entries,
            content.gaps,
            content.phrasings,
            content.gap_phrasings
        ),
        (6, 1, 22, 3)
    );

    let reliability = &report.reliability;
    assert_eq!((reliability.questions, reliability.inside), (7, 5));
    let at = |chance: f64| {
        let point = reliability
            .curve
            .iter()
            .find(|point| (point.chance - chance).abs() < 1e-9)
            .expect("a point");
        (point.told, point.wrong)
    };
    assert_eq!(
        [at(1.0), at(0.96), at(0.95), at(0.7), at(0.0)],
        [(0, 0), (1, 0), (3, 1), (4, 2), (6, 4)]
    );
    assert_eq!(
        (reliability.outright.told, reliability.outright.wrong),
        (3, 1)
    );
    assert_eq!(reliability.likely.chance, 0.72);
    let confused: Vec<_> = reliability
        .confused
        .iter()
        .map(|pair| {
            (
                pair.meant.as_deref(),
                pair.taken_for.as_str(),
                pair.times,
                pair.told,
                pair.example.as_str(),
            )
        })
        .collect();
    assert_eq!(
        confused,
        [
            (Some("opening-hours"), "founded", 2, 2, "closing"),
            (Some("lost-card"), "new-card", 1, 0, HOSTILE),
            (None, "parking", 1, 0, "is it warm"),
        ]
    );
}

#[test]
fn misses_are_counted_by_day_kind_and_nearest() {
    let missed = Given::everything()
        .report(FAQ, Language::English)
        .missed
        .expect("there are some");
    assert_eq!(
        (missed.times, missed.undated, missed.step),
        (10, 1, Step::Day)
    );
    let days = [("2026-01-28", 3), ("2026-01-29", 0), ("2026-01-30", 6)];
    assert_eq!(
        missed.periods,
        days.map(|(start, times)| (day(start), times))
    );
    assert_eq!(
        missed.kinds,
        [
            (Kind::Unanswered, 4),
            (Kind::NotPressed, 4),
            (Kind::NoneOfThese, 2)
        ]
    );
    assert_eq!(missed.nearest, [("lost-card".to_owned(), 6)]);
    assert_eq!(missed.groups[0].1, 5);
}

#[test]
fn a_long_time_is_told_in_weeks_or_months() {
    let over = |days: [&str; 2]| {
        let line = |day: &str| format!("{{\"day\":\"{day}\",\"kind\":\"unanswered\"}}\n");
        let misses = misses::read_lines(&days.map(line).concat()).expect("misses");
        let given = Given {
            misses,
            ..Given::default()
        };
        let missed = given
            .report(ONE, Language::English)
            .missed
            .expect("there are some");
        let starts = missed.periods.first().zip(missed.periods.last());
        let starts = starts
            .map(|((first, _), (last, _))| [*first, *last])
            .expect("periods");
        (
            missed.step,
            missed.periods.len(),
            starts.map(|start| start.to_string()),
        )
    };
    let told = |step, periods, starts: [&str; 2]| (step, periods, starts.map(str::to_owned));
    assert_eq!(
        over(["2026-01-01", "2026-01-31"]),
        told(Step::Day, 31, ["2026-01-01", "2026-01-31"])
    );
    assert_eq!(
        over(["2026-01-01", "2026-02-01"]),
        told(Step::Week, 5, ["2025-12-29", "2026-01-26"])
    );
    assert_eq!(
        over(["2025-01-31", "2026-02-01"]),
        told(Step::Month, 14, ["2025-01-01", "2026-02-01"])
    );
}

#[test]
fn each_entry_is_as_old_as_its_date_says() {
    let state = |faq: &str| {
        let report = Given::default().report(faq, Language::English);
        let entries = report.freshness.iter();
        entries
            .map(|one| (one.entry.clone(), (one.state, one.age)))
            .collect::<BTreeMap<_, _>>()
    };
    let states = state(FAQ);
    for (entry, expected) in [
        ("opening-hours", (State::Fresh, Some(1))),
        ("lost-card", (State::Ageing, Some(7))),
        ("new-card", (State::Old, Some(61))),
        ("founded", (State::Lasting, Some(761))),
        ("sale", (State::Ended, Some(1))),
        ("parking", (State::Undated, None)),
    ] {
        assert_eq!(states[entry], expected, "{entry}");
    }
    let closed = FAQ.replace("fresh_days: 10", "status: closed");
    assert_eq!(state(&closed)["opening-hours"].0, State::Old);
}

#[test]
fn a_promise_is_broken_only_beyond_chance() {
    let report = Given::everything().report(FAQ, Language::English);
    let kept: Vec<_> = report
        .observed
        .iter()
        .map(|one| (one.observed.entry.as_str(), one.kept))
        .collect();
    assert_eq!(
        kept,
        [
            ("opening-hours", Kept::Broken),
            ("lost-card", Kept::Open),
            ("parking", Kept::Exceeded)
        ]
    );
}

#[test]
fn the_text_tells_all_of_it_in_both_languages() {
    for language in Language::ALL {
        let report = Given::everything().report(FAQ, language);
        insta::assert_snapshot!(
            format!("report_{}", language.code()),
            page::text(&report, language)
        );
    }
}

#[test]
fn the_page_asks_nothing_of_others_and_shows_words_as_words() {
    for language in Language::ALL {
        let page = page::page(&Given::everything().report(FAQ, language), language);
        keep("everything", language, &page);
        for word in [
            "<script", "http:", "https:", "src=", "<link", "@import", "url(", "<b>", "onload",
        ] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; 'you'"));
        assert!(page.contains(&format!("<html lang=\"{}\">", language.code())));
        well_formed(&page);
    }
}

/// Headings go down one rank at a time, pictures have a title and a description, tables heads with a scope.
fn well_formed(page: &str) {
    let body = page.split("</head>").nth(1).expect("a body");
    let count = |word: &str| body.matches(word).count();
    assert_eq!(count("<h1"), 1);
    assert!(body.find("<h1") < body.find("<h2"));
    assert_eq!(count("<h3"), 0);
    assert_eq!(count("role=\"img\""), count("<desc"));
    assert_eq!(count("role=\"img\""), count("<figure"));
    assert_eq!(
        count("<th "),
        count("scope=\"col\"") + count("scope=\"row\"")
    );
    assert_eq!(count("<table"), count("<caption"));
    let ids: Vec<&str> = body
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let different: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), different.len(), "each id once: {ids:?}");
}

#[test]
fn nothing_is_told_of_what_nobody_knows() {
    for language in Language::ALL {
        let report = Given::default().report(ONE, language);
        assert_eq!(
            (report.certified.bound, report.certified.answered),
            (None, 0)
        );
        assert!(report.missed.is_none() && report.reliability.confused.is_empty());
        let page = page::page(&report, language);
        keep("nothing", language, &page);
        assert!(
            !page.contains("<svg class=\"plot\"") && !page.contains("NaN") && !page.contains("inf")
        );
        assert!(!page.contains("id=\"missed\"") && !page.contains("id=\"observed\""));
        well_formed(&page);
        let text = page::text(&report, language);
        assert!(!text.contains("NaN"), "{text}");
    }
}

/// For whoever wants to look at it.
fn keep(name: &str, language: Language, page: &str) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("report-{name}-{}.html", language.code()));
    fs::write(path, page).expect("a file");
}

/// Words can be read on whatever ground they stand on: 4.5 to 1 (WCAG 2.2, AA), in the light and in the dark.
#[test]
fn every_colour_of_words_stands_out_from_its_ground() {
    let (light, dark) = STYLE
        .split_once("@media (prefers-color-scheme: dark)")
        .expect("two schemes");
    let (dark, _) = dark.split_once("*, ::before").expect("the rest");
    for scheme in [light, dark] {
        let colour = |name: &str| luminance(scheme, name);
        let mut pairs = vec![
            ("on-accent", "accent"),
            ("ink", "accent-soft"),
            ("ink", "sunk"),
            ("good", "good-soft"),
            ("warn", "warn-soft"),
            ("bad", "bad-soft"),
        ];
        for words in ["ink", "muted", "accent", "good", "warn", "bad"] {
            pairs.extend([(words, "card"), (words, "ground")]);
        }
        for (words, ground) in pairs {
            let (a, b) = (colour(words), colour(ground));
            let contrast = (f64::max(a, b) + 0.05) / (f64::min(a, b) + 0.05);
            assert!(contrast >= 4.5, "{words} on {ground}: {contrast:.2}");
        }
    }
}

/// A browser forgives a brace that is missing, and drops the rest of the rules.
#[test]
fn the_style_is_whole() {
    let mut depth = 0;
    for letter in STYLE.chars() {
        depth += match letter {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        assert!(
            (0..=2).contains(&depth),
            "rules stand in a scheme or medium at most"
        );
    }
    assert_eq!(depth, 0);
}

/// How bright a colour of the style is, 0.0 to 1.0.
fn luminance(scheme: &str, name: &str) -> f64 {
    let (_, rest) = scheme
        .split_once(&format!("--{name}: #"))
        .expect("a colour");
    let part = |place: usize| {
        let value = u8::from_str_radix(&rest[place..place + 2], 16).expect("six digits");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

/// A directory of this test alone, with the FAQ in it.
fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // What an earlier run left.
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a directory");
    fs::write(path.join("faq.yaml"), FAQ).expect("a file");
    fs::write(path.join("misses.jsonl"), MISSES).expect("a file");
    fs::write(
        path.join("cases.tsv"),
        "lost-card\tI lost my card\n__oos__\thow much is the fine\n",
    )
    .expect("a file");
    path
}

fn report(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_faq"))
        .current_dir(directory)
        .args(["report", "--faq", "faq.yaml", "--lang", "id"])
        .args(arguments)
        .env_remove("FAQ_PATH")
        .output()
        .expect("faq runs")
}

#[test]
fn the_command_prints_what_the_page_shows() {
    let place = directory("report");
    let output = report(
        &place,
        &["--misses", "misses.jsonl", "--out", "report.html"],
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8_lossy(&output.stdout);
    let page = fs::read_to_string(place.join("report.html")).expect("a page");
    for told in [
        "10 pertanyaan tidak langsung terjawab, 1 di antaranya tanpa tanggal.",
        "Yang tidak ditemukan warga",
        "Setiap contoh pertanyaan ditanyakan",
    ] {
        assert!(text.contains(told), "{text}");
        assert!(page.contains(told), "{page}");
    }
    let again = report(
        &place,
        &["--cases", "cases.tsv", "--out", "report.html", "--json"],
    );
    let told: serde_json::Value = serde_json::from_slice(&again.stdout).expect("one object");
    assert_eq!(told["reliability"]["asked"], "cases");
    assert_eq!(told["reliability"]["questions"], 2);
    assert_eq!(told["missed"], serde_json::Value::Null);
}

#[test]
fn what_cannot_be_used_is_refused_and_nothing_else_is_written_over() {
    let place = directory("refused");
    fs::write(place.join("torn.jsonl"), "ok\n{\"kind\":\"lost\"}\n").expect("a file");
    let before = fs::read(place.join("faq.yaml")).expect("a file");
    for (arguments, told) in [
        (["--out", "faq.yaml"], "this is no page"),
        (["--misses", "torn.jsonl"], "torn.jsonl: line 2"),
        (["--misses", "nowhere.jsonl"], "nowhere.jsonl"),
        (["--cases", "misses.jsonl"], "no tab"),
    ] {
        let output = report(&place, &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.contains(told), "{error}");
    }
    assert_eq!(fs::read(place.join("faq.yaml")).expect("a file"), before);
    fs::write(place.join("faq.yaml"), "entries: []").expect("a file");
    let output = report(&place, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("mend"));
}
