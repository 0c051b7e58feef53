//! What the bot does about an event. Everything but what is remembered is a pure function of the event and the FAQ.

mod asked;
mod followed;
mod paused;
mod pressed;
mod scene;
mod spoken;

use maklumat::{
    faq::Notice,
    reply::{Words, chat},
};
use maklumat_store::{Pause, Peer};
pub use scene::Scene;

use super::{
    act::{Action, Show},
    event::{Event, Person},
    screen::Screen,
};

/// What to do about `event`, in this order.
pub async fn respond(event: &Event, scene: Scene<'_>) -> Vec<Action> {
    match event {
        Event::Spoken(spoken) => scene.spoken(spoken).await.into_iter().collect(),
        Event::Pressed(pressed) => scene.pressed(pressed).await,
        Event::Typing(typing) => vec![Action::Offer(scene.typing(typing).await)],
        Event::Moved { from, to } => {
            scene.store.moved(Peer(*from), Peer(*to)).await;
            Vec::new()
        }
        Event::Removed { chat } => {
            // What cannot be wiped now goes by itself when its time is over.
            scene.store.forget(Peer(*chat)).await.ok();
            Vec::new()
        }
    }
}

/// What to do about `event` while the bot is paused.
pub async fn respond_paused(event: &Event, scene: Scene<'_>, pause: Pause) -> Vec<Action> {
    match paused::is_a_right(event) {
        true => respond(event, scene).await,
        false => scene.paused(event, pause).await.into_iter().collect(),
    }
}

/// What to do about an event of somebody who should slow down.
pub fn slow_down(event: &Event, notice: &Notice) -> Option<Action> {
    let spoken_to = |person: Person| notice.spoken(person.language);
    match event {
        Event::Spoken(spoken) => {
            let language = spoken_to(spoken.person);
            let slow_down = chat::say(Words::of(language).slow_down, language);
            let screen = Screen::plain(&slow_down);
            Some(Action::Show(Show::after(spoken, screen)))
        }
        Event::Pressed(pressed) => Some(Action::Acknowledge {
            query: pressed.query.clone(),
            words: Some(Words::of(spoken_to(pressed.person)).slow_down),
        }),
        Event::Typing(_) | Event::Moved { .. } | Event::Removed { .. } => None,
    }
}

/// What to do about a press that is for administrators alone: the choice of a group's language.
pub fn deny(event: &Event, notice: &Notice) -> Option<Action> {
    match event {
        Event::Pressed(pressed) => {
            let language = notice.spoken(pressed.person.language);
            Some(Action::Acknowledge {
                query: pressed.query.clone(),
                words: Some(Words::of(language).admins_only),
            })
        }
        _ => None,
    }
}
