//! A route to which Telegram brings updates: it answers 200 only when an update is handled, so that until then Telegram keeps it.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::value::RawValue;
use subtle::ConstantTimeEq;
use teloxide::payloads::{SetWebhook, SetWebhookSetters};
use tokio::{net::TcpListener, sync::mpsc::unbounded_channel, time::timeout};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::{
    delivery::{
        parking::PARK_AFTER,
        pool::{Outcome, Pool},
    },
    service::{config::Webhook, health::Readiness, http},
    telegram::{
        desk::Desk,
        event::{Event, Me},
        queue::{lane, waiting},
        read::read,
        stop::Stop,
        wire::{api::Api, retry::until_granted, update},
    },
};

/// Updates hold no files; Telegram's are far below.
const LARGEST_BODY: usize = 1 << 20;
/// As much is listened to before it is refused.
const LARGEST_HEARD: usize = 8 << 20;
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// As many updates at once as Telegram offers.
const CONNECTIONS: u8 = 100;
const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";

/// The route for one bot.
pub struct Hook {
    /// Who the bot is.
    pub me: Me,
    /// Where it listens.
    pub webhook: Webhook,
    /// Takes what arrives.
    pub pool: Arc<Pool<Desk>>,
}

impl Hook {
    /// Brings updates to the pool until `stop`. The webhook stays set: the next bot may be running already.
    pub async fn run(
        self,
        api: &Api,
        readiness: &Readiness,
        stop: &CancellationToken,
    ) -> Result<(), Stop> {
        let address = self.webhook.listen;
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| Stop::Port(address, error))?;
        if let Ok(address) = listener.local_addr() {
            info!("listening on {address}");
        }
        let set = SetWebhook::new(self.webhook.url.clone())
            .secret_token(self.webhook.secret.expose_secret())
            .max_connections(CONNECTIONS)
            .allowed_updates(update::KINDS);
        let serving = http::serve(listener, router(self), stop.clone());
        let telling = async {
            tokio::select! {
                () = stop.cancelled() => {}
                set = until_granted::<_, bool>(api, &set) => {
                    set?;
                    readiness.reached();
                    info!("the webhook is set");
                }
            }
            Ok(())
        };
        let serving = async {
            serving.await;
            Ok(())
        };
        tokio::try_join!(serving, telling).map(drop)
    }
}

fn router(hook: Hook) -> Router {
    // Not a route: a path may hold what axum takes for a pattern.
    Router::new().fallback_service(post(receive).with_state(Arc::new(hook)))
}

async fn receive(State(hook): State<Arc<Hook>>, request: Request) -> StatusCode {
    if request.uri().path() != hook.webhook.url.path() {
        return StatusCode::NOT_FOUND;
    }
    if !is_telegram(request.headers(), &hook.webhook.secret) {
        return StatusCode::UNAUTHORIZED;
    }
    let body = match body(request).await {
        Ok(body) => body,
        Err(status) => return status,
    };
    let text = String::from_utf8_lossy(&body).into_owned();
    let Ok(raw) = RawValue::from_string(text) else {
        return StatusCode::BAD_REQUEST;
    };
    let Some(id) = update::id_of(&raw) else {
        warn!("an update without update_id is skipped");
        return StatusCode::OK;
    };
    // Telegram has lost patience with it, and brings it again: it is not asked twice.
    if hook.pool.has(id) {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    match read(id, &raw, &hook.me) {
        Some(event) => hand_on(&hook.pool, id, event, raw).await,
        None => StatusCode::OK,
    }
}

async fn body(request: Request) -> Result<Bytes, StatusCode> {
    // Whoever is told no while still speaking hears nothing: the connection would be reset.
    let body = timeout(BODY_TIMEOUT, to_bytes(request.into_body(), LARGEST_HEARD)).await;
    match body {
        Ok(Ok(body)) if body.len() <= LARGEST_BODY => Ok(body),
        Ok(_) => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

async fn hand_on(pool: &Pool<Desk>, id: i64, event: Event, raw: Box<RawValue>) -> StatusCode {
    let (report, mut done) = unbounded_channel();
    let (lane, waiting) = (lane(&event), waiting(&event, raw));
    let Some(job) = pool.work().receive(event) else {
        return StatusCode::OK;
    };
    if pool.try_submit(lane, id, job, report).is_err() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    let outcome = match timeout(PARK_AFTER, done.recv()).await {
        Ok(outcome) => outcome,
        // Telegram has so many connections and no more.
        Err(_) if waiting.park(id, &pool.work().store).await.is_ok() => return StatusCode::OK,
        Err(_) => done.recv().await,
    };
    match outcome {
        Some((_, Outcome::Done)) => StatusCode::OK,
        Some((_, Outcome::Undone)) | None => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn is_telegram(headers: &HeaderMap, secret: &SecretString) -> bool {
    let given = headers
        .get(SECRET_HEADER)
        .map_or(&[][..], |value| value.as_bytes());
    given.ct_eq(secret.expose_secret().as_bytes()).into()
}
