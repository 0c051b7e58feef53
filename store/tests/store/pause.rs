//! A pause holds for every replica and beyond a restart, and each chat hears of it once.

use std::time::Duration;

use maklumat_store::{Asked, Bot, Consent, Message, Pause, Paused, Peer, State, TopMissed};
use sqlx::Executor;

use crate::{
    asked::{at, unanswered},
    bed::{BOT, Bed, on_both},
    until,
};

const SITI: Peer = Peer(1001);
const BUDI: Peer = Peer(1002);

fn said(chat: Peer, number: i32) -> Message {
    Message { chat, number }
}

#[tokio::test]
async fn every_replica_of_a_bot_is_paused_and_no_other_bot() {
    on_both(async |bed| {
        let (one, two) = (bed.store().await, bed.store().await);
        let other = bed.store_of(Bot(8)).await;
        assert_eq!(two.pause().await, None);
        let Ok(Paused::Now(pause)) = one.begin_pause().await else {
            panic!("a pause")
        };
        assert_eq!(one.pause().await, Some(pause));
        assert_eq!(two.begin_pause().await, Ok(Paused::Before(pause)));
        assert_eq!(other.pause().await, None);
        one.close().await;
        two.close().await;
        let again = bed.store().await;
        assert_eq!(again.pause().await, Some(pause));
        assert_eq!(again.end_pause().await, Ok(Some(pause)));
        assert_eq!(again.end_pause().await, Ok(None));
        assert_eq!(again.pause().await, None);
    })
    .await;
}

#[tokio::test]
async fn replicas_hear_of_a_pause_and_of_its_end_within_seconds() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store().await);
        assert_eq!(other.pause().await, None);
        one.begin_pause().await.unwrap();
        until("the pause is known", async || other.pause().await.is_some()).await;
        one.end_pause().await.unwrap();
        until("its end is known", async || other.pause().await.is_none()).await;
    })
    .await;
}

#[tokio::test]
async fn each_chat_is_told_of_each_pause_once() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store().await);
        let first = Pause {
            since: 1_700_000_000,
        };
        assert!(one.first_told_of(first, said(SITI, 1)).await);
        assert!(!one.first_told_of(first, said(SITI, 2)).await);
        assert!(!other.first_told_of(first, said(SITI, 3)).await);
        assert!(other.first_told_of(first, said(BUDI, 4)).await);
        let next = Pause {
            since: 1_700_000_060,
        };
        assert!(other.first_told_of(next, said(SITI, 5)).await);

        let Ok(Paused::Now(now)) = one.begin_pause().await else {
            panic!("a pause")
        };
        assert!(one.first_told_of(now, said(SITI, 6)).await);
        one.end_pause().await.unwrap();
        let told = format!(
            "SELECT COUNT(*) FROM marks WHERE what = 'pause {} {}'",
            BOT.0, now.since
        );
        assert_eq!(bed.number(&told).await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_known_of_a_pause_holds_while_the_database_is_away() {
    let Some(bed) = Bed::postgres().await else {
        return;
    };
    let store = bed.store().await;
    store.begin_pause().await.unwrap();
    let mut other = bed.look().await;
    other
        .execute("BEGIN; LOCK TABLE pauses, claims, meta")
        .await
        .unwrap();
    // Long enough for what is known to be asked after again.
    until("the database is away", async || {
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(store.pause().await.is_some());
        store.state() == State::Away
    })
    .await;
    assert!(store.pause().await.is_some());
}

#[tokio::test]
async fn what_went_unanswered_most_is_told_by_words_only_of_those_who_agreed() {
    on_both(async |bed| {
        let store = bed.store().await;
        store.set_consent(SITI, Consent::Given).await.unwrap();
        let asked = [
            (SITI, "kapan parkirnya buka"),
            (BUDI, "kapan parkirnya buka"),
            (SITI, "ada musala di 081234567890"),
            (SITI, "ada musala di 3 lantai"),
            (BUDI, "rahasia"),
            (BUDI, "rahasia lain"),
            (BUDI, "rahasia lain"),
        ];
        for (number, (person, question)) in (1..).zip(asked) {
            let message = Message {
                number,
                ..at(person)
            };
            let asked = Asked {
                message,
                ..unanswered(person, question)
            };
            store.asked(&asked).await;
        }
        let row = |text: Option<&str>, times| TopMissed {
            text: text.map(str::to_owned),
            offered: match text {
                Some(_) => Vec::new(),
                None => vec!["hours".to_owned()],
            },
            times,
        };
        // A number that is personal takes the words with it.
        let expected = [
            row(None, 4),
            row(Some("kapan parkirnya buka"), 2),
            row(Some("ada musala di 3 lantai"), 1),
        ];
        assert_eq!(store.top_missed(7, 15).await.unwrap(), expected);
        assert_eq!(store.top_missed(7, 1).await.unwrap().len(), 1);
        bed.execute("UPDATE asked SET day = '2020-01-01'").await;
        assert_eq!(store.top_missed(7, 15).await.unwrap(), []);
    })
    .await;
}
