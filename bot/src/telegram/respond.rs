//! What the bot does about an event. Everything but what is remembered is a pure function of the event and the FAQ.

use std::time::Duration;

use maklumat::{
    faq::{Date, Entry, Faq},
    matcher::{Decision, Matcher, Reason, Understanding},
    reply::{
        self, Paragraph, Reader, Role,
        chat::{self, Line},
    },
    text::Language,
};

use super::{
    command::Command,
    event::{Company, Event, Person, Place, Pressed, Spoken, Typing, Under, Version, What},
    offer::{self, Offer},
    pace::Welcome,
    press::{Press, Verb},
    screen::{Screen, Why},
};
use crate::{
    service::metrics::{self, Metrics},
    store::{self, Consent, Counted, Feedback, Miss, MissKind, Peer, Store},
};

/// A chat that sends pictures is told once in this time that only words are read.
const WORDLESS_PAUSE: Duration = Duration::from_secs(10 * 60);
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
pub fn slow_down(event: &Event, welcome: Welcome) -> Option<Action> {
    match event {
        Event::Spoken(spoken) if welcome == Welcome::SlowDown => {
            let screen = Screen::plain(&chat::say(&chat::SLOW_DOWN, spoken.person.language));
            Some(Action::Show(Show::after(spoken, screen)))
        }
        Event::Pressed(pressed) => Some(Action::Acknowledge {
            query: pressed.query.clone(),
            words: Some(chat::SLOW_DOWN.get(pressed.person.language)),
        }),
        Event::Spoken(_) | Event::Typing(_) | Event::Moved { .. } | Event::Removed { .. } => None,
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

    /// The language that was chosen for a chat, or else `fallback`.
    async fn language(&self, chat: i64, fallback: Language) -> Language {
        self.store.language(Peer(chat)).await.unwrap_or(fallback)
    }

    async fn spoken(&self, spoken: &Spoken) -> Option<Action> {
        let show = match (&spoken.what, spoken.version) {
            (What::Words(words), Version::First) => {
                self.question(spoken, words, Manner::InPassing).await?
            }
            (What::Command(Command::Ask, words), Version::First) if !words.is_empty() => {
                self.question(spoken, words, Manner::OnCommand).await?
            }
            (What::Words(words) | What::Command(Command::Ask, words), Version::Edited) => {
                self.asked_anew(spoken, words).await?
            }
            (_, Version::Edited) => return None,
            (what, Version::First) => {
                let language = self
                    .language(spoken.place.chat, spoken.person.language)
                    .await;
                Show::after(spoken, self.command(spoken, what, language).await?)
            }
        };
        Some(Action::Show(show))
    }

    /// A question that was changed changes its answer; one whose answer is not known any more stays as it is.
    async fn asked_anew(&self, spoken: &Spoken, words: &str) -> Option<Show> {
        let earlier = self.earlier.filter(|_| !words.is_empty())?;
        let mut show = self.question(spoken, words, Manner::OnCommand).await?;
        show.instead_of = Some(earlier);
        Some(show)
    }

    async fn question(&self, spoken: &Spoken, words: &str, manner: Manner) -> Option<Show> {
        let understood = self.matcher.understand(words);
        let language = self.language(spoken.place.chat, understood.language).await;
        self.remember(spoken.person, &understood).await;
        let quiet = spoken.place.company == Company::Group && manner == Manner::InPassing;
        let mut reply = reply::render(self.faq(), &understood, &self.reader(language));
        if quiet
            && understood
                .parts
                .iter()
                .all(|part| is_chatter(&part.decision))
        {
            reply.paragraphs.clear();
        }
        if store::holds_personal_data(words).is_some() {
            reply
                .paragraphs
                .push(warning(&chat::PERSONAL_DATA, language));
        }
        (!reply.paragraphs.is_empty()).then(|| Show {
            place: spoken.place,
            answering: Some(spoken.message),
            instead_of: None,
            screen: Screen::answer(&reply, Why::Offered),
        })
    }

    /// Counts what became of each question, and keeps those without an answer from those who agreed.
    async fn remember(&self, person: Person, understood: &Understanding) {
        for part in &understood.parts {
            self.metrics.count(match &part.decision {
                Decision::Answer(_) => metrics::Event::Answered,
                Decision::Suggest(_) => metrics::Event::Suggested,
                Decision::Abstain(_) => metrics::Event::Abstained,
            });
            if part.decision == Decision::Abstain(Reason::OutOfScope) {
                let miss = Miss {
                    person: Peer(person.id),
                    question: &part.text,
                    language: understood.language,
                    kind: MissKind::Unanswered,
                };
                self.store.miss(miss).await;
            }
        }
    }

    async fn command(&self, spoken: &Spoken, what: &What, language: Language) -> Option<Screen> {
        let say = |line: &Line| Screen::plain(&chat::say(line, language));
        let What::Command(command, words) = what else {
            return match what {
                What::UnknownCommand => Some(say(&chat::UNKNOWN_COMMAND)),
                _ => {
                    let chat = Peer(spoken.place.chat);
                    let first = self
                        .store
                        .first_time_in(chat, "wordless", WORDLESS_PAUSE)
                        .await;
                    first.then(|| say(&chat::WORDLESS))
                }
            };
        };
        Some(match command {
            Command::Start => self.start(words, language),
            Command::Help => Screen::onward(&chat::help(language)),
            Command::Topics => Screen::topics(self.faq(), 0, language),
            Command::Ask => say(&chat::ASK_AWAY),
            Command::Status => Screen::board(self.faq(), language),
            Command::Sources => Screen::plain(&chat::sources(self.faq(), language)),
            Command::Language => Screen::languages(language),
            Command::Privacy => {
                let consent = self.store.consent(Peer(spoken.person.id)).await;
                Screen::privacy(consent, language)
            }
            Command::Forget => match self.store.forget(Peer(spoken.person.id)).await {
                Ok(()) => say(&chat::FORGOTTEN),
                Err(store::Away) => say(&chat::CANNOT_REMEMBER),
            },
        })
    }

    /// Greets, or opens the answer that a link names.
    fn start(&self, link: &str, language: Language) -> Screen {
        if link.is_empty() || link == FROM_INLINE {
            return Screen::onward(&chat::start(self.faq(), language));
        }
        match self.entry(link) {
            Some(entry) => self.answer_of(entry, language),
            None => Screen::onward(&chat::say(&chat::UNKNOWN_TOPIC, language)),
        }
    }

    fn entry(&self, id: &str) -> Option<&Entry> {
        self.faq().entries.iter().find(|entry| entry.id == id)
    }

    fn answer_of(&self, entry: &Entry, language: Language) -> Screen {
        let reply = reply::entry(self.faq(), entry, &self.reader(language));
        Screen::answer(&reply, Why::Offered)
    }

    async fn pressed(&self, pressed: &Pressed) -> Vec<Action> {
        let answer = match (&pressed.under, Press::decode(&pressed.data)) {
            (Some(under), Some(press)) => self.press(pressed.person, under, &press).await,
            _ => None,
        };
        let (words, show) = answer.unwrap_or_else(|| {
            let sorry = chat::OLD_BUTTON.get(pressed.person.language);
            (Some(sorry), None)
        });
        let acknowledge = Action::Acknowledge {
            query: pressed.query.clone(),
            words,
        };
        [acknowledge]
            .into_iter()
            .chain(show.map(Action::Show))
            .collect()
    }

    /// What appears for a moment, and what the message becomes; `None` when the button has lost its meaning.
    async fn press(
        &self,
        person: Person,
        under: &Under,
        press: &Press,
    ) -> Option<(Option<&'static str>, Option<Show>)> {
        let language = press.language;
        let screen = match &press.verb {
            Verb::Show(id) | Verb::Add(id) => self.answer_of(self.entry(id)?, language),
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
                return Some((Some(self.rate(feedback).await.get(language)), None));
            }
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
        Some((None, Some(show)))
    }

    async fn none_of_these(&self, person: Person, under: &Under, language: Language) -> Screen {
        let question = under
            .question
            .as_ref()
            .map_or("", |question| &question.words);
        let miss = Miss {
            person: Peer(person.id),
            question,
            language,
            kind: MissKind::NoneOfThese,
        };
        self.store.miss(miss).await;
        Screen::onward(&chat::none_of_these(self.faq(), language))
    }

    /// The same answer, and how the bot came to it.
    fn why(&self, entry: &Entry, under: &Under, language: Language) -> Screen {
        let reader = self.reader(language);
        let question = under.question.as_ref();
        let asked = question.and_then(|question| {
            let understood = self.matcher.understand(&question.words);
            let reply = reply::render(self.faq(), &understood, &reader);
            let same = reply.answered.contains(&entry.id);
            same.then_some((understood, reply))
        });
        let (understood, mut reply) = match asked {
            Some((understood, reply)) => (Some(understood), reply),
            None => (None, reply::entry(self.faq(), entry, &reader)),
        };
        let explanation = chat::why(self.faq(), understood.as_ref(), language);
        reply.paragraphs.extend(explanation);
        Screen::answer(&reply, Why::Given)
    }

    async fn rate(&self, feedback: Feedback<'_>) -> &'static Line {
        match self.store.feedback(feedback).await {
            Ok(Counted::Before) => &chat::NOTED_BEFORE,
            Err(store::Away) => &chat::CANNOT_REMEMBER,
            Ok(Counted::Now) => match feedback.verdict {
                store::Verdict::Helps => &chat::NOTED_HELPS,
                store::Verdict::NoHelp => &chat::NOTED_NO_HELP,
                store::Verdict::Outdated => &chat::NOTED_OUTDATED,
            },
        }
    }

    async fn speak(&self, place: Place, choice: Option<Language>, language: Language) -> Screen {
        let (line, language) = match (
            self.store.set_language(Peer(place.chat), choice).await,
            choice,
        ) {
            (Err(store::Away), _) => (&chat::CANNOT_REMEMBER, language),
            (Ok(()), Some(choice)) => (&chat::SPEAKING, choice),
            (Ok(()), None) => (&chat::FOLLOWING_QUESTION, language),
        };
        Screen::plain(&chat::say(line, language))
    }

    async fn keep(&self, person: Person, consent: Consent, language: Language) -> Screen {
        let line = match (
            self.store.set_consent(Peer(person.id), consent).await,
            consent,
        ) {
            (Err(store::Away), _) => &chat::CANNOT_REMEMBER,
            (Ok(()), Consent::Given) => &chat::AGREED,
            (Ok(()), Consent::NotGiven) => &chat::DISAGREED,
        };
        Screen::plain(&chat::say(line, language))
    }

    async fn typing(&self, typing: &Typing) -> Offer {
        let understood = self.matcher.understand(&typing.words);
        let fallback = if typing.words.trim().is_empty() {
            typing.person.language
        } else {
            understood.language
        };
        let language = self.language(typing.person.id, fallback).await;
        offer::offer(typing, self.faq(), &understood, &self.reader(language))
    }
}

/// How a question reached the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// By a mention or in a private chat: among several people, no answer is better than chatter.
    InPassing,
    /// By a command: whoever gives one waits for an answer.
    OnCommand,
}

/// Whether an answer would only say that there is none.
fn is_chatter(decision: &Decision) -> bool {
    match decision {
        Decision::Answer(_) | Decision::Suggest(_) | Decision::Abstain(Reason::NotCovered(_)) => {
            false
        }
        Decision::Abstain(Reason::OutOfScope | Reason::SmallTalk(_) | Reason::TooVague) => true,
    }
}

fn warning(line: &Line, language: Language) -> Paragraph {
    Paragraph {
        role: Role::Warning,
        text: line.get(language).to_owned(),
    }
}
