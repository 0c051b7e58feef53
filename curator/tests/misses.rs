//! `faq misses` beside a bot that goes on recording, on both databases.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use maklumat::text::Language::Indonesian;
use maklumat_curator::misses::{Kind, Miss, read_lines};
use maklumat_store::{
    Asked, Bot, Consent, Ending, Message, Peer, Permission, Place, Question, Store, Told, Wording,
};
use maklumat_testbed::postgres::Server;
use tempfile::TempDir;

const AGREED: &str = "paspor ortu saya kpn jadi";
const NOT_AGREED: &str = "rahasia tetangga sebelah";

/// A program that finds nothing in the environment but what is given.
fn faq(home: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_faq"));
    command.current_dir(home).args(arguments);
    for name in ["DATA_DIR", "DATABASE_URL", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied()).output().unwrap()
}

fn printed(output: &Output) -> String {
    let (out, error) = (&output.stdout, String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{error}");
    String::from_utf8(out.clone()).unwrap()
}

fn asked<'a>(person: i64, words: &'a str, told: Told, offered: &[&'a str]) -> Asked<'a> {
    let question = Question {
        words,
        told,
        offered: offered.to_vec(),
        chance: Some(0.41),
    };
    Asked {
        message: at(person),
        person: Peer(person),
        wording: Wording::Own,
        language: Indonesian,
        questions: vec![(0, question)],
    }
}

fn at(person: i64) -> Message {
    Message {
        chat: Peer(person),
        number: 1,
    }
}

/// Twelve people ask the same, two of whom agree that it is kept; one asks something else, and two are offered what they did not mean.
async fn record(store: &Store) {
    for person in 1..=12 {
        store
            .asked(&asked(person, AGREED, Told::Nothing, &["passport-delay"]))
            .await;
    }
    store
        .keep(Peer(1), at(1), &[AGREED], Permission::Once)
        .await
        .unwrap();
    store.set_consent(Peer(2), Consent::Given).await.unwrap();
    store
        .asked(&asked(2, AGREED, Told::Nothing, &["passport-delay"]))
        .await;
    store
        .asked(&asked(13, NOT_AGREED, Told::Nothing, &["visa"]))
        .await;
    for person in [14, 15] {
        store
            .asked(&asked(
                person,
                NOT_AGREED,
                Told::Choices,
                &["visa", "passport-delay"],
            ))
            .await;
        store
            .pressed(Peer(person), at(person), Ending::NoneOfThese)
            .await;
    }
}

fn expect_records(lines: &str) {
    assert!(!lines.contains("rahasia"), "{lines}");
    let misses = read_lines(lines).unwrap();
    let told: Vec<_> = misses
        .iter()
        .map(|miss| (miss.kind, miss.times, miss.people, miss.question.as_deref()))
        .collect();
    let expected = [
        (Kind::Unanswered, 12, Some(12), Some(AGREED)),
        (Kind::NoneOfThese, 2, Some(2), None),
        (Kind::Unanswered, 1, Some(1), None),
    ];
    assert_eq!(told, expected);
    let Miss {
        day,
        language,
        offered,
        chance,
        ..
    } = &misses[0];
    assert_eq!((*language, *chance), (Some(Indonesian), Some(0.41)));
    assert!(day.is_some() && offered == &["passport-delay"]);
}

#[tokio::test]
async fn what_was_not_answered_is_read_beside_a_running_bot() {
    let home = TempDir::new().unwrap();
    let place = Place::Directory {
        path: home.path().join("data"),
        key: None,
    };
    let store = Store::open(place, Bot(7)).await;
    record(&store).await;
    expect_records(&printed(&faq(home.path(), &["misses", "--json"], &[])));
    let elsewhere = TempDir::new().unwrap();
    let directory = home.path().join("data").display().to_string();
    for (arguments, variables) in [
        (&["misses", "--json", "--data-dir", &directory][..], &[][..]),
        (&["misses", "--json"], &[("DATA_DIR", &*directory)]),
    ] {
        expect_records(&printed(&faq(elsewhere.path(), arguments, variables)));
    }
    fs::write(
        elsewhere.path().join(".env"),
        format!("DATA_DIR={directory}\n"),
    )
    .unwrap();
    expect_records(&printed(&faq(elsewhere.path(), &["misses", "--json"], &[])));

    let page = printed(&faq(home.path(), &["misses", "--at-least", "12"], &[]));
    assert!(
        page.starts_with(&format!("{AGREED}\n  12 times, 12 people\n")),
        "{page}"
    );
    let page = printed(&faq(
        home.path(),
        &["misses", "--at-least", "13", "--lang", "id"],
        &[],
    ));
    assert!(
        !page.contains("ortu") && page.contains("tidak terjawab"),
        "{page}"
    );
    let none = printed(&faq(home.path(), &["misses", "--since", "2999-01-01"], &[]));
    assert_eq!(none, "No question without an answer is recorded.\n");

    store.forget(Peer(1)).await.unwrap();
    store.forget(Peer(2)).await.unwrap();
    store
        .asked(&asked(16, "apa lagi", Told::Nothing, &[]))
        .await;
    let page = printed(&faq(home.path(), &["misses"], &[]));
    assert!(!page.contains("ortu"), "{page}");
    store.close().await;
    assert_eq!(
        printed(&faq(home.path(), &["misses"], &[])),
        page,
        "the bot has stopped"
    );
}

#[tokio::test]
async fn what_was_not_answered_is_read_from_a_server() {
    let Some(server) = Server::start().await else {
        return;
    };
    let url = server.database("misses").await;
    let store = Store::open(
        Place::Postgres {
            url: url.clone().into(),
            key: "a key for tests".into(),
        },
        Bot(7),
    )
    .await;
    record(&store).await;
    let home = TempDir::new().unwrap();
    let named = ["misses", "--json", "--database", &url];
    expect_records(&printed(&faq(home.path(), &named, &[])));
    let set = [("DATABASE_URL", &*url)];
    expect_records(&printed(&faq(home.path(), &["misses", "--json"], &set)));
    assert_eq!(
        fs::read_dir(home.path()).unwrap().count(),
        0,
        "nothing is made"
    );
}

#[test]
fn what_is_not_there_is_told_with_its_mend_and_not_made() {
    let home = TempDir::new().unwrap();
    let secret = "mysql://bot:hunter2@host/d";
    for (arguments, mend) in [
        (&["misses"][..], "DATA_DIR"),
        (&["misses", "--data-dir", "elsewhere"], "start the bot once"),
        (&["misses", "--database", secret], "postgres://"),
        (
            &[
                "misses",
                "--database",
                "postgres://bot:hunter2@127.0.0.1:1/d",
            ],
            "see that the database runs",
        ),
        (&["misses", "--since", "24-6-2024"], "2024-06-24"),
    ] {
        let output = faq(home.path(), arguments, &[]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(mend), "{said}");
        assert!(
            output.stdout.is_empty() && !said.contains("hunter2"),
            "{said}"
        );
    }
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}
