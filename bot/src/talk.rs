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

/// What was said last, chat by chat.
#[derive(Default)]
pub struct Talks(Mutex<HashMap<i64, (Instant, Said)>>);

impl Talks {
    /// What was said last in a chat, unless that is long ago.
    pub fn last(&self, chat: i64) -> Said {
        let last = self.young().get(&chat).map(|(_, said)| said.clone());
        last.unwrap_or_default()
    }

    /// Remembers what was said in a chat.
    pub fn say(&self, chat: i64, said: Said) {
        let mut talks = self.young();
        if talks.len() < MOST || talks.contains_key(&chat) {
            talks.insert(chat, (Instant::now(), said));
        }
    }

    /// Forgets what was said in a chat.
    pub fn forget(&self, chat: i64) {
        self.lock().remove(&chat);
    }

    /// What was said lately; what is older goes.
    fn young(&self) -> MutexGuard<'_, HashMap<i64, (Instant, Said)>> {
        let mut talks = self.lock();
        talks.retain(|_, (at, _)| at.elapsed() < LASTS);
        talks
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<i64, (Instant, Said)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
        assert!(talks.lock().len() <= MOST);
        talks.say(2, said("autogate?"));
        assert_eq!(talks.last(2), said("autogate?"));
    }
}
