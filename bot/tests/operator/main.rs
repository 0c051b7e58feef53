//! What an operator meets: the real binary from its command line, and what is in `deploy/`.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

mod bot;
mod check;
mod deploy;
mod start;

use std::path::{Path, PathBuf};

/// A file of the repository.
fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// What a file of the repository holds.
fn text(path: &str) -> String {
    std::fs::read_to_string(file(path)).unwrap()
}

/// The variables that `.env.example` explains.
fn variables() -> Vec<String> {
    let example = text(".env.example");
    let names = example.lines().filter_map(|line| {
        let (name, _) = line.trim_start_matches('#').split_once('=')?;
        let is_name = name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        is_name.then(|| name.to_owned())
    });
    names.collect()
}
