//! Reading `faq.yaml`.

use std::io::{self, Read};

use super::{Faq, check, finding::FaqError};

impl Faq {
    /// The FAQ that is built into the program.
    pub const SHIPPED: &str = include_str!("../../faq.yaml");

    /// The largest file that is read: room for 100,000 phrasings, and still read in a second.
    pub const MAX_BYTES: usize = 16 << 20;

    /// Reads and checks a FAQ; `name` stands for the file in errors.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, FaqError> {
        check::load(bytes).map_err(|findings| FaqError::new(name, findings))
    }

    /// Reads and checks a FAQ from a file or another source, and no more of it than [`Faq::MAX_BYTES`].
    pub fn read(name: &str, source: impl Read) -> Result<Self, FaqError> {
        let bytes = bounded(source).map_err(|error| FaqError::unreadable(name, &error))?;
        Self::parse(name, &bytes)
    }
}

/// What `source` holds, up to one byte more than is allowed.
fn bounded(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source
        .take(Faq::MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
