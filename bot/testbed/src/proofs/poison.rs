//! Updates that cannot be parsed, among those of people.

use serde_json::{Value, json};

use crate::{
    child::Home,
    crowd::{Crowd, Sum},
    proofs::{Memory, Program, polling, start},
    server::{POISONS, Server},
};

/// Every so many updates one is poison.
const EVERY: usize = 10;
/// Deeper than a parser follows.
const DEPTH: usize = 200;

/// What becomes of so many people who ask while every tenth update is one that cannot be parsed; and how often the bot polled.
pub async fn poison(program: &Program, people: usize) -> (Sum, usize) {
    let (server, home) = (Server::counting(), Home::new());
    let poisons = poisons();
    let mut crowd = Crowd::default();
    for person in 0..people {
        let mut update = crowd.asks(1_000 + person as i64);
        // Between two ids of the crowd's there is room for another.
        let id = 2 * crowd.asked() as i64;
        if person % EVERY == 0 {
            let mut poisoned = update.clone();
            poisoned["update_id"] = json!(id - 1);
            poisoned["message"]["message_id"] = json!(999_999);
            poisoned["message"]["entities"] = poisons[person / EVERY % poisons.len()].clone();
            server.deliver(poisoned);
        }
        update["update_id"] = json!(id);
        server.deliver(update);
    }
    let _bot = polling(start(program, &home, &server, &Memory::Sqlite), &server).await;
    let sum = crowd.served(&server).await;
    (sum, server.polls())
}

fn poisons() -> Vec<Value> {
    let deep = (0..DEPTH).fold(json!([]), |inside, _| json!([inside]));
    // The last stands for an id.
    let named = POISONS[..3].iter().map(|(name, _)| json!(name));
    named.chain([deep]).collect()
}
