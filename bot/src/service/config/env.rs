//! What each variable may hold, and what is said when it holds something else.

use std::{fs, net::SocketAddr, str::FromStr};

use maklumat_store::{Bot, Place, random_key};
use secrecy::SecretString;
use tracing_subscriber::EnvFilter;
use url::Url;

use super::{Admins, ConfigError, Format, Log, Transport, Webhook, admins::NoNumbers, wrong};

/// Shorter keys could be guessed.
const HASH_KEY_CHARS: usize = 32;
/// Telegram's own limit.
const WEBHOOK_SECRET_CHARS: usize = 256;

/// The environment, by a function that looks a variable up.
pub(super) struct Env<L>(pub L);

impl<L: Fn(&str) -> Option<String>> Env<L> {
    /// What a variable holds; an empty one is as good as none.
    pub fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.trim().is_empty())
    }

    /// Not for secrets: what was found is told.
    pub fn parse<T: FromStr>(&self, name: &str, expected: &str) -> Result<Option<T>, ConfigError> {
        match self.get(name) {
            None => Ok(None),
            Some(value) => match value.trim().parse() {
                Ok(parsed) => Ok(Some(parsed)),
                Err(_) => wrong(format!(
                    "{name} is {value:?}: write {expected}, or leave it out"
                )),
            },
        }
    }

    /// `METRICS_LISTEN`.
    pub fn metrics(&self) -> Result<Option<SocketAddr>, ConfigError> {
        self.parse(
            "METRICS_LISTEN",
            "an address and port such as 127.0.0.1:9090",
        )
    }

    /// `ADMIN_IDS`. What is wrong in it is not told: it may be a name.
    pub fn admins(&self) -> Result<Admins, ConfigError> {
        match self.get("ADMIN_IDS").map(|people| people.parse()) {
            None => Ok(Admins::default()),
            Some(Ok(admins)) => Ok(admins),
            Some(Err(NoNumbers)) => wrong(
                "ADMIN_IDS holds something else than Telegram's numbers of people: write them with commas, as in 123456789,987654321, and no names",
            ),
        }
    }

    /// `TELOXIDE_TOKEN` or `TELOXIDE_TOKEN_FILE`.
    pub fn token(&self) -> Result<(SecretString, Bot), ConfigError> {
        let (name, token) = match (self.get("TELOXIDE_TOKEN"), self.get("TELOXIDE_TOKEN_FILE")) {
            (Some(token), None) => ("TELOXIDE_TOKEN", token),
            (None, Some(path)) => match fs::read_to_string(&path) {
                Ok(token) => ("the file that TELOXIDE_TOKEN_FILE names", token),
                Err(error) => {
                    return wrong(format!(
                        "TELOXIDE_TOKEN_FILE is {path:?}, which cannot be read ({error}): name a file that the bot's user may read"
                    ));
                }
            },
            (Some(_), Some(_)) => {
                return wrong(
                    "TELOXIDE_TOKEN and TELOXIDE_TOKEN_FILE are both set: leave one of them out",
                );
            }
            (None, None) => {
                return wrong(
                    "TELOXIDE_TOKEN is not set: ask @BotFather in Telegram for a bot, and set it to the token that you get",
                );
            }
        };
        let token = token.trim();
        match bot_of(token) {
            Some(bot) => Ok((token.to_owned().into(), bot)),
            None => wrong(format!(
                "{name} does not hold a token: copy the whole of it from @BotFather; it has the form 123456789:AAbb-cc_dd"
            )),
        }
    }

    /// `WEBHOOK_URL`, `WEBHOOK_LISTEN`, `WEBHOOK_SECRET`.
    pub fn transport(&self, api_url: Option<&Url>) -> Result<Transport, ConfigError> {
        let (listen, secret) = (
            self.parse("WEBHOOK_LISTEN", "an address and port such as 0.0.0.0:8080")?,
            self.webhook_secret()?,
        );
        let Some(url) = self.parse::<Url>(
            "WEBHOOK_URL",
            "a URL such as https://bot.example.org/updates",
        )?
        else {
            return self.polling();
        };
        // A server of one's own may take http.
        if url.scheme() != "https" && api_url.is_none() {
            return wrong(format!(
                "WEBHOOK_URL is {url}: Telegram brings updates over https only"
            ));
        }
        Ok(Transport::Webhook(Webhook {
            url,
            listen: listen.unwrap_or(SocketAddr::from(([0, 0, 0, 0], 8080))),
            secret,
        }))
    }

    /// Who tells how to listen for updates does not mean to fetch them.
    fn polling(&self) -> Result<Transport, ConfigError> {
        let mut webhook = ["WEBHOOK_LISTEN", "WEBHOOK_SECRET"].into_iter();
        match webhook.find(|name| self.get(name).is_some()) {
            None => Ok(Transport::Polling),
            Some(name) => wrong(format!(
                "{name} is set and WEBHOOK_URL is not, without which updates are fetched and nothing listens: set WEBHOOK_URL to the \
                 address under which Telegram can bring them, or leave {name} out"
            )),
        }
    }

    fn webhook_secret(&self) -> Result<SecretString, ConfigError> {
        let Some(secret) = self.get("WEBHOOK_SECRET") else {
            return match random_key() {
                Ok(secret) => Ok(secret.into()),
                Err(error) => wrong(format!(
                    "WEBHOOK_SECRET is not set, and no random one can be had ({error}): set it"
                )),
            };
        };
        if secret.len() <= WEBHOOK_SECRET_CHARS && secret.bytes().all(is_url_safe) {
            Ok(secret.into())
        } else {
            wrong(format!(
                "WEBHOOK_SECRET cannot be used: write 1 to {WEBHOOK_SECRET_CHARS} of A-Z, a-z, 0-9, _ and -, as `openssl rand -hex 32` does"
            ))
        }
    }

    /// `DATABASE_URL` or `DATA_DIR`, `HASH_KEY`.
    pub fn memory(&self) -> Result<Place, ConfigError> {
        let key = self.hash_key()?;
        let path = self.get("DATA_DIR").unwrap_or_else(|| "data".to_owned());
        let Some(url) = self.get("DATABASE_URL") else {
            return Ok(Place::Directory {
                path: path.into(),
                key,
            });
        };
        let postgres = |url: &Url| ["postgres", "postgresql"].contains(&url.scheme());
        if !url.parse().is_ok_and(|url| postgres(&url)) {
            return wrong(
                "DATABASE_URL names no PostgreSQL database: write postgres://user:password@host/database, with %-signs for special \
                 characters of the password; or leave it out, for an embedded database in DATA_DIR",
            );
        }
        match key {
            Some(key) => Ok(Place::Postgres {
                url: url.into(),
                key,
            }),
            None => wrong(
                "HASH_KEY is not set, and DATABASE_URL is: people are stored as hashes under a key that must not lie in the same \
                 database; set it, the same for all replicas, to what `openssl rand -hex 32` prints",
            ),
        }
    }

    fn hash_key(&self) -> Result<Option<SecretString>, ConfigError> {
        match self.get("HASH_KEY") {
            Some(key) if key.len() < HASH_KEY_CHARS => wrong(format!(
                "HASH_KEY is shorter than {HASH_KEY_CHARS} characters: set it to what `openssl rand -hex 32` prints"
            )),
            key => Ok(key.map(SecretString::from)),
        }
    }

    /// `RUST_LOG` or `LOG_LEVEL`, `LOG_FORMAT`.
    pub fn log(&self) -> Result<Log, ConfigError> {
        let directives = "directives such as info,maklumat_bot=debug";
        let level =
            self.parse::<tracing::Level>("LOG_LEVEL", "error, warn, info, debug or trace")?;
        let filter = self.parse::<EnvFilter>("RUST_LOG", directives)?;
        let format = match self.get("LOG_FORMAT").as_deref() {
            None | Some("text") => Format::Text,
            Some("json") => Format::Json,
            Some(other) => return wrong(format!("LOG_FORMAT is {other:?}: write text or json")),
        };
        let level = level.unwrap_or(tracing::Level::INFO);
        let filter = filter.map_or(level.to_string(), |filter| filter.to_string());
        Ok(Log { filter, format })
    }
}

/// The bot of a token: its number, a colon, and what only its owner knows.
fn bot_of(token: &str) -> Option<Bot> {
    let (bot, secret) = token.split_once(':')?;
    let sound = bot.bytes().all(|byte| byte.is_ascii_digit())
        && !secret.is_empty()
        && secret.bytes().all(is_url_safe);
    bot.parse().ok().filter(|_| sound).map(Bot)
}

fn is_url_safe(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}
