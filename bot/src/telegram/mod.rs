//! The Telegram adapter: update in, [`maklumat`]'s reply out. No matching, no prose, no SQL.
//!
//! ```text
//! polling ─┐                          ┌ respond ─ screen ─ html
//!          ├ update ─ event ─ pool ─ desk
//! webhook ─┘                          └ outbox ─ api
//! ```
//!
//! What is promised: every update is handled at least once, in order within its chat, and answered once. Telegram keeps an update until
//! it is handled, or parked in the store ([`intake::polling`] confirms no offset before, [`intake::webhook`] answers no 200 before); the store knows which were handled, so that
//! what comes again is not answered again. Telegram offers no way to ask whether it took a message. So whoever is killed while a send is under
//! way has that one update answered again: the window is the send's whole round trip (193 of 3,242 updates under kills, at 80 ms each). And
//! a send whose answer does not come back is tried again: whoever was answered may get the same message up to three times.

use std::{fmt, io, net::SocketAddr, num::NonZeroU32, sync::Arc, time::Duration};

use secrecy::SecretString;
use tokio_util::sync::CancellationToken;
use tracing::info;
use url::Url;

use crate::{
    service::{
        config::{Transport, Webhook},
        health::Readiness,
        metrics::Metrics,
        reload::Live,
    },
    store::Store,
};

mod command;
mod desk;
pub mod event;
pub mod intake;
mod outbox;
mod pace;
mod pool;
pub mod respond;
mod screen;
mod setup;
pub mod talk;

use desk::Desk;
use event::Me;
use intake::{parked, polling::Polling, webhook::Hook};
use outbox::{
    Outbox,
    api::{Api, Refusal},
};
use pace::Patience;
use pool::Pool;
use talk::Talks;

/// What is under way when the bot is asked to stop has so long to end; container runtimes often kill after ten seconds.
const DRAIN: Duration = Duration::from_secs(7);
/// What is still under way then is given back, which takes no longer than this.
const RELEASE: Duration = Duration::from_secs(1);

/// What the adapter stands on.
pub struct Setup {
    /// The bot's token.
    pub token: SecretString,
    /// Another Bot API server than Telegram's.
    pub api_url: Option<Url>,
    /// How updates arrive.
    pub transport: Transport,
    /// So many messages may be sent a second.
    pub pace: NonZeroU32,
    /// The matcher in use.
    pub live: Live,
    /// What is remembered.
    pub store: Store,
    /// What is counted.
    pub metrics: Metrics,
    /// Whether updates arrive.
    pub readiness: Readiness,
}

/// Why the bot stops, other than being asked to.
#[derive(Debug)]
pub enum Stop {
    /// Telegram does not know the token.
    WrongToken(Refusal),
    /// Telegram refuses a request that the bot cannot do without.
    Refused(&'static str, Refusal),
    /// The webhook's port cannot be listened on.
    Port(SocketAddr, io::Error),
    /// There can be no HTTP client.
    Client(String),
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongToken(no) => write!(
                f,
                "Telegram does not know the token of TELOXIDE_TOKEN ({no}); copy it again from @BotFather, or ask there for a new one"
            ),
            Self::Refused(method, no) => write!(f, "Telegram refuses {method}: {no}"),
            Self::Port(address, error) => write!(
                f,
                "cannot listen on {address}: {error}; free it, or set WEBHOOK_LISTEN to another address"
            ),
            Self::Client(why) => write!(f, "cannot make an HTTP client: {why}"),
        }
    }
}

impl std::error::Error for Stop {}

/// Runs the bot until `stop`, or until it cannot go on.
pub async fn run(setup: Setup, stop: CancellationToken) -> Result<(), Stop> {
    let api = Arc::new(Api::new(setup.token, setup.api_url).map_err(Stop::Client)?);
    let me = tokio::select! {
        () = stop.cancelled() => return Ok(()),
        me = setup::me(&api) => me?,
    };
    info!("this is @{}", me.username);
    let matcher = setup.live.matcher();
    let abort = CancellationToken::new();
    let desk = Desk {
        live: setup.live,
        store: setup.store,
        metrics: setup.metrics.clone(),
        patience: Patience::default(),
        talks: Talks::default(),
        outbox: Outbox::new(Arc::clone(&api), setup.pace, setup.metrics, abort.clone()),
        abort: abort.clone(),
    };
    let running = Running {
        api,
        me,
        pool: Arc::new(Pool::new(desk)),
        readiness: setup.readiness,
        stop,
        abort,
    };
    let menus = {
        let api = Arc::clone(&running.api);
        async move { setup::menus(&api, matcher.faq()).await }
    };
    let bringing = running.bring(setup.transport);
    tokio::pin!(bringing);
    tokio::select! {
        ended = &mut bringing => ended,
        () = menus => bringing.await,
    }
}

/// A bot that knows who it is.
struct Running {
    api: Arc<Api>,
    me: Me,
    pool: Arc<Pool<Desk>>,
    readiness: Readiness,
    stop: CancellationToken,
    abort: CancellationToken,
}

impl Running {
    async fn bring(self, transport: Transport) -> Result<(), Stop> {
        let (pool, me, stop) = (Arc::clone(&self.pool), self.me.clone(), self.stop.clone());
        stop.run_until_cancelled(parked::resume(&pool, &me)).await;
        let bringing = async {
            match transport {
                Transport::Polling => self.poll().await,
                Transport::Webhook(webhook) => self.listen(webhook).await,
            }
        };
        tokio::select! {
            ended = bringing => ended,
            never = parked::watch(&pool, &me, &stop) => match never {},
        }
    }

    async fn poll(self) -> Result<(), Stop> {
        let mut polling = Polling::new(
            Arc::clone(&self.api),
            self.me.clone(),
            self.readiness.clone(),
        );
        let ended = polling.run(&self.pool, &self.stop).await;
        self.drain().await;
        polling.farewell().await;
        ended
    }

    async fn listen(self, webhook: Webhook) -> Result<(), Stop> {
        let hook = Hook {
            me: self.me.clone(),
            webhook,
            pool: Arc::clone(&self.pool),
        };
        let serving = hook.run(&self.api, &self.readiness, &self.stop);
        tokio::pin!(serving);
        tokio::select! {
            ended = &mut serving => return ended,
            () = self.stop.cancelled() => {}
        }
        // Those who brought what is under way still wait for their answers.
        let answered = tokio::time::timeout(DRAIN + 2 * RELEASE, serving);
        tokio::join!(self.drain(), answered).1.unwrap_or(Ok(()))
    }

    /// Waits for what is under way; what takes too long is given back.
    async fn drain(&self) {
        self.readiness.lost();
        info!("stopping, after what is under way");
        self.pool.drain(DRAIN).await;
        self.abort.cancel();
        self.pool.drain(RELEASE).await;
    }
}
