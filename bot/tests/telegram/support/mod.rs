//! The test bed, and scripted chats.

pub use maklumat_testbed::{child, server, telegram, updates};

pub mod script;
