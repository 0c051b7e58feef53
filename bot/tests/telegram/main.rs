//! The Telegram adapter: scripted chats, and the real binary over loopback HTTP with faults injected.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod chats;
mod emulator;
mod faults;
mod follows;
mod metrics;
mod polling;
mod staff;
mod strangers;
mod support;
mod webhook;
