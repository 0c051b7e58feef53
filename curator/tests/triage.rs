//! `faq triage`: questions that the FAQ lacks, from the file with them to the edited FAQ.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use maklumat::{
    faq::{self, Date, Document, Faq, Gap, Localized, rules::Severity},
    matcher::{Decision, Matcher, Reason},
    reply,
    text::Language,
};
use maklumat_curator::{
    cases::{self, Case},
    misses::{self, Kind, Miss},
    presses::Lesson,
    triage::{Aside, Base, Change, Done, Mode, Proposal, Session, Triage},
};
use proptest::{prelude::*, sample::subsequence};

const FAQ: &str = include_str!("triage/faq.yaml");
const CASES: &str = include_str!("triage/cases.tsv");
const QUESTIONS: &str = include_str!("triage/asked.tsv");

fn faq_of(yaml: &str) -> Faq {
    Faq::parse("faq.yaml", yaml.as_bytes()).expect("a FAQ")
}

fn cases() -> Vec<Case> {
    cases::read("cases.tsv", CASES.as_bytes(), &faq_of(FAQ)).expect("cases")
}

/// What each means, and how it was typed.
fn questions() -> Vec<(&'static str, &'static str)> {
    let lines = QUESTIONS.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
}

fn misses_of(questions: &[&str]) -> Vec<Miss> {
    questions
        .iter()
        .map(|question| Miss::of(question))
        .collect()
}

fn triage_of(questions: &[&str]) -> Triage {
    Triage::of(&Matcher::new(faq_of(FAQ)), &misses_of(questions), &[], 1)
}

/// Goes through the proposals for `questions` with the FAQ; what becomes of it, what was told, and the file.
fn session(questions: &[&str], typed: Option<&str>) -> (Done, String, String) {
    let base = Base::new(faq_of(FAQ), cases());
    let triage = Triage::of(&base.matcher, &misses_of(questions), &[], 1);
    session_of(base, &triage, typed)
}

fn session_of(base: Base, triage: &Triage, typed: Option<&str>) -> (Done, String, String) {
    let (mut file, mut out) = (FAQ.to_owned(), Vec::new());
    let session = Session {
        base,
        document: Document::read(FAQ.as_bytes()).expect("a document"),
        language: Language::English,
        save: &mut |text| {
            file = text.to_owned();
            Ok(())
        },
    };
    let mut input = typed.unwrap_or_default().as_bytes();
    let mode = match typed {
        None => Mode::Harmless,
        Some(_) => Mode::Asking { input: &mut input },
    };
    let done = session.run(triage, mode, &mut out).expect("nothing fails");
    (done, String::from_utf8(out).expect("a text"), file)
}

/// The id of the gap that a matcher names.
fn gap(matcher: &Matcher, question: &str) -> Option<String> {
    let understanding = matcher.understand(question);
    let mut parts = understanding.parts.iter();
    parts.find_map(|part| match part.verdict.decision {
        Decision::Abstain(Reason::NotCovered(gap)) => {
            Some(matcher.faq().not_covered[gap].id.clone())
        }
        _ => None,
    })
}

#[test]
fn questions_are_grouped_by_what_they_mean() {
    let questions = questions();
    let typed: Vec<&str> = questions.iter().map(|(_, typed)| *typed).collect();
    let triage = triage_of(&typed);
    let meant: BTreeMap<&str, &str> = questions
        .iter()
        .map(|(meant, typed)| (*typed, *meant))
        .collect();
    let mut homes: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (number, group) in triage.groups.iter().enumerate() {
        let meanings: BTreeSet<&str> = group
            .questions
            .iter()
            .map(|asked| meant[asked.question.as_str()])
            .collect();
        assert_eq!(
            meanings.len(),
            1,
            "one meaning a group: {:#?}",
            group.questions
        );
        homes
            .entry(meanings.first().expect("one"))
            .or_default()
            .insert(number);
    }
    for (meaning, groups) in homes {
        assert!(groups.len() <= 2, "{meaning} is in {} groups", groups.len());
    }
}

#[test]
fn where_it_is_not_sure_what_is_asked_a_person_decides() {
    let base = Base::new(faq_of(FAQ), cases());
    let all = questions();
    let typed = all
        .iter()
        .filter(|(meant, _)| *meant == "disconnection")
        .map(|(_, typed)| *typed);
    let mut triage = Triage::of(
        &base.matcher,
        &misses_of(&typed.collect::<Vec<_>>()),
        &[],
        1,
    );
    for near in triage
        .groups
        .iter_mut()
        .flat_map(|group| &mut group.nearest)
    {
        near.chance = near.chance.min(0.4);
    }
    let (done, told, file) = session_of(base, &triage, None);
    assert_eq!(done.made, 0, "{told}");
    assert_eq!(file, FAQ);
    assert!(told.contains("decide without --yes"), "{told}");
}

#[test]
fn what_is_near_a_gap_becomes_its_phrasings_and_what_is_new_a_gap() {
    let of = |wanted: &str| -> Vec<&str> {
        let all = questions().into_iter();
        all.filter(|(meant, _)| *meant == wanted)
            .map(|(_, typed)| typed)
            .collect()
    };
    let known = triage_of(&of("disconnection"));
    let left: usize = known.groups.iter().map(|group| group.questions.len()).sum();
    assert!(left > 0, "the FAQ names some of them already, not all");
    for group in &known.groups {
        let Change::Phrasings { of, .. } = &group.proposal.change else {
            panic!("not new: {group:#?}");
        };
        assert_eq!(of, "disconnection", "{group:#?}");
    }
    let new = triage_of(&of("ev"));
    let Change::NewGap(gap) = &new.groups[0].proposal.change else {
        panic!("new: {:#?}", new.groups[0]);
    };
    assert!(
        gap.answer
            .get(Language::English)
            .ends_with("Please ask at the PLTS Sari desk.")
    );
}

#[test]
fn a_new_gap_serves_other_wordings_at_once() {
    let asked: Vec<&str> = questions()
        .into_iter()
        .filter(|(meant, _)| *meant == "ev")
        .map(|(_, typed)| typed)
        .collect();
    let (done, told, file) = session(&asked, None);
    assert!(done.made >= 1, "{told}");
    let matcher = Matcher::new(faq_of(&file));
    for other in [
        "charger mobil listrik dipasang di rumah caranya",
        "can i install an electric car charger",
    ] {
        let named = gap(&matcher, other);
        assert!(
            named.is_some_and(|id| id != "disconnection" && id != "tariff"),
            "{other}\n{told}"
        );
    }
}

#[test]
fn nothing_personal_is_shown_or_written() {
    let with_number = [
        "charger mobil listrik nik 3174012304560001",
        "pasang charger, wa 0812-3456-7890 ya",
    ];
    let triage = triage_of(
        &[
            &with_number[..],
            &[
                "pasang charger mobil listrik di rumah",
                "mau pasang charger mobil listrik, dm @siti_a",
            ],
        ]
        .concat(),
    );
    assert_eq!(triage.aside.get(&Aside::Personal), Some(&2));
    let told = serde_json::to_string(&triage).expect("JSON");
    for part in ["3174", "0812", "siti"] {
        assert!(!told.contains(part), "{told}");
    }
    for group in &triage.groups {
        let phrasings = group.proposal.change.phrasings();
        assert!(
            !phrasings.iter().any(|phrasing| phrasing.contains('[')),
            "{phrasings:?}"
        );
    }
}

#[test]
fn groups_of_few_people_stay_hidden_and_what_has_no_words_is_counted() {
    let lines = "{\"question\":\"pasang charger mobil listrik\",\"times\":9,\"people\":1}
{\"question\":\"jual listrik panel surya atap\",\"times\":3,\"people\":3}
{\"kind\":\"no-help\",\"offered\":[\"schedule\"],\"times\":4}
{\"kind\":\"unanswered\",\"offered\":[],\"times\":2}";
    let misses = misses::read_lines(lines).expect("lines");
    let triage = Triage::of(&Matcher::new(faq_of(FAQ)), &misses, &[], 3);
    assert_eq!(triage.groups.len(), 1);
    assert_eq!(triage.groups[0].people, 3);
    assert_eq!(triage.aside.get(&Aside::Few), Some(&9));
    let wordless: Vec<(&str, usize)> = triage
        .wordless
        .iter()
        .map(|(id, times)| (id.as_str(), *times))
        .collect();
    assert_eq!(wordless, [("", 2), ("schedule", 4)]);
}

/// Sixty people who were offered the same chose one: those who were offered it and pressed nothing mean that too.
#[test]
fn what_people_chose_says_what_others_mean_who_were_offered_the_same() {
    let offered = ["schedule", "cause"].map(str::to_owned).to_vec();
    let lesson = |offered: &[String], meant: &str| Lesson {
        offered: offered.to_vec(),
        meant: meant.to_owned(),
        people: 58,
        of: 60,
        days: 4,
        at_least: 0.9,
    };
    let silent = "{\"kind\":\"not-pressed\",\"offered\":[\"schedule\",\"cause\"],\"times\":3,\"question\":\"sampai begini lagi min gelap gulita gara2 siapa\"}";
    let misses = misses::read_lines(silent).expect("a line");
    let matcher = Matcher::new(faq_of(FAQ));
    let of = |lessons: &[Lesson], misses: &[Miss]| Triage::of(&matcher, misses, lessons, 1);
    let home = |triage: &Triage| match &triage.groups[0].proposal.change {
        Change::Phrasings { of, .. } => Some(of.clone()),
        _ => None,
    };

    let known = [lesson(&offered, "cause")];
    assert_eq!(home(&of(&[], &misses)), None, "nothing else says so");
    let taught = of(&known, &misses);
    assert_eq!(home(&taught).as_deref(), Some("cause"));
    assert_eq!(taught.groups[0].taught.as_ref(), Some(&known[0]));
    assert!(!taught.groups[0].is_sure(), "a person decides");
    assert_eq!(taught.lessons, []);

    let mut refused = misses.clone();
    refused[0].kind = Kind::NoneOfThese;
    assert_eq!(home(&of(&known, &refused)), None, "it was refused");
    let gone = [lesson(&offered, "an-entry-of-old")];
    assert_eq!(home(&of(&gone, &misses)), None, "the FAQ has it no more");
    let other = [lesson(&offered[..1], "cause")];
    let elsewhere = of(&other, &misses);
    assert_eq!(home(&elsewhere), None, "something else was offered");
    let told = elsewhere.summary(Language::English);
    assert!(
        told.contains("schedule: 58 of 60 people to whom that was offered chose cause"),
        "{told}"
    );
}

#[test]
fn an_answer_that_helped_nobody_needs_a_person() {
    let lines = "{\"kind\":\"no-help\",\"offered\":[\"compensation\"],\"question\":\"is there compensation for the outage\",\"people\":4}";
    let misses = misses::read_lines(lines).expect("a line");
    let base = Base::new(faq_of(FAQ), cases());
    let triage = Triage::of(&base.matcher, &misses, &[], 1);
    let proposal = &triage.groups[0].proposal;
    assert!(
        matches!(proposal.change, Change::DraftEntry { .. }),
        "{proposal:?}"
    );
    assert!(base.consequence(proposal).is_err());
}

/// Whose phrasings they are is told, and nothing is made.
#[test]
fn a_change_that_takes_from_another_is_harmful() {
    let base = Base::new(faq_of(FAQ), cases());
    let stolen = [
        "when does the power come back",
        "kapan nyala lagi listriknya",
    ];
    let proposal = Proposal {
        change: Change::Phrasings {
            of: "compensation".to_owned(),
            phrasings: stolen.map(str::to_owned).to_vec(),
        },
        serves: Vec::new(),
    };
    let consequence = base.consequence(&proposal).expect("it can be made");
    assert!(
        !consequence.is_harmless(),
        "{}",
        consequence.to_text(Language::English)
    );
    assert!(
        consequence
            .cases_taken
            .iter()
            .any(|case| case.starts_with("schedule\t")),
        "{:?}",
        consequence.cases_taken
    );
}

#[test]
fn a_change_of_memory_and_of_file_are_the_same() {
    let all: Vec<&str> = questions().into_iter().map(|(_, typed)| typed).collect();
    for group in triage_of(&all).groups {
        for change in group
            .others
            .iter()
            .chain([&group.proposal.change])
            .filter(|change| change.is_complete())
        {
            let mut amended = faq_of(FAQ);
            change.amend(&mut amended).expect("it can be made");
            let mut document = Document::read(FAQ.as_bytes()).expect("a document");
            change.apply(&mut document).expect("it can be written");
            assert_eq!(faq_of(document.text()), amended);
        }
    }
}

#[test]
fn a_first_gap_and_lists_in_brackets_are_written() {
    for yaml in [
        "entries: [{id: a, phrasings: [when are you open], answer: At nine.}]",
        "entries:\n- {id: a, phrasings: [when are you open], answer: At nine.}\nnot_covered: []\n",
        "entries:\r\n- id: a\r\n  phrasings: [when are you open]\r\n  answer: At nine.\r\n",
    ] {
        let mut document = Document::read(yaml.as_bytes()).expect("a document");
        let change = Change::NewGap(Gap {
            id: "dogs".to_owned(),
            title: None,
            phrasings: vec!["may I bring my dog: a small one".to_owned()],
            answer: Localized::Each(
                Language::ALL
                    .map(|language| (language, reply::untold(&faq_of(yaml), language)))
                    .into(),
            ),
        });
        change.apply(&mut document).expect(yaml);
        assert_eq!(faq_of(document.text()).not_covered.len(), 1);
    }
}

#[test]
fn what_check_would_warn_of_is_not_written() {
    let mut document = Document::read(FAQ.as_bytes()).expect("a document");
    for phrasing in [
        "",
        "TODO",
        "penyebab mati lampu apa?",
        "apa penyebab mati lampu",
    ] {
        let change = Change::Phrasings {
            of: "tariff".to_owned(),
            phrasings: vec![phrasing.to_owned()],
        };
        assert!(change.apply(&mut document).is_err(), "{phrasing}");
        assert_eq!(document.text(), FAQ);
    }
}

#[test]
fn a_person_accepts_edits_merges_skips_and_quits() {
    let asked = [
        "pasang charger mobil listrik di rumah",
        "how to install home charger for electric car",
    ];
    let (done, told, file) = session(
        &asked,
        Some(
            "e\n+charging at home\nid home-charging\ntitle id Isi daya di rumah\ntitle en Charging at home\n\na\n",
        ),
    );
    assert_eq!(done, Done { made: 1, left: 0 }, "{told}");
    let gap = faq_of(&file).not_covered.pop().expect("a gap");
    assert_eq!(
        (gap.id.as_str(), gap.phrasings.last().map(String::as_str)),
        ("home-charging", Some("charging at home"))
    );

    let (done, told, file) = session(&asked, Some("x\nm\nnowhere\nm\ntariff\na\n"));
    assert_eq!(done.made, 1, "{told}");
    assert!(faq_of(&file).not_covered[1].phrasings.len() > 4);

    for typed in ["s\n", "q\n", "", "o\na\nq\n"] {
        let (done, told, file) = session(&asked, Some(typed));
        assert_eq!((done.made, file.as_str()), (0, FAQ), "{typed:?}: {told}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_applied_by_itself_is_clean_and_changes_nothing_else(
        typed in subsequence(questions().into_iter().map(|(_, typed)| typed).collect::<Vec<_>>(), 1..17),
        noise in proptest::collection::vec("\\PC{0,40}", 0..4),
    ) {
        let noise = noise.iter().map(String::as_str);
        let asked: Vec<&str> = typed.into_iter().chain(noise).collect();
        let (_, told, file) = session(&asked, None);
        let serious = |text: &str| {
            let findings = faq::check(text.as_bytes(), Date::default()).findings;
            findings.iter().filter(|finding| finding.rule.severity <= Severity::Warning).count()
        };
        prop_assert!(serious(&file) <= serious(FAQ), "{}", file);
        // All that was there is there, in order, with lines added between.
        let mut lines = file.lines();
        for line in FAQ.lines() {
            prop_assert!(lines.any(|other| other.starts_with(line.trim_end_matches([']', '}']))), "{line} is gone from\n{file}");
        }
        let before = Base::new(faq_of(FAQ), cases());
        let after = Matcher::new(faq_of(&file));
        for case in cases() {
            let [was, is] = [&before.matcher, &after].map(|matcher| {
                let response = maklumat_curator::evaluate::response(matcher, &case.question);
                maklumat_curator::grade::Grade::of(&case.label, &response)
            });
            prop_assert!(is.map(|grade| grade.harm()) <= was.map(|grade| grade.harm()), "{}\n{told}", case.question);
        }
    }
}

/// A directory of this test alone, with the FAQ in it.
fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("triage-{name}"));
    // What an earlier run left.
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a directory");
    fs::write(path.join("faq.yaml"), FAQ).expect("a file");
    fs::write(path.join("cases.tsv"), CASES).expect("a file");
    path
}

fn run(directory: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_faq"))
        .current_dir(directory)
        .args(["triage", "--lang", "en"])
        .args(arguments)
        .env_remove("FAQ_PATH")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("faq runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    // It may be refused before all is read.
    let written: io::Result<()> = stdin.write_all(input);
    drop((written, stdin));
    child.wait_with_output().expect("faq ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn it_tells_proposals_and_edits_nothing_unless_asked() {
    let place = directory("tells");
    let asked = b"pasang charger mobil listrik di rumah\nmau pasang charjer mobil listrik\n";
    let output = run(&place, &["--faq", "faq.yaml"], asked);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(
        told.contains("a new gap") && told.contains("9 cases"),
        "{told}"
    );
    assert_eq!(
        fs::read_to_string(place.join("faq.yaml")).expect("a file"),
        FAQ
    );
    let output = run(&place, &["--faq", "faq.yaml", "--json"], asked);
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(object["groups"][0]["proposal"]["change"], "new-gap");
    assert_eq!(
        object["groups"][0]["consequence"]["harmless"], true,
        "{object}"
    );

    let output = run(&place, &["--faq", "faq.yaml", "--apply", "--yes"], asked);
    assert!(
        text(&output.stdout).contains("1 changes written"),
        "{}",
        text(&output.stdout)
    );
    let output = run(&place, &["--faq", "faq.yaml"], asked);
    assert!(
        text(&output.stdout).starts_with("0 groups"),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn what_cannot_be_used_is_refused_with_its_place() {
    let place = directory("refused");
    fs::write(place.join("broken.yaml"), &FAQ[..300]).expect("a file");
    let broken: [(&[&str], &[u8], &str); 6] = [
        (&["--faq", "broken.yaml"], b"", "broken.yaml:"),
        (&["--faq", "none.yaml"], b"", "none.yaml"),
        (&["--faq", "faq.yaml", "none.jsonl"], b"", "none.jsonl"),
        (
            &["--faq", "faq.yaml"],
            b"fine\n{\"times\": }\n",
            "standard input: line 2",
        ),
        (
            &["--faq", "faq.yaml"],
            b"fine\n\xff\xfe\n",
            "line 2: this is not UTF-8",
        ),
        (&["--apply", "--yes"], b"", "--faq"),
    ];
    for (arguments, input, expected) in broken {
        let output = run(&place, arguments, input);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(expected), "{arguments:?}: {told}");
    }
    let output = run(
        &place,
        &["--faq", "faq.yaml", "--apply"],
        b"pasang charger mobil\n",
    );
    assert_eq!(output.status.code(), Some(2), "nobody can be asked");
    assert_eq!(
        fs::read_to_string(place.join("faq.yaml")).expect("a file"),
        FAQ
    );
}

#[test]
fn nothing_and_very_much_are_put_in_order() {
    let place = directory("sizes");
    let output = run(&place, &["--faq", "faq.yaml"], b"\n\n");
    assert!(
        text(&output.stdout).starts_with("0 groups"),
        "{}",
        text(&output.stdout)
    );

    let mut state = 7_u64;
    let mut random = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut lines = String::new();
    for _ in 0..5_000 {
        for _ in 0..1 + random(5) {
            for _ in 0..1 + random(9) {
                lines.push(char::from(b'a' + random(26) as u8));
            }
            lines.push(' ');
        }
        lines.push('\n');
    }
    let output = run(
        &place,
        &["--faq", "faq.yaml", "--json", "--at-least", "4"],
        lines.as_bytes(),
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(object["aside"].is_object());
}
