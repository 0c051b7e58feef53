//! How long to wait before trying again.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(500);

/// Waits that double up to a limit, each shortened by chance so that many bots do not come back at once.
#[derive(Debug, Clone, Copy)]
pub struct Backoff {
    next: Duration,
    most: Duration,
}

impl Backoff {
    /// Waits of at most `most`.
    pub fn up_to(most: Duration) -> Self {
        Self { next: FIRST, most }
    }

    /// The next wait.
    pub fn wait(&mut self) -> Duration {
        let whole = self.next.min(self.most);
        self.next = whole * 2;
        whole.mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_limit_and_no_further() {
        let mut backoff = Backoff::up_to(Duration::from_secs(4));
        let waits: Vec<_> = (0..8).map(|_| backoff.wait()).collect();
        assert!(waits[0] <= FIRST && waits[0] >= FIRST / 2);
        assert!(
            waits[3..]
                .iter()
                .all(|wait| (2..=4).contains(&wait.as_secs()))
        );
    }
}
