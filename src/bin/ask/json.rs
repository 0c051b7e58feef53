//! The JSON that programs read: one object for each question. Its keys are a contract.

use std::num::NonZeroUsize;

use maklumat::{
    faq::Faq,
    matcher::{Decision, Reason, Understanding},
    reply::{Outcome, WhyNot},
    text::Language,
};
use serde::Serialize;

use crate::asked::Asked;

/// Entries that every object ranks, where the FAQ has so many.
const RANKED: usize = 3;

#[derive(Serialize)]
struct Line<'a> {
    question: &'a str,
    decision: &'static str,
    reason: Option<&'static str>,
    /// The rule that decided, for each question of the message.
    because: String,
    entries: &'a [String],
    likely: &'a [String],
    about: &'a [String],
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
    let (decision, reason) = match reply.outcome {
        Outcome::Answer => ("answer", None),
        Outcome::Suggest => ("suggest", None),
        Outcome::Abstain(why) => ("abstain", Some(reason(why))),
    };
    let rules = understanding.parts.iter();
    let rules: Vec<String> = rules.map(|part| part.verdict.because.to_string()).collect();
    let line = Line {
        question,
        decision,
        reason,
        because: rules.join(", "),
        entries: &reply.answered,
        likely: &reply.likely,
        about: &reply.about,
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

fn reason(why: WhyNot) -> &'static str {
    match why {
        WhyNot::NotCovered => "not-covered",
        WhyNot::NotTold => "not-told",
        WhyNot::OutOfScope => "out-of-scope",
        WhyNot::TooVague => "too-vague",
        WhyNot::SmallTalk => "small-talk",
    }
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
        .filter_map(|part| match part.verdict.decision {
            Decision::Abstain(Reason::NotCovered(gap)) => Some(gap),
            _ => None,
        })
}
