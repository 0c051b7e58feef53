//! What surrounds an event, and what all answers need of it.

use maklumat::{
    faq::{Date, Entry, Faq},
    matcher::Matcher,
    reply::{self, Reader},
    text::{self, Language, normalise},
};
use maklumat_store::{Peer, Store};

use crate::{
    service::metrics::Metrics,
    talk::Talks,
    telegram::{
        event::{Company, Person, Typing},
        screen::{
            Screen, Why,
            offer::{Offer, offer},
        },
    },
};

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
    /// Whether who acts is one of those who run the bot, alone with it.
    pub for_staff: bool,
    /// The bot's earlier answer to a message that was changed.
    pub earlier: Option<i32>,
}

impl Scene<'_> {
    pub(super) fn faq(&self) -> &Faq {
        self.matcher.faq()
    }

    pub(super) fn reader(&self, language: Language) -> Reader {
        Reader {
            language: Some(language),
            as_of: None,
            today: self.today,
        }
    }

    /// The language that was chosen for a chat, or else `fallback`, as far as the notice speaks it.
    pub(super) async fn language(&self, chat: i64, fallback: Language) -> Language {
        let chosen = self.store.language(Peer(chat)).await;
        self.faq().notice.spoken(chosen.unwrap_or(fallback))
    }

    /// The language to answer `words` in: the one chosen for the chat, that of the words, or that of the person's app.
    pub(super) async fn language_for(&self, words: &str, person: Person, chat: i64) -> Language {
        let words = normalise::words(words);
        let told = text::told(words.iter().map(String::as_str));
        self.language(chat, told.unwrap_or(person.language)).await
    }

    pub(super) fn entry(&self, id: &str) -> Option<&Entry> {
        self.faq().entry(id)
    }

    pub(super) fn answer_of(&self, entry: &Entry, company: Company, language: Language) -> Screen {
        let reply = reply::entry(self.faq(), entry, &self.reader(language));
        Screen::answer(&reply, Why::Offered).with_bells(&reply, company)
    }

    pub(super) async fn typing(&self, typing: &Typing) -> Offer {
        let understand = || self.matcher.understand(&typing.words);
        let understood = self.metrics.matching(understand);
        let language = self.language_for(&typing.words, typing.person, typing.person.id);
        let language = language.await;
        offer(typing, self.faq(), &understood, &self.reader(language))
    }
}
