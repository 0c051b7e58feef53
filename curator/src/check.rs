//! What a public notice should have and a FAQ lacks, with the places in the file.

use std::fmt::Write;

use maklumat::faq::{Faq, Problem, lint, locate};
use serde::Serialize;

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// Whether the file loads at all.
    pub state: State,
    /// What is wrong with it, in the order of the file.
    pub problems: Vec<Problem>,
}

/// How a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is as a public notice should be.
    Clean,
    /// It loads, and lacks something.
    Lacking,
    /// It does not load.
    Broken,
}

/// Checks the bytes of a file that is called `name`.
pub fn check(name: &str, bytes: &[u8]) -> Findings {
    let faq = match Faq::parse(name, bytes) {
        Ok(faq) => faq,
        Err(error) => {
            return Findings {
                state: State::Broken,
                problems: error.problems().to_vec(),
            };
        }
    };
    let mut problems = lint(&faq);
    let text = String::from_utf8_lossy(bytes);
    locate(&mut problems, text.trim_start_matches('\u{feff}'));
    let state = match problems.is_empty() {
        true => State::Clean,
        false => State::Lacking,
    };
    Findings { state, problems }
}

impl Findings {
    /// One problem after another, each opening with its place, which editors can jump to.
    pub fn to_text(&self, name: &str) -> String {
        let mut text = String::new();
        for problem in &self.problems {
            let place = problem
                .place
                .map(|place| format!(":{}:{}", place.line, place.column));
            let _ = writeln!(text, "{name}{}: {problem}", place.unwrap_or_default());
        }
        text
    }

    /// One JSON object.
    pub fn to_json(&self, name: &str) -> serde_json::Value {
        let problems = self.problems.iter().map(|problem| {
            serde_json::json!({
                "path": problem.path,
                "line": problem.place.map(|place| place.line),
                "column": problem.place.map(|place| place.column),
                "entry": problem.entry,
                "what": problem.what,
                "mend": problem.mend,
            })
        });
        serde_json::json!({
            "faq": name,
            "state": self.state,
            "problems": problems.collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_faq_is_clean() {
        let findings = check("faq.yaml", Faq::SHIPPED.as_bytes());
        let told = findings.to_text("faq.yaml");
        let clean = findings.state == State::Clean;
        assert!(
            clean,
            "the content is to be mended, not the program:\n{told}"
        );
    }

    #[test]
    fn a_minimal_faq_lacks_much_and_a_torn_one_is_broken() {
        let minimal = "entries: [{id: a, phrasings: [b], answer: c}]";
        let lacking = check("faq.yaml", minimal.as_bytes());
        assert_eq!(lacking.state, State::Lacking);
        let title = "f:1:11: entry \"a\", title: it is missing";
        assert!(lacking.to_text("f").contains(title));
        let broken = check("faq.yaml", &minimal.as_bytes()[..20]);
        assert_eq!(broken.state, State::Broken);
        assert_eq!(broken.to_json("f")["state"], "broken");
    }
}
