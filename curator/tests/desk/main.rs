//! The desk, as browsers and strangers meet it.

mod bed;
mod browser;
mod http;
mod morning;
