//! Keyed hashes, which stand for people in the database.

use hmac::{Hmac, KeyInit, Mac};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;

use super::{Bot, Message, Peer};

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

    /// Bots that share a database each have chats of their own, under the same numbers.
    pub(super) fn message(&self, bot: Bot, message: Message) -> String {
        let Message { chat, number } = message;
        self.hash(
            "message",
            format!("{} {} {number}", bot.0, chat.0).as_bytes(),
        )
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

    /// `text` such that only whoever has the key can read it, and only in its `place`.
    pub(super) fn seal(&self, place: &str, text: &str) -> Result<String, getrandom::Error> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce)?;
        let mut sealed = text.as_bytes().to_vec();
        self.sealing_key()
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.as_bytes()),
                &mut sealed,
            )
            .expect("a text within 256 gigabytes");
        Ok(hex(&nonce) + &hex(&sealed))
    }

    /// What was sealed under this key in this `place`.
    pub(super) fn unseal(&self, place: &str, sealed: &str) -> Option<String> {
        let mut bytes = unhex(sealed)?;
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let text = self
            .sealing_key()
            .open_in_place(nonce, Aad::from(place.as_bytes()), sealed)
            .ok()?;
        String::from_utf8(text.to_vec()).ok()
    }

    fn sealing_key(&self) -> LessSafeKey {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.mac("seal", b""));
        LessSafeKey::new(key.expect("as many bytes as a hash has"))
    }

    fn hash(&self, purpose: &str, value: &[u8]) -> String {
        hex(&self.mac(purpose, value)[..BYTES])
    }

    fn mac(&self, purpose: &str, value: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose_secret().as_bytes())
            .expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value);
        mac.finalize().into_bytes().into()
    }
}

/// A random text of 64 hexadecimal digits.
pub fn random_key() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_under_its_key_and_in_its_place_alone() {
        let sealed = key("a").seal("7 1", "kapan?").expect("random bytes");
        assert_ne!(key("a").seal("7 1", "kapan?").as_ref(), Ok(&sealed));
        assert_eq!(key("a").unseal("7 1", &sealed).as_deref(), Some("kapan?"));
        assert_eq!(key("b").unseal("7 1", &sealed), None);
        assert_eq!(key("a").unseal("7 2", &sealed), None);
        for broken in ["", "0", "zz", &sealed[1..], &sealed[2..]] {
            assert_eq!(key("a").unseal("7 1", broken), None);
        }
    }

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
            a.message(
                Bot(7),
                Message {
                    chat: Peer(1),
                    number: 2,
                },
            ),
            a.message(
                Bot(8),
                Message {
                    chat: Peer(1),
                    number: 2,
                },
            ),
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
