//! The Telegram bot: an adapter around `maklumat`, what it remembers, and what a running service needs.

pub mod delivery;
pub mod service;
pub mod talk;
pub mod telegram;
