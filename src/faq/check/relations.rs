//! What a FAQ must fulfil beyond its shape: ids are unique, everything refers to something, and time runs forward.

use std::collections::{HashMap, HashSet};

use super::view::{Item, View};
use crate::faq::{
    finding::Finding,
    rules::{self, Rule},
    slip::slip_of,
    tree::Node,
};

/// Findings for which the nearest name is looked up, which takes time in a large FAQ.
const ADVISED: usize = 20;

/// What refers to nothing or runs backwards; where lines were left out, what is missing may have stood there.
pub(super) fn check(view: &View<'_>, lost: &[usize], findings: &mut Vec<Finding>) {
    let mut relations = Relations {
        view,
        whole: lost.is_empty(),
        findings,
    };
    relations.languages();
    relations.ids();
    for entry in &view.entries {
        relations.cited(*entry);
        for (node, id) in entry.texts("related") {
            relations.refers(entry.id, node, id);
        }
        if let Some((node, id)) = superseded(entry) {
            relations.refers(entry.id, node, id);
        }
        relations.time(*entry);
        for version in entry.history() {
            relations.cited(version);
        }
    }
    relations.circles();
}

struct Relations<'a> {
    view: &'a View<'a>,
    /// Whether the whole file could be read.
    whole: bool,
    findings: &'a mut Vec<Finding>,
}

fn superseded<'a>(entry: &Item<'a>) -> Option<(&'a Node, &'a str)> {
    let node = entry.node.get("superseded_by")?;
    Some((node, node.text().filter(|_| !node.is_nothing())?))
}

impl Relations<'_> {
    fn languages(&mut self) {
        let mut met = HashSet::new();
        let named = self.view.notice("languages").map_or(&[][..], Node::items);
        for node in named {
            if let Some(code) = node.text().filter(|code| !met.insert(*code)) {
                let code = code.to_owned();
                self.findings
                    .push(node.breaks(&rules::LANGUAGE_TWICE, [code]));
            }
        }
    }

    fn ids(&mut self) {
        let mut met: HashMap<&str, usize> = HashMap::new();
        for item in self.view.items() {
            let Some(node) = item.node.get("id").filter(|_| !item.id.trim().is_empty()) else {
                continue;
            };
            if let Some(line) = met.insert(item.id, node.place.line) {
                let args = [format!("{:?}", item.id), line.to_string()];
                self.findings.push(node.breaks(&rules::ID_TAKEN, args));
                met.insert(item.id, line);
            }
        }
    }

    fn cited(&mut self, item: Item<'_>) {
        let sources = &self.view.sources;
        for (node, id) in item.texts("sources") {
            if !sources.contains_key(id) {
                let rules = [&rules::MISSPELT_SOURCE, &rules::UNKNOWN_SOURCE];
                self.unknown(node, id, sources.keys().copied(), rules);
            }
        }
    }

    /// That `id`, at `node` of the entry `own`, is another entry.
    fn refers(&mut self, own: &str, node: &Node, id: &str) {
        let entries = &self.view.by_id;
        if id == own {
            self.findings.push(node.breaks(&rules::SELF_REFERENCE, []));
        } else if !entries.contains_key(id) {
            let rules = [&rules::MISSPELT_ENTRY, &rules::UNKNOWN_ENTRY];
            self.unknown(node, id, entries.keys().copied(), rules);
        }
    }

    /// That nothing is called `id`, and what may be meant: the first rule is that of a slip.
    fn unknown<'b>(
        &mut self,
        node: &Node,
        id: &str,
        known: impl Iterator<Item = &'b str>,
        [misspelt, unknown]: [&'static Rule; 2],
    ) {
        if !self.whole {
            return;
        }
        let few = self.findings.len() < ADVISED;
        // The order of a map is no order.
        let mut known: Vec<&str> = if few { known.collect() } else { Vec::new() };
        known.sort_unstable();
        let quoted = format!("{id:?}");
        self.findings.push(match slip_of(id, known.into_iter()) {
            Some(near) => node.breaks(misspelt, [quoted, format!("{near:?}")]),
            None => node.breaks(unknown, [quoted]),
        });
    }

    fn time(&mut self, entry: Item<'_>) {
        let as_of = entry.day("as_of").map(|(_, day)| day);
        if let (Some(as_of), Some((node, end))) = (as_of, entry.day("valid_until"))
            && end < as_of
        {
            let args = [as_of.to_string(), end.to_string()];
            self.findings.push(node.breaks(&rules::ENDS_BEFORE, args));
        }
        let history = entry.node.get("history");
        if let Some(history) = history.filter(|history| !history.items().is_empty())
            && entry.node.get("as_of").is_none()
        {
            self.findings
                .push(history.breaks(&rules::HISTORY_UNDATED, []));
        }
        let mut days = HashSet::new();
        for (node, day) in entry.history().filter_map(|version| version.day("as_of")) {
            if as_of.is_some_and(|newest| day >= newest) {
                self.findings
                    .push(node.breaks(&rules::HISTORY_NOT_BEFORE, [day.to_string()]));
            }
            if !days.insert(day) {
                self.findings
                    .push(node.breaks(&rules::HISTORY_TWICE, [day.to_string()]));
            }
        }
    }

    /// That no entry supersedes itself by way of others.
    fn circles(&mut self) {
        let entries = &self.view.entries;
        let successor = |index: usize| {
            let (_, id) = superseded(&entries[index])?;
            self.view
                .by_id
                .get(id)
                .copied()
                .filter(|next| *next != index)
        };
        let mut walked = vec![0; entries.len()];
        for walk in 1..=walked.len() {
            let mut next = Some(walk - 1);
            while let Some(index) = next.filter(|index| walked[*index] == 0) {
                walked[index] = walk;
                next = successor(index);
            }
            if let Some((node, _)) = next
                .filter(|index| walked[*index] == walk)
                .and_then(|index| superseded(&entries[index]))
            {
                self.findings.push(node.breaks(&rules::CIRCLE, []));
            }
        }
    }
}
