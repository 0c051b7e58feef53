//! Handles one update from first to last: read, taken once, answered, finished.

use std::time::{Duration, Instant};

use chrono::Utc;
use tokio_util::sync::CancellationToken;

use super::{
    event::Event,
    outbox::{Outbox, Stopping},
    pace::{Patience, Welcome},
    pool::{Lane, Load, Outcome, Work},
    respond::{self, Action, Scene},
};
use crate::{
    service::{
        metrics::{self, Metrics},
        reload::Live,
    },
    store::{Begun, Store},
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
    /// The way out to Telegram.
    pub outbox: Outbox,
    /// The bot stops now, whatever is under way.
    pub abort: CancellationToken,
}

impl Work for Desk {
    type Job = Event;

    async fn work(&self, id: i64, event: Event, load: Load) -> Outcome {
        let start = Instant::now();
        match self.take(id).await {
            Ok(Begun::New) => {}
            Ok(_) => return Outcome::Done,
            Err(Stopping) => return Outcome::Undone,
        }
        match self.handle(&event, load).await {
            Ok(()) => {
                self.store.finish(id).await;
                self.metrics.took(start.elapsed());
                Outcome::Done
            }
            Err(Stopping) => {
                self.store.release(id).await;
                Outcome::Undone
            }
        }
    }

    async fn abandon(&self, id: i64) {
        self.metrics.count(metrics::Event::HandlerPanicked);
        self.store.finish(id).await;
    }
}

impl Desk {
    /// Takes an update for this process, or learns that it is done. One that somebody else is at may come back to us if they are killed.
    async fn take(&self, id: i64) -> Result<Begun, Stopping> {
        loop {
            let begun = self.store.begin(id).await;
            match begun {
                Begun::New => self.metrics.count(metrics::Event::UpdateNew),
                Begun::Done => self.metrics.count(metrics::Event::UpdateRepeated),
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

    async fn handle(&self, event: &Event, load: Load) -> Result<(), Stopping> {
        for action in self.actions(event, load).await {
            self.outbox.perform(action).await?;
        }
        Ok(())
    }

    async fn actions(&self, event: &Event, load: Load) -> Vec<Action> {
        match self.welcome(event, load) {
            Welcome::Answer => {}
            welcome => {
                self.metrics.count(metrics::Event::RateLimited);
                let matcher = self.live.matcher();
                let notice = &matcher.faq().notice;
                return respond::slow_down(event, welcome, notice)
                    .into_iter()
                    .collect();
            }
        }
        let earlier = match event {
            Event::Spoken(spoken) => self.outbox.earlier(spoken.place.chat, spoken.message),
            _ => None,
        };
        let matcher = self.live.matcher();
        let scene = Scene {
            matcher: &matcher,
            store: &self.store,
            metrics: &self.metrics,
            today: matcher.faq().notice.day(Utc::now()),
            earlier,
        };
        respond::respond(event, scene).await
    }

    fn welcome(&self, event: &Event, load: Load) -> Welcome {
        match (lane(event), event.person(), load) {
            (Lane::Chat(chat), _, Load::Flood) => self.patience.cut(chat),
            (Lane::Chat(chat), Some(person), Load::Normal) => {
                self.patience.welcome(person.id, chat)
            }
            (Lane::Typing(_), _, Load::Flood) => Welcome::Silence,
            (Lane::Typing(_), _, Load::Normal) | (_, None, _) => Welcome::Answer,
        }
    }
}

/// The queue that an event belongs to.
pub fn lane(event: &Event) -> Lane {
    match event {
        Event::Spoken(spoken) => Lane::Chat(spoken.place.chat),
        Event::Pressed(pressed) => {
            let chat = pressed.under.as_ref().map(|under| under.place.chat);
            Lane::Chat(chat.unwrap_or(pressed.person.id))
        }
        Event::Typing(typing) => Lane::Typing(typing.person.id),
        Event::Moved { from: chat, .. } | Event::Removed { chat } => Lane::Chat(*chat),
    }
}
