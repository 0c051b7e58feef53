//! People who ask, and how long each of them waits.

use std::{
    fmt,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::{server::Server, updates::message};

/// What they ask: what the FAQ built into the bot answers, misspelt, and what it does not.
pub const QUESTIONS: [&str; 4] = [
    "min apk mpaspor hrs diinstal ulang ga?",
    "autogate bandara udh normal blm ya",
    "berapa biaya bikin paspor baru",
    "is the visa application working again?",
];
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// For the last answers, on the busiest machine: longer than anything in the bot waits.
const PATIENCE: Duration = Duration::from_secs(180);

/// People who have asked, and when; their updates and messages are numbered from 1.
#[derive(Debug, Default)]
pub struct Crowd(Vec<Instant>);

impl Crowd {
    /// The person `chat` asks, and waits from now on.
    pub fn asks(&mut self, chat: i64) -> Value {
        self.0.push(Instant::now());
        let update = self.0.len();
        message(update as i64, chat, QUESTIONS[update % QUESTIONS.len()])
    }

    /// How many asked.
    pub fn asked(&self) -> usize {
        self.0.len()
    }

    /// Waits until everybody who asked was answered; who was not in a long time is told by [`Sum::lost`].
    pub async fn served(&self, server: &Server) -> Sum {
        let start = Instant::now();
        loop {
            // What nobody of them asked may have been answered too: the count alone does not tell.
            let sum = (server.answered() >= self.asked()).then(|| self.sum(server));
            match sum {
                Some(sum) if sum.lost() == 0 => return sum,
                _ if start.elapsed() >= PATIENCE => return self.sum(server),
                _ => tokio::time::sleep(LOOK_EVERY).await,
            }
        }
    }

    /// What became of those who asked.
    pub fn sum(&self, server: &Server) -> Sum {
        self.sum_of(0..self.asked(), server)
    }

    /// What became of the `those`-th who asked.
    pub fn sum_of(&self, those: std::ops::Range<usize>, server: &Server) -> Sum {
        let answers = server.answers();
        let mut sum = Sum {
            asked: those.len(),
            ..Sum::default()
        };
        for asked in those {
            if let Some(answer) = answers.get(&(asked as i64 + 1)) {
                sum.waits.push(answer.first.duration_since(self.0[asked]));
                sum.twice += usize::from(answer.copies > 1);
            }
        }
        sum.waits.sort_unstable();
        sum
    }
}

/// What became of people who asked.
#[derive(Debug, Clone, Default)]
pub struct Sum {
    /// So many asked.
    pub asked: usize,
    /// So many were answered more than once.
    pub twice: usize,
    waits: Vec<Duration>,
}

impl Sum {
    /// So many were not answered.
    pub fn lost(&self) -> usize {
        self.asked - self.waits.len()
    }

    /// So many of a hundred were answered within this time.
    pub fn within(&self, percent: usize) -> Duration {
        let last = self.waits.len().saturating_sub(1);
        self.waits
            .get(last * percent / 100)
            .copied()
            .unwrap_or_default()
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} asked, {} unanswered, {} answered more than once; half within {}, 99 % within {}",
            self.asked,
            self.lost(),
            self.twice,
            Brief(self.within(50)),
            Brief(self.within(99)),
        )
    }
}

/// A time in two or three digits.
pub struct Brief(pub Duration);

impl fmt::Display for Brief {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs_f64() {
            s if s < 0.01 => write!(f, "{:.1} ms", s * 1e3),
            s if s < 1.0 => write!(f, "{:.0} ms", s * 1e3),
            s => write!(f, "{s:.1} s"),
        }
    }
}
