//! Presses on buttons.

use maklumat::{
    faq::Entry,
    reply::{self, Words, chat},
    text::Language,
};
use maklumat_store::{self as store, Consent, Counted, Ending, Feedback, Peer};

use super::{asked::buttons, scene::Scene};
use crate::telegram::{
    act::{Action, Show},
    event::{Person, Place, Pressed, Under},
    screen::{
        Screen, Why, permission,
        press::{Press, Verb, place_among_offers},
    },
};

impl Scene<'_> {
    /// What to do about a press on a button.
    pub(super) async fn pressed(&self, pressed: &Pressed) -> Vec<Action> {
        let answer = match (&pressed.under, Press::decode(&pressed.data)) {
            (Some(under), Some(press)) => {
                let place = place_among_offers(&under.buttons(), &pressed.data);
                if let (Some(place), Verb::Show(id) | Verb::Add(id)) = (place, &press.verb) {
                    self.metrics.offer_pressed(place);
                    self.ends(pressed.person, under, Ending::Chosen(id)).await;
                }
                self.press(pressed.person, under, &press).await
            }
            _ => None,
        };
        let (words, actions) = answer.unwrap_or_else(|| {
            let language = self.faq().notice.spoken(pressed.person.language);
            (Some(Words::of(language).old_button), Vec::new())
        });
        let acknowledge = Action::Acknowledge {
            query: pressed.query.clone(),
            words,
        };
        [acknowledge].into_iter().chain(actions).collect()
    }

    /// What appears for a moment, and what else is done, such as what the message becomes; `None` when the button has lost its meaning.
    async fn press(
        &self,
        person: Person,
        under: &Under,
        press: &Press,
    ) -> Option<(Option<&'static str>, Vec<Action>)> {
        let language = self.faq().notice.spoken(press.language);
        let screen = match &press.verb {
            Verb::Show(id) | Verb::Add(id) => {
                self.answer_of(self.entry(id)?, under.place.company, language)
            }
            Verb::None => self.none_of_these(person, under, language).await,
            Verb::Topics(page) => Screen::topics(self.faq(), *page, language),
            Verb::Why(id) => self.why(self.entry(id)?, under, language),
            Verb::Rate(verdict, id) => {
                let feedback = Feedback {
                    person: Peer(person.id),
                    chat: Peer(under.place.chat),
                    message: under.message,
                    entry: &self.entry(id)?.id,
                    verdict: *verdict,
                    language,
                };
                let said = self.rate(under, feedback).await;
                let asking = match verdict {
                    store::Verdict::NoHelp => self.asks_below(person, under, language).await,
                    store::Verdict::Helps | store::Verdict::Outdated => None,
                };
                return Some((Some(said), asking.into_iter().collect()));
            }
            Verb::Follow(what) => return self.follow(what, under, press, language).await,
            Verb::Unfollow(what) => {
                return Some(self.unfollow(what, under, press, language).await);
            }
            Verb::MayKeep => {
                let opened = permission::opened(&under.keyboard, language);
                let words = Words::of(language).what_may_be_kept;
                return Some((Some(words), vec![buttons(under, opened)]));
            }
            Verb::Permit(permission) => {
                return self
                    .permit(person, under, Some(*permission), language)
                    .await;
            }
            Verb::NeverAsk => return self.permit(person, under, None, language).await,
            Verb::Speak(choice) => self.speak(under.place, *choice, language).await,
            Verb::Keep(consent) => self.keep(person, *consent, language).await,
        };
        let aside = matches!(press.verb, Verb::Add(_));
        let show = Show {
            place: under.place,
            answering: under.question.as_ref().map(|question| question.message),
            instead_of: (!aside).then_some(under.message),
            screen,
        };
        Some((None, vec![Action::Show(show)]))
    }

    /// A miss belongs to who asked, whoever presses the button; whether its words may be kept, they alone are asked.
    async fn none_of_these(&self, person: Person, under: &Under, language: Language) -> Screen {
        self.ends(person, under, Ending::NoneOfThese).await;
        self.metrics.none_of_these();
        let screen = Screen::onward(&chat::none_of_these(self.faq(), language));
        match Self::own(person, under) {
            Some(asked) if self.asks_permission(&asked).await => screen.asking_permission(language),
            _ => screen,
        }
    }

    /// Asks who was not helped whether their words may be kept, below the answer that did not help.
    async fn asks_below(
        &self,
        person: Person,
        under: &Under,
        language: Language,
    ) -> Option<Action> {
        let asked = Self::own(person, under)?;
        let asks = !under.keyboard.iter().any(|row| permission::asks(row))
            && self.asks_permission(&asked).await;
        asks.then(|| buttons(under, permission::asked(&under.keyboard, language)))
    }

    /// The same answer, and how the bot came to it.
    fn why(&self, entry: &Entry, under: &Under, language: Language) -> Screen {
        let reader = self.reader(language);
        let question = under.question.as_ref();
        let asked = question.and_then(|question| {
            let understood = self.matcher.understand(&question.words);
            let reply = reply::render(self.faq(), &understood, &reader);
            let same = reply.answered.contains(&entry.id) || reply.likely.contains(&entry.id);
            same.then(|| (self.matcher.explain(&question.words), reply))
        });
        let (explained, mut reply) = match asked {
            Some((explained, reply)) => (Some(explained), reply),
            None => (None, reply::entry(self.faq(), entry, &reader)),
        };
        let explanation = chat::why(self.faq(), explained.as_ref(), language);
        reply.paragraphs.extend(explanation);
        Screen::answer(&reply, Why::Given).with_bells(&reply, under.place.company)
    }

    async fn rate(&self, under: &Under, feedback: Feedback<'_>) -> &'static str {
        let words = Words::of(feedback.language);
        match self.store.feedback(feedback).await {
            Ok(Counted::Before) => words.noted_before,
            Err(store::Away) => words.cannot_remember,
            Ok(Counted::Now) => {
                self.metrics.rated(feedback.entry, feedback.verdict);
                self.judge(under, &feedback).await;
                match feedback.verdict {
                    store::Verdict::Helps => words.noted_helps,
                    store::Verdict::NoHelp => words.noted_no_help,
                    store::Verdict::Outdated => words.noted_outdated,
                }
            }
        }
    }

    async fn speak(&self, place: Place, choice: Option<Language>, language: Language) -> Screen {
        let set = self.store.set_language(Peer(place.chat), choice).await;
        let chosen = choice.map(|choice| self.faq().notice.spoken(choice));
        let (line, language) = match (set, chosen) {
            (Err(store::Away), _) => (Words::of(language).cannot_remember, language),
            (Ok(()), Some(choice)) => (Words::of(choice).speaking, choice),
            (Ok(()), None) => (Words::of(language).following_question, language),
        };
        Screen::plain(&chat::say(line, language))
    }

    async fn keep(&self, person: Person, consent: Consent, language: Language) -> Screen {
        let words = Words::of(language);
        let set = self.store.set_consent(Peer(person.id), consent).await;
        let line = match (set, consent) {
            (Err(store::Away), _) => words.cannot_remember,
            (Ok(()), Consent::Given) => words.agreed,
            (Ok(()), Consent::NotGiven) => words.disagreed,
            (Ok(()), Consent::Refused) => words.refused,
        };
        Screen::plain(&chat::say(line, language))
    }
}
