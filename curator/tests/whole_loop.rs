//! From what people ask in vain to its answer, by the real programs: a bot on loopback, `faq misses | faq triage`, and the bot again.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use maklumat::faq::Faq;
use maklumat_testbed::{
    child::{Bot, Home, Start},
    postgres,
    server::{DEADLINE, Server},
    updates::{message, press},
};

const FAQ: &str = include_str!("triage/faq.yaml");

/// What twelve people ask that the FAQ lacks, each with a word that nobody else uses, and what they say of keeping it.
const ASKED: [(&str, &str, Option<&str>); 12] = [
    (
        "cara pasang charger mobil listrik di rumah gimana min, punya saya wuling",
        "wuling",
        Some("once"),
    ),
    (
        "mau pasang charger mobil listrik ioniq di rumah",
        "ioniq",
        Some("always"),
    ),
    (
        "charger mobil listrik denza bisa dipasang di rumah ga",
        "denza",
        None,
    ),
    (
        "pasang home charging mobil listrik byd syaratnya apa",
        "byd",
        Some("once"),
    ),
    (
        "how do I install a charger for my electric car at home, a tesla",
        "tesla",
        Some("always"),
    ),
    (
        "pasang charger buat mobil listrik seresku gmn ya",
        "seresku",
        Some("never"),
    ),
    (
        "charjer mobil listrik netavi di rumah boleh dipasang?",
        "netavi",
        None,
    ),
    (
        "how to install home charger for electric car leaf",
        "leaf",
        Some("once"),
    ),
    (
        "min mau pasang charger mobil listrik omodachery di garasi rumah",
        "omodachery",
        None,
    ),
    (
        "install charger for electric car at home, mine is a bz4x",
        "bz4x",
        None,
    ),
    (
        "pasang charger mobil listrik di rumah, aionku",
        "aionku",
        Some("once"),
    ),
    (
        "can I have a charger for my electric car gwmora at home",
        "gwmora",
        None,
    ),
];
/// The key of what is remembered, which PostgreSQL does not keep.
const KEY: &str = "0123456789abcdef0123456789abcdef";
/// The same, in words that nobody used.
const LATER: &str = "mas, charger mobil listrik itu dipasang di rumah caranya gimana";

/// The program of another package: `cargo test` builds it beside this test; alone, this package does not.
fn bot_program() -> PathBuf {
    let bot = Path::new(env!("CARGO_BIN_EXE_faq")).with_file_name("bot");
    if !bot.is_file() {
        let mut build = Command::new(env!("CARGO"));
        build.args([
            "build",
            "--locked",
            "--package",
            "maklumat-bot",
            "--bin",
            "bot",
        ]);
        assert!(build.status().unwrap().success());
    }
    bot
}

/// What the program prints, given `input`.
fn faq(arguments: &[&str], input: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_faq"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

/// Everybody asks; who agrees presses under the reply, and the bot is done with all of it.
async fn ask(server: &Server) {
    let mut update = 1;
    for (chat, (question, _, said)) in (100..).zip(ASKED) {
        let asked = update;
        server.deliver(message(asked, chat, question));
        let reply = server
            .call("sendMessage", |call| call.to() == Some(asked))
            .await;
        update += 1;
        let Some(said) = said else { continue };
        let data = format!("1.i.permit.{said}");
        let mut pressed = press(update, chat, 1_000 + asked, question, &data);
        let under = &mut pressed["callback_query"]["message"];
        under["reply_markup"] = reply.fields["reply_markup"].clone();
        under["reply_to_message"]["message_id"] = asked.into();
        server.deliver(pressed);
        update += 1;
    }
    server
        .until("forgetting", |server| server.forgot(update - 1))
        .await;
}

/// Waits until the bot serves the file as it is now.
async fn reloaded(bot: &Bot) {
    let start = Instant::now();
    while !bot.log().contains("FAQ read again") {
        assert!(start.elapsed() < DEADLINE, "{}", bot.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Every file below a directory.
fn files(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => files(&path),
            false => vec![path],
        })
        .collect()
}

fn holds(text: &[u8], word: &str) -> bool {
    text.windows(word.len())
        .any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// The whole way, with the bot's records where `variable` says so; `kept` is where they end up.
async fn goes_round(home: &Home, variable: (&'static str, String), option: &str, kept: &Path) {
    let server = Server::start();
    let file = home.path().join("faq.yaml");
    fs::write(&file, FAQ).unwrap();
    let (faq_path, page) = (file.to_str().unwrap(), home.path().join("page.html"));
    let program = bot_program();
    let (name, place) = variable;
    let bot = Start::new(&program, home, server.url())
        .with("FAQ_PATH", faq_path)
        .with(name, &place)
        .with("HASH_KEY", KEY)
        .run();
    ask(&server).await;

    let export = faq(&["misses", "--json", option, &place], "");
    let told = faq(
        &[
            "triage", "--faq", faq_path, "--apply", "--yes", "--lang", "en",
        ],
        &export,
    );
    let report = [
        "report",
        "--faq",
        faq_path,
        option,
        &place,
        "--out",
        page.to_str().unwrap(),
    ];
    let report = faq(&report, "");

    reloaded(&bot).await;
    server.deliver(message(900, 900, LATER));
    let reply = server
        .call("sendMessage", |call| call.to() == Some(900))
        .await;
    let after = Faq::parse("faq.yaml", &fs::read(&file).unwrap()).unwrap();
    let before = Faq::parse("faq.yaml", FAQ.as_bytes()).unwrap();
    let new = after
        .not_covered
        .iter()
        .find(|gap| !before.not_covered.contains(gap));
    let new = new.unwrap_or_else(|| panic!("nothing new: {told}"));
    let answer = new.answer.get(maklumat::text::Language::Indonesian);
    assert!(reply.text("text").contains(answer), "{reply:?}\n{told}");

    let mut places = vec![
        ("export", export.into_bytes()),
        ("report", report.into_bytes()),
        ("triage", told.into_bytes()),
    ];
    places.push(("page", fs::read(&page).unwrap()));
    places.push(("FAQ", fs::read(&file).unwrap()));
    let stored: Vec<u8> = files(kept)
        .iter()
        .flat_map(|path| fs::read(path).unwrap())
        .collect();
    for (_, word, said) in ASKED {
        let agreed = matches!(said, Some("once" | "always"));
        assert_eq!(holds(&stored, word), agreed, "{word} in the records");
        assert!(agreed == holds(&places[0].1, word), "{word} in the export");
        for (place, text) in &places {
            assert!(agreed || !holds(text, word), "{word} in {place}");
        }
        assert!(!holds(bot.log().as_bytes(), word), "{word} in the log");
    }
    assert_eq!(server.wrongs(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_ask_in_vain_is_answered_and_nothing_is_kept_of_who_did_not_agree() {
    let home = Home::new();
    let data = home.path().join("data");
    let variable = ("DATA_DIR", data.to_str().unwrap().to_owned());
    goes_round(&home, variable, "--data-dir", &data).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_on_postgres() {
    let Some(postgres) = postgres::Server::start().await else {
        return;
    };
    let url = postgres.database("round").await;
    goes_round(
        &Home::new(),
        ("DATABASE_URL", url),
        "--database",
        &postgres.data(),
    )
    .await;
}
