//! What holds of the matcher whatever it is asked.

use std::sync::LazyLock;

use maklumat::{
    faq::Faq,
    matcher::{Matcher, Promise, Tried},
};
use maklumat_curator::{
    cases::{self, Case},
    evaluate::response,
};
use proptest::prelude::*;

const CITIZENS: &str = include_str!("cases/citizens-dev.tsv");

/// What people put before a question.
const GREETINGS: [&str; 4] = [
    "halo min, ",
    "selamat pagi, ",
    "assalamualaikum kak, ",
    "hi, ",
];

/// Open: behind a greeting, this word alone is no question any more.
const OPEN: &str = "autogate?";

/// Of the decisions on our cases, those that may change when the FAQ learns of something unrelated: its thresholds move a
/// little with every phrasing.
const MOVED_BY_OTHERS: f64 = 0.03;

/// Something that no citizen asks an immigration office.
const UNRELATED: &str = "
  - id: sourdough
    phrasings: [how long does sourdough rise, berapa lama adonan roti mengembang, resep roti asam, why is my bread flat]
    answer: Overnight.
";

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| matcher(Faq::SHIPPED));

fn matcher(yaml: &str) -> Matcher {
    Matcher::new(Faq::parse("faq.yaml", yaml.as_bytes()).expect("a FAQ"))
}

/// What citizens ask.
fn cases() -> Vec<Case> {
    cases::read("citizens-dev.tsv", CITIZENS.as_bytes(), MATCHER.faq()).expect("labelled questions")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_gets_parts_with_sorted_scores(text in any_text()) {
        let understanding = MATCHER.understand(&text);
        prop_assert!(!understanding.parts.is_empty());
        for part in &understanding.parts {
            let scores: Vec<f64> = part.ranking.iter().map(|ranked| ranked.score).collect();
            prop_assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)), "{scores:?}");
            prop_assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
        }
    }

    #[test]
    fn the_same_text_gets_the_same_decision(text in any_text()) {
        prop_assert_eq!(MATCHER.understand(&text), MATCHER.understand(&text));
    }

    #[test]
    fn a_ranking_has_each_entry_once(text in any_text(), length in 0_usize..40) {
        let faq = MATCHER.faq();
        let ranking = MATCHER.understand(&text).ranking(faq, length);
        prop_assert_eq!(ranking.len(), length.min(faq.entries.len()));
        let mut entries: Vec<usize> = ranking.iter().map(|ranked| ranked.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        prop_assert_eq!(entries.len(), ranking.len());
        prop_assert!(ranking.is_sorted_by(|a, b| a.score >= b.score));
    }
}

/// Noise, words of the field, and both mixed.
fn any_text() -> impl Strategy<Value = String> {
    let words = "(paspor|visa|kapan|autogate|ga|udh|imigrasi|halo|app|[a-z]{1,9}|\\?|[0-9]{1,4})";
    prop_oneof![
        any::<String>(),
        prop::collection::vec(words, 0..24).prop_map(|words| words.join(" ")),
        (any::<String>(), words).prop_map(|(noise, word)| format!("{word} {noise} {word}")),
    ]
}

#[test]
fn training_again_gives_the_same_matcher() {
    let again = matcher(Faq::SHIPPED);
    for case in cases() {
        let question = &case.question;
        assert_eq!(
            again.understand(question),
            MATCHER.understand(question),
            "{question}"
        );
    }
}

#[test]
fn threads_give_the_same_decisions() {
    let cases = cases();
    let run = || -> Vec<_> {
        let questions = cases.iter().map(|case| &case.question);
        questions
            .map(|question| MATCHER.understand(question))
            .collect()
    };
    let (alone, together) = (
        run(),
        std::thread::scope(|scope| {
            let threads = [(); 3].map(|()| scope.spawn(run));
            threads.map(|thread| thread.join().expect("no panic"))
        }),
    );
    assert!(together.iter().all(|other| *other == alone));
}

#[test]
fn a_greeting_changes_no_answer() {
    let mut changed = Vec::new();
    for (number, case) in cases().iter().enumerate() {
        let plain = response(&MATCHER, &case.question).answered;
        let greeting = GREETINGS[number % GREETINGS.len()];
        let greeted = response(&MATCHER, &format!("{greeting}{}", case.question)).answered;
        if plain != greeted && case.question != OPEN {
            changed.push(format!(
                "{greeting}{}: {plain:?}, then {greeted:?}",
                case.question
            ));
        }
    }
    assert!(
        changed.is_empty(),
        "{}:\n{}",
        changed.len(),
        changed.join("\n")
    );
}

#[test]
fn something_unrelated_hardly_changes_a_decision() {
    let more = Faq::SHIPPED.replacen("\nnot_covered:", &format!("{UNRELATED}\nnot_covered:"), 1);
    let larger = matcher(&more);
    let cases = cases();
    let changed: Vec<&str> = cases
        .iter()
        .map(|case| case.question.as_str())
        .filter(|question| {
            response(&MATCHER, question).answered != response(&larger, question).answered
        })
        .collect();
    let share = changed.len() as f64 / cases.len() as f64;
    assert!(
        share <= MOVED_BY_OTHERS,
        "{} of {}:\n{}",
        changed.len(),
        cases.len(),
        changed.join("\n")
    );
}

/// Whoever draws what a FAQ's own phrasings show draws what is promised.
#[test]
fn the_promise_counts_what_became_of_the_phrasings() {
    let (matcher, tried) = Matcher::tried(MATCHER.faq().clone());
    let entries = matcher.faq().entries.len();
    let counted = Tried::counted(&tried);
    let told: Vec<&Tried> = counted
        .iter()
        .filter(|tried| {
            let first = tried.first.filter(|(class, _)| *class < entries);
            first.is_some_and(|(_, chance)| chance >= matcher.outright())
        })
        .collect();
    let is_wrong =
        |tried: &&&Tried| !tried.inside || tried.first.map(|(class, _)| class) != Some(tried.class);
    let promise = Promise {
        asked: counted.len(),
        answered: told.len(),
        wrong: told.iter().filter(is_wrong).count(),
    };
    assert_eq!(promise, matcher.promise());
    assert!(matcher.likely() < matcher.outright());
}
