//! What a running service needs: configuration, logging, reload, metrics, health, HTTP, shutdown; and what tells an operator
//! whether it has it.

pub mod check;
pub mod config;
pub mod facts;
pub mod health;
pub mod http;
pub mod logging;
pub mod metrics;
pub mod reload;
pub mod shutdown;
pub mod supervisor;
mod writable;
