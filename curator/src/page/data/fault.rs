//! What `faq check` found, alike findings together.

use maklumat::{faq::rules::Severity, text::Language};
use serde::Serialize;

use crate::check::Findings;

/// What is to be mended in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Faults {
    /// Findings with which it is not used.
    pub errors: usize,
    /// Findings that may mislead citizens.
    pub warnings: usize,
    /// Findings that make it better.
    pub hints: usize,
    /// By rule, the most serious first.
    pub alike: Vec<Alike>,
}

/// Findings of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alike {
    /// The name of the rule.
    pub rule: &'static str,
    /// How serious it is.
    #[serde(serialize_with = "name")]
    pub severity: Severity,
    /// How often it is broken.
    pub times: usize,
    /// What is wrong, where it is met first.
    pub example: String,
    /// How to mend that.
    pub mend: String,
}

impl Faults {
    /// What `findings` tell, in a language.
    pub fn of(findings: &Findings, language: Language) -> Self {
        let mut alike: Vec<Alike> = Vec::new();
        for finding in &findings.all {
            match alike
                .iter_mut()
                .find(|alike| alike.rule == finding.rule.name)
            {
                Some(alike) => alike.times += 1,
                None => alike.push(Alike {
                    rule: finding.rule.name,
                    severity: finding.rule.severity,
                    times: 1,
                    example: finding.sentence(language),
                    mend: finding.mend(language),
                }),
            }
        }
        Self {
            errors: findings.count(Severity::Error),
            warnings: findings.count(Severity::Warning),
            hints: findings.count(Severity::Hint),
            alike,
        }
    }
}

fn name<S: serde::Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.name())
}
