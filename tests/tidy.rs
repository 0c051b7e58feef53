//! Rules about the sources that we care about: what imports what, and that every file says what it is for.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What must stay out of the places that only compute: (words in the source, why).
const OUTSIDE_WORLD: &[(&str, &str)] = &[
    ("std::fs", "files are read by whoever calls"),
    ("File::open", "files are read by whoever calls"),
    ("std::env", "the environment is read by whoever calls"),
    ("env::var", "the environment is read by whoever calls"),
    ("std::net", "nothing is fetched"),
    ("SystemTime", "the date is an argument"),
    ("Instant::now", "the date is an argument"),
    ("Local::now", "the date is an argument"),
    ("Utc::now", "the date is an argument"),
    ("println!", "whoever calls prints"),
    ("eprintln!", "whoever calls prints"),
    ("print!", "whoever calls prints"),
    ("stdout", "whoever calls prints"),
    ("stderr", "whoever calls prints"),
    ("process::", "whoever calls decides how to end"),
];

/// Statements that only the store may hold.
const SQL: &[&str] = &[
    "SELECT ",
    "INSERT INTO",
    "DELETE FROM",
    "CREATE TABLE",
    "UPDATE ",
    "sqlx",
];

#[test]
fn every_file_opens_with_its_purpose() {
    for (path, source) in sources(Path::new("")) {
        assert!(
            source.starts_with("//! "),
            "{}: open with `//! ` and what it is for",
            path.display()
        );
    }
}

#[test]
fn the_core_only_computes() {
    for place in ["src/faq", "src/text", "src/matcher", "src/reply"] {
        for (path, source) in sources(Path::new(place)) {
            let source = without_tests(&source);
            for (word, why) in OUTSIDE_WORLD {
                assert!(
                    !source.contains(word),
                    "{}: no `{word}` here, {why}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn a_stage_knows_no_later_one() {
    let later = [
        ("src/faq", &["matcher", "reply"][..]),
        ("src/text", &["faq", "matcher", "reply"]),
        ("src/matcher", &["reply"]),
    ];
    for (place, modules) in later {
        for (path, source) in sources(Path::new(place)) {
            for module in modules {
                assert!(
                    !without_tests(&source).contains(&format!("crate::{module}")),
                    "{}: `{module}` comes later in the way of a question",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn telegram_stays_in_its_adapter() {
    let allowed = ["bot/src/telegram", "bot/src/main.rs", "bot/tests"];
    stays_within("teloxide", &allowed);
}

#[test]
fn sql_stays_in_the_store() {
    for statement in SQL {
        stays_within(statement, &["bot/src/store", "bot/tests", "tests/tidy.rs"]);
    }
}

/// What is said in a language stands in its file under `words`: whoever adds another finds nothing elsewhere.
#[test]
fn nobody_but_the_words_asks_which_language_it_is() {
    for place in ["src/reply", "src/faq", "src/bin", "bot/src"] {
        for (path, source) in sources(Path::new(place)) {
            if path == Path::new("src/reply/words/mod.rs") {
                continue;
            }
            for language in ["Language::Indonesian", "Language::English"] {
                assert!(
                    !without_tests(&source).contains(language),
                    "{}: put what differs between languages into `Words`",
                    path.display()
                );
            }
        }
    }
}

fn stays_within(word: &str, allowed: &[&str]) {
    for (path, source) in sources(Path::new("")) {
        let inside = allowed.iter().any(|place| path.starts_with(place));
        let outside = path == Path::new("tests/tidy.rs") || inside;
        let code = source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let found = code.into_iter().any(|line| line.contains(word));
        assert!(
            outside || !found,
            "{}: `{word}` belongs into {}",
            path.display(),
            allowed[0]
        );
    }
}

/// Every Rust source of ours below `place`, by its path in the repository.
fn sources(place: &Path) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut waiting = vec![root.join(place)];
    while let Some(directory) = waiting.pop() {
        for entry in fs::read_dir(&directory).expect("a directory") {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                waiting.push(path);
            } else if name.ends_with(".rs") {
                let source = fs::read_to_string(&path).expect("a source");
                found.push((
                    path.strip_prefix(root).expect("below the root").to_owned(),
                    source,
                ));
            }
        }
    }
    found
}

/// Unit tests stand at the end of a file.
fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap_or_default()
}
