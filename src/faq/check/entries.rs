//! What entries and gaps should have, beyond what a FAQ needs to load.

use std::collections::HashMap;

use super::{
    notice::plain,
    view::{Item, View, localized},
};
use crate::faq::{
    Date, Kind, Notice,
    finding::{Finding, quoted},
    rules,
    tree::Node,
};

/// Characters of a title that a button on a telephone shows whole.
const TITLE_CHARS: usize = 40;

/// Phrasings of an entry, below which people's ways of asking are hardly covered: what more bring is measured in BENCHMARKS.md.
const ENTRY_PHRASINGS: usize = 24;

/// Phrasings of a gap; recognising that a question is not covered takes fewer.
const GAP_PHRASINGS: usize = 10;

/// UTF-16 units of a Telegram message, less some for a title, the sources and a warning.
const ANSWER_UNITS: usize = 4096 - 596;

/// What an answer opens with that says yes or no. It stands below questions of either turn, "is it still closed?" and "is it
/// open yet?", and hurried readers read no further.
const VERDICTS: [&str; 16] = [
    "ya",
    "iya",
    "betul",
    "benar",
    "tidak",
    "belum",
    "bukan",
    "bisa jadi",
    "tergantung",
    "yes",
    "no",
    "not yet",
    "maybe",
    "perhaps",
    "that depends",
    "it depends",
];

pub(super) fn check(view: &View<'_>, today: Date, findings: &mut Vec<Finding>) {
    let mut entries = Entries {
        view,
        today,
        findings,
    };
    for entry in &view.entries {
        entries.item(*entry, ENTRY_PHRASINGS);
        entries.vouched(*entry);
        entries.time(*entry);
        for version in entry.history() {
            entries.answer(version);
            entries.vouched(version);
        }
    }
    for gap in &view.gaps {
        entries.item(*gap, GAP_PHRASINGS);
    }
    entries.same_phrasings();
}

struct Entries<'a> {
    view: &'a View<'a>,
    today: Date,
    findings: &'a mut Vec<Finding>,
}

impl Entries<'_> {
    /// What entries and gaps have in common.
    fn item(&mut self, item: Item<'_>, enough: usize) {
        let usual = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if let Some(id) = item.node.get("id").filter(|_| !item.id.bytes().all(usual)) {
            self.findings.push(id.breaks(&rules::ID_FORM, []));
        }
        match item.node.get("title").filter(|title| !title.is_nothing()) {
            Some(title) => self.title(title),
            None => self.findings.push(item.node.breaks(&rules::NO_TITLE, [])),
        }
        if let Some(phrasings) = item.node.get("phrasings") {
            let count = phrasings.items().len();
            if (1..enough).contains(&count) {
                let args = [count.to_string(), enough.to_string()];
                self.findings
                    .push(phrasings.breaks(&rules::FEW_PHRASINGS, args));
            }
        }
        self.answer(item);
    }

    fn title(&mut self, title: &Node) {
        for (_, node, text) in localized(title) {
            let letters = text.chars().count();
            if letters > TITLE_CHARS {
                let args = [letters.to_string(), TITLE_CHARS.to_string()];
                self.findings.push(node.breaks(&rules::TITLE_LONG, args));
            }
        }
    }

    fn answer(&mut self, item: Item<'_>) {
        for (_, node, text) in item.node.get("answer").into_iter().flat_map(localized) {
            let units = text.encode_utf16().count();
            if units > ANSWER_UNITS {
                let args = [units.to_string(), ANSWER_UNITS.to_string()];
                self.findings.push(node.breaks(&rules::ANSWER_LONG, args));
            }
            if let Some(verdict) = verdict(text) {
                self.findings
                    .push(node.breaks(&rules::VERDICT, [quoted(verdict)]));
            }
        }
    }

    /// That an answer has sources, and a date that they vouch for.
    fn vouched(&mut self, item: Item<'_>) {
        let sources: Vec<&Node> = item
            .texts("sources")
            .filter_map(|(_, id)| self.view.sources.get(id).copied())
            .collect();
        if item.texts("sources").next().is_none() {
            self.findings.push(item.node.breaks(&rules::NO_SOURCES, []));
        }
        let published = sources
            .iter()
            .filter_map(|source| Item::new(source).day("published"));
        let newest = published.map(|(_, day)| day).max();
        let Some((node, as_of)) = item.day("as_of") else {
            if item.node.get("as_of").is_none() {
                self.findings.push(item.node.breaks(&rules::UNDATED, []));
            }
            return;
        };
        if as_of > self.today {
            self.findings
                .push(node.breaks(&rules::FUTURE, [as_of.to_string()]));
        } else if let Some(newest) = newest.filter(|newest| as_of > *newest) {
            let args = [as_of.to_string(), newest.to_string()];
            self.findings
                .push(node.breaks(&rules::LATER_THAN_SOURCES, args));
        }
    }

    /// That an answer still holds.
    fn time(&mut self, entry: Item<'_>) {
        if let Some((node, end)) = entry
            .day("valid_until")
            .filter(|(_, end)| *end < self.today)
        {
            self.findings
                .push(node.breaks(&rules::ENDED, [end.to_string()]));
            return;
        }
        let over = self.view.notice("status").and_then(Node::text) == Some("closed");
        let replaced = entry.node.get("superseded_by").is_some();
        let Some((node, as_of)) = entry
            .day("as_of")
            .filter(|_| !over && !replaced && entry.kind() == Kind::State)
        else {
            return;
        };
        let days = (self.today - as_of).num_days();
        let fresh = self
            .view
            .notice("fresh_days")
            .and_then(|node| node.text()?.parse().ok());
        let fresh = fresh.unwrap_or(Notice::default().fresh_days);
        if days > i64::from(fresh) {
            let args = [as_of.to_string(), days.to_string(), fresh.to_string()];
            self.findings.push(node.breaks(&rules::STALE, args));
        }
    }

    fn same_phrasings(&mut self) {
        let mut met: HashMap<String, (&str, usize)> = HashMap::new();
        let view = self.view;
        for item in view.items() {
            for (node, phrasing) in item.texts("phrasings") {
                let words = plain(phrasing);
                if words.is_empty() {
                    continue;
                }
                if let Some((other, line)) = met.insert(words, (item.id, node.place.line)) {
                    let args = [quoted(phrasing), quoted(other), line.to_string()];
                    self.findings.push(node.breaks(&rules::SAME_PHRASING, args));
                }
            }
        }
    }
}

/// The yes or no that `answer` opens with.
fn verdict(answer: &str) -> Option<&str> {
    let clause = |c: char| !c.is_alphanumeric() && c != ' ';
    let opening = answer.split(clause).next()?.trim();
    VERDICTS
        .contains(&opening.to_lowercase().as_str())
        .then_some(opening)
}
