//! While the bot is paused: whoever asks is told so once, and everybody keeps the rights to what is kept about them.

use maklumat::reply::{Words, chat};
use maklumat_store::{Message, Pause, Peer};

use super::scene::Scene;
use crate::telegram::{
    act::{Action, Show},
    command::Command,
    event::{Event, Spoken, Version, What},
    screen::{
        Screen,
        press::{Press, Verb},
    },
};

/// Whether somebody asks what is kept about them, has it deleted, takes a consent or a wish back; or what is kept has to follow a group.
pub(super) fn is_a_right(event: &Event) -> bool {
    match event {
        Event::Spoken(spoken) => matches!(
            spoken.what,
            What::Command(Command::Privacy | Command::Forget, _)
        ),
        Event::Pressed(pressed) => matches!(
            Press::decode(&pressed.data),
            Some(Press {
                verb: Verb::Keep(_) | Verb::NeverAsk | Verb::Unfollow(_),
                ..
            })
        ),
        Event::Typing(_) => false,
        Event::Moved { .. } | Event::Removed { .. } => true,
    }
}

impl Scene<'_> {
    /// What to do about an event that has to wait for the end of a pause.
    pub(super) async fn paused(&self, event: &Event, pause: Pause) -> Option<Action> {
        match event {
            Event::Spoken(spoken) => self.told_of(pause, spoken).await,
            Event::Pressed(pressed) => {
                let language = self.faq().notice.spoken(pressed.person.language);
                Some(Action::Acknowledge {
                    query: pressed.query.clone(),
                    words: Some(Words::of(language).paused_for_now),
                })
            }
            // Nothing is offered, and nobody waits for anything.
            Event::Typing(_) | Event::Moved { .. } | Event::Removed { .. } => None,
        }
    }

    async fn told_of(&self, pause: Pause, spoken: &Spoken) -> Option<Action> {
        let chat = Peer(spoken.place.chat);
        let asked = Message {
            chat,
            number: spoken.message,
        };
        if spoken.version == Version::Edited || !self.store.first_told_of(pause, asked).await {
            return None;
        }
        let language = match &spoken.what {
            What::Words(words) | What::Command(Command::Ask, words) => {
                self.language_for(words, spoken.person, chat.0).await
            }
            _ => self.language(chat.0, spoken.person.language).await,
        };
        let screen = Screen::plain(&chat::paused(self.faq(), language));
        Some(Action::Show(Show::after(spoken, screen)))
    }
}
