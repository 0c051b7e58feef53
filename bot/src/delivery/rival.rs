//! Another poller under the same name: exactly one of them goes on, the others stand by to take over.
//!
//! The messenger ends a poll when another one begins, so that each of two pollers disturbs the other, and neither is told which of
//! them is wanted. Whoever has polled undisturbed for a while asks again at once; whoever has not lets a while pass
//! first. So one that was there before goes on, one that comes to replace it takes over when it goes, and of two that come
//! together chance chooses one.

use std::time::Duration;

use tokio::time::Instant;

/// Undisturbed for so long, less than [`STAND_BY`], a poller is the one that goes on.
const SENIOR_AFTER: Duration = Duration::from_secs(4);
/// Those who stand by ask again after at least this long, and at most twice as long.
const STAND_BY: Duration = Duration::from_secs(5);
/// Whoever goes on asks again this soon.
const AT_ONCE: Duration = Duration::from_millis(300);
/// Those who stand by do not disturb so often within [`CLASH`]: another one takes itself for the one that goes on.
const MOST_CONFLICTS: usize = 30;
const CLASH: Duration = Duration::from_secs(60);

/// How a poller fares among others.
#[derive(Debug, Default)]
pub struct Rival {
    /// Since when it has polled undisturbed.
    calm_since: Option<Instant>,
    senior: bool,
    conflicts: usize,
    counted_since: Option<Instant>,
}

/// What a poller does after a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It goes on, after this time.
    Mine(Duration),
    /// It stands by for this time.
    Theirs(Duration),
}

impl Rival {
    /// A poll begins.
    pub fn begins(&mut self, now: Instant) {
        self.calm_since.get_or_insert(now);
    }

    /// A poll was not disturbed; whether that makes it the one that goes on, which it was not before.
    pub fn undisturbed(&mut self, now: Instant) -> bool {
        let calm = self
            .calm_since
            .is_some_and(|since| now.duration_since(since) >= SENIOR_AFTER);
        let becomes = calm && !self.senior;
        self.senior |= calm;
        becomes
    }

    /// A poll was ended by another poller's.
    pub fn disturbed(&mut self, now: Instant) -> Turn {
        // A poll that lasted long before it was ended counts as well.
        self.undisturbed(now);
        self.calm_since = None;
        let since = *self.counted_since.get_or_insert(now);
        if now.duration_since(since) > CLASH {
            (self.counted_since, self.conflicts) = (Some(now), 0);
        }
        self.conflicts += 1;
        if self.conflicts > MOST_CONFLICTS {
            (self.counted_since, self.conflicts, self.senior) = (None, 0, false);
        }
        match self.senior {
            true => Turn::Mine(AT_ONCE),
            false => Turn::Theirs(STAND_BY.mul_f64(1.0 + fastrand::f64())),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    };

    use tokio::{
        sync::watch,
        task::JoinHandle,
        time::{sleep, timeout},
    };

    use super::*;

    const POLL: Duration = Duration::from_secs(25);

    /// A new poll ends the one before.
    #[derive(Clone)]
    struct Messenger(watch::Sender<usize>);

    impl Messenger {
        /// Whether a poll was not disturbed.
        async fn poll(&self) -> bool {
            let mut polls = self.0.subscribe();
            self.0.send_modify(|polls| *polls += 1);
            polls.mark_unchanged();
            timeout(POLL, polls.changed()).await.is_err()
        }
    }

    /// A poller, and for how many milliseconds its polls were open.
    fn poller(messenger: &Messenger) -> (JoinHandle<()>, Arc<AtomicU64>) {
        let (messenger, open) = (messenger.clone(), Arc::new(AtomicU64::new(0)));
        let total = Arc::clone(&open);
        let task = tokio::spawn(async move {
            let mut rival = Rival::default();
            loop {
                let start = Instant::now();
                rival.begins(start);
                let undisturbed = messenger.poll().await;
                total.fetch_add(start.elapsed().as_millis() as u64, Ordering::Relaxed);
                if undisturbed {
                    rival.undisturbed(Instant::now());
                } else {
                    let (Turn::Mine(wait) | Turn::Theirs(wait)) = rival.disturbed(Instant::now());
                    sleep(wait).await;
                }
            }
        });
        (task, open)
    }

    fn messenger() -> Messenger {
        Messenger(watch::Sender::new(0))
    }

    const MINUTE: u64 = 60_000;

    #[tokio::test(start_paused = true)]
    async fn one_that_is_there_goes_on_and_another_takes_over_when_it_goes() {
        let messenger = messenger();
        let (old, old_open) = poller(&messenger);
        sleep(Duration::from_millis(MINUTE)).await;
        let (_new, new_open) = poller(&messenger);
        sleep(Duration::from_millis(60 * MINUTE)).await;
        assert!(old_open.load(Ordering::Relaxed) > 57 * MINUTE);
        assert!(new_open.swap(0, Ordering::Relaxed) < 4 * MINUTE);
        old.abort();
        sleep(Duration::from_millis(2 * MINUTE)).await;
        assert!(new_open.load(Ordering::Relaxed) > MINUTE);
    }

    #[tokio::test(start_paused = true)]
    async fn of_several_that_come_together_one_goes_on() {
        for pollers in [2, 2, 2, 3, 3, 3] {
            let messenger = messenger();
            let pollers: Vec<_> = (0..pollers).map(|_| poller(&messenger)).collect();
            sleep(Duration::from_millis(10 * MINUTE)).await;
            for (_, open) in &pollers {
                open.store(0, Ordering::Relaxed);
            }
            sleep(Duration::from_millis(10 * MINUTE)).await;
            let open = pollers.iter().map(|(_, open)| open.load(Ordering::Relaxed));
            let mut open: Vec<_> = open.collect();
            open.sort_unstable();
            assert!(open.pop() > Some(8 * MINUTE), "{open:?}");
            assert!(open.iter().sum::<u64>() < 2 * MINUTE, "{open:?}");
            pollers.iter().for_each(|(task, _)| task.abort());
        }
    }
}
