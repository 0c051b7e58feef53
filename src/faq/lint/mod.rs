//! What a public notice should have, beyond what a FAQ needs to load.

mod head;
mod item;

use std::collections::HashMap;

use super::{Faq, problem::Problem};
use item::Item;

/// Everything that a public notice should have and `faq` has not, in the order of the file.
pub fn lint(faq: &Faq) -> Vec<Problem> {
    let mut problems = Vec::new();
    head::notice(faq, &mut problems);
    head::sources(faq, &mut problems);
    head::synonyms(faq, &mut problems);
    for (index, entry) in faq.entries.iter().enumerate() {
        let path = format!("entries[{index}]");
        let mut item = Item::new(&faq.notice, path, &entry.id, &mut problems);
        item.entry(faq, entry);
    }
    for (index, gap) in faq.not_covered.iter().enumerate() {
        let path = format!("not_covered[{index}]");
        let mut item = Item::new(&faq.notice, path, &gap.id, &mut problems);
        item.gap(gap);
    }
    same_phrasings(faq, &mut problems);
    problems
}

fn same_phrasings(faq: &Faq, problems: &mut Vec<Problem>) {
    let mut met: HashMap<String, &str> = HashMap::new();
    for (path, id, phrasing) in phrasings(faq) {
        if let Some(other) = met.insert(plain(phrasing), id) {
            let what = format!("{phrasing:?} also stands in {other:?}");
            let mend = "keep it where its answer is";
            problems.push(Problem::new(path, what, mend).of(id));
        }
    }
}

/// Every phrasing, with its path and the id of its entry or gap.
fn phrasings(faq: &Faq) -> impl Iterator<Item = (String, &str, &str)> {
    let entries = faq
        .entries
        .iter()
        .map(|entry| ("entries", &entry.id, &entry.phrasings));
    let gaps = faq
        .not_covered
        .iter()
        .map(|gap| ("not_covered", &gap.id, &gap.phrasings));
    entries
        .enumerate()
        .chain(gaps.enumerate())
        .flat_map(|(item, (list, id, phrasings))| {
            phrasings.iter().enumerate().map(move |(index, phrasing)| {
                let path = format!("{list}[{item}].phrasings[{index}]");
                (path, id.as_str(), phrasing.as_str())
            })
        })
}

/// A text without what does not set phrasings apart: case, punctuation, spacing.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
