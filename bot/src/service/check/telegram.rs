//! One call of getMe, which tells whether Telegram knows the token, and by the date of its answer whether the clock is right.

use std::{error::Error, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Client, Response, header::DATE};
use secrecy::ExposeSecret;
use serde::Deserialize;

use super::Grade;
use crate::service::config::Config;

/// Telegram's own Bot API server.
const TELEGRAM: &str = "https://api.telegram.org";
/// An operator waits at the prompt.
const PATIENCE: Duration = Duration::from_secs(10);
/// Limits count by the dates of messages, and answers tell the day: a clock may be off by less than anybody would notice.
const CLOCK_OFF: TimeDelta = TimeDelta::seconds(30);

/// What every response of the Bot API looks like, as far as it matters here.
#[derive(Deserialize)]
struct Envelope {
    result: Option<Me>,
    #[serde(default)]
    description: String,
}

#[derive(Deserialize)]
struct Me {
    username: String,
}

/// What is to say of the token, and of the clock.
pub(super) async fn check(config: &Config) -> Vec<(Grade, String)> {
    let response = match get_me(config).await {
        Ok(response) => response,
        Err(error) => {
            let why = format!(
                "Telegram: it cannot be reached ({}), so that neither token nor clock could be tried; see that the network lets \
                 this machine out to {}, or set TELEGRAM_API_URL",
                causes(&error),
                server(config)
            );
            return vec![(Grade::Lacking, why)];
        }
    };
    let clock = clock(&response, Utc::now());
    vec![token(response).await, clock]
}

fn server(config: &Config) -> &str {
    let own = config.api_url.as_ref();
    own.map_or(TELEGRAM, |url| url.as_str().trim_end_matches('/'))
}

async fn get_me(config: &Config) -> Result<Response, reqwest::Error> {
    let token = config.token.expose_secret();
    let url = format!("{}/bot{token}/getMe", server(config));
    let client = Client::builder().timeout(PATIENCE).build()?;
    // Its error would show the token.
    let sent = client.get(url).send().await;
    sent.map_err(reqwest::Error::without_url)
}

/// An error with its causes.
fn causes(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

async fn token(response: Response) -> (Grade, String) {
    let status = response.status().as_u16();
    let body = response.bytes().await.unwrap_or_default();
    let envelope = serde_json::from_slice::<Envelope>(&body).ok();
    match (status, envelope) {
        (
            200,
            Some(Envelope {
                result: Some(me), ..
            }),
        ) => (
            Grade::Well,
            format!("token: it is that of @{}", me.username),
        ),
        (401 | 404, Some(Envelope { description, .. })) => (
            Grade::Wrong,
            format!(
                "token: Telegram does not know it ({status} {description}); copy it again from @BotFather, or ask there for a new one"
            ),
        ),
        _ => (
            Grade::Lacking,
            format!(
                "token: the answer to getMe, of status {status}, cannot be read; try again, or see to TELEGRAM_API_URL"
            ),
        ),
    }
}

fn clock(response: &Response, now: DateTime<Utc>) -> (Grade, String) {
    let date = response.headers().get(DATE);
    let theirs = date
        .and_then(|date| DateTime::parse_from_rfc2822(date.to_str().ok()?).ok())
        .map(|date| date.with_timezone(&Utc));
    let Some(theirs) = theirs else {
        let why = "clock: the server tells no date to compare it with";
        return (Grade::Well, why.to_owned());
    };
    let off = now - theirs;
    if off.abs() <= CLOCK_OFF {
        return (Grade::Well, "clock: it agrees with Telegram's".to_owned());
    }
    let side = if off < TimeDelta::zero() {
        "behind"
    } else {
        "ahead of"
    };
    let why = format!(
        "clock: it is {} s {side} Telegram's; let NTP set it, as `timedatectl set-ntp true` does",
        off.abs().num_seconds()
    );
    (Grade::Lacking, why)
}
