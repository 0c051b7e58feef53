//! The configuration, from the environment.

use std::{fmt, net::SocketAddr, path::PathBuf};

use secrecy::SecretString;
use url::Url;

use crate::store::Place;

/// Everything that is configured.
#[derive(Debug)]
pub struct Config {
    /// `TELOXIDE_TOKEN`, or what `TELOXIDE_TOKEN_FILE` holds.
    pub token: SecretString,
    /// `TELEGRAM_API_URL`: another Bot API server.
    pub api_url: Option<Url>,
    /// How updates arrive.
    pub transport: Transport,
    /// `FAQ_PATH`; the FAQ built into the program without it.
    pub faq: Option<PathBuf>,
    /// `DATABASE_URL`, or else `DATA_DIR`; `HASH_KEY`.
    pub memory: Place,
    /// `LOG_LEVEL` or `RUST_LOG`, `LOG_FORMAT`.
    pub log: Log,
    /// `METRICS_LISTEN`: where health and metrics are served.
    pub metrics: Option<SocketAddr>,
}

/// How updates arrive.
#[derive(Debug)]
pub enum Transport {
    /// The bot asks for them.
    Polling,
    /// Telegram brings them.
    Webhook(Webhook),
}

/// Where Telegram brings updates.
#[derive(Debug)]
pub struct Webhook {
    /// `WEBHOOK_URL`: as Telegram sees it.
    pub url: Url,
    /// `WEBHOOK_LISTEN`: as this machine sees it.
    pub listen: SocketAddr,
    /// `WEBHOOK_SECRET`, or a random one; Telegram sends it with each update.
    pub secret: SecretString,
}

/// What is logged, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Directives such as `info,maklumat_bot=debug`.
    pub filter: String,
    /// The form of a line.
    pub format: Format,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// A variable that is missing or cannot be read, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads the environment, and `.env` when there is one.
    pub fn from_env() -> Result<Self, ConfigError> {
        dotenvy::dotenv().ok();
        Self::read(|name| std::env::var(name).ok())
    }

    /// Reads variables through `lookup`.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let token = lookup("TELOXIDE_TOKEN").ok_or_else(|| {
            ConfigError("TELOXIDE_TOKEN is not set: get a token from @BotFather".to_owned())
        })?;
        Ok(Self {
            token: token.into(),
            api_url: lookup("TELEGRAM_API_URL").and_then(|url| url.parse().ok()),
            transport: Transport::Polling,
            faq: lookup("FAQ_PATH").map(PathBuf::from),
            memory: Place::Directory {
                path: lookup("DATA_DIR").unwrap_or("data".to_owned()).into(),
                key: lookup("HASH_KEY").map(SecretString::from),
            },
            log: Log {
                filter: lookup("RUST_LOG").unwrap_or("info".to_owned()),
                format: Format::Text,
            },
            metrics: lookup("METRICS_LISTEN").and_then(|at| at.parse().ok()),
        })
    }
}
