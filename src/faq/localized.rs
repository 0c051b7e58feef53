//! Texts in both languages.

use std::fmt;

use serde::{
    Deserialize, Serialize,
    de::{Deserializer, Error, MapAccess, Visitor},
};

use crate::text::Language;

/// A text in Indonesian, and in English where somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Localized {
    /// One text for every reader.
    Same(String),
    /// A text for each language.
    Each {
        /// Indonesian.
        id: String,
        /// English.
        en: String,
    },
}

impl Localized {
    /// The text for a reader of `language`.
    pub fn get(&self, language: Language) -> &str {
        match (self, language) {
            (Self::Same(text), _) => text,
            (Self::Each { id, .. }, Language::Indonesian) => id,
            (Self::Each { en, .. }, Language::English) => en,
        }
    }

    /// Every text that it holds.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (first, second) = match self {
            Self::Same(text) => (text, None),
            Self::Each { id, en } => (id, Some(en)),
        };
        [first].into_iter().chain(second).map(String::as_str)
    }
}

/// By hand: an untagged enum says of every mistake only that no variant fits.
impl<'de> Deserialize<'de> for Localized {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Texts)
    }
}

struct Texts;

impl<'de> Visitor<'de> for Texts {
    type Value = Localized;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text in double quotes, or `{id: …, en: …}`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Localized, E> {
        Ok(Localized::Same(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Localized, A::Error> {
        let (mut id, mut en) = (None, None);
        while let Some(key) = map.next_key::<Key>()? {
            let text = match key {
                Key::Id => &mut id,
                Key::En => &mut en,
            };
            *text = Some(map.next_value::<String>()?);
        }
        let id = id.ok_or_else(|| A::Error::missing_field("id"))?;
        Ok(match en {
            Some(en) => Localized::Each { id, en },
            None => Localized::Same(id),
        })
    }
}

/// Indonesian is the language of the notices; English may follow later.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Key {
    Id,
    En,
}
