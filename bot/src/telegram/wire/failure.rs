//! Why a request to the Bot API did not succeed.

use std::{fmt, time::Duration};

use teloxide::types::ChatId;

use crate::service::metrics::Fault;

/// Why a request did not succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Telegram understood it and says no: asking again would not help.
    Refused(Refusal),
    /// Too many requests: not before this time is over.
    Busy(Duration),
    /// A server in trouble says so; hardly ever was it done.
    Unclear(String),
    /// There is no connection: it was not done.
    Unreachable(String),
    /// It went out and no word came back: as likely as not it was done.
    Lost(String),
}

/// Telegram's no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Telegram's `error_code`.
    pub code: u16,
    /// Telegram's words.
    pub description: String,
    /// The supergroup that the chat has become.
    pub moved_to: Option<ChatId>,
}

impl Refusal {
    /// Whether it is the token that Telegram does not know.
    pub fn is_about_token(&self) -> bool {
        [401, 404].contains(&self.code)
    }

    /// Whether the chat takes nothing from the bot any more: its person blocked it, or is gone.
    pub fn is_about_chat(&self) -> bool {
        self.code == 403 || self.description.contains("chat not found")
    }
}

/// What Telegram says no for, as far as it matters here. The whole of its words may repeat what a person wrote.
const REASONS: [&str; 17] = [
    "bot was blocked",
    "bot was kicked",
    "can't initiate conversation",
    "user is deactivated",
    "chat not found",
    "not enough rights",
    "TOPIC_CLOSED",
    "message thread not found",
    "can't parse entities",
    "too long",
    "is empty",
    "not modified",
    "can't be edited",
    "message to edit not found",
    "query is too old",
    "BUTTON_DATA_INVALID",
    "upgraded to a supergroup",
];

impl Refusal {
    /// The refusal without a word that could be a person's.
    pub fn reason(&self) -> String {
        let says = |reason: &&&str| self.description.contains(**reason);
        let reason = REASONS.iter().find(says);
        let reason = reason.unwrap_or(&"for a reason that is not told here");
        format!("{} {reason}", self.code)
    }
}

impl Failure {
    /// As it is counted.
    pub(super) fn fault(&self) -> Fault {
        match self {
            Self::Busy(_) => Fault::Busy,
            Self::Unclear(_) => Fault::Server,
            Self::Unreachable(_) => Fault::Unreachable,
            Self::Lost(_) => Fault::Lost,
            Self::Refused(no) => match no.code {
                401 => Fault::Token,
                403 => Fault::Blocked,
                409 => Fault::Conflict,
                _ => Fault::Refused,
            },
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.description)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Busy(wait) => write!(f, "too many requests, wait {} s", wait.as_secs()),
            Self::Unclear(what) | Self::Unreachable(what) | Self::Lost(what) => f.write_str(what),
        }
    }
}
