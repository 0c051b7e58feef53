//! Brings the adapter up, and down again.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use maklumat_store::Store;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;
use tracing::info;
use url::Url;

use super::{
    alarm,
    desk::Desk,
    event::Me,
    intake::{parked, polling::Polling, webhook::Hook},
    notices,
    outbox::Outbox,
    post::Post,
    setup,
    staff::Staff,
    stop::Stop,
    wire::api::Api,
};
use crate::{
    delivery::{patience::Patience, pool::Pool},
    service::{
        config::{Admins, Transport, Webhook},
        health::Readiness,
        metrics::Metrics,
        reload::Live,
    },
    talk::Talks,
};

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
    /// Who runs the bot.
    pub admins: Admins,
    /// The matcher in use.
    pub live: Live,
    /// What is remembered.
    pub store: Store,
    /// What is counted.
    pub metrics: Metrics,
    /// Whether updates arrive.
    pub readiness: Readiness,
}

/// Runs the bot until `stop`, or until it cannot go on.
pub async fn run(setup: Setup, stop: CancellationToken) -> Result<(), Stop> {
    let api = Arc::new(
        Api::new(setup.token, setup.api_url, setup.metrics.clone()).map_err(Stop::Client)?,
    );
    let me = tokio::select! {
        () = stop.cancelled() => return Ok(()),
        me = setup::me(&api) => me?,
    };
    info!("this is @{}", me.username);
    let matcher = setup.live.matcher();
    let abort = CancellationToken::new();
    let staff = Staff {
        admins: setup.admins.clone(),
        live: setup.live.clone(),
        store: setup.store.clone(),
        metrics: setup.metrics.clone(),
    };
    let desk = Desk {
        live: setup.live,
        store: setup.store,
        metrics: setup.metrics,
        patience: Patience::default(),
        staff,
        talks: Talks::default(),
        outbox: Outbox::new(Post::new(Arc::clone(&api), setup.pace, abort.clone())),
        abort: abort.clone(),
    };
    let running = Running {
        api,
        me,
        pool: Arc::new(Pool::new(desk)),
        readiness: setup.readiness,
        stop,
        abort,
        quiet: CancellationToken::new(),
    };
    alarm::watch(&running.pool, &running.stop);
    let menus = {
        let api = Arc::clone(&running.api);
        async move { setup::menus(&api, matcher.faq(), &setup.admins).await }
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
    /// No notice is under way any more.
    quiet: CancellationToken,
}

impl Running {
    async fn bring(self, transport: Transport) -> Result<(), Stop> {
        let (pool, me, stop) = (Arc::clone(&self.pool), self.me.clone(), self.stop.clone());
        let quiet = self.quiet.clone();
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
            never = notices::watch(pool.work(), &stop, &quiet) => match never {},
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
        let notice = tokio::time::timeout(DRAIN, self.quiet.cancelled());
        tokio::join!(self.pool.drain(DRAIN), notice).1.ok();
        self.abort.cancel();
        self.pool.drain(RELEASE).await;
    }
}
