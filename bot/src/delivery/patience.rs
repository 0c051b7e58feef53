//! How much may be asked at once, by a person and in a group.

use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::forgetful::Forgetful;

/// So many questions are answered at once, of a person or in a group …
const BURST: u32 = 10;
/// … and one more of a person each time this has passed …
const PERSON_PAUSE: Duration = Duration::from_secs(2);
/// … or in a group.
const GROUP_PAUSE: Duration = Duration::from_secs(6);
/// Of so many the bot knows that they were warned; with more, some may be warned twice.
const WARNED: usize = 10_000;

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
    /// When it was written, since 1970, as the messenger tells.
    Written(Duration),
    /// Now, by this machine's clock since 1970: of a press on a button nobody tells more.
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
    /// What one more message of `person` meets, alone with the bot or in a `group`.
    pub fn welcome(&self, person: i64, group: Option<i64>, at: Moment) -> Welcome {
        if !self.people.take(person, at) {
            return self.cut(person);
        }
        if let Some(group) = group
            && !self.groups.take(group, at)
        {
            return self.cut(group);
        }
        let mut warned = lock(&self.warned);
        warned.remove(&person);
        if let Some(group) = group {
            warned.remove(&group);
        }
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
    whole: Mutex<Forgetful<(i64, bool), Duration>>,
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

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::forgetful::SWEEP;

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
            .map(|_| patience.welcome(1, None, written(0)))
            .collect();
        assert!(met[..10].iter().all(|met| *met == Welcome::Answer));
        assert_eq!(count(&met, Welcome::Answer), 10);
        assert_eq!(count(&met, Welcome::SlowDown), 1);
        assert_eq!(patience.welcome(2, None, written(0)), Welcome::Answer);
        assert_eq!(patience.welcome(1, None, written(2)), Welcome::Answer);
        assert_eq!(patience.welcome(1, None, written(2)), Welcome::SlowDown);
    }

    #[test]
    fn many_people_in_one_group_are_a_flood_too() {
        let patience = Patience::default();
        let met: Vec<_> = (0..30)
            .map(|person| patience.welcome(person, Some(-1), written(0)))
            .collect();
        assert_eq!(count(&met, Welcome::SlowDown), 1);
        assert_eq!(count(&met, Welcome::Answer), 10);
        assert_eq!(patience.welcome(0, Some(-2), written(0)), Welcome::Answer);
    }

    #[test]
    fn what_was_written_slowly_is_no_flood_however_late_it_is_read() {
        let patience = Patience::default();
        let met: Vec<_> = (0..1000)
            .map(|minute| patience.welcome(1, None, written(60 * minute)))
            .collect();
        assert_eq!(count(&met, Welcome::Answer), 1000);
    }

    #[test]
    fn a_button_pressed_now_does_not_count_against_what_was_written_then() {
        let patience = Patience::default();
        let now = Moment::Now(Duration::from_secs(1_800_000_000));
        assert_eq!(patience.welcome(1, None, now), Welcome::Answer);
        assert_eq!(patience.welcome(1, None, written(0)), Welcome::Answer);
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
}
