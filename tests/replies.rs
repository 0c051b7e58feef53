//! What a person reads, as logs of conversations, for every outcome and in both languages.

use maklumat::{
    faq::{Date, Faq, Kind, Status, read_date},
    matcher::{
        Decision::{self, Abstain, Answer, Choices, Likely},
        Part,
        Reason::{self, NotCovered, NotTold, OutOfScope, TooVague},
        Rule, SmallTalk, Understanding, Verdict,
    },
    reply::{self, Reader, Reply, Role},
    text::Language,
};

const BRIDGE: usize = 0;
const DETOUR: usize = 1;
const BUS: usize = 2;
const BUS_NEW: usize = 3;
const BUILDER: usize = 4;
const COST: usize = 0;
const LENGTH: usize = 1;

/// A conversation with somebody who reads on a day.
struct Log {
    faq: Faq,
    reader: Reader,
    text: String,
}

impl Log {
    fn on(today: &str) -> Self {
        let faq = Faq::parse("notice.yaml", include_bytes!("data/notice.yaml"));
        Self {
            faq: faq.unwrap_or_else(|error| panic!("{error}")),
            reader: Reader {
                language: None,
                as_of: None,
                today: day(today),
            },
            text: String::new(),
        }
    }

    /// Somebody asks something, first in Indonesian, then in English.
    fn both(&mut self, words: [&str; 2], parts: &[(&str, Decision)]) {
        for (language, words) in [Language::Indonesian, Language::English]
            .into_iter()
            .zip(words)
        {
            let understanding = Understanding {
                language,
                parts: parts
                    .iter()
                    .map(|(text, decision)| part(text, decision))
                    .collect(),
            };
            let reply = reply::render(&self.faq, &understanding, &self.reader);
            self.note(words, &reply);
        }
    }

    /// Somebody asks one question.
    fn one(&mut self, words: [&str; 2], decision: Decision) {
        self.both(words, &[(words[0], decision)]);
    }

    /// A line of our own.
    fn aside(&mut self, words: &str) {
        self.text.push_str(&format!("# {words}\n\n"));
    }

    fn note(&mut self, words: &str, reply: &Reply) {
        self.text.push_str(&format!("> {words}\n{reply}\n\n"));
    }
}

fn part(text: &str, decision: &Decision) -> Part {
    Part {
        text: text.to_owned(),
        verdict: Verdict {
            decision: decision.clone(),
            because: Rule::Sure,
        },
        ranking: Vec::new(),
    }
}

fn day(date: &str) -> Date {
    read_date(date).expect("a date")
}

#[test]
fn answers() {
    let mut log = Log::on("2024-06-28");
    log.one(
        ["apakah jembatan sudah dibuka", "is the bridge open"],
        Answer(BRIDGE),
    );
    log.one(["rute bus", "bus route"], Answer(BUS));
    log.one(
        ["lewat mana memutarnya", "which way is the detour"],
        Answer(DETOUR),
    );
    log.one(["siapa yang membangun", "who is building"], Answer(BUILDER));
    insta::assert_snapshot!(log.text);
}

#[test]
fn answers_read_long_after() {
    let mut log = Log::on("2024-07-05");
    let words = ["apakah jembatan sudah dibuka", "is the bridge open"];
    log.text.push_str("# a week later\n\n");
    log.one(words, Answer(BRIDGE));
    log.text.push_str("# a day more\n\n");
    log.reader.today = day("2024-07-06");
    log.one(words, Answer(BRIDGE));
    log.text
        .push_str("# the next day, if the notice is closed\n\n");
    log.reader.today = day("2024-06-29");
    log.faq.notice.status = Some(Status::Closed);
    log.one(words, Answer(BRIDGE));
    insta::assert_snapshot!(log.text);
}

#[test]
fn answers_as_of_a_date() {
    let mut log = Log::on("2026-11-22");
    for date in [
        "2024-06-19",
        "2024-06-20",
        "2024-06-26",
        "2024-06-28",
        "2024-07-28",
    ] {
        log.text.push_str(&format!("# as of {date}\n\n"));
        log.reader.as_of = Some(day(date));
        log.one(
            ["apakah jembatan sudah dibuka", "is the bridge open"],
            Answer(BRIDGE),
        );
    }
    log.text.push_str("# as of 2024-06-26\n\n");
    log.reader.as_of = Some(day("2024-06-26"));
    log.one(["rute bus", "bus route"], Answer(BUS));
    insta::assert_snapshot!(log.text);
}

#[test]
fn several_questions_at_once() {
    let mut log = Log::on("2024-07-28");
    log.both(
        [
            "jembatan udah buka? trus lewat mana",
            "is it open? and which way",
        ],
        &[
            ("jembatan udah buka", Answer(BRIDGE)),
            ("lewat mana", Answer(DETOUR)),
        ],
    );
    log.both(
        [
            "biayanya brp, panjangnya? jembatan udah buka?",
            "cost, length? is it open?",
        ],
        &[
            ("biayanya brp", Abstain(NotCovered(COST))),
            ("panjangnya", Abstain(NotCovered(LENGTH))),
            ("jembatan udah buka", Answer(BRIDGE)),
        ],
    );
    log.both(
        [
            "halo, jembatan udah buka? udah buka kan",
            "hello, is it open? it is, isn't it",
        ],
        &[
            ("halo", Abstain(Reason::SmallTalk(SmallTalk::Greeting))),
            ("jembatan udah buka", Answer(BRIDGE)),
            ("udah buka kan", Answer(BRIDGE)),
        ],
    );
    log.both(
        [
            "jembatan udah buka? resep rendang",
            "is it open? a recipe for rendang",
        ],
        &[
            ("jembatan udah buka", Answer(BRIDGE)),
            ("resep\u{1b} rendang", Abstain(OutOfScope)),
        ],
    );
    log.both(
        [
            "biayanya brp? bus? rendang, soto?",
            "cost? buses? rendang, soto?",
        ],
        &[
            ("bus", Choices(vec![BUS_NEW, DETOUR])),
            ("rendang", Abstain(OutOfScope)),
            ("soto", Abstain(OutOfScope)),
            ("biayanya brp", Abstain(NotCovered(COST))),
        ],
    );
    log.both(
        ["soal bus, soal jalan", "about buses, about the road"],
        &[
            ("soal bus", Choices(vec![BUS_NEW, BUS])),
            ("soal jalan", Choices(vec![DETOUR, BUS_NEW, BRIDGE])),
        ],
    );
    insta::assert_snapshot!(log.text);
}

#[test]
fn likely_answers() {
    let mut log = Log::on("2024-07-28");
    let likely = |entry, others: &[usize]| Likely {
        entry,
        others: others.to_vec(),
    };
    log.aside("one stands out");
    let words = ["jembatan gmn kabarnya", "any news of the bridge"];
    log.one(words, likely(BRIDGE, &[DETOUR, BUS]));
    log.one(words, likely(BRIDGE, &[]));
    log.aside("a single choice is told, too");
    log.one(["soal bus", "about buses"], Choices(vec![BUS_NEW]));
    log.one(["soal bus", "about buses"], Choices(vec![BUS_NEW, BUS]));
    log.aside("beside an answer");
    let words = ["udah buka? trus lewat mana", "is it open? which way then"];
    let parts = [
        ("udah buka", Answer(BRIDGE)),
        ("trus lewat mana", likely(DETOUR, &[BRIDGE, BUILDER])),
    ];
    log.both(words, &parts);
    log.aside("before its story begins");
    log.reader.as_of = Some(day("2024-06-01"));
    log.one(["jembatan gmn", "the bridge"], likely(BRIDGE, &[DETOUR]));
    insta::assert_snapshot!(log.text);
}

#[test]
fn details_that_are_not_told() {
    let mut log = Log::on("2024-06-28");
    let words = [
        "jembatan dibuka jam berapa",
        "at what hour does the bridge open",
    ];
    log.one(words, Abstain(NotTold(BRIDGE)));
    log.aside("beside an answer and a gap");
    let words = [
        "lewat mana? dibuka jam brp? biayanya?",
        "which way? open at what hour? the cost?",
    ];
    let parts = [
        ("lewat mana", Answer(DETOUR)),
        ("dibuka jam brp", Abstain(NotTold(BRIDGE))),
        ("biayanya", Abstain(NotCovered(COST))),
    ];
    log.both(words, &parts);
    insta::assert_snapshot!(log.text);
}

/// A FAQ with more in its notice, otherwise the same.
fn with_notice(keys: &str) -> Log {
    let mut log = Log::on("2024-07-05");
    let yaml =
        include_str!("data/notice.yaml").replacen("notice:\n", &format!("notice:\n{keys}"), 1);
    log.faq = Faq::parse("notice.yaml", yaml.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    log
}

#[test]
fn a_notice_speaks_in_its_own_voice() {
    let mut text = String::new();
    let publisher = "  publisher: {id: Dinas Pekerjaan Umum, en: the Public Works Agency}\n";
    let sources = "  sources_are: {id: berita yang kami pakai, en: the news reports we use}\n";
    for (who, keys) in [
        ("an agency", format!("{publisher}  official: true\n")),
        (
            "neighbours",
            format!("{publisher}{sources}  official: false\n"),
        ),
        ("somebody", format!("{sources}  official: false\n")),
        ("a service", publisher.to_owned()),
    ] {
        let mut log = with_notice(&keys);
        log.aside(who);
        let who = Abstain(Reason::SmallTalk(SmallTalk::Identity));
        log.one(["kamu siapa", "who are you"], who);
        log.one(["resep rendang", "a recipe"], Abstain(OutOfScope));
        log.faq.notice.contact = None;
        log.one(["jam berapa", "when"], Abstain(NotTold(BRIDGE)));
        text.push_str(&log.text);
    }
    insta::assert_snapshot!(text);
}

#[test]
fn a_notice_in_one_language_is_read_in_it_by_everybody() {
    for (code, language) in [("id", Language::Indonesian), ("en", Language::English)] {
        let mut log = with_notice(&format!("  languages: [{code}]\n"));
        let decision = Abstain(NotTold(BRIDGE));
        for asked in Language::ALL {
            let understanding = Understanding {
                language: asked,
                parts: vec![part("jam berapa", &decision)],
            };
            let in_its_own = Reader {
                language: Some(language),
                ..log.reader
            };
            let expected = reply::render(&log.faq, &understanding, &in_its_own);
            assert_eq!(expected.language, language);
            log.reader.language = Some(asked);
            let chosen = reply::render(&log.faq, &understanding, &log.reader);
            log.reader.language = None;
            let followed = reply::render(&log.faq, &understanding, &log.reader);
            assert_eq!((chosen, followed), (expected.clone(), expected));
        }
    }
}

#[test]
fn facts_never_age_and_states_as_fast_as_the_notice_says() {
    let ages = |keys: &str, kind: Kind, today: &str| {
        let mut log = with_notice(keys);
        log.faq.entries[BRIDGE].kind = kind;
        log.reader.today = day(today);
        let reply = reply::entry(&log.faq, &log.faq.entries[BRIDGE], &log.reader);
        reply
            .paragraphs
            .iter()
            .any(|paragraph| paragraph.role == Role::Warning)
    };
    assert!(!ages("", Kind::State, "2024-07-05"));
    assert!(ages("", Kind::State, "2024-07-06"));
    assert!(!ages("", Kind::Fact, "2026-11-25"));
    let days = "  fresh_days: 30\n";
    assert!(!ages(days, Kind::State, "2024-07-28"));
    assert!(ages(days, Kind::State, "2024-07-29"));
    assert!(ages("  fresh_days: 0\n", Kind::State, "2024-06-29"));
}

#[test]
fn what_was_true_before_is_for_those_who_can_fold_it_away() {
    let log = Log::on("2024-06-28");
    let reply = reply::entry(&log.faq, &log.faq.entries[BRIDGE], &log.reader);
    let mut history = reply
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.role == Role::History);
    let expected = "Sebelumnya:\n25 Juni 2024: Hanya untuk sepeda motor.\n20 Juni 2024: Belum, jembatan ditutup.";
    assert_eq!(
        history.next().map(|paragraph| paragraph.text.as_str()),
        Some(expected)
    );
    assert!(!reply.to_string().contains("sepeda motor"));
}

#[test]
fn the_day_follows_the_clock_of_the_notice() {
    let night = "2024-06-28T17:30:00Z".parse().expect("an instant");
    for (keys, expected) in [
        ("", "2024-06-29"),
        ("  timezone: Europe/London\n", "2024-06-28"),
        ("  timezone: Pacific/Kiritimati\n", "2024-06-29"),
    ] {
        assert_eq!(with_notice(keys).faq.notice.day(night), day(expected));
    }
}

#[test]
fn no_answers() {
    let mut log = Log::on("2024-06-28");
    log.one(
        ["bus jembatan", "bus bridge"],
        Choices(vec![BUS_NEW, BRIDGE, BUILDER]),
    );
    log.one(
        ["berapa biayanya", "what does it cost"],
        Abstain(NotCovered(COST)),
    );
    log.one(
        ["resep rendang", "a recipe for rendang"],
        Abstain(OutOfScope),
    );
    log.one(["jembatan", "bridge"], Abstain(TooVague));
    insta::assert_snapshot!(log.text);
}

#[test]
fn small_talk() {
    let mut log = Log::on("2024-06-28");
    for (words, talk) in [
        (["halo", "hello"], SmallTalk::Greeting),
        (["makasih", "thanks"], SmallTalk::Thanks),
        (["dadah", "bye"], SmallTalk::Farewell),
        (["oke", "ok"], SmallTalk::Acknowledgement),
        (["kamu bot ya?", "are you a bot?"], SmallTalk::Identity),
        (["bodoh", "stupid"], SmallTalk::Insult),
    ] {
        log.one(words, Abstain(Reason::SmallTalk(talk)));
    }
    insta::assert_snapshot!(log.text);
}

#[test]
fn a_faq_without_any_of_the_extras() {
    let mut log = Log::on("2024-06-28");
    let yaml = "entries: [{id: opening-hours, phrasings: [when], answer: Nine to five.}]";
    log.faq = Faq::parse("faq.yaml", yaml.as_bytes()).expect("a FAQ");
    log.one(["jam berapa", "when"], Answer(0));
    log.one(["buka", "open"], Choices(vec![0]));
    log.one(
        ["resep rendang", "a recipe for rendang"],
        Abstain(OutOfScope),
    );
    log.one(
        ["halo", "hello"],
        Abstain(Reason::SmallTalk(SmallTalk::Greeting)),
    );
    insta::assert_snapshot!(log.text);
}

#[test]
fn a_chosen_language_wins_over_that_of_the_question() {
    let mut log = Log::on("2024-06-28");
    log.reader.language = Some(Language::English);
    log.one(
        ["apakah jembatan sudah dibuka", "is the bridge open"],
        Answer(BRIDGE),
    );
    let chosen = reply::entry(&log.faq, &log.faq.entries[DETOUR], &log.reader);
    log.note("(chooses the detour)", &chosen);
    insta::assert_snapshot!(log.text);
}

#[test]
fn replies_name_the_entries_that_they_answer() {
    let mut log = Log::on("2024-06-28");
    let understanding = Understanding {
        language: Language::Indonesian,
        parts: vec![
            part("rute bus", &Answer(BUS)),
            part("jembatan", &Answer(BRIDGE)),
        ],
    };
    let reply = reply::render(&log.faq, &understanding, &log.reader);
    assert_eq!(reply.answered, ["bus-new", "bridge-open"]);
    log.reader.as_of = Some(day("2024-06-01"));
    let reply = reply::render(&log.faq, &understanding, &log.reader);
    assert_eq!(reply.answered, [""; 0]);
}
