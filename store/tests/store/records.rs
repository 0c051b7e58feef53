//! What was recorded is read beside a running bot, and nothing else happens to it.

use maklumat_store::{
    Asked, Consent, Ending, Message, MissKind, Missed, Peer, Permission, Place, Records, Source,
    Told,
};

use crate::{
    asked::{asked, at, offered, unanswered},
    bed::{Bed, on_both},
};

const WORDS: &str = "paspor ortu saya kpn jadi";

fn source(bed: &Bed) -> Source {
    match bed.place() {
        Place::Directory { path, .. } => Source::Directory(path),
        Place::Postgres { url, .. } => Source::Postgres(url),
    }
}

async fn missed(bed: &Bed, at_least: u32) -> Vec<Missed> {
    let mut records = Records::open(&source(bed)).await.unwrap();
    records.missed("", at_least).await.unwrap()
}

#[tokio::test]
async fn each_kind_of_miss_is_read_and_what_was_found_is_none() {
    on_both(async |bed| {
        let store = bed.store().await;
        let likely = |person| asked(person, WORDS, Told::Likely, &["hours", "holidays"]);
        let endings = [
            (likely(Peer(1)), Ending::NoneOfThese),
            (likely(Peer(2)), Ending::Chosen("holidays")),
            (likely(Peer(3)), Ending::Helps("hours")),
            (offered(Peer(4), WORDS), Ending::NoneOfThese),
            (offered(Peer(5), WORDS), Ending::Chosen("holidays")),
            (likely(Peer(6)), Ending::NoHelp("hours")),
        ];
        for (question, ending) in endings {
            store.asked(&question).await;
            store
                .pressed(question.person, question.message, ending)
                .await;
        }
        store.asked(&unanswered(Peer(7), WORDS)).await;
        store.asked(&likely(Peer(8))).await;
        store.asked(&offered(Peer(9), WORDS)).await;
        let answered = asked(Peer(10), WORDS, Told::Outright, &["fees"]);
        store.judged(&answered, Ending::NoHelp("fees")).await;
        let answered = asked(Peer(11), WORDS, Told::Outright, &["fees"]);
        store.judged(&answered, Ending::Helps("fees")).await;

        let kinds = |missed: &[Missed]| {
            let line = |missed: &Missed| {
                let pressed = missed.pressed.as_deref().unwrap_or("-");
                format!(
                    "{} {} {pressed} {}",
                    missed.kind.name(),
                    missed.offered.join("+"),
                    missed.times
                )
            };
            let mut lines: Vec<_> = missed.iter().map(line).collect();
            lines.sort();
            lines
        };
        let before = [
            "no-help fees fees 1",
            "no-help hours+holidays hours 1",
            "none-of-these hours+holidays - 1",
            "turned-down hours+holidays - 1",
            "turned-down hours+holidays holidays 1",
            "unanswered hours - 1",
        ];
        assert_eq!(kinds(&missed(&bed, 1).await), before);
        bed.execute("UPDATE asked SET expires = expires - 7200")
            .await;
        let later = kinds(&missed(&bed, 1).await);
        assert!(
            later.contains(&"not-pressed hours+holidays - 2".to_owned()),
            "{later:?}"
        );
        assert_eq!(later.len(), 1 + before.len());

        let mut records = Records::open(&source(&bed)).await.unwrap();
        let judged = records.judged("").await.unwrap();
        let judged: Vec<_> = judged
            .iter()
            .map(|one| (&one.entry[..], one.told, one.held, one.failed))
            .collect();
        assert_eq!(
            judged,
            [
                ("hours", Told::Likely, 1, 3),
                ("fees", Told::Outright, 1, 1)
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn words_are_read_where_enough_people_asked_them() {
    on_both(async |bed| {
        let store = bed.store().await;
        for person in [Peer(1), Peer(2), Peer(3)] {
            store
                .asked(&unanswered(person, "Paspor ortu saya, kpn jadi?"))
                .await;
        }
        let again = Message {
            number: 2,
            ..at(Peer(1))
        };
        store
            .asked(&Asked {
                message: again,
                ..unanswered(Peer(1), WORDS)
            })
            .await;
        store.asked(&unanswered(Peer(4), "kartu saya hilang")).await;
        assert_eq!(missed(&bed, 1).await.len(), 1, "nobody agreed");

        store
            .keep(Peer(1), again, &[WORDS], Permission::Once)
            .await
            .unwrap();
        store.set_consent(Peer(4), Consent::Given).await.unwrap();
        store.asked(&unanswered(Peer(4), "kartu saya hilang")).await;
        let read = missed(&bed, 1).await;
        let texts: Vec<_> = read
            .iter()
            .map(|missed| (missed.times, missed.people, missed.question.as_deref()))
            .collect();
        assert_eq!(
            texts,
            [(4, 3, Some(WORDS)), (1, 1, Some("kartu saya hilang"))]
        );
        assert_eq!(
            (read[0].chance, read[0].kind),
            (Some(0.41), MissKind::Unanswered)
        );
        let read = missed(&bed, 2).await;
        let texts: Vec<_> = read
            .iter()
            .map(|missed| missed.question.as_deref())
            .collect();
        assert_eq!(texts, [Some(WORDS), None]);
        let mut records = Records::open(&source(&bed)).await.unwrap();
        assert_eq!(records.missed("9999-01-01", 1).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_person_counts_once_for_each_offer_and_choice() {
    on_both(async |bed| {
        let store = bed.store().await;
        for (number, person) in [(1, 1), (2, 1), (1, 2), (1, 3)] {
            let message = Message { chat: Peer(person), number };
            let question = offered(Peer(person), WORDS);
            store.asked(&Asked { message, ..question }).await;
            store.pressed(Peer(person), message, Ending::Chosen("holidays")).await;
        }
        store.pressed(Peer(1), at(Peer(1)), Ending::Chosen("hours")).await;
        store.asked(&offered(Peer(4), WORDS)).await;
        store.pressed(Peer(4), at(Peer(4)), Ending::NoneOfThese).await;
        bed.execute("UPDATE presses SET day = '2024-06-01' WHERE person = (SELECT MIN(person) FROM presses WHERE pressed = 'holidays')").await;
        let mut records = Records::open(&source(&bed)).await.unwrap();
        let offers = records.offers().await.unwrap();
        let [offer] = offers.as_slice() else { panic!("one offer: {offers:?}") };
        assert_eq!((offer.offered.join(" "), offer.people), ("hours holidays".to_owned(), 4));
        let pressed: Vec<_> = offer.pressed.iter().map(|pressed| (pressed.entry.as_deref(), pressed.people)).collect();
        assert_eq!(pressed, [(Some("holidays"), 3), (None, 1), (Some("hours"), 1)]);
        assert_eq!(offer.pressed[0].days, 2);
        store.forget(Peer(4)).await.unwrap();
        assert_eq!(records.offers().await.unwrap()[0].people, 3);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_told_and_not_made() {
    let bed = Bed::sqlite();
    let said = Records::open(&source(&bed)).await.unwrap_err().to_string();
    assert!(
        said.contains("DATA_DIR") && !bed.directory().exists(),
        "{said}"
    );
    std::fs::create_dir_all(bed.directory()).unwrap();
    let file = bed.directory().join("maklumat.db");
    for (content, word) in [
        ("", "start this version"),
        (&*"no database ".repeat(1000), "damaged"),
    ] {
        std::fs::write(&file, content).unwrap();
        let said = Records::open(&source(&bed)).await.unwrap_err().to_string();
        assert!(said.contains(word), "{said}");
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            content,
            "as it was"
        );
    }
    if let Some(bed) = Bed::postgres().await {
        let said = Records::open(&source(&bed)).await.unwrap_err().to_string();
        assert!(said.contains("start this version"), "{said}");
    }
}

/// With no bot beside it, and what it wrote last still in the log.
#[tokio::test]
async fn a_bot_that_stopped_or_was_killed_left_its_records() {
    let bed = Bed::sqlite();
    let store = bed.store().await;
    store.asked(&unanswered(Peer(1), WORDS)).await;
    let home = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(bed.directory()).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), home.path().join(file.file_name())).unwrap();
    }
    store.close().await;
    let killed = Bed::sqlite_in(home.path().to_owned());
    for bed in [&bed, &killed] {
        assert_eq!(missed(bed, 1).await.len(), 1);
    }
}
