//! What citizens ask and what they must get: one check over every table in `tests/cases`.
//!
//! Of `citizens-test.tsv` only the form is checked, on purpose: it is only ever reported, by the benchmark.

use std::sync::LazyLock;

use maklumat::{faq::Faq, matcher::Matcher};
use maklumat_curator::{
    cases::{self, Case, Label},
    evaluate::{evaluate, response},
    response::Response,
    score::Tally,
};

const REGRESSION: &str = include_str!("cases/regression.tsv");
const CITIZENS: &str = include_str!("cases/citizens-dev.tsv");

/// Those that only a benchmark or a person looks at.
const REPORTED: [&str; 3] = [
    include_str!("cases/citizens-test.tsv"),
    include_str!("cases/citizens-details.tsv"),
    include_str!("cases/citizens-complaints.tsv"),
];

/// Of the shipped phrasings, those whose own entry or gap comes first.
const OWN_FIRST: f64 = 0.99;

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| {
    let faq = Faq::parse("faq.yaml", Faq::SHIPPED.as_bytes());
    Matcher::new(faq.expect("the shipped FAQ loads"))
});

#[test]
fn what_was_once_misread_is_not_any_more() {
    let misread: Vec<String> = cases(REGRESSION)
        .iter()
        .filter_map(|case| misread(case, &response(&MATCHER, &case.question)))
        .collect();
    assert!(misread.is_empty(), "{}", misread.join("\n"));
}

#[test]
fn citizens_get_what_was_promised() {
    let figures = evaluate(&MATCHER, &cases(CITIZENS), &|| ()).figures;
    let at_least = [
        ("first right", figures.first_right, 0.90),
        ("among three", figures.among_three, 0.97),
    ];
    for (name, share, floor) in at_least {
        assert!(share >= Some(floor), "{name}: {share:?}, below {floor}");
    }
    // Two points above what was measured when these were set (2.6 and 3.6 %): a guard against falling back, not the goal.
    let at_most = [
        ("wrong of outright answers", figures.wrong_of_answers, 0.045),
        (
            "out of scope answered",
            figures.out_of_scope_answered,
            0.055,
        ),
    ];
    for (name, share, ceiling) in at_most {
        assert!(share <= Some(ceiling), "{name}: {share:?}, above {ceiling}");
    }
}

#[test]
fn the_faq_finds_its_own_phrasings() {
    let faq = MATCHER.faq();
    let entries = faq
        .entries
        .iter()
        .map(|entry| (&entry.id, &entry.phrasings));
    let gaps = faq.not_covered.iter().map(|gap| (&gap.id, &gap.phrasings));
    let (mut all, mut strays) = (0, Vec::new());
    for (id, phrasings) in entries.chain(gaps) {
        all += phrasings.len();
        let astray = phrasings.iter().filter(|phrasing| !finds(id, phrasing));
        strays.extend(astray.map(|phrasing| format!("{id}: {phrasing}")));
    }
    let share = 1.0 - strays.len() as f64 / all as f64;
    assert!(
        share >= OWN_FIRST,
        "{} of {all} stray:\n{}",
        strays.len(),
        strays.join("\n")
    );
}

#[test]
fn every_table_is_one_of_labelled_questions() {
    for table in REPORTED {
        assert!(cases(table).len() > 100);
    }
}

fn cases(table: &str) -> Vec<Case> {
    let cases = cases::read("tests/cases", table.as_bytes(), MATCHER.faq());
    cases.unwrap_or_else(|error| panic!("{error}"))
}

/// Whether the entry or gap comes first in a part of one of its phrasings.
fn finds(id: &str, phrasing: &str) -> bool {
    let parts = MATCHER.explain(phrasing).parts;
    let firsts = parts.iter().filter_map(|part| part.candidates.first());
    firsts.into_iter().any(|first| first.id == id)
}

/// What is wrong with a response, if anything.
fn misread(case: &Case, response: &Response) -> Option<String> {
    let alone = Tally::of([(case, response)]);
    let shown = response.answered.iter().chain(&response.likely);
    let well = match &case.label {
        Label::Entry(right) => {
            shown.clone().any(|id| right.contains(id)) && alone.wrong_of_answers != Some(1.0)
        }
        Label::Several(parts) => parts
            .iter()
            .all(|part| shown.clone().any(|id| part.contains(id))),
        Label::OutOfScope | Label::SmallTalk | Label::Rant => shown.clone().next().is_none(),
    };
    (!well).then(|| {
        format!(
            "{}\t{}\tanswered {:?}, likely {:?}, suggested {:?}, ranked {:?}",
            case.label,
            case.question,
            response.answered,
            response.likely,
            response.suggested,
            response.ranking
        )
    })
}
