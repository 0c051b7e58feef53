//! What was found in a FAQ, told so that whoever edits it can mend it.

use std::{fmt, io};

use super::rules::{self, Rule, Severity};
use crate::text::Language;

/// A rule that a FAQ breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where in the structure, as in `entries[3].related[0]`; empty for the whole file.
    pub path: String,
    /// Where in the file, as far as it is known.
    pub place: Option<Place>,
    /// The id of the entry or gap that it is in, as far as it is known.
    pub entry: Option<String>,
    /// What the rule's words have gaps for.
    args: Vec<String>,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

impl Place {
    /// The first character of a file.
    pub const START: Self = Self { line: 1, column: 1 };
}

impl Finding {
    /// `rule` is broken at `place`; `args` fill the gaps of its words.
    pub(super) fn new(
        rule: &'static Rule,
        place: Place,
        args: impl IntoIterator<Item = String>,
    ) -> Self {
        Self {
            place: Some(place),
            ..Self::of_file(rule, args)
        }
    }

    /// `rule` is broken by the file as a whole.
    pub fn of_file(rule: &'static Rule, args: impl IntoIterator<Item = String>) -> Self {
        Self {
            rule,
            path: String::new(),
            place: None,
            entry: None,
            args: args.into_iter().collect(),
        }
    }

    /// The same finding, at a path of the structure.
    pub(super) fn at(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// The line that it is in, as far as it is known.
    pub fn line(&self) -> Option<usize> {
        self.place.map(|place| place.line)
    }

    /// What is wrong.
    pub fn what(&self, language: Language) -> String {
        self.fill(self.rule.words(language).what)
    }

    /// How to mend it.
    pub fn mend(&self, language: Language) -> String {
        self.fill(self.rule.words(language).mend)
    }

    /// Puts each argument where the words have its number in braces.
    fn fill(&self, words: &str) -> String {
        let mut filled = String::new();
        let mut rest = words;
        while let Some((before, number, after)) = gap(rest) {
            filled.push_str(before);
            filled.push_str(self.args.get(number).map_or("", String::as_str));
            rest = after;
        }
        filled + rest
    }

    /// The entry, gap or key that it is about, as whoever keeps the file calls it.
    pub fn subject(&self, language: Language) -> Option<String> {
        let names = rules::names(language);
        let (kind, rest) = match self.path.split_once('[') {
            Some(("entries", rest)) => (names.entry, rest),
            Some(("not_covered", rest)) => (names.gap, rest),
            _ => return (!self.path.is_empty()).then(|| self.path.clone()),
        };
        let (index, key) = rest.split_once(']')?;
        let name = match &self.entry {
            Some(id) => format!("{kind} {id:?}"),
            None => format!(
                "{kind} {} {}",
                names.number,
                index.parse::<usize>().ok()? + 1
            ),
        };
        Some(match key.trim_start_matches('.') {
            "" => name,
            key => format!("{name}, {key}"),
        })
    }

    /// What is wrong, and with what; and in a second line the mend.
    pub fn told(&self, language: Language) -> String {
        let mend = rules::names(language).mend;
        format!(
            "{}\n  {mend}: {}",
            self.sentence(language),
            self.mend(language)
        )
    }

    /// What is wrong, and with what.
    pub fn sentence(&self, language: Language) -> String {
        match self.subject(language) {
            Some(subject) => format!("{subject}: {}", self.what(language)),
            None => self.what(language),
        }
    }
}

/// Parts `words` at its first `{n}`.
fn gap(words: &str) -> Option<(&str, usize, &str)> {
    let mut from = 0;
    loop {
        let open = from + words[from..].find('{')?;
        let digit = words
            .as_bytes()
            .get(open + 1)
            .filter(|b| b.is_ascii_digit());
        if let (Some(digit), Some(b'}')) = (digit, words.as_bytes().get(open + 2)) {
            return Some((
                &words[..open],
                usize::from(digit - b'0'),
                &words[open + 3..],
            ));
        }
        from = open + 1;
    }
}

/// Why a FAQ could not be read: every error in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaqError {
    name: String,
    findings: Vec<Finding>,
}

impl FaqError {
    /// Errors that are told at once; nobody mends more before trying again.
    const TOLD: usize = 50;

    pub(super) fn new(name: &str, findings: Vec<Finding>) -> Self {
        Self {
            name: name.to_owned(),
            findings,
        }
    }

    /// The file `name` could not be opened or read.
    pub fn unreadable(name: &str, error: &io::Error) -> Self {
        let rule = match error.kind() {
            io::ErrorKind::NotFound => &rules::NO_SUCH_FILE,
            io::ErrorKind::PermissionDenied => &rules::FORBIDDEN,
            _ => &rules::UNREADABLE,
        };
        Self::new(name, vec![Finding::of_file(rule, [error.to_string()])])
    }

    /// What is wrong, in the order of the file where it is known.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Each with its place, which editors can jump to, and its mend.
    pub fn told(&self, language: Language) -> String {
        let name = &self.name;
        let told = self.findings.iter().take(Self::TOLD).map(|finding| {
            let place = finding
                .place
                .map(|at| format!(":{}:{}", at.line, at.column));
            format!(
                "{name}{}: {}",
                place.unwrap_or_default(),
                finding.told(language)
            )
        });
        let mut lines: Vec<String> = told.collect();
        let more = self.findings.len().saturating_sub(Self::TOLD);
        if more > 0 {
            lines.push(format!("{name}: {}", rules::more(language, more)));
        }
        lines.join("\n")
    }
}

impl fmt::Display for FaqError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(rules::OF_LOGS))
    }
}

impl std::error::Error for FaqError {}

/// The most serious first, then in the order of the file.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.rule.severity, finding.place));
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

/// Whether any is an error, with which a file is not used.
pub(super) fn any_error(findings: &[Finding]) -> bool {
    let mut findings = findings.iter();
    findings.any(|finding| finding.rule.severity == Severity::Error)
}
