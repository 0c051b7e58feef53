//! Labelled questions: `label<TAB>question`, one a line.

use std::fmt;

/// What a labelled question should get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// One of these entries is the answer.
    Entry(Vec<String>),
    /// Several questions: for each the acceptable entries.
    Several(Vec<Vec<String>>),
    /// The FAQ does not answer it.
    OutOfScope,
    /// It is small talk.
    SmallTalk,
    /// It holds no question: reported, never scored.
    Rant,
}

/// A labelled question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What it should get.
    pub label: Label,
    /// What a person typed.
    pub question: String,
}

impl Label {
    /// Reads `id`, `id|id`, `id+id`, `__oos__`, `__chat__` or `__rant__`.
    pub fn parse(text: &str) -> Self {
        let ids = |part: &str| part.split('|').map(str::to_owned).collect();
        match text.split('|').next() {
            Some("__oos__") => Self::OutOfScope,
            Some("__chat__") => Self::SmallTalk,
            Some("__rant__") => Self::Rant,
            _ if text.contains('+') => Self::Several(text.split('+').map(ids).collect()),
            _ => Self::Entry(ids(text)),
        }
    }

    /// Whether `id` is a right answer to the question, or to one of several.
    pub fn names(&self, id: &String) -> bool {
        match self {
            Self::Entry(ids) => ids.contains(id),
            Self::Several(parts) => parts.iter().any(|ids| ids.contains(id)),
            Self::OutOfScope | Self::SmallTalk | Self::Rant => false,
        }
    }
}

/// As in a table of cases.
impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(ids) => f.write_str(&ids.join("|")),
            Self::Several(parts) => {
                let parts: Vec<String> = parts.iter().map(|ids| ids.join("|")).collect();
                f.write_str(&parts.join("+"))
            }
            Self::OutOfScope => f.write_str("__oos__"),
            Self::SmallTalk => f.write_str("__chat__"),
            Self::Rant => f.write_str("__rant__"),
        }
    }
}

/// Reads a table of labelled questions; lines without a tab and lines that open with `# ` are notes.
pub fn parse(table: &str) -> Vec<Case> {
    table
        .lines()
        .filter(|line| !line.starts_with("# "))
        .filter_map(|line| line.split_once('\t'))
        .map(|(label, question)| Case {
            label: Label::parse(label),
            question: question.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_written_as_they_are_read() {
        for label in ["a", "a|b", "a+b|c", "__oos__", "__chat__", "__rant__"] {
            assert_eq!(Label::parse(label).to_string(), label);
        }
    }

    #[test]
    fn notes_are_no_cases() {
        let cases = parse("# a note\tnot a case\nno tab\na\tquestion\n");
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].question, "question");
    }
}
