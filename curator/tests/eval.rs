//! `faq eval` from outside: what it refuses and how, its figures, its bars, and its ratchet.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const FAQ: &str = "\
entries:
- id: opening-hours
  phrasings: [when are you open, opening hours, are you open on sunday, what time do you close, jam buka perpustakaan, buka jam berapa]
  answer: From 9 to 17 every day.
- id: lost-card
  phrasings: [I lost my card, my card is gone, how do I replace my card, kartu saya hilang, ganti kartu anggota]
  answer: Bring your identity card to the desk.
- id: new-card
  phrasings: [how do I become a member, I want to join, where do I sign up, cara jadi anggota, daftar anggota baru]
  answer: Fill in the form at the desk.
not_covered:
- id: fines
  phrasings: [how much is the fine, what does a late book cost, denda telat berapa]
  answer: Fines are not told here; ask at the desk.
";

/// Answered as their labels say.
const CASES: &str = "\
# what visitors asked in January
opening-hours\twhen are you open
opening-hours\tbuka jam berapa
lost-card\tI lost my card
lost-card|new-card\tkartu saya hilang
new-card\tI want to join
__oos__\thow much is the fine
__chat__\thello
__rant__\tthis is a shame
";

/// Tables as hurried people save them, under what is wrong with them.
const BROKEN: &[(&str, &[u8])] = &[
    ("nothing in it", b""),
    ("only notes", b"# label\tquestion\n\n"),
    ("spaces for a tab", b"opening-hours when are you open\nlost-card    I lost my card\n"),
    ("spaces for a tab, and a slip", b"opening-hour when are you open\n"),
    ("spaces before the text of nobody", b"library hours    when are you open\n"),
    ("headings", b"label\tquestion\nlost-card\tI lost my card\n"),
    ("headings of another tool", b"Intent\tUtterance\nlost-card\tI lost my card\n"),
    (
        "headings in Indonesian",
        b"Topik\tPertanyaan\nlost-card\tI lost my card\n",
    ),
    ("commas, and a slip", b"lost-crad,I lost my card\n"),
    ("headings with spaces", b"label question\nlost-card\tI lost my card\n"),
    ("commas", b"label,question\nlost-card,I lost my card\n"),
    ("semicolons", b"lost-card;I lost my card\n"),
    ("an unknown id, near to one", b"lost-crad\tI lost my card\n"),
    ("an id with the wrong sign", b"lost_card\tI lost my card\nLost-Card\tmy card is gone\n"),
    ("an id that is near to none", b"parking\twhere can I park\n"),
    ("a label that is none", b"__ooc__\twhere can I park\noos\tis it raining\n__maybe__\tand now\n"),
    ("a gap for a label", b"fines\thow much is the fine\n"),
    ("joined labels", b"__oos__|lost-card\tI lost my card\nlost-card+\tand then\nlost-card||new-card\tor what\n"),
    ("one of two unknown", b"lost-card+opning-hours\tlost my card, when are you open\n"),
    ("no question", b"lost-card\t\nlost-card\nlost-card\t   \n"),
    ("no label", b"\tI lost my card\n"),
    ("only questions", b"I lost my card\nwhen are you open?\n"),
    ("columns of another table", b"1\tlost-card\tI lost my card\n"),
    ("a tab in a question", b"lost-card\tI lost\tmy card\n"),
    ("UTF-16", b"\xff\xfel\0o\0s\0t\0"),
    ("Latin-1, and another mistake behind it", b"opening-hours\topen\nlost-card\tma carte est perdu\xe9\nlost-crad\tgone\n"),
    (
        "the FAQ instead of the cases",
        b"entries:\n- id: lost-card\n  phrasings: [I lost my card]\n  answer: Ask.\n",
    ),
    (
        "five mistakes at once, two alike",
        b"\xef\xbb\xbfid\tquestion\r\nlost-card I lost my card\r\nnew-crad\tI want to join\r\nnew-card\t\r\nfines\thow much\r\nnew-crad\tjoin\r\n",
    ),
];

/// A directory of this test alone, with the FAQ in it.
fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // What an earlier run left.
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a directory");
    fs::write(path.join("faq.yaml"), FAQ).expect("a file");
    fs::write(path.join("cases.tsv"), CASES).expect("a file");
    path
}

fn eval(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_faq"))
        .current_dir(directory)
        .args(["eval", "--faq", "faq.yaml", "--cases", "cases.tsv"])
        .args(arguments)
        .env_remove("FAQ_PATH")
        .env("LC_ALL", "C")
        .output()
        .expect("faq runs")
}

/// Status and both outputs, without what differs from run to run.
fn told(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    let differs = ["loaded in", "peak memory", "latency"];
    let stays = |line: &&str| !differs.iter().any(|name| line.starts_with(name));
    let lines: Vec<&str> = out.lines().chain(err.lines()).filter(stays).collect();
    let status = output.status.code().expect("an exit status");
    format!("{}\nexit status {status}\n", lines.join("\n"))
}

#[test]
fn each_broken_table_is_refused_with_place_and_mend() {
    let place = directory("broken");
    let mut all = String::new();
    for (name, bytes) in BROKEN {
        fs::write(place.join("cases.tsv"), bytes).expect("a file");
        let output = eval(&place, &[]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        all.push_str(&format!("== {name}\n{}\n", told(&output)));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn many_mistakes_are_folded_and_cut() {
    let place = directory("many");
    let alike = (1..=40).map(|number| format!("parking\tquestion {number}\n"));
    let others = (1..=60).map(|number| format!("no-such-{number}\tquestion\n"));
    let table: String = alike.chain(others).collect();
    fs::write(place.join("cases.tsv"), table).expect("a file");
    let told = told(&eval(&place, &[]));
    assert!(told.starts_with("cases.tsv:1: the FAQ has no entry `parking` (also on lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 27 more)\n"), "{told}");
    assert!(told.contains("cases.tsv: and 11 more mistakes"), "{told}");
}

#[test]
fn figures_with_their_intervals() {
    let place = directory("figures");
    insta::assert_snapshot!(told(&eval(&place, &["--details", "details.tsv"])));
    let details = fs::read_to_string(place.join("details.tsv")).expect("details");
    insta::assert_snapshot!("details", details);
}

/// What a mark in front and the line ends of Windows change: nothing.
#[test]
fn marks_and_line_ends_change_nothing() {
    let place = directory("windows");
    let plain = told(&eval(&place, &[]));
    let table = format!("\u{feff}{}", CASES.replace('\n', "\r\n"));
    fs::write(place.join("cases.tsv"), table).expect("a file");
    assert_eq!(told(&eval(&place, &[])), plain);
}

#[test]
fn json_holds_what_the_text_holds() {
    let place = directory("json");
    assert!(eval(&place, &["--save", "base.tsv"]).status.success());
    let output = eval(
        &place,
        &[
            "--json",
            "--compare",
            "base.tsv",
            "--min",
            "first_right=50%",
        ],
    );
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let evaluation = &json["evaluation"];
    assert_eq!(evaluation["first_right"], 1.0);
    assert_eq!(evaluation["of"]["first_right"], 5);
    assert_eq!(evaluation["intervals"]["first_right"][1], 1.0);
    assert_eq!(json["comparison"]["questions"], 7);
    assert_eq!(json["comparison"]["worse"], false);
    assert_eq!(json["bars"][0]["met"], true);
}

#[test]
fn shares_beyond_their_bars_fail() {
    let place = directory("bars");
    let runs: [&[&str]; 9] = [
        &["--min", "first_right=100%", "--max", "wrong_of_answers=0"],
        &[
            "--min",
            "first_right=1",
            "--min",
            "answered_right=0.9",
            "--min",
            "two_both_shown=.5",
        ],
        &["--max", "out_of_scope_suggested=0"],
        &["--min", "first_rigth=0.9"],
        &["--min", "wrong_of_shown=0.1"],
        &["--max", "helped=0.9"],
        &["--min", "first_right"],
        &["--min", "first_right=90"],
        &["--max", "wrong_of_shown=few"],
    ];
    let mut all = String::new();
    for arguments in runs {
        let told = told(&eval(&place, arguments));
        // The figures above are in a snapshot of their own.
        let rest = told
            .split_once("\n\n")
            .map_or(told.as_str(), |(_, rest)| rest);
        let rest = if told.starts_with("error") {
            &told
        } else {
            rest
        };
        all.push_str(&format!("== {}\n{rest}\n", arguments.join(" ")));
    }
    insta::assert_snapshot!(all);
}

/// What was saved, with some grades as they might have been, and what a comparison with it says.
const BEFORE: &[(&str, &[(&str, &str)])] = &[
    ("the same", &[]),
    (
        "some were wrong",
        &[
            ("right\topening-hours", "wrong-outright\topening-hours"),
            ("right\t__chat__", "wrong-likely\t__chat__"),
        ],
    ),
    (
        "another question",
        &[("how much is the fine", "what is the fine")],
    ),
    ("another label", &[("__oos__", "fines")]),
    ("an unknown grade", &[("right\t__oos__", "good\t__oos__")]),
    ("the cases", &[("right\t", "")]),
];

#[test]
fn a_comparison_names_what_changed() {
    let place = directory("compare");
    assert!(eval(&place, &["--save", "saved.tsv"]).status.success());
    let saved = fs::read_to_string(place.join("saved.tsv")).expect("it was saved");
    let mut all = format!("== saved\n{saved}\n");
    for (name, replacements) in BEFORE {
        let mut before = saved.clone();
        for (from, to) in *replacements {
            before = before.replace(from, to);
        }
        fs::write(place.join("before.tsv"), before).expect("a file");
        let told = told(&eval(&place, &["--compare", "before.tsv"]));
        let rest = told
            .split_once("\n\n")
            .map_or(told.as_str(), |(_, rest)| rest);
        all.push_str(&format!("== {name}\n{rest}\n"));
    }
    all.push_str(&format!(
        "== no such file\n{}",
        told(&eval(&place, &["--compare", "none.tsv"]))
    ));
    insta::assert_snapshot!(all);
}

/// An edit of the FAQ moves the phrasings of one entry to another.
#[test]
fn a_faq_that_misleads_fails_and_is_not_saved() {
    let place = directory("ratchet");
    assert!(eval(&place, &["--save", "base.tsv"]).status.success());
    let saved = fs::read_to_string(place.join("base.tsv")).expect("it was saved");
    let swapped = FAQ
        .replace("id: opening-hours", "id: x")
        .replace("id: lost-card", "id: opening-hours")
        .replace("id: new-card", "id: lost-card")
        .replace("id: x", "id: new-card");
    fs::write(place.join("faq.yaml"), swapped).expect("a file");
    let worse = eval(
        &place,
        &[
            "--compare",
            "base.tsv",
            "--save",
            "base.tsv",
            "--min",
            "helped=1",
        ],
    );
    let told = told(&worse);
    insta::assert_snapshot!(told.split_once("\n\n").expect("sections").1);
    let kept = fs::read_to_string(place.join("base.tsv")).expect("it is there");
    assert_eq!(kept, saved);
}
