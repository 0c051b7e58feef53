//! Long polling: Telegram is told to forget an update only when it and every one before it are handled.

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use teloxide::{payloads::DeleteWebhook, requests::Payload, types::AllowedUpdate};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use super::{
    Stop,
    api::{Api, Failure},
    backoff::Backoff,
    desk::{Desk, lane},
    event::{Event, Me},
    pool::Pool,
    setup::until_granted,
    update::{self, Update},
    window::{Sight, Window},
};
use crate::service::health::Readiness;

/// How long Telegram waits for an update before it says that there is none.
const LONG_POLL: Duration = Duration::from_secs(25);
/// How long to wait for what is under way before asking for more: Telegram brings what is under way again at once.
const SETTLE: Duration = Duration::from_millis(250);
/// The longest wait after a failure.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Another bot under the same token may be one that is just being replaced: it is given this many chances to go.
const CONFLICTS: usize = 8;
const CONFLICT_WAIT: Duration = Duration::from_secs(2);
/// For the last word to Telegram when the bot stops.
const FAREWELL: Duration = Duration::from_secs(2);

/// Long polling for one bot.
pub struct Polling {
    api: Arc<Api>,
    me: Me,
    readiness: Readiness,
    window: Window,
    done: UnboundedReceiver<i64>,
    report: UnboundedSender<i64>,
}

/// teloxide's own has no room for ids beyond 31 bits.
#[derive(Serialize)]
struct GetUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    timeout: u64,
    allowed_updates: [AllowedUpdate; update::KINDS.len()],
}

impl Payload for GetUpdates {
    type Output = Vec<Value>;
    const NAME: &'static str = "GetUpdates";
}

impl Polling {
    /// Polls for the bot `me`.
    pub fn new(api: Arc<Api>, me: Me, readiness: Readiness) -> Self {
        let (report, done) = unbounded_channel();
        Self {
            api,
            me,
            readiness,
            window: Window::default(),
            done,
            report,
        }
    }

    /// Brings updates to `pool` until `stop`.
    pub async fn run(&mut self, pool: &Pool<Desk>, stop: &CancellationToken) -> Result<(), Stop> {
        let polling = async {
            let unhook = DeleteWebhook::new();
            until_granted::<_, bool>(&self.api, &unhook).await?;
            info!("long polling starts");
            self.poll(pool).await
        };
        tokio::select! {
            () = stop.cancelled() => Ok(()),
            ended = polling => ended,
        }
    }

    /// Tells Telegram which updates are handled, once everything that can be is.
    pub async fn farewell(mut self) {
        while let Ok(id) = self.done.try_recv() {
            self.window.close(id);
        }
        if self.window.offset().is_some() {
            // Should it not arrive, the store still knows what was handled.
            tokio::time::timeout(FAREWELL, self.ask(Duration::ZERO))
                .await
                .ok();
        }
    }

    async fn poll(&mut self, pool: &Pool<Desk>) -> Result<(), Stop> {
        let mut trouble = Trouble::default();
        loop {
            match self.ask(LONG_POLL).await {
                Ok(batch) => {
                    trouble = Trouble::default();
                    self.readiness.reached();
                    self.bring(batch, pool).await;
                    self.settle().await;
                }
                Err(failure) => {
                    self.readiness.lost();
                    let wait = trouble.wait(&failure)?;
                    warn!("no updates, again in {wait:?}: {failure}");
                    tokio::time::sleep(wait).await;
                }
            }
        }
    }

    async fn ask(&mut self, patience: Duration) -> Result<Vec<Value>, Failure> {
        let offset = self.window.offset();
        let request = GetUpdates {
            offset,
            timeout: patience.as_secs(),
            allowed_updates: update::KINDS,
        };
        let batch = self.api.call_within(&request, patience).await?;
        self.window.confirmed(offset);
        Ok(batch)
    }

    /// Hands a batch on, update by update, so that one that cannot be read spoils no other.
    async fn bring(&mut self, batch: Vec<Value>, pool: &Pool<Desk>) {
        for raw in batch {
            let Some(id) = update::id_of(&raw) else {
                warn!("an update without update_id is skipped");
                continue;
            };
            if self.window.open(id) == Sight::Again {
                continue;
            }
            match read(id, raw, &self.me) {
                Some(event) => {
                    pool.submit(lane(&event), id, event, self.report.clone())
                        .await
                }
                None => self.window.close(id),
            }
        }
    }

    async fn settle(&mut self) {
        let pause = tokio::time::sleep(SETTLE);
        tokio::pin!(pause);
        while self.window.is_busy() {
            tokio::select! {
                Some(id) = self.done.recv() => self.window.close(id),
                () = &mut pause => return,
            }
        }
    }
}

/// Failures in a row.
struct Trouble {
    backoff: Backoff,
    conflicts: usize,
}

impl Default for Trouble {
    fn default() -> Self {
        Self {
            backoff: Backoff::up_to(LONGEST_WAIT),
            conflicts: 0,
        }
    }
}

impl Trouble {
    /// How long to wait after `failure`, unless it is final.
    fn wait(&mut self, failure: &Failure) -> Result<Duration, Stop> {
        match failure {
            Failure::Refused(no) if [401, 404].contains(&no.code) => {
                Err(Stop::WrongToken(no.clone()))
            }
            Failure::Refused(no) if no.code == 409 => {
                self.conflicts += 1;
                let wait = self.backoff.wait().min(CONFLICT_WAIT);
                (self.conflicts < CONFLICTS)
                    .then_some(wait)
                    .ok_or_else(|| Stop::Conflict(no.clone()))
            }
            Failure::Busy(wait) => Ok(*wait),
            _ => Ok(self.backoff.wait()),
        }
    }
}

/// What an update asks of the bot; nothing when it cannot be read.
pub fn read(id: i64, raw: Value, me: &Me) -> Option<Event> {
    match Update::deserialize(raw) {
        Ok(update) => Event::read(update, me),
        // Not the error: it quotes.
        Err(_) => {
            warn!("update {id} cannot be read and is skipped");
            None
        }
    }
}
