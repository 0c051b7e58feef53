//! What the tests and the proofs of the bot stand on: a Bot API server, the `bot` binary as a child, PostgreSQL, people who ask.
//!
//! ```text
//! crowd ─ courier ─ proxy ┐
//!   └──── server ─────────┴ child ─ postgres
//! ```
//!
//! [`proofs`] are whole stories on top, each as long as its caller wants: short in `bot/tests/proofs.rs`, long in `bot/benches/proofs.rs`.

pub mod child;
pub mod courier;
pub mod crowd;
pub mod postgres;
pub mod process;
pub mod proofs;
pub mod proxy;
pub mod server;
pub mod telegram;
pub mod updates;
