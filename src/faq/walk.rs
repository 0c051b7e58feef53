//! One walk over the YAML of a FAQ: refuses what no FAQ needs before anything is built from it, and tells where things stand.
//!
//! It has a parser of its own: the one behind serde tells places only in its errors, takes quadratic time over deep nesting
//! and unbounded memory over aliases.

use std::collections::{BTreeSet, HashMap};

use saphyr_parser::{Event, Marker, Parser};

use super::{
    Faq,
    problem::{Place, Problem},
    syntax,
};

/// Levels of lists and mappings; the deepest texts of a FAQ, in the history of an entry, lie below six.
const MAX_DEPTH: usize = 12;

/// What a node weighs beside its text: about what it takes in memory.
const NODE_WEIGHT: usize = 32;

/// What a whole FAQ may weigh once its aliases are written out: the largest file, full of short phrasings, stays below.
const MAX_WEIGHT: usize = 4 * Faq::MAX_BYTES;

/// Something in the file.
pub(super) struct Node<'a> {
    /// As in `entries[3].related[0]`.
    pub path: &'a str,
    /// Where it begins.
    pub place: Place,
    /// Its words, if it is neither a list nor a mapping.
    pub text: Option<&'a str>,
}

/// Shows each node of `text` to `visit`, parents first, up to the first problem.
pub(super) fn walk(text: &str, visit: impl FnMut(Node<'_>)) -> Result<(), Problem> {
    let mut walker = Walker::new(visit);
    for event in Parser::new_from_str(text) {
        let step = match event {
            Ok((event, span)) => walker.step(event, place(&span.start)),
            Err(error) => Err(syntax::problem(text, &error)),
        };
        step.map_err(|problem| walker.describe(problem))?;
    }
    if walker.content {
        Ok(())
    } else {
        Err(syntax::empty())
    }
}

/// A list or mapping that is being read.
struct Open {
    kind: Kind,
    /// The length of the path to it.
    path: usize,
    /// Its anchor, or 0.
    anchor: usize,
    /// What had been weighed before it.
    before: usize,
}

enum Kind {
    List { next: usize },
    Mapping { keys: BTreeSet<String>, at: At },
}

/// What a mapping expects next.
enum At {
    Key,
    Value,
}

struct Walker<V> {
    visit: V,
    open: Vec<Open>,
    /// The path to the node that is being read.
    path: String,
    /// The id of the entry or gap that is being read.
    entry: Option<String>,
    documents: usize,
    /// Whether the file holds more than comments.
    content: bool,
    weight: usize,
    /// What each anchored node weighs.
    anchors: HashMap<usize, usize>,
}

impl<V: FnMut(Node<'_>)> Walker<V> {
    fn new(visit: V) -> Self {
        Self {
            visit,
            open: Vec::new(),
            path: String::new(),
            entry: None,
            documents: 0,
            content: false,
            weight: 0,
            anchors: HashMap::new(),
        }
    }

    fn step(&mut self, event: Event<'_>, place: Place) -> Result<(), Problem> {
        match event {
            Event::Scalar(.., Some(tag))
            | Event::SequenceStart(_, Some(tag))
            | Event::MappingStart(_, Some(tag)) => Err(syntax::tag(&tag.suffix).at(place)),
            Event::Scalar(text, _, anchor, _) => self.scalar(&text, anchor, place),
            Event::SequenceStart(anchor, _) => self.begin(Kind::List { next: 0 }, anchor, place),
            Event::MappingStart(anchor, _) => {
                let (keys, at) = (BTreeSet::new(), At::Key);
                self.begin(Kind::Mapping { keys, at }, anchor, place)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.end();
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, place),
            Event::DocumentStart(_) => self.document(place),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn document(&mut self, place: Place) -> Result<(), Problem> {
        self.documents += 1;
        match self.documents {
            1 => Ok(()),
            _ => Err(syntax::second_document().at(place)),
        }
    }

    fn scalar(&mut self, text: &str, anchor: usize, place: Place) -> Result<(), Problem> {
        let weight = NODE_WEIGHT + text.len();
        self.anchor(anchor, weight);
        self.weigh(weight).map_err(|problem| problem.at(place))?;
        if self.at_key() {
            return self.key(text).map_err(|problem| problem.at(place));
        }
        self.content |= !self.open.is_empty() || !text.is_empty();
        self.enter(Some(text), place);
        Ok(())
    }

    fn begin(&mut self, kind: Kind, anchor: usize, place: Place) -> Result<(), Problem> {
        if self.open.len() == MAX_DEPTH {
            return Err(syntax::too_deep(MAX_DEPTH).at(place));
        }
        if self.at_key() {
            return Err(syntax::odd_key().at(place));
        }
        self.content = true;
        self.enter(None, place);
        self.open.push(Open {
            kind,
            path: self.path.len(),
            anchor,
            before: self.weight,
        });
        self.weigh(NODE_WEIGHT).map_err(|problem| problem.at(place))
    }

    fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            self.anchor(open.anchor, self.weight - open.before);
            self.path.truncate(open.path);
        }
    }

    fn alias(&mut self, anchor: usize, place: Place) -> Result<(), Problem> {
        if self.at_key() {
            return Err(syntax::odd_key().at(place));
        }
        self.enter(None, place);
        match self.anchors.get(&anchor) {
            Some(weight) => self.weigh(*weight).map_err(|problem| problem.at(place)),
            None => Err(syntax::endless_alias().at(place)),
        }
    }

    fn at_key(&self) -> bool {
        let kind = self.open.last().map(|open| &open.kind);
        matches!(kind, Some(Kind::Mapping { at: At::Key, .. }))
    }

    /// Moves the path to a key of the mapping that is being read.
    fn key(&mut self, key: &str) -> Result<(), Problem> {
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        self.path.truncate(open.path);
        if open.path > 0 {
            self.path.push('.');
        }
        self.path.push_str(key);
        if let Kind::Mapping { keys, at } = &mut open.kind {
            *at = At::Value;
            if !keys.insert(key.to_owned()) {
                return Err(syntax::second_key(key));
            }
        }
        Ok(())
    }

    /// Moves the path to a new node, and shows it.
    fn enter(&mut self, text: Option<&str>, place: Place) {
        if let Some(open) = self.open.last_mut() {
            match &mut open.kind {
                Kind::Mapping { at, .. } => *at = At::Key,
                Kind::List { next } => {
                    self.path.truncate(open.path);
                    self.path.push('[');
                    self.path.push_str(&next.to_string());
                    self.path.push(']');
                    *next += 1;
                }
            }
        }
        self.note_entry(text);
        (self.visit)(Node {
            path: &self.path,
            place,
            text,
        });
    }

    /// Entries and gaps are the items of the lists below the root.
    fn note_entry(&mut self, text: Option<&str>) {
        match self.open.len() {
            2 => self.entry = None,
            3 if self.path.ends_with("].id") => self.entry = text.map(str::to_owned),
            _ => {}
        }
    }

    /// Notes what an anchored node weighs; 0 stands for no anchor.
    fn anchor(&mut self, anchor: usize, weight: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, weight);
        }
    }

    fn weigh(&mut self, weight: usize) -> Result<(), Problem> {
        self.weight = self.weight.saturating_add(weight);
        if self.weight > MAX_WEIGHT {
            return Err(syntax::too_heavy());
        }
        Ok(())
    }

    /// Says where in the structure a problem is.
    fn describe(&self, mut problem: Problem) -> Problem {
        problem.path.clone_from(&self.path);
        problem.entry.clone_from(&self.entry);
        problem
    }
}

fn place(marker: &Marker) -> Place {
    Place {
        line: marker.line(),
        column: marker.col() + 1,
    }
}
