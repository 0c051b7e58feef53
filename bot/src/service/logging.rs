//! Log lines, without tokens and without anybody's words.

use std::panic;

use tracing::{Metadata, error};
use tracing_subscriber::{
    EnvFilter, Layer, Registry, filter::FilterFn, fmt, layer::SubscriberExt,
    util::SubscriberInitExt,
};

use super::config::{Format, Log};

/// Who may log. Libraries log URLs that hold the token and bodies that hold messages, some of them as errors; whatever
/// `RUST_LOG` asks for, they stay silent.
const TRUSTED: [&str; 4] = ["maklumat", "maklumat_store", "maklumat_bot", "bot"];

/// Starts logging to standard error, panics included.
pub fn start(log: &Log) {
    let lines = fmt::layer().with_writer(std::io::stderr);
    let lines: Box<dyn Layer<Registry> + Send + Sync> = match log.format {
        Format::Text => lines.boxed(),
        Format::Json => lines.json().boxed(),
    };
    let asked_for = lines.with_filter(EnvFilter::new(&log.filter));
    let trusted = asked_for.with_filter(FilterFn::new(is_trusted));
    tracing_subscriber::registry().with(trusted).init();
    panic::set_hook(Box::new(|panic| {
        // The message of a panic may quote the text that caused it.
        let place = panic.location().map(ToString::to_string);
        error!(
            "panic at {}",
            place.as_deref().unwrap_or("an unknown place")
        );
    }));
}

fn is_trusted(line: &Metadata<'_>) -> bool {
    let of = line.target().split("::").next().unwrap_or_default();
    TRUSTED.contains(&of)
}
