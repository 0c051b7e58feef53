//! What is remembered of a question that was not answered outright, and what a press says of it.

use maklumat::{
    matcher::{Decision, Part, Reason, Understanding},
    reply::{Choice, Reply, Words},
    text::Language,
};
use maklumat_store::{
    self as store, Asked, Consent, Ending, Feedback, Message, Peer, Permission, Question, Told,
    Verdict, Wording,
};
use teloxide::types::InlineKeyboardMarkup;

use super::scene::Scene;
use crate::telegram::{
    act::Action,
    event::{self, Company, Person, Spoken, Under, Version},
    screen::{permission, press},
};

impl Scene<'_> {
    /// Counts what became of each question, and remembers those that were not answered outright: from them somebody may learn.
    pub(super) async fn remember(
        &self,
        spoken: &Spoken,
        understood: &Understanding,
        reply: &Reply,
    ) {
        self.metrics.asked(self.faq(), understood);
        let questions: Vec<_> = (0..)
            .zip(&understood.parts)
            .filter_map(|(number, part)| Some((number, self.missed(part, understood, reply)?)))
            .collect();
        if questions.is_empty() && spoken.version == Version::First {
            return;
        }
        let asked = Asked {
            message: message(spoken.place.chat, spoken.message),
            person: Peer(spoken.person.id),
            wording: spoken.wording,
            language: understood.language,
            questions,
        };
        self.store.asked(&asked).await;
    }

    /// What a question was told, unless that was an answer outright, or a gap that is known. Of one question alone, what people see
    /// is known: an entry stands there under the name of the one that took its place.
    fn missed<'a>(
        &'a self,
        part: &'a Part,
        understood: &Understanding,
        reply: &'a Reply,
    ) -> Option<Question<'a>> {
        let ids = |entries: &[usize]| {
            entries
                .iter()
                .map(|entry| &self.faq().entries[*entry].id[..])
                .collect()
        };
        let shown = || {
            let choices = reply.choices.iter().map(|Choice { entry, .. }| &entry[..]);
            let likely = reply.likely.iter().map(|entry| &entry[..]);
            likely.chain(choices).collect()
        };
        let (told, offered): (_, Vec<&str>) = match &part.verdict.decision {
            Decision::Likely { .. } | Decision::Choices(_) if understood.parts.len() == 1 => {
                match reply.likely.is_empty() {
                    true => (Told::Choices, shown()),
                    false => (Told::Likely, shown()),
                }
            }
            Decision::Likely { entry, others } => {
                (Told::Likely, ids(&[&[*entry], &others[..]].concat()))
            }
            Decision::Choices(entries) => (Told::Choices, ids(entries)),
            Decision::Abstain(Reason::NotTold(entry)) => (Told::Nothing, ids(&[*entry])),
            Decision::Abstain(Reason::OutOfScope) => {
                let nearest = part.ranking.first().map(|nearest| nearest.entry);
                (Told::Nothing, ids(nearest.as_slice()))
            }
            Decision::Answer(_) | Decision::Abstain(_) => return None,
        };
        Some(Question {
            words: &part.text,
            told,
            chance: offered.first().and_then(|first| self.chance(part, first)),
            offered,
        })
    }

    fn chance(&self, part: &Part, id: &str) -> Option<f64> {
        let mut ranked = part.ranking.iter();
        let found = ranked.find(|ranked| self.faq().entries[ranked.entry].id == id)?;
        Some(found.score)
    }

    /// Whether to ask, under the reply to a miss, if the words may be kept: with one person alone, where they are theirs and hold
    /// nothing personal, and where they have not said before what they want.
    pub(super) async fn asks_permission(&self, asked: &Miss<'_>) -> bool {
        asked.company == Company::Private
            && asked.wording == Wording::Own
            && store::holds_personal_data(asked.words).is_none()
            && self
                .store
                .may_ask(Peer(asked.person.id), asked.message)
                .await
    }

    /// The question that the message with a button answers, if who presses asked it in words of their own, alone with the bot.
    pub(super) fn own<'a>(person: Person, under: &'a Under) -> Option<Miss<'a>> {
        let question = under.question.as_ref()?;
        (question.asker.id == person.id).then(|| Miss {
            company: under.place.company,
            person,
            wording: question.wording,
            message: message(under.place.chat, question.message),
            words: &question.words,
        })
    }

    /// What somebody said about keeping their words: for the moment, and what becomes of the buttons.
    pub(super) async fn permit(
        &self,
        person: Person,
        under: &Under,
        permission: Option<Permission>,
        language: Language,
    ) -> Option<(Option<&'static str>, Vec<Action>)> {
        let asked = Self::own(person, under)?;
        if asked.company != Company::Private || asked.wording != Wording::Own {
            return None;
        }
        let words = Words::of(language);
        let said = match permission {
            None => {
                let refused = self
                    .store
                    .set_consent(Peer(person.id), Consent::Refused)
                    .await;
                refused.map(|()| Some(words.refused))
            }
            Some(permission) => {
                let understood = self.matcher.understand(asked.words);
                let parts = understood.parts.iter().map(|part| &part.text[..]);
                let questions: Vec<_> = parts.chain([asked.words]).collect();
                let kept = self
                    .store
                    .keep(Peer(person.id), asked.message, &questions, permission);
                kept.await.map(|kept| match (permission, kept) {
                    (Permission::Always, _) => Some(words.agreed),
                    (Permission::Once, true) => Some(words.permitted),
                    (Permission::Once, false) => None,
                })
            }
        };
        match said {
            Ok(said) => Some((
                Some(said?),
                vec![buttons(under, permission::closed(&under.keyboard))],
            )),
            Err(store::Away) => Some((Some(words.cannot_remember), Vec::new())),
        }
    }

    /// Remembers what somebody said of an answer, where it was told to a question.
    pub(super) async fn judge(&self, under: &Under, feedback: &Feedback<'_>) {
        let Some(question) = &under.question else {
            return;
        };
        let (ending, held) = match feedback.verdict {
            Verdict::Helps => (Ending::Helps(feedback.entry), true),
            Verdict::NoHelp => (Ending::NoHelp(feedback.entry), false),
            Verdict::Outdated => return,
        };
        let message = message(under.place.chat, question.message);
        let understood = self.matcher.understand(&question.words);
        let answered = |part: &Part| matches!(part.verdict.decision, Decision::Answer(entry) if self.faq().entries[entry].id == feedback.entry);
        let Some(number) = understood.parts.iter().position(answered) else {
            if press::is_likely(&under.buttons()) {
                self.metrics.judged(Told::Likely, held);
            }
            return self.store.pressed(feedback.person, message, ending).await;
        };
        self.metrics.judged(Told::Outright, held);
        let part = &understood.parts[number];
        let told = Question {
            words: &part.text,
            told: Told::Outright,
            offered: vec![feedback.entry],
            chance: self.chance(part, feedback.entry),
        };
        let asked = Asked {
            message,
            person: Peer(question.asker.id),
            wording: question.wording,
            language: understood.language,
            questions: vec![(number, told)],
        };
        self.store.judged(&asked, ending).await;
    }

    /// Remembers how what was offered under a question ended.
    pub(super) async fn ends(&self, person: Person, under: &Under, ending: Ending<'_>) {
        if press::is_likely(&under.buttons()) {
            self.metrics.judged(Told::Likely, false);
        }
        if let Some(event::Question {
            message: number, ..
        }) = under.question
        {
            let message = message(under.place.chat, number);
            self.store.pressed(Peer(person.id), message, ending).await;
        }
    }
}

/// A question that got no answer, as far as it matters for asking whether its words may be kept.
pub(super) struct Miss<'a> {
    /// With how many it was asked.
    pub company: Company,
    /// Who asked.
    pub person: Person,
    /// Whose words these are.
    pub wording: Wording,
    /// The message.
    pub message: Message,
    /// Its words.
    pub words: &'a str,
}

impl<'a> Miss<'a> {
    /// A message that was just written.
    pub fn of(spoken: &Spoken, words: &'a str) -> Self {
        Self {
            company: spoken.place.company,
            person: spoken.person,
            wording: spoken.wording,
            message: message(spoken.place.chat, spoken.message),
            words,
        }
    }
}

/// Other buttons under the message that a button hangs under.
pub(super) fn buttons(under: &Under, keyboard: InlineKeyboardMarkup) -> Action {
    Action::Rekey {
        place: under.place,
        message: under.message,
        keyboard,
    }
}

fn message(chat: i64, number: i32) -> Message {
    let chat = Peer(chat);
    Message { chat, number }
}
