//! What is done in each room: reading what was sent, doing it, and showing what came of it.

pub mod ask;
pub mod entries;
pub mod health;
pub mod inbox;
pub mod item;
pub mod sources;
