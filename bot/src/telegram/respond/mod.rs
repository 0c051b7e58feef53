//! What the bot does about an event. Everything but what is remembered is a pure function of the event and the FAQ.

mod pressed;
mod spoken;

use maklumat::{
    faq::{Date, Entry, Faq, Notice},
    matcher::Matcher,
    reply::{self, Reader, Words, chat},
    text::{self, Language, normalise},
};

use super::{
    event::{Company, Event, Person, Place, Spoken, Typing},
    pace::Welcome,
    screen::{
        Screen, Why,
        offer::{Offer, offer},
    },
    talk::Talks,
};
use crate::{
    service::metrics::Metrics,
    store::{Peer, Store},
};

/// What the link from inline mode to the chat with the bot carries.
pub const FROM_INLINE: &str = "inline";

/// What surrounds an event.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Understands questions.
    pub matcher: &'a Matcher,
    /// Remembers.
    pub store: &'a Store,
    /// Counts.
    pub metrics: &'a Metrics,
    /// The day on which people read.
    pub today: Date,
    /// What was said last in private chats.
    pub talks: &'a Talks,
    /// The bot's earlier answer to a message that was changed.
    pub earlier: Option<i32>,
}

/// Something to be done in Telegram.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Shows a message.
    Show(Show),
    /// Ends the waiting after a press on a button.
    Acknowledge {
        /// The press.
        query: String,
        /// What appears for a moment over the chat.
        words: Option<&'static str>,
    },
    /// Offers answers to share in any chat.
    Offer(Offer),
}

/// A message to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Show {
    /// Where.
    pub place: Place,
    /// The message that it answers.
    pub answering: Option<i32>,
    /// The message of the bot that it takes the place of.
    pub instead_of: Option<i32>,
    /// What a person sees.
    pub screen: Screen,
}

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

/// What to do about an event of somebody who should slow down.
pub fn slow_down(event: &Event, welcome: Welcome, notice: &Notice) -> Option<Action> {
    let spoken_to = |person: Person| notice.spoken(person.language);
    match event {
        Event::Spoken(spoken) if welcome == Welcome::SlowDown => {
            let language = spoken_to(spoken.person);
            let slow_down = chat::say(Words::of(language).slow_down, language);
            let screen = Screen::plain(&slow_down);
            Some(Action::Show(Show::after(spoken, screen)))
        }
        Event::Pressed(pressed) => Some(Action::Acknowledge {
            query: pressed.query.clone(),
            words: Some(Words::of(spoken_to(pressed.person)).slow_down),
        }),
        Event::Spoken(_) | Event::Typing(_) | Event::Moved { .. } | Event::Removed { .. } => None,
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

impl Show {
    /// A new message after `spoken`; among several people it says which message it answers.
    fn after(spoken: &Spoken, screen: Screen) -> Self {
        let in_group = spoken.place.company == Company::Group;
        Self {
            place: spoken.place,
            answering: in_group.then_some(spoken.message),
            instead_of: None,
            screen,
        }
    }
}

impl Scene<'_> {
    fn faq(&self) -> &Faq {
        self.matcher.faq()
    }

    fn reader(&self, language: Language) -> Reader {
        Reader {
            language: Some(language),
            as_of: None,
            today: self.today,
        }
    }

    /// The language that was chosen for a chat, or else `fallback`, as far as the notice speaks it.
    async fn language(&self, chat: i64, fallback: Language) -> Language {
        let chosen = self.store.language(Peer(chat)).await;
        self.faq().notice.spoken(chosen.unwrap_or(fallback))
    }

    /// The language to answer `words` in: the one chosen for the chat, that of the words, or that of the person's app.
    async fn language_for(&self, words: &str, person: Person, chat: i64) -> Language {
        let words = normalise::words(words);
        let told = text::told(words.iter().map(String::as_str));
        self.language(chat, told.unwrap_or(person.language)).await
    }

    fn entry(&self, id: &str) -> Option<&Entry> {
        self.faq().entries.iter().find(|entry| entry.id == id)
    }

    fn answer_of(&self, entry: &Entry, language: Language) -> Screen {
        let reply = reply::entry(self.faq(), entry, &self.reader(language));
        Screen::answer(&reply, Why::Offered)
    }

    async fn typing(&self, typing: &Typing) -> Offer {
        let understood = self.matcher.understand(&typing.words);
        let language = self.language_for(&typing.words, typing.person, typing.person.id);
        let language = language.await;
        offer(typing, self.faq(), &understood, &self.reader(language))
    }
}
