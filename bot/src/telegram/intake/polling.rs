//! Long polling: Telegram is told to forget an update only when it and every one before it are handled.

use std::{collections::HashMap, mem, sync::Arc, time::Duration};

use serde::{Serialize, de::IgnoredAny};
use serde_json::value::RawValue;
use teloxide::{payloads::DeleteWebhook, requests::Payload, types::AllowedUpdate};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::Instant,
};
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use crate::{
    delivery::{
        parking::Waiting,
        pool::{Outcome, Pool, Report},
        retry::{Backoff, retry},
        rival::{Rival, Turn},
        window::{Sight, Window},
    },
    service::health::Readiness,
    telegram::{
        desk::Desk,
        event::Me,
        queue::{lane, waiting},
        read::read,
        stop::Stop,
        wire::{
            api::Api,
            failure::Failure,
            retry::{pause, until_granted},
            update,
        },
    },
};

/// How long Telegram waits for an update before it says that there is none.
const LONG_POLL: Duration = Duration::from_secs(25);
/// How long to wait for what is under way before asking for more: Telegram brings what is under way again at once.
const SETTLE: Duration = Duration::from_millis(250);
/// An update without an id that can be confirmed comes again and again for a day.
const NAMELESS: Duration = Duration::from_secs(1);
/// A token that Telegram knew is not lost by one word: so often in a row it has to be said.
const UNKNOWN: usize = 5;
/// For the last word to Telegram when the bot stops.
const FAREWELL: Duration = Duration::from_secs(2);

/// Long polling for one bot.
pub struct Polling {
    api: Arc<Api>,
    me: Me,
    readiness: Readiness,
    window: Window,
    /// What could be parked.
    waiting: HashMap<i64, Waiting>,
    done: UnboundedReceiver<Report>,
    report: UnboundedSender<Report>,
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
    type Output = Vec<Box<RawValue>>;
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
            waiting: HashMap::new(),
            done,
            report,
        }
    }

    /// Brings updates to `pool` until `stop`.
    pub async fn run(&mut self, pool: &Pool<Desk>, stop: &CancellationToken) -> Result<(), Stop> {
        let polling = async {
            let unhook = DeleteWebhook::new();
            until_granted::<_, bool>(&self.api, &unhook).await?;
            self.readiness.reached();
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
        while let Ok(report) = self.done.try_recv() {
            self.note(report);
        }
        if self.window.offset().is_some() {
            // Should it not arrive, the store still knows what was handled.
            let request = self.request(Duration::ZERO);
            let asking = self.api.call::<_, Vec<IgnoredAny>>(&request);
            tokio::time::timeout(FAREWELL, asking).await.ok();
        }
    }

    async fn poll(&mut self, pool: &Pool<Desk>) -> Result<(), Stop> {
        let mut trouble = Trouble::default();
        loop {
            trouble.rival.begins(Instant::now());
            let batch = self.fetch(&mut trouble).await?;
            trouble.over();
            self.readiness.reached();
            pool.work().metrics.polled();
            self.bring(batch, pool).await;
            self.settle().await;
            self.park(pool).await;
        }
    }

    async fn fetch(&mut self, trouble: &mut Trouble) -> Result<Vec<Box<RawValue>>, Stop> {
        let request = self.request(LONG_POLL);
        let ask = || self.api.call_within(&request, LONG_POLL);
        let readiness = &self.readiness;
        let batch = retry(ask, |failure, backoff| match failure {
            Failure::Refused(no) if no.code == 409 => Ok(trouble.conflict()),
            failure => {
                readiness.lost();
                trouble.wait(&failure, backoff)
            }
        });
        let batch = batch.await?;
        self.window.confirmed(request.offset);
        Ok(batch)
    }

    fn request(&self, patience: Duration) -> GetUpdates {
        GetUpdates {
            offset: self.window.offset(),
            timeout: patience.as_secs(),
            allowed_updates: update::KINDS,
        }
    }

    /// Hands a batch on, update by update, so that one that cannot be read spoils no other.
    async fn bring(&mut self, batch: Vec<Box<RawValue>>, pool: &Pool<Desk>) {
        for raw in batch {
            let Some(id) = update::id_of(&raw) else {
                warn!("an update without update_id is skipped");
                // It cannot be confirmed, and may come again at once.
                tokio::time::sleep(NAMELESS).await;
                continue;
            };
            if self.window.open(id) == Sight::Again {
                continue;
            }
            if !self.hand_on(id, raw, pool).await {
                self.window.close(id);
            }
        }
    }

    /// Whether there is anything to be done about an update, and it was not under way already.
    async fn hand_on(&mut self, id: i64, raw: Box<RawValue>, pool: &Pool<Desk>) -> bool {
        let Some(event) = read(id, &raw, &self.me) else {
            return false;
        };
        let (lane, waiting) = (lane(&event), waiting(&event, raw));
        let Some(job) = pool.work().receive(event) else {
            return false;
        };
        let taken = pool.submit(lane, id, job, self.report.clone()).await;
        if taken.is_ok() {
            self.waiting.insert(id, waiting);
        }
        taken.is_ok()
    }

    /// Parks what waits long, or all of it when there is hardly room for anything else.
    async fn park(&mut self, pool: &Pool<Desk>) {
        let crowded = self.window.is_crowded();
        let late = self
            .waiting
            .iter()
            .filter(|(_, waiting)| crowded || waiting.is_late());
        let mut late: Vec<i64> = late.map(|(id, _)| *id).collect();
        late.sort_unstable();
        for id in late {
            if self.waiting[&id]
                .park(id, &pool.work().store)
                .await
                .is_err()
            {
                // Without a memory, Telegram has to keep it.
                return;
            }
            self.waiting.remove(&id);
            self.window.close(id);
        }
    }

    fn note(&mut self, (id, outcome): Report) {
        self.waiting.remove(&id);
        match outcome {
            Outcome::Done => self.window.close(id),
            Outcome::Undone => self.window.reopen(id),
        }
    }

    async fn settle(&mut self) {
        let pause = tokio::time::sleep(SETTLE);
        tokio::pin!(pause);
        while self.window.is_busy() {
            tokio::select! {
                Some(report) = self.done.recv() => self.note(report),
                () = &mut pause => return,
            }
        }
    }
}

/// What went wrong lately.
#[derive(Default)]
struct Trouble {
    rival: Rival,
    stands_by: bool,
    /// How often in a row Telegram did not know the token.
    unknown: usize,
}

impl Trouble {
    /// A poll succeeded.
    fn over(&mut self) {
        self.unknown = 0;
        if self.rival.undisturbed(Instant::now()) && mem::take(&mut self.stands_by) {
            info!("the other bot under this token is gone: this one takes the updates");
        }
    }

    /// How long to wait after `failure`, unless it is final.
    fn wait(&mut self, failure: &Failure, backoff: &mut Backoff) -> Result<Duration, Stop> {
        if let Failure::Refused(no) = failure
            && no.is_about_token()
        {
            self.unknown += 1;
            if self.unknown >= UNKNOWN {
                return Err(Stop::WrongToken(no.clone()));
            }
        }
        Ok(pause::<GetUpdates>(failure, backoff))
    }

    /// How long to wait before the next poll, when another poller's ended this one.
    fn conflict(&mut self) -> Duration {
        let now = Instant::now();
        let wait = match self.rival.disturbed(now) {
            Turn::Mine(wait) => wait,
            Turn::Theirs(wait) => {
                if !mem::replace(&mut self.stands_by, true) {
                    warn!(
                        "somebody else takes this bot's updates: this one stands by until that one ends; give one of them a \
                         token of its own if neither is to replace the other"
                    );
                }
                wait
            }
        };
        self.rival.begins(now + wait);
        debug!("another poller, again in {wait:?}");
        wait
    }
}
