//! Answers citizens' questions from published notices.
pub mod cache;
pub mod faq;
pub mod matcher;
pub mod reply;
pub mod text;
