//! The configuration, from the environment.

mod admins;
mod env;
pub mod names;

use std::{fmt, fs, net::SocketAddr, num::NonZeroU32, path::PathBuf};

use maklumat_store::{Bot, Place};
use secrecy::SecretString;
use url::Url;

pub use admins::Admins;
use env::Env;

/// What Telegram lets an ordinary bot send.
const MESSAGES_PER_SECOND: NonZeroU32 = NonZeroU32::new(30).expect("not zero");

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
    /// `ADMIN_IDS`: who runs the bot, in Telegram; nobody without it.
    pub admins: Admins,
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
        load_dotenv()?;
        Self::read(variable)
    }

    /// Reads variables through `lookup`; an empty one is as good as none.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let env = Env(lookup);
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
            admins: env.admins()?,
            memory: env.memory()?,
            log: env.log()?,
            metrics: env.metrics()?,
        })
    }
}

/// `METRICS_LISTEN` alone: who asks a running bot how it fares need not hold its secrets.
pub fn metrics_from_env() -> Result<Option<SocketAddr>, ConfigError> {
    load_dotenv()?;
    Env(variable).metrics()
}

fn variable(name: &str) -> Option<String> {
    Some(std::env::var_os(name)?.to_string_lossy().into_owned())
}

/// Puts what `.env` says beside the environment, once it is sure that neither was meant to say something else.
fn load_dotenv() -> Result<(), ConfigError> {
    let mut mistaken = names::mistaken_in_environment();
    match dotenvy::dotenv() {
        Ok(path) => {
            let text = fs::read_to_string(&path).unwrap_or_default();
            mistaken.extend(names::mistaken_in_file(&path, &text));
        }
        Err(error) if error.not_found() => {}
        Err(_) => {
            // The error itself would quote the line, which may hold a secret.
            return wrong(
                ".env cannot be read: write each variable on a line of its own, as NAME=value, with quotes around a \
                 value that holds blanks, and let the bot's user read the file",
            );
        }
    }
    match mistaken.is_empty() {
        true => Ok(()),
        false => wrong(mistaken.join("\n")),
    }
}

fn wrong<T>(message: impl Into<String>) -> Result<T, ConfigError> {
    Err(ConfigError(message.into()))
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
                vec![TOKEN, ("WEBHOOK_SECRET", "hunter2")],
                "WEBHOOK_SECRET is set and WEBHOOK_URL is not",
            ),
            (
                vec![TOKEN, ("WEBHOOK_LISTEN", "0.0.0.0:8080")],
                "WEBHOOK_LISTEN is set and WEBHOOK_URL is not",
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
            (vec![TOKEN, ("ADMIN_IDS", "@hunter2")], "ADMIN_IDS holds"),
            (vec![TOKEN, ("ADMIN_IDS", "1001;1002")], "ADMIN_IDS holds"),
            (vec![TOKEN, ("ADMIN_IDS", "-1001234")], "ADMIN_IDS holds"),
            (vec![TOKEN, ("ADMIN_IDS", ",")], "ADMIN_IDS holds"),
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
    fn who_runs_the_bot_is_counted_and_not_shown() {
        let config = read(&[TOKEN, ("ADMIN_IDS", " 424242001, 424242002,424242001 ")]).unwrap();
        assert_eq!(config.admins.count(), 2);
        assert!(config.admins.has(424_242_002) && !config.admins.has(42));
        assert!(!format!("{config:?}").contains("424242"), "{config:?}");
        assert_eq!(read(&[TOKEN]).unwrap().admins, Admins::default());
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
        let listed = names::ours().map(str::to_owned).collect();
        assert_eq!(asked.into_inner(), listed);
    }
}
