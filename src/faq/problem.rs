//! What can be wrong with a FAQ, said so that whoever edits it can mend it.

use std::{fmt, io};

/// Something wrong with a FAQ: what, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where in the structure, as in `entries[3].related[0]`; empty for the whole file.
    pub path: String,
    /// Where in the file, as far as it is known.
    pub place: Option<Place>,
    /// The id of the entry or gap that it is in, as far as it is known.
    pub entry: Option<String>,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl Problem {
    /// A problem at `path`, wherever that is in the file.
    pub(super) fn new(
        path: impl Into<String>,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            path: path.into(),
            place: None,
            entry: None,
            what: what.into(),
            mend: mend.into(),
        }
    }

    /// The same problem, at a known place.
    pub(super) fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same problem, in the entry or gap of this id.
    pub(super) fn of(mut self, id: &str) -> Self {
        self.entry = Some(id.to_owned());
        self
    }

    /// The entry, gap or key that it is about, as a curator calls it.
    fn subject(&self) -> Option<String> {
        let (kind, rest) = match self.path.split_once('[') {
            Some(("entries", rest)) => ("entry", rest),
            Some(("not_covered", rest)) => ("gap", rest),
            _ => return (!self.path.is_empty()).then(|| self.path.clone()),
        };
        let (index, key) = rest.split_once(']')?;
        let name = match &self.entry {
            Some(id) => format!("{kind} {id:?}"),
            None => format!("{kind} number {}", index.parse::<usize>().ok()? + 1),
        };
        Some(match key.trim_start_matches('.') {
            "" => name,
            key => format!("{name}, {key}"),
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(subject) = self.subject() {
            write!(f, "{subject}: ")?;
        }
        write!(f, "{}\n  mend: {}", self.what, self.mend)
    }
}

/// Why a FAQ could not be read: everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaqError {
    name: String,
    problems: Vec<Problem>,
}

impl FaqError {
    /// Problems that are told at once; nobody mends more before trying again.
    const TOLD: usize = 50;

    pub(super) fn new(name: &str, problems: Vec<Problem>) -> Self {
        Self {
            name: name.to_owned(),
            problems,
        }
    }

    /// The file `name` could not be opened or read.
    pub fn unreadable(name: &str, error: &io::Error) -> Self {
        let mend = match error.kind() {
            io::ErrorKind::NotFound => "check the path",
            io::ErrorKind::PermissionDenied => "let the program read it",
            _ => "give the path of a readable file",
        };
        Self::new(
            name,
            vec![Problem::new("", format!("cannot be read: {error}"), mend)],
        )
    }

    /// What is wrong, in the order of the file where it is known.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for FaqError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        for (index, problem) in self.problems.iter().take(Self::TOLD).enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            match problem.place {
                Some(Place { line, column }) => {
                    write!(f, "{separator}{name}:{line}:{column}: {problem}")?;
                }
                None => write!(f, "{separator}{name}: {problem}")?,
            }
        }
        match self.problems.len().saturating_sub(Self::TOLD) {
            0 => Ok(()),
            more => write!(f, "\n{name}: and {more} more problems"),
        }
    }
}

impl std::error::Error for FaqError {}
