//! The test bed, and scripted chats.

pub use maklumat_testbed::{child, postgres, server, telegram, updates};

pub mod script;
