//! What a FAQ must fulfil beyond its shape: everything refers to something, and time runs forward.

mod head;

use std::{
    collections::{HashMap, HashSet},
    fmt::{self, Display},
};

use super::{Entry, Faq, Gap, Localized, Version, problem::Problem, shape::slip_of};

/// Problems for which the nearest name is looked up, which takes time in a large FAQ.
const ADVISED: usize = 20;

/// Everything that is wrong with `faq`.
pub(super) fn check(faq: &Faq) -> Vec<Problem> {
    let mut checker = Checker::new(faq);
    checker.notice();
    checker.sources();
    checker.synonyms();
    checker.entries();
    checker.gaps();
    checker.circles();
    checker.problems
}

struct Checker<'a> {
    faq: &'a Faq,
    /// Each entry's place in the list, by id.
    entries: HashMap<&'a str, usize>,
    /// Ids of entries and gaps that have been met.
    met: HashSet<&'a str>,
    problems: Vec<Problem>,
}

/// The entry or gap that is being checked.
#[derive(Clone, Copy)]
struct Item<'a> {
    list: &'static str,
    index: usize,
    id: &'a str,
}

impl Item<'_> {
    fn path(self, key: impl Display) -> impl Display {
        fmt::from_fn(move |f| write!(f, "{}[{}].{key}", self.list, self.index))
    }
}

impl<'a> Checker<'a> {
    fn new(faq: &'a Faq) -> Self {
        let entries = faq.entries.iter().enumerate();
        Self {
            faq,
            entries: entries
                .map(|(index, entry)| (entry.id.as_str(), index))
                .collect(),
            met: HashSet::new(),
            problems: Vec::new(),
        }
    }

    fn entries(&mut self) {
        if self.faq.entries.is_empty() {
            let mend = "write at least one entry with `id`, `phrasings` and `answer`";
            self.problems
                .push(Problem::new("entries", "there are no entries", mend));
        }
        for (index, entry) in self.faq.entries.iter().enumerate() {
            let id = entry.id.as_str();
            let item = Item {
                list: "entries",
                index,
                id,
            };
            self.item(item, &entry.phrasings);
            self.localized(entry.title.as_ref(), item.path("title"), Some(id));
            self.localized(Some(&entry.answer), item.path("answer"), Some(id));
            self.cited(item, "sources", &entry.sources);
            self.related(item, entry);
            self.superseded(item, entry);
            self.valid_until(item, entry);
            self.history(item, entry);
        }
    }

    fn gaps(&mut self) {
        for (index, gap) in self.faq.not_covered.iter().enumerate() {
            let Gap {
                id,
                title,
                phrasings,
                answer,
            } = gap;
            let item = Item {
                list: "not_covered",
                index,
                id,
            };
            self.item(item, phrasings);
            self.localized(title.as_ref(), item.path("title"), Some(id));
            self.localized(Some(answer), item.path("answer"), Some(id));
        }
    }

    /// What entries and gaps have in common.
    fn item(&mut self, item: Item<'a>, phrasings: &[String]) {
        self.text(item.id, item.path("id"), Some(item.id));
        if !self.met.insert(item.id) {
            let what = format!("the id {:?} is taken by an earlier entry or gap", item.id);
            self.add(item, "id", what, "give each entry and gap an id of its own");
        }
        if phrasings.is_empty() {
            let mend = "write how people ask, with `- ` before each phrasing";
            self.add(item, "phrasings", "there are no phrasings", mend);
        }
        for (index, phrasing) in phrasings.iter().enumerate() {
            self.text(
                phrasing,
                item.path(format_args!("phrasings[{index}]")),
                Some(item.id),
            );
        }
    }

    fn cited(&mut self, item: Item<'_>, key: &str, sources: &[String]) {
        for (index, source) in sources.iter().enumerate() {
            if !self.faq.sources.contains_key(source) {
                let near = self.near(source, self.faq.sources.keys());
                let what = format!("there is no source {source:?}");
                let mend = near.unwrap_or_else(|| "add it under `sources:`, or delete it".into());
                self.add(item, format_args!("{key}[{index}]"), what, mend);
            }
        }
    }

    fn related(&mut self, item: Item<'_>, entry: &Entry) {
        for (index, id) in entry.related.iter().enumerate() {
            self.refers(item, format_args!("related[{index}]"), id);
        }
    }

    fn superseded(&mut self, item: Item<'_>, entry: &Entry) {
        if let Some(id) = &entry.superseded_by {
            self.refers(item, "superseded_by", id);
        }
    }

    /// That no entry supersedes itself by way of others.
    fn circles(&mut self) {
        let mut walked = vec![0; self.faq.entries.len()];
        for walk in 1..=walked.len() {
            let mut next = Some(walk - 1);
            while let Some(index) = next.filter(|index| walked[*index] == 0) {
                walked[index] = walk;
                next = self
                    .successor(index)
                    .filter(|successor| *successor != index);
            }
            if let Some(index) = next.filter(|index| walked[*index] == walk) {
                let id = &self.faq.entries[index].id;
                let item = Item {
                    list: "entries",
                    index,
                    id,
                };
                let what = "the entries that supersede one another form a circle";
                let mend = "let the newest of them have no `superseded_by`";
                self.add(item, "superseded_by", what, mend);
            }
        }
    }

    fn successor(&self, index: usize) -> Option<usize> {
        let id = self.faq.entries[index].superseded_by.as_deref()?;
        self.entries.get(id).copied()
    }

    /// That `id` is another entry.
    fn refers(&mut self, item: Item<'_>, key: impl Display, id: &str) {
        if id == item.id {
            self.add(
                item,
                key,
                "the entry refers to itself",
                "name another entry, or delete it",
            );
        } else if !self.entries.contains_key(id) {
            let near = self.near(id, self.faq.entries.iter().map(|entry| &entry.id));
            let what = format!("there is no entry {id:?}");
            let mend = near.unwrap_or_else(|| "write the id of an entry, or delete it".into());
            self.add(item, key, what, mend);
        }
    }

    fn valid_until(&mut self, item: Item<'_>, entry: &Entry) {
        if let (Some(as_of), Some(end)) = (entry.as_of, entry.valid_until)
            && end < as_of
        {
            let what = format!("the answer of {as_of} ends earlier, on {end}");
            self.add(item, "valid_until", what, "write a day on or after `as_of`");
        }
    }

    fn history(&mut self, item: Item<'_>, entry: &Entry) {
        if !entry.history.is_empty() && entry.as_of.is_none() {
            let what = "there is a history, but the answer itself has no date";
            self.add(item, "history", what, "add `as_of: …` to the entry");
        }
        let mut days = HashSet::new();
        for (index, version) in entry.history.iter().enumerate() {
            let Version {
                as_of,
                answer,
                sources,
            } = version;
            let key = format!("history[{index}]");
            if entry.as_of.is_some_and(|newest| *as_of >= newest) {
                let what = format!("{as_of} is not before the entry's own `as_of`");
                self.add(
                    item,
                    format_args!("{key}.as_of"),
                    what,
                    "keep the newest answer out of the history",
                );
            }
            if !days.insert(as_of) {
                let what = format!("the history has two answers of {as_of}");
                self.add(
                    item,
                    format_args!("{key}.as_of"),
                    what,
                    "keep one of the two",
                );
            }
            self.localized(
                Some(answer),
                item.path(format_args!("{key}.answer")),
                Some(item.id),
            );
            self.cited(item, &format!("{key}.sources"), sources);
        }
    }

    fn localized(&mut self, text: Option<&Localized>, path: impl Display, id: Option<&str>) {
        for text in text.into_iter().flat_map(Localized::texts) {
            self.text(text, &path, id);
        }
    }

    fn text(&mut self, text: &str, path: impl Display, id: Option<&str>) {
        if text.trim().is_empty() {
            let problem = Problem::new(
                path.to_string(),
                "an empty text",
                "write something, or delete it",
            );
            self.problems.push(match id {
                Some(id) => problem.of(id),
                None => problem,
            });
        }
    }

    fn add(
        &mut self,
        item: Item<'_>,
        key: impl Display,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) {
        self.problems
            .push(Problem::new(item.path(key).to_string(), what, mend).of(item.id));
    }

    /// Advice for a name that is close to a known one.
    fn near<'b>(&self, name: &str, known: impl Iterator<Item = &'b String>) -> Option<String> {
        let few = self.problems.len() < ADVISED;
        let near = few.then(|| slip_of(name, known.map(String::as_str)))??;
        Some(format!("did you mean {near:?}?"))
    }
}
