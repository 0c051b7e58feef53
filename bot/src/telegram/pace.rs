//! How fast: what people may ask of the bot, and what Telegram lets the bot send.

use std::{
    collections::HashSet,
    hash::Hash,
    num::NonZeroU32,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

/// So many questions are answered at once, of a person or in a group …
const BURST: NonZeroU32 = NonZeroU32::new(10).expect("not zero");
/// … and one more of a person each time this has passed …
const PERSON_PAUSE: Duration = Duration::from_secs(2);
/// … or in a group. Telegram lets a group have twenty messages a minute, and a chat one a second.
const GROUP_PAUSE: Duration = Duration::from_secs(3);
const CHAT_PAUSE: Duration = Duration::from_secs(1);
/// A little more may be sent than is asked, for notices and long answers: what was asked within its limits need not wait.
const SENDING_BURST: NonZeroU32 = NonZeroU32::new(15).expect("not zero");
/// Of so many the bot knows that they were warned; with more, some may be warned twice.
const WARNED: usize = 10_000;
/// Counts of those who were quiet long enough are dropped once in so many uses.
const SWEEP: usize = 4096;

/// Counts uses by key, and forgets keys that have recovered.
struct Keyed<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    uses: AtomicUsize,
}

impl<K: Hash + Eq + Clone> Keyed<K> {
    fn new(burst: NonZeroU32, pause: Duration) -> Self {
        // A quota is only missing for a pause of zero.
        let quota = Quota::with_period(pause).unwrap_or(Quota::per_second(burst));
        Self {
            limiter: RateLimiter::hashmap(quota.allow_burst(burst)),
            uses: AtomicUsize::new(0),
        }
    }

    fn limiter(&self) -> &DefaultKeyedRateLimiter<K> {
        if self.uses.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.limiter.retain_recent();
        }
        &self.limiter
    }
}

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

/// The bot's patience with each person.
pub struct Patience {
    people: Keyed<i64>,
    groups: Keyed<i64>,
    warned: Mutex<HashSet<i64>>,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            people: Keyed::new(BURST, PERSON_PAUSE),
            groups: Keyed::new(BURST, GROUP_PAUSE),
            warned: Mutex::default(),
        }
    }
}

impl Patience {
    /// What one more message of `person` in `chat` meets.
    pub fn welcome(&self, person: i64, chat: i64) -> Welcome {
        if self.people.limiter().check_key(&person).is_err() {
            return self.cut(person);
        }
        if is_group(chat) && self.groups.limiter().check_key(&chat).is_err() {
            return self.cut(chat);
        }
        let mut warned = self.warned();
        warned.remove(&person);
        warned.remove(&chat);
        Welcome::Answer
    }

    /// What a message meets that came in a flood of them from `origin`, a person or a chat.
    pub fn cut(&self, origin: i64) -> Welcome {
        let mut warned = self.warned();
        if warned.len() >= WARNED {
            warned.clear();
        }
        if warned.insert(origin) {
            Welcome::SlowDown
        } else {
            Welcome::Silence
        }
    }

    fn warned(&self) -> MutexGuard<'_, HashSet<i64>> {
        self.warned.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Telegram's limits on sending.
pub struct Pace {
    overall: DefaultDirectRateLimiter,
    chats: Keyed<i64>,
    groups: Keyed<i64>,
}

impl Pace {
    /// With at most `per_second` messages over all chats.
    pub fn new(per_second: NonZeroU32) -> Self {
        Self {
            overall: RateLimiter::direct(Quota::per_second(per_second)),
            chats: Keyed::new(SENDING_BURST, CHAT_PAUSE),
            groups: Keyed::new(SENDING_BURST, GROUP_PAUSE),
        }
    }

    /// Waits until a message may be sent to `chat`.
    pub async fn wait(&self, chat: i64) {
        let chats = if is_group(chat) {
            &self.groups
        } else {
            &self.chats
        };
        chats.limiter().until_key_ready(&chat).await;
        self.overall.until_ready().await;
    }
}

/// Telegram gives groups negative numbers.
fn is_group(chat: i64) -> bool {
    chat < 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_gets_one_notice() {
        let patience = Patience::default();
        let met: Vec<_> = (0..100).map(|_| patience.welcome(1, 1)).collect();
        assert!(met[..10].iter().all(|met| *met == Welcome::Answer));
        assert_eq!(
            met.iter().filter(|met| **met == Welcome::SlowDown).count(),
            1
        );
        assert_eq!(patience.welcome(2, 2), Welcome::Answer);
    }

    #[test]
    fn many_people_in_one_group_are_a_flood_too() {
        let patience = Patience::default();
        let met: Vec<_> = (0..30).map(|person| patience.welcome(person, -1)).collect();
        assert_eq!(
            met.iter().filter(|met| **met == Welcome::SlowDown).count(),
            1
        );
        assert_eq!(
            met.iter().filter(|met| **met == Welcome::Answer).count(),
            10
        );
        assert_eq!(patience.welcome(0, -2), Welcome::Answer);
    }

    #[test]
    fn people_who_are_quiet_are_forgotten() {
        let keyed = Keyed::new(BURST, Duration::from_nanos(1));
        for person in 0..2 * SWEEP {
            assert!(keyed.limiter().check_key(&person).is_ok());
        }
        assert!(keyed.limiter.len() <= SWEEP + 1);
    }

    #[tokio::test]
    async fn a_quick_second_answer_does_not_wait() {
        let pace = Pace::new(BURST);
        let quick = async {
            for _ in 0..BURST.get() {
                pace.wait(7).await;
            }
        };
        assert!(
            tokio::time::timeout(Duration::from_millis(200), quick)
                .await
                .is_ok()
        );
    }
}
