//! One request to the Bot API, and what came of it.
//!
//! The payloads are teloxide's. Its `Bot` is not used to send them: it sleeps ten seconds on each 5xx, counts a message as failed when a
//! field of the response is new to it, and its `Throttle` lets a 429 in one chat stop every other.

use std::{error::Error, time::Duration};

use reqwest::{Client, Url};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use teloxide::{requests::Payload, types::ChatId};

use super::{
    embellishment::Unknown,
    failure::{Failure, Refusal},
};
use crate::service::metrics::Metrics;

/// How long an ordinary request may take; a long poll adds its own patience.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);
/// Whatever Telegram says, it is asked again after this long.
const LONGEST_BUSY: Duration = Duration::from_secs(60 * 60);

/// A way to the Bot API under one token.
pub struct Api {
    client: Client,
    base: Url,
    token: SecretString,
    unknown: Unknown,
    metrics: Metrics,
}

/// What every response looks like.
#[derive(Deserialize)]
struct Envelope<T> {
    ok: bool,
    result: Option<T>,
    error_code: Option<u16>,
    #[serde(default)]
    description: String,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<ChatId>,
}

impl Api {
    /// For the bot of `token` at `base`, or at Telegram's own server.
    pub fn new(token: SecretString, base: Option<Url>, metrics: Metrics) -> Result<Self, String> {
        let client = teloxide::net::default_reqwest_settings()
            .timeout(REQUEST_TIMEOUT)
            .build()
            .map_err(describe)?;
        let base = match base {
            Some(base) => base,
            None => {
                Url::parse(teloxide::net::TELEGRAM_API_URL).map_err(|error| error.to_string())?
            }
        };
        Ok(Self {
            client,
            base,
            token,
            unknown: Unknown::default(),
            metrics,
        })
    }

    /// Makes one request, once, and reads its result as a `T`.
    pub async fn call<P, T>(&self, payload: &P) -> Result<T, Failure>
    where
        P: Payload + Serialize,
        T: DeserializeOwned,
    {
        self.call_within(payload, Duration::ZERO).await
    }

    /// As [`Api::call`], for a request that Telegram may hold back for `patience`.
    pub async fn call_within<P, T>(&self, payload: &P, patience: Duration) -> Result<T, Failure>
    where
        P: Payload + Serialize,
        T: DeserializeOwned,
    {
        let mut body =
            serde_json::to_value(payload).map_err(|error| Failure::Unclear(error.to_string()))?;
        self.unknown.take_out(&mut body);
        loop {
            match self.post(P::NAME, &body, patience).await {
                Err(Failure::Refused(refusal)) if self.unknown.learn(&mut body, &refusal) => {}
                Err(failure) => {
                    self.metrics.telegram_failed(failure.fault());
                    return Err(failure);
                }
                granted => return granted,
            }
        }
    }

    async fn post<T: DeserializeOwned>(
        &self,
        method: &str,
        body: &Value,
        patience: Duration,
    ) -> Result<T, Failure> {
        let request = self
            .client
            .post(self.url(method))
            .timeout(REQUEST_TIMEOUT + patience)
            .header(reqwest::header::CONTENT_TYPE, "application/json")
            .body(body.to_string());
        let response = request.send().await.map_err(|error| {
            let failure = match error.is_connect() {
                true => Failure::Unreachable,
                false => Failure::Lost,
            };
            failure(describe(error))
        })?;
        let status = response.status().as_u16();
        let lost = |error| Failure::Lost(describe(error));
        let bytes = response.bytes().await.map_err(lost)?;
        read(status, &bytes)
    }

    fn url(&self, method: &str) -> Url {
        let mut url = self.base.clone();
        // teloxide names some methods by their variant; Telegram does not.
        let method = method.trim_end_matches("Inline");
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty()
                .push(&format!("bot{}", self.token.expose_secret()))
                .push(method);
        }
        url
    }
}

/// What a response says; `status` stands in for a code that it lacks.
fn read<T: DeserializeOwned>(status: u16, bytes: &[u8]) -> Result<T, Failure> {
    let unreadable = || {
        let what = format!("status {status} with a body that is not the Bot API's");
        match status {
            200 | 504 => Failure::Lost(what),
            _ => Failure::Unclear(what),
        }
    };
    // One strange byte in one message must not spoil the rest.
    let text = String::from_utf8_lossy(bytes);
    let envelope: Envelope<T> = serde_json::from_str(&text).map_err(|_| unreadable())?;
    if envelope.ok {
        return envelope.result.ok_or_else(unreadable);
    }
    let code = envelope.error_code.unwrap_or(status);
    let wait = envelope.parameters.as_ref().and_then(|p| p.retry_after);
    Err(match (code, wait) {
        (_, Some(wait)) => Failure::Busy(Duration::from_secs(wait).min(LONGEST_BUSY)),
        (429, None) => Failure::Busy(Duration::from_secs(1)),
        (504, _) => Failure::Lost(format!("error {code}")),
        (500 | 502.., _) => Failure::Unclear(format!("error {code}")),
        _ => Failure::Refused(Refusal {
            code,
            description: envelope.description,
            moved_to: envelope.parameters.and_then(|p| p.migrate_to_chat_id),
        }),
    })
}

/// An error with its causes and without its URL, which holds the token.
fn describe(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(status: u16, body: &str) -> Result<bool, Failure> {
        read(status, body.as_bytes())
    }

    #[test]
    fn a_response_is_read_for_what_it_says() {
        assert_eq!(outcome(200, r#"{"ok":true,"result":true}"#), Ok(true));
        assert_eq!(
            outcome(
                429,
                r#"{"ok":false,"error_code":429,"parameters":{"retry_after":7}}"#
            ),
            Err(Failure::Busy(Duration::from_secs(7)))
        );
        let for_ever = format!(
            r#"{{"ok":false,"error_code":429,"parameters":{{"retry_after":{}}}}}"#,
            u64::MAX
        );
        assert_eq!(outcome(429, &for_ever), Err(Failure::Busy(LONGEST_BUSY)));
        assert!(matches!(outcome(502, "<html>"), Err(Failure::Unclear(_))));
        assert!(matches!(outcome(504, "<html>"), Err(Failure::Lost(_))));
        assert!(matches!(
            outcome(200, r#"{"ok":true,"#),
            Err(Failure::Lost(_))
        ));
        assert!(matches!(
            outcome(
                500,
                r#"{"ok":false,"error_code":500,"description":"Internal"}"#
            ),
            Err(Failure::Unclear(_))
        ));
        let Err(Failure::Refused(refusal)) = outcome(
            400,
            r#"{"ok":false,"error_code":400,"description":"x","parameters":{"migrate_to_chat_id":-1005}}"#,
        ) else {
            panic!("a refusal");
        };
        assert_eq!(refusal.moved_to, Some(ChatId(-1005)));
    }

    #[tokio::test]
    async fn what_went_out_is_lost_when_no_answer_comes_back() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port");
        let address = listener.local_addr().expect("an address");
        let hangs_up = async {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            tokio::io::AsyncReadExt::read(&mut stream, &mut [0; 1024]).await
        };
        let api = Api::new(
            "7:x".into(),
            format!("http://{address}").parse().ok(),
            Metrics::default(),
        );
        let api = api.expect("a client");
        let get_me = teloxide::payloads::GetMe::new();
        let (lost, _) = tokio::join!(api.call::<_, Value>(&get_me), hangs_up);
        assert!(matches!(lost, Err(Failure::Lost(_))), "{lost:?}");
        drop(listener);
        let unreachable = api.call::<_, Value>(&get_me).await;
        assert!(
            matches!(unreachable, Err(Failure::Unreachable(_))),
            "{unreachable:?}"
        );
    }

    #[tokio::test]
    async fn an_error_never_shows_the_token() {
        let nowhere = "http://127.0.0.1:1/".parse().ok();
        let api = Api::new("123:SECRET".into(), nowhere, Metrics::default()).expect("a client");
        let failure = api
            .call::<_, Value>(&teloxide::payloads::GetMe::new())
            .await;
        let text = format!("{failure:?}");
        assert!(text.contains("refused"), "{text}");
        assert!(!text.contains("SECRET"), "{text}");
    }
}
