//! The desk: the page where the person who keeps the notices works, who edits no YAML.
//!
//! ```text
//! browser ─ guard, session ─ rooms ─┬ fields ─ draft ─ edits ──→ state ─ file
//!                                   └ pages, words ←──────────── state ─ version, learner; inbox
//! ```
//!
//! Served to one browser of this machine, without scripts. Every save is an edit of the file as it lies there: checked as a whole before,
//! refused where the file changed meanwhile, and undone to the byte. What the matcher learns of it, it learns behind the pages.

mod context;
mod draft;
mod edits;
mod fields;
mod file;
mod guard;
mod inbox;
mod learner;
mod pages;
mod publication;
mod rooms;
mod server;
mod session;
mod state;
mod version;
mod words;

pub use inbox::{Inbox, Source};
pub use server::Server;
pub use state::{Places, State};
