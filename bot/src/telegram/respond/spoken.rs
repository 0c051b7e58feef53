//! Messages: questions, and commands.

use std::time::Duration;

use maklumat::{
    matcher::{Decision, Reason, Understanding},
    reply::{self, Paragraph, Reply, Role, Said, Words, chat},
    text::Language,
};
use maklumat_store::{self as store, Peer};

use super::{asked::Miss, scene::Scene};
use crate::telegram::{
    act::{Action, Show},
    command::Command,
    event::{Company, Spoken, Version, What},
    order::Order,
    screen::{Screen, Why, offer::FROM_INLINE},
};

/// A chat that sends pictures is told once in this time that only words are read.
const WORDLESS_PAUSE: Duration = Duration::from_secs(10 * 60);

impl Scene<'_> {
    /// What to do about a message.
    pub(super) async fn spoken(&self, spoken: &Spoken) -> Option<Action> {
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

    /// From words to the message that answers them: what they ask, the reply to that, what people see of it.
    async fn question(&self, spoken: &Spoken, words: &str, manner: Manner) -> Option<Show> {
        let understood = self.understand(spoken, words);
        let language = self
            .language_for(words, spoken.person, spoken.place.chat)
            .await;
        let reply = reply::render(self.faq(), &understood, &self.reader(language));
        self.remember(spoken, &understood, &reply).await;
        if spoken.place.company == Company::Private {
            self.talks.say(spoken.place.chat, Said::of(words, &reply));
        }
        let quiet = spoken.place.company == Company::Group && manner == Manner::InPassing;
        let reply = tempered(reply, words, quiet && is_all_chatter(&understood));
        reply.page().next()?;
        let mut screen =
            Screen::answer(&reply, Why::Offered).with_bells(&reply, spoken.place.company);
        if is_news(&understood) && self.asks_permission(&Miss::of(spoken, words)).await {
            screen = screen.asking_permission(reply.language);
        }
        Some(Show {
            place: spoken.place,
            answering: Some(spoken.message),
            instead_of: None,
            screen,
        })
    }

    /// What words ask; with one person alone, in the light of what was said last.
    fn understand(&self, spoken: &Spoken, words: &str) -> Understanding {
        self.metrics.matching(|| match spoken.place.company {
            Company::Group => self.matcher.understand(words),
            Company::Private => {
                let last = self.talks.last(spoken.place.chat);
                self.matcher.follow(words, &last.context(self.faq()))
            }
        })
    }

    async fn command(&self, spoken: &Spoken, what: &What, language: Language) -> Option<Screen> {
        let words = Words::of(language);
        let say = |sentence| Screen::plain(&chat::say(sentence, language));
        let What::Command(command, argument) = what else {
            return match what {
                What::UnknownCommand(_) => Some(say(words.unknown_command)),
                _ => {
                    let chat = Peer(spoken.place.chat);
                    let first = self
                        .store
                        .first_time_in(chat, "wordless", WORDLESS_PAUSE, Some(spoken.message))
                        .await;
                    first.then(|| say(words.wordless))
                }
            };
        };
        Some(match command {
            Command::Start => self.start(argument, spoken.place.company, language),
            Command::Help => {
                let commands = Command::in_help(self.faq(), language);
                let commands = commands.chain(Order::menu(self.for_staff, language));
                Screen::onward(&chat::help(self.faq(), commands, language))
            }
            Command::Topics => Screen::topics(self.faq(), 0, language),
            Command::Ask => say(words.ask_away),
            Command::Status => Screen::board(self.faq(), language),
            Command::Sources => Screen::plain(&chat::sources(self.faq(), language)),
            Command::Language => Screen::languages(self.faq(), language),
            Command::Privacy => {
                let consent = self.store.consent(Peer(spoken.person.id)).await;
                Screen::privacy(consent, language)
            }
            Command::Forget => {
                self.talks.forget(spoken.place.chat);
                match self.store.forget(Peer(spoken.person.id)).await {
                    Ok(()) => say(words.forgotten),
                    Err(store::Away) => say(words.cannot_remember),
                }
            }
        })
    }

    /// Greets, or opens the answer that a link names.
    fn start(&self, link: &str, company: Company, language: Language) -> Screen {
        if link.is_empty() || link == FROM_INLINE {
            return Screen::onward(&chat::start(self.faq(), language));
        }
        match self.entry(link) {
            Some(entry) => self.answer_of(entry, company, language),
            None => {
                let unknown = Words::of(language).unknown_topic;
                Screen::onward(&chat::say(unknown, language))
            }
        }
    }
}

/// Nothing, where nobody waits for a reply that only says that there is no answer; but who wrote what is personal is warned.
fn tempered(mut reply: Reply, words: &str, is_needless: bool) -> Reply {
    if is_needless {
        reply.paragraphs.clear();
    }
    if store::holds_personal_data(words).is_some() {
        let warning = Words::of(reply.language).personal_data;
        let warning = Paragraph::new(Role::Warning, warning);
        reply.paragraphs.push(warning);
    }
    reply
}

/// How a question reached the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// By a mention or in a private chat: among several people, no answer is better than chatter.
    InPassing,
    /// By a command: whoever gives one waits for an answer.
    OnCommand,
}

/// Whether something is asked that nobody has written down yet.
fn is_news(understood: &Understanding) -> bool {
    understood.parts.iter().any(|part| {
        let decision = &part.verdict.decision;
        matches!(
            decision,
            Decision::Abstain(Reason::OutOfScope | Reason::NotTold(_))
        )
    })
}

/// Whether an answer would only say that there is none.
fn is_all_chatter(understood: &Understanding) -> bool {
    let mut parts = understood.parts.iter();
    parts.all(|part| is_chatter(&part.verdict.decision))
}

fn is_chatter(decision: &Decision) -> bool {
    match decision {
        Decision::Answer(_)
        | Decision::Likely { .. }
        | Decision::Choices(_)
        | Decision::Abstain(Reason::NotCovered(_) | Reason::NotTold(_)) => false,
        Decision::Abstain(Reason::OutOfScope | Reason::SmallTalk(_) | Reason::TooVague) => true,
    }
}
