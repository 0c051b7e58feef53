//! Wishes to be told when something changes, and to be told no more.

use maklumat::{
    reply::{
        Words,
        changed::{self, Known, following},
    },
    text::Language,
};
use maklumat_store::{self as store, Followed, Peer, Store};

use super::scene::Scene;
use crate::{
    delivery::notices::{known_by, written},
    telegram::{
        act::{Action, Show},
        event::{Company, Under},
        screen::{
            Screen,
            bell::{self, Kind},
            press::Press,
        },
    },
};

/// What appears for a moment, and what else is done.
type Answer = (Option<&'static str>, Vec<Action>);

impl Scene<'_> {
    /// Promises to tell when `what` changes, once that is noted.
    pub(super) async fn follow(
        &self,
        what: &str,
        under: &Under,
        press: &Press,
        language: Language,
    ) -> Option<Answer> {
        if under.place.company == Company::Group {
            return None;
        }
        let known = Known::of(self.faq(), what, language)?;
        let words = Words::of(language);
        let mark = known_by(&known);
        let asked = store::Known {
            what,
            language,
            mark: &mark,
        };
        let chat = Peer(under.place.chat);
        match self.store.follow(chat, asked, &written(&known)).await {
            Err(store::Away) => return Some((Some(words.cannot_remember), Vec::new())),
            Ok(Followed::TooMany) => return Some((Some(words.following_too_much), Vec::new())),
            Ok(Followed::Noted) => {}
        }
        let turned = self.turned(what, under, press).into_iter();
        let promise = self.promise(what, &known, under, language);
        Some((None, turned.chain([Action::Show(promise)]).collect()))
    }

    fn promise(&self, what: &str, known: &Known, under: &Under, language: Language) -> Show {
        let mut promise = following(known, Store::FOLLOW_DAYS, language);
        // Whoever presses under an answer of old would never hear of what has changed since.
        if let Some(entry) = self.entry(what).filter(|_| !known.stands_in(&under.text)) {
            let now = changed::now(self.faq(), entry, &self.reader(language));
            promise.paragraphs.extend(now);
        }
        Show {
            place: under.place,
            answering: None,
            instead_of: None,
            screen: Screen::following(&promise, what),
        }
    }

    /// Tells no more of `what`, whether or not the FAQ still has it.
    pub(super) async fn unfollow(
        &self,
        what: &str,
        under: &Under,
        press: &Press,
        language: Language,
    ) -> Answer {
        let words = Words::of(language);
        match self.store.unfollow(Peer(under.place.chat), what).await {
            Err(store::Away) => (Some(words.cannot_remember), Vec::new()),
            Ok(()) => {
                let turned = self.turned(what, under, press);
                (Some(words.unfollowed), turned.into_iter().collect())
            }
        }
    }

    /// The message with the button that was pressed, turned round.
    fn turned(&self, what: &str, under: &Under, press: &Press) -> Option<Action> {
        let kind = match self.faq().gap(what) {
            Some(_) => Kind::Gap,
            None => Kind::Answer,
        };
        let keyboard = bell::turned(&under.keyboard, press, kind);
        (!keyboard.inline_keyboard.is_empty()).then_some(Action::Rekey {
            place: under.place,
            message: under.message,
            keyboard,
        })
    }
}
