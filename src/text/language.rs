//! The languages that the program reads and speaks.

use serde::{Deserialize, Serialize};

/// A language that the program reads and speaks.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Language {
    /// Indonesian, the language of the notices.
    #[default]
    #[serde(rename = "id")]
    Indonesian,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Every language, in the order in which a person chooses among them.
    pub const ALL: [Self; 2] = [Self::Indonesian, Self::English];

    /// What each is called in a FAQ, on a command line and in Telegram, in the order of [`Language::ALL`].
    pub const CODES: [&str; 2] = ["id", "en"];

    /// Its code, as in `en`.
    pub fn code(self) -> &'static str {
        Self::CODES[self as usize]
    }

    /// The language of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        let known = |language: &Self| language.code() == code;
        Self::ALL.into_iter().find(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_is_found_by_its_code() {
        for language in Language::ALL {
            assert_eq!(Language::of_code(language.code()), Some(language));
            let written = serde_json::to_value(language).expect("a code");
            assert_eq!(written, language.code());
        }
    }
}
