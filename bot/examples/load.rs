//! Load: 10,000 updates from 2,000 chats through the real bot over loopback. Prints what `BENCHMARKS.md` tells.
//!
//! `cargo build --release -p maklumat-bot && cargo run --release -p maklumat-bot --example load`

#![allow(clippy::print_stdout, reason = "it prints its figures")]

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

#[allow(dead_code, reason = "the tests use the rest")]
#[path = "../tests/telegram/support/mod.rs"]
mod support;

use support::{
    child::{Home, Start},
    server::Server,
    updates::message,
};

const CHATS: i64 = 2_000;
const UPDATES: i64 = 10_000;
/// Asked one at a time, to see how long one person waits.
const SINGLE: i64 = 200;
/// Beyond what Telegram allows, so that the bot itself is the limit.
const MESSAGES_PER_SECOND: &str = "100000";
const LOOK_EVERY: Duration = Duration::from_millis(20);
const DEADLINE: Duration = Duration::from_secs(300);
const QUESTIONS: [&str; 4] = [
    "min apk mpaspor hrs diinstal ulang ga?",
    "autogate bandara udh normal blm ya",
    "berapa biaya bikin paspor baru",
    "is the visa application working again?",
];

#[tokio::main]
async fn main() {
    let (server, home) = (Server::start(), Home::new());
    let program = beside_this_one();
    let bot = Start::new(&program, &home, server.url())
        .with("MESSAGES_PER_SECOND", MESSAGES_PER_SECOND)
        .with("RUST_LOG", "warn")
        .run();
    server.call("deleteWebhook", |_| true).await;
    println!("at rest: {}", memory(bot.id()));

    let mut waits = Vec::new();
    for update in 1..=SINGLE {
        waits.push(ask(&server, update).await);
    }
    waits.sort();
    let share = |percent: usize| waits[(waits.len() - 1) * percent / 100];
    println!(
        "one at a time: half within {:?}, 99 % within {:?}",
        share(50),
        share(99)
    );

    let start = Instant::now();
    for update in SINGLE + 1..=SINGLE + UPDATES {
        let question = QUESTIONS[update as usize % QUESTIONS.len()];
        server.deliver(message(update, 10_000 + update % CHATS, question));
    }
    answered(&server, (SINGLE + UPDATES) as usize).await;
    let time = start.elapsed();
    println!(
        "{UPDATES} updates from {CHATS} chats: {:.1} s, {:.0} a second; {}",
        time.as_secs_f64(),
        UPDATES as f64 / time.as_secs_f64(),
        memory(bot.id()),
    );
    check(&server);
}

/// Every chat got as many answers as it asked questions, and Telegram would have taken them all.
fn check(server: &Server) {
    let mut answers: HashMap<i64, i64> = HashMap::new();
    for call in server.granted("sendMessage") {
        let chat = call.fields["chat_id"].as_i64().expect("a chat");
        *answers.entry(chat).or_default() += 1;
    }
    let fair = answers.iter().filter(|(chat, _)| **chat >= 10_000);
    assert!(fair.clone().all(|(_, answers)| *answers == UPDATES / CHATS));
    assert_eq!(fair.count() as i64, CHATS);
    assert_eq!(server.wrongs(), [""; 0]);
    println!("each answered once, in its own chat");
}

async fn ask(server: &Server, update: i64) -> Duration {
    let start = Instant::now();
    server.deliver(message(update, update, QUESTIONS[0]));
    server
        .until("an answer", |server| {
            server.count("sendMessage") == update as usize
        })
        .await;
    start.elapsed()
}

async fn answered(server: &Server, messages: usize) {
    let start = Instant::now();
    while server.count("sendMessage") < messages {
        assert!(
            start.elapsed() < DEADLINE,
            "{} of {messages}",
            server.count("sendMessage")
        );
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// What the process uses now and has used at most.
fn memory(process: u32) -> String {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let megabytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kilobytes.map_or("?".to_owned(), |kilobytes| {
            format!("{} MB", kilobytes / 1024)
        })
    };
    format!(
        "memory {}, at most {}",
        megabytes("VmRSS:"),
        megabytes("VmHWM:")
    )
}

/// The bot that was built in the same profile.
fn beside_this_one() -> PathBuf {
    let example = std::env::current_exe().expect("a path");
    let bot = example
        .parent()
        .and_then(Path::parent)
        .map(|folder| folder.join("bot"));
    bot.filter(|bot| bot.is_file())
        .expect("build the bot first: cargo build --release -p maklumat-bot")
}
