//! What a file holds, told apart by a hash.

use std::{
    fmt::Write,
    fs::File,
    io::{self, Read},
    path::Path,
};

use maklumat::faq::Faq;
use sha2::{Digest, Sha256};

/// What a file holds, and a number that tells it from every other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Their SHA-256.
    pub hash: String,
}

impl Held {
    /// With the hash of `bytes`.
    pub fn new(bytes: Vec<u8>) -> Self {
        let digest = Sha256::digest(&bytes);
        let hash = digest.iter().fold(String::new(), |mut hash, byte| {
            // Writing to a string does not fail.
            let _ = write!(hash, "{byte:02x}");
            hash
        });
        Self { bytes, hash }
    }

    /// What `path` holds, up to one byte more than a FAQ may.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut bytes = Vec::new();
        let most = Faq::MAX_BYTES as u64 + 1;
        File::open(path)?.take(most).read_to_end(&mut bytes)?;
        Ok(Self::new(bytes))
    }
}
