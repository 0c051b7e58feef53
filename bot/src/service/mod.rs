//! What a running service needs: configuration, logging, reload, metrics, health, HTTP, shutdown.

pub mod config;
pub mod health;
pub mod http;
pub mod logging;
pub mod metrics;
pub mod reload;
pub mod shutdown;
