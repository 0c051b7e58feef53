//! Taking jobs in and sending messages out, whoever the messenger is: nothing here knows of Telegram.
//!
//! ```text
//! in:  rival (who takes them) ─ window (what may be forgotten) ─ patience (who floods) ─ pool (a queue for each chat) ─ parking (what waits long)
//! out: pace (how fast) ─ retry (how often); notices (what nobody waits for)
//! ```

mod forgetful;
pub mod notices;
pub mod pace;
pub mod parking;
pub mod patience;
pub mod pool;
pub mod retry;
pub mod rival;
pub mod window;
