//! Two pollers under one token, as in a rolling deploy.

use tokio::time::{Instant, sleep};

use crate::{
    child::Home,
    crowd::{Crowd, Sum},
    proofs::{Load, Memory, Program, polling, start},
    server::Server,
};

/// Whether two pollers remember together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memories {
    /// In one directory.
    Shared,
    /// In one each.
    Apart,
}

/// What two pollers came to.
#[derive(Debug)]
pub struct Pollers {
    /// What became of those who asked.
    pub sum: Sum,
    /// Whether both went on to the end, one of them standing by.
    pub both_run: bool,
}

/// What becomes of those who ask under `load` while two bots poll under one token. They start together, so that neither is the
/// one that was there before.
pub async fn pollers(program: &Program, memories: Memories, load: Load) -> Pollers {
    let (server, homes) = (Server::counting(), [Home::new(), Home::new()]);
    let second = match memories {
        Memories::Shared => &homes[0],
        Memories::Apart => &homes[1],
    };
    let mut crowd = Crowd::default();
    let mut one = polling(start(program, &homes[0], &server, &Memory::Sqlite), &server).await;
    let mut other = start(program, second, &server, &Memory::Sqlite).run();
    let end = Instant::now() + load.time;
    while Instant::now() < end {
        sleep(load.pause()).await;
        server.deliver(crowd.asks(1_000 + crowd.asked() as i64));
    }
    Pollers {
        sum: crowd.served(&server).await,
        both_run: one.is_running() && other.is_running(),
    }
}
