//! What was said last in private chats: in memory alone and for a while, so that "terus kapan?" means something.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use maklumat::reply::Said;

/// After so long, a message begins a new talk.
const LASTS: Duration = Duration::from_secs(15 * 60);

/// Of so many chats at most something is remembered.
const MOST: usize = 5_000;

/// What is older is looked for this often: with thousands of chats, not at each message.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// What was said last, chat by chat.
#[derive(Default)]
pub struct Talks(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    said: HashMap<i64, (Instant, Said)>,
    swept: Option<Instant>,
}

impl Talks {
    /// What was said last in a chat, unless that is long ago.
    pub fn last(&self, chat: i64) -> Said {
        let now = Instant::now();
        let talks = self.swept(now);
        let last = talks.said.get(&chat).filter(|(at, _)| is_young(*at, now));
        last.map(|(_, said)| said.clone()).unwrap_or_default()
    }

    /// Remembers what was said in a chat.
    pub fn say(&self, chat: i64, said: Said) {
        let now = Instant::now();
        let mut talks = self.swept(now);
        if talks.said.len() < MOST || talks.said.contains_key(&chat) {
            talks.said.insert(chat, (now, said));
        }
    }

    /// Forgets what was said in a chat.
    pub fn forget(&self, chat: i64) {
        self.lock().said.remove(&chat);
    }

    /// What was said lately; what is older goes, now and then.
    fn swept(&self, now: Instant) -> MutexGuard<'_, Kept> {
        let mut talks = self.lock();
        let due = |swept| now.duration_since(swept) >= SWEEP_EVERY;
        if talks.swept.is_none_or(due) {
            talks.said.retain(|_, (at, _)| is_young(*at, now));
            talks.swept = Some(now);
        }
        talks
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_young(at: Instant, now: Instant) -> bool {
    now.duration_since(at) < LASTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_chat_has_its_own_last_word_in_bounded_memory() {
        let talks = Talks::default();
        let said = |question: &str| Said {
            question: question.to_owned(),
            ..Said::default()
        };
        talks.say(1, said("visa?"));
        talks.say(2, said("paspor?"));
        assert_eq!(talks.last(1), said("visa?"));
        talks.forget(1);
        assert_eq!(talks.last(1), Said::default());
        for chat in 0..2 * MOST as i64 {
            talks.say(chat, said("x"));
        }
        assert!(talks.lock().said.len() <= MOST);
        talks.say(2, said("autogate?"));
        assert_eq!(talks.last(2), said("autogate?"));
    }
}
