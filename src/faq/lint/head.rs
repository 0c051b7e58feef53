//! What stands before the entries.

use std::collections::{BTreeSet, HashMap};

use super::{item::languages, plain};
use crate::faq::{Faq, problem::Problem};

pub(super) fn notice(faq: &Faq, problems: &mut Vec<Problem>) {
    let notice = &faq.notice;
    let mut missing = |key: &str, mend: &str| {
        problems.push(Problem::new(format!("notice.{key}"), "it is missing", mend));
    };
    if notice.title.is_none() {
        missing("title", "say in a few words what the notice is about");
    }
    if notice.contact.is_none() {
        missing(
            "contact",
            "say where to turn with what the notices do not answer",
        );
    }
    for (key, text) in notice.texts() {
        problems.extend(languages(notice, text, format!("notice.{key}")));
    }
}

pub(super) fn sources(faq: &Faq, problems: &mut Vec<Problem>) {
    let versions = faq.entries.iter().flat_map(|entry| &entry.history);
    let used: BTreeSet<&String> = faq
        .entries
        .iter()
        .flat_map(|entry| &entry.sources)
        .chain(versions.flat_map(|version| &version.sources))
        .collect();
    for id in faq.sources.keys().filter(|id| !used.contains(id)) {
        let mend = "cite it in an entry, or delete it";
        problems.push(Problem::new(
            format!("sources.{id}"),
            "no answer cites it",
            mend,
        ));
    }
    for (id, source) in &faq.sources {
        let url = source.url.as_deref().unwrap_or("https://");
        if !url.starts_with("https://") && !url.starts_with("http://") {
            let mend = "write the whole of it, as in https://example.org/notice";
            let path = format!("sources.{id}.url");
            problems.push(Problem::new(path, "it is no link", mend));
        }
    }
}

pub(super) fn synonyms(faq: &Faq, problems: &mut Vec<Problem>) {
    let mut groups: HashMap<String, usize> = HashMap::new();
    for (group, words) in faq.synonyms.iter().enumerate() {
        if words.len() < 2 {
            let mend = "name at least two words that mean the same";
            let what = "a word alone has no synonym";
            problems.push(Problem::new(format!("synonyms[{group}]"), what, mend));
        }
        for (index, word) in words.iter().enumerate() {
            if groups.insert(plain(word), group).is_some() {
                let path = format!("synonyms[{group}][{index}]");
                let what = format!("{word:?} stands in `synonyms` twice");
                problems.push(Problem::new(path, what, "keep it in one group"));
            }
        }
    }
}
