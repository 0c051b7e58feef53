//! Writing YAML that people read: without quotes where none are needed.

use std::fmt::Write;

/// Something to be written into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content<'a> {
    /// A text.
    Text(&'a str),
    /// A value that YAML is to read as one: a day, `true`, a number.
    Word(&'a str),
    /// A list.
    List(Vec<Content<'a>>),
    /// Keys with values.
    Map(Vec<(&'a str, Content<'a>)>),
}

impl Content<'_> {
    /// Several lines, each after the first indented by `indent` spaces, without a line end after the last.
    pub fn block(&self, indent: usize, line_end: &str) -> String {
        let pad = " ".repeat(indent);
        match self {
            Self::List(items) if !items.is_empty() => {
                let items = items
                    .iter()
                    .map(|item| format!("- {}", item.block(indent + 2, line_end)));
                items.collect::<Vec<_>>().join(&format!("{line_end}{pad}"))
            }
            Self::Map(pairs) if !pairs.is_empty() => {
                let pairs = pairs.iter().map(|(key, value)| match value {
                    Self::Text(_) | Self::Word(_) => format!("{key}: {}", value.flow()),
                    Self::List(items) if items.iter().all(Self::is_word) => {
                        format!("{key}: {}", value.flow())
                    }
                    value => format!(
                        "{key}:{line_end}{pad}  {}",
                        value.block(indent + 2, line_end)
                    ),
                });
                pairs.collect::<Vec<_>>().join(&format!("{line_end}{pad}"))
            }
            Self::Text(text) => scalar(text, false),
            content => content.flow(),
        }
    }

    fn is_word(&self) -> bool {
        matches!(self, Self::Word(_))
    }

    /// In one line.
    pub fn flow(&self) -> String {
        match self {
            Self::Text(text) => scalar(text, true),
            Self::Word(word) => (*word).to_owned(),
            Self::List(items) => {
                let items = items.iter().map(Self::flow);
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            Self::Map(pairs) => {
                let pairs = pairs
                    .iter()
                    .map(|(key, value)| format!("{key}: {}", value.flow()));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A text as YAML, in quotes where it needs them; inside brackets also where it holds a comma or a bracket.
pub fn scalar(text: &str, in_brackets: bool) -> String {
    if is_plain(text, in_brackets) {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control()
                || matches!(
                    c,
                    '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
                ) =>
            {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Whether YAML reads `text` without quotes as that text and nothing else.
fn is_plain(text: &str, in_brackets: bool) -> bool {
    let begins = text.starts_with(char::is_alphabetic);
    let ends = text.ends_with(|c: char| !c.is_whitespace() && c != ':');
    let held = |c: char| match c {
        '[' | ']' | '{' | '}' | ',' => in_brackets,
        c => {
            c.is_control()
                || (c.is_whitespace() && c != ' ')
                || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        }
    };
    let word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    begins
        && ends
        && !text.contains(held)
        && !text.contains(": ")
        && !text.contains(" #")
        && (!in_brackets || !text.contains(':'))
        && !word.contains(&text.to_lowercase().as_str())
}

/// How the lines of `text` end.
pub(super) fn line_end(text: &str) -> &'static str {
    match text.find('\n').is_some_and(|at| text[..at].ends_with('\r')) {
        true => "\r\n",
        false => "\n",
    }
}
