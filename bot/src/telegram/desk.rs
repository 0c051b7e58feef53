//! Handles one update from first to last: read, taken once, answered, finished.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::Utc;
use maklumat::matcher::Matcher;
use maklumat_store::{Begun, Store};
use tokio_util::sync::CancellationToken;

use super::{
    act::Action,
    event::Event,
    outbox::Outbox,
    post::Stopping,
    respond::{self, Scene},
    screen::press::{Press, Verb},
    staff::Staff,
};
use crate::{
    delivery::{
        pace::Rank,
        patience::{Moment, Patience, Welcome},
        pool::{Outcome, Work},
    },
    service::{
        metrics::{Metrics, Sight, Waiting},
        reload::Live,
    },
    talk::Talks,
};

/// How long to wait for another process that may have been killed at an update, before asking again.
const TAKEN_ELSEWHERE: Duration = Duration::from_secs(1);

/// Where updates are handled.
pub struct Desk {
    /// The matcher in use.
    pub live: Live,
    /// What is remembered.
    pub store: Store,
    /// What is counted.
    pub metrics: Metrics,
    /// The bot's patience with people.
    pub patience: Patience,
    /// Those who run the bot.
    pub staff: Staff,
    /// What was said last in private chats.
    pub talks: Talks,
    /// The way out to Telegram.
    pub outbox: Outbox,
    /// The bot stops now, whatever is under way.
    pub abort: CancellationToken,
}

/// An event that is not passed over in silence.
pub struct Job {
    event: Event,
    rank: Rank,
    received: Instant,
    _waiting: Waiting,
}

impl Work for Desk {
    type Job = Job;

    async fn work(&self, id: i64, job: Job) -> Outcome {
        match self.take(id).await {
            Ok(Begun::New) => {}
            Ok(_) => return Outcome::Done,
            Err(Stopping) => return Outcome::Undone,
        }
        match self.handle(&job).await {
            Ok(()) => {
                self.store.finish(id).await;
                self.metrics.answered(job.received.elapsed());
                Outcome::Done
            }
            Err(Stopping) => {
                self.store.release(id).await;
                Outcome::Undone
            }
        }
    }

    async fn abandon(&self, id: i64) {
        self.metrics.panicked();
        self.store.finish(id).await;
    }
}

impl Desk {
    /// What there is to do about an event; nothing about a flood of them, once its writer was asked to slow down.
    pub fn receive(&self, event: Event) -> Option<Job> {
        let rank = match self.welcome(&event) {
            Welcome::Answer => return Some(self.job(event, Rank::Answer)),
            Welcome::SlowDown => Some(Rank::Notice),
            Welcome::Silence => None,
        };
        self.metrics.rate_limited();
        rank.map(|rank| self.job(event, rank))
    }

    /// What there is to do about an event that was received before.
    pub fn resume(&self, event: Event) -> Job {
        self.job(event, Rank::Answer)
    }

    fn job(&self, event: Event, rank: Rank) -> Job {
        Job {
            event,
            rank,
            received: Instant::now(),
            _waiting: self.metrics.waits(),
        }
    }

    fn welcome(&self, event: &Event) -> Welcome {
        let now = Moment::Now(since_1970());
        let at = match event {
            Event::Spoken(spoken) => spoken.written.map_or(now, Moment::Written),
            Event::Pressed(_) => now,
            Event::Typing(_) | Event::Moved { .. } | Event::Removed { .. } => {
                return Welcome::Answer;
            }
        };
        match event.person() {
            Some(person) => self.patience.welcome(person.id, event.group(), at),
            None => Welcome::Answer,
        }
    }

    /// Takes an update for this process, or learns that it is done. One that somebody else is at may come back to us if they are killed.
    async fn take(&self, id: i64) -> Result<Begun, Stopping> {
        loop {
            let begun = self.store.begin(id).await;
            match begun {
                Begun::New => self.metrics.taken_up(Sight::New),
                Begun::Done => self.metrics.taken_up(Sight::Again),
                Begun::InProgress => {
                    tokio::select! {
                        () = self.abort.cancelled() => return Err(Stopping),
                        () = tokio::time::sleep(TAKEN_ELSEWHERE) => continue,
                    }
                }
            }
            return Ok(begun);
        }
    }

    /// What an event asks, what is done about it, and the messages that this takes.
    async fn handle(&self, Job { event, rank, .. }: &Job) -> Result<(), Stopping> {
        for action in self.actions(event, *rank).await? {
            self.outbox.perform(action, *rank).await?;
        }
        Ok(())
    }

    async fn actions(&self, event: &Event, rank: Rank) -> Result<Vec<Action>, Stopping> {
        if rank == Rank::Answer
            && let Some(done) = self.staff.obey(event).await
        {
            return Ok(vec![done]);
        }
        let (matcher, pause) = (self.live.matcher(), self.store.pause().await);
        let notice = &matcher.faq().notice;
        Ok(match (rank, pause) {
            (Rank::Notice, None) => respond::slow_down(event, notice).into_iter().collect(),
            (Rank::Notice, Some(_)) => Vec::new(),
            (Rank::Answer, Some(pause)) => {
                respond::respond_paused(event, self.scene(event, &matcher), pause).await
            }
            (Rank::Answer, None) if !self.may(event).await? => {
                respond::deny(event, notice).into_iter().collect()
            }
            (Rank::Answer, None) => respond::respond(event, self.scene(event, &matcher)).await,
        })
    }

    /// Whether who acts may: what a whole group is spoken to in is for its administrators to choose.
    async fn may(&self, event: &Event) -> Result<bool, Stopping> {
        let Event::Pressed(pressed) = event else {
            return Ok(true);
        };
        match (event.group(), Press::decode(&pressed.data)) {
            (
                Some(group),
                Some(Press {
                    verb: Verb::Speak(_),
                    ..
                }),
            ) => self.outbox.is_admin(group, pressed.person.id).await,
            _ => Ok(true),
        }
    }

    fn scene<'a>(&'a self, event: &Event, matcher: &'a Matcher) -> Scene<'a> {
        let earlier = match event {
            Event::Spoken(spoken) => self.outbox.earlier(spoken.place.chat, spoken.message),
            _ => None,
        };
        Scene {
            matcher,
            store: &self.store,
            metrics: &self.metrics,
            today: matcher.faq().notice.day(Utc::now()),
            talks: &self.talks,
            for_staff: self.staff.is_by(event),
            earlier,
        }
    }
}

fn since_1970() -> Duration {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default()
}
