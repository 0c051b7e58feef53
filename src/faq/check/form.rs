//! Whether a file has the shape of a FAQ: keys, and what stands behind them.

use std::rc::Rc;

use chrono_tz::Tz;

use super::meant;
use crate::{
    faq::{
        dates::{self, Meant},
        encoding::is_hidden,
        finding::{Finding, Place, code, quoted},
        rules::{self, Rule},
        shape::{self, ID_BYTES, Record, Shape},
        tree::{Node, Value},
    },
    text::Language,
};

/// What in `root` has another shape than a FAQ's; lines that were left out are no reason to miss a key.
pub(super) fn check(root: &Node, lost: &[usize]) -> Vec<Finding> {
    let mut form = Form {
        lost,
        findings: Vec::new(),
    };
    form.value(root, Shape::Record(&shape::FAQ));
    form.findings
}

struct Form<'a> {
    lost: &'a [usize],
    findings: Vec<Finding>,
}

impl Form<'_> {
    fn add(&mut self, rule: &'static Rule, node: &Node, args: impl IntoIterator<Item = String>) {
        self.add_at(node.place, rule, node, args);
    }

    fn add_at(
        &mut self,
        place: Place,
        rule: &'static Rule,
        node: &Node,
        args: impl IntoIterator<Item = String>,
    ) {
        let finding = Finding::new(rule, place, args);
        self.findings.push(finding.at(&node.path));
    }

    fn value(&mut self, node: &Node, shape: Shape) {
        match (shape, &node.value) {
            (Shape::Record(record), Value::Map(_)) => self.record(node, record, &[]),
            (Shape::ById(record), Value::Map(pairs)) => {
                self.twice(node, |_| true);
                for (_, below) in pairs {
                    self.value(below, Shape::Record(record));
                }
            }
            (Shape::NonEmpty(_), Value::List(items)) if items.is_empty() => {
                self.add(nothing_of(node), node, []);
            }
            (Shape::List(item) | Shape::NonEmpty(item), Value::List(items)) => {
                self.items(items, *item);
            }
            (Shape::Localized, Value::Map(_)) => self.languages(node),
            (_, Value::Text { text, plain }) if shape.is_text() && !node.is_nothing() => {
                self.text(node, text, *plain, shape);
            }
            _ => self.misplaced(node, shape),
        }
    }

    /// The items of a list; of mappings, those that a dash too many parts from the one that they belong to with that.
    fn items(&mut self, items: &[Rc<Node>], shape: Shape) {
        let mut rest = items;
        while let Some((first, below)) = rest.split_first() {
            let parted = match shape {
                Shape::Record(record) => parted(first, below, record),
                _ => 0,
            };
            match shape {
                Shape::Record(record) if parted > 0 => self.record(first, record, &below[..parted]),
                _ => self.value(first, shape),
            }
            rest = &below[parted..];
        }
    }

    /// Something else than belongs there.
    fn misplaced(&mut self, node: &Node, shape: Shape) {
        let example = || shape.example().to_owned();
        match (shape, &node.value) {
            (Shape::NonEmpty(_), _) if node.is_nothing() => self.add(nothing_of(node), node, []),
            (_, _) if node.is_nothing() => self.add(&rules::NOTHING, node, [example()]),
            (Shape::List(item) | Shape::NonEmpty(item), Value::Map(pairs)) => {
                let first = pairs.first().map_or("", |(key, _)| key.name.as_str());
                let written = match item {
                    Shape::Record(record) if !record.has(first) => format!("`- id: {first}`"),
                    Shape::List(_) => format!("`- [{first}, …]`"),
                    _ => format!("`- {first}: …`"),
                };
                let found = format!("`{first}:`");
                self.add(&rules::NOT_EXPECTED, node, [found, written]);
            }
            (Shape::List(_) | Shape::NonEmpty(_), Value::Text { text, .. })
                if node.place.line < node.end.line =>
            {
                match text.strip_prefix('-').and_then(meant::odd_space) {
                    Some(odd) => self.add(&rules::ODD_SPACE, node, [odd]),
                    None => self.add(&rules::MISSING_DASHES, node, []),
                }
            }
            (Shape::List(_) | Shape::NonEmpty(_), Value::Text { .. }) => {
                self.add(&rules::NO_LIST, node, []);
            }
            (Shape::Record(record), Value::Text { text, .. }) => match meant::glued(text, record) {
                Some((rule, args)) => self.add(rule, node, args),
                None if record.name == shape::FAQ.name => self.add(&rules::NO_FAQ, node, []),
                None => self.add(&rules::NOT_EXPECTED, node, [quoted(text), example()]),
            },
            (Shape::Record(record), Value::List(_)) if record.name == shape::FAQ.name => {
                self.add(&rules::LIST_ALONE, node, []);
                let entries = record.keys.iter().filter(|key| key.name == "entries");
                entries.for_each(|key| self.value(node, key.shape));
            }
            (Shape::ById(_), Value::List(items)) => {
                let first = items.first().and_then(|item| item.get("id")?.text());
                let written = format!("`{}: {{…}}`", first.unwrap_or("id"));
                self.add(&rules::NOT_EXPECTED, node, ["`- …`".into(), written]);
            }
            (Shape::Text, Value::Map(pairs)) if pairs.len() == 1 => {
                self.add(&rules::KEY_AS_TEXT, node, []);
            }
            (Shape::Text | Shape::Localized, Value::List(_)) if node.place.line < node.end.line => {
                self.add(&rules::LIST_FOR_TEXT, node, []);
            }
            (Shape::Text | Shape::Localized, Value::List(_)) => {
                self.add(&rules::LIST_AS_TEXT, node, []);
            }
            (_, Value::Text { text, .. }) => {
                self.add(&rules::NOT_EXPECTED, node, [quoted(text), example()]);
            }
            (_, Value::List(_)) => {
                self.add(&rules::NOT_EXPECTED, node, ["`[…]`".into(), example()])
            }
            (_, Value::Map(_)) => self.add(&rules::NOT_EXPECTED, node, ["`{…}`".into(), example()]),
        }
    }

    /// A text, where one may stand.
    fn text(&mut self, node: &Node, text: &str, plain: bool, shape: Shape) {
        match shape {
            Shape::Text | Shape::Localized | Shape::Id | Shape::Link if text.trim().is_empty() => {
                self.add(&rules::EMPTY_TEXT, node, []);
            }
            Shape::Id if text.len() > ID_BYTES => {
                let args = [text.len().to_string(), ID_BYTES.to_string()];
                self.add(&rules::ID_LONG, node, args);
            }
            Shape::Localized if plain && meant::is_value(text) => {
                self.add(&rules::VALUE_AS_TEXT, node, [text.to_owned()]);
            }
            Shape::Day => self.day(node, text),
            Shape::Days if !plain || text.parse::<u32>().is_err() => {
                let example = shape.example().to_owned();
                self.add(&rules::NOT_EXPECTED, node, [quoted(text), example]);
            }
            Shape::Flag if !plain || !FLAGS.contains(&text) => self.word(node, text, &FLAGS),
            Shape::Word(words) if !words.contains(&text) => self.word(node, text, words),
            Shape::Zone if text.parse::<Tz>().is_err() => {
                let near = meant::zone(text).to_owned();
                self.add(&rules::UNKNOWN_ZONE, node, [text.to_owned(), near]);
            }
            _ => {}
        }
    }

    fn word(&mut self, node: &Node, word: &str, known: &[&str]) {
        match meant::word(word, known) {
            Some(near) => self.add(
                &rules::MISSPELT_WORD,
                node,
                [word.to_owned(), near.to_owned()],
            ),
            None => self.add(
                &rules::UNKNOWN_WORD,
                node,
                [word.to_owned(), listed(known.iter().copied())],
            ),
        }
    }

    fn day(&mut self, node: &Node, text: &str) {
        match dates::meant(text) {
            Meant::Written(_) => {}
            Meant::Otherwise(day) => {
                self.add(&rules::DATE_FORM, node, [quoted(text), day.to_string()]);
            }
            Meant::NoDay => self.add(&rules::NO_SUCH_DAY, node, [text.to_owned()]),
            Meant::Nothing => self.add(&rules::NO_DATE, node, [quoted(text)]),
        }
    }

    /// A mapping with known keys, with what a dash too many `parted` from it.
    fn record(&mut self, node: &Node, record: &Record, parted: &[Rc<Node>]) {
        let strayed = self.strayed(node, record);
        if !strayed {
            self.twice(node, |name| record.has(name));
        }
        for below in parted {
            let first = below.pairs().first().map(|(key, _)| key.name.clone());
            self.add(&rules::SURPLUS_DASH, below, first);
        }
        let parted = parted.iter().map(|below| &**below);
        for part in [node].into_iter().chain(parted.clone()) {
            for (index, (key, value)) in part.pairs().iter().enumerate() {
                let known = record.keys.iter().find(|known| known.name == key.name);
                match known {
                    _ if strayed && Language::of_code(&key.name).is_some() => {}
                    Some(known) if value.is_nothing() && known.may_be_empty() => {}
                    Some(known) if value.is_nothing() && strayed && known.shape.is_localized() => {}
                    Some(known) => self.value(value, known.shape),
                    None => self.unknown(part, index, record),
                }
            }
        }
        let found: Vec<&str> = [node].into_iter().chain(parted).flat_map(names).collect();
        self.missing(node, record, &found);
    }

    fn missing(&mut self, node: &Node, record: &Record, found: &[&str]) {
        let lines = node.place.line..=node.end.line;
        if self.lost.iter().any(|line| lines.contains(line)) {
            return;
        }
        for key in record.keys.iter().filter(|key| key.required) {
            // Slips are looked for last, as it takes long. What stands too far in is told where it stands.
            let there = found.contains(&key.name)
                || node.children().any(|below| below.get(key.name).is_some())
                || (key.name == "entries" && node.children().any(is_entry))
                || found
                    .iter()
                    .any(|name| meant::key(name, record) == Some(key.name));
            if !there {
                self.add(&rules::MISSING_KEY, node, [key.name.to_owned()]);
            }
        }
    }

    /// The key at `index` of a mapping that has no such key.
    fn unknown(&mut self, node: &Node, index: usize, record: &Record) {
        let (key, value) = &node.pairs()[index];
        let name = key.name.clone();
        let bare = name.trim_start_matches('-');
        let of_file = shape::FAQ.keys.iter().find(|known| known.name == name);
        let (rule, args) = if let Some(hidden) = name.chars().find(|c| is_hidden(*c)) {
            (&rules::INVISIBLE, vec![code(hidden)])
        } else if bare != name {
            (&rules::DASH_SPACE, vec![format!("{bare}: …")])
        } else if let Some(glued) = meant::glued(&name, record) {
            glued
        } else if let Some((key, code)) = meant::key_of_language(&name, record) {
            (&rules::KEY_OF_LANGUAGE, vec![name, key.into(), code.into()])
        } else if let Some(near) = meant::key(&name, record) {
            let meant = record.keys.iter().filter(|known| known.name == near);
            meant.for_each(|known| self.value(value, known.shape));
            (&rules::MISSPELT_KEY, vec![name, near.to_owned()])
        } else if record.name == shape::FAQ.name && is_entry(value) {
            (&rules::ENTRY_ALONE, vec![name])
        } else if let Some(known) =
            of_file.filter(|known| known.name != "sources" || record.name == "notice")
        {
            self.value(value, known.shape);
            (&rules::KEY_TOO_DEEP, vec![name])
        } else if let Some(home) = shape::home(&name, names(node).take(index)) {
            (&rules::KEY_ELSEWHERE, vec![name, format!("`{home}:`")])
        } else {
            let known = listed(record.keys.iter().map(|key| key.name));
            (&rules::UNKNOWN_KEY, vec![name, known])
        };
        self.add_at(key.place, rule, node, args);
    }

    /// A text for one language that stands beside the key that it belongs below.
    fn strayed(&mut self, node: &Node, record: &Record) -> bool {
        let localized = |name: &str| {
            let mut keys = record.keys.iter();
            keys.any(|key| key.name == name && key.shape.is_localized())
        };
        let mut owner = None;
        for (key, value) in node.pairs() {
            let is_language = Language::of_code(&key.name).is_some();
            if localized(&key.name) {
                let lacks = value.is_nothing() || matches!(value.value, Value::Map(_));
                owner = lacks.then_some(key.name.as_str());
            } else if let (true, Some(owner)) = (is_language, owner) {
                let args = [key.name.clone(), owner.to_owned()];
                self.add_at(key.place, &rules::LANGUAGE_OUT_OF_LINE, node, args);
                return true;
            }
        }
        false
    }

    /// Keys that stand there again, of those that are `known`: others are told of as that.
    fn twice(&mut self, node: &Node, known: impl Fn(&str) -> bool) {
        let mut begun = 0;
        for (index, (key, _)) in node.pairs().iter().enumerate() {
            let mut above = names(node).take(index).skip(begun);
            if !known(&key.name) || !above.any(|other| other == key.name) {
                continue;
            }
            // A second id is that of an entry whose dash is missing.
            let (rule, args) = match key.name == "id" && node.path.ends_with(']') {
                true => {
                    begun = index;
                    (&rules::NEW_ITEM, vec![])
                }
                false => (&rules::KEY_TWICE, vec![key.name.clone()]),
            };
            self.add_at(key.place, rule, node, args);
        }
    }

    fn languages(&mut self, node: &Node) {
        self.twice(node, |_| true);
        if node.pairs().is_empty() {
            let example = Shape::Localized.example().to_owned();
            self.add(&rules::NOTHING, node, [example]);
        }
        for (key, value) in node.pairs() {
            if Language::of_code(&key.name).is_some() {
                self.value(value, Shape::Text);
            } else if value.is_nothing() {
                self.add_at(key.place, &rules::COMMA_IN_TEXT, node, [quoted(&key.name)]);
            } else if let Some(code) = meant::translated(&key.name, &Language::CODES) {
                let args = [key.name.clone(), code.to_owned()];
                self.add_at(key.place, &rules::MISSPELT_KEY, node, args);
            } else {
                let known = listed(Language::CODES.into_iter());
                let args = [key.name.clone(), known];
                self.add_at(key.place, &rules::UNKNOWN_LANGUAGE, node, args);
            }
        }
    }
}

/// The rule that a list without items breaks which must have some.
fn nothing_of(node: &Node) -> &'static Rule {
    match node.path.rsplit('.').next() {
        Some("entries") => &rules::NO_ENTRIES,
        Some("languages") => &rules::NO_LANGUAGES,
        _ => &rules::NO_PHRASINGS,
    }
}

const FLAGS: [&str; 2] = ["true", "false"];

/// Whether a mapping is an entry, wherever it stands.
fn is_entry(node: &Node) -> bool {
    node.get("phrasings").is_some() || node.get("answer").is_some()
}

/// How many mappings `below` another have nothing but keys of a record that it has not, and no id.
fn parted(first: &Node, below: &[Rc<Node>], record: &Record) -> usize {
    let mut found: Vec<&str> = names(first).collect();
    let mut parted = 0;
    for node in below.iter().filter(|_| record.has("id")) {
        let new = |name: &str| name != "id" && record.has(name) && !found.contains(&name);
        if node.pairs().is_empty() || !names(node).all(new) {
            break;
        }
        found.extend(names(node));
        parted += 1;
    }
    parted
}

/// The keys of a mapping.
fn names(node: &Node) -> impl Iterator<Item = &str> + Clone {
    node.pairs().iter().map(|(key, _)| key.name.as_str())
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names = names.map(|name| format!("`{name}`"));
    names.collect::<Vec<_>>().join(", ")
}
