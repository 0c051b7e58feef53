//! Texts in several languages.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Serialize,
    de::{Deserializer, Error, MapAccess, Unexpected, Visitor},
};

use crate::text::Language;

/// A text for every reader, or one for each language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Localized {
    /// One text for every reader.
    Same(String),
    /// A text for each of one or more languages.
    Each(BTreeMap<Language, String>),
}

impl Localized {
    /// The text for a reader of `language`, or in another where nobody wrote it in that one.
    pub fn get(&self, language: Language) -> &str {
        match self {
            Self::Same(text) => text,
            Self::Each(texts) => {
                let text = texts.get(&language).or_else(|| texts.values().next());
                text.map_or("", String::as_str)
            }
        }
    }

    /// Every text that it holds.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (same, each) = match self {
            Self::Same(text) => (Some(text), None),
            Self::Each(texts) => (None, Some(texts.values())),
        };
        same.into_iter()
            .chain(each.into_iter().flatten())
            .map(String::as_str)
    }

    /// The languages that it names.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        let each = match self {
            Self::Same(_) => None,
            Self::Each(texts) => Some(texts.keys().copied()),
        };
        each.into_iter().flatten()
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
        let mut texts = BTreeMap::new();
        while let Some(Key(language)) = map.next_key()? {
            texts.insert(language, map.next_value()?);
        }
        match texts.is_empty() {
            true => Err(A::Error::invalid_type(Unexpected::Map, &self)),
            false => Ok(Localized::Each(texts)),
        }
    }
}

/// The code of a language.
struct Key(Language);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(Code).map(Self)
    }
}

struct Code;

impl Visitor<'_> for Code {
    type Value = Language;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the code of a language, as in `id`")
    }

    fn visit_str<E: Error>(self, code: &str) -> Result<Language, E> {
        let unknown = || E::unknown_field(code, &Language::CODES);
        Language::of_code(code).ok_or_else(unknown)
    }
}
