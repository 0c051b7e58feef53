//! A source as it stands in a form, and the edits that make it one of the file.

use maklumat::faq::{Content, Document, EditError, Faq, read_date};

use super::fields::Fields;
use crate::import;

/// The keys of a source, in the order of the form and of the file.
const KEYS: [&str; 5] = ["publisher", "title", "author", "published", "url"];

/// A source in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publication {
    /// Its id; empty for a new one.
    pub id: String,
    /// What stands behind each of its keys.
    values: [String; KEYS.len()],
}

impl Publication {
    /// The source `id` of a FAQ; an empty form where there is none.
    pub fn find(faq: &Faq, id: &str) -> Self {
        let Some(source) = faq.sources.get(id) else {
            return Self::default();
        };
        let own = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            id: id.to_owned(),
            values: [
                source.publisher.clone(),
                source.title.clone(),
                own(&source.author),
                source.published.to_string(),
                own(&source.url),
            ],
        }
    }

    /// What was typed.
    pub fn typed(fields: &Fields) -> Self {
        Self {
            id: fields.get("id").to_owned(),
            values: KEYS.map(|key| fields.get(key).to_owned()),
        }
    }

    /// What stands behind a key.
    pub fn get(&self, key: &str) -> &str {
        let place = KEYS.iter().position(|known| *known == key);
        place.map_or("", |place| &self.values[place])
    }

    /// Writes it into a file that says `faq`.
    pub fn save(&self, document: &mut Document, faq: &Faq) -> Result<(), EditError> {
        if self.id.is_empty() {
            return self.add(document, faq);
        }
        let before = Self::find(faq, &self.id);
        for (place, key) in KEYS.iter().enumerate() {
            let path = format!("sources.{}.{key}", self.id);
            match (&before.values[place], &self.values[place]) {
                (before, typed) if before.trim() == typed => {}
                (_, typed) if typed.is_empty() && ["author", "url"].contains(key) => {
                    document.remove(&path)?
                }
                (_, typed) => document.set(&path, &content(typed))?,
            }
        }
        Ok(())
    }

    fn add(&self, document: &mut Document, faq: &Faq) -> Result<(), EditError> {
        let words = format!("{} {}", self.get("publisher"), self.get("published"));
        let id = import::id::of(&words).unwrap_or_else(|| "source".to_owned());
        let id = import::id::free(id, |id| faq.sources.contains_key(id));
        let required = ["publisher", "title", "published"];
        let pairs = KEYS.into_iter().zip(&self.values);
        let pairs = pairs.filter(|(key, value)| !value.is_empty() || required.contains(key));
        let source = Content::Map(pairs.map(|(key, value)| (key, content(value))).collect());
        match faq.sources.is_empty() {
            true => document.set("sources", &Content::Map(vec![(id.as_str(), source)])),
            false => document.set(&format!("sources.{id}"), &source),
        }
    }
}

fn content(value: &str) -> Content<'_> {
    match read_date(value) {
        Some(_) => Content::Word(value),
        None => Content::Text(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_added_and_changed() {
        let mut file = "entries:\n  - {id: a, phrasings: [b], answer: c}\n".to_owned();
        for (id, url, author) in [
            ("", "", "Rizka"),
            ("", "https://a.example", ""),
            ("kabar-2026-11-25", "https://b.example", ""),
        ] {
            let fields = [
                ("id", id),
                ("publisher", "Kabar"),
                ("title", "Buka: lagi"),
                ("published", "2026-11-25"),
                ("url", url),
                ("author", author),
            ];
            let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
            let typed = Publication::typed(&Fields::new(fields.map(own).into()));
            let faq = Faq::parse("faq.yaml", file.as_bytes()).expect("a FAQ");
            let mut document = Document::read(file.as_bytes()).expect("YAML");
            typed.save(&mut document, &faq).expect("it is saved");
            file = document.text().to_owned();
        }
        let expected = "entries:\n  - {id: a, phrasings: [b], answer: c}\nsources:\n  kabar-2026-11-25:\n    publisher: Kabar\n    title: \"Buka: lagi\"\n    published: 2026-11-25\n    url: https://b.example\n  kabar-2026-11-25-2:\n    publisher: Kabar\n    title: \"Buka: lagi\"\n    published: 2026-11-25\n    url: https://a.example\n";
        assert_eq!(file, expected);
    }
}
