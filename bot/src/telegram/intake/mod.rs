//! How updates come in: by long polling, or brought to a webhook.

pub mod parked;
pub mod polling;
mod rival;
pub mod update;
pub mod webhook;
mod window;

use serde_json::value::RawValue;
use tracing::warn;

use super::event::{Event, Me};
use update::Update;

/// What an update asks of the bot; nothing when it cannot be read.
fn read(id: i64, raw: &RawValue, me: &Me) -> Option<Event> {
    match serde_json::from_str::<Update>(raw.get()) {
        Ok(update) => Event::read(update, me),
        // Not the error: it quotes.
        Err(_) => {
            warn!("update {id} cannot be read and is skipped");
            None
        }
    }
}
