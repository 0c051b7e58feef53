//! A bot that is killed again and again while people ask.

use std::{ops::Range, time::Duration};

use crate::{
    child::Home,
    crowd::{Crowd, Sum},
    proofs::{Memory, Program, ROUND_TRIP, polling, some_time, start},
    server::{Fault, Server},
};

/// How long a bot lives once it polls, in seconds.
const LIFE: Range<f64> = 0.05..0.8;
/// How long until somebody asks again.
const PAUSE: Duration = Duration::from_millis(40);

/// What becomes of those who ask while the bot is killed so many times, each time at a moment chosen by chance.
pub async fn kills(program: &Program, memory: &Memory, kills: usize) -> Sum {
    let (server, home) = (Server::counting(), Home::new());
    server.fail("sendMessage", usize::MAX, Fault::Slow(ROUND_TRIP));
    let mut random = fastrand::Rng::with_seed(1);
    let mut crowd = Crowd::default();
    for _ in 0..kills {
        let mut bot = polling(start(program, &home, &server, memory), &server).await;
        let death = tokio::time::sleep(some_time(&mut random, LIFE));
        tokio::pin!(death);
        loop {
            tokio::select! {
                () = &mut death => break,
                () = tokio::time::sleep(PAUSE) => {
                    let chat = 1_000 + crowd.asked() as i64;
                    server.deliver(crowd.asks(chat));
                }
            }
        }
        bot.kill();
    }
    let _bot = polling(start(program, &home, &server, memory), &server).await;
    let sum = crowd.served(&server).await;
    assert_eq!(server.wrongs(), [""; 0]);
    sum
}
