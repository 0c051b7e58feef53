//! Edits of a FAQ that leave every other byte of the file alone: comments, order, quotes and line ends stay as they are.

use std::{fmt, ops::Range, rc::Rc};

use super::{
    encoding,
    finding::Finding,
    tree::{self, Node, Value, offset},
    write::{Content, below, line_end},
};

/// A FAQ as it stands in a file, to be edited.
#[derive(Debug, Clone)]
pub struct Document {
    text: String,
    root: Rc<Node>,
}

/// Why an edit was not made; the document is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// There is no such place, or it is of another kind.
    NoPlace(String),
    /// It is the only item of its list, or the only key.
    Last(String),
    /// The file would not be YAML any more, or not say what was meant.
    Breaks(String),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlace(path) => write!(f, "there is no place for this at `{path}`"),
            Self::Last(path) => write!(
                f,
                "`{path}` is the last of its kind and cannot be taken out"
            ),
            Self::Breaks(path) => write!(f, "the file would break at `{path}`; edit it by hand"),
        }
    }
}

impl std::error::Error for EditError {}

impl Document {
    /// The document that `bytes` hold, or what keeps them from being one.
    pub fn read(bytes: &[u8]) -> Result<Self, Finding> {
        let (text, invisible) = encoding::text(bytes)?;
        if let Some(finding) = invisible.into_iter().next() {
            return Err(finding);
        }
        // What stands before the text, a byte order mark, stays there.
        let mark = bytes.len() - text.len();
        let root = tree::parse(&text)?;
        let mark = String::from_utf8_lossy(&bytes[..mark]);
        Ok(Self {
            root,
            text: format!("{mark}{text}"),
        })
    }

    /// The file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Writes `content` for what stands at `path`, as in `entries[3].answer.id`, or as a new key of the mapping there.
    pub fn set(&mut self, path: &str, content: &Content<'_>) -> Result<(), EditError> {
        let edit = match self.root.find(path) {
            Some(node) => self.replace(node, content),
            None => self.add_key(path, content),
        };
        self.apply(edit, path, content)
    }

    /// Writes `content` as a new item behind those of the list at `path`, as in `entries[3].phrasings`.
    pub fn append(&mut self, path: &str, content: &Content<'_>) -> Result<(), EditError> {
        let list = self
            .root
            .find(path)
            .filter(|node| matches!(node.value, Value::List(_)));
        let list = list.ok_or_else(|| EditError::NoPlace(path.to_owned()))?;
        let count = list.items().len();
        let edit = self.add_item(list, content);
        self.apply(edit, &format!("{path}[{count}]"), content)
    }

    /// Takes out the item of a list, as in `entries[3].phrasings[2]`, or a key with what stands behind it, as in
    /// `entries[3].valid_until`.
    pub fn remove(&mut self, path: &str) -> Result<(), EditError> {
        let no_place = || EditError::NoPlace(path.to_owned());
        let (above, range) = match path.strip_suffix(']') {
            Some(path) => self.item_to_remove(path),
            None => self.key_to_remove(path),
        }
        .ok_or_else(no_place)?;
        let before = self
            .root
            .find(above)
            .map_or(0, |node| node.children().count());
        if before == 1 {
            return Err(EditError::Last(path.to_owned()));
        }
        let text = spliced(self.body(), range, "");
        let root = tree::parse(&text).map_err(|_| EditError::Breaks(path.to_owned()))?;
        let after = root.find(above).map(|node| node.children().count());
        if after != Some(before - 1) {
            return Err(EditError::Breaks(path.to_owned()));
        }
        self.take(text, root);
        Ok(())
    }
}

/// What to write for a range of bytes.
struct Edit {
    range: Range<usize>,
    words: String,
}

impl Document {
    /// The text behind a byte order mark.
    fn body(&self) -> &str {
        self.text.trim_start_matches('\u{feff}')
    }

    /// Makes an edit, if what then stands at `path` is `content`.
    fn apply(
        &mut self,
        edit: Option<Edit>,
        path: &str,
        content: &Content<'_>,
    ) -> Result<(), EditError> {
        let edit = edit.ok_or_else(|| EditError::NoPlace(path.to_owned()))?;
        let text = spliced(self.body(), edit.range, &edit.words);
        let broken = || EditError::Breaks(path.to_owned());
        let root = tree::parse(&text).map_err(|_| broken())?;
        if !root.find(path).is_some_and(|node| says(node, content)) {
            return Err(broken());
        }
        self.take(text, root);
        Ok(())
    }

    fn take(&mut self, text: String, root: Rc<Node>) {
        let mark = self.text.len() - self.body().len();
        self.text.truncate(mark);
        self.text += &text;
        self.root = root;
    }

    fn replace(&self, node: &Node, content: &Content<'_>) -> Option<Edit> {
        let text = self.body();
        let range = node.bytes(text);
        // A note behind it would become part of a text that has lines of its own.
        let rest = text[range.end..].lines().next().unwrap_or_default();
        let indent = self.indent_above(node).filter(|_| rest.trim().is_empty());
        let words = match (content, indent) {
            (Content::Text(words), Some(indent)) => below(words, indent, line_end(text)),
            _ => content.flow(),
        };
        if range.is_empty() {
            // Behind a key with nothing behind it.
            let at = text[..range.start].trim_end().len();
            let words = format!(" {words}");
            return Some(Edit {
                range: at..at,
                words,
            });
        }
        Some(Edit { range, words })
    }

    /// How far the key is indented that `node` stands behind; none for an item of a list, and inside brackets.
    fn indent_above(&self, node: &Node) -> Option<usize> {
        let (parent, _) = node.path.rsplit_once('.').unwrap_or(("", &node.path));
        let map = self.root.find(parent)?;
        let (first, _) = map.pairs().first()?;
        (!is_flow(self.body(), map)).then_some(first.place.column - 1)
    }

    /// A key that is not there yet, behind the others of its mapping.
    fn add_key(&self, path: &str, content: &Content<'_>) -> Option<Edit> {
        let text = self.body();
        let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
        let map = self.root.find(parent)?;
        let ((first, _), (_, last)) = (map.pairs().first()?, map.pairs().last()?);
        if is_flow(text, map) {
            let at = last.bytes(text).end;
            return Some(Edit {
                range: at..at,
                words: format!(", {key}: {}", content.flow()),
            });
        }
        let indent = first.place.column - 1;
        let pair = Content::Map(vec![(key, content.clone())]);
        Some(self.behind(last, indent, "", &pair))
    }

    fn add_item(&self, list: &Node, content: &Content<'_>) -> Option<Edit> {
        let text = self.body();
        let Some(last) = list.items().last() else {
            let at = list.bytes(text).start + 1;
            return Some(Edit {
                range: at..at,
                words: content.flow(),
            });
        };
        if is_flow(text, list) {
            let at = last.bytes(text).end;
            return Some(Edit {
                range: at..at,
                words: format!(", {}", content.flow()),
            });
        }
        // What stands before an item: spaces, a dash, spaces.
        let before = last.bytes(text).start;
        let dash = text[..before].trim_end().strip_suffix('-')?.len();
        let line = text[..dash].rfind('\n').map_or(0, |at| at + 1);
        let indent = text[line..dash].chars().count();
        Some(self.behind(last, indent, "- ", content))
    }

    /// New lines behind the one that `node` ends in.
    fn behind(&self, node: &Node, indent: usize, dash: &str, content: &Content<'_>) -> Edit {
        let text = self.body();
        let ending = line_end(text);
        let pad = " ".repeat(indent);
        let words = format!("{pad}{dash}{}", content.block(indent + dash.len(), ending));
        let end = node.bytes(text).end;
        match text[end..].find('\n') {
            Some(rest) => {
                let at = end + rest + 1;
                Edit {
                    range: at..at,
                    words: words + ending,
                }
            }
            None => Edit {
                range: text.len()..text.len(),
                words: format!("{ending}{words}"),
            },
        }
    }

    /// The list of `path[index`, and the bytes of its item there.
    fn item_to_remove<'a>(&self, path: &'a str) -> Option<(&'a str, Range<usize>)> {
        let (above, index) = path.rsplit_once('[')?;
        let list = self.root.find(above)?;
        let index: usize = index.parse().ok()?;
        let item = list.items().get(index)?;
        let range = match is_flow(self.body(), list) {
            true => self.with_comma(list, index),
            false => lines(self.body(), item.bytes(self.body())),
        };
        Some((above, range))
    }

    /// The mapping that `path` leads into, and the bytes of its last key there with its value.
    fn key_to_remove<'a>(&self, path: &'a str) -> Option<(&'a str, Range<usize>)> {
        let text = self.body();
        let (above, name) = path.rsplit_once('.').unwrap_or(("", path));
        let pairs = self.root.find(above)?.pairs();
        let index = pairs.iter().position(|(key, _)| key.name == name)?;
        let start = |index: usize| Some(offset(text, pairs.get(index)?.0.place));
        let begins = start(index)?;
        let end = pairs[index].1.bytes(text).end.max(begins + name.len());
        let lines = lines(text, begins..end);
        let in_brackets = is_flow(text, self.root.find(above)?);
        let range = if !in_brackets && text[lines.start..begins].trim().is_empty() {
            lines
        } else if let Some(next) = start(index + 1) {
            // In brackets, or behind the dash of a list: the next takes its place.
            begins..next
        } else {
            index
                .checked_sub(1)
                .map_or(begins, |before| pairs[before].1.bytes(text).end)..end
        };
        Some((above, range))
    }

    /// The bytes of an item in brackets, with the comma that parts it from the others.
    fn with_comma(&self, list: &Node, index: usize) -> Range<usize> {
        let text = self.body();
        let own = list.items()[index].bytes(text);
        match list.items().get(index + 1) {
            Some(next) => own.start..next.bytes(text).start,
            None => {
                let before = index.checked_sub(1).map(|before| &list.items()[before]);
                before.map_or(own.start, |before| before.bytes(text).end)..own.end
            }
        }
    }
}

/// Whether a list or mapping stands in brackets.
fn is_flow(text: &str, node: &Node) -> bool {
    text[offset(text, node.place)..].starts_with(['[', '{'])
}

/// The whole lines that a range of bytes lies in.
fn lines(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n');
    start..end.map_or(text.len(), |rest| range.end + rest + 1)
}

fn spliced(text: &str, range: Range<usize>, words: &str) -> String {
    format!("{}{words}{}", &text[..range.start], &text[range.end..])
}

/// Whether a node holds `content`.
fn says(node: &Node, content: &Content<'_>) -> bool {
    match (content, &node.value) {
        (Content::Text(words) | Content::Word(words), Value::Text { text, .. }) => text == words,
        (Content::List(contents), Value::List(items)) => {
            contents.len() == items.len()
                && items
                    .iter()
                    .zip(contents)
                    .all(|(item, content)| says(item, content))
        }
        (Content::Map(contents), Value::Map(pairs)) => {
            let mut both = pairs.iter().zip(contents);
            contents.len() == pairs.len()
                && both
                    .all(|((key, node), (name, content))| key.name == *name && says(node, content))
        }
        _ => false,
    }
}
