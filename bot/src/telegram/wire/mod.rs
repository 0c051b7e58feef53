//! The Bot API on the wire: what Telegram brings, one request to it, and what comes of that.

pub mod api;
pub mod embellishment;
pub mod failure;
pub mod retry;
pub mod update;
