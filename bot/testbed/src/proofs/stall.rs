//! One chat that nothing can be sent to, and everybody else.

use serde_json::Value;

use crate::{
    child::Home,
    crowd::{Crowd, Sum},
    proofs::{Memory, Program, polling, start},
    server::{Fault, Server},
};

const STUCK: i64 = 42;

fn is_stuck(fields: &Value) -> bool {
    fields["chat_id"] == STUCK
}

/// What becomes of so many others who ask after one whose chat meets `fault` for as long as they wait, and of that one, too,
/// once it does not.
pub async fn stall(program: &Program, fault: Fault, others: usize) -> Sum {
    let (server, home) = (Server::counting(), Home::new());
    server.fail_if("sendMessage", usize::MAX, fault, is_stuck);
    let mut crowd = Crowd::default();
    let mut bot = polling(start(program, &home, &server, &Memory::Sqlite), &server).await;
    server.deliver(crowd.asks(STUCK));
    for other in 0..others as i64 {
        server.deliver(crowd.asks(1_000 + other));
    }
    server
        .until("the others' answers", |server| server.answered() == others)
        .await;
    let sum = crowd.sum_of(1..others + 1, &server);
    bot.kill();
    server.mend();
    let _bot = polling(start(program, &home, &server, &Memory::Sqlite), &server).await;
    assert_eq!(crowd.served(&server).await.lost(), 0, "the stuck one");
    sum
}
