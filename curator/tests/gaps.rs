//! `faq gaps` on three small FAQs: what it proposes, and that accepting it harms nothing.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use maklumat::{
    faq::{Date, Document, Faq, Finding, rules::Severity},
    matcher::Matcher,
    text::{Language, normalise, told},
};
use maklumat_curator::{
    check::check,
    evaluate::response,
    gaps::{ProposedGap, gaps},
};
use proptest::{prelude::*, sample::subsequence};

const NAMES: [&str; 3] = ["library", "klinik", "pasar"];

fn place(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/gaps/{name}.yaml"))
}

fn faq(name: &str) -> (Vec<u8>, Faq) {
    let bytes = fs::read(place(name)).expect("a file");
    let faq = Faq::parse(name, &bytes).expect("it loads");
    (bytes, faq)
}

fn proposed(faq: &Faq) -> Vec<ProposedGap> {
    gaps(&Matcher::new(faq.clone()))
}

/// The file with these accepted.
fn accepted(bytes: &[u8], faq: &Faq, proposals: &[&ProposedGap]) -> (Vec<u8>, Faq) {
    let mut document = Document::read(bytes).expect("it is read");
    let mut with = faq.clone();
    for proposal in proposals {
        proposal
            .apply(&mut document, &with)
            .expect("it has a place");
        proposal.add_to(&mut with).expect("it has a place");
    }
    (document.text().as_bytes().to_vec(), with)
}

/// Errors and warnings of a file.
fn serious(bytes: &[u8]) -> Vec<String> {
    let day: Date = "2026-11-25".parse().expect("a day");
    let found = check(bytes, day).all;
    let is_serious = |finding: &&Finding| finding.rule.severity != Severity::Hint;
    let told = |finding: &Finding| format!("{} {}", finding.rule.name, finding.path);
    found.iter().filter(is_serious).map(told).collect()
}

#[test]
fn what_an_answer_tells_is_not_proposed_and_what_it_lacks_is() {
    for (name, entry, told, lacking) in [
        (
            "library",
            "opening-hours",
            &["hour", "date"][..],
            &["list"][..],
        ),
        ("library", "library-card", &["cost", "documents"], &[]),
        ("library", "late-books", &["cost"], &["how"]),
        ("klinik", "jam-buka", &["hour", "date"], &["why"]),
        ("klinik", "imunisasi", &["date"], &[]),
        ("klinik", "surat-sehat", &["documents"], &["how"]),
        ("pasar", "rent", &["cost"], &["why"]),
        ("pasar", "stall-lottery", &["date"], &["access"]),
        ("pasar", "new-site", &["where"], &[]),
    ] {
        let (_, faq) = faq(name);
        let proposed = proposed(&faq);
        let beside = proposed.iter().filter(|proposal| proposal.entry == entry);
        let beside: Vec<&str> = beside.map(|proposal| proposal.attribute).collect();
        assert!(
            !told.iter().any(|one| beside.contains(one)),
            "{name} {entry}: {beside:?}"
        );
        assert!(
            lacking.iter().all(|one| beside.contains(one)),
            "{name} {entry}: {beside:?}"
        );
    }
}

#[test]
fn each_is_asked_in_the_languages_of_the_faq_and_misleads_today() {
    for name in NAMES {
        let (_, faq) = faq(name);
        let proposed = proposed(&faq);
        assert!(!proposed.is_empty(), "{name}");
        for proposal in proposed {
            assert!(!proposal.misled.is_empty(), "{name} {}", proposal.gap.id);
            let words = proposal
                .gap
                .phrasings
                .iter()
                .map(|text| normalise::words(text));
            let languages = words.filter_map(|words| told(words.iter().map(String::as_str)));
            let languages: BTreeSet<Language> = languages.collect();
            let expected = match name {
                "library" => BTreeSet::from([Language::English]),
                "klinik" => BTreeSet::from([Language::Indonesian]),
                _ => BTreeSet::from(Language::ALL),
            };
            assert_eq!(languages, expected, "{name}: {:?}", proposal.gap.phrasings);
        }
    }
}

#[test]
fn the_command_writes_what_it_accepts_and_nothing_else() {
    let place = std::env::temp_dir().join(format!("maklumat-gaps-{}.yaml", std::process::id()));
    fs::copy(self::place("pasar"), &place).expect("a copy");
    let faq = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_faq"))
            .args(["gaps", "--lang", "id", "--faq"])
            .arg(&place)
            .args(arguments)
            .output()
            .expect("it runs")
    };
    let listed = faq(&["--json", "--most", "3"]);
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    assert_eq!(listed.as_array().map(Vec::len), Some(3));
    let before = fs::read(&place).expect("a file");
    assert!(faq(&["--most", "3"]).status.success());
    assert_eq!(
        fs::read(&place).expect("a file"),
        before,
        "listing writes nothing"
    );
    let answered = |typed: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_faq"))
            .args(["gaps", "--apply", "--most", "4", "--lang", "id", "--faq"])
            .arg(&place)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(typed.as_bytes()).expect("it reads");
        drop(input);
        assert!(child.wait_with_output().expect("it ends").status.success());
    };
    for typed in ["", "n\nn\nn\nn\n", "q\ny\n"] {
        answered(typed);
        assert_eq!(fs::read(&place).expect("a file"), before, "{typed:?}");
    }
    answered("y\nn\ny\nq\n");
    let after = fs::read_to_string(&place).expect("a file");
    assert!(after.starts_with(&String::from_utf8_lossy(&before).into_owned()));
    fs::remove_file(&place).expect("it goes");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// Whatever is accepted: the file passes the check as before, says what was meant, and answers its own phrasings.
    #[test]
    fn accepting_breaks_nothing(name in 0..NAMES.len(), chosen in subsequence((0..20).collect::<Vec<usize>>(), 0..20)) {
        let (bytes, faq) = faq(NAMES[name]);
        let proposed = proposed(&faq);
        let chosen: Vec<&ProposedGap> = chosen.iter().filter_map(|at| proposed.get(*at)).collect();
        let (written, with) = accepted(&bytes, &faq, &chosen);
        prop_assert_eq!(&Faq::parse("written", &written).expect("it loads"), &with);
        let before = serious(&bytes);
        let new: Vec<String> = serious(&written).into_iter().filter(|found| !before.contains(found)).collect();
        prop_assert!(new.is_empty(), "{:?}", new);
        let matcher = Matcher::new(with);
        for entry in &faq.entries {
            for phrasing in &entry.phrasings {
                prop_assert!(response(&matcher, phrasing).answered.contains(&entry.id), "{}", phrasing);
            }
        }
    }
}
