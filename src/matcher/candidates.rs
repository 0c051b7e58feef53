//! The few classes that a text may be about, compared with it closely.

use std::ops::Range;

use super::{
    alignment::{Alignment, align},
    classifier::softmax,
    cover::Cover,
    model::Model,
    question::Question,
    signals::{self, Seen, Signals},
};

/// How many classes are compared closely, and how many of them at least are entries: a reader is offered three.
const SHORTLIST: usize = 5;
const SHORTLISTED_ENTRIES: usize = 3;

/// A class whose probability is so much below the first's, as a logarithm, is not looked at closely: nothing could make it
/// the first.
const FAR: f32 = 6.0;

/// So many of a class's nearest phrasings are aligned with the text: the very nearest may be so by chance.
const NEIGHBOURS: usize = 2;

/// A class on the shortlist.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The class.
    pub class: usize,
    /// The classifier's probability.
    pub probability: f32,
    /// What a close look at it shows, where it is not far behind the first.
    pub close: Option<Close>,
    /// What speaks for and against it.
    pub signals: Signals,
}

/// A close look at a candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Close {
    /// Its phrasing that fits the text best, by number.
    pub phrasing: usize,
    /// How that phrasing accounts for the text, and the text for it.
    pub alignment: Alignment,
    /// How far its words stand for the text's.
    pub cover: Cover,
}

/// A text held against the FAQ.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The text.
    pub question: Question,
    /// The few classes that it may be about, most probable by the classifier first.
    pub candidates: Vec<Candidate>,
}

impl Reading {
    /// Holds a text, given by its words, against the FAQ.
    pub fn of(model: &Model, typed: Vec<String>) -> Self {
        let question = Question::read(model, typed);
        let features = model.vocabulary.vector(&question.words);
        let mut scores = Vec::new();
        model.classifier.score(&features, &mut scores);
        let mut probabilities = scores.clone();
        softmax(&mut probabilities);
        let shortlist = shortlist(model, &probabilities);
        let log = |class: usize| signals::log(probabilities[class]);
        let first = shortlist.first().map_or(0.0, |class| log(*class));
        let candidates = shortlist
            .iter()
            .map(|class| {
                let others = shortlist.iter().filter(|other| *other != class);
                let rival = others
                    .map(|other| log(*other))
                    .fold(signals::log(0.0), f32::max);
                let close =
                    (log(*class) >= first - FAR).then(|| Close::of(model, &question, *class));
                Candidate {
                    class: *class,
                    probability: probabilities[*class],
                    signals: signals::of(
                        model,
                        &question,
                        *class,
                        close.as_ref().map(Close::seen),
                        [probabilities[*class], scores[*class], rival],
                    ),
                    close,
                }
            })
            .collect();
        Self {
            question,
            candidates,
        }
    }

    /// The classifier's probability of a candidate; 0.0 of what is none.
    pub fn probability(&self, class: usize) -> f32 {
        self.candidate(class)
            .map_or(0.0, |candidate| candidate.probability)
    }

    /// What a close look at a class showed, where it was worth one.
    pub fn close(&self, class: usize) -> Option<&Close> {
        self.candidate(class)?.close.as_ref()
    }

    fn candidate(&self, class: usize) -> Option<&Candidate> {
        self.candidates
            .iter()
            .find(|candidate| candidate.class == class)
    }
}

/// The most probable classes, with enough entries among them.
fn shortlist(model: &Model, probabilities: &[f32]) -> Vec<usize> {
    let taught = |class: &usize| !model.topics[*class].phrasings.is_empty();
    let probable = |classes: Range<usize>| {
        let classes = classes.filter(taught);
        classes.map(|class| (class, probabilities[class]))
    };
    let mut shortlist = best(probable(0..model.classes()), SHORTLIST);
    for entry in best(probable(0..model.entries), SHORTLISTED_ENTRIES) {
        if !shortlist.contains(&entry) {
            shortlist.push(entry);
        }
    }
    shortlist
}

/// The numbers with the highest scores, at most so many, best first.
fn best(scored: impl Iterator<Item = (usize, f32)>, count: usize) -> Vec<usize> {
    let mut best: Vec<(usize, f32)> = Vec::with_capacity(count + 1);
    for (number, score) in scored {
        let no_worse = best.iter().rposition(|(_, other)| *other >= score);
        let at = no_worse.map_or(0, |last| last + 1);
        if at < count {
            best.insert(at, (number, score));
            best.truncate(count);
        }
    }
    best.into_iter().map(|(number, _)| number).collect()
}

impl Close {
    fn seen(&self) -> Seen<'_> {
        Seen {
            cover: &self.cover,
            phrasing: self.alignment.phrasing,
        }
    }

    fn of(model: &Model, question: &Question, class: usize) -> Self {
        let cover = Cover::new(model, question, &model.topics[class]);
        let (phrasing, alignment) = best_phrasing(model, question, &nearest(model, &cover, class));
        Self {
            phrasing,
            alignment,
            cover,
        }
    }
}

/// A class's phrasings that cover the text best and have least beside it, by number, best first.
fn nearest(model: &Model, cover: &Cover, class: usize) -> Vec<usize> {
    let topic = &model.topics[class];
    best(
        topic.phrasings.clone().zip(cover.fits(model, topic)),
        NEIGHBOURS,
    )
}

/// Which of the nearest phrasings accounts best for the text, and it for the phrasing.
fn best_phrasing(model: &Model, question: &Question, nearest: &[usize]) -> (usize, Alignment) {
    let aligned = nearest.iter().map(|number| {
        let phrasing = model.lexemes_of(&model.phrasing(*number).words);
        (*number, align(&question.lexemes, &phrasing))
    });
    let best = aligned
        .max_by(|(_, a), (_, b)| (a.question * a.phrasing).total_cmp(&(b.question * b.phrasing)));
    best.unwrap_or_else(|| (0, align(&question.lexemes, &[])))
}
