//! Who may use the desk: whoever opened the printed link, in that browser.

use std::{
    fmt::Write,
    sync::{Mutex, PoisonError},
};

use subtle::ConstantTimeEq;

/// 256 bits: nobody guesses one.
const BYTES: usize = 32;

/// The secrets of one run of the desk.
#[derive(Debug)]
pub struct Keys {
    /// What the printed link carries; gone once somebody came with it.
    ticket: Mutex<Option<String>>,
    /// What the browser then sends with every request.
    session: String,
    /// What every form carries, which other sites cannot read.
    proof: String,
}

impl Keys {
    /// New ones; an error where the system gives no random bytes.
    pub fn new() -> Result<Self, getrandom::Error> {
        Ok(Self {
            ticket: Mutex::new(Some(secret()?)),
            session: secret()?,
            proof: secret()?,
        })
    }

    /// What the link is to carry, as long as nobody came with it.
    pub fn ticket(&self) -> Option<String> {
        let ticket = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        ticket.clone()
    }

    /// The session's secret for whoever brings the ticket; it is used up then. Another one uses up nothing.
    pub fn exchange(&self, brought: &str) -> Option<&str> {
        let mut ticket = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        let known = ticket
            .as_deref()
            .is_some_and(|ticket| same(ticket, brought));
        known.then(|| {
            *ticket = None;
            self.session.as_str()
        })
    }

    /// Whether a browser is the one that was let in.
    pub fn is_session(&self, brought: &str) -> bool {
        same(&self.session, brought)
    }

    /// What forms carry.
    pub fn proof(&self) -> &str {
        &self.proof
    }

    /// Whether a form is one of ours.
    pub fn is_proof(&self, brought: &str) -> bool {
        same(&self.proof, brought)
    }
}

/// In a time that tells nothing of where two differ.
fn same(known: &str, brought: &str) -> bool {
    known.as_bytes().ct_eq(brought.as_bytes()).into()
}

/// Random bytes, as text.
pub fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_good_for_one() {
        let keys = Keys::new().expect("random bytes");
        let ticket = keys.ticket().expect("a ticket");
        assert_eq!(keys.exchange("x"), None);
        assert_eq!(keys.exchange(""), None);
        let session = keys.exchange(&ticket).expect("a session").to_owned();
        assert!(keys.is_session(&session) && !keys.is_session(&ticket));
        assert_eq!(keys.exchange(&ticket), None);
        assert!(keys.is_proof(keys.proof()) && !keys.is_proof(""));
    }
}
