//! The few classes that a text may be about, compared with it closely.

use std::cell::RefCell;

use super::{
    alignment::{Alignment, Lexeme, align, lexemes},
    classifier::softmax,
    features::Features,
    model::Model,
    reading::Words,
    signals::{self, Signals},
};
use crate::text::{Wanted, wanted};

/// How many classes are compared closely, and how many of them at least are entries: a reader is offered three.
const SHORTLIST: usize = 5;
const SHORTLISTED_ENTRIES: usize = 3;

/// So many of a class's nearest phrasings are aligned with the text: the very nearest may be so by chance.
const NEIGHBOURS: usize = 3;

/// The most phrasings of a class that are compared, evenly spread.
const MOST_COMPARED: usize = 256;

/// A text, read.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its words.
    pub words: Words,
    /// The same, with what comparing them needs.
    pub lexemes: Vec<Lexeme>,
    /// For each, the number by which topics know its stem.
    pub stems: Vec<Option<u32>>,
    /// What kinds of things it wants to know.
    pub wanted: Vec<Wanted>,
}

/// A class on the shortlist.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The class.
    pub class: usize,
    /// The classifier's probability.
    pub probability: f32,
    /// Its phrasing that fits the text best, by number.
    pub phrasing: usize,
    /// How that phrasing accounts for the text, and the text for it.
    pub alignment: Alignment,
    /// What speaks for and against it.
    pub signals: Signals,
}

/// A text held against the FAQ.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The text.
    pub question: Question,
    /// The few classes that it may be about, most probable by the classifier first.
    pub candidates: Vec<Candidate>,
}

impl Question {
    /// Reads a text as somebody who knows the FAQ's words.
    pub fn read(model: &Model, text: &str) -> Self {
        let words = model.reader.question(text);
        Self {
            lexemes: lexemes(&words, &model.vocabulary),
            stems: words.stems.iter().map(|stem| model.stem(stem)).collect(),
            wanted: wanted(&words.words),
            words,
        }
    }
}

impl Reading {
    /// Holds a text against the FAQ.
    pub fn of(model: &Model, text: &str) -> Self {
        let question = Question::read(model, text);
        let features = model.vocabulary.vector(&question.words);
        let mut scores = Vec::new();
        model.classifier.score(&features, &mut scores);
        let mut probabilities = scores.clone();
        softmax(&mut probabilities);
        let scratch = Scratch::new(&features, model.vocabulary.len());
        let shortlist = shortlist(model, &probabilities);
        let log = |class: usize| f32::max(probabilities[class], signals::LEAST).ln();
        let candidates = shortlist
            .iter()
            .map(|class| {
                let others = shortlist.iter().filter(|other| *other != class);
                let rival = others
                    .map(|other| log(*other))
                    .fold(signals::LEAST.ln(), f32::max);
                compare(
                    model,
                    &question,
                    &scratch,
                    *class,
                    probabilities[*class],
                    rival,
                )
            })
            .collect();
        Self {
            question,
            candidates,
        }
    }
}

/// The most probable classes, with enough entries among them.
fn shortlist(model: &Model, probabilities: &[f32]) -> Vec<usize> {
    let taught = |class: &usize| !model.topics[*class].phrasings.is_empty();
    let mut best = most_probable(
        probabilities,
        (0..model.classes()).filter(taught),
        SHORTLIST,
    );
    let entries = most_probable(
        probabilities,
        (0..model.entries).filter(taught),
        SHORTLISTED_ENTRIES,
    );
    best.extend(
        entries
            .iter()
            .filter(|entry| !best.contains(entry))
            .copied()
            .collect::<Vec<_>>(),
    );
    best
}

fn most_probable(
    probabilities: &[f32],
    classes: impl Iterator<Item = usize>,
    count: usize,
) -> Vec<usize> {
    let mut best: Vec<usize> = Vec::with_capacity(count + 1);
    for class in classes {
        let at = best.partition_point(|other| probabilities[*other] >= probabilities[class]);
        if at < count {
            best.insert(at, class);
            best.truncate(count);
        }
    }
    best
}

fn compare(
    model: &Model,
    question: &Question,
    scratch: &Scratch<'_>,
    class: usize,
    probability: f32,
    rival: f32,
) -> Candidate {
    let nearest = nearest(model, scratch, class);
    let (phrasing, alignment) = best_phrasing(model, question, &nearest);
    let mut candidate = Candidate {
        class,
        probability,
        phrasing,
        alignment,
        signals: [0.0; signals::NAMES.len()],
    };
    candidate.signals = signals::of(model, question, &candidate, rival);
    candidate
}

/// A class's phrasings nearest to the text, with their dot products, nearest first.
fn nearest(model: &Model, scratch: &Scratch<'_>, class: usize) -> Vec<(f32, usize)> {
    let phrasings = model.topics[class].phrasings.clone();
    let step = phrasings.len().div_ceil(MOST_COMPARED).max(1);
    let mut products: Vec<(f32, usize)> = phrasings
        .step_by(step)
        .map(|number| (scratch.product(&model.phrasing(number).vector), number))
        .collect();
    products.sort_unstable_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    products.truncate(NEIGHBOURS);
    products
}

/// Which of the nearest phrasings accounts best for the text, and it for the phrasing.
fn best_phrasing(
    model: &Model,
    question: &Question,
    nearest: &[(f32, usize)],
) -> (usize, Alignment) {
    let aligned = nearest.iter().map(|(_, number)| {
        let phrasing = model.lexemes_of(&model.phrasing(*number).words);
        (*number, align(&question.lexemes, &phrasing))
    });
    let best = aligned
        .max_by(|(_, a), (_, b)| (a.question * a.phrasing).total_cmp(&(b.question * b.phrasing)));
    best.unwrap_or_else(|| (0, align(&question.lexemes, &[])))
}

thread_local! {
    /// One number for each feature of the FAQ, all zero between uses: kept, so that a question allocates nothing that
    /// grows with the FAQ.
    static DENSE: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// One text laid out so that dot products with many others are quick.
struct Scratch<'a> {
    features: &'a Features,
    dense: Vec<f32>,
}

impl<'a> Scratch<'a> {
    fn new(features: &'a Features, count: usize) -> Self {
        let mut dense = DENSE.take();
        dense.resize(count, 0.0);
        for (number, value) in &features.counted {
            dense[*number as usize] = *value;
        }
        Self { features, dense }
    }

    /// The dot product with another text; four sums at once, as no single one could wait for memory and itself.
    fn product(&self, other: &Features) -> f32 {
        let (fours, rest) = other.counted.as_chunks::<4>();
        let mut sums = [0.0; 4];
        for four in fours {
            for (sum, (number, value)) in sums.iter_mut().zip(four) {
                *sum += self.dense[*number as usize] * value;
            }
        }
        let rest: f32 = rest
            .iter()
            .map(|(number, value)| self.dense[*number as usize] * value)
            .sum();
        sums.iter().sum::<f32>() + rest + self.features.meaning_product(other)
    }
}

impl Drop for Scratch<'_> {
    fn drop(&mut self) {
        for (number, _) in &self.features.counted {
            self.dense[*number as usize] = 0.0;
        }
        DENSE.set(std::mem::take(&mut self.dense));
    }
}
