//! The tree of a FAQ, as rules look at it. What has another shape than it should is not seen.

use std::collections::HashMap;

use crate::{
    faq::{
        Date, Kind,
        dates::read_date,
        finding::Finding,
        rules::Rule,
        shape::{self, Shape},
        tree::{Node, Value},
    },
    text::Language,
};

/// A FAQ.
pub(super) struct View<'a> {
    pub root: &'a Node,
    pub entries: Vec<Item<'a>>,
    pub gaps: Vec<Item<'a>>,
    /// The places of entries in the list, by id; of two, the first.
    pub by_id: HashMap<&'a str, usize>,
    pub sources: HashMap<&'a str, &'a Node>,
    /// The languages that are spoken.
    pub languages: Vec<Language>,
}

/// An entry, a gap, or a version of an answer.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    pub node: &'a Node,
    pub id: &'a str,
}

impl<'a> View<'a> {
    pub fn new(root: &'a Node) -> Self {
        let items = |key: &str| -> Vec<Item<'a>> {
            let list = root.get(key).map_or(&[][..], Node::items);
            list.iter().map(|node| Item::new(node)).collect()
        };
        let entries = items("entries");
        let mut by_id = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            by_id.entry(entry.id).or_insert(index);
        }
        let sources = root.get("sources").map_or(&[][..], Node::pairs);
        Self {
            root,
            gaps: items("not_covered"),
            by_id,
            sources: sources
                .iter()
                .map(|(key, node)| (key.name.as_str(), &**node))
                .collect(),
            languages: languages(root),
            entries,
        }
    }

    /// Entries, then gaps.
    pub fn items(&self) -> impl Iterator<Item = &Item<'a>> {
        self.entries.iter().chain(&self.gaps)
    }

    /// A text of the notice.
    pub fn notice(&self, key: &str) -> Option<&'a Node> {
        self.root.get("notice")?.get(key)
    }
}

impl<'a> Item<'a> {
    pub fn new(node: &'a Node) -> Self {
        let id = node.get("id").and_then(Node::text).unwrap_or_default();
        Self { node, id }
    }

    /// The texts of a list.
    pub fn texts(self, key: &str) -> impl Iterator<Item = (&'a Node, &'a str)> {
        let items = self.node.get(key).map_or(&[][..], Node::items);
        items
            .iter()
            .filter_map(|node| Some((&**node, node.text()?)))
    }

    /// A day, with its node.
    pub fn day(self, key: &str) -> Option<(&'a Node, Date)> {
        let node = self.node.get(key)?;
        Some((node, read_date(node.text()?)?))
    }

    pub fn history(self) -> impl Iterator<Item = Item<'a>> {
        let versions = self.node.get("history").map_or(&[][..], Node::items);
        versions.iter().map(|node| Item::new(node))
    }

    pub fn kind(self) -> Kind {
        match self.node.get("kind").and_then(Node::text) {
            Some("fact") => Kind::Fact,
            _ => Kind::State,
        }
    }
}

impl Node {
    /// `rule` is broken here.
    pub(super) fn breaks(
        &self,
        rule: &'static Rule,
        args: impl IntoIterator<Item = String>,
    ) -> Finding {
        Finding::new(rule, self.place, args).at(&self.path)
    }
}

/// The texts of a text in several languages: with its language, where it has one of its own.
pub(super) fn localized(node: &Node) -> Vec<(Option<Language>, &Node, &str)> {
    let each = node.pairs().iter().filter_map(|(key, node)| {
        let language = Language::of_code(&key.name)?;
        Some((Some(language), &**node, node.text()?))
    });
    let same = node.text().map(|text| (None, node, text));
    same.into_iter().chain(each).collect()
}

fn languages(root: &Node) -> Vec<Language> {
    let named = root
        .get("notice")
        .and_then(|notice| notice.get("languages"));
    let named = named.map_or(&[][..], Node::items);
    let languages: Vec<Language> = named
        .iter()
        .filter_map(|node| Language::of_code(node.text()?))
        .collect();
    match languages.is_empty() {
        true => Language::ALL.to_vec(),
        false => languages,
    }
}

/// Every text of a file, with the shape that it should have; one in several languages counts as one.
pub(super) fn texts(root: &Node) -> Vec<(&Node, Shape)> {
    let mut found = Vec::new();
    collect(root, Shape::Record(&shape::FAQ), &mut found);
    found
}

fn collect<'a>(node: &'a Node, shape: Shape, found: &mut Vec<(&'a Node, Shape)>) {
    match (shape, &node.value) {
        (Shape::Record(record), Value::Map(pairs)) => {
            for (key, below) in pairs {
                if let Some(key) = record.keys.iter().find(|known| known.name == key.name) {
                    collect(below, key.shape, found);
                }
            }
        }
        (Shape::ById(record), Value::Map(pairs)) => {
            for (_, below) in pairs {
                collect(below, Shape::Record(record), found);
            }
        }
        (Shape::List(item) | Shape::NonEmpty(item), Value::List(items)) => {
            for below in items {
                collect(below, *item, found);
            }
        }
        (Shape::Localized, _) | (_, Value::Text { .. }) => found.push((node, shape)),
        _ => {}
    }
}

/// The id of the entry or gap that `path` leads into, as in `entries[3].title`.
pub(super) fn id_at<'a>(root: &'a Node, path: &str) -> Option<&'a str> {
    let (list, rest) = path.split_once('[')?;
    let (index, _) = rest.split_once(']')?;
    let list = root
        .get(list)
        .filter(|_| ["entries", "not_covered"].contains(&list))?;
    let item = list.items().get(index.parse::<usize>().ok()?)?;
    item.get("id")?.text()
}
