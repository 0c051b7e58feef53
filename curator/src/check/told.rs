//! What was found, as people and programs read it.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use maklumat::{
    faq::{
        Finding, Place,
        rules::{self, Severity},
    },
    text::Language,
};
use serde_json::{Value, json};

use super::Findings;

/// Of more findings of one rule than these, the first is shown and the rest is counted.
const ALIKE: usize = 3;

/// The same for errors: each of them has to be mended.
const ALIKE_ERRORS: usize = 10;

/// Bytes of a line that are underlined, at most.
const UNDERLINED: usize = 60;

/// Places of findings that are counted, at most, in one line.
const PLACES: usize = 12;

impl Findings {
    /// The most serious first, alike ones folded, each with its line of the file `name`; and a summary.
    pub fn to_text(&self, name: &str, language: Language) -> String {
        let mut told = String::new();
        for group in self.groups() {
            let shown = if group.len() > alike(group[0].rule.severity) {
                &group[..1]
            } else {
                &group[..]
            };
            for finding in shown {
                let rest = &group[1..];
                let rest = if shown.len() < group.len() { rest } else { &[] };
                told += &self.snippet(name, finding, rest, language);
                told += "\n\n";
            }
        }
        told + &self.summary(name, language) + "\n"
    }

    /// Findings of one rule together, in the order in which they are told.
    fn groups(&self) -> Vec<Vec<&Finding>> {
        let mut groups: Vec<Vec<&Finding>> = Vec::new();
        for finding in &self.all {
            match groups
                .iter_mut()
                .find(|group| group[0].rule == finding.rule)
            {
                Some(group) => group.push(finding),
                None => groups.push(vec![finding]),
            }
        }
        groups
    }

    fn snippet(
        &self,
        name: &str,
        finding: &Finding,
        rest: &[&Finding],
        language: Language,
    ) -> String {
        let sentence = finding.sentence(language);
        let level = match finding.rule.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Hint => Level::INFO,
        };
        let level = level.with_name(severity(finding.rule.severity, language));
        let title = level.primary_title(sentence).id(finding.rule.name);
        let mut group = Group::with_title(title);
        if let Some(place) = finding.place {
            let (line, text) = (place.line, self.line(place));
            let snippet = Snippet::source(text).path(name).line_start(line);
            group =
                group.element(snippet.annotation(AnnotationKind::Primary.span(span(text, place))));
        }
        let mend = Level::HELP.with_name(rules::names(language).mend);
        group = group.element(mend.message(finding.mend(language)));
        if !rest.is_empty() {
            let more = Level::NOTE.with_name(None::<&str>);
            group = group.element(more.message(rules::alike(language, rest.len(), &places(rest))));
        }
        Renderer::plain().render(&[group])
    }

    fn line(&self, place: Place) -> &str {
        let line = self
            .text
            .split('\n')
            .nth(place.line - 1)
            .unwrap_or_default();
        line.trim_end_matches('\r')
    }

    fn summary(&self, name: &str, language: Language) -> String {
        let counts = Severity::ALL.map(|severity| self.count(severity));
        format!("{name}: {}", rules::summary(language, counts))
    }

    /// One JSON object.
    pub fn to_json(&self, name: &str, language: Language) -> Value {
        let problems = self.all.iter().map(|finding| {
            json!({
                "rule": finding.rule.name,
                "severity": finding.rule.severity.name(),
                "path": finding.path,
                "line": finding.place.map(|place| place.line),
                "column": finding.place.map(|place| place.column),
                "entry": finding.entry,
                "what": finding.what(language),
                "mend": finding.mend(language),
            })
        });
        json!({
            "faq": name,
            "state": self.state(),
            "errors": self.count(Severity::Error),
            "warnings": self.count(Severity::Warning),
            "hints": self.count(Severity::Hint),
            "problems": problems.collect::<Vec<_>>(),
        })
    }

    /// A workflow command of GitHub Actions a line, which it shows beside the lines of the file.
    pub fn to_github(&self, name: &str, language: Language) -> String {
        let mut commands = String::new();
        for finding in &self.all {
            let command = match finding.rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint => "notice",
            };
            let place = finding
                .place
                .map(|at| format!(",line={},col={}", at.line, at.column));
            let message = format!(
                "{}\n{}: {}",
                finding.sentence(language),
                rules::names(language).mend,
                finding.mend(language)
            );
            let _ = writeln!(
                commands,
                "::{command} file={}{},title={}::{}",
                property(name),
                place.unwrap_or_default(),
                finding.rule.name,
                escaped(&message)
            );
        }
        commands
    }
}

fn alike(severity: Severity) -> usize {
    match severity {
        Severity::Error => ALIKE_ERRORS,
        _ => ALIKE,
    }
}

/// What of a line to underline: from a place to the end of its words, as far as one sees it at a glance.
fn span(line: &str, place: Place) -> std::ops::Range<usize> {
    let mut letters = line.char_indices();
    let start = letters
        .nth(place.column - 1)
        .map_or(line.len(), |(byte, _)| byte);
    let end = line.trim_end().len().max(start);
    start..line.floor_char_boundary(end.min(start + UNDERLINED))
}

fn severity(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (severity, Language::English) => severity.name(),
        (Severity::Error, Language::Indonesian) => "kesalahan",
        (Severity::Warning, Language::Indonesian) => "peringatan",
        (Severity::Hint, Language::Indonesian) => "saran",
    }
}

/// The entries or lines of findings, as far as there is room.
fn places(findings: &[&Finding]) -> String {
    let mut places: Vec<String> = findings
        .iter()
        .take(PLACES)
        .filter_map(|finding| {
            let line = finding.place?.line;
            Some(match &finding.entry {
                Some(id) if !id.is_empty() => format!("{line} ({id})"),
                _ => line.to_string(),
            })
        })
        .collect();
    if findings.len() > PLACES {
        places.push("…".to_owned());
    }
    places.join(", ")
}

/// As GitHub reads a message.
fn escaped(message: &str) -> String {
    message
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// As GitHub reads a property.
fn property(value: &str) -> String {
    escaped(value).replace(':', "%3A").replace(',', "%2C")
}
