//! The JSON Schema and the loader agree on what has the shape of a FAQ.

use std::fs;

use maklumat::faq::{Faq, Finding, check, rules};
use maklumat_curator::schema::schema;
use serde_json::Value;

/// Whether a schema could tell it: not what refers to something, nor time, nor the YAML itself.
fn is_of_shape(finding: &Finding) -> bool {
    let relations = [
        &rules::ID_TAKEN,
        &rules::UNKNOWN_SOURCE,
        &rules::MISSPELT_SOURCE,
        &rules::UNKNOWN_ENTRY,
        &rules::MISSPELT_ENTRY,
        &rules::SELF_REFERENCE,
        &rules::CIRCLE,
        &rules::ENDS_BEFORE,
        &rules::HISTORY_UNDATED,
        &rules::HISTORY_NOT_BEFORE,
        &rules::HISTORY_TWICE,
        &rules::LANGUAGE_TWICE,
        &rules::KEY_TWICE,
        &rules::NEW_ITEM,
        &rules::INVISIBLE,
    ];
    finding.rule.severity == rules::Severity::Error && !relations.contains(&finding.rule)
}

/// Files of every kind: broken, misleading, and well.
fn files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for place in [
        "../tests/broken",
        "../tests/cases/agencies/klinik",
        "../tests/data",
        "..",
    ] {
        for file in fs::read_dir(place).expect("a directory") {
            let path = file.expect("a file").path();
            if path.extension().is_some_and(|end| end == "yaml")
                && let Ok(text) = fs::read_to_string(&path)
            {
                files.push((path.display().to_string(), text));
            }
        }
    }
    files
}

#[test]
fn the_schema_and_the_loader_agree() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let (mut compared, mut differing) = (0, Vec::new());
    for (name, text) in files().into_iter().chain(small()) {
        // What is no YAML is no matter of a schema.
        let Ok(value) = serde_yaml::from_str::<Value>(text.trim_start_matches('\u{feff}')) else {
            continue;
        };
        let checked = check(text.as_bytes(), "2026-11-25".parse().expect("a day"));
        let refused: Vec<&Finding> = checked
            .findings
            .iter()
            .filter(|it| is_of_shape(it))
            .collect();
        let valid = validator.is_valid(&value);
        let told: Vec<&str> = refused.iter().map(|finding| finding.rule.name).collect();
        if valid != refused.is_empty() {
            differing.push(format!("{name} valid: {valid}, refused: {told:?}\n{text}"));
        }
        compared += 1;
    }
    assert!(differing.is_empty(), "{}", differing.join("\n\n"));
    assert!(compared > 60, "{compared}");
}

/// Small FAQs with one thing odd in each.
fn small() -> Vec<(String, String)> {
    let entry = |rest: &str| format!("entries: [{{id: a, phrasings: [b], answer: c{rest}}}]");
    let keys = [
        "",
        ", as_of: 2024-02-29",
        ", as_of: 2023-02-29",
        ", as_of: 2024-06-31",
        ", as_of: 2024-6-1",
        ", as_of: 28 Juni 2024",
        ", kind: fact",
        ", kind: Fact",
        ", board: true",
        ", board: yes",
        ", board: 'true'",
        ", title: 42",
        ", title: {id: 42}",
        ", title: {}",
        ", title: {nl: x}",
        ", title: ''",
        ", title: ",
        ", related: ",
        ", related: []",
        ", related: b",
        ", history: [{as_of: 2024-06-20, answer: x}]",
        ", history: [{answer: x}]",
        ", strange: 1",
        ", sources: [1]",
        ", superseded_by: ",
        ", as_of: ",
        ", kind: ",
    ];
    let notices = [
        "fresh_days: 7",
        "fresh_days: -1",
        "fresh_days: '7'",
        "fresh_days: 1.5",
        "timezone: WIB",
        "timezone: Asia/Makassar",
        "languages: []",
        "languages: [en]",
        "languages: [nl]",
        "status: closed",
        "status: over",
        "official: false",
        "links: [a.go.id]",
        "links: a.go.id",
        "contact: ",
        "title: ' '",
    ];
    let ids = [
        "x",
        "''",
        "' '",
        "12",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];
    let entries = keys.map(entry).into_iter();
    let notices = notices.map(|notice| format!("notice: {{{notice}}}\n{}", entry("")));
    let ids = ids.map(|id| format!("entries: [{{id: {id}, phrasings: [b], answer: c}}]"));
    let rest = [
        "entries: []",
        "entries: ",
        "entries: {}",
        "[]",
        "x",
        "entries: [{id: a, phrasings: [], answer: c}]",
        "entries: [{id: a, phrasings: [''], answer: c}]",
    ];
    let all = entries
        .chain(notices)
        .chain(ids)
        .chain(rest.map(str::to_owned));
    all.map(|text| (String::new(), text)).collect()
}

#[test]
fn the_model_has_no_key_that_the_schema_has_not() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let mut shipped =
        serde_json::to_value(Faq::parse("faq.yaml", Faq::SHIPPED.as_bytes()).expect("it loads"))
            .expect("JSON");
    drop_nulls(&mut shipped);
    let errors: Vec<String> = validator
        .iter_errors(&shipped)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
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
