//! The matcher in use, trained anew when its FAQ changes.

use std::{path::PathBuf, sync::Arc};

use arc_swap::ArcSwap;
use maklumat::{faq::Faq, matcher::Matcher};
use tokio_util::sync::CancellationToken;

/// The matcher in use; clones share it.
#[derive(Debug, Clone)]
pub struct Live {
    matcher: Arc<ArcSwap<Matcher>>,
}

/// Why a FAQ could not be put to use: what, where, how to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError(String);

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LoadError {}

impl Live {
    /// Reads and trains on the FAQ at `path`, or the one built into the program.
    pub fn open(path: Option<PathBuf>) -> Result<Self, LoadError> {
        let (name, bytes) = match &path {
            Some(path) => (
                path.display().to_string(),
                std::fs::read(path)
                    .map_err(|error| LoadError(format!("{}: {error}", path.display())))?,
            ),
            None => ("faq.yaml".to_owned(), Faq::SHIPPED.into()),
        };
        let faq = Faq::parse(&name, &bytes).map_err(|error| LoadError(error.to_string()))?;
        Ok(Self {
            matcher: Arc::new(ArcSwap::from_pointee(Matcher::new(faq))),
        })
    }

    /// The matcher of this moment; take it once a message.
    pub fn matcher(&self) -> Arc<Matcher> {
        self.matcher.load_full()
    }

    /// Reads the FAQ again on SIGHUP or when its file changes, until `shutdown`.
    pub async fn watch(self, shutdown: CancellationToken) {
        shutdown.cancelled().await;
    }
}
