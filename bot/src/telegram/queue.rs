//! The queue that an event waits in, and what of it can be parked.

use maklumat_store::Peer;
use serde_json::value::RawValue;

use super::event::Event;
use crate::delivery::{parking::Waiting, pool::Lane};

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
