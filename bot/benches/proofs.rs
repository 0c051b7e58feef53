//! The proofs of scale in their long form: what `BENCHMARKS.md` tells of the bot, as a table.
//!
//! `cargo bench -p maklumat-bot` runs them all; `cargo bench -p maklumat-bot -- kills soak` some.

#![allow(clippy::print_stdout, reason = "it prints its figures")]

use std::{
    env,
    path::Path,
    time::{Duration, Instant},
};

use maklumat_testbed::{
    child::{Home, Start},
    crowd::Brief,
    postgres,
    proofs::{self, Cost, Load, Memories, Memory, Program, Soak, Tenth},
    server::{Fault, Server},
};
use teloxide::{dptree, prelude::*};

/// Makes this program a bot that sends back what it gets, and nothing else.
const ECHO: &str = "MAKLUMAT_PROOFS_ECHO";
/// In the order in which they are told.
const PROOFS: [&str; 9] = [
    "throughput",
    "replicas",
    "kills",
    "stall",
    "backlog",
    "strangers",
    "poison",
    "pollers",
    "soak",
];

const UPDATES: usize = 10_000;
const KILLS: usize = 200;
const SILENT: usize = 1_100;
const DESCRIPTORS: u32 = 1_024;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    if env::var_os(ECHO).is_some() {
        return runtime.block_on(echo());
    }
    // Cargo adds `--bench`.
    let wanted: Vec<String> = env::args()
        .skip(1)
        .filter(|name| !name.starts_with('-'))
        .collect();
    if let Some(unknown) = wanted.iter().find(|name| !PROOFS.contains(&name.as_str())) {
        eprintln!(
            "no proof is called {unknown}; there are: {}",
            PROOFS.join(", ")
        );
        std::process::exit(2);
    }
    let start = Instant::now();
    for proof in PROOFS {
        if wanted.is_empty() || wanted.iter().any(|name| name == proof) {
            runtime.block_on(run(proof));
        }
    }
    eprintln!("all in {:.0} s", start.elapsed().as_secs_f64());
}

async fn run(proof: &str) {
    eprintln!("{proof} …");
    println!("\n### {proof}\n");
    match proof {
        "throughput" => throughput().await,
        "replicas" => replicas().await,
        "kills" => kills().await,
        "stall" => stall().await,
        "backlog" => backlog().await,
        "strangers" => strangers().await,
        "poison" => poison().await,
        "pollers" => pollers().await,
        _ => soak().await,
    }
}

/// The real bot, of the same build, with the FAQ built into it.
fn bot() -> Program {
    Program {
        path: Path::new(env!("CARGO_BIN_EXE_bot")),
        faq: None,
    }
}

fn table(headings: &str) {
    let columns = headings.split(" | ").count();
    println!("| {headings} |\n|{}", "---|".repeat(columns));
}

async fn throughput() {
    table(
        "10,000 updates | a second | program, µs each | database, µs each | alone: half | 99 % | MB at rest | at most | s of processor to start",
    );
    let program = env::current_exe().expect("a path");
    let (server, home) = (Server::counting(), Home::new());
    let echo = Start::new(&program, &home, server.url())
        .with("RUST_LOG", "warn")
        .with(ECHO, "1");
    cost(
        "teloxide, echoing",
        proofs::throughput(echo, &server, None, UPDATES).await,
    );
    for (name, memory) in [
        ("without a memory", Memory::None),
        ("SQLite", Memory::Sqlite),
    ] {
        let (server, home) = (Server::counting(), Home::new());
        let start = proofs::start(&bot(), &home, &server, &memory);
        cost(
            name,
            proofs::throughput(start, &server, None, UPDATES).await,
        );
    }
    if let Some(postgres) = postgres::Server::start().await {
        let (server, home) = (Server::counting(), Home::new());
        let memory = Memory::Postgres(postgres.database("throughput").await);
        let start = proofs::start(&bot(), &home, &server, &memory);
        cost(
            "PostgreSQL",
            proofs::throughput(start, &server, postgres.id(), UPDATES).await,
        );
    }
}

fn cost(name: &str, cost: Cost) {
    println!(
        "| {name} | {:.0} | {} | {} | {} | {} | {:.0} | {:.0} | {:.2} |",
        cost.per_second,
        cost.program.as_micros(),
        cost.database.as_micros(),
        Brief(cost.half),
        Brief(cost.most),
        cost.at_rest,
        cost.at_most,
        cost.to_start.as_secs_f64(),
    );
}

async fn replicas() {
    let Some(postgres) = postgres::Server::start().await else {
        return println!("no PostgreSQL here");
    };
    table("three replicas | killed | outcome");
    for (name, load) in [
        ("30 questions a second", load(30.0, 90)),
        ("100 questions a second", load(100.0, 90)),
    ] {
        let database = postgres
            .database(&format!("replicas_{}", load.per_second))
            .await;
        let (sum, killed) = proofs::replicas(&bot(), database, load, 2.0..5.0).await;
        println!("| {name} for {:?} | {killed} | {sum} |", load.time);
    }
}

async fn kills() {
    table("killed again and again | outcome");
    let sum = proofs::kills(&bot(), &Memory::Sqlite, KILLS).await;
    println!("| SQLite, {KILLS} kills | {sum} |");
    if let Some(postgres) = postgres::Server::start().await {
        let memory = Memory::Postgres(postgres.database("kills").await);
        let sum = proofs::kills(&bot(), &memory, KILLS).await;
        println!("| PostgreSQL, {KILLS} kills | {sum} |");
    }
}

async fn stall() {
    table("one chat is stuck | the others");
    for (name, fault) in [
        ("429, again in an hour", Fault::busy(3600)),
        ("502", Fault::Says(502, "Bad Gateway".to_owned())),
        ("no answer at all", Fault::Hangs),
    ] {
        println!("| {name} | {} |", proofs::stall(&bot(), fault, 1_000).await);
    }
}

async fn backlog() {
    table("after an absence | outcome");
    let sum = proofs::backlog(&bot(), 100, 30).await;
    println!("| 100 people, 20 messages each, one a minute; 30 sends a second | {sum} |");
}

async fn strangers() {
    table("silent connections | descriptors at most | memory lost | outcome");
    let came = proofs::strangers(&bot(), SILENT, DESCRIPTORS, load(20.0, 30)).await;
    println!(
        "| {SILENT} at the webhook, {SILENT} at the metrics; {DESCRIPTORS} descriptors allowed | {} | {} | {} |",
        came.descriptors, came.memory_lost, came.sum
    );
}

async fn poison() {
    table("every tenth update cannot be parsed | polls | outcome");
    let (sum, polls) = proofs::poison(&bot(), 2_000).await;
    println!("| nesting of 200, half a character, no UTF-8, 1e999 | {polls} | {sum} |");
}

async fn pollers() {
    table("two pollers, 2 questions a second for a minute | both go on | outcome");
    for (name, memories) in [
        ("one database", Memories::Shared),
        ("one each", Memories::Apart),
    ] {
        let came = proofs::pollers(&bot(), memories, load(2.0, 60)).await;
        println!("| {name} | {} | {} |", came.both_run, came.sum);
    }
}

async fn soak() {
    let Soak { sum, tenths } = proofs::soak(&bot(), load(300.0, 300)).await;
    println!("{sum}\n");
    table("tenth of the day | asked | half within | 99 % within | MB | descriptors");
    for (number, tenth) in (1..).zip(&tenths) {
        let Tenth {
            sum,
            memory,
            descriptors,
        } = tenth;
        println!(
            "| {number} | {} | {} | {} | {memory:.1} | {descriptors} |",
            sum.asked,
            Brief(sum.within(50)),
            Brief(sum.within(99)),
        );
    }
}

fn load(per_second: f64, seconds: u64) -> Load {
    Load {
        per_second,
        time: Duration::from_secs(seconds),
    }
}

/// The least that a bot in teloxide can do: the comparison for everything that ours does besides.
async fn echo() {
    let bot = teloxide::Bot::from_env();
    let url = env::var("TELEGRAM_API_URL").expect("a Bot API server");
    let bot = bot.set_api_url(url.parse().expect("a URL"));
    bot.delete_webhook().await.expect("a webhook that is gone");
    let back = |bot: teloxide::Bot, message: Message| async move {
        let text = message.text().unwrap_or_default().to_owned();
        bot.send_message(message.chat.id, text).await.map(drop)
    };
    let handler = Update::filter_message().endpoint(back);
    Dispatcher::builder(bot, dptree::entry().branch(handler))
        .build()
        .dispatch()
        .await;
}
