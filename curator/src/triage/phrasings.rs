//! Which of a group's questions become phrasings: a few that differ, that say enough and no more, and that `faq check` allows.

use std::collections::BTreeSet;

use maklumat::{
    faq::{self, Date, Faq, rules::Severity},
    matcher::Compared,
    text::{lexicon, normalise, stem, without_courtesy},
};

use super::aside::without_marks;

/// So many phrasings are proposed at most.
const MOST: usize = 6;

/// Two questions that are more alike than this teach the same.
const SAME: f32 = 0.75;

/// A phrasing has so many words: more tell a story, fewer than two telling ones are hardly a question.
const MOST_WORDS: usize = 20;
const LEAST_WORDS: usize = 2;

/// The phrasings of a FAQ, by which another is known to say the same.
#[derive(Debug)]
pub struct Taken(BTreeSet<Vec<String>>);

impl Taken {
    /// What a FAQ has.
    pub fn of(faq: &Faq) -> Self {
        let entries = faq.entries.iter().flat_map(|entry| &entry.phrasings);
        let gaps = faq.not_covered.iter().flat_map(|gap| &gap.phrasings);
        Self(
            entries
                .chain(gaps)
                .map(|phrasing| saying(phrasing))
                .collect(),
        )
    }
}

/// Those of `members`, questions by number and the most asked first, that are fit to be phrasings. Each is as little like those
/// before it as can be.
pub fn choose(
    members: &[usize],
    questions: &[&str],
    compared: &Compared,
    taken: &Taken,
) -> Vec<String> {
    let mut said = BTreeSet::new();
    let fit = |number: &&usize| {
        let question = questions[**number];
        let saying = saying(question);
        is_question(question) && !taken.0.contains(&saying) && said.insert(saying)
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

/// The stems of a text in order, without courtesy: what `faq check` tells phrasings apart by.
fn saying(text: &str) -> Vec<String> {
    let words = without_courtesy(normalise::words(text));
    let mut stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
    stems.sort();
    stems
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
