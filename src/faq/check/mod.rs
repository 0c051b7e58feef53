//! What is found in a FAQ: every mistake at once.
//!
//! A file is read as a tree, with what keeps it from being one mended in memory; then the tree is held against the shape of a FAQ, what
//! refers to something is looked up, and, where a curator asks for it, everything that may mislead citizens or could be better is told.

mod entries;
mod facts;
mod form;
mod meant;
mod notice;
mod relations;
mod texts;
mod view;

use std::{borrow::Cow, rc::Rc};

use super::{
    Date, Faq, encoding,
    finding::{self, Finding},
    rules::{self, Rule},
    syntax::{self, Reading},
    tree::Node,
};
use view::View;

/// A FAQ that was checked.
pub struct Checked {
    /// What it says; nothing with an error in it.
    pub faq: Option<Faq>,
    /// What was found, the most serious first, then in the order of the file.
    pub findings: Vec<Finding>,
    root: Option<Rc<Node>>,
}

impl Checked {
    /// The line of a path of the structure.
    pub fn line(&self, path: &str) -> Option<usize> {
        let node = self.root.as_ref()?.find(path)?;
        Some(node.place.line)
    }

    /// `rule` is broken at a path of the structure, as in `entries[3].phrasings[0]`.
    pub fn at(&self, rule: &'static Rule, path: &str, args: Vec<String>) -> Finding {
        let node = self.root.as_ref().and_then(|root| root.find(path));
        let mut finding = Finding::of_file(rule, args).at(path);
        finding.place = node.map(|node| node.place);
        name(self.root.as_deref(), std::slice::from_mut(&mut finding));
        finding
    }
}

/// Everything that is to be told of the file that holds `bytes`, on the day `today`.
pub fn check(bytes: &[u8], today: Date) -> Checked {
    let (
        text,
        Reading {
            root, mut findings, ..
        },
    ) = match read(bytes) {
        Ok(read) => read,
        Err(finding) => (Cow::default(), Reading::failed(finding)),
    };
    let faq = typed(&text, &mut findings);
    // Of what is no mapping nothing more can be told.
    if let Some(root) = root.as_ref().filter(|root| !root.pairs().is_empty()) {
        let view = View::new(root);
        notice::check(&view, &mut findings);
        entries::check(&view, today, &mut findings);
        texts::check(&view, &text, &mut findings);
    }
    name(root.as_deref(), &mut findings);
    finding::sort(&mut findings);
    Checked {
        faq,
        findings,
        root,
    }
}

/// What `bytes` say, or every error in them.
pub(super) fn load(bytes: &[u8]) -> Result<Faq, Vec<Finding>> {
    let (
        text,
        Reading {
            root, mut findings, ..
        },
    ) = read(bytes).map_err(|finding| vec![finding])?;
    typed(&text, &mut findings).ok_or_else(|| {
        name(root.as_deref(), &mut findings);
        finding::sort(&mut findings);
        findings
    })
}

/// The text of a file, as far as it could be read, with what keeps it from being used.
fn read(bytes: &[u8]) -> Result<(Cow<'_, str>, Reading), Finding> {
    let (text, mut findings) = encoding::text(bytes)?;
    let mut reading = syntax::read(&text);
    findings.append(&mut reading.findings);
    if let Some(root) = &reading.root {
        findings
            .iter_mut()
            .for_each(|finding| locate(root, finding));
        findings.extend(form::check(root, &reading.lost));
        relations::check(&View::new(root), &reading.lost, &mut findings);
    }
    if findings.iter().any(is_of_spaces) {
        let told: Vec<_> = findings.iter().map(Finding::line).collect();
        let odd = syntax::odd_spaces(&text).into_iter();
        findings.extend(odd.filter(|it| !told.contains(&it.line())));
    }
    Ok((
        text,
        Reading {
            findings,
            ..reading
        },
    ))
}

/// Whether it tells of what stands for spaces: who has that in one line has it in others.
fn is_of_spaces(finding: &Finding) -> bool {
    [&rules::TAB, &rules::ODD_SPACE].contains(&finding.rule)
}

/// The model of a file without errors.
fn typed(text: &str, findings: &mut Vec<Finding>) -> Option<Faq> {
    if finding::any_error(findings) {
        return None;
    }
    // The tree finds all that serde would, but that it takes tabs behind dashes and in empty lines; should it not, the file is refused
    // all the same.
    let read = serde_yaml::from_str(text);
    read.map_err(|error| match syntax::odd_spaces(text) {
        odd if odd.is_empty() => {
            findings.push(Finding::of_file(&rules::NOT_READ, [error.to_string()]));
        }
        odd => findings.extend(odd),
    })
    .ok()
}

/// Tells a finding about the text where in the structure it is.
fn locate(root: &Node, finding: &mut Finding) {
    let Some(place) = finding.place else {
        return;
    };
    let node = root.before(place);
    let end = match node.path.find(']') {
        _ if node.place.line == place.line => node.path.len(),
        _ if place.column == 1 && !is_of_spaces(finding) => 0,
        // Behind it, in the same entry or mapping.
        Some(end) => end + 1,
        None => node.path.rfind('.').unwrap_or(0),
    };
    finding.path = node.path[..end].to_owned();
}

/// Tells each finding in which entry or gap it is.
fn name(root: Option<&Node>, findings: &mut [Finding]) {
    for finding in findings {
        let id = root.and_then(|root| view::id_at(root, &finding.path));
        finding.entry = id.map(str::to_owned);
    }
}
