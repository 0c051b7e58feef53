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

/// The settings of a POSIX locale that decide about messages, the strongest first.
const SETTINGS: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

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

    /// The language of whoever sits at a terminal, of a locale such as `id_ID.UTF-8`, as `setting` tells the environment; English
    /// where it is another or none.
    pub fn of_locale(setting: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &&str| setting(name).filter(|value| !value.is_empty());
        let locale = SETTINGS.iter().find_map(set).unwrap_or_default();
        let code = locale.split(['_', '.', '-', '@']).next();
        Self::of_code(&code.unwrap_or_default().to_lowercase()).unwrap_or(Self::English)
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

    #[test]
    fn the_strongest_setting_tells_the_language() {
        let of = |pairs: &'static [(&str, &str)]| {
            Language::of_locale(|name| {
                let found = pairs.iter().find(|(key, _)| *key == name)?;
                Some(found.1.to_owned())
            })
        };
        assert_eq!(of(&[("LANG", "id_ID.UTF-8")]), Language::Indonesian);
        let overruled = of(&[("LC_ALL", "en_GB.UTF-8"), ("LANG", "id_ID.UTF-8")]);
        assert_eq!(overruled, Language::English);
        let empty = of(&[("LC_ALL", ""), ("LANG", "id")]);
        assert_eq!(empty, Language::Indonesian);
        assert_eq!(of(&[("LANG", "C.UTF-8")]), Language::English);
        assert_eq!(of(&[]), Language::English);
    }
}
