//! How updates come in: by long polling, or brought to a webhook.

pub mod parked;
pub mod polling;
pub mod update;
pub mod webhook;
mod window;

use serde::Deserialize;
use serde_json::Value;
use tracing::warn;

use super::event::{Event, Me};
use update::Update;

/// What an update asks of the bot; nothing when it cannot be read.
fn read(id: i64, raw: &Value, me: &Me) -> Option<Event> {
    match Update::deserialize(raw) {
        Ok(update) => Event::read(update, me),
        // Not the error: it quotes.
        Err(_) => {
            warn!("update {id} cannot be read and is skipped");
            None
        }
    }
}
