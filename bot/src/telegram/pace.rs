//! How fast: what people may ask of the bot, and what Telegram lets the bot send.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    hash::Hash,
    num::NonZeroU32,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

/// So many questions are answered at once, of a person or in a group …
const BURST: u32 = 10;
/// … and one more of a person each time this has passed …
const PERSON_PAUSE: Duration = Duration::from_secs(2);
/// … or in a group.
const GROUP_PAUSE: Duration = Duration::from_secs(6);
/// Telegram lets a group have twenty messages a minute. A little longer than that: they do not arrive as they are sent.
const GROUP: Limit = Limit {
    most: 20,
    within: Duration::from_secs(61),
};
/// A chat with one person may have one a second, and now and then a few at once: a quick second answer need not wait.
const CHAT: Limit = Limit {
    most: 15,
    within: Duration::from_secs(15),
};
/// Of so many the bot knows that they were warned; with more, some may be warned twice.
const WARNED: usize = 10_000;
/// Before there are so many keys, none is looked at for whether it can be forgotten.
const SWEEP: usize = 4096;

/// What a message meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Welcome {
    /// An answer.
    Answer,
    /// A request to slow down: the first message that is one too many.
    SlowDown,
    /// Nothing: its writer was asked to slow down already.
    Silence,
}

/// When something happened, by a clock of its own: what was written while the bot was away did not happen all at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// When Telegram says it was written, since 1970.
    Written(Duration),
    /// Now, by this machine's clock since 1970: Telegram does not say when a button was pressed.
    Now(Duration),
}

/// The bot's patience with each person.
pub struct Patience {
    people: Allowance,
    groups: Allowance,
    warned: Mutex<HashSet<i64>>,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            people: Allowance::new(PERSON_PAUSE),
            groups: Allowance::new(GROUP_PAUSE),
            warned: Mutex::default(),
        }
    }
}

impl Patience {
    /// What one more message of `person` in `chat` meets.
    pub fn welcome(&self, person: i64, chat: i64, at: Moment) -> Welcome {
        if !self.people.take(person, at) {
            return self.cut(person);
        }
        if is_group(chat) && !self.groups.take(chat, at) {
            return self.cut(chat);
        }
        let mut warned = lock(&self.warned);
        warned.remove(&person);
        warned.remove(&chat);
        Welcome::Answer
    }

    fn cut(&self, origin: i64) -> Welcome {
        let mut warned = lock(&self.warned);
        if warned.len() >= WARNED {
            warned.clear();
        }
        if warned.insert(origin) {
            Welcome::SlowDown
        } else {
            Welcome::Silence
        }
    }
}

/// [`BURST`] uses at once for each key and clock, and one more each `pause`.
struct Allowance {
    pause: Duration,
    /// When all of it will be there again; keys that have it all need not be here.
    whole: Mutex<Kept<(i64, bool), Duration>>,
}

impl Allowance {
    fn new(pause: Duration) -> Self {
        Self {
            pause,
            whole: Mutex::default(),
        }
    }

    fn take(&self, key: i64, at: Moment) -> bool {
        let (written, at) = match at {
            Moment::Written(at) => (true, at),
            Moment::Now(at) => (false, at),
        };
        let mut whole = lock(&self.whole);
        whole.sweep(|whole| *whole > at);
        let before = whole.of.entry((key, written)).or_insert(at);
        let after = (*before).max(at) + self.pause;
        let granted = after <= at + self.pause * BURST;
        if granted {
            *before = after;
        }
        granted
    }
}

/// What goes first when not everything can be sent at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// What somebody waits for.
    Answer,
    /// What nobody asked for.
    Notice,
}

/// Telegram's limits on sending.
pub struct Pace {
    chats: Mutex<Kept<i64, Sent>>,
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

    /// Waits until a message may be sent to `chat`.
    pub async fn wait(&self, chat: i64, rank: Rank) {
        let limit = if is_group(chat) { GROUP } else { CHAT };
        let free = {
            let (now, mut chats) = (Instant::now(), lock(&self.chats));
            chats.sweep(|sent| sent.matters(now));
            let sent = chats.of.entry(chat).or_default();
            let free = sent.free(limit, now);
            sent.note(limit, free);
            free
        };
        sleep_until(free).await;
        self.overall.turn(rank).await;
    }
}

/// So many in any such time.
#[derive(Debug, Clone, Copy)]
struct Limit {
    most: usize,
    within: Duration,
}

/// When messages were sent, or will be: as many as a limit looks back at.
#[derive(Default)]
struct Sent(VecDeque<Instant>);

impl Sent {
    /// When the next one may be sent.
    fn free(&self, limit: Limit, now: Instant) -> Instant {
        match self.0.front() {
            Some(first) if self.0.len() >= limit.most => now.max(*first + limit.within),
            _ => now,
        }
    }

    fn note(&mut self, limit: Limit, at: Instant) {
        if self.0.len() >= limit.most {
            self.0.pop_front();
        }
        self.0.push_back(at);
    }

    /// Whether any limit could still look back at it.
    fn matters(&self, now: Instant) -> bool {
        self.0.back().is_some_and(|last| *last + GROUP.within > now)
    }
}

/// One line before all chats: first come, first served, and answers before notices. Each chat has one message in it at a
/// time, so that none waits for another's whole queue.
struct Line {
    limit: Limit,
    /// Its lock is fair.
    sent: tokio::sync::Mutex<Sent>,
    answers: watch::Sender<usize>,
}

impl Line {
    fn new(limit: Limit) -> Self {
        Self {
            limit,
            sent: tokio::sync::Mutex::default(),
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
            sleep_until(sent.free(self.limit, Instant::now())).await;
            if rank == Rank::Answer || *self.answers.borrow() == 0 {
                return sent.note(self.limit, Instant::now());
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

/// A map that is now and then rid of what does not matter any more.
struct Kept<K, V> {
    of: HashMap<K, V>,
    sweep_at: usize,
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self {
            of: HashMap::new(),
            sweep_at: SWEEP,
        }
    }
}

impl<K: Eq + Hash, V> Kept<K, V> {
    fn sweep(&mut self, matters: impl Fn(&V) -> bool) {
        if self.of.len() >= self.sweep_at {
            self.of.retain(|_, value| matters(value));
            self.sweep_at = SWEEP.max(2 * self.of.len());
        }
    }
}

/// Telegram gives groups negative numbers.
fn is_group(chat: i64) -> bool {
    chat < 0
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::time::{advance, timeout};

    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn written(second: u64) -> Moment {
        Moment::Written(Duration::from_secs(1_700_000_000 + second))
    }

    fn count(met: &[Welcome], what: Welcome) -> usize {
        met.iter().filter(|met| **met == what).count()
    }

    #[test]
    fn a_flood_gets_one_notice() {
        let patience = Patience::default();
        let met: Vec<_> = (0..100)
            .map(|_| patience.welcome(1, 1, written(0)))
            .collect();
        assert!(met[..10].iter().all(|met| *met == Welcome::Answer));
        assert_eq!(count(&met, Welcome::Answer), 10);
        assert_eq!(count(&met, Welcome::SlowDown), 1);
        assert_eq!(patience.welcome(2, 2, written(0)), Welcome::Answer);
        assert_eq!(patience.welcome(1, 1, written(2)), Welcome::Answer);
        assert_eq!(patience.welcome(1, 1, written(2)), Welcome::SlowDown);
    }

    #[test]
    fn many_people_in_one_group_are_a_flood_too() {
        let patience = Patience::default();
        let met: Vec<_> = (0..30)
            .map(|person| patience.welcome(person, -1, written(0)))
            .collect();
        assert_eq!(count(&met, Welcome::SlowDown), 1);
        assert_eq!(count(&met, Welcome::Answer), 10);
        assert_eq!(patience.welcome(0, -2, written(0)), Welcome::Answer);
    }

    #[test]
    fn what_was_written_slowly_is_no_flood_however_late_it_is_read() {
        let patience = Patience::default();
        let met: Vec<_> = (0..1000)
            .map(|minute| patience.welcome(1, 1, written(60 * minute)))
            .collect();
        assert_eq!(count(&met, Welcome::Answer), 1000);
    }

    #[test]
    fn a_button_pressed_now_does_not_count_against_what_was_written_then() {
        let patience = Patience::default();
        let now = Moment::Now(Duration::from_secs(1_800_000_000));
        assert_eq!(patience.welcome(1, 1, now), Welcome::Answer);
        assert_eq!(patience.welcome(1, 1, written(0)), Welcome::Answer);
    }

    #[test]
    fn people_who_are_quiet_are_forgotten() {
        let allowance = Allowance::new(Duration::from_nanos(1));
        for person in 0..3 * SWEEP {
            let at = Moment::Now(Duration::from_secs(person as u64));
            assert!(allowance.take(person as i64, at));
        }
        assert!(lock(&allowance.whole).of.len() <= SWEEP);
    }

    fn pace(per_second: u32) -> Arc<Pace> {
        Arc::new(Pace::new(NonZeroU32::new(per_second).expect("not zero")))
    }

    #[tokio::test(start_paused = true)]
    async fn a_group_gets_twenty_messages_in_any_minute() {
        let pace = pace(30);
        let mut sent = Vec::new();
        for _ in 0..100 {
            pace.wait(-7, Rank::Answer).await;
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
        let (pace, start) = (pace(30), Instant::now());
        for _ in 0..10 {
            pace.wait(7, Rank::Answer).await;
        }
        assert_eq!(Instant::now(), start);
    }

    #[tokio::test(start_paused = true)]
    async fn all_chats_together_get_no_more_than_they_may_in_any_second() {
        let (pace, start) = (pace(30), Instant::now());
        for chat in 0..300 {
            pace.wait(chat, Rank::Answer).await;
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
                    pace.wait(chat, Rank::Answer).await;
                }
            });
        }
        advance(Duration::from_secs(3)).await;
        let turn = pace.wait(99, Rank::Answer);
        assert!(timeout(Duration::from_secs(1), turn).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn answers_go_before_notices() {
        let pace = pace(1);
        pace.wait(0, Rank::Answer).await;
        let order = Arc::new(Mutex::new(Vec::new()));
        let tasks: Vec<_> = [Rank::Notice, Rank::Notice, Rank::Answer, Rank::Answer]
            .into_iter()
            .zip(1..)
            .map(|(rank, chat)| {
                let (pace, order) = (Arc::clone(&pace), Arc::clone(&order));
                tokio::spawn(async move {
                    pace.wait(chat, rank).await;
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
