//! Trying again, ever more slowly.

use std::{future::Future, time::Duration};

use tokio::time::sleep;

const FIRST: Duration = Duration::from_millis(500);

const LONGEST: Duration = Duration::from_secs(30);

/// Makes attempts until one succeeds, or `after` a failure makes an end of it; otherwise that tells how long to wait first.
pub async fn retry<T, F, E, A>(
    mut attempt: impl FnMut() -> A,
    mut after: impl FnMut(F, &mut Backoff) -> Result<Duration, E>,
) -> Result<T, E>
where
    A: Future<Output = Result<T, F>>,
{
    let mut backoff = Backoff::default();
    loop {
        let wait = match attempt().await {
            Ok(done) => return Ok(done),
            Err(failure) => after(failure, &mut backoff)?,
        };
        sleep(wait).await;
    }
}

/// Waits that double up to a limit, each shortened by chance so that many bots do not come back at once.
#[derive(Debug, Clone, Copy)]
pub struct Backoff {
    next: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { next: FIRST }
    }
}

impl Backoff {
    /// The next wait.
    pub fn wait(&mut self) -> Duration {
        let whole = self.next.min(LONGEST);
        self.next = whole * 2;
        whole.mul_f64(0.5 + fastrand::f64() / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_limit_and_no_further() {
        let mut backoff = Backoff::default();
        let waits: Vec<_> = (0..12).map(|_| backoff.wait()).collect();
        assert!(waits[0] <= FIRST && waits[0] >= FIRST / 2);
        assert!(
            waits[6..]
                .iter()
                .all(|wait| (15..=30).contains(&wait.as_secs()))
        );
    }

    #[tokio::test(start_paused = true)]
    async fn attempts_go_on_until_one_succeeds_or_there_is_an_end() {
        let start = tokio::time::Instant::now();
        for (end_at, ended) in [(9, Ok(3)), (2, Err("enough"))] {
            let mut attempts = 0;
            let attempt = || {
                attempts += 1;
                std::future::ready(if attempts < 3 {
                    Err(attempts)
                } else {
                    Ok(attempts)
                })
            };
            let after = |failure, backoff: &mut Backoff| match failure == end_at {
                true => Err("enough"),
                false => Ok(backoff.wait()),
            };
            assert_eq!(retry(attempt, after).await, ended);
        }
        assert!(start.elapsed() >= FIRST);
    }
}
