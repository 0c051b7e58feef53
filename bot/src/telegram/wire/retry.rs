//! What becomes of a request that failed, as far as every request is alike in it.

use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};
use teloxide::requests::Payload;
use tracing::warn;

use super::{
    api::Api,
    failure::{Failure, Refusal},
};
use crate::delivery::retry::{Backoff, retry};

/// Telegram refuses a request that the bot cannot do without.
#[derive(Debug)]
pub struct Denied {
    /// The request's method.
    pub method: &'static str,
    /// Telegram's no.
    pub refusal: Refusal,
}

/// Makes a request until it is granted, however long Telegram cannot be reached.
pub async fn until_granted<P, T>(api: &Api, payload: &P) -> Result<T, Denied>
where
    P: Payload + Serialize,
    T: DeserializeOwned,
{
    let after = |failure, backoff: &mut Backoff| match failure {
        Failure::Refused(refusal) => Err(Denied {
            method: P::NAME,
            refusal,
        }),
        failure => Ok(pause::<P>(&failure, backoff)),
    };
    retry(|| api.call(payload), after).await
}

/// How long to wait after a failure that is not the end.
pub fn pause<P: Payload>(failure: &Failure, backoff: &mut Backoff) -> Duration {
    let wait = match failure {
        Failure::Busy(wait) => *wait,
        _ => backoff.wait(),
    };
    warn!("{} failed, again in {wait:?}: {failure}", P::NAME);
    wait
}
