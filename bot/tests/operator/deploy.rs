//! `deploy/`, as far as it can be proved without a container engine.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_yaml::Value;

use crate::{file, text, variables};

/// What is set beside our own: where caches are.
const STANDARD: [&str; 1] = ["XDG_CACHE_HOME"];

fn is_known(variable: &str) -> bool {
    STANDARD.contains(&variable) || variables().iter().any(|name| name == variable)
}

/// The instructions of the Dockerfile, each on one line.
fn dockerfile() -> Vec<(String, String)> {
    let text = text("deploy/Dockerfile").replace("\\\n", " ");
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let cut = lines.filter_map(|line| line.split_once(' '));
    cut.map(|(instruction, rest)| (instruction.to_owned(), rest.to_owned()))
        .collect()
}

fn all<'a>(file: &'a [(String, String)], instruction: &str) -> Vec<&'a str> {
    let wanted = file.iter().filter(|(found, _)| found == instruction);
    wanted.map(|(_, rest)| rest.as_str()).collect()
}

fn compose() -> Value {
    serde_yaml::from_str(&text("deploy/compose.yaml")).unwrap()
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_sequence()
        .unwrap()
        .iter()
        .map(|item| item.as_str().unwrap())
        .collect()
}

/// An image that is pinned: a version, or a digest, and never only a name or a line of versions.
fn is_pinned(image: &str) -> bool {
    let tag = image.split_once(':').map_or("", |(_, tag)| tag);
    let version = tag.split(['-', '@']).next().unwrap_or_default();
    tag.contains("@sha256:")
        || version
            .split('.')
            .filter(|part| part.parse::<u32>().is_ok())
            .count()
            >= 2
}

#[test]
fn what_the_dockerfile_copies_is_there_and_reaches_it() {
    let ignored = text(".dockerignore");
    let ignored: Vec<_> = ignored
        .lines()
        .map(|line| line.trim_start_matches("**/"))
        .collect();
    let dockerfile = dockerfile();
    let copies = all(&dockerfile, "COPY");
    for copy in copies.iter().filter(|copy| !copy.starts_with("--from")) {
        let mut paths: Vec<_> = copy.split_whitespace().collect();
        paths.pop();
        for path in paths {
            assert!(file(path).exists(), "{path} is not there");
            assert!(
                !ignored.contains(&path),
                "{path} is kept out by .dockerignore"
            );
        }
    }
    let copied = copies.join(" ");
    for member in members().iter().filter(|member| *member != ".") {
        assert!(
            copied.contains(&format!("{member}/Cargo.toml {member}/")),
            "{member}"
        );
    }
}

/// The directories of the workspace's crates.
fn members() -> Vec<String> {
    let manifest = text("Cargo.toml");
    let line = manifest.lines().find(|line| line.starts_with("members"));
    let members = line.unwrap().split_once('=').unwrap().1;
    serde_yaml::from_str(members).unwrap()
}

/// Cargo finds every program that a manifest names, before any source of ours is there.
#[test]
fn the_layer_of_dependencies_has_what_cargo_asks_for() {
    let home = tempfile::tempdir().unwrap();
    let dockerfile = dockerfile();
    let layer = dockerfile.iter().skip_while(|(name, _)| name != "COPY");
    for (instruction, rest) in layer {
        if instruction == "RUN" {
            let (stand_ins, _) = rest.split_once("&& cargo build").unwrap();
            let made = Command::new("sh")
                .args(["-ec", stand_ins])
                .current_dir(home.path())
                .status();
            assert!(made.unwrap().success());
            break;
        }
        let mut paths: Vec<_> = rest.split_whitespace().collect();
        let to = home.path().join(paths.pop().unwrap());
        fs::create_dir_all(&to).unwrap();
        for path in paths {
            fs::copy(file(path), to.join(file(path).file_name().unwrap())).unwrap();
        }
    }
    let told = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--offline",
            "--locked",
            "--no-deps",
            "--format-version=1",
        ])
        .current_dir(home.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success(), "{said}");
    let programs = String::from_utf8_lossy(&told.stdout);
    for member in members().iter().filter(|member| *member != ".") {
        assert!(programs.contains(&format!("/{member}#")), "{member}");
    }
}

/// Whatever is built into the programs is copied, too.
#[test]
fn what_is_built_in_reaches_the_builder() {
    let built_in = regex::Regex::new(r#"include_(?:str|bytes)!\(\s*"([^"]+)""#).unwrap();
    let copied: Vec<_> = all(&dockerfile(), "COPY")
        .iter()
        .flat_map(|copy| copy.split_whitespace())
        .filter_map(|path| file(path).canonicalize().ok())
        .collect();
    let mut found = 0;
    for room in ["src", "store/src", "bot/src"] {
        for source in sources(&file(room)) {
            let text = fs::read_to_string(&source).unwrap();
            let (code, _tests) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
            for path in built_in.captures_iter(code) {
                let path = source.parent().unwrap().join(&path[1]);
                let path = path.canonicalize().unwrap();
                let reaches = copied.iter().any(|copied| path.starts_with(copied));
                assert!(reaches, "{} is not copied", path.display());
                found += 1;
            }
        }
    }
    assert!(found > 10, "{found}");
}

fn sources(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let found = paths.flat_map(|path| match path.is_dir() {
        true => sources(&path),
        false => vec![path],
    });
    found
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// Dependencies are built before any source of ours is there.
#[test]
fn a_change_of_ours_does_not_build_the_dependencies_again() {
    let dockerfile = dockerfile();
    let at = |wanted: &str| {
        let found = dockerfile
            .iter()
            .position(|(_, rest)| rest.contains(wanted));
        found.unwrap_or_else(|| panic!("no {wanted}"))
    };
    assert!(at("Cargo.lock") < at("cargo build --release --locked"));
    assert!(at("cargo build --release --locked") < at("src src"));
}

#[test]
fn the_image_runs_as_a_number_and_checks_itself() {
    let dockerfile = dockerfile();
    for image in all(&dockerfile, "FROM") {
        assert!(is_pinned(image), "{image}");
    }
    let users = all(&dockerfile, "USER");
    assert!(users.iter().all(|user| {
        user.split(':')
            .all(|id| id.parse::<u32>().is_ok_and(|id| id > 0))
    }));
    assert_eq!(users.len(), 1);
    let health = all(&dockerfile, "HEALTHCHECK").join(" ");
    assert!(health.ends_with(r#"CMD ["bot", "--health"]"#), "{health}");
    for variables in all(&dockerfile, "ENV") {
        for variable in variables.split_whitespace() {
            let name = variable.split('=').next().unwrap();
            assert!(is_known(name), "{name}");
        }
    }
}

#[test]
fn compose_passes_every_variable_and_knows_each_that_it_sets() {
    let compose = compose();
    let bot = &compose["services"]["bot"];
    assert_eq!(
        bot["env_file"].as_str(),
        Some(".env"),
        "each line of it reaches the bot"
    );
    let set = bot["environment"].as_mapping().unwrap();
    for name in set.keys() {
        assert!(is_known(name.as_str().unwrap()), "{name:?}");
    }
    // What compose sets itself, .env cannot: these are places inside of the container, and the database beside it.
    let mut fixed: Vec<_> = set.keys().filter_map(Value::as_str).collect();
    fixed.sort_unstable();
    assert_eq!(
        fixed,
        [
            "DATABASE_URL",
            "DATA_DIR",
            "FAQ_PATH",
            "METRICS_LISTEN",
            "XDG_CACHE_HOME"
        ]
    );
    let volumes = bot["volumes"].as_sequence().unwrap();
    let targets: BTreeSet<_> = volumes
        .iter()
        .map(|volume| volume["target"].as_str().unwrap())
        .collect();
    assert_eq!(targets, BTreeSet::from(["/cache", "/data", "/faq"]));
    for (name, target) in [
        ("FAQ_PATH", "/faq/"),
        ("DATA_DIR", "/data"),
        ("XDG_CACHE_HOME", "/cache"),
    ] {
        let place = bot["environment"][name].as_str().unwrap();
        assert!(place.starts_with(target), "{name} is {place}");
    }
}

#[test]
fn compose_restarts_and_watches_what_it_runs() {
    let compose = compose();
    let services = compose["services"].as_mapping().unwrap();
    for (name, service) in services {
        assert_eq!(
            service["restart"].as_str(),
            Some("unless-stopped"),
            "{name:?}"
        );
        assert!(is_pinned(service["image"].as_str().unwrap()), "{name:?}");
        let health = strings(&service["healthcheck"]["test"]).join(" ");
        assert!(
            !health.contains("curl") && !health.contains("wget"),
            "{health}"
        );
        for volume in service["volumes"].as_sequence().unwrap() {
            if volume["type"].as_str() == Some("volume") {
                assert!(
                    compose["volumes"].get(&volume["source"]).is_some(),
                    "{volume:?}"
                );
            }
        }
    }
    let bot = &compose["services"]["bot"];
    assert_eq!(
        strings(&bot["healthcheck"]["test"]),
        ["CMD", "bot", "--health=ready"]
    );
    let user = all(&dockerfile(), "USER").join("");
    assert_eq!(
        bot["user"].as_str(),
        Some(user.as_str()),
        "the directories of the image are its own"
    );
    let version = format!("maklumat:{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(bot["image"].as_str(), Some(version.as_str()));
}

/// The lines of the unit: name and value.
fn unit() -> Vec<(String, String)> {
    let text = text("deploy/maklumat.service");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let cut = lines.filter_map(|line| line.split_once('='));
    cut.map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[test]
fn the_unit_is_watched_and_sets_only_what_there_is() {
    let unit = unit();
    let value = |name: &str| all(&unit, name).join(" ");
    assert_eq!(value("Type"), "notify");
    assert!(
        value("WatchdogSec")
            .parse::<u32>()
            .is_ok_and(|seconds| seconds > 0)
    );
    assert!(
        value("LimitNOFILE")
            .parse::<u32>()
            .is_ok_and(|files| files >= 4096)
    );
    assert_eq!(value("CacheDirectory"), "maklumat");
    let environment = value("Environment");
    for variable in environment.split_whitespace() {
        let name = variable.split('=').next().unwrap();
        assert!(is_known(name), "{name}");
    }
    // The library appends its own name to it.
    assert!(environment.contains("XDG_CACHE_HOME=%C"), "{environment}");
    assert!(
        environment.contains("FAQ_PATH=/etc/maklumat/"),
        "{environment}"
    );
    let steps = text("deploy/README.md");
    for place in [
        "/etc/systemd/system/maklumat.service",
        "/usr/local/bin/bot",
        "/etc/maklumat/faq.yaml",
        "/etc/maklumat/token",
    ] {
        assert!(
            steps.contains(place),
            "no step puts {place} where the unit looks for it"
        );
    }
}

/// systemd itself reads the unit, where it is installed.
#[test]
fn systemd_knows_every_line_of_the_unit() {
    let home = tempfile::tempdir().unwrap();
    let copy = home.path().join("maklumat.service");
    let unit = text("deploy/maklumat.service");
    let here = unit.replace("/usr/local/bin/bot", env!("CARGO_BIN_EXE_bot"));
    assert_ne!(unit, here);
    fs::write(&copy, here).unwrap();
    let Ok(verified) = Command::new("systemd-analyze")
        .arg("verify")
        .arg(&copy)
        .output()
    else {
        return;
    };
    let said = String::from_utf8_lossy(&verified.stderr);
    // Of other units of the machine it may say anything.
    let ours: Vec<_> = said
        .lines()
        .filter(|line| line.contains("maklumat.service"))
        .collect();
    assert!(ours.is_empty(), "{ours:#?}");
}
