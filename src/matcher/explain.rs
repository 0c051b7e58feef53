//! Why a message was understood as it was: the same steps once more, with what each of them saw.

use super::{
    Assessed, Learnt, Verdict, alignment,
    calibration::{Chances, named},
    candidates::{Close, Reading},
    parts,
};
use crate::{faq::Faq, text::normalise};

/// Why a message was understood as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// One for each question of the message, as in [`super::Understanding`].
    pub parts: Vec<PartExplanation>,
    /// The probability from which on an answer is given outright.
    pub threshold: f64,
}

/// Why one question got its decision.
#[derive(Debug, Clone, PartialEq)]
pub struct PartExplanation {
    /// The words of the message that hold the question.
    pub text: String,
    /// How they were read: each word in standard spelling, with its stem.
    pub words: Vec<(String, String)>,
    /// The words that the FAQ does not know.
    pub unknown: Vec<String>,
    /// The classes that were compared closely, best first.
    pub candidates: Vec<ExplainedCandidate>,
    /// The phrasing of the first entry that fits the question best.
    pub phrasing: Option<String>,
    /// Which words of the question stand for which of that phrasing.
    pub pairs: Vec<WordPair>,
    /// The probability that the first entry is right.
    pub probability: f64,
    /// What was decided, and by which rule.
    pub verdict: Verdict,
}

/// A class that was compared closely.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedCandidate {
    /// The id of the entry or gap.
    pub id: String,
    /// Which of the two it is.
    pub kind: CandidateKind,
    /// The classifier's probability.
    pub probability: f64,
    /// What speaks for and against it, by name.
    pub signals: Vec<(&'static str, f64)>,
    /// The chance that it is what was asked.
    pub chance: f64,
}

/// What a class stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CandidateKind {
    /// Something that the notices answer.
    Entry,
    /// Something that they do not.
    Gap,
}

/// A word of a question and the word of a phrasing that it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct WordPair {
    /// The question's word.
    pub question: String,
    /// The phrasing's word.
    pub phrasing: String,
    /// How alike the two are, 0.0 to 1.0.
    pub likeness: f64,
}

/// Explains a message.
pub fn explain(faq: &Faq, learnt: &Learnt, message: &str) -> Explanation {
    let parts = parts::understand(learnt, message).parts;
    Explanation {
        parts: parts
            .iter()
            .map(|part| explain_part(faq, learnt, &part.text))
            .collect(),
        threshold: learnt.calibration.outright,
    }
}

pub fn explain_part(faq: &Faq, learnt: &Learnt, text: &str) -> PartExplanation {
    let Assessed {
        reading,
        chances,
        part,
    } = learnt.assess(text, normalise::words(text));
    let first = part.ranking.first();
    let best = first.and_then(|first| Some((first.entry, reading.close(first.entry)?)));
    PartExplanation {
        words: reading
            .question
            .words
            .iter()
            .map(|(word, stem)| (word.to_owned(), stem.to_owned()))
            .collect(),
        unknown: unknown(learnt, &reading),
        candidates: candidates(faq, &reading, &chances),
        phrasing: best.and_then(|best| phrasing(faq, learnt, best)),
        pairs: best
            .map(|(_, close)| pairs(learnt, &reading, close))
            .unwrap_or_default(),
        probability: first.map_or(0.0, |first| first.score),
        verdict: part.verdict,
        text: part.text,
    }
}

fn unknown(learnt: &Learnt, reading: &Reading) -> Vec<String> {
    let unknown = reading
        .question
        .words
        .iter()
        .filter(|(word, stem)| !learnt.model.reader.knows(word, stem));
    unknown.map(|(word, _)| word.to_owned()).collect()
}

fn candidates(faq: &Faq, reading: &Reading, chances: &Chances) -> Vec<ExplainedCandidate> {
    let explained = chances.classes.iter().filter_map(|(class, chance)| {
        let candidate = reading
            .candidates
            .iter()
            .find(|candidate| candidate.class == *class)?;
        let (id, kind) = match faq.entries.get(candidate.class) {
            Some(entry) => (&entry.id, CandidateKind::Entry),
            None => (
                &faq.not_covered[candidate.class - faq.entries.len()].id,
                CandidateKind::Gap,
            ),
        };
        Some(ExplainedCandidate {
            id: id.clone(),
            kind,
            probability: f64::from(candidate.probability),
            signals: named(&candidate.signals),
            chance: *chance,
        })
    });
    explained.collect()
}

fn phrasing(faq: &Faq, learnt: &Learnt, (entry, close): (usize, &Close)) -> Option<String> {
    let first = learnt.model.topics[entry].phrasings.start;
    faq.entries[entry]
        .phrasings
        .get(close.phrasing - first)
        .cloned()
}

fn pairs(learnt: &Learnt, reading: &Reading, close: &Close) -> Vec<WordPair> {
    let phrasing = learnt.model.phrasing(close.phrasing);
    let lexemes = learnt.model.lexemes_of(&phrasing.words);
    let pairs = reading
        .question
        .words
        .words
        .iter()
        .zip(&close.alignment.nearest);
    pairs
        .filter(|(_, (_, likeness))| *likeness >= alignment::PAIR)
        .map(|(word, (position, likeness))| WordPair {
            question: word.clone(),
            phrasing: lexemes[*position].word.clone(),
            likeness: f64::from(*likeness),
        })
        .collect()
}
