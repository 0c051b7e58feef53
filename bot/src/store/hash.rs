//! Keyed hashes, which stand for people in the database.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;

use super::Peer;

/// 128 bits: nobody will see two people collide, and rows stay short.
const BYTES: usize = 16;

/// The key without which a hash says nothing of whom it stands for.
#[derive(Debug, Clone)]
pub(super) struct HashKey(SecretString);

impl HashKey {
    pub(super) fn new(key: SecretString) -> Self {
        Self(key)
    }

    /// Tells two keys apart without giving either away.
    pub(super) fn fingerprint(&self) -> String {
        self.hash("fingerprint", b"")
    }

    pub(super) fn peer(&self, peer: Peer) -> String {
        self.hash("peer", &peer.0.to_be_bytes())
    }

    /// A message can hold several answers, one after the other or side by side.
    pub(super) fn answer(&self, chat: Peer, message: i32, entry: &str) -> String {
        self.hash("answer", format!("{} {message} {entry}", chat.0).as_bytes())
    }

    /// The same for questions that differ in case, spacing and punctuation only.
    pub(super) fn question(&self, text: &str) -> String {
        let words: String = text
            .nfkc()
            .flat_map(char::to_lowercase)
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect();
        let words: Vec<_> = words.split_whitespace().collect();
        self.hash("question", words.join(" ").as_bytes())
    }

    fn hash(&self, purpose: &str, value: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose_secret().as_bytes())
            .expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value);
        hex(&mac.finalize().into_bytes()[..BYTES])
    }
}

/// A random text of 64 hexadecimal digits.
pub(crate) fn random_key() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> HashKey {
        HashKey::new(text.to_owned().into())
    }

    #[test]
    fn hashes_depend_on_key_purpose_and_value() {
        let a = key("a");
        let hashes = [
            a.peer(Peer(1)),
            a.peer(Peer(2)),
            key("b").peer(Peer(1)),
            a.answer(Peer(1), 2, "entry"),
            a.question("1"),
            a.fingerprint(),
        ];
        for (i, one) in hashes.iter().enumerate() {
            assert_eq!(one.len(), 2 * BYTES);
            assert!(!hashes[..i].contains(one));
        }
    }

    #[test]
    fn questions_are_alike_but_for_their_words() {
        let key = key("a");
        assert_eq!(
            key.question("Kapan  selesai?"),
            key.question(" kapan selesai")
        );
        assert_ne!(key.question("kapan selesai"), key.question("sudah selesai"));
    }
}
