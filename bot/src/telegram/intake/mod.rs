//! How updates come in: by long polling, or brought to a webhook.

pub mod parked;
pub mod polling;
pub mod webhook;
