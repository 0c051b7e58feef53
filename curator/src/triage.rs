//! Questions that got no answer, grouped by likeness, each group with a change of `faq.yaml` to consider.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use maklumat::{
    matcher::{Decision, ExplainedCandidate, Matcher, Reason},
    text::lexicon,
};

/// From this chance on, a question belongs to the entry or gap that is first; below, the FAQ has nothing like it.
const NEAR: f64 = 0.3;

/// Questions that share this much of their telling stems ask the same.
const ALIKE: f64 = 0.5;

/// Questions of a group that are shown as examples.
const EXAMPLES: usize = 3;

/// Telling stems that make up the id of a new gap.
const ID_STEMS: usize = 3;

/// Questions that ask the same, or nearly.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The entry or gap that they are nearest to, with its probability for the first of them.
    pub nearest: Option<ExplainedCandidate>,
    /// What is to be done.
    pub proposal: Proposal,
    /// Each question once, with how often it was asked; the most frequent first.
    pub questions: Vec<(String, usize)>,
}

/// What a group asks of the curator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// The entry or gap with this id lacks these phrasings.
    Phrasings(String),
    /// The FAQ has nothing like them: a gap with this id, or an entry where the notices do tell.
    Gap(String),
}

/// What unanswered questions come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Triage {
    /// Groups, the most frequent first.
    pub groups: Vec<Group>,
    /// Questions that the FAQ answers by now, and small talk.
    pub settled: usize,
}

/// A question, read.
struct Asked {
    question: String,
    count: usize,
    nearest: Option<ExplainedCandidate>,
    stems: BTreeSet<String>,
}

/// Groups `questions`.
pub fn triage<'a>(matcher: &Matcher, questions: impl IntoIterator<Item = &'a str>) -> Triage {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for question in questions.into_iter().map(str::trim) {
        if !question.is_empty() {
            *counts.entry(question).or_default() += 1;
        }
    }
    let mut settled = 0;
    let mut asked = Vec::new();
    for (question, count) in counts {
        match read(matcher, question, count) {
            Some(read) => asked.push(read),
            None => settled += count,
        }
    }
    asked.sort_by_key(|asked| std::cmp::Reverse(asked.count));
    let (near, far): (Vec<Asked>, Vec<Asked>) = asked.into_iter().partition(Asked::is_near);
    let mut groups = by_nearest(near);
    groups.extend(by_likeness(far));
    groups.sort_by_key(|group| std::cmp::Reverse(group.count()));
    Triage { groups, settled }
}

/// Reads a question; `None` when nothing is left to do about it.
fn read(matcher: &Matcher, question: &str, count: usize) -> Option<Asked> {
    let mut parts = matcher.explain(question).parts.into_iter();
    let part = parts.find(|part| !is_settled(&part.verdict.decision))?;
    let telling = part
        .words
        .into_iter()
        .filter(|(word, _)| lexicon::function(word).is_none());
    Some(Asked {
        question: question.to_owned(),
        count,
        nearest: part.candidates.into_iter().next(),
        stems: telling.map(|(_, stem)| stem).collect(),
    })
}

fn is_settled(decision: &Decision) -> bool {
    matches!(
        decision,
        Decision::Answer(_)
            | Decision::Abstain(Reason::NotCovered(_) | Reason::SmallTalk(_) | Reason::TooVague)
    )
}

impl Asked {
    fn is_near(&self) -> bool {
        self.nearest
            .as_ref()
            .is_some_and(|first| first.chance >= NEAR)
    }
}

fn by_nearest(asked: Vec<Asked>) -> Vec<Group> {
    let mut by_id: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
    for question in asked {
        if let Some(nearest) = &question.nearest {
            by_id.entry(nearest.id.clone()).or_default().push(question);
        }
    }
    by_id
        .into_iter()
        .map(|(id, members)| Group::of(Proposal::Phrasings(id), members))
        .collect()
}

/// Each question joins the first group whose first question it is like, the most frequent questions leading.
fn by_likeness(asked: Vec<Asked>) -> Vec<Group> {
    let mut groups: Vec<Vec<Asked>> = Vec::new();
    for question in asked {
        let home = groups
            .iter_mut()
            .find(|group| likeness(&group[0].stems, &question.stems) >= ALIKE);
        match home {
            Some(group) => group.push(question),
            None => groups.push(vec![question]),
        }
    }
    groups
        .into_iter()
        .map(|members| Group::of(Proposal::Gap(new_id(&members)), members))
        .collect()
}

/// The share of stems that two questions have in common.
fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let shared = a.intersection(b).count();
    shared as f64 / a.union(b).count().max(1) as f64
}

/// The stems that most of the questions share, as an id.
fn new_id(members: &[Asked]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for member in members {
        for stem in &member.stems {
            *counts.entry(stem).or_default() += member.count;
        }
    }
    let mut stems: Vec<(&str, usize)> = counts
        .into_iter()
        .filter(|(stem, _)| stem.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .collect();
    stems.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let stems: Vec<String> = stems
        .into_iter()
        .take(ID_STEMS)
        .map(|(stem, _)| stem.chars().take(15).collect())
        .collect();
    match stems.is_empty() {
        true => "new-question".to_owned(),
        false => stems.join("-").to_lowercase(),
    }
}

impl Group {
    fn of(proposal: Proposal, members: Vec<Asked>) -> Self {
        Self {
            proposal,
            nearest: members.first().and_then(|first| first.nearest.clone()),
            questions: members
                .into_iter()
                .map(|asked| (asked.question, asked.count))
                .collect(),
        }
    }

    /// How many questions it holds, each as often as it was asked.
    pub fn count(&self) -> usize {
        self.questions.iter().map(|(_, count)| count).sum()
    }

    /// What it is, and the YAML to consider: everything else is a comment, so that the whole can be pasted.
    pub fn to_yaml(&self) -> String {
        let mut text = format!("# {} × asked", self.count());
        if let Some(nearest) = &self.nearest {
            let probability = nearest.probability * 100.0;
            let _ = write!(text, "; nearest: {} ({probability:.0} %)", nearest.id);
        }
        for (question, count) in self.questions.iter().take(EXAMPLES) {
            let _ = write!(text, "\n#   {count} × {}", one_line(question));
        }
        match &self.proposal {
            Proposal::Phrasings(id) => {
                let _ = write!(text, "\n- id: {id}\n  phrasings:  # add");
                self.phrasings(&mut text);
            }
            Proposal::Gap(id) => {
                let _ = write!(
                    text,
                    "\n- id: {id}  # new, in not_covered, unless a notice tells\n  title: {{id: …, en: …}}\n  phrasings:"
                );
                self.phrasings(&mut text);
                text.push_str("\n  answer: {id: …, en: …}");
            }
        }
        text.push('\n');
        text
    }

    fn phrasings(&self, text: &mut String) {
        for (question, _) in &self.questions {
            // A JSON string is a YAML string, whatever it holds.
            let _ = write!(
                text,
                "\n    - {}",
                serde_json::Value::from(one_line(question))
            );
        }
    }
}

fn one_line(question: &str) -> String {
    let printable = question.replace(char::is_control, " ");
    printable.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use maklumat::faq::Faq;

    use super::*;

    const FAQ: &str = "
entries:
  - {id: opening, phrasings: [when do you open, what are the opening hours, at what time does the office open], answer: At eight.}
  - {id: parking, phrasings: [where can I park my car, is there a parking lot, parking space for cars], answer: Behind the house.}
  - {id: dogs, phrasings: [may I bring my dog, are dogs allowed, is my pet welcome], answer: 'Yes.'}
";

    #[test]
    fn what_the_faq_lacks_is_grouped_and_can_be_pasted() {
        let matcher = Matcher::new(Faq::parse("test", FAQ.as_bytes()).expect("a FAQ"));
        let questions = [
            "vegan pizza recipe \"quick\"",
            "recipe for vegan pizza",
            "recipe for vegan pizza",
            "halo",
            "",
            "are dogs allowed",
        ];
        let triage = triage(&matcher, questions);
        assert_eq!(triage.settled, 2);
        let sizes: Vec<usize> = triage.groups.iter().map(Group::count).collect();
        assert_eq!(sizes, [3]);
        let yaml = triage.groups[0].to_yaml();
        let list: serde_json::Value = serde_yaml::from_str(&yaml).expect("YAML");
        assert_eq!(list[0]["phrasings"][1], "vegan pizza recipe \"quick\"");
    }
}
