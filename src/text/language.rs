//! The languages that the program reads and speaks.

use serde::Serialize;

/// A language that the program reads and speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
pub enum Language {
    /// Indonesian, the language of the notices.
    #[default]
    #[serde(rename = "id")]
    Indonesian,
    /// English.
    #[serde(rename = "en")]
    English,
}
