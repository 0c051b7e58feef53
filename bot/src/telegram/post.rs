//! Makes each request in its turn, and does not give up lightly.

use std::{
    future::Future,
    num::NonZeroU32,
    sync::Arc,
    time::{Duration, Instant},
};

use serde::{
    Serialize,
    de::{DeserializeOwned, IgnoredAny},
};
use teloxide::{payloads::SendMessage, requests::Payload};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::{
    event::{Company, Place},
    wire::{
        api::Api,
        failure::{Failure, Refusal},
        retry::pause,
    },
};
use crate::delivery::{
    pace::{Limit, Pace, Rank},
    retry::{Backoff, retry},
};

/// A server that answers, but with errors, is asked for this long …
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// … and one that is busy or cannot be reached, for as long as Telegram would keep an update.
const LONGEST_PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);
/// A message that went out without a word coming back may have arrived: nobody shall get it more often than this.
const COPIES: usize = 3;
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
/// A notice stands in the way of other notices for no longer than this: it can be sent later.
const PATIENCE_WITH_NOTICES: Duration = Duration::from_secs(30);
/// The code of what was given up and surely not done.
pub const UNDONE: u16 = 500;
/// The code of what was given up when no word came back: as likely as not it was done.
const NO_WORD: u16 = 504;
/// The bot stops, or loses its token, before a message could be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopping;

/// The way of a request to Telegram.
pub struct Post {
    api: Arc<Api>,
    pace: Pace,
    abort: CancellationToken,
}

impl Post {
    /// Through `api`, at most `per_second` messages, until `abort`.
    pub fn new(api: Arc<Api>, per_second: NonZeroU32, abort: CancellationToken) -> Self {
        Self {
            api,
            pace: Pace::new(per_second),
            abort,
        }
    }

    /// Waits until a message may be sent there.
    pub async fn turn(&self, place: Place, rank: Rank) -> Result<(), Stopping> {
        let turn = self.pace.wait(place.chat, limit(place), rank);
        self.unless_aborted(turn).await
    }

    /// Makes a request whose result does not matter.
    pub async fn request<P: Payload + Serialize>(
        &self,
        payload: &P,
        rank: Rank,
    ) -> Result<(), Stopping> {
        self.deliver::<_, IgnoredAny>(payload, rank).await.map(drop)
    }

    /// Makes a request until Telegram grants or refuses it.
    pub async fn deliver<P, T>(
        &self,
        payload: &P,
        rank: Rank,
    ) -> Result<Result<T, Refusal>, Stopping>
    where
        P: Payload + Serialize,
        T: DeserializeOwned,
    {
        let (start, mut lost) = (Instant::now(), 0);
        let after = |failure, backoff: &mut Backoff| {
            lost += usize::from(matches!(failure, Failure::Lost(_)));
            let out_of_copies = P::NAME == SendMessage::NAME && lost == COPIES;
            match failure {
                // The token may be mended; until then the update stays Telegram's.
                Failure::Refused(refusal) if refusal.code == 401 => Err(End::Stopping),
                Failure::Refused(refusal) => {
                    warn!("Telegram refuses {}: {}", P::NAME, refusal.reason());
                    Err(End::Refused(refusal))
                }
                failure if out_of_copies || start.elapsed() > patience(&failure, rank) => {
                    let after = start.elapsed().as_secs();
                    warn!("giving up {} after {after} s: {failure}", P::NAME);
                    Err(End::Refused(given_up(&failure)))
                }
                failure => Ok(pause::<P>(&failure, backoff)),
            }
        };
        let delivered = retry(|| self.api.call(payload), after);
        match self.unless_aborted(delivered).await? {
            Ok(result) => Ok(Ok(result)),
            Err(End::Refused(refusal)) => Ok(Err(refusal)),
            Err(End::Stopping) => Err(Stopping),
        }
    }

    async fn unless_aborted<T>(&self, work: impl Future<Output = T>) -> Result<T, Stopping> {
        tokio::select! {
            biased;
            () = self.abort.cancelled() => Err(Stopping),
            done = work => Ok(done),
        }
    }
}

/// Why a request is not made again.
enum End {
    Refused(Refusal),
    Stopping,
}

fn given_up(failure: &Failure) -> Refusal {
    Refusal {
        code: match failure {
            Failure::Lost(_) => NO_WORD,
            _ => UNDONE,
        },
        description: failure.to_string(),
        moved_to: None,
    }
}

fn limit(place: Place) -> Limit {
    match place.company {
        Company::Group => GROUP,
        Company::Private => CHAT,
    }
}

fn patience(failure: &Failure, rank: Rank) -> Duration {
    match (failure, rank) {
        // Nobody else can be told either.
        (Failure::Unreachable(_), _) => LONGEST_PATIENCE,
        (_, Rank::Notice) => PATIENCE_WITH_NOTICES,
        (Failure::Busy(_), _) => LONGEST_PATIENCE,
        (Failure::Unclear(_) | Failure::Lost(_) | Failure::Refused(_), _) => PATIENCE,
    }
}
