//! The step from an update to the queue that it waits in.

use maklumat_store::Peer;
use serde_json::value::RawValue;
use tracing::warn;

use super::{
    event::{Event, Me},
    wire::update::Update,
};
use crate::delivery::{parking::Waiting, pool::Lane};

/// What an update asks of the bot; nothing when it cannot be read.
pub fn read(id: i64, raw: &RawValue, me: &Me) -> Option<Event> {
    match serde_json::from_str::<Update>(raw.get()) {
        Ok(update) => Event::read(update, me),
        // Not the error: it quotes.
        Err(_) => {
            warn!("update {id} cannot be read and is skipped");
            None
        }
    }
}

/// The queue that an event belongs to.
pub fn lane(event: &Event) -> Lane {
    match event {
        Event::Spoken(spoken) => Lane::Each(spoken.place.chat),
        Event::Pressed(pressed) => {
            let chat = pressed.under.as_ref().map(|under| under.place.chat);
            Lane::Each(chat.unwrap_or(pressed.person.id))
        }
        Event::Typing(typing) => Lane::Latest(typing.person.id),
        Event::Moved { from: chat, .. } | Event::Removed { chat } => Lane::Each(*chat),
    }
}

/// What of an event can be parked.
pub fn waiting(event: &Event, raw: Box<RawValue>) -> Waiting {
    Waiting::new(event.person().map(|person| Peer(person.id)), raw)
}
