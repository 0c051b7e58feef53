//! The configuration, from the environment.

use std::{fmt, fs, net::SocketAddr, num::NonZeroU32, path::PathBuf, str::FromStr};

use secrecy::SecretString;
use tracing_subscriber::EnvFilter;
use url::Url;

use crate::store::{Bot, Place, random_key};

/// Shorter keys could be guessed.
const HASH_KEY_CHARS: usize = 32;
/// What Telegram lets an ordinary bot send.
const MESSAGES_PER_SECOND: NonZeroU32 = NonZeroU32::new(30).expect("not zero");
/// Telegram's own limit.
const WEBHOOK_SECRET_CHARS: usize = 256;

/// Everything that is configured.
#[derive(Debug)]
pub struct Config {
    /// `TELOXIDE_TOKEN`, or what the file `TELOXIDE_TOKEN_FILE` holds.
    pub token: SecretString,
    /// The bot whose token it is.
    pub bot: Bot,
    /// `TELEGRAM_API_URL`: another Bot API server.
    pub api_url: Option<Url>,
    /// How updates arrive.
    pub transport: Transport,
    /// `MESSAGES_PER_SECOND`: what Telegram lets this bot send; 30, unless it was granted more.
    pub pace: NonZeroU32,
    /// `FAQ_PATH`; the FAQ built into the program without it.
    pub faq: Option<PathBuf>,
    /// `DATABASE_URL`, or else `DATA_DIR`; `HASH_KEY`.
    pub memory: Place,
    /// `RUST_LOG` or `LOG_LEVEL`, `LOG_FORMAT`.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// A variable that is missing or cannot be used: which, what is wrong, how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError(String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads the environment, and `.env` where a variable is not set.
    pub fn from_env() -> Result<Self, ConfigError> {
        match dotenvy::dotenv() {
            Err(error) if !error.not_found() => {
                // The error itself would quote the line, which may hold a secret.
                return wrong(
                    ".env cannot be read: write each variable on a line of its own, as NAME=value, with quotes around a \
                     value that holds blanks, and let the bot's user read the file",
                );
            }
            _ => {}
        }
        Self::read(|name| Some(std::env::var_os(name)?.to_string_lossy().into_owned()))
    }

    /// Reads variables through `lookup`; an empty one is as good as none.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let env = Env(|name: &str| lookup(name).filter(|value| !value.trim().is_empty()));
        let api_url = env.parse("TELEGRAM_API_URL", "a URL such as http://localhost:8081")?;
        let (token, bot) = env.token()?;
        Ok(Self {
            token,
            bot,
            transport: env.transport(api_url.as_ref())?,
            api_url,
            pace: env
                .parse("MESSAGES_PER_SECOND", "a number such as 30")?
                .unwrap_or(MESSAGES_PER_SECOND),
            faq: env.get("FAQ_PATH").map(PathBuf::from),
            memory: env.memory()?,
            log: env.log()?,
            metrics: env.parse(
                "METRICS_LISTEN",
                "an address and port such as 127.0.0.1:9090",
            )?,
        })
    }
}

fn wrong<T>(message: impl Into<String>) -> Result<T, ConfigError> {
    Err(ConfigError(message.into()))
}

/// The environment, by a function that looks a variable up.
struct Env<L>(L);

impl<L: Fn(&str) -> Option<String>> Env<L> {
    fn get(&self, name: &str) -> Option<String> {
        (self.0)(name)
    }

    /// Not for secrets: what was found is told.
    fn parse<T: FromStr>(&self, name: &str, expected: &str) -> Result<Option<T>, ConfigError> {
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

    fn token(&self) -> Result<(SecretString, Bot), ConfigError> {
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

    fn transport(&self, api_url: Option<&Url>) -> Result<Transport, ConfigError> {
        let (listen, secret) = (
            self.parse("WEBHOOK_LISTEN", "an address and port such as 0.0.0.0:8080")?,
            self.webhook_secret()?,
        );
        let Some(url) = self.parse::<Url>(
            "WEBHOOK_URL",
            "a URL such as https://bot.example.org/updates",
        )?
        else {
            return Ok(Transport::Polling);
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

    fn memory(&self) -> Result<Place, ConfigError> {
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

    fn log(&self) -> Result<Log, ConfigError> {
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

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, collections::BTreeSet};

    use secrecy::ExposeSecret;

    use super::*;

    const TOKEN: (&str, &str) = ("TELOXIDE_TOKEN", "123456:AAbb-cc_dd");
    const KEY: (&str, &str) = ("HASH_KEY", "0123456789abcdef0123456789abcdef");

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name)?;
            Some(found.1.to_owned())
        })
    }

    fn error(variables: &[(&str, &str)]) -> String {
        read(variables).expect_err("a mistake").to_string()
    }

    #[test]
    fn a_token_is_enough() {
        let config = read(&[TOKEN, ("FAQ_PATH", "")]).unwrap();
        assert_eq!(config.token.expose_secret(), TOKEN.1);
        assert_eq!(config.bot, Bot(123_456));
        assert!(matches!(config.transport, Transport::Polling));
        assert!(matches!(config.memory, Place::Directory { key: None, .. }));
        assert_eq!(config.faq, None);
        assert_eq!(
            config.log,
            Log {
                filter: "INFO".to_owned(),
                format: Format::Text
            }
        );
    }

    #[test]
    fn a_token_may_stand_in_a_file() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(&file, format!("{}\n", TOKEN.1)).unwrap();
        let path = file.path().to_str().unwrap();
        let config = read(&[("TELOXIDE_TOKEN_FILE", path)]).unwrap();
        assert_eq!(config.token.expose_secret(), TOKEN.1);
    }

    #[test]
    fn a_webhook_gets_a_secret_and_an_address() {
        let config = read(&[TOKEN, ("WEBHOOK_URL", "https://bot.example.org/updates")]).unwrap();
        let Transport::Webhook(webhook) = config.transport else {
            panic!("a webhook")
        };
        assert_eq!(webhook.listen.port(), 8080);
        assert_eq!(webhook.secret.expose_secret().len(), 64);
    }

    #[test]
    fn mistakes_name_the_variable_and_the_mend_and_no_secret() {
        let postgres = ("DATABASE_URL", "postgres://bot:hunter2@db/bot");
        for (variables, said) in [
            (vec![], "TELOXIDE_TOKEN is not set"),
            (vec![TOKEN, ("TELOXIDE_TOKEN_FILE", "/x")], "both set"),
            (
                vec![("TELOXIDE_TOKEN", "hunter2")],
                "TELOXIDE_TOKEN does not hold a token",
            ),
            (
                vec![("TELOXIDE_TOKEN_FILE", "/nowhere")],
                "TELOXIDE_TOKEN_FILE is \"/nowhere\"",
            ),
            (
                vec![TOKEN, ("TELEGRAM_API_URL", "localhost")],
                "TELEGRAM_API_URL is \"localhost\"",
            ),
            (
                vec![TOKEN, ("WEBHOOK_URL", "http://bot.example.org")],
                "WEBHOOK_URL is http://bot.example.org/",
            ),
            (
                vec![TOKEN, ("WEBHOOK_LISTEN", "8080")],
                "WEBHOOK_LISTEN is \"8080\"",
            ),
            (
                vec![TOKEN, ("WEBHOOK_SECRET", "hunter2 !")],
                "WEBHOOK_SECRET cannot be used",
            ),
            (
                vec![TOKEN, ("DATABASE_URL", "mysql://bot:hunter2@db/bot")],
                "DATABASE_URL names no PostgreSQL",
            ),
            (vec![TOKEN, postgres], "HASH_KEY is not set"),
            (
                vec![TOKEN, postgres, ("HASH_KEY", "hunter2")],
                "HASH_KEY is shorter",
            ),
            (vec![TOKEN, ("LOG_LEVEL", "loud")], "LOG_LEVEL is \"loud\""),
            (vec![TOKEN, ("RUST_LOG", "a=b=c")], "RUST_LOG is \"a=b=c\""),
            (vec![TOKEN, ("LOG_FORMAT", "xml")], "LOG_FORMAT is \"xml\""),
            (
                vec![TOKEN, ("METRICS_LISTEN", "9090")],
                "METRICS_LISTEN is \"9090\"",
            ),
        ] {
            let error = error(&variables);
            assert!(error.contains(said), "{error}");
            assert!(!error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn secrets_do_not_show() {
        let config = read(&[
            TOKEN,
            KEY,
            ("DATABASE_URL", "postgres://bot:hunter2@db/bot"),
        ])
        .unwrap();
        let shown = format!("{config:?}");
        assert!(
            !shown.contains("AAbb") && !shown.contains("hunter2") && !shown.contains(KEY.1),
            "{shown}"
        );
    }

    #[test]
    fn the_example_lists_every_variable_and_no_other() {
        let asked = RefCell::new(BTreeSet::new());
        Config::read(|name| {
            asked.borrow_mut().insert(name.to_owned());
            (name == TOKEN.0).then(|| TOKEN.1.to_owned())
        })
        .unwrap();
        let listed: BTreeSet<String> = include_str!("../../../.env.example")
            .lines()
            .filter_map(|line| Some(line.trim_start_matches('#').split_once('=')?.0.to_owned()))
            .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
            .collect();
        assert_eq!(asked.into_inner(), listed);
    }
}
