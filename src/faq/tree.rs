//! The YAML of a FAQ as a tree that knows where each piece of it stands, down to the byte.
//!
//! Everything that is told of a file is told of nodes of this tree, and every edit is an edit of their bytes, so that nothing else
//! changes. The parser behind serde tells places only in its errors, stops at the first, takes quadratic time over deep nesting and
//! unbounded memory over aliases. Of the lossless syntax trees for YAML, `yaml-edit` 0.3 sees four of the seventeen syntax errors of
//! `tests/broken_faq.rs`, in twice the time; `saphyr-parser` sees them all, and its markers are enough to edit by.

use std::{collections::HashMap, ops::Range, rc::Rc};

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};

use super::{
    Faq,
    finding::{Finding, Place},
    rules,
};

/// Levels of lists and mappings; the deepest texts of a FAQ, in the history of an entry, lie below six.
const MAX_DEPTH: usize = 12;

/// What a node weighs beside its text: about what it takes in memory.
const NODE_WEIGHT: usize = 32;

/// What a whole FAQ may weigh once its aliases are written out: the largest file, full of short phrasings, stays below.
const MAX_WEIGHT: usize = 4 * Faq::MAX_BYTES;

/// A piece of the file: a text, a list or a mapping.
#[derive(Debug)]
pub struct Node {
    /// As in `entries[3].related[0]`; empty for the whole file.
    pub path: String,
    /// Where it begins.
    pub place: Place,
    /// Where it ends.
    pub end: Place,
    /// What it holds.
    pub value: Value,
    weight: usize,
}

/// What a piece of the file holds.
#[derive(Debug)]
pub enum Value {
    /// A text, a number, a date: whatever is written without structure.
    Text {
        /// Its words, without quotes.
        text: String,
        /// Whether it stands there without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Rc<Node>>),
    /// Keys with values, in the order of the file; a key may stand there twice.
    Map(Vec<(Key, Rc<Node>)>),
}

/// The key of a mapping.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: String,
    /// Where it begins.
    pub place: Place,
}

impl Node {
    /// The value of the first key called `name`.
    pub fn get(&self, name: &str) -> Option<&Node> {
        let mut pairs = self.pairs().iter();
        pairs
            .find(|(key, _)| key.name == name)
            .map(|(_, node)| &**node)
    }

    /// Its keys and values, if it is a mapping.
    pub fn pairs(&self) -> &[(Key, Rc<Node>)] {
        match &self.value {
            Value::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// Its items, if it is a list.
    pub fn items(&self) -> &[Rc<Node>] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Its words, if it is a text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether nothing is written there.
    pub fn is_nothing(&self) -> bool {
        matches!(&self.value, Value::Text { text, plain: true } if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// The node at `path`, as in `entries[3].related[0]`.
    pub fn find(&self, path: &str) -> Option<&Node> {
        if self.path == path {
            return Some(self);
        }
        let below = |node: &&Node| {
            let rest = path.strip_prefix(node.path.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.children().find(below)?.find(path)
    }

    /// The deepest node that begins last before `place`, or there.
    pub fn before(&self, place: Place) -> &Node {
        let begun = self.children().take_while(|node| node.place <= place);
        begun.last().map_or(self, |node| node.before(place))
    }

    /// What is directly below it.
    pub fn children(&self) -> impl Iterator<Item = &Node> {
        let values = self.pairs().iter().map(|(_, node)| node);
        self.items().iter().chain(values).map(|node| &**node)
    }

    /// The bytes of `text`, the file, that it takes; of a list or mapping without brackets, up to the end of its last text.
    pub fn bytes(&self, text: &str) -> Range<usize> {
        let (start, end) = (offset(text, self.place), offset(text, self.end));
        start..start + text[start..end].trim_end().len()
    }
}

/// The byte of `text` at a place.
pub(super) fn offset(text: &str, place: Place) -> usize {
    let starts = || text.match_indices('\n').map(|(index, _)| index + 1);
    let start = match place.line {
        0 | 1 => 0,
        line => starts().nth(line - 2).unwrap_or(text.len()),
    };
    let mut letters = text[start..].char_indices();
    letters
        .nth(place.column - 1)
        .map_or(text.len(), |(index, _)| start + index)
}

/// The tree of `text`, or the first mistake that keeps it from being one.
pub(super) fn parse(text: &str) -> Result<Rc<Node>, Finding> {
    let mut builder = Builder {
        lines: text.split('\n').collect(),
        ..Builder::default()
    };
    for event in Parser::new_from_str(text) {
        let (event, span) =
            event.map_err(|error| Finding::new(&rules::NOT_YAML, place(error.marker()), []))?;
        builder.step(event, span)?;
    }
    let empty = || Finding::new(&rules::EMPTY_FILE, Place::START, []);
    builder
        .root
        .filter(|root| !root.is_nothing())
        .ok_or_else(empty)
}

#[derive(Default)]
struct Builder<'a> {
    lines: Vec<&'a str>,
    open: Vec<Open>,
    root: Option<Rc<Node>>,
    anchors: HashMap<usize, Rc<Node>>,
    weight: usize,
}

/// A list or mapping that is being read.
struct Open {
    node: Node,
    anchor: usize,
    /// The key whose value comes next.
    key: Option<Key>,
}

impl Builder<'_> {
    fn step(&mut self, event: Event<'_>, span: Span) -> Result<(), Finding> {
        let at = place(&span.start);
        if let Event::Scalar(.., Some(tag))
        | Event::SequenceStart(_, Some(tag))
        | Event::MappingStart(_, Some(tag)) = &event
        {
            return Err(Finding::new(&rules::TAG, at, [tag.suffix.clone()]));
        }
        match event {
            Event::Scalar(text, style, anchor, _) => {
                self.scalar(text.into_owned(), style, anchor, span)
            }
            Event::SequenceStart(anchor, _) => self.begin(Value::List(Vec::new()), anchor, at),
            Event::MappingStart(anchor, _) => self.begin(Value::Map(Vec::new()), anchor, at),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(Open { node, anchor, .. }) = self.open.pop() {
                    let end = place(&span.end);
                    self.add(anchor, Node { end, ..node });
                }
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, at),
            Event::DocumentStart(_) if self.root.is_some() => {
                Err(Finding::new(&rules::SECOND_DOCUMENT, at, []))
            }
            Event::DocumentStart(_)
            | Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: String,
        style: ScalarStyle,
        anchor: usize,
        span: Span,
    ) -> Result<(), Finding> {
        let at = place(&span.start);
        if self.awaits_key() {
            let key = Key {
                name: text,
                place: at,
            };
            if let Some(open) = self.open.last_mut() {
                open.key = Some(key);
            }
            return Ok(());
        }
        let weight = NODE_WEIGHT + text.len();
        self.weigh(weight, at)?;
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let plain = style == ScalarStyle::Plain;
        let node = Node {
            path: self.path(),
            place: if block { self.mark(at) } else { at },
            end: place(&span.end),
            value: Value::Text { text, plain },
            weight,
        };
        self.add(anchor, node);
        Ok(())
    }

    /// Whether a key comes next.
    fn awaits_key(&self) -> bool {
        let open = self.open.last();
        open.is_some_and(|open| open.key.is_none() && matches!(open.node.value, Value::Map(_)))
    }

    /// The place of the `|` or `>` before a text that begins at `at`.
    fn mark(&self, at: Place) -> Place {
        let above = self.lines.iter().enumerate().take(at.line - 1).rev();
        let mark = above.filter_map(|(index, line)| {
            let byte = line.rfind(['|', '>'])?;
            Some(Place {
                line: index + 1,
                column: line[..byte].chars().count() + 1,
            })
        });
        mark.into_iter().next().unwrap_or(at)
    }

    fn begin(&mut self, value: Value, anchor: usize, at: Place) -> Result<(), Finding> {
        if self.open.len() == MAX_DEPTH {
            return Err(Finding::new(&rules::TOO_DEEP, at, [MAX_DEPTH.to_string()]));
        }
        self.refuse_key(at)?;
        self.weigh(NODE_WEIGHT, at)?;
        let node = Node {
            path: self.path(),
            place: at,
            end: at,
            value,
            weight: NODE_WEIGHT,
        };
        self.open.push(Open {
            node,
            anchor,
            key: None,
        });
        Ok(())
    }

    fn alias(&mut self, anchor: usize, at: Place) -> Result<(), Finding> {
        self.refuse_key(at)?;
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            return Err(Finding::new(&rules::ENDLESS_ALIAS, at, []));
        };
        self.weigh(node.weight, at)?;
        self.attach(node);
        Ok(())
    }

    /// Only a text can be a key.
    fn refuse_key(&self, at: Place) -> Result<(), Finding> {
        match self.awaits_key() {
            true => Err(Finding::new(&rules::ODD_KEY, at, [])),
            false => Ok(()),
        }
    }

    /// The path of the node that comes next.
    fn path(&self) -> String {
        let Some(Open { node, key, .. }) = self.open.last() else {
            return String::new();
        };
        let path = node.path.as_str();
        // Each phrasing has a path: put together, it costs a third of what it does formatted.
        match key {
            None => [path, "[", &node.items().len().to_string(), "]"].concat(),
            Some(key) if path.is_empty() => key.name.clone(),
            Some(key) => [path, ".", &key.name].concat(),
        }
    }

    fn add(&mut self, anchor: usize, node: Node) {
        let node = Rc::new(node);
        // Zero stands for no anchor.
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::clone(&node));
        }
        self.attach(node);
    }

    fn attach(&mut self, node: Rc<Node>) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        open.node.weight = open.node.weight.saturating_add(node.weight);
        match &mut open.node.value {
            Value::List(items) => items.push(node),
            Value::Map(pairs) => pairs.extend(open.key.take().map(|key| (key, node))),
            Value::Text { .. } => {}
        }
    }

    fn weigh(&mut self, weight: usize, at: Place) -> Result<(), Finding> {
        self.weight = self.weight.saturating_add(weight);
        match self.weight > MAX_WEIGHT {
            true => Err(Finding::new(&rules::TOO_HEAVY, at, [])),
            false => Ok(()),
        }
    }
}

fn place(marker: &Marker) -> Place {
    Place {
        line: marker.line(),
        column: marker.col() + 1,
    }
}
