//! Why `ask` gives up.

use std::{fmt, io};

use maklumat::{faq::FaqError, text::Language};
use rustyline::error::ReadlineError;

/// Why `ask` gives up.
#[derive(Debug)]
pub enum Failure {
    /// The FAQ cannot be used, which is told in this language.
    Faq(FaqError, Language),
    /// Nothing can be read or written any more.
    Io(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // It begins each line with a place in the file, which editors can jump to.
            Self::Faq(error, language) => f.write_str(&error.told(*language)),
            Self::Io(error) => write!(f, "ask: {error}"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ReadlineError> for Failure {
    fn from(error: ReadlineError) -> Self {
        match error {
            ReadlineError::Io(error) => Self::Io(error),
            other => Self::Io(io::Error::other(other)),
        }
    }
}
