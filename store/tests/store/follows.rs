//! What holds of those who asked to be told of a change.

use std::{collections::BTreeSet, fs, time::Duration};

use maklumat::text::Language::{English, Indonesian};
use maklumat_store::{
    Away, Bot, Followed, Follower, Followers, Known, Limits, MOST_FOLLOWS, Peer, Store,
};

use crate::{
    bed::{BOT, Bed, LIMITS, PATIENT, on_both},
    until,
};

/// So long a number stands nowhere else.
const SITI: Peer = Peer(8_070_605_040);
const BUDI: Peer = Peer(8_070_605_041);

fn hours(mark: &str) -> Known<'_> {
    Known {
        what: "hours",
        language: Indonesian,
        mark,
    }
}

async fn follows(store: &Store, chat: Peer) {
    let asked = store.follow(chat, hours("a"), "Pukul 9.").await;
    assert_eq!(asked, Ok(Followed::Noted));
}

async fn one_group(store: &Store) -> Followers {
    let mut groups = store.followed().await.unwrap();
    assert_eq!(groups.len(), 1, "{groups:?}");
    groups.remove(0)
}

async fn next(store: &Store, followers: &Followers) -> Option<Follower> {
    store.next_follower(followers).await.unwrap()
}

#[tokio::test]
async fn who_was_told_knows_it_and_whoever_was_not_is_told_after_a_restart() {
    on_both(async |bed| {
        let store = bed.store().await;
        follows(&store, SITI).await;
        follows(&store, BUDI).await;
        let before = one_group(&store).await;
        assert_eq!((&*before.text, before.people), ("Pukul 9.", 2));
        let first = next(&store, &before).await.unwrap();
        store.told(&first, hours("b"), "Pukul 8.").await.unwrap();
        store.close().await;

        let store = bed.store().await;
        let groups = store.followed().await.unwrap();
        let known: Vec<_> = groups
            .iter()
            .map(|group| (&*group.text, group.people))
            .collect();
        assert_eq!(known, [("Pukul 9.", 1), ("Pukul 8.", 1)]);
        let second = next(&store, &groups[0]).await.unwrap();
        let told = BTreeSet::from([first.chat.0, second.chat.0]);
        assert_eq!(told, BTreeSet::from([SITI.0, BUDI.0]));
        store.told(&second, hours("b"), "Pukul 8.").await.unwrap();
        assert_eq!(next(&store, &groups[0]).await, None);
        assert_eq!(one_group(&store).await.people, 2);
    })
    .await;
}

#[tokio::test]
async fn of_many_replicas_one_tells_each() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store().await);
        for chat in 0..60 {
            follows(&one, Peer(chat)).await;
        }
        let group = one_group(&one).await;
        let tell_all = async |store: &Store| {
            let mut told = Vec::new();
            while let Some(follower) = next(store, &group).await {
                told.push(follower.chat.0);
                store.told(&follower, hours("b"), "Pukul 8.").await.unwrap();
            }
            told
        };
        let (mut told, others) = tokio::join!(tell_all(&one), tell_all(&other));
        told.extend(others);
        told.sort_unstable();
        assert_eq!(told, (0..60).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn whom_a_dead_process_was_about_to_tell_another_one_tells() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store().await);
        follows(&one, SITI).await;
        let group = one_group(&one).await;
        assert!(next(&one, &group).await.is_some());
        // It may have lost its own word of it.
        assert!(next(&one, &group).await.is_some());
        assert!(next(&other, &group).await.is_none());
        drop(one);
        until("the lease runs out", async || {
            next(&other, &group).await.is_some()
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn who_is_put_off_is_left_alone_for_a_while() {
    on_both(async |bed| {
        let store = bed.store().await;
        follows(&store, SITI).await;
        let group = one_group(&store).await;
        let siti = next(&store, &group).await.unwrap();
        let two = Duration::from_secs(2);
        store.put_off(&siti, two).await.unwrap();
        assert_eq!(next(&store, &group).await, None);
        until("the pause is over", async || {
            next(&store, &group).await.is_some()
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn nobody_is_told_while_processes_serve_different_editions() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store().await);
        follows(&one, SITI).await;
        assert_eq!(one.serve("old").await, Ok(true));
        assert_eq!(other.serve("old").await, Ok(true));
        let siti = next(&one, &one_group(&one).await).await.unwrap();
        assert_eq!(one.is_to_be_told(&siti, "old").await, Ok(true));
        assert_eq!(other.serve("new").await, Ok(false));
        assert_eq!(one.is_to_be_told(&siti, "old").await, Ok(false));
        assert_eq!(one.serve("new").await, Ok(true));
        assert_eq!(one.is_to_be_told(&siti, "new").await, Ok(true));
        other.serve("old").await.unwrap();
        other.close().await;
        assert_eq!(one.serve("new").await, Ok(true));
    })
    .await;
}

#[tokio::test]
async fn a_killed_process_serves_nothing() {
    let Some(bed) = Bed::postgres().await else {
        return;
    };
    let for_ever = Limits {
        lease: Duration::from_secs(3600),
        ..PATIENT
    };
    let open = async || Store::open_within(bed.place(), BOT, for_ever).await;
    let (one, other) = (open().await, open().await);
    one.serve("old").await.unwrap();
    follows(&one, SITI).await;
    let group = one_group(&one).await;
    assert!(next(&one, &group).await.is_some());
    drop(one);
    until("its owner is dead", async || {
        other.serve("new").await.unwrap() && next(&other, &group).await.is_some()
    })
    .await;
}

#[tokio::test]
async fn a_wish_ends_by_a_word_by_being_forgotten_or_by_itself() {
    on_both(async |bed| {
        let store = bed.store().await;
        let left = async || bed.number("SELECT count(*) FROM follows").await;
        follows(&store, SITI).await;
        follows(&store, BUDI).await;
        let group = one_group(&store).await;
        let taken = next(&store, &group).await.unwrap();
        store.unfollow(taken.chat, "hours").await.unwrap();
        assert_eq!(store.is_to_be_told(&taken, "x").await, Ok(false));
        assert_eq!(left().await, 1);
        follows(&store, taken.chat).await;
        store.forget(SITI).await.unwrap();
        assert_eq!(left().await, 1);
        assert_eq!(store.unfollow_all(BUDI).await, Ok(1));
        follows(&store, SITI).await;
        let last = next(&store, &group).await.unwrap();
        store.told_the_last(&last).await.unwrap();
        assert_eq!(left().await, 0);

        follows(&store, SITI).await;
        let days = bed
            .number("SELECT (expires - 1) / 86400 FROM follows")
            .await
            - chrono_day();
        assert!((Store::FOLLOW_DAYS - 1..=Store::FOLLOW_DAYS).contains(&days));
        bed.execute("UPDATE follows SET expires = 1").await;
        assert_eq!(store.followed().await, Ok(Vec::new()));
        assert_eq!(next(&store, &group).await, None);
        bed.execute("UPDATE known_texts SET expires = 1").await;
        store.close().await;
        drop(bed.store().await);
        assert_eq!(left().await, 0);
        assert_eq!(bed.number("SELECT count(*) FROM known_texts").await, 0);
    })
    .await;
}

fn chrono_day() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.unwrap().as_secs().cast_signed() / 86_400
}

#[tokio::test]
async fn a_chat_follows_so_much_and_no_more() {
    on_both(async |bed| {
        let store = bed.store().await;
        let ids: Vec<_> = (0..=MOST_FOLLOWS).map(|id| format!("entry-{id}")).collect();
        let follow = async |what: &str| {
            let known = Known {
                what,
                language: English,
                mark: "a",
            };
            store.follow(SITI, known, "x").await.unwrap()
        };
        for id in &ids[1..] {
            assert_eq!(follow(id).await, Followed::Noted);
        }
        assert_eq!(follow(&ids[0]).await, Followed::TooMany);
        assert_eq!(follow(&ids[1]).await, Followed::Noted);
        store.unfollow(SITI, &ids[1]).await.unwrap();
        assert_eq!(follow(&ids[0]).await, Followed::Noted);
    })
    .await;
}

#[tokio::test]
async fn another_bot_has_followers_of_its_own() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store_of(Bot(8)).await);
        follows(&one, SITI).await;
        assert_eq!(other.followed().await, Ok(Vec::new()));
        assert_eq!(next(&other, &one_group(&one).await).await, None);
        other.unfollow(SITI, "hours").await.unwrap();
        assert_eq!(other.serve("another").await, Ok(true));
        assert_eq!(one.serve("one").await, Ok(true));
        assert_eq!(one_group(&one).await.people, 1);
    })
    .await;
}

#[tokio::test]
async fn a_chat_s_number_is_nowhere_in_the_clear() {
    on_both(async |bed| {
        let store = bed.store().await;
        follows(&store, SITI).await;
        let number = SITI.0.to_string();
        let clear = format!(
            "SELECT count(*) FROM follows WHERE chat LIKE '%{number}%' OR sealed LIKE '%{number}%'"
        );
        assert_eq!(bed.number(&clear).await, 0);
    })
    .await;
    let bed = Bed::sqlite();
    let store = bed.store().await;
    follows(&store, SITI).await;
    let number = SITI.0.to_string().into_bytes();
    let bytes = SITI.0.to_be_bytes();
    for file in fs::read_dir(bed.directory()).unwrap() {
        let content = fs::read(file.unwrap().path()).unwrap();
        for clear in [&number[..], &bytes[2..]] {
            assert!(!content.windows(clear.len()).any(|part| part == clear));
        }
    }
    store.close().await;
}

#[tokio::test]
async fn while_the_database_is_away_nothing_is_promised_and_nothing_lost() {
    let Some(mut server) = maklumat_testbed::postgres::Server::start().await else {
        return;
    };
    let bed = Bed::on(&server).await;
    let store = Store::open_within(bed.place(), BOT, LIMITS).await;
    follows(&store, SITI).await;
    let group = one_group(&store).await;
    let siti = next(&store, &group).await.unwrap();
    server.stop();
    let told = store.told(&siti, hours("b"), "Pukul 8.").await;
    assert_eq!(told, Err(Away));
    assert_eq!(store.follow(BUDI, hours("a"), "x").await, Err(Away));
    assert_eq!(store.next_follower(&group).await, Err(Away));
    server.resume().await;
    until("it is back", async || store.followed().await.is_ok()).await;
    assert_eq!(next(&store, &group).await, Some(siti.clone()));
    store.told(&siti, hours("b"), "Pukul 8.").await.unwrap();
    assert_eq!(next(&store, &group).await, None);
    store.close().await;
}
