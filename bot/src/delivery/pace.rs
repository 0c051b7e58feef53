//! How fast messages may go out.

use std::{
    collections::VecDeque,
    num::NonZeroU32,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use super::forgetful::Forgetful;

/// What goes first when not everything can be sent at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// What somebody waits for.
    Answer,
    /// What nobody asked for.
    Notice,
}

/// The limits on sending: of each chat, and over all.
pub struct Pace {
    chats: Mutex<Forgetful<i64, Sent>>,
    overall: Line,
}

impl Pace {
    /// With at most `per_second` messages over all chats.
    pub fn new(per_second: NonZeroU32) -> Self {
        Self {
            chats: Mutex::default(),
            overall: Line::new(Limit {
                most: per_second.get() as usize,
                within: Duration::from_secs(1),
            }),
        }
    }

    /// Waits until a message may be sent to `chat`, whose `limit` is always the same.
    pub async fn wait(&self, chat: i64, limit: Limit, rank: Rank) {
        let free = {
            let (now, mut chats) = (Instant::now(), lock(&self.chats));
            chats.sweep(|sent| sent.matters(now));
            let sent = chats.of.entry(chat).or_insert_with(|| Sent::new(limit));
            let free = sent.free(now);
            sent.note(free);
            free
        };
        until(free).await;
        self.overall.turn(rank).await;
    }
}

/// So many in any such time.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// So many …
    pub most: usize,
    /// … in any such time.
    pub within: Duration,
}

/// When messages were sent, or will be: as many as their limit looks back at.
struct Sent {
    limit: Limit,
    at: VecDeque<Instant>,
}

impl Sent {
    fn new(limit: Limit) -> Self {
        let at = VecDeque::new();
        Self { limit, at }
    }

    /// When the next one may be sent.
    fn free(&self, now: Instant) -> Instant {
        match self.at.front() {
            Some(first) if self.at.len() >= self.limit.most => now.max(*first + self.limit.within),
            _ => now,
        }
    }

    fn note(&mut self, at: Instant) {
        if self.at.len() >= self.limit.most {
            self.at.pop_front();
        }
        self.at.push_back(at);
    }

    /// Whether their limit could still look back at them.
    fn matters(&self, now: Instant) -> bool {
        let last = self.at.back();
        last.is_some_and(|last| *last + self.limit.within > now)
    }
}

/// One line before all chats: first come, first served, and answers before notices. Each chat has one message in it at a
/// time, so that none waits for another's whole queue.
struct Line {
    /// Its lock is fair.
    sent: tokio::sync::Mutex<Sent>,
    answers: watch::Sender<usize>,
}

impl Line {
    fn new(limit: Limit) -> Self {
        Self {
            sent: tokio::sync::Mutex::new(Sent::new(limit)),
            answers: watch::Sender::new(0),
        }
    }

    async fn turn(&self, rank: Rank) {
        let _waiting = match rank {
            Rank::Answer => Some(Waiting::among(&self.answers)),
            Rank::Notice => None,
        };
        let mut answers = self.answers.subscribe();
        loop {
            if rank == Rank::Notice {
                // The sender is `self`'s own.
                answers.wait_for(|waiting| *waiting == 0).await.ok();
            }
            let mut sent = self.sent.lock().await;
            until(sent.free(Instant::now())).await;
            if rank == Rank::Answer || *self.answers.borrow() == 0 {
                return sent.note(Instant::now());
            }
        }
    }
}

/// An answer in the line, for as long as it is there.
struct Waiting<'a>(&'a watch::Sender<usize>);

impl<'a> Waiting<'a> {
    fn among(answers: &'a watch::Sender<usize>) -> Self {
        answers.send_modify(|waiting| *waiting += 1);
        Self(answers)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|waiting| *waiting -= 1);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for a moment that may have come: for the present one, a timer would take up to a millisecond, with the whole line behind it.
async fn until(moment: Instant) {
    if moment > Instant::now() {
        sleep_until(moment).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::time::{advance, timeout};

    use super::*;

    const GROUP: Limit = Limit {
        most: 20,
        within: MINUTE,
    };
    const PERSON: Limit = Limit {
        most: 15,
        within: Duration::from_secs(15),
    };
    const MINUTE: Duration = Duration::from_secs(60);

    fn pace(per_second: u32) -> Arc<Pace> {
        Arc::new(Pace::new(NonZeroU32::new(per_second).expect("not zero")))
    }

    #[tokio::test(start_paused = true)]
    async fn a_group_gets_twenty_messages_in_any_minute() {
        let pace = pace(30);
        let mut sent = Vec::new();
        for _ in 0..100 {
            pace.wait(-7, GROUP, Rank::Answer).await;
            sent.push(Instant::now());
        }
        for (at, first) in sent.iter().enumerate() {
            let within = sent[at..].iter().filter(|time| **time < *first + MINUTE);
            assert!(within.count() <= 20);
        }
        assert!(sent[99] - sent[0] < 5 * MINUTE);
    }

    #[tokio::test(start_paused = true)]
    async fn a_quick_second_answer_does_not_wait() {
        // A timer ends with a whole millisecond, and messages do not come on the dot.
        advance(Duration::from_micros(300)).await;
        let (pace, start) = (pace(30), Instant::now());
        for _ in 0..10 {
            pace.wait(7, PERSON, Rank::Answer).await;
        }
        assert_eq!(Instant::now(), start);
    }

    #[tokio::test(start_paused = true)]
    async fn all_chats_together_get_no_more_than_they_may_in_any_second() {
        let (pace, start) = (pace(30), Instant::now());
        for chat in 0..300 {
            pace.wait(chat, PERSON, Rank::Answer).await;
        }
        assert!(Instant::now() >= start + Duration::from_secs(9));
        assert!(Instant::now() <= start + Duration::from_secs(10));
    }

    #[tokio::test(start_paused = true)]
    async fn no_chat_waits_for_the_whole_queue_of_another() {
        let pace = pace(30);
        for chat in 0..20 {
            let pace = Arc::clone(&pace);
            tokio::spawn(async move {
                loop {
                    pace.wait(chat, PERSON, Rank::Answer).await;
                }
            });
        }
        advance(Duration::from_secs(3)).await;
        // The line moves on as soon as a second is over: its turn comes with that, if not before.
        let turn = pace.wait(99, PERSON, Rank::Answer);
        assert!(timeout(Duration::from_millis(1_100), turn).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn answers_go_before_notices() {
        let pace = pace(1);
        pace.wait(0, PERSON, Rank::Answer).await;
        let order = Arc::new(Mutex::new(Vec::new()));
        let tasks: Vec<_> = [Rank::Notice, Rank::Notice, Rank::Answer, Rank::Answer]
            .into_iter()
            .zip(1..)
            .map(|(rank, chat)| {
                let (pace, order) = (Arc::clone(&pace), Arc::clone(&order));
                tokio::spawn(async move {
                    pace.wait(chat, PERSON, rank).await;
                    lock(&order).push(rank);
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("no panic");
        }
        assert_eq!(
            *lock(&order),
            [Rank::Answer, Rank::Answer, Rank::Notice, Rank::Notice]
        );
    }
}
