//! What is found in a FAQ: every mistake at once.
//!
//! A file is read as a tree, with what keeps it from being one mended in memory; then the tree is held against the shape of a FAQ, what
//! refers to something is looked up, and, where a curator asks for it, everything that may mislead citizens or could be better is told.

mod entries;
mod facts;
mod form;
mod notice;
mod relations;
mod texts;
mod view;

use std::rc::Rc;

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
    let (text, mut findings) = match encoding::text(bytes) {
        Ok(read) => read,
        Err(finding) => return beyond_reading(finding),
    };
    let reading = syntax::read(&text);
    findings.extend(errors(&reading));
    let faq = typed(&text, &mut findings);
    if let Some(root) = &reading.root {
        let view = View::new(root);
        notice::check(&view, &mut findings);
        entries::check(&view, today, &mut findings);
        texts::check(&view, &text, &mut findings);
    }
    name(reading.root.as_deref(), &mut findings);
    finding::sort(&mut findings);
    Checked {
        faq,
        findings,
        root: reading.root,
    }
}

/// What `bytes` say, or every error in them.
pub(super) fn load(bytes: &[u8]) -> Result<Faq, Vec<Finding>> {
    let (text, mut findings) = encoding::text(bytes).map_err(|finding| vec![finding])?;
    let reading = syntax::read(&text);
    findings.extend(errors(&reading));
    let faq = typed(&text, &mut findings);
    faq.ok_or_else(|| {
        name(reading.root.as_deref(), &mut findings);
        finding::sort(&mut findings);
        findings
    })
}

fn beyond_reading(finding: Finding) -> Checked {
    Checked {
        faq: None,
        findings: vec![finding],
        root: None,
    }
}

/// What keeps a file from being used.
fn errors(reading: &Reading) -> Vec<Finding> {
    let mut findings = reading.findings.clone();
    if let Some(root) = &reading.root {
        findings.extend(form::check(root, &reading.lost));
        relations::check(&View::new(root), &reading.lost, &mut findings);
    }
    findings
}

/// The model of a file without errors.
fn typed(text: &str, findings: &mut Vec<Finding>) -> Option<Faq> {
    if finding::any_error(findings) {
        return None;
    }
    let read = serde_yaml::from_str(text);
    // The tree finds all that serde would; should it not, the file is refused all the same.
    read.map_err(|error| findings.push(Finding::of_file(&rules::NOT_READ, [error.to_string()])))
        .ok()
}

/// Tells each finding where in the structure it is, and in which entry or gap.
fn name(root: Option<&Node>, findings: &mut [Finding]) {
    let Some(root) = root else {
        return;
    };
    for finding in findings {
        if let Some(place) = finding.place.filter(|_| finding.path.is_empty()) {
            let node = root.before(place);
            let item = node.path.find(']').map_or(0, |end| end + 1);
            let end = if node.place.line == place.line {
                node.path.len()
            } else {
                item
            };
            finding.path = node.path[..end].to_owned();
        }
        finding.entry = view::id_at(root, &finding.path).map(str::to_owned);
    }
}
