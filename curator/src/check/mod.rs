//! Everything that is to be told of a FAQ: what the file shows, and what a matcher learns from it.

mod learnt;
mod told;

use maklumat::{
    faq::{self, Date, Finding, rules::Severity},
    matcher::{Matcher, Tried},
};
use serde::Serialize;

pub(crate) use learnt::near;

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// The most serious first, then in the order of the file.
    pub all: Vec<Finding>,
    text: String,
}

/// How a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// There is nothing to tell.
    Clean,
    /// It loads, and could be better.
    Lacking,
    /// It does not load.
    Broken,
}

/// Checks the bytes of a file on the day `today`.
pub fn check(bytes: &[u8], today: Date) -> Findings {
    learn(bytes, today).0
}

/// What was learnt for a file, and what became of its phrasings on the way.
pub type Learnt = (Matcher, Vec<Tried>);

/// Checks the bytes of a file on the day `today`, and hands over what was learnt for it, unless it is broken.
pub fn learn(bytes: &[u8], today: Date) -> (Findings, Option<Learnt>) {
    let mut checked = faq::check(bytes, today);
    let learnt = checked.faq.take().map(Matcher::tried);
    if let Some(learnt) = &learnt {
        let findings = learnt::check(learnt, &checked);
        checked.findings.extend(findings);
        faq::sort(&mut checked.findings);
    }
    let text = String::from_utf8_lossy(bytes);
    let findings = Findings {
        all: checked.findings,
        text: text.trim_start_matches('\u{feff}').to_owned(),
    };
    (findings, learnt)
}

impl Findings {
    /// How the file stands.
    pub fn state(&self) -> State {
        match self.worst() {
            None => State::Clean,
            Some(Severity::Error) => State::Broken,
            Some(_) => State::Lacking,
        }
    }

    /// The severity of what is most serious.
    pub fn worst(&self) -> Option<Severity> {
        self.all.iter().map(|finding| finding.rule.severity).min()
    }

    /// How many are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        let of = |finding: &&Finding| finding.rule.severity == severity;
        self.all.iter().filter(of).count()
    }
}

#[cfg(test)]
mod tests {
    use maklumat::faq::Faq;

    use super::*;

    fn day() -> Date {
        "2026-11-25".parse().expect("a day")
    }

    #[test]
    fn the_shipped_faq_has_no_errors_and_no_warnings() {
        let findings = check(Faq::SHIPPED.as_bytes(), day());
        let serious = findings.count(Severity::Error) + findings.count(Severity::Warning);
        let told = findings.to_text("faq.yaml", maklumat::text::Language::English);
        assert_eq!(
            serious, 0,
            "the content is to be mended, not the program:\n{told}"
        );
    }

    #[test]
    fn a_minimal_faq_lacks_much_and_a_torn_one_is_broken() {
        let minimal = "entries: [{id: a, phrasings: [b], answer: c}]";
        assert_eq!(check(minimal.as_bytes(), day()).state(), State::Lacking);
        assert_eq!(
            check(&minimal.as_bytes()[..20], day()).state(),
            State::Broken
        );
    }
}
