//! `ask` from outside: its JSON contract, one reply for each line, exit statuses, closed pipes.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufRead, BufReader, Read, Write},
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use serde_json::Value;

/// Longer than anything here takes, even on a busy machine.
const DEADLINE: Duration = Duration::from_secs(60);

const NOTICE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/notice.yaml");

/// Answered by the notice.
const ANSWERED: &str = "apakah jembatan sudah dibuka?";

/// Answered by no notice.
const UNANSWERED: &str = "resep rendang padang";

/// Asks the notice, unless told otherwise: nothing here depends on the shipped FAQ.
fn ask(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ask"));
    command
        .args(arguments)
        .env("FAQ_PATH", NOTICE)
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    ask(arguments).output().expect("ask runs")
}

/// What `ask` prints for `input` on standard input.
fn pipe(arguments: &[&str], input: Vec<u8>) -> String {
    let mut child = piped(arguments);
    let mut stdin = child.stdin.take().expect("a pipe");
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("ask ends");
    writer
        .join()
        .expect("no panic")
        .expect("everything was read");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn piped(arguments: &[&str]) -> Child {
    let mut command = ask(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().expect("ask starts")
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).expect("UTF-8")
}

/// Objects for `lines`, one each, all of them checked against the contract.
fn objects(arguments: &[&str], lines: &[&[u8]]) -> Vec<Value> {
    let mut input = lines.join(&b'\n');
    input.push(b'\n');
    let output = pipe(arguments, input);
    let objects: Vec<Value> = output
        .lines()
        .map(|line| serde_json::from_str(line).expect("one object a line"))
        .collect();
    assert_eq!(objects.len(), lines.len());
    objects.iter().for_each(keeps_contract);
    objects
}

fn keeps_contract(object: &Value) {
    let strings = |key: &str| -> Vec<&str> {
        let items = object[key]
            .as_array()
            .unwrap_or_else(|| panic!("{key}: {object}"));
        items
            .iter()
            .map(|item| item.as_str().expect("an id"))
            .collect()
    };
    assert!(object["question"].is_string(), "{object}");
    let (decision, reason) = (object["decision"].as_str(), object["reason"].as_str());
    let [entries, likely, suggestions, about] =
        ["entries", "likely", "suggestions", "about"].map(strings);
    assert!(object["because"].is_string(), "{object}");
    assert!(
        !entries.iter().any(|entry| likely.contains(entry)),
        "{object}"
    );
    match decision {
        Some("answer") => assert!(
            !entries.is_empty() && object["reason"].is_null(),
            "{object}"
        ),
        Some("suggest") => {
            assert!(entries.is_empty(), "{object}");
            // A single choice is told, never a list of one.
            assert!(!likely.is_empty() || suggestions.len() > 1, "{object}");
            assert!(object["reason"].is_null(), "{object}");
        }
        Some("abstain") => {
            let told = [&entries, &likely, &suggestions];
            assert!(told.iter().all(|told| told.is_empty()), "{object}");
            assert_eq!(reason == Some("not-told"), !about.is_empty(), "{object}");
            let reasons = [
                "not-covered",
                "not-told",
                "out-of-scope",
                "small-talk",
                "too-vague",
            ];
            assert!(
                reason.is_some_and(|reason| reasons.contains(&reason)),
                "{object}"
            );
        }
        _ => panic!("{object}"),
    }
    assert!(suggestions.len() <= 3, "{object}");
    assert!(
        matches!(object["language"].as_str(), Some("id" | "en")),
        "{object}"
    );
    assert!(
        object["reply"]
            .as_str()
            .is_some_and(|reply| !reply.is_empty()),
        "{object}"
    );
    keeps_ranking(&object["ranking"]);
}

fn keeps_ranking(ranking: &Value) {
    let ranking = ranking.as_array().expect("a ranking");
    assert!(ranking.len() >= 3, "{ranking:?}");
    assert!(
        ranking.iter().all(|ranked| ranked["entry"].is_string()),
        "{ranking:?}"
    );
    let score = |ranked: &Value| ranked["score"].as_f64().expect("a score");
    assert!(
        ranking
            .iter()
            .map(score)
            .all(|score| (0.0..=1.0).contains(&score)),
        "{ranking:?}"
    );
    assert!(
        ranking.is_sorted_by(|a, b| score(a) >= score(b)),
        "{ranking:?}"
    );
}

#[test]
fn every_line_gets_an_object_whatever_it_holds() {
    let megabyte = "pasporrrr ".repeat(100_000).into_bytes();
    let one_word = vec![b'a'; 1_000_000];
    let lines: &[&[u8]] = &[
        ANSWERED.as_bytes(),
        b"",
        b"   \t ",
        b"\xff\xfe not UTF-8 \xc3",
        b"\x00\x01\x1b[31m\x7f",
        "\u{202e}\u{200b}\u{feff}\u{2028}".as_bytes(),
        b"carriage return\r",
        b"in the \r middle",
        &megabyte,
        &one_word,
        "👍👍👍".as_bytes(),
        b"{\"question\": \"not one\"}",
        UNANSWERED.as_bytes(),
    ];
    let objects = objects(&["--json"], lines);
    assert_eq!(objects[0]["question"], ANSWERED);
    assert_eq!(objects[4]["question"], "\0\u{1}\u{1b}[31m\u{7f}");
    assert_eq!(objects[6]["question"], "carriage return");
    assert_eq!(
        objects[9]["question"].as_str().map(str::len),
        Some(1_000_000)
    );
}

#[test]
fn of_an_endless_line_the_beginning_counts() {
    let objects = objects(&["--json"], &[&vec![b'a'; 8 << 20], b"next"]);
    assert_eq!(objects[0]["question"].as_str().map(str::len), Some(1 << 20));
    assert_eq!(objects[1]["question"], "next");
}

#[test]
fn the_last_line_needs_no_end() {
    assert_eq!(pipe(&["--json"], b"one\ntwo".to_vec()).lines().count(), 2);
    assert_eq!(pipe(&["--json"], b"one\ntwo\n".to_vec()).lines().count(), 2);
    assert_eq!(pipe(&["--json"], Vec::new()), "");
}

#[test]
fn plain_replies_stand_on_one_line_each() {
    let input = format!("{ANSWERED}\n\n{UNANSWERED}\n");
    assert_eq!(pipe(&[], input.into_bytes()).lines().count(), 3);
}

#[test]
fn the_keys_of_an_object_are_these() {
    let object = &objects(&["--json", "--explain"], &[ANSWERED.as_bytes()])[0];
    // Whether a map keeps the order of its keys is for other crates of a test to say.
    let keys: BTreeSet<&str> = object
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    let known = [
        "about",
        "because",
        "decision",
        "entries",
        "explanation",
        "language",
        "likely",
        "not_covered",
        "question",
        "ranking",
        "reason",
        "reply",
        "suggestions",
    ];
    assert_eq!(keys, BTreeSet::from(known));
}

#[test]
fn options_change_the_object() {
    let plain = &objects(&["--json", "--lang", "en"], &[b"halo"])[0];
    assert_eq!(plain["language"], "en");
    let length = |top: &str| {
        let objects = objects(&["--json", "--top", top], &[b"rute bus"]);
        objects[0]["ranking"].as_array().map(Vec::len)
    };
    assert_eq!(
        (length("1"), length("4"), length("99")),
        (Some(3), Some(4), Some(5))
    );
}

#[test]
fn exit_statuses_tell_whether_there_is_an_answer() {
    assert_eq!(run(&[ANSWERED]).status.code(), Some(0));
    assert_eq!(
        run(&["apakah", "jembatan", "sudah", "dibuka?"])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(run(&["--json", UNANSWERED]).status.code(), Some(1));
    assert_eq!(run(&[""]).status.code(), Some(1));
}

#[test]
fn mistakes_are_told_on_standard_error() {
    let missing = run(&["--faq", "/nowhere/faq.yaml", ANSWERED]);
    let directory = run(&["--faq", env!("CARGO_MANIFEST_DIR"), ANSWERED]);
    let unknown = run(&["--no-such-option"]);
    let date = run(&["--as-of", "2024-6-1", ANSWERED]);
    for output in [missing, directory, unknown, date] {
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(
            output.stdout.is_empty() && !output.stderr.is_empty(),
            "{output:?}"
        );
    }
}

#[test]
fn a_broken_faq_is_refused_with_its_lines() {
    let path = scratch("broken.yaml");
    std::fs::write(
        &path,
        "entries:\n  - id: a\n    phrasings: []\n    answer: ''\n",
    )
    .expect("a file");
    let output = run(&["--faq", path.to_str().expect("UTF-8"), ANSWERED]);
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr).replace(path.to_str().expect("UTF-8"), "broken.yaml");
    insta::assert_snapshot!(told);
    let faq = ["--faq", path.to_str().expect("UTF-8"), ANSWERED];
    let reads = |command: &mut Command| text(&command.output().expect("it runs").stderr).to_owned();
    let from_locale = reads(ask(&faq).env("LC_ALL", "id_ID.UTF-8"));
    assert!(from_locale.contains("teks ini kosong"), "{from_locale}");
    assert_eq!(reads(ask(&faq).args(["--lang", "id"])), from_locale);
}

#[test]
fn a_hundred_megabytes_are_refused_by_their_size() {
    let path = scratch("huge.yaml");
    File::create(&path)
        .and_then(|file| file.set_len(100 << 20))
        .expect("a file");
    let output = run(&["--faq", path.to_str().expect("UTF-8"), ANSWERED]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("larger than 16 MiB"),
        "{output:?}"
    );
}

#[test]
fn the_faq_may_come_from_the_environment() {
    let known = |command: &mut Command| {
        let output = command.output().expect("ask runs");
        let object: Value = serde_json::from_slice(&output.stdout).expect("an object");
        object["ranking"].to_string().contains("detour")
    };
    let question = ["--json", "lewat mana memutarnya"];
    assert!(known(ask(&question).env("FAQ_PATH", NOTICE)));
    assert!(!known(ask(&question).env("FAQ_PATH", "")));
    let told = ["--faq", NOTICE];
    assert!(known(ask(&question).env("FAQ_PATH", "/nowhere").args(told)));
}

#[test]
fn nothing_is_coloured_in_a_pipe() {
    let output = run(&[ANSWERED]);
    assert!(!text(&output.stdout).contains('\u{1b}'), "{output:?}");
}

#[test]
fn a_question_gets_its_reply_before_the_next_is_asked() {
    let mut child = piped(&["--json"]);
    let mut stdin = child.stdin.take().expect("a pipe");
    let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let (sender, lines) = mpsc::channel();
    let reader = thread::spawn(move || stdout.lines().try_for_each(|line| sender.send(line)));
    for question in ["satu", "dua", "tiga"] {
        writeln!(stdin, "{question}").expect("ask reads");
        let line = lines
            .recv_timeout(DEADLINE)
            .expect("a reply in time")
            .expect("UTF-8");
        let object: Value = serde_json::from_str(&line).expect("an object");
        assert_eq!(object["question"], question);
    }
    drop(stdin);
    reader.join().expect("no panic").expect("nothing was lost");
    assert!(child.wait().expect("ask ends").success());
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let mut child = piped(&["--json"]);
    let mut stdin = child.stdin.take().expect("a pipe");
    // As `yes | ask --json | head -1`: writing ends when nobody reads any more.
    let writer = thread::spawn(move || while stdin.write_all(b"halo\n").is_ok() {});
    let mut first = String::new();
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    stdout.read_line(&mut first).expect("a reply");
    drop(stdout);
    let mut complaints = String::new();
    let mut stderr = child.stderr.take().expect("a pipe");
    stderr.read_to_string(&mut complaints).expect("UTF-8");
    assert!(child.wait().expect("ask ends").success());
    writer.join().expect("no panic");
    assert_eq!(complaints, "");
    assert!(first.starts_with('{'));
}

fn scratch(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}
