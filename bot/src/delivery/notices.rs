//! Tells those who asked for it what has changed in the FAQ: each once, one after the other, whatever becomes of this process.
//!
//! A round goes through all that is followed. Who knows of it what is true now is told nothing. Of the others one is taken at a time,
//! told, and marked as knowing it; only then comes the next. So of those who are told while a process is killed, at most the one whose
//! message was under way is told again: the window is the send's round trip, and the time until the database has noted it. While
//! processes serve different FAQs, as in the seconds of a reload, nobody is told anything; nor while the bot is paused, for what is not
//! fit to be answered is not fit to be told.

use std::{future::Future, sync::Arc, time::Duration};

use chrono::Utc;
use maklumat::{
    matcher::Matcher,
    reply::{
        Reader,
        changed::{self, Known, News},
    },
};
use maklumat_store::{self as store, Away, Follower, Followers, Store};
use sha2::{Digest, Sha256};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use crate::service::{
    metrics::{Metrics, Notice},
    reload::Live,
};

/// Between two looks whether another FAQ is served.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Between two rounds for what other processes left behind, and what was put off.
const ROUND_EVERY: Duration = Duration::from_secs(30);
/// Who cannot be told now is tried again after this.
const PUT_OFF: Duration = Duration::from_secs(5 * 60);
/// Between two tries to note that somebody was told.
const NOTE_AGAIN: Duration = Duration::from_secs(1);
/// 128 bits: no two states of an answer are taken for the same.
const MARK_BYTES: usize = 16;

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// It was taken.
    Taken,
    /// The chat cannot be reached any more.
    Gone,
    /// It was not taken and never will be, or it is not known whether it was, after several copies.
    Refused,
    /// It cannot be taken now.
    NotNow,
    /// It is not wanted any more.
    Unwanted,
    /// This process ends.
    Stopping,
}

/// The way out to people.
pub trait Messenger {
    /// Waits for the turn of a message that nobody waits for, then sends it if it is still `wanted`.
    fn tell(
        &self,
        chat: i64,
        what: &str,
        news: &News,
        wanted: impl Future<Output = bool>,
    ) -> impl Future<Output = Delivery>;
}

/// Whoever tells.
pub struct Notices<'a, M> {
    /// The FAQ in use.
    pub live: &'a Live,
    /// Who wants to be told.
    pub store: &'a Store,
    /// What is counted.
    pub metrics: &'a Metrics,
    /// The way out to people.
    pub messenger: &'a M,
    /// Nobody else is told after this.
    pub stop: &'a CancellationToken,
}

/// How a round ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// Everybody was told.
    Whole,
    /// Not everybody: it has to begin anew.
    Cut,
}

/// One FAQ, from the beginning of a round to its end.
struct Edition {
    matcher: Arc<Matcher>,
    hash: String,
}

/// As somebody's knowledge is kept.
pub fn written(known: &Known) -> String {
    serde_json::to_string(known).expect("texts and dates")
}

/// What tells this knowledge from another.
pub fn known_by(known: &Known) -> String {
    let hash = Sha256::digest(known.substance());
    let bytes = hash.iter().take(MARK_BYTES);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

impl<M: Messenger> Notices<'_, M> {
    /// Goes on until `stop`, and then until the message under way has arrived.
    pub async fn run(&self) {
        let (mut told, mut since) = (String::new(), Instant::now());
        while !self.stop.is_cancelled() {
            let (matcher, hash) = self.live.edition();
            if hash != told || since.elapsed() >= ROUND_EVERY {
                let edition = Edition { matcher, hash };
                since = Instant::now();
                told = match self.round(&edition).await {
                    Ok(Round::Whole) => edition.hash,
                    Ok(Round::Cut) | Err(Away) => String::new(),
                };
            }
            self.stop.run_until_cancelled(sleep(LOOK_EVERY)).await;
        }
    }

    async fn round(&self, edition: &Edition) -> Result<Round, Away> {
        let agreed = self.store.serve(&edition.hash).await?;
        let all = self.store.followed().await?;
        let people = all.iter().map(|followers| followers.people);
        self.metrics.follows(people.sum());
        if !agreed || self.store.pause().await.is_some() {
            return Ok(Round::Cut);
        }
        for followers in &all {
            if let Some(news) = news(edition, followers)
                && self.tell_all(followers, &news, edition).await? == Round::Cut
            {
                return Ok(Round::Cut);
            }
        }
        Ok(Round::Whole)
    }

    async fn tell_all(
        &self,
        followers: &Followers,
        news: &News,
        edition: &Edition,
    ) -> Result<Round, Away> {
        while let Some(follower) = self.store.next_follower(followers).await? {
            let wanted = async {
                let agreed = self.store.is_to_be_told(&follower, &edition.hash).await;
                let paused = self.store.pause().await.is_some();
                agreed == Ok(true) && !paused && self.live.edition().1 == edition.hash
            };
            let goes_on = !self.stop.is_cancelled();
            let delivery = match goes_on {
                true => {
                    let (chat, what) = (follower.chat.0, &followers.what);
                    self.messenger.tell(chat, what, news, wanted).await
                }
                false => Delivery::Stopping,
            };
            if self.note(delivery, &follower, followers, news).await? == Round::Cut {
                return Ok(Round::Cut);
            }
        }
        Ok(Round::Whole)
    }

    /// Notes what became of a message, and whether there is any use in going on.
    async fn note(
        &self,
        delivery: Delivery,
        follower: &Follower,
        followers: &Followers,
        news: &News,
    ) -> Result<Round, Away> {
        match delivery {
            Delivery::Taken => {
                self.metrics.notice(Notice::Sent);
                return Ok(self.mark(follower, followers, news).await);
            }
            Delivery::Refused => {
                self.metrics.notice(Notice::Failed);
                return Ok(self.mark(follower, followers, news).await);
            }
            Delivery::Gone => {
                self.store.unfollow_all(follower.chat).await?;
                self.metrics.notice(Notice::Dropped);
            }
            Delivery::NotNow => {
                self.store.put_off(follower, PUT_OFF).await?;
                self.metrics.notice(Notice::PutOff);
            }
            Delivery::Unwanted | Delivery::Stopping => {
                self.store.put_off(follower, Duration::ZERO).await?;
                return Ok(Round::Cut);
            }
        }
        Ok(Round::Whole)
    }

    /// Notes that somebody was told, however long the database is away: nobody else is told before.
    async fn mark(&self, follower: &Follower, followers: &Followers, news: &News) -> Round {
        loop {
            let marked = match &news.then {
                None => self.store.told_the_last(follower).await,
                Some(known) => {
                    let mark = known_by(known);
                    let known_now = store::Known {
                        what: &followers.what,
                        language: followers.language,
                        mark: &mark,
                    };
                    let text = written(known);
                    self.store.told(follower, known_now, &text).await
                }
            };
            match marked {
                Ok(()) => return Round::Whole,
                Err(Away) if self.stop.is_cancelled() => return Round::Cut,
                Err(Away) => sleep(NOTE_AGAIN).await,
            }
        }
    }
}

/// What these have not heard yet.
fn news(edition: &Edition, followers: &Followers) -> Option<News> {
    let known: Known = serde_json::from_str(&followers.text).ok()?;
    let reader = Reader {
        language: Some(followers.language),
        as_of: None,
        today: edition.matcher.faq().notice.day(Utc::now()),
    };
    changed::news(&edition.matcher, &followers.what, &known, &reader)
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::Mutex};

    use maklumat::text::Language;
    use maklumat_store::{Bot, Peer, Place};

    use super::*;

    /// Chats of these numbers take a message so.
    const CHATS: [(i64, Delivery); 4] = [
        (1, Delivery::Taken),
        (2, Delivery::NotNow),
        (3, Delivery::Refused),
        (4, Delivery::Gone),
    ];

    /// Whom a message was sent to.
    #[derive(Default)]
    struct Sent(Mutex<Vec<i64>>);

    impl Messenger for Sent {
        async fn tell(
            &self,
            chat: i64,
            _: &str,
            _: &News,
            wanted: impl Future<Output = bool>,
        ) -> Delivery {
            if !wanted.await {
                return Delivery::Unwanted;
            }
            self.0.lock().expect("no panic").push(chat);
            let found = CHATS.iter().find(|(number, _)| *number == chat);
            found.map_or(Delivery::Gone, |(_, delivery)| *delivery)
        }
    }

    fn faq(hours: &str) -> String {
        format!("entries: [{{id: a, phrasings: [jam buka], answer: {hours}}}]")
    }

    fn live(home: &std::path::Path, hours: &str) -> Live {
        let path = home.join("faq.yaml");
        fs::write(&path, faq(hours)).expect("a file");
        Live::open(Some(path), Metrics::default()).expect("a sound FAQ")
    }

    async fn store(home: &std::path::Path) -> Store {
        let place = Place::Directory {
            path: home.join("data"),
            key: None,
        };
        Store::open(place, Bot(7)).await
    }

    async fn follow(store: &Store, chat: i64, live: &Live) {
        let (matcher, language) = (live.matcher(), Language::default());
        let known = Known::of(matcher.faq(), "a", language).expect("an entry");
        let mark = known_by(&known);
        let asked = store::Known {
            what: "a",
            language,
            mark: &mark,
        };
        let noted = store.follow(Peer(chat), asked, &written(&known)).await;
        noted.expect("a database");
    }

    /// Whose turn comes after something has happened.
    struct Late<F>(F);

    impl<F: AsyncFn()> Messenger for Late<F> {
        async fn tell(
            &self,
            _: i64,
            _: &str,
            _: &News,
            wanted: impl Future<Output = bool>,
        ) -> Delivery {
            (self.0)().await;
            match wanted.await {
                true => Delivery::Taken,
                false => Delivery::Unwanted,
            }
        }
    }

    /// How a round ends for one who waited for it, when something happens before their turn comes.
    async fn ends_after(happens: impl AsyncFn(&Store, &Store)) -> Result<Round, Away> {
        let home = tempfile::tempdir().expect("a directory");
        let (store, other) = (store(home.path()).await, store(home.path()).await);
        let (before, after) = (live(home.path(), "Pukul 9."), live(home.path(), "Pukul 8."));
        follow(&store, 1, &before).await;
        let notices = Notices {
            live: &after,
            store: &store,
            metrics: &Metrics::default(),
            messenger: &Late(async || happens(&store, &other).await),
            stop: &CancellationToken::new(),
        };
        let (matcher, hash) = after.edition();
        notices.round(&Edition { matcher, hash }).await
    }

    #[tokio::test]
    async fn what_is_not_wanted_any_more_when_its_turn_comes_is_not_told() {
        assert_eq!(ends_after(async |_, _| {}).await, Ok(Round::Whole));
        let forgotten = ends_after(async |_, other| {
            other.forget(Peer(1)).await.expect("a database");
        });
        assert_eq!(forgotten.await, Ok(Round::Cut));
        let paused = ends_after(async |store, _| {
            store.begin_pause().await.expect("a database");
        });
        assert_eq!(paused.await, Ok(Round::Cut));
        let differs = ends_after(async |_, other| {
            other.serve("another FAQ").await.expect("a database");
        });
        assert_eq!(differs.await, Ok(Round::Cut));
    }

    #[tokio::test]
    async fn one_who_cannot_be_told_keeps_nobody_else_from_it() {
        let home = tempfile::tempdir().expect("a directory");
        let store = store(home.path()).await;
        let (before, after) = (live(home.path(), "Pukul 9."), live(home.path(), "Pukul 8."));
        for (chat, _) in CHATS {
            follow(&store, chat, &before).await;
        }
        let (metrics, sent, stop) = (
            Metrics::default(),
            Sent::default(),
            CancellationToken::new(),
        );
        let round = async |live: &Live| {
            let notices = Notices {
                live,
                store: &store,
                metrics: &metrics,
                messenger: &sent,
                stop: &stop,
            };
            let (matcher, hash) = live.edition();
            let ended = notices.round(&Edition { matcher, hash }).await;
            assert_eq!(ended, Ok(Round::Whole));
            let mut told = std::mem::take(&mut *sent.0.lock().expect("no panic"));
            told.sort_unstable();
            told
        };
        assert_eq!(round(&before).await, [0; 0]);
        assert_eq!(round(&after).await, [1, 2, 3, 4]);
        assert_eq!(round(&after).await, [0; 0]);
        // Who was put off still knows what is true again, and whoever is gone waits for nothing.
        assert_eq!(round(&before).await, [1, 3]);
        let left: i64 = store
            .followed()
            .await
            .expect("a database")
            .iter()
            .map(|group| group.people)
            .sum();
        assert_eq!(left, 3);
        store.close().await;
    }
}
