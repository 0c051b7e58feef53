//! What speaks for and against a candidate: a few numbers that mean the same on every FAQ.

use super::{
    cover::Cover,
    model::{Model, Topic},
    question::Question,
};
use crate::text::Wanted;

/// What speaks for and against a candidate, in the order of [`NAMES`].
pub type Signals = [f64; NAMES.len()];

/// The signals by name.
pub const NAMES: [&str; 12] = [
    "log-probability",
    "ahead of the next",
    "probability",
    "classifier's score",
    "phrasing accounted for",
    "words missing",
    "kind not told",
    "kind less covered",
    "no kind wanted",
    "classes",
    "phrasings a class",
    "gaps among classes",
];

/// What a close look at a candidate showed.
pub struct Seen<'a> {
    /// How far its words stand for the question's.
    pub cover: &'a Cover,
    /// The share of its best phrasing that the question accounts for.
    pub phrasing: f32,
}

/// A probability never counts as less, so that its logarithm stays finite.
const LEAST: f32 = 1e-6;

/// A probability's logarithm.
pub fn log(probability: f32) -> f32 {
    libm::logf(f32::max(probability, LEAST))
}

/// The signals of a class, given the classifier's probability and score of it and the logarithm of its best rival's
/// probability. Of a class that nobody looked at closely nothing accounts for anything.
pub fn of(
    model: &Model,
    question: &Question,
    class: usize,
    seen: Option<Seen<'_>>,
    [probability, score, rival]: [f32; 3],
) -> Signals {
    let topic = &model.topics[class];
    let classes = model.classes() as f64;
    let less_of_kind = |seen: &Seen<'_>| seen.cover.less_of_kind(model, question, topic);
    [
        f64::from(log(probability)),
        f64::from(log(probability) - rival),
        f64::from(probability),
        f64::from(score),
        f64::from(seen.as_ref().map_or(0.0, |seen| seen.phrasing)),
        f64::from(seen.as_ref().map_or(1.0, |seen| seen.cover.missing())),
        f64::from(u8::from(is_untold(question, topic))),
        f64::from(seen.as_ref().map_or(0.0, less_of_kind)),
        f64::from(u8::from(question.wanted.is_empty())),
        libm::log(classes),
        libm::log(1.0 + model.phrasings() as f64 / classes),
        1.0 - model.entries as f64 / classes,
    ]
}

/// Whether the question wants a kind of thing that no phrasing of the topic wants and its answer does not tell. How a thing
/// is done, and which, is told in too many ways to see.
fn is_untold(question: &Question, topic: &Topic) -> bool {
    let shows = |kind: &&Wanted| !matches!(kind, Wanted::Manner | Wanted::Which);
    let mut wanted = question.wanted.iter().filter(shows);
    wanted.any(|kind| !topic.wants[*kind as usize] && !topic.tells[*kind as usize])
}
