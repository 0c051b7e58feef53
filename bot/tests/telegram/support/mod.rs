//! A Bot API server for tests, the `bot` binary as a child, and updates to send it.

pub mod child;
pub mod script;
pub mod server;
pub mod telegram;
pub mod updates;
