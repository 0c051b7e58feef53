//! The JSON Schema of `faq.yaml`, for editors that complete and check while one types; made of the table that the loader reads by.

use chrono_tz::TZ_VARIANTS;
use maklumat::{
    faq::shape::{FAQ, ID_BYTES, Key, RECORDS, Record, Shape},
    text::Language,
};
use serde_json::{Map, Value, json};

/// A day that exists: months of 31, 30 and 28 days, and the 29th of February in leap years.
const DAY: &str = "^(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))\
                   |(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$";

/// Something that is no white space.
const FILLED: &str = "\\S";

/// The schema.
pub fn schema() -> Value {
    let others = RECORDS.into_iter().filter(|record| record.name != FAQ.name);
    let mut schema = record(&FAQ);
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["title"] = "maklumat FAQ".into();
    schema["$defs"] = others
        .map(|other| (other.name.to_owned(), record(other)))
        .collect::<Map<_, _>>()
        .into();
    schema
}

fn record(record: &Record) -> Value {
    let required: Vec<&str> = record
        .keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
        .collect();
    let properties: Map<String, Value> = record
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), property(key)))
        .collect();
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

fn property(key: &Key) -> Value {
    let mut property = shape(key.shape);
    if key.may_be_empty() {
        property = json!({"anyOf": [property, {"type": "null"}]});
    }
    property["description"] = key.about.into();
    property
}

fn shape(of: Shape) -> Value {
    match of {
        // YAML reads an unquoted 123 as a number, and the loader takes it for a text.
        Shape::Text => json!({"type": ["string", "number", "boolean"], "pattern": FILLED}),
        Shape::Id => json!({
            "type": ["string", "number", "boolean"],
            "pattern": FILLED,
            "maxLength": ID_BYTES,
        }),
        Shape::Link => json!({"type": "string", "pattern": FILLED}),
        Shape::Day => json!({"type": "string", "pattern": DAY}),
        Shape::Days => json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Word(words) => json!({"enum": words}),
        Shape::Zone => {
            json!({"enum": TZ_VARIANTS.iter().map(|zone| zone.name()).collect::<Vec<_>>()})
        }
        Shape::Localized => {
            let each = Language::CODES.map(|code| (code.to_owned(), shape(Shape::Text)));
            json!({"anyOf": [
                {"type": "string", "pattern": FILLED},
                {
                    "type": "object",
                    "additionalProperties": false,
                    "minProperties": 1,
                    "properties": each.into_iter().collect::<Map<_, _>>(),
                },
            ]})
        }
        Shape::List(item) => json!({"type": "array", "items": shape(*item)}),
        Shape::NonEmpty(item) => json!({"type": "array", "minItems": 1, "items": shape(*item)}),
        Shape::Record(record) => json!({"$ref": format!("#/$defs/{}", record.name)}),
        Shape::ById(record) => json!({
            "type": "object",
            "additionalProperties": {"$ref": format!("#/$defs/{}", record.name)},
        }),
    }
}
