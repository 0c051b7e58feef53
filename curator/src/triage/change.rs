//! A change of a FAQ that can be proposed, and how it is made: in memory, and in the file without touching another byte.

use std::{collections::BTreeMap, fmt};

use maklumat::{
    faq::{
        self, Content, Date, Document, EditError, Faq, Finding, Gap, Localized, rules::Severity,
    },
    text::Language,
};
use serde::Serialize;

use crate::yaml;

/// A change of a FAQ.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "change")]
pub enum Change {
    /// More phrasings for an entry or a gap.
    Phrasings {
        /// The id of the entry or gap.
        of: String,
        /// What is added.
        phrasings: Vec<String>,
    },
    /// A new gap.
    NewGap(Gap),
    /// An entry that a person has to write: nobody here knows the answer.
    DraftEntry {
        /// Its id.
        id: String,
        /// Its name, as far as it can be told.
        title: Option<Localized>,
        /// How people ask.
        phrasings: Vec<String>,
    },
}

/// Why a change was not made; everything is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It needs an answer, which only a person can write.
    NeedsAnswer,
    /// There is nothing in it.
    Nothing,
    /// The FAQ has no such entry or gap.
    NoSuchId(String),
    /// The FAQ cannot be read.
    Unusable(String),
    /// The file cannot be edited there.
    Edit(EditError),
    /// `faq check` would find this.
    Findings(Vec<Finding>),
}

impl From<EditError> for Refusal {
    fn from(error: EditError) -> Self {
        Self::Edit(error)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Language::English))
    }
}

impl std::error::Error for Refusal {}

impl Change {
    /// The id of the entry or gap that it is about.
    pub fn id(&self) -> &str {
        match self {
            Self::Phrasings { of, .. } => of,
            Self::NewGap(gap) => &gap.id,
            Self::DraftEntry { id, .. } => id,
        }
    }

    /// The phrasings that it adds.
    pub fn phrasings(&self) -> &[String] {
        match self {
            Self::Phrasings { phrasings, .. } | Self::DraftEntry { phrasings, .. } => phrasings,
            Self::NewGap(gap) => &gap.phrasings,
        }
    }

    /// The same with other phrasings.
    pub fn with_phrasings(mut self, others: Vec<String>) -> Self {
        match &mut self {
            Self::Phrasings { phrasings, .. } | Self::DraftEntry { phrasings, .. } => {
                *phrasings = others
            }
            Self::NewGap(gap) => gap.phrasings = others,
        }
        self
    }

    /// Whether it can be made as it is: nothing is left to write for a person.
    pub fn is_complete(&self) -> bool {
        !matches!(self, Self::DraftEntry { .. }) && !self.phrasings().is_empty()
    }

    /// Makes the change in memory.
    pub fn amend(&self, faq: &mut Faq) -> Result<(), Refusal> {
        match self {
            _ if self.phrasings().is_empty() => Err(Refusal::Nothing),
            Self::DraftEntry { .. } => Err(Refusal::NeedsAnswer),
            Self::NewGap(gap) => {
                faq.not_covered.push(gap.clone());
                Ok(())
            }
            Self::Phrasings { of, phrasings } => {
                let entries = faq
                    .entries
                    .iter_mut()
                    .map(|entry| (&entry.id, &mut entry.phrasings));
                let gaps = faq
                    .not_covered
                    .iter_mut()
                    .map(|gap| (&gap.id, &mut gap.phrasings));
                let mut items = entries.chain(gaps);
                let (_, list) = items
                    .find(|(id, _)| *id == of)
                    .ok_or_else(|| Refusal::NoSuchId(of.clone()))?;
                list.extend(phrasings.iter().cloned());
                Ok(())
            }
        }
    }

    /// Makes the change in a file, if `faq check` then finds nothing that it did not find before, but for hints.
    pub fn apply(&self, document: &mut Document) -> Result<(), Refusal> {
        let before = faq::check(document.text().as_bytes(), Date::default());
        let Some(faq) = &before.faq else {
            let findings = before
                .findings
                .iter()
                .map(|finding| finding.sentence(Language::English));
            return Err(Refusal::Unusable(findings.collect::<Vec<_>>().join("; ")));
        };
        let mut edited = document.clone();
        self.edit(&mut edited, faq)?;
        let after = faq::check(edited.text().as_bytes(), Date::default());
        let mut amended = faq.clone();
        self.amend(&mut amended)?;
        let mut findings = news(&before.findings, after.findings.clone());
        findings.extend(
            crate::check::near(&amended, &after)
                .into_iter()
                .filter(|finding| {
                    self.phrasings().iter().any(|phrasing| {
                        finding
                            .what(Language::English)
                            .contains(&format!("{phrasing:?}"))
                    })
                }),
        );
        match (findings.is_empty(), after.faq == Some(amended)) {
            (true, true) => {
                *document = edited;
                Ok(())
            }
            (true, false) => Err(Refusal::Edit(EditError::Breaks(self.id().to_owned()))),
            (false, _) => Err(Refusal::Findings(findings)),
        }
    }

    /// Makes the change in a file, whatever `faq check` says to it.
    pub(crate) fn edit(&self, document: &mut Document, faq: &Faq) -> Result<(), Refusal> {
        match self {
            _ if self.phrasings().is_empty() => Err(Refusal::Nothing),
            Self::DraftEntry { .. } => Err(Refusal::NeedsAnswer),
            Self::Phrasings { of, phrasings } => {
                let path = faq.path(of).ok_or_else(|| Refusal::NoSuchId(of.clone()))?;
                let path = format!("{path}.phrasings");
                for phrasing in phrasings {
                    document.append(&path, &Content::Text(phrasing))?;
                }
                Ok(())
            }
            Self::NewGap(gap) => {
                let content = yaml::gap(gap);
                match document.append("not_covered", &content) {
                    Err(EditError::NoPlace(_)) => {
                        document.set("not_covered", &Content::List(vec![content]))?
                    }
                    appended => appended?,
                }
                Ok(())
            }
        }
    }
}

/// Errors and warnings that are more than they were, rule by rule and entry by entry: lines move.
fn news(before: &[Finding], after: Vec<Finding>) -> Vec<Finding> {
    let mut counts: BTreeMap<(&str, Option<String>), usize> = BTreeMap::new();
    for finding in before {
        *counts
            .entry((finding.rule.name, finding.entry.clone()))
            .or_default() += 1;
    }
    let mut news = Vec::new();
    for finding in after {
        let known = counts.get_mut(&(finding.rule.name, finding.entry.clone()));
        match known.filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None if finding.rule.severity <= Severity::Warning => news.push(finding),
            None => {}
        }
    }
    news
}
