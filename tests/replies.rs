//! What a person reads, as logs of conversations, for every outcome and in both languages.

use maklumat::{
    faq::{Date, Faq, Status, read_date},
    matcher::{
        Decision::{self, Abstain, Answer, Choices},
        Part,
        Reason::{self, NotCovered, OutOfScope, TooVague},
        Rule, SmallTalk, Understanding, Verdict,
    },
    reply::{self, Reader, Reply},
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
