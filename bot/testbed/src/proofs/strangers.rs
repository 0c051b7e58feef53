//! Connections that say nothing, on every port that strangers can reach.

use std::net::TcpStream;

use tokio::time::{Instant, sleep};

use crate::{
    child::Home,
    courier::{Courier, PATH, SECRET},
    crowd::{Crowd, Sum},
    process::descriptors,
    proofs::{Load, Memory, Program, start},
    server::Server,
};

/// What they came to.
#[derive(Debug)]
pub struct Strangers {
    /// What became of those who asked meanwhile.
    pub sum: Sum,
    /// The descriptors that the bot had open at most.
    pub descriptors: usize,
    /// Whether it lost its memory, set it aside or began another.
    pub memory_lost: bool,
}

/// What becomes of those who ask under `load` while `silent` connections are held at the webhook's port, and as many at the
/// metrics', of a bot with so many descriptors.
pub async fn strangers(program: &Program, silent: usize, allowed: u32, load: Load) -> Strangers {
    // This process holds the other ends. Where it may not, `connect` says so.
    rlimit::increase_nofile_limit(4 * silent as u64 + 1024).ok();
    let (server, home) = (Server::counting(), Home::new());
    let mut bot = start(program, &home, &server, &Memory::Sqlite)
        .with("WEBHOOK_URL", format!("https://bot.example{PATH}"))
        .with("WEBHOOK_LISTEN", "127.0.0.1:0")
        .with("WEBHOOK_SECRET", SECRET)
        .with("METRICS_LISTEN", "127.0.0.1:0")
        .with_descriptors(allowed)
        .run();
    let webhook = bot.listens(" listening on ").await;
    let metrics = bot.listens("health and metrics on ").await;
    let held: Vec<_> = [webhook, metrics]
        .into_iter()
        .flat_map(|port| (0..silent).map(move |_| TcpStream::connect(port).expect("a connection")))
        .collect();
    let (mut courier, mut crowd, mut most) = (Courier::to(webhook), Crowd::default(), 0);
    let end = Instant::now() + load.time;
    while Instant::now() < end {
        sleep(load.pause()).await;
        courier.bring(&crowd.asks(1_000 + crowd.asked() as i64));
        most = most.max(descriptors(bot.id()));
    }
    let sum = crowd.served(&server).await;
    courier.done().await;
    drop(held);
    let files = std::fs::read_dir(home.path().join("data"))
        .into_iter()
        .flatten()
        .flatten();
    let set_aside = files
        .into_iter()
        .any(|file| file.file_name().to_string_lossy().contains("damaged"));
    Strangers {
        sum,
        descriptors: most,
        memory_lost: set_aside || bot.log().contains("memory lost"),
    }
}
