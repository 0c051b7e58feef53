//! Why the bot stops by itself.

use std::{fmt, io, net::SocketAddr};

use super::wire::{failure::Refusal, retry::Denied};

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

impl From<Denied> for Stop {
    fn from(Denied { method, refusal }: Denied) -> Self {
        match refusal.is_about_token() {
            true => Self::WrongToken(refusal),
            false => Self::Refused(method, refusal),
        }
    }
}
