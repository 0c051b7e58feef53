//! What the bot does for those who run it, alone with them. Whoever else tries finds a command that does not exist.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use maklumat::{
    faq::{Faq, Notice},
    reply::{
        Reply, Words, chat,
        staff::{self, Edition, Missed, Standing},
    },
    text::Language,
};
use maklumat_store::{Away, Pause, Paused, Peer, State, Store, TopMissed};
use tracing::info;

use super::{
    act::{Action, Show},
    event::{Company, Event, Spoken, Version, What, Wording},
    order::Order,
    screen::Screen,
};
use crate::service::{
    config::Admins,
    metrics::Metrics,
    reload::{Live, LoadError, Reloaded, Served},
};

/// What went unanswered is told for so many days …
const DAYS: u32 = 7;
/// … and so much of it.
const MOST_MISSED: u32 = 15;
/// Replicas that find the same mistakes within this time tell of them once in all.
const AT_ONCE: Duration = Duration::from_secs(10 * 60);

/// Who runs the bot, and what they may ask after.
pub struct Staff {
    /// Who they are.
    pub admins: Admins,
    /// The FAQ in use.
    pub live: Live,
    /// What is remembered.
    pub store: Store,
    /// What is counted.
    pub metrics: Metrics,
}

impl Staff {
    /// Whether an event is of one of those who run the bot, in words of their own, alone with it.
    pub fn is_by(&self, event: &Event) -> bool {
        self.speaks(event).is_some()
    }

    /// What to do about an event, if it is an order of those who may give one.
    pub async fn obey(&self, event: &Event) -> Option<Action> {
        let spoken = self.speaks(event)?;
        let What::UnknownCommand(name) = &spoken.what else {
            return None;
        };
        let order = Order::named(name)?;
        let reply = self.reply(order, spoken).await;
        Some(Action::Show(Show::after(spoken, Screen::plain(&reply))))
    }

    fn speaks<'a>(&self, event: &'a Event) -> Option<&'a Spoken> {
        let Event::Spoken(spoken) = event else {
            return None;
        };
        let place = spoken.place;
        let alone = place.company == Company::Private && place.chat == spoken.person.id;
        let own = spoken.wording == Wording::Own && spoken.version == Version::First;
        (alone && own && self.admins.has(spoken.person.id)).then_some(spoken)
    }

    async fn reply(&self, order: Order, spoken: &Spoken) -> Reply {
        let matcher = self.live.matcher();
        let faq = matcher.faq();
        let chosen = self.store.language(Peer(spoken.place.chat)).await;
        let language = chosen.unwrap_or(spoken.person.language);
        let language = faq.notice.spoken(language);
        match order {
            Order::Statistics => self.statistics(faq, language).await,
            Order::Review => self.review(faq, language).await,
            Order::Reload => self.reload(spoken.person.id, language).await,
            Order::Pause => self.pause(&faq.notice, language).await,
            Order::Resume => self.resume(&faq.notice, language).await,
        }
    }

    async fn statistics(&self, faq: &Faq, language: Language) -> Reply {
        let (since, tally) = self.metrics.today();
        let pause = self.store.pause().await;
        let standing = Standing {
            now: by_clock_of(&faq.notice, Utc::now()),
            since,
            paused: pause.map(|pause| began(pause, &faq.notice)),
            remembers: self.store.state() == State::Ready,
            hash: &self.live.facts().hash,
            is_refused: self.live.refused().borrow().is_some(),
        };
        staff::statistics(faq, &tally, &standing, language)
    }

    async fn review(&self, faq: &Faq, language: Language) -> Reply {
        let missed = top_missed(&self.store).await.ok();
        let (since, tally) = self.metrics.today();
        staff::review(faq, missed.as_deref(), DAYS, (since, &tally), language)
    }

    async fn reload(&self, admin: i64, language: Language) -> Reply {
        let last = self.live.refused().borrow().as_ref().map(refused);
        match self.live.reload().await {
            Reloaded::Taken { before, now } => {
                if let Some(last) = last {
                    self.first_told(admin, &mended(&last)).await;
                }
                staff::reloaded(&edition(&before), &edition(&now), language)
            }
            Reloaded::Refused(error) => {
                // Whoever reads it here need not be told again.
                self.first_told(admin, &refused(&error)).await;
                staff::refused(&error.mistakes, language)
            }
            Reloaded::BuiltIn => staff::built_in(language),
        }
    }

    async fn pause(&self, notice: &Notice, language: Language) -> Reply {
        match self.store.begin_pause().await {
            Ok(Paused::Now(pause)) => {
                info!("paused, on the order of somebody who runs the bot");
                staff::paused(began(pause, notice), false, language)
            }
            Ok(Paused::Before(pause)) => staff::paused(began(pause, notice), true, language),
            Err(Away) => chat::say(Words::of(language).cannot_remember, language),
        }
    }

    async fn resume(&self, notice: &Notice, language: Language) -> Reply {
        match self.store.end_pause().await {
            Ok(pause) => {
                info!("not paused, on the order of somebody who runs the bot");
                staff::resumed(pause.map(|pause| began(pause, notice)), language)
            }
            Err(Away) => chat::say(Words::of(language).cannot_remember, language),
        }
    }

    /// Whether one of those who run the bot is to be told `what`: nobody has done so lately. Who is killed right after this tells
    /// nobody; but then it starts anew, or says in its log why it does not.
    pub async fn first_told(&self, admin: i64, what: &str) -> bool {
        let admin = Peer(admin);
        self.store.first_time_in(admin, what, AT_ONCE, None).await
    }
}

/// What those who run the bot are told once, of a FAQ that cannot be used.
pub fn refused(error: &LoadError) -> String {
    format!("faq refused {}", error.hash)
}

/// What they are told once after that.
pub fn mended(refused: &str) -> String {
    format!("{refused} no more")
}

/// A FAQ that is served, as it is told.
pub fn edition(served: &Served) -> Edition<'_> {
    Edition {
        faq: served.matcher.faq(),
        hash: &served.facts.hash,
        promise: served.facts.promise,
    }
}

/// What went unanswered most, as far as it is recorded: the one place that knows in which form the store has it.
async fn top_missed(store: &Store) -> Result<Vec<Missed>, Away> {
    let missed = store.top_missed(DAYS, MOST_MISSED).await?.into_iter();
    let missed = missed.map(
        |TopMissed {
             text,
             offered,
             times,
         }| Missed {
            text,
            near: offered,
            times,
        },
    );
    Ok(missed.collect())
}

fn began(pause: Pause, notice: &Notice) -> NaiveDateTime {
    let since = DateTime::from_timestamp(pause.since, 0);
    by_clock_of(notice, since.unwrap_or_default())
}

fn by_clock_of(notice: &Notice, moment: DateTime<Utc>) -> NaiveDateTime {
    moment.with_timezone(&notice.timezone).naive_local()
}
