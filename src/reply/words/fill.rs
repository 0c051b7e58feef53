//! Names in braces, filled in.

/// A sentence with its names filled in.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(before);
        filled.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;
    use crate::{reply::Words, text::Language};

    /// Each sentence by its path.
    fn sentences(value: &Value, path: &str, found: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(fields) => fields
                .iter()
                .for_each(|(key, value)| sentences(value, &format!("{path}.{key}"), found)),
            Value::String(text) => drop(found.insert(path.to_owned(), text.clone())),
            _ => {}
        }
    }

    fn of(language: Language) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let value = serde_json::to_value(Words::of(language)).expect("strings");
        sentences(&value, "", &mut found);
        found
    }

    /// The names in braces, sorted, and how many asterisks there are.
    fn holes(sentence: &str) -> (Vec<&str>, usize) {
        let pieces = sentence.split('{').skip(1);
        let mut names: Vec<&str> = pieces.filter_map(|piece| piece.split('}').next()).collect();
        names.sort_unstable();
        (names, sentence.matches('*').count())
    }

    #[test]
    fn every_language_fills_in_the_same() {
        let model = of(Language::default());
        for language in Language::ALL {
            for (path, sentence) in of(language) {
                assert!(!sentence.is_empty(), "{path}");
                assert_eq!(holes(&sentence), holes(&model[&path]), "{path}: {sentence}");
            }
        }
    }

    #[test]
    fn what_is_filled_in_is_taken_as_it_is() {
        let values = [("a", "{b}"), ("b", "*")];
        assert_eq!(fill("{a} and {b}, {c}.", &values), "{b} and *, .");
        assert_eq!(fill("{a", &values), "{b}");
        assert_eq!(fill("", &values), "");
    }
}
