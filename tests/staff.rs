//! What those who run the bot read, in both languages.

use chrono::{NaiveDateTime, NaiveTime};
use maklumat::{
    faq::{Faq, Localized},
    matcher::Promise,
    reply::{
        Reply, chat,
        staff::{self, Edition, Missed, Standing, Tally},
    },
    text::Language,
};

const PROMISE: Promise = Promise {
    asked: 500,
    answered: 300,
    wrong: 1,
};

fn faq() -> Faq {
    let faq = Faq::parse("notice.yaml", include_bytes!("data/notice.yaml"));
    faq.unwrap_or_else(|error| panic!("{error}"))
}

fn bare() -> Faq {
    let yaml = "entries: [{id: hours, phrasings: [jam buka], answer: Pukul 9.}]";
    Faq::parse("bare.yaml", yaml.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

fn moment(text: &str) -> NaiveDateTime {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn tally() -> Tally {
    let counts = |counts: &[(&str, usize)]| {
        let counts = counts.iter();
        counts
            .map(|(id, count)| ((*id).to_owned(), *count))
            .collect()
    };
    Tally {
        outright: 80,
        likely: 20,
        choices: 10,
        untold: 7,
        vague: 3,
        helps: 5,
        no_help: 1,
        outdated: 2,
        entries: counts(&[
            ("bridge-open", 60),
            ("builder", 3),
            ("bus", 1),
            ("bus-new", 30),
            ("detour", 8),
            ("gone", 2),
        ]),
        gaps: counts(&[("cost", 4), ("length", 6)]),
    }
}

fn edition<'a>(faq: &'a Faq, hash: &'a str) -> Edition<'a> {
    Edition {
        faq,
        hash,
        promise: PROMISE,
    }
}

/// A reply in each language.
fn both(reply: impl Fn(Language) -> Reply) -> String {
    let replies =
        [Language::Indonesian, Language::English].map(|language| reply(language).to_string());
    replies.join("\n\n---\n\n")
}

#[test]
fn the_numbers_of_a_day() {
    let standing = Standing {
        now: moment("2024-07-05T14:03:20"),
        since: NaiveTime::from_hms_opt(7, 12, 59).unwrap_or_default(),
        paused: None,
        remembers: true,
        hash: "abcdef012345",
        is_refused: false,
    };
    insta::assert_snapshot!(both(|language| {
        staff::statistics(&faq(), &tally(), &standing, language)
    }));
}

#[test]
fn the_numbers_of_a_bot_that_is_not_well() {
    let standing = Standing {
        now: moment("2024-07-05T14:03:20"),
        since: NaiveTime::MIN,
        paused: Some(moment("2024-07-04T09:05:00")),
        remembers: false,
        hash: "abcdef012345",
        is_refused: true,
    };
    insta::assert_snapshot!(both(|language| {
        staff::statistics(&bare(), &Tally::default(), &standing, language)
    }));
}

#[test]
fn what_went_unanswered() {
    let missed = |text: Option<&str>, near: &[&str], times| Missed {
        text: text.map(str::to_owned),
        near: near.iter().map(|id| (*id).to_owned()).collect(),
        times,
    };
    let missed = [
        missed(Some("kapan trotoarnya selesai"), &[], 12),
        missed(None, &["bus-new", "cost"], 7),
        missed(None, &[], 3),
    ];
    let faq = faq();
    let review = |missed: Option<&[Missed]>, tally: &Tally| {
        both(|language| staff::review(&faq, missed, 7, (NaiveTime::MIN, tally), language))
    };
    let all = [
        review(Some(&missed), &tally()),
        review(Some(&[]), &Tally::default()),
        review(None, &tally()),
    ];
    insta::assert_snapshot!(all.join("\n\n======\n\n"));
}

#[test]
fn what_a_reload_brings() {
    let (before, mut after) = (faq(), faq());
    after.entries.remove(1);
    after.entries[0].answer = Localized::Same("Ya.".to_owned());
    after.not_covered.truncate(1);
    for number in 1..=7 {
        let mut entry = before.entries[4].clone();
        entry.id = format!("new-{number}");
        after.entries.push(entry);
    }
    let uncertain = Edition {
        promise: Promise {
            answered: 0,
            ..PROMISE
        },
        ..edition(&after, "fedcba543210")
    };
    let old = edition(&before, "abcdef012345");
    let all = [
        both(|language| staff::reloaded(&old, &edition(&after, "fedcba543210"), language)),
        both(|language| staff::reloaded(&old, &uncertain, language)),
        both(|language| staff::reloaded(&old, &old, language)),
        both(|language| staff::mended(&old, language)),
        both(staff::built_in),
    ];
    insta::assert_snapshot!(all.join("\n\n======\n\n"));
}

#[test]
fn mistakes_are_told_with_their_lines() {
    let entry = "  - {id: hours, phrasings: [jam buka]}\n";
    let yaml = format!("entries:\n{}", entry.repeat(7));
    let error = Faq::parse("faq.yaml", yaml.as_bytes()).expect_err("no answers");
    let all = [
        both(|language| staff::refused(error.findings(), language)),
        both(|language| staff::refused(&[], language)),
    ];
    insta::assert_snapshot!(all.join("\n\n======\n\n"));
}

#[test]
fn a_pause_and_its_end() {
    let since = moment("2024-07-04T09:05:00");
    let (faq, bare) = (faq(), bare());
    let all = [
        both(|language| staff::paused(since, false, language)),
        both(|language| staff::paused(since, true, language)),
        both(|language| staff::resumed(Some(since), language)),
        both(|language| staff::resumed(None, language)),
        both(|language| chat::paused(&faq, language)),
        both(|language| chat::paused(&bare, language)),
    ];
    insta::assert_snapshot!(all.join("\n\n======\n\n"));
}
