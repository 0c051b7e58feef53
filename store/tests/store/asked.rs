//! Questions that were not answered outright: counted, ended by a press, and kept only as far as their people agreed.

use maklumat::text::Language::Indonesian;
use maklumat_store::{
    Asked, Consent, Ending, Message, Peer, Permission, Question, State, Told, Wording,
};
use sqlx::Connection;

use crate::{
    bed::{Bed, on_both},
    until,
};

pub const SITI: Peer = Peer(1001);
pub const BUDI: Peer = Peer(1002);
const WORDS: &str = "apakah kantor buka hari Minggu";

/// The first message of a person, in private.
pub fn at(person: Peer) -> Message {
    Message {
        chat: person,
        number: 1,
    }
}

/// A question of a person, and what it was told.
pub fn asked<'a>(person: Peer, words: &'a str, told: Told, offered: &[&'a str]) -> Asked<'a> {
    let question = Question {
        words,
        told,
        offered: offered.to_vec(),
        chance: Some(0.414),
    };
    Asked {
        message: at(person),
        person,
        wording: Wording::Own,
        language: Indonesian,
        questions: vec![(0, question)],
    }
}

/// One for which there was no answer.
pub fn unanswered(person: Peer, words: &str) -> Asked<'_> {
    asked(person, words, Told::Nothing, &["hours"])
}

/// One for which there were choices.
pub fn offered(person: Peer, words: &str) -> Asked<'_> {
    asked(person, words, Told::Choices, &["hours", "holidays"])
}

/// How many rows hold words.
async fn kept(bed: &Bed) -> i64 {
    bed.number("SELECT COUNT(*) FROM asked WHERE text IS NOT NULL")
        .await
}

#[tokio::test]
async fn words_are_kept_only_with_consent_and_without_personal_data() {
    on_both(async |bed| {
        let store = bed.store().await;
        store.asked(&unanswered(SITI, WORDS)).await;
        assert_eq!(
            bed.number(
                "SELECT COUNT(*) FROM asked WHERE chance = 41 AND day <> '' AND language = 'id'"
            )
            .await,
            1
        );
        assert_eq!(kept(&bed).await, 0);

        store.set_consent(SITI, Consent::Given).await.unwrap();
        store.asked(&unanswered(SITI, WORDS)).await;
        let same = format!("SELECT COUNT(*) FROM asked WHERE text = '{WORDS}'");
        assert_eq!(bed.number(&same).await, 1);
        assert_eq!(
            bed.number("SELECT COUNT(*) FROM asked").await,
            1,
            "the same message"
        );
        store
            .asked(&unanswered(
                SITI,
                "NIK saya 3174 0123 4567 8901, kapan jadi?",
            ))
            .await;
        assert_eq!(kept(&bed).await, 0);

        store.asked(&unanswered(SITI, WORDS)).await;
        for consent in [Consent::NotGiven, Consent::Refused] {
            store.set_consent(SITI, consent).await.unwrap();
            assert_eq!(store.consent(SITI).await, consent);
            assert_eq!(kept(&bed).await, 0);
            store.set_consent(SITI, Consent::Given).await.unwrap();
            store.asked(&unanswered(SITI, WORDS)).await;
            assert_eq!(kept(&bed).await, 1);
        }
    })
    .await;
}

#[tokio::test]
async fn the_words_of_others_are_counted_and_not_kept() {
    on_both(async |bed| {
        let store = bed.store().await;
        store.set_consent(SITI, Consent::Given).await.unwrap();
        let quoted = Asked {
            wording: Wording::Quoted,
            ..unanswered(SITI, WORDS)
        };
        store.asked(&quoted).await;
        assert_eq!(bed.number("SELECT COUNT(*) FROM asked").await, 1);
        assert_eq!(kept(&bed).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_person_is_asked_while_there_is_something_to_keep() {
    on_both(async |bed| {
        let store = bed.store().await;
        assert!(!store.may_ask(SITI, at(SITI)).await, "nothing was asked");
        store.asked(&unanswered(SITI, WORDS)).await;
        store.asked(&unanswered(BUDI, WORDS)).await;
        assert!(store.may_ask(SITI, at(SITI)).await);
        assert!(!store.may_ask(BUDI, at(SITI)).await, "another's");

        let keep = async |person, words, permission| {
            let kept = store.keep(person, at(SITI), &[words], permission).await;
            kept.unwrap()
        };
        assert!(!keep(BUDI, WORDS, Permission::Once).await, "another's");
        assert!(
            !keep(SITI, "apa saja", Permission::Once).await,
            "never asked"
        );
        assert_eq!(kept(&bed).await, 0);
        assert!(keep(SITI, WORDS, Permission::Once).await);
        assert_eq!(kept(&bed).await, 1);
        assert_eq!(store.consent(SITI).await, Consent::NotGiven);
        assert!(!store.may_ask(SITI, at(SITI)).await, "it is kept");

        store.asked(&unanswered(SITI, WORDS)).await;
        store.set_consent(SITI, Consent::Refused).await.unwrap();
        assert!(!store.may_ask(SITI, at(SITI)).await, "never again");
        assert!(keep(SITI, WORDS, Permission::Always).await);
        assert_eq!(store.consent(SITI).await, Consent::Given);
        assert!(!store.may_ask(SITI, at(SITI)).await, "they agreed");
        assert!(store.may_ask(BUDI, at(BUDI)).await);
    })
    .await;
}

/// Whatever comes first, of who has everything wiped nothing is left that they did not agree to since.
#[tokio::test]
async fn nothing_is_kept_behind_the_back_of_who_asks_to_be_forgotten() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store().await);
        let wiped = "SELECT COUNT(*) FROM asked WHERE text IS NOT NULL";
        for round in 0..100 {
            let question = unanswered(SITI, WORDS);
            one.set_consent(SITI, Consent::Given).await.unwrap();
            let forgotten = match round % 2 {
                0 => tokio::join!(one.asked(&question), other.forget(SITI)).1,
                _ => {
                    one.set_consent(SITI, Consent::NotGiven).await.unwrap();
                    one.asked(&question).await;
                    let once = one.keep(SITI, at(SITI), &[WORDS], Permission::Once);
                    tokio::join!(once, other.forget(SITI)).1
                }
            };
            forgotten.unwrap();
            assert_eq!(bed.number(wiped).await, 0);
        }
    })
    .await;
}

#[tokio::test]
async fn the_last_press_tells_how_an_offer_ended() {
    on_both(async |bed| {
        let store = bed.store().await;
        let ended = async |ending: &str, pressed: &str| {
            let sql = format!("SELECT COUNT(*) FROM asked WHERE ended = '{ending}' AND COALESCE(pressed, '') = '{pressed}'");
            bed.number(&sql).await == 1
        };
        store.set_consent(SITI, Consent::Given).await.unwrap();
        store.asked(&asked(SITI, WORDS, Told::Likely, &["hours", "holidays"])).await;
        store.pressed(SITI, at(SITI), Ending::Chosen("fees")).await;
        assert_eq!(bed.number("SELECT COUNT(*) FROM asked WHERE ended IS NULL").await, 1, "never offered");
        store.pressed(SITI, at(SITI), Ending::Chosen("holidays")).await;
        assert!(ended("chosen", "holidays").await);
        assert_eq!(kept(&bed).await, 1, "the likely answer was turned down");
        store.pressed(SITI, at(SITI), Ending::NoneOfThese).await;
        assert!(ended("chosen", "holidays").await, "what was chosen was among them");
        store.pressed(SITI, at(SITI), Ending::NoHelp("holidays")).await;
        assert!(ended("no-help", "holidays").await);
        store.pressed(SITI, at(SITI), Ending::NoneOfThese).await;
        assert!(ended("none", "").await);
        store.pressed(SITI, at(SITI), Ending::Helps("hours")).await;
        assert!(ended("helps", "hours").await);
        assert_eq!(kept(&bed).await, 0, "what was answered after all needs no words");
    })
    .await;
}

#[tokio::test]
async fn each_of_several_questions_ends_by_itself() {
    on_both(async |bed| {
        let store = bed.store().await;
        let mut two = offered(SITI, WORDS);
        let other = asked(SITI, "berapa biayanya", Told::Choices, &["fees", "fines"]);
        two.questions.push((2, other.questions[0].1.clone()));
        store.asked(&two).await;
        store.pressed(SITI, at(SITI), Ending::Chosen("fines")).await;
        store.pressed(SITI, at(SITI), Ending::NoneOfThese).await;
        let chosen = "SELECT COUNT(*) FROM asked WHERE ended = 'chosen' AND offered = 'fees fines' AND part = 2";
        assert_eq!(bed.number(chosen).await, 1);
        let none = "SELECT COUNT(*) FROM asked WHERE ended = 'none' AND offered = 'hours holidays'";
        assert_eq!(bed.number(none).await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_is_of_no_help_is_a_miss_and_one_that_helps_is_counted() {
    on_both(async |bed| {
        let store = bed.store().await;
        store.set_consent(SITI, Consent::Given).await.unwrap();
        let answered = |person| asked(person, WORDS, Told::Outright, &["hours"]);
        store.judged(&answered(SITI), Ending::NoHelp("hours")).await;
        store.judged(&answered(BUDI), Ending::Helps("hours")).await;
        assert_eq!(
            bed.number("SELECT COUNT(*) FROM asked WHERE ended = 'no-help' AND text IS NOT NULL")
                .await,
            1
        );
        assert_eq!(
            bed.number("SELECT COUNT(*) FROM asked WHERE ended = 'helps' AND text IS NULL")
                .await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn no_question_is_too_strange() {
    on_both(async |bed| {
        let store = bed.store().await;
        store.set_consent(SITI, Consent::Given).await.unwrap();
        let strange = [
            "kapan\0selesai",
            "",
            "\u{200b}",
            "'; DROP TABLE asked; --",
            &"kapan ".repeat(100_000),
        ];
        for (number, words) in (1..).zip(strange) {
            let message = Message { number, ..at(SITI) };
            let question = unanswered(SITI, words);
            store
                .asked(&Asked {
                    message,
                    ..question
                })
                .await;
            store.pressed(SITI, message, Ending::Chosen("%\0'")).await;
            assert_eq!(store.state(), State::Ready);
        }
        let sound = "SELECT COUNT(*) FROM asked WHERE LENGTH(text) <= 1000";
        assert_eq!(bed.number(sound).await, 5);
    })
    .await;
}

/// Whether the words of a question lie anywhere on the disk.
fn on_disk(bed: &Bed) -> bool {
    let files = std::fs::read_dir(bed.directory()).unwrap();
    let bytes: Vec<u8> = files
        .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();
    bytes.windows(11).any(|window| window == b"buka hari M")
}

#[tokio::test]
async fn nothing_of_who_did_not_agree_is_ever_on_the_disk() {
    let bed = Bed::sqlite();
    let store = bed.store().await;
    store.asked(&unanswered(SITI, WORDS)).await;
    store.asked(&offered(SITI, WORDS)).await;
    store.pressed(SITI, at(SITI), Ending::NoneOfThese).await;
    let answered = asked(BUDI, WORDS, Told::Outright, &["hours"]);
    store.judged(&answered, Ending::NoHelp("hours")).await;
    store.set_consent(BUDI, Consent::Refused).await.unwrap();
    store.asked(&unanswered(BUDI, WORDS)).await;
    assert!(!on_disk(&bed));
    store.close().await;
    assert!(!on_disk(&bed));
}

#[tokio::test]
async fn what_is_wiped_is_gone_from_the_disk() {
    let bed = Bed::sqlite();
    let store = bed.store().await;
    for wipe in 0..3 {
        store.set_consent(SITI, Consent::Given).await.unwrap();
        store.asked(&unanswered(SITI, WORDS)).await;
        assert!(on_disk(&bed));
        match wipe {
            0 => store.forget(SITI).await.unwrap(),
            1 => store.set_consent(SITI, Consent::NotGiven).await.unwrap(),
            _ => store.set_consent(SITI, Consent::Refused).await.unwrap(),
        }
        assert!(!on_disk(&bed));
    }
}

#[tokio::test]
async fn what_is_wiped_is_gone_as_soon_as_no_other_reader_stands_in_the_way() {
    let bed = Bed::sqlite();
    let store = bed.store().await;
    store.set_consent(SITI, Consent::Given).await.unwrap();
    store.asked(&unanswered(SITI, WORDS)).await;
    let mut reader = bed.look().await;
    let mut reading = reader.begin().await.unwrap();
    sqlx::query("SELECT * FROM asked")
        .fetch_all(&mut *reading)
        .await
        .unwrap();
    store.forget(SITI).await.unwrap();
    assert!(on_disk(&bed), "the reader still sees it");
    assert_eq!(store.state(), State::Ready);
    reading.rollback().await.unwrap();
    until("it is gone", async || !on_disk(&bed)).await;
}

#[tokio::test]
async fn a_server_is_asked_to_clear_what_was_wiped() {
    let Some(bed) = Bed::postgres().await else {
        return;
    };
    bed.store().await.forget(SITI).await.unwrap();
    for table in ["asked", "questions"] {
        let cleared =
            format!("SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = '{table}'");
        until("it is cleared", async || bed.number(&cleared).await > 0).await;
    }
}
