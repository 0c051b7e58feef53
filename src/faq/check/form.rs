//! Whether a file has the shape of a FAQ: keys, and what stands behind them.

use chrono_tz::{TZ_VARIANTS, Tz};

use crate::{
    faq::{
        dates::{self, Meant},
        finding::{Finding, Place},
        rules::{self, Rule},
        shape::{self, ID_BYTES, Key, Record, Shape},
        slip::slip_of,
        tree::{self, Node, Value},
    },
    text::Language,
};

/// What people write for a key who have not looked it up.
const MEANT: [(&str, &str); 16] = [
    ("pertanyaan", "phrasings"),
    ("tanya", "phrasings"),
    ("question", "phrasings"),
    ("questions", "phrasings"),
    ("jawaban", "answer"),
    ("jawab", "answer"),
    ("judul", "title"),
    ("tanggal", "as_of"),
    ("date", "as_of"),
    ("berlaku_sampai", "valid_until"),
    ("sumber", "sources"),
    ("terkait", "related"),
    ("riwayat", "history"),
    ("kontak", "contact"),
    ("penerbit", "publisher"),
    ("entri", "entries"),
];

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
            (Shape::Record(record), Value::Map(_)) => self.record(node, record),
            (Shape::ById(record), Value::Map(pairs)) => {
                self.twice(node);
                for (_, below) in pairs {
                    self.value(below, Shape::Record(record));
                }
            }
            (Shape::NonEmpty(_), Value::List(items)) if items.is_empty() => {
                self.add(nothing_of(node), node, []);
            }
            (Shape::List(item) | Shape::NonEmpty(item), Value::List(items)) => {
                for below in items {
                    self.value(below, *item);
                }
            }
            (Shape::Localized, Value::Map(_)) => self.languages(node),
            (_, Value::Text { text, plain }) if shape.is_text() && !node.is_nothing() => {
                self.text(node, text, *plain, shape);
            }
            _ => self.misplaced(node, shape),
        }
    }

    /// Something else than belongs there.
    fn misplaced(&mut self, node: &Node, shape: Shape) {
        let example = || shape.example().to_owned();
        match (shape, &node.value) {
            (Shape::NonEmpty(_), _) if node.is_nothing() => self.add(nothing_of(node), node, []),
            (_, _) if node.is_nothing() => self.add(&rules::NOTHING, node, [example()]),
            (Shape::List(_) | Shape::NonEmpty(_), Value::Map(pairs)) => {
                let first = pairs.first().map_or("", |(key, _)| key.name.as_str());
                let found = format!("`{first}:`");
                self.add(&rules::NOT_EXPECTED, node, [found, format!("`- {first}:`")]);
            }
            (Shape::List(_) | Shape::NonEmpty(_), Value::Text { .. })
                if node.place.line < node.end.line =>
            {
                self.add(&rules::MISSING_DASHES, node, []);
            }
            (Shape::List(_) | Shape::NonEmpty(_), Value::Text { .. }) => {
                self.add(&rules::NO_LIST, node, []);
            }
            (Shape::Record(record), Value::Text { text, .. }) => match glued(text, record) {
                Some((key, rest)) => {
                    self.add(&rules::COLON_SPACE, node, [key.to_owned(), rest.to_owned()])
                }
                None => self.add(&rules::NOT_EXPECTED, node, [quoted(text), example()]),
            },
            (Shape::Text, Value::Map(_)) => self.add(&rules::KEY_AS_TEXT, node, []),
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
            Shape::Localized if plain && is_value(text) => {
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
                let near = slip_of(text, TZ_VARIANTS.iter().map(|zone| zone.name()));
                let near = near.unwrap_or("Asia/Jakarta").to_owned();
                self.add(&rules::UNKNOWN_ZONE, node, [text.to_owned(), near]);
            }
            _ => {}
        }
    }

    fn word(&mut self, node: &Node, word: &str, known: &[&str]) {
        match slip_of(word, known.iter().copied()) {
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

    fn record(&mut self, node: &Node, record: &Record) {
        let strayed = self.strayed(node, record);
        if !strayed {
            self.twice(node);
        }
        for (key, value) in node.pairs() {
            let known = record.keys.iter().find(|known| known.name == key.name);
            match known {
                _ if strayed && Language::of_code(&key.name).is_some() => {}
                Some(known) if value.is_nothing() && known.may_be_empty() => {}
                Some(known) if value.is_nothing() && strayed && known.shape.is_localized() => {}
                Some(known) => self.value(value, known.shape),
                None => self.unknown(node, key, record),
            }
        }
        self.missing(node, record);
    }

    fn missing(&mut self, node: &Node, record: &Record) {
        let lines = node.place.line..=node.end.line;
        if self.lost.iter().any(|line| lines.contains(line)) {
            return;
        }
        for key in record.keys.iter().filter(|key| key.required) {
            let found = || node.pairs().iter().map(|(found, _)| &found.name);
            // Slips are looked for last, as it takes long.
            let there = found().any(|name| name == key.name)
                || found().any(|name| meant(name, record) == Some(key.name));
            if !there {
                self.add(&rules::MISSING_KEY, node, [key.name.to_owned()]);
            }
        }
    }

    fn unknown(&mut self, node: &Node, key: &tree::Key, record: &Record) {
        let name = key.name.clone();
        let bare = name.trim_start_matches('-');
        let (rule, args) = if let Some(hidden) = name.chars().find(|c| is_hidden(*c)) {
            (&rules::INVISIBLE, vec![code(hidden)])
        } else if bare != name {
            (&rules::DASH_SPACE, vec![format!("{bare}: …")])
        } else if let Some((key, rest)) = glued(&name, record) {
            let args = vec![key.to_owned(), rest.to_owned()];
            (&rules::COLON_SPACE, args)
        } else if let Some(near) = meant(&name, record) {
            (&rules::MISSPELT_KEY, vec![name, near.to_owned()])
        } else if let Some(home) = shape::home(&name) {
            (&rules::KEY_ELSEWHERE, vec![name, home.to_owned()])
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

    fn twice(&mut self, node: &Node) {
        for (index, (key, _)) in node.pairs().iter().enumerate() {
            let earlier = &node.pairs()[..index];
            if earlier.iter().any(|(other, _)| other.name == key.name) {
                self.add_at(key.place, &rules::KEY_TWICE, node, [key.name.clone()]);
            }
        }
    }

    fn languages(&mut self, node: &Node) {
        self.twice(node);
        if node.pairs().is_empty() {
            let example = Shape::Localized.example().to_owned();
            self.add(&rules::NOTHING, node, [example]);
        }
        for (key, value) in node.pairs() {
            if Language::of_code(&key.name).is_some() {
                self.value(value, Shape::Text);
            } else if value.is_nothing() {
                self.add_at(key.place, &rules::COMMA_IN_TEXT, node, [quoted(&key.name)]);
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

impl Shape {
    /// Whether a text may stand there.
    fn is_text(self) -> bool {
        !matches!(
            self,
            Self::List(_) | Self::NonEmpty(_) | Self::Record(_) | Self::ById(_)
        )
    }

    fn is_localized(self) -> bool {
        matches!(self, Self::Localized)
    }

    /// What may stand there, as it is written.
    fn example(self) -> &'static str {
        match self {
            Self::Text | Self::Id | Self::Link => "`\"…\"`",
            Self::Day => "`2024-06-28`",
            Self::Days => "`7`",
            Self::Flag => "`true`, `false`",
            Self::Word(_) => "`…`",
            Self::Zone => "`Asia/Jakarta`",
            Self::Localized => "`\"…\"`, `{id: …, en: …}`",
            Self::List(_) | Self::NonEmpty(_) => "`- …`, `- …`",
            Self::Record(record) => record.example(),
            Self::ById(_) => "`id: {…}`",
        }
    }
}

impl Record {
    fn example(&self) -> &'static str {
        match self.keys.iter().any(|key| key.name == "phrasings") {
            true => "`id: …`, `phrasings: […]`, `answer: …`",
            false if self.keys.iter().any(|key| key.name == "entries") => "`entries:`",
            false => "`title: …`",
        }
    }
}

impl Key {
    /// Whether a key with nothing behind it is as good as none.
    pub fn may_be_empty(&self) -> bool {
        let optional = matches!(
            self.shape,
            Shape::Text | Shape::Link | Shape::Localized | Shape::List(_)
        );
        !self.required && optional
    }
}

/// The key of `record` that `name` is meant for.
fn meant(name: &str, record: &Record) -> Option<&'static str> {
    let keys = || record.keys.iter().map(|key| key.name);
    let lower = name.to_lowercase();
    let translated = MEANT.iter().find(|(word, _)| *word == lower);
    let translated = translated.and_then(|(_, key)| keys().find(|known| known == key));
    translated.or_else(|| slip_of(name, keys()))
}

/// A key of `record` that is glued to what follows it, as in `id:a`.
fn glued<'a>(text: &'a str, record: &Record) -> Option<(&'a str, &'a str)> {
    let (key, rest) = text.split_once(':')?;
    let known = record.keys.iter().any(|known| known.name == key);
    let rest = rest.split(' ').next().unwrap_or_default();
    known.then_some((key, rest))
}

/// Whether YAML reads an unquoted text as a number or as yes or no.
fn is_value(text: &str) -> bool {
    let number = text.trim_start_matches(['+', '-']);
    let based = |prefix: &str, radix| {
        let digits = number.strip_prefix(prefix);
        digits.is_some_and(|digits| u64::from_str_radix(digits, radix).is_ok())
    };
    let float = number.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && (number.parse::<f64>().is_ok() || [".inf", ".nan"].contains(&number));
    float
        || based("0x", 16)
        || based("0o", 8)
        || based("0b", 2)
        || ["true", "True", "TRUE", "false", "False", "FALSE"].contains(&text)
}

/// Whether a character takes no room, or looks like a space and is none.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || c.is_control()
}

/// As in `U+00A0`.
pub(super) fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// In quotes, and shortened to what fits into a sentence.
pub(super) fn quoted(text: &str) -> String {
    const LETTERS: usize = 60;
    match text.chars().count() > LETTERS {
        true => format!(
            "{:?}",
            text.chars().take(LETTERS).chain(['…']).collect::<String>()
        ),
        false => format!("{text:?}"),
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names = names.map(|name| format!("`{name}`"));
    names.collect::<Vec<_>>().join(", ")
}
