//! What one process carries, and what each update costs it.

use std::time::{Duration, Instant};

use crate::{
    child::Start,
    crowd::Crowd,
    process::{memory, most_memory, processor},
    proofs::polling,
    server::Server,
};

/// Asked one at a time, to see how long one person waits.
const SINGLE: usize = 200;
/// Of the others, each asks so many times.
const EACH: usize = 5;
const LOOK_EVERY: Duration = Duration::from_millis(10);
const PATIENCE: Duration = Duration::from_secs(300);

/// What a program came to.
#[derive(Debug)]
pub struct Cost {
    /// Answers a second, of updates that were all there at once.
    pub per_second: f64,
    /// Processor time of the program for each of them.
    pub program: Duration,
    /// The same of its database's processes.
    pub database: Duration,
    /// Processor time until the program polls.
    pub to_start: Duration,
    /// Half of those who asked alone were answered within this time, …
    pub half: Duration,
    /// … and of a hundred ninety-nine.
    pub most: Duration,
    /// Megabytes before anybody asks, …
    pub at_rest: f64,
    /// … and at most.
    pub at_most: f64,
}

/// What so many updates cost the program that `start` starts; `database` is the process above all of its database's.
pub async fn throughput(
    start: Start<'_>,
    server: &Server,
    database: Option<u32>,
    updates: usize,
) -> Cost {
    let bot = polling(start, server).await;
    let used = || (processor(bot.id()), database.map_or(0.0, processor));
    let (to_start, at_rest) = (used().0, memory(bot.id()));
    let mut crowd = Crowd::default();
    let mut waits = Vec::new();
    for person in 0..SINGLE {
        let asked = Instant::now();
        server.deliver(crowd.asks(1_000 + person as i64));
        answers(server, crowd.asked(), Duration::ZERO).await;
        waits.push(asked.elapsed());
    }
    waits.sort_unstable();

    let (before, asked) = (used(), Instant::now());
    for update in 0..updates {
        server.deliver(crowd.asks(10_000 + (update % (updates / EACH)) as i64));
    }
    answers(server, crowd.asked(), LOOK_EVERY).await;
    let (time, after) = (asked.elapsed(), used());
    let each = |seconds: f64| Duration::from_secs_f64(seconds / updates as f64);
    Cost {
        per_second: updates as f64 / time.as_secs_f64(),
        program: each(after.0 - before.0),
        database: each(after.1 - before.1),
        to_start: Duration::from_secs_f64(to_start),
        half: waits[SINGLE / 2],
        most: waits[SINGLE * 99 / 100],
        at_rest,
        at_most: most_memory(bot.id()),
    }
}

/// Waits for so many answers, each of them once.
async fn answers(server: &Server, wanted: usize, pause: Duration) {
    let start = Instant::now();
    while server.count("sendMessage") < wanted {
        assert!(start.elapsed() < PATIENCE, "{wanted} answers");
        match pause.is_zero() {
            true => tokio::task::yield_now().await,
            false => tokio::time::sleep(pause).await,
        }
    }
    assert_eq!(server.count("sendMessage"), wanted);
}
