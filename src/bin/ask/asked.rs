//! A question that was asked, with all that came of it.

use maklumat::{matcher::Understanding, reply::Reply};

/// A question, what was understood, and the reply.
pub struct Asked {
    /// As it was asked.
    pub question: String,
    /// What the matcher made of it.
    pub understanding: Understanding,
    /// What is said to it.
    pub reply: Reply,
}
