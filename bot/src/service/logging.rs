//! Log lines, without tokens and without anybody's words.

use tracing_subscriber::{EnvFilter, fmt};

use super::config::{Format, Log};

/// Starts logging to standard error.
pub fn start(log: &Log) {
    let lines = fmt()
        .with_env_filter(EnvFilter::new(&log.filter))
        .with_writer(std::io::stderr);
    match log.format {
        Format::Text => lines.init(),
        Format::Json => lines.json().init(),
    }
}
