//! The JSON Schema of `faq.yaml`, for editors that complete and check while one types.

/// The schema.
pub const SCHEMA: &str = include_str!("schema.json");

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use maklumat::faq::Faq;
    use serde_json::Value;

    use super::*;

    /// Every key that the model knows.
    const WHOLE: &str = "
notice:
  title: {id: a, en: b}
  status: active
  contact: {id: a, en: b}
  publisher: {id: a, en: b}
  official: true
  sources_are: {id: a, en: b}
  languages: [id, en]
  timezone: Asia/Jakarta
  fresh_days: 7
sources: {s: {publisher: p, title: t, author: a, published: 2024-06-28, url: u}}
synonyms: [[a, b]]
entries:
  - id: e
    title: {id: a, en: b}
    phrasings: [p]
    answer: {id: a, en: b}
    kind: fact
    board: true
    as_of: 2024-06-28
    valid_until: 2024-06-28
    superseded_by: f
    sources: [s]
    related: [f]
    history: [{as_of: 2024-06-20, answer: {id: a, en: b}, sources: [s]}]
  - {id: f, phrasings: [q], answer: a}
not_covered: [{id: g, title: {id: a, en: b}, phrasings: [r], answer: {id: a, en: b}}]
";

    fn schema() -> Value {
        serde_json::from_str(SCHEMA).expect("JSON")
    }

    /// A schema, or what it refers to.
    fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(path) => root
                .pointer(path.trim_start_matches('#'))
                .expect("a definition"),
            None => schema,
        }
    }

    /// The first key or value in `value` that `schema` does not allow.
    fn stranger(root: &Value, schema: &Value, value: &Value, path: &str) -> Option<String> {
        let schema = resolve(root, schema);
        if let Some(any) = schema["anyOf"].as_array() {
            let fits = |schema| stranger(root, schema, value, path).is_none();
            return (!any.iter().any(fits)).then(|| path.to_owned());
        }
        if let Some(allowed) = schema["enum"].as_array() {
            return (!allowed.contains(value)).then(|| path.to_owned());
        }
        match (schema["type"].as_str(), value) {
            (Some("string"), Value::String(_))
            | (Some("boolean"), Value::Bool(_))
            | (Some("integer"), Value::Number(_)) => None,
            (Some("array"), Value::Array(items)) => items
                .iter()
                .find_map(|item| stranger(root, &schema["items"], item, &format!("{path}[]"))),
            (Some("object"), Value::Object(object)) => {
                let required = schema["required"].as_array().into_iter().flatten();
                let missing = required
                    .filter_map(Value::as_str)
                    .find(|key| !object.contains_key(*key));
                missing.map(|key| format!("{path}.{key}")).or_else(|| {
                    object.iter().find_map(|(key, value)| {
                        let path = format!("{path}.{key}");
                        let known = schema["properties"].get(key);
                        match known.or(Some(&schema["additionalProperties"])) {
                            Some(schema) if schema.is_object() => {
                                stranger(root, schema, value, &path)
                            }
                            _ => Some(path),
                        }
                    })
                })
            }
            _ => Some(path.to_owned()),
        }
    }

    /// The properties below `schema` that `value` does not show.
    fn unshown(root: &Value, schema: &Value, values: &[&Value], found: &mut BTreeSet<String>) {
        let schema = resolve(root, schema);
        let branches = schema["anyOf"].as_array().into_iter().flatten();
        branches.for_each(|schema| unshown(root, schema, values, found));
        let items: Vec<&Value> = values
            .iter()
            .filter_map(|v| v.as_array())
            .flatten()
            .collect();
        if schema["items"].is_object() {
            unshown(root, &schema["items"], &items, found);
        }
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            let below: Vec<&Value> = values.iter().filter_map(|v| v.get(key)).collect();
            if below.is_empty() {
                found.insert(key.clone());
            }
            unshown(root, property, &below, found);
        }
    }

    #[test]
    fn what_loads_is_allowed_and_what_is_allowed_loads() {
        let (root, faq) = (schema(), Faq::parse("whole", WHOLE.as_bytes()));
        faq.expect("it loads");
        let whole: Value = serde_yaml::from_str(WHOLE).expect("YAML");
        assert_eq!(stranger(&root, &root, &whole, ""), None);
        let mut found = BTreeSet::new();
        unshown(&root, &root, &[&whole], &mut found);
        assert_eq!(found, BTreeSet::new());
    }

    #[test]
    fn the_model_has_no_key_that_the_schema_has_not() {
        let faq = Faq::parse("whole", WHOLE.as_bytes()).expect("it loads");
        let mut value = serde_json::to_value(&faq).expect("JSON");
        drop_nulls(&mut value);
        assert_eq!(stranger(&schema(), &schema(), &value, ""), None);
    }

    #[test]
    fn the_shipped_faq_keeps_to_the_schema() {
        let shipped: Value = serde_yaml::from_str(Faq::SHIPPED).expect("YAML");
        assert_eq!(stranger(&schema(), &schema(), &shipped, ""), None);
        let strange = serde_json::json!({"entries": [{"id": "a", "phrasings": ["b"], "answer": "c", "d": 1}]});
        let found = stranger(&schema(), &schema(), &strange, "");
        assert_eq!(found.as_deref(), Some(".entries[].d"));
    }

    /// An absent key is written as null, and read as absent.
    fn drop_nulls(value: &mut Value) {
        match value {
            Value::Object(object) => {
                object.retain(|_, value| !value.is_null());
                object.values_mut().for_each(drop_nulls);
            }
            Value::Array(items) => items.iter_mut().for_each(drop_nulls),
            _ => {}
        }
    }
}
