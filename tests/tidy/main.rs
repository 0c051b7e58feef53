//! Rules about the sources that we care about: what imports what, and that every file says what it is for.

mod imports;

use std::{
    fs,
    path::{Path, PathBuf},
};

use imports::Modules;

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

/// The crates, by the directories of their roots.
const CRATES: [&str; 5] = ["src", "src/bin/ask", "store/src", "bot/src", "curator/src"];

/// The way of an update: each imports only what stands before it.
const TELEGRAM: [&str; 20] = [
    "command", "order", "wire", "event", "read", "screen", "act", "stop", "queue", "respond",
    "staff", "payload", "post", "outbox", "desk", "alarm", "setup", "notices", "intake", "run",
];

/// The rooms of the bot: each imports only what stands before it.
const BOT: [&str; 4] = ["service", "talk", "delivery", "telegram"];

/// The way of a question: each imports only what stands before it.
const CORE: [&str; 5] = ["text", "faq", "matcher", "reply", "cache"];

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
fn every_place_that_the_readme_names_is_there() {
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    let quoted = readme.split('`').skip(1).step_by(2);
    let links = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let is_place = |name: &&str| {
        let first = name.split('/').next().unwrap_or_default();
        name.contains('/') && !first.is_empty() && root().join(first).is_dir()
    };
    for name in quoted.chain(links).filter(is_place) {
        assert!(root().join(name).exists(), "README.md names {name}");
    }
}

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
            let source = with_whole_names(&source);
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
    in_order("src", "", &CORE);
    in_order("bot/src", "", &BOT);
    in_order("bot/src", "telegram", &TELEGRAM);
}

#[test]
fn modules_do_not_import_in_circles() {
    let mut found = Vec::new();
    for root in CRATES {
        for (family, arrows) in modules(root).families() {
            let circle = imports::circle(&arrows).map(|way| way.join(" → "));
            let place = [&[root.to_owned()], family.as_slice()].concat().join("/");
            found.extend(circle.map(|way| format!("{place}: {way}")));
        }
    }
    assert_eq!(found, [""; 0]);
}

/// What several share stands in a file of its own, not in the one that puts them together.
#[test]
fn the_head_of_the_adapter_has_nothing_that_its_parts_need() {
    for (from, to) in modules("bot/src").arrows() {
        let head = to.len() < from.len() && from.starts_with(&to);
        let inside = to
            .first()
            .is_some_and(|room| room == "telegram" || room == "delivery");
        assert!(
            !(head && inside),
            "{} imports {}",
            from.join("::"),
            to.join("::")
        );
    }
}

#[test]
fn telegram_stays_in_its_adapter() {
    let allowed = [
        "bot/src/telegram",
        "bot/src/main.rs",
        "bot/tests",
        "bot/benches",
    ];
    stays_within("teloxide", &allowed);
}

#[test]
fn sql_stays_in_the_store() {
    for statement in SQL {
        stays_within(statement, &["store", "bot/tests", "tests/tidy"]);
    }
}

/// What is said in a language stands in its file under `words`: whoever adds another finds nothing elsewhere.
#[test]
fn nobody_but_the_words_asks_which_language_it_is() {
    for place in ["src/reply", "src/faq", "src/bin", "bot/src"] {
        for (path, source) in sources(Path::new(place)) {
            if ["src/reply/words/mod.rs", "src/faq/rules/words.rs"]
                .map(Path::new)
                .contains(&path.as_path())
            {
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

fn modules(root: &str) -> Modules {
    Modules::read(&self::root().join(root))
}

/// Holds the modules below `parent` to an order.
fn in_order(root: &str, parent: &str, order: &[&str]) {
    let families = modules(root).families();
    let parent: Vec<_> = parent.split_terminator("::").map(str::to_owned).collect();
    let place = |module: &str| {
        let place = order.iter().position(|known| *known == module);
        place.unwrap_or_else(|| panic!("{root}: where in the order does `{module}` stand?"))
    };
    for (from, to) in families.get(&parent).into_iter().flatten() {
        assert!(
            place(to) < place(from),
            "{root}: `{from}` imports `{to}`, which comes later"
        );
    }
}

fn stays_within(word: &str, allowed: &[&str]) {
    for (path, source) in sources(Path::new("")) {
        let inside = allowed.iter().any(|place| path.starts_with(place));
        let outside = path.starts_with("tests/tidy") || inside;
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

/// Where the repository is.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust source of ours below `place`, by its path in the repository.
fn sources(place: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(place)];
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
                    path.strip_prefix(root())
                        .expect("below the root")
                        .to_owned(),
                    source,
                ));
            }
        }
    }
    found
}

/// A source without its tests, and each name that it imports in a group as a whole.
fn with_whole_names(source: &str) -> String {
    let names = imports::names(source).into_iter();
    let names = names.map(|name| name.join("::") + "\n");
    names.fold(without_tests(source).to_owned() + "\n", |all, name| {
        all + &name
    })
}

/// Unit tests stand at the end of a file.
fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap_or_default()
}
