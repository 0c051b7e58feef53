//! What a running service needs: configuration, logging, reload, metrics, health, shutdown.

pub mod config;
pub mod health;
pub mod logging;
pub mod metrics;
pub mod reload;
pub mod shutdown;
