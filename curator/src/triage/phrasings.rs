//! Which of a group's questions become phrasings: a few that differ, that say enough and no more, and that `faq check` allows.

use std::collections::BTreeSet;

use maklumat::{
    faq::{self, Date, rules::Severity},
    matcher::Compared,
    text::{lexicon, normalise, without_courtesy},
};
use maklumat_store::without_marks;

use crate::saying::saying;

/// So many phrasings are proposed at most.
const MOST: usize = 6;

/// Two questions that are more alike than this teach the same.
const SAME: f32 = 0.75;

/// A phrasing has so many words: more tell a story, fewer than two telling ones are hardly a question.
const MOST_WORDS: usize = 20;
const LEAST_WORDS: usize = 2;

/// Those of `members`, questions by number and the most asked first, that are fit to be phrasings. Each is as little like those
/// before it as can be.
pub fn choose(
    members: &[usize],
    questions: &[&str],
    compared: &Compared,
    taken: &BTreeSet<Vec<String>>,
) -> Vec<String> {
    let mut said = BTreeSet::new();
    let fit = |number: &&usize| {
        let question = questions[**number];
        let saying = saying(question);
        is_question(question) && !taken.contains(&saying) && said.insert(saying)
    };
    let mut left: Vec<usize> = members.iter().filter(fit).copied().collect();
    let allowed = allowed(&left, questions);
    left.retain(|number| allowed.contains(number));
    let mut chosen: Vec<usize> = left.first().copied().into_iter().collect();
    while chosen.len() < MOST {
        let nearest = |number: usize| {
            let alike = chosen.iter().map(|other| compared.likeness(number, *other));
            alike.fold(0.0, f32::max)
        };
        let others = left.iter().filter(|number| !chosen.contains(number));
        let next = others
            .map(|number| (nearest(*number), *number))
            .min_by(|(a, _), (b, _)| a.total_cmp(b));
        match next {
            Some((alike, number)) if alike < SAME => chosen.push(number),
            _ => break,
        }
    }
    chosen
        .into_iter()
        .map(|number| questions[number].to_owned())
        .collect()
}

/// Whether a text says enough, and no more, and nothing was taken out of it.
fn is_question(text: &str) -> bool {
    let words = without_courtesy(normalise::words(text));
    let telling = words.iter().any(|word| lexicon::function(word).is_none());
    telling && (LEAST_WORDS..=MOST_WORDS).contains(&words.len()) && without_marks(text) == text
}

/// Those that `faq check` has nothing against, as it reads them from a FAQ of their own.
fn allowed(numbers: &[usize], questions: &[&str]) -> BTreeSet<usize> {
    // A JSON string is a YAML string, whatever it holds.
    let texts = numbers
        .iter()
        .map(|number| serde_json::Value::from(questions[*number]).to_string());
    let texts: Vec<String> = texts.collect();
    let yaml = format!(
        "entries: [{{id: a, phrasings: [{}], answer: a}}]",
        texts.join(", ")
    );
    let findings = faq::check(yaml.as_bytes(), Date::default()).findings;
    let serious = findings
        .iter()
        .filter(|finding| finding.rule.severity <= Severity::Warning);
    let refused: BTreeSet<&str> = serious.map(|finding| finding.path.as_str()).collect();
    let allowed = |(place, _): &(usize, &usize)| {
        !refused.contains(&*format!("entries[0].phrasings[{place}]"))
    };
    numbers
        .iter()
        .enumerate()
        .filter(allowed)
        .map(|(_, number)| *number)
        .collect()
}
