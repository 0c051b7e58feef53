//! What holds while all is well.

use std::time::Duration;

use maklumat::text::Language::{English, Indonesian};
use maklumat_store::{
    Away, Begun, Bot, Consent, Counted, Ending, Feedback, Limits, Peer, State, Store, Verdict,
};

use crate::{
    asked::{BUDI, SITI, at, offered},
    bed::{BOT, Bed, on_both},
    until,
};

const GROUP: Peer = Peer(-100_200_300);

#[tokio::test]
async fn an_update_is_taken_once() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store().await);
        assert_eq!(one.begin(7).await, Begun::New);
        assert_eq!(one.begin(7).await, Begun::InProgress);
        assert_eq!(other.begin(7).await, Begun::InProgress);
        one.finish(7).await;
        assert_eq!(one.begin(7).await, Begun::Done);
        assert_eq!(other.begin(7).await, Begun::Done);
        one.close().await;
        assert_eq!(bed.store().await.begin(7).await, Begun::Done);
    })
    .await;
}

#[tokio::test]
async fn another_bot_has_updates_of_its_own() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store_of(Bot(8)).await);
        assert_eq!(one.begin(7).await, Begun::New);
        one.finish(7).await;
        assert_eq!(other.begin(7).await, Begun::New);
        other.release(7).await;
        one.close().await;
        assert_eq!(bed.store().await.begin(7).await, Begun::Done);
    })
    .await;
}

#[tokio::test]
async fn a_released_update_is_taken_again() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store().await);
        assert_eq!(one.begin(7).await, Begun::New);
        one.release(7).await;
        assert_eq!(other.begin(7).await, Begun::New);
    })
    .await;
}

#[tokio::test]
async fn of_many_replicas_one_takes_each_update() {
    on_both(async |bed| {
        let opening: Vec<_> = (0..4)
            .map(|_| {
                let place = bed.place();
                tokio::spawn(Store::open_within(place, BOT, crate::bed::PATIENT))
            })
            .collect();
        let (mut tries, mut alive) = (Vec::new(), Vec::new());
        for store in opening {
            let store = store.await.expect("opening does not panic");
            // SQLite may turn away whoever switches its log while others open; that one tries again.
            until("it is open", async || store.state() == State::Ready).await;
            // What a dead one had would be free again.
            alive.push(store.clone());
            tries.extend((0..50).map(|update| {
                let store = store.clone();
                tokio::spawn(async move { store.begin(update).await })
            }));
        }
        let mut new = 0;
        for begun in tries {
            new += usize::from(begun.await.expect("no panic") == Begun::New);
        }
        assert_eq!(new, 50);
    })
    .await;
}

#[tokio::test]
async fn a_busy_process_keeps_its_updates_and_a_dead_one_loses_them() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store().await);
        assert_eq!(one.begin(7).await, Begun::New);
        let leased = bed.number("SELECT lease FROM claims WHERE id = 7").await;
        until("the lease is renewed", async || {
            bed.number("SELECT lease FROM claims WHERE id = 7").await > leased + 1
        })
        .await;
        assert_eq!(other.begin(7).await, Begun::InProgress);
        // As if killed: nobody renews any more.
        drop(one);
        until("the lease runs out", async || {
            other.begin(7).await == Begun::New
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn on_a_server_a_claim_ends_with_its_owner() {
    let Some(bed) = Bed::postgres().await else {
        return;
    };
    let for_ever = Limits {
        lease: Duration::from_secs(3600),
        ..crate::bed::PATIENT
    };
    let open = async || Store::open_within(bed.place(), BOT, for_ever).await;
    let (one, other) = (open().await, open().await);
    assert_eq!(one.begin(7).await, Begun::New);
    one.park(8, None, "kapan?").await.unwrap();
    tokio::time::sleep(10 * for_ever.retry).await;
    assert_eq!(other.begin(7).await, Begun::InProgress);
    assert_eq!(adopted(&other).await, []);
    // As if killed.
    drop(one);
    until("the claim has ended", async || {
        other.begin(7).await == Begun::New
    })
    .await;
    until("what was parked is taken over", async || {
        adopted(&other).await.len() == 1
    })
    .await;
    drop(other);
    let next = open().await;
    until("the next owner finds it at once", async || {
        next.begin(7).await == Begun::New
    })
    .await;
}

/// What another process finds to go on with.
async fn adopted(store: &Store) -> Vec<(i64, String)> {
    let parked = store.adopt().await.unwrap();
    parked
        .into_iter()
        .map(|parked| (parked.update, parked.raw))
        .collect()
}

#[tokio::test]
async fn what_is_parked_outlives_its_process_until_it_is_finished() {
    on_both(async |bed| {
        let store = bed.store().await;
        for update in [9, 7, 8] {
            assert_eq!(store.begin(update).await, Begun::New);
        }
        for update in [8, 9, 10] {
            store
                .park(update, Some(SITI), &format!("kapan {update}?"))
                .await
                .unwrap();
        }
        store.finish(9).await;
        store.park(9, Some(SITI), "kapan 9?").await.unwrap();
        assert_eq!(adopted(&store).await, [], "its own process is at it");
        store.close().await;
        let store = bed.store().await;
        let kept = [(8, "kapan 8?".to_owned()), (10, "kapan 10?".to_owned())];
        assert_eq!(adopted(&store).await, kept);
        assert_eq!(adopted(&store).await, [], "once");
        assert_eq!(store.begin(8).await, Begun::New);
        store.finish(8).await;
        store.release(10).await;
        assert_eq!(adopted(&store).await, kept[1..], "given back");
        store.finish(10).await;
        assert_eq!(
            bed.number("SELECT COUNT(*) FROM claims WHERE parked IS NOT NULL")
                .await,
            0
        );
        store.close().await;
        assert_eq!(adopted(&bed.store().await).await, []);
        assert_eq!(bed.store().await.begin(10).await, Begun::Done);
    })
    .await;
}

/// Words that wait are kept for a day, though the mark that their update was taken is kept for two.
#[tokio::test]
async fn what_is_parked_goes_after_a_day() {
    on_both(async |bed| {
        let store = bed.store().await;
        assert_eq!(store.begin(7).await, Begun::New);
        store.park(7, Some(SITI), "kapan?").await.unwrap();
        let in_a_day_and_an_hour = chrono::Utc::now().timestamp() + 25 * 3_600;
        let sql = format!("SELECT COUNT(*) FROM claims WHERE expires > {in_a_day_and_an_hour}");
        assert_eq!(bed.number(&sql).await, 0);
    })
    .await;
}

#[tokio::test]
async fn of_many_replicas_one_adopts_what_is_parked() {
    on_both(async |bed| {
        let store = bed.store().await;
        for update in 0..30 {
            store.park(update, None, "kapan?").await.unwrap();
        }
        store.close().await;
        let (one, other) = (bed.store().await, bed.store().await);
        let adopted = tokio::join!(adopted(&one), adopted(&other));
        assert_eq!(adopted.0.len() + adopted.1.len(), 30);
        assert_eq!(one.parked().await.unwrap(), 30);
        one.finish(7).await;
        assert_eq!(other.parked().await.unwrap(), 29);
    })
    .await;
}

#[tokio::test]
async fn what_is_parked_can_be_read_by_nobody_and_forgotten() {
    on_both(async |bed| {
        let store = bed.store().await;
        store
            .park(7, Some(SITI), "apakah kantor buka hari Minggu")
            .await
            .unwrap();
        store.park(8, Some(BUDI), "kapan?").await.unwrap();
        let readable =
            "SELECT COUNT(*) FROM claims WHERE parked LIKE '%kantor%' OR person = '1001'";
        assert_eq!(bed.number(readable).await, 0);
        store.forget(SITI).await.unwrap();
        store.close().await;
        let store = bed.store().await;
        assert_eq!(adopted(&store).await, [(8, "kapan?".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn choices_outlive_a_restart() {
    on_both(async |bed| {
        let store = bed.store().await;
        assert_eq!(store.language(SITI).await, None);
        store.set_language(SITI, Some(Indonesian)).await.unwrap();
        store.set_language(SITI, Some(English)).await.unwrap();
        store.set_consent(SITI, Consent::Given).await.unwrap();
        store.close().await;
        let store = bed.store().await;
        assert_eq!(store.language(SITI).await, Some(English));
        assert_eq!(store.consent(SITI).await, Consent::Given);
        assert_eq!(store.language(BUDI).await, None);
        assert_eq!(store.consent(BUDI).await, Consent::NotGiven);
        store.set_language(SITI, None).await.unwrap();
        assert_eq!(store.language(SITI).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_group_that_moves_keeps_its_language() {
    on_both(async |bed| {
        let store = bed.store().await;
        store.set_language(GROUP, Some(English)).await.unwrap();
        store.moved(GROUP, Peer(-100_999)).await;
        assert_eq!(store.language(GROUP).await, None);
        assert_eq!(store.language(Peer(-100_999)).await, Some(English));
    })
    .await;
}

fn helps(person: Peer, message: i32) -> Feedback<'static> {
    Feedback {
        person,
        chat: GROUP,
        message,
        entry: "autogate-status",
        verdict: Verdict::Helps,
        language: Indonesian,
    }
}

#[tokio::test]
async fn feedback_counts_once_a_person_and_answer() {
    on_both(async |bed| {
        let store = bed.store().await;
        assert_eq!(store.feedback(helps(SITI, 1)).await, Ok(Counted::Now));
        assert_eq!(store.feedback(helps(SITI, 1)).await, Ok(Counted::Before));
        let changed = Feedback { verdict: Verdict::Outdated, ..helps(SITI, 1) };
        assert_eq!(store.feedback(changed).await, Ok(Counted::Before));
        assert_eq!(store.feedback(helps(SITI, 2)).await, Ok(Counted::Now));
        assert_eq!(store.feedback(helps(BUDI, 1)).await, Ok(Counted::Now));
        assert_eq!(bed.number("SELECT n FROM verdicts WHERE entry = 'autogate-status' AND verdict = 'helps' AND language = 'id'").await, 3);
        assert_eq!(bed.number("SELECT COUNT(*) FROM verdicts").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_notice_is_given_once_in_a_while() {
    on_both(async |bed| {
        let (one, other) = (bed.store().await, bed.store().await);
        let hour = Duration::from_secs(3600);
        assert!(one.first_time_in(SITI, "sticker", hour, None).await);
        assert!(!one.first_time_in(SITI, "sticker", hour, None).await);
        assert!(!other.first_time_in(SITI, "sticker", hour, None).await);
        assert!(one.first_time_in(SITI, "slow down", hour, None).await);
        assert!(one.first_time_in(BUDI, "sticker", hour, None).await);
        let second = Duration::from_secs(1);
        assert!(one.first_time_in(BUDI, "photo", second, None).await);
        until("the while is over", async || {
            one.first_time_in(BUDI, "photo", second, None).await
        })
        .await;
    })
    .await;
}

/// It is killed before it can send, and handles the same message again.
#[tokio::test]
async fn a_notice_that_may_not_have_been_sent_is_given_on_the_same_message_again() {
    on_both(async |bed| {
        let (one, hour) = (bed.store().await, Duration::from_secs(3600));
        let given = async |store: &Store, message| {
            store
                .first_time_in(SITI, "sticker", hour, Some(message))
                .await
        };
        assert!(given(&one, 7).await);
        assert!(given(&one, 7).await, "given back and taken again");
        one.close().await;
        let again = bed.store().await;
        assert!(!given(&again, 8).await);
        assert!(given(&again, 7).await);
        assert!(!given(&again, 8).await);
    })
    .await;
}

/// Two versions run side by side while replicas are replaced. The older one cannot know what the newer one keeps.
#[tokio::test]
async fn who_cannot_wipe_everything_does_not_say_that_it_did() {
    on_both(async |bed| {
        let store = bed.store().await;
        store.set_consent(SITI, Consent::Given).await.unwrap();
        store.set_language(SITI, Some(English)).await.unwrap();
        bed.execute("UPDATE meta SET value = '1000' WHERE name = 'version'")
            .await;
        assert_eq!(store.set_consent(SITI, Consent::NotGiven).await, Err(Away));
        assert_eq!(store.consent(SITI).await, Consent::NotGiven);
        assert_eq!(store.forget(SITI).await, Err(Away));
        assert_eq!(store.language(SITI).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_person_who_asks_is_forgotten_everywhere() {
    on_both(async |bed| {
        let store = bed.store().await;
        for person in [SITI, BUDI] {
            store.set_language(person, Some(English)).await.unwrap();
            store.set_consent(person, Consent::Given).await.unwrap();
            store.feedback(helps(person, 1)).await.unwrap();
            store
                .asked(&offered(person, "apakah kantor buka hari Minggu"))
                .await;
            store.pressed(person, at(person), Ending::NoneOfThese).await;
            store
                .first_time_in(person, "sticker", Duration::from_secs(3600), None)
                .await;
        }
        store.forget(SITI).await.unwrap();
        for (table, column) in [
            ("languages", "peer"),
            ("consents", "person"),
            ("votes", "person"),
            ("asked", "person"),
            ("presses", "person"),
            ("marks", "peer"),
        ] {
            assert_eq!(
                bed.number(&format!("SELECT COUNT(DISTINCT {column}) FROM {table}"))
                    .await,
                1,
                "{table}"
            );
        }
        assert_eq!(store.consent(SITI).await, Consent::NotGiven);
        assert_eq!(store.consent(BUDI).await, Consent::Given);
        assert!(
            store
                .first_time_in(SITI, "sticker", Duration::from_secs(3600), None)
                .await
        );
    })
    .await;
}

#[tokio::test]
async fn what_has_expired_is_deleted() {
    on_both(async |bed| {
        let store = bed.store().await;
        store.begin(7).await;
        store.finish(7).await;
        store.set_language(SITI, Some(English)).await.unwrap();
        store.set_consent(SITI, Consent::Given).await.unwrap();
        store.feedback(helps(SITI, 1)).await.unwrap();
        store.set_consent(BUDI, Consent::Refused).await.unwrap();
        store
            .asked(&offered(SITI, "apakah kantor buka hari Minggu"))
            .await;
        store.pressed(SITI, at(SITI), Ending::NoneOfThese).await;
        store
            .first_time_in(SITI, "sticker", Duration::from_secs(3600), None)
            .await;
        let tables = [
            "claims",
            "languages",
            "consents",
            "votes",
            "verdicts",
            "asked",
            "presses",
            "refusals",
            "marks",
        ];
        for table in tables {
            assert_eq!(
                bed.number(&format!("SELECT COUNT(*) FROM {table} WHERE expires > 0"))
                    .await,
                1,
                "{table}"
            );
            bed.execute(&format!("UPDATE {table} SET expires = 1"))
                .await;
        }
        assert_eq!(store.language(SITI).await, None, "expired, not yet deleted");
        assert_eq!(store.consent(SITI).await, Consent::NotGiven);
        assert_eq!(store.consent(BUDI).await, Consent::NotGiven);
        let _sweeping = bed.store().await;
        for table in tables {
            assert_eq!(
                bed.number(&format!("SELECT COUNT(*) FROM {table}")).await,
                0,
                "{table}"
            );
        }
    })
    .await;
}
