//! What the file says at a moment, checked.

use std::sync::Arc;

use maklumat::faq::{self, Date, Faq, Finding, rules::Severity};

use super::file::Held;

/// What the file says at a moment.
#[derive(Debug)]
pub struct Version {
    /// Its bytes, with their hash.
    pub held: Held,
    /// What they say; nothing with an error in them.
    pub faq: Option<Arc<Faq>>,
    /// What is to be told of them, without what is to be learnt first.
    pub findings: Vec<Finding>,
}

impl Version {
    /// Checks what a file holds, on the day `today`.
    pub fn of(held: Held, today: Date) -> Self {
        let checked = faq::check(&held.bytes, today);
        Self {
            held,
            faq: checked.faq.map(Arc::new),
            findings: checked.findings,
        }
    }

    /// What keeps it from being used.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        let error = |finding: &&Finding| finding.rule.severity == Severity::Error;
        self.findings.iter().filter(error)
    }
}

/// Those of `findings` that are about what stands at `path`.
pub fn within<'a>(findings: &'a [Finding], path: &str) -> Vec<&'a Finding> {
    let inside = |finding: &&Finding| {
        let rest = finding.path.strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    findings.iter().filter(inside).collect()
}
