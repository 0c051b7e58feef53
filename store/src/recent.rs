//! What was seen lately, in bounded memory: the fallback while the database is away.

use std::{
    num::NonZeroUsize,
    time::{Duration, Instant},
};

use lru::LruCache;

use super::{Begun, Peer};

/// Past this many of each, what was put there longest ago is forgotten: 12 MB at most.
const CAPACITY: NonZeroUsize = NonZeroUsize::new(40_000).expect("not zero");

/// Who has an update, as far as this process knows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Held {
    /// This process is at it.
    Here,
    /// It was handled, by whomever.
    Done,
}

/// What this process has seen lately, for when the database is away.
#[derive(Debug)]
pub(super) struct Seen {
    updates: LruCache<i64, Held>,
    /// Until when, and on account of which message of the peer's chat.
    marks: LruCache<(Peer, String), (Instant, Option<i32>)>,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            updates: LruCache::new(CAPACITY),
            marks: LruCache::new(CAPACITY),
        }
    }
}

impl Seen {
    /// Takes an update, unless this process knows what became of it.
    pub(super) fn take(&mut self, update: i64) -> Option<Begun> {
        match self.updates.peek(&update) {
            Some(Held::Here) => Some(Begun::InProgress),
            Some(Held::Done) => Some(Begun::Done),
            None => {
                self.updates.put(update, Held::Here);
                None
            }
        }
    }

    /// Whether this process has not marked the same within `window`, or on account of this very `message`.
    pub(super) fn mark(
        &mut self,
        peer: Peer,
        what: &str,
        window: Duration,
        message: Option<i32>,
    ) -> bool {
        let (now, mark) = (Instant::now(), (peer, what.to_owned()));
        let marked = self.marks.peek(&mark);
        let again = |of: &Option<i32>| of.is_some() && *of == message;
        let first = marked.is_none_or(|(until, of)| *until <= now || again(of));
        if first {
            self.marks.put(mark, (now + window, message));
        }
        first
    }

    /// Notes who has an update.
    pub(super) fn hold(&mut self, update: i64, held: Held) {
        self.updates.put(update, held);
    }

    /// Notes that an update is nobody's any more.
    pub(super) fn give_back(&mut self, update: i64) {
        self.updates.pop(&update);
    }

    /// Forgets what is known of a person or chat.
    pub(super) fn forget(&mut self, person: Peer) {
        let marks = self.marks.iter().map(|(mark, _)| mark);
        let theirs = marks.filter(|(peer, _)| *peer == person);
        let theirs: Vec<_> = theirs.cloned().collect();
        for mark in theirs {
            self.marks.pop(&mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_longest_ago_makes_room() {
        let (mut seen, many) = (Seen::default(), 2 * CAPACITY.get() as i64);
        for update in 0..many {
            seen.hold(update, Held::Done);
        }
        assert_eq!(seen.take(many - 1), Some(Begun::Done));
        assert_eq!(seen.take(0), None);
        assert_eq!(seen.updates.len(), CAPACITY.get());
    }

    #[test]
    fn who_is_forgotten_takes_nobody_along() {
        let (mut seen, hour) = (Seen::default(), Duration::from_secs(3600));
        assert!(seen.mark(Peer(1), "x", hour, None) && seen.mark(Peer(2), "x", hour, None));
        seen.forget(Peer(1));
        assert!(seen.mark(Peer(1), "x", hour, None));
        assert!(!seen.mark(Peer(2), "x", hour, None));
    }
}
