//! The JSON that programs read: one object for each question. Its keys are a contract.

use std::num::NonZeroUsize;

use maklumat::{
    faq::Faq,
    matcher::{Decision, Reason, Understanding},
    text::Language,
};
use serde::Serialize;

use crate::asker::Asked;

/// Entries that every object ranks, where the FAQ has so many.
const RANKED: usize = 3;

#[derive(Serialize)]
struct Line<'a> {
    question: &'a str,
    decision: &'static str,
    reason: Option<&'static str>,
    entries: &'a [String],
    suggestions: Vec<&'a str>,
    ranking: Vec<Ranked<'a>>,
    language: Language,
    reply: String,
    /// The gaps that were met: what people ask and the notices do not answer.
    not_covered: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
}

#[derive(Serialize)]
struct Ranked<'a> {
    entry: &'a str,
    score: f64,
}

/// The object for one question, without a line end.
pub fn line(faq: &Faq, asked: &Asked, top: NonZeroUsize, explanation: Option<String>) -> String {
    let Asked {
        question,
        understanding,
        reply,
    } = asked;
    let decision = match (reply.answered.is_empty(), reply.choices.is_empty()) {
        (false, _) => "answer",
        (true, false) => "suggest",
        (true, true) => "abstain",
    };
    let line = Line {
        question,
        decision,
        reason: (decision == "abstain").then(|| reason(understanding)),
        entries: &reply.answered,
        suggestions: reply
            .choices
            .iter()
            .map(|choice| choice.entry.as_str())
            .collect(),
        ranking: ranking(faq, understanding, top.get().max(RANKED)),
        language: reply.language,
        reply: reply.to_string(),
        not_covered: gaps(understanding)
            .map(|gap| faq.not_covered[gap].id.as_str())
            .collect(),
        explanation,
    };
    // Strings and numbers under keys of our own can always be written.
    serde_json::to_string(&line).unwrap_or_default()
}

/// Why nothing was answered: of several reasons, the one that says most.
fn reason(understanding: &Understanding) -> &'static str {
    let reasons = understanding.parts.iter().map(|part| match part.decision {
        Decision::Abstain(Reason::OutOfScope) => (1, "out-of-scope"),
        Decision::Abstain(Reason::TooVague) => (2, "too-vague"),
        Decision::Abstain(Reason::SmallTalk(_)) => (3, "small-talk"),
        // An answer that is not given: the notices do not reach back to the date that was asked for.
        Decision::Abstain(Reason::NotCovered(_)) | Decision::Answer(_) | Decision::Suggest(_) => {
            (0, "not-covered")
        }
    });
    reasons.min().map_or("out-of-scope", |(_, reason)| reason)
}

fn ranking<'a>(faq: &'a Faq, understanding: &Understanding, length: usize) -> Vec<Ranked<'a>> {
    let ranking = understanding.ranking(faq, length).into_iter();
    let ranked = ranking.map(|ranked| Ranked {
        entry: &faq.entries[ranked.entry].id,
        score: ranked.score,
    });
    ranked.collect()
}

fn gaps(understanding: &Understanding) -> impl Iterator<Item = usize> {
    understanding
        .parts
        .iter()
        .filter_map(|part| match part.decision {
            Decision::Abstain(Reason::NotCovered(gap)) => Some(gap),
            _ => None,
        })
}
