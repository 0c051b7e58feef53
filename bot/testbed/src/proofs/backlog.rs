//! What people wrote while the bot was away.

use serde_json::json;

use crate::{
    child::Home,
    crowd::{Crowd, Sum},
    proofs::{Memory, Program, polling, start},
    server::Server,
};

/// Of each person.
const MESSAGES: i64 = 20;

/// What becomes of so many people who wrote a message a minute while the bot was away, within Telegram's limit of `per_second`
/// messages; they wait from the bot's start.
pub async fn backlog(program: &Program, people: i64, per_second: u32) -> Sum {
    let (server, home) = (Server::counting(), Home::new());
    let mut crowd = Crowd::default();
    for minute in 0..MESSAGES {
        for person in 0..people {
            let mut update = crowd.asks(1_000 + person);
            update["message"]["date"] = json!(1_719_560_000 + 60 * minute);
            server.deliver(update);
        }
    }
    let limit = per_second.to_string();
    let start = start(program, &home, &server, &Memory::Sqlite).with("MESSAGES_PER_SECOND", limit);
    let _bot = polling(start, &server).await;
    crowd.served(&server).await
}
