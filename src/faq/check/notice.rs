//! What a public notice should have before its entries.

use std::collections::{HashMap, HashSet};

use super::view::View;
use crate::faq::{
    finding::{Finding, Place},
    rules,
    tree::Node,
};

pub(super) fn check(view: &View<'_>, findings: &mut Vec<Finding>) {
    lacking(view, findings);
    uncited(view, findings);
    synonyms(view, findings);
}

fn lacking(view: &View<'_>, findings: &mut Vec<Finding>) {
    let place = view
        .root
        .get("notice")
        .map_or(Place::START, |notice| notice.place);
    for (key, rule) in [
        ("title", &rules::NO_NOTICE_TITLE),
        ("contact", &rules::NO_CONTACT),
    ] {
        if view.notice(key).is_none_or(Node::is_nothing) {
            findings.push(Finding::new(rule, place, []).at("notice"));
        }
    }
}

fn uncited(view: &View<'_>, findings: &mut Vec<Finding>) {
    let answers = view
        .entries
        .iter()
        .flat_map(|entry| [*entry].into_iter().chain(entry.history()));
    let cited: HashSet<&str> = answers
        .flat_map(|item| item.texts("sources"))
        .map(|(_, id)| id)
        .collect();
    let sources = view.root.get("sources").map_or(&[][..], Node::pairs);
    for (key, node) in sources
        .iter()
        .filter(|(key, _)| !cited.contains(key.name.as_str()))
    {
        findings.push(Finding::new(&rules::UNCITED, key.place, []).at(&node.path));
    }
}

fn synonyms(view: &View<'_>, findings: &mut Vec<Finding>) {
    let mut met: HashMap<String, &Node> = HashMap::new();
    for group in view.root.get("synonyms").map_or(&[][..], Node::items) {
        if group.items().len() == 1 {
            findings.push(group.breaks(&rules::LONE_SYNONYM, []));
        }
        for node in group.items() {
            let word = node.text().unwrap_or_default();
            if met.insert(plain(word), node).is_some() {
                findings.push(node.breaks(&rules::SYNONYM_TWICE, [format!("{word:?}")]));
            }
        }
    }
}

/// A text without what does not set phrasings apart: case, punctuation, spacing.
pub(super) fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
