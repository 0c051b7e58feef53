//! The pages of the desk: what they show is handed to them, and nothing is read or changed here.

pub mod ask;
pub mod chat;
pub mod frame;
pub mod health;
pub mod inbox;
pub mod item;
pub mod list;
pub mod sources;
pub mod told;
pub mod trouble;
