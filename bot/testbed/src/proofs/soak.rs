//! A day of outage traffic in minutes: whether memory, descriptors and waits stay as they are.

use std::{
    f64::consts::PI,
    time::{Duration, Instant},
};

use crate::{
    child::{Bot, Home},
    crowd::{Crowd, Sum},
    process::{descriptors, memory},
    proofs::{Load, Memory, Program, polling, start},
    server::{Fault, Server},
};

/// Of the most that are asked, so many are asked at the day's ends.
const NIGHT: f64 = 0.3;
const TENTHS: usize = 10;
/// Each person asks so many times.
const EACH: usize = 4;
/// How often something goes wrong with Telegram.
const FAULTS_EVERY: Duration = Duration::from_secs(1);
/// Of so many seconds, a poll fails in one.
const POLL_FAILS_IN: u8 = 5;
/// So long nothing is to be had of Telegram, once in each tenth.
const ABSENCE: Duration = Duration::from_secs(2);

/// What a day came to.
#[derive(Debug)]
pub struct Soak {
    /// All of it.
    pub sum: Sum,
    /// Tenth by tenth.
    pub tenths: Vec<Tenth>,
}

/// A tenth of the day.
#[derive(Debug)]
pub struct Tenth {
    /// What became of those who asked in it.
    pub sum: Sum,
    /// Megabytes at its end.
    pub memory: f64,
    /// Descriptors at its end.
    pub descriptors: usize,
}

/// A day with `load` at its height. Every second a few sends meet 429, 502 and a broken answer, and now and then a poll fails; in each tenth the network is
/// gone once and the FAQ is read again.
pub async fn soak(program: &Program, load: Load) -> Soak {
    let (mut server, home) = (Server::counting(), Home::new());
    let bot = polling(start(program, &home, &server, &Memory::Sqlite), &server).await;
    let mut day = Day {
        load,
        crowd: Crowd::default(),
    };
    let mut ends = Vec::new();
    for tenth in 0..TENTHS {
        day.pass(&mut server, &bot, tenth).await;
        ends.push((day.crowd.asked(), memory(bot.id()), descriptors(bot.id())));
    }
    server.mend();
    let sum = day.crowd.served(&server).await;
    let mut first = 0;
    let tenths = ends.into_iter().map(|(end, memory, descriptors)| {
        let those = std::mem::replace(&mut first, end)..end;
        Tenth {
            sum: day.crowd.sum_of(those, &server),
            memory,
            descriptors,
        }
    });
    Soak {
        tenths: tenths.collect(),
        sum,
    }
}

struct Day {
    load: Load,
    crowd: Crowd,
}

impl Day {
    async fn pass(&mut self, server: &mut Server, bot: &Bot, tenth: usize) {
        let (start, length) = (Instant::now(), self.load.time / TENTHS as u32);
        let mut faults = Instant::now();
        let mut absence = Some(length / 2);
        while start.elapsed() < length {
            let passed = start.elapsed().div_duration_f64(length);
            tokio::time::sleep(self.pause((tenth as f64 + passed) / TENTHS as f64)).await;
            let person = self.crowd.asked() % (self.load.questions() / EACH).max(1);
            server.deliver(self.crowd.asks(1_000 + person as i64));
            if faults.elapsed() >= FAULTS_EVERY {
                faults = Instant::now();
                go_wrong(server);
            }
            if absence.is_some_and(|at| start.elapsed() >= at) {
                absence = None;
                server.vanish();
                tokio::time::sleep(ABSENCE).await;
                server.come_back().await;
                bot.hang_up();
            }
        }
    }

    /// Until the next one asks, at such a part of the day.
    fn pause(&self, day: f64) -> Duration {
        let height = (PI * day).sin().powi(2);
        self.load.pause().div_f64(NIGHT + (1.0 - NIGHT) * height)
    }
}

fn go_wrong(server: &Server) {
    // What nobody has met by now does not add up: after a pause, everything would fail for as long as the pause was.
    server.mend();
    // By chance: whoever polls less than once a second, after failures, would meet one at each poll.
    if fastrand::u8(..POLL_FAILS_IN) == 0 {
        server.fail("getUpdates", 1, Fault::Says(502, "Bad Gateway".to_owned()));
    }
    server.fail("sendMessage", 1, Fault::busy(1));
    server.fail("sendMessage", 1, Fault::Says(502, "Bad Gateway".to_owned()));
    server.fail("sendMessage", 1, Fault::Garbled);
}
