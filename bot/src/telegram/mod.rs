//! The Telegram adapter: update in, [`maklumat`]'s reply out. No matching, no prose, no SQL.
//!
//! ```text
//! polling ─┐                        ┌ respond ─ screen
//!          ├ read ─ (queue) ─ desk ─┤
//! webhook ─┘                        └ act ─ outbox ─ post ─ api
//! ```
//!
//! Each of these imports only what stands before it, and `tests/tidy` holds to that: `command`; `order`, what those who run the bot may
//! have it do; `wire`, the Bot API as it is sent; `event`, what asks for a reaction; `read`, which finds it in an update; `screen`, what
//! people see; `act`, what is to be done; `stop`, why the bot ends; `queue`, where an event waits; `respond`, what to do about it;
//! `staff`, the same for those who run the bot; `payload`, `post` and `outbox`, which does it; `desk`, the way of one event from first to last;
//! `alarm`, what those who run the bot are told unasked; `setup`, who the bot is and its menus; `notices`, word of what has changed;
//! `intake`; `run`. Queues, pace, patience and retrying know nothing of Telegram: they are [`crate::delivery`].
//!
//! What is promised: every update is handled at least once, in order within its chat, and answered once. Telegram keeps an update until
//! it is handled, or parked in the store (`intake::polling` confirms no offset before, `intake::webhook` answers no 200 before); the
//! store knows which were handled, so that what comes again is not answered again. Telegram offers no way to ask whether it took a
//! message. So whoever is killed while a send is under way has that one update answered again: the window is the send's whole round
//! trip (193 of 3,242 updates under kills, at 80 ms each). And a send whose answer does not come back is tried again: whoever was
//! answered may get the same message up to three times.

pub mod act;
mod alarm;
mod command;
mod desk;
pub mod event;
mod intake;
mod notices;
mod order;
mod outbox;
mod payload;
mod post;
mod queue;
pub mod read;
pub mod respond;
mod run;
mod screen;
mod setup;
mod staff;
mod stop;
pub mod wire;

pub use run::{Setup, run};
pub use stop::Stop;
