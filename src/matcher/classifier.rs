//! Which class a vector belongs to: one dot product a class, learnt from the phrasings.
//!
//! A class is an entry of the FAQ or one of its gaps. Small and middling FAQs are learnt by multinomial logistic
//! regression, which weighs features by what they tell apart; very large ones, where that would take minutes, by
//! centroids, each class the mean of its phrasings.

use serde::{Deserialize, Serialize};

use super::{features::Features, model::Fold};
use crate::text::vectors::DIMENSIONS;

/// The strength of the regression's prior: the weight of a squared coefficient. Chosen on dev sets, flat between half
/// and twice its value.
const LAMBDA: f32 = 0.05;

/// Passes over the phrasings; more change nothing that can be measured.
const EPOCHS: usize = 8;

/// The first step, and how quickly steps shrink; a full step would let classes that share a phrasing's words swing.
const STEP: f32 = 0.5;
const STEP_DECAY: f32 = 0.25;

/// A class that changes by less than this share of what changes most is left as it is.
const UNMOVED: f32 = 0.01;

/// Touching single classes costs about so many times what touching one in a row of all costs.
const SPARSE_GAIN: usize = 4;

/// Passes, and their step, after which what was learnt from all samples has become what is learnt from a part of them.
const SETTLING: usize = 2;
const SETTLING_STEP: f32 = 0.3;

/// Regression is used while features × classes, the numbers that it must hold at once, stay below this (48 MB, of
/// which calibration holds six at once).
const MOST_COEFFICIENTS: usize = 12_000_000;

/// And while phrasings × classes, which its time grows with, stay below this (about five seconds).
const MOST_UPDATES: usize = 6_000_000;

/// The length that centroids are given, so that their softmax is about as sure as the regression's.
const CENTROID_SCALE: f32 = 12.0;

/// A feature's weights are kept for at most so many classes, those that differ most from the rest, so that a question
/// costs the same however many classes there are.
const CLASSES_PER_FEATURE: usize = 48;

/// What differs less than this share of the greatest difference is dropped with the rest.
const FAINT: f32 = 0.02;

/// The trained classifier, in the form that is kept: for each feature, the classes that it speaks for or against.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Classifier {
    classes: usize,
    /// Where each feature's weights begin in `weights`; one more than there are features.
    starts: Vec<u32>,
    /// Classes and weights, relative to what all other classes have.
    weights: Vec<(u32, f32)>,
    /// A row of `classes` weights for each dimension of meaning.
    meaning: Vec<f32>,
}

/// A sample: a phrasing's vector, and its class.
pub type Sample = (Features, usize);

/// What training leaves behind, so that it can be asked what it would have learnt from less.
#[derive(Debug)]
pub enum Trained<'a> {
    /// The regression with its dual variables.
    Regression(Regression<'a>),
    /// Centroids need nothing but the samples.
    Centroids {
        /// All samples.
        samples: &'a [Sample],
        /// How many features are counted.
        features: usize,
        /// What was learnt.
        classifier: Classifier,
    },
}

impl<'a> Trained<'a> {
    /// Learns from samples; `features` is how many features are counted.
    pub fn on(samples: &'a [Sample], features: usize, classes: usize) -> Self {
        if features * classes <= MOST_COEFFICIENTS && samples.len() * classes <= MOST_UPDATES {
            Self::Regression(Regression::fit(samples, features, classes))
        } else {
            let classifier = Classifier::centroids(samples, features, classes, &|_| true);
            Self::Centroids {
                samples,
                features,
                classifier,
            }
        }
    }

    /// What would have been learnt had only the samples been there that `kept` says, by number.
    pub fn settled_on(&self, kept: &dyn Fn(usize) -> bool) -> Self {
        match self {
            Self::Regression(regression) => Self::Regression(regression.settled_on(kept)),
            Self::Centroids {
                samples,
                features,
                classifier,
            } => {
                let classifier =
                    Classifier::centroids(samples, *features, classifier.classes, kept);
                Self::Centroids {
                    samples,
                    features: *features,
                    classifier,
                }
            }
        }
    }

    /// How many folds of itself it is worth learning: where learning once takes long, one is sample enough.
    pub fn folds(&self) -> usize {
        match self {
            Self::Regression(_) => Fold::COUNT,
            Self::Centroids { .. } => 1,
        }
    }

    /// Each class's score for a vector, into `scores`.
    pub fn score(&self, x: &Features, scores: &mut Vec<f32>) {
        match self {
            Self::Regression(regression) => regression.score(x, scores),
            Self::Centroids { classifier, .. } => classifier.score(x, scores),
        }
    }

    /// The classifier, in the form that is kept.
    pub fn into_classifier(self) -> Classifier {
        match self {
            Self::Regression(regression) => regression.into_classifier(),
            Self::Centroids { classifier, .. } => classifier,
        }
    }
}

impl Classifier {
    /// Each class's score for a vector, into `scores`.
    pub fn score(&self, x: &Features, scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.classes, 0.0);
        for (feature, value) in &x.counted {
            let at = *feature as usize;
            for (class, weight) in
                &self.weights[self.starts[at] as usize..self.starts[at + 1] as usize]
            {
                scores[*class as usize] += value * weight;
            }
        }
        for (value, row) in x
            .meaning
            .iter()
            .zip(self.meaning.chunks_exact(self.classes))
        {
            add_scaled(scores, row, *value);
        }
    }

    fn push_row(&mut self, mut row: Vec<(usize, f32)>) {
        row.sort_unstable_by(|(a, x), (b, y)| y.abs().total_cmp(&x.abs()).then(a.cmp(b)));
        let faint = row.first().map_or(0.0, |(_, weight)| weight.abs() * FAINT);
        row.retain(|(_, weight)| weight.abs() >= faint);
        row.truncate(CLASSES_PER_FEATURE);
        row.sort_unstable_by_key(|(class, _)| *class);
        self.weights.extend(
            row.into_iter()
                .map(|(class, weight)| (class as u32, weight)),
        );
        self.starts.push(self.weights.len() as u32);
    }

    /// Each class the mean of its samples, of those that `kept` says.
    fn centroids(
        samples: &[Sample],
        features: usize,
        classes: usize,
        kept: &dyn Fn(usize) -> bool,
    ) -> Self {
        let samples = || {
            samples
                .iter()
                .enumerate()
                .filter(|(number, _)| kept(*number))
                .map(|(_, sample)| sample)
        };
        let sizes = sizes(samples(), classes);
        let mut rows: Vec<Vec<(usize, f32)>> = vec![Vec::new(); features];
        let mut meaning = vec![0.0; DIMENSIONS * classes];
        for (x, class) in samples() {
            let share = CENTROID_SCALE / sizes[*class];
            for (feature, value) in &x.counted {
                add_to_row(&mut rows[*feature as usize], *class, value * share);
            }
            for (dimension, value) in x.meaning.iter().enumerate() {
                meaning[dimension * classes + class] += value * share;
            }
        }
        let mut this = Self {
            classes,
            starts: vec![0],
            weights: Vec::new(),
            meaning,
        };
        for row in rows {
            this.push_row(row);
        }
        this
    }
}

/// Adds to a class's weight in a row that is filled class by class. A row is never let grow far beyond what will be kept
/// of it: what is weakest of its finished classes goes first.
fn add_to_row(row: &mut Vec<(usize, f32)>, class: usize, weight: f32) {
    match row.last_mut() {
        Some((last, sum)) if *last == class => *sum += weight,
        _ => {
            if row.len() >= 4 * CLASSES_PER_FEATURE {
                row.select_nth_unstable_by(CLASSES_PER_FEATURE, |(_, a), (_, b)| b.total_cmp(a));
                row.truncate(CLASSES_PER_FEATURE);
            }
            row.push((class, weight));
        }
    }
}

fn sizes<'a>(samples: impl Iterator<Item = &'a Sample>, classes: usize) -> Vec<f32> {
    let mut sizes = vec![0.0; classes];
    for (_, class) in samples {
        sizes[*class] += 1.0;
    }
    sizes
}

/// Turns scores into probabilities.
pub fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores
        .iter_mut()
        .for_each(|score| *score = (*score - most).exp());
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// Multinomial logistic regression without bias, by dual coordinate ascent (after Yu, Huang and Lin 2011, with a damped
/// gradient step in place of their inner solver).
///
/// Classes weigh by the square root of their size, half way between equal classes and equal phrasings.
#[derive(Debug)]
pub struct Regression<'a> {
    samples: &'a [Sample],
    features: usize,
    /// How much a sample of each class counts.
    importance: Vec<f32>,
    /// A row of classes for each feature, and then for each dimension of meaning.
    weights: Vec<f32>,
    /// A row of classes for each sample.
    duals: Vec<f32>,
}

impl<'a> Regression<'a> {
    fn fit(samples: &'a [Sample], features: usize, classes: usize) -> Self {
        let mean_size = samples.len() as f32 / classes as f32;
        let mut this = Self {
            samples,
            features,
            importance: sizes(samples.iter(), classes)
                .into_iter()
                .map(|size| (mean_size / size).sqrt())
                .collect(),
            weights: vec![0.0; (features + DIMENSIONS) * classes],
            duals: vec![0.0; samples.len() * classes],
        };
        let mut order = Shuffle::new((0..samples.len()).collect());
        for epoch in 0..EPOCHS {
            this.pass(order.next(), STEP / (1.0 + STEP_DECAY * epoch as f32));
        }
        this
    }

    /// Takes the part of the samples away that is not kept, and lets the others settle again.
    fn settled_on(&self, kept: &dyn Fn(usize) -> bool) -> Self {
        let mut this = Self {
            samples: self.samples,
            features: self.features,
            importance: self.importance.clone(),
            weights: self.weights.clone(),
            duals: self.duals.clone(),
        };
        let classes = this.classes();
        let (stay, go): (Vec<usize>, Vec<usize>) =
            (0..this.samples.len()).partition(|number| kept(*number));
        for number in go {
            let dual = &mut this.duals[number * classes..(number + 1) * classes];
            let change: Vec<f32> = dual.iter().map(|value| -value / LAMBDA).collect();
            dual.fill(0.0);
            add_outer(
                &mut this.weights,
                &this.samples[number].0,
                this.features,
                &change,
            );
        }
        let mut order = Shuffle::new(stay);
        for _ in 0..SETTLING {
            this.pass(order.next(), SETTLING_STEP);
        }
        this
    }

    fn classes(&self) -> usize {
        self.importance.len()
    }

    /// One pass over samples, in this order.
    fn pass(&mut self, order: &[usize], step: f32) {
        let classes = self.classes();
        let mut scores = Vec::new();
        for &number in order {
            let (x, own) = &self.samples[number];
            let importance = self.importance[*own];
            let step = step / f32::max(1.0, importance / 2.0);
            self.score(x, &mut scores);
            softmax(&mut scores);
            let dual = &mut self.duals[number * classes..(number + 1) * classes];
            for (class, (dual, score)) in dual.iter_mut().zip(&mut scores).enumerate() {
                let target = importance * (f32::from(u8::from(class == *own)) - *score);
                let change = step * (target - *dual);
                *dual += change;
                *score = change / LAMBDA;
            }
            add_outer(&mut self.weights, x, self.features, &scores);
        }
    }

    fn score(&self, x: &Features, scores: &mut Vec<f32>) {
        let classes = self.classes();
        scores.clear();
        scores.resize(classes, 0.0);
        for (feature, value) in terms(x, self.features) {
            add_scaled(
                scores,
                &self.weights[feature * classes..(feature + 1) * classes],
                value,
            );
        }
    }

    fn into_classifier(self) -> Classifier {
        let classes = self.classes();
        let mut classifier = Classifier {
            classes,
            starts: vec![0],
            weights: Vec::new(),
            meaning: Vec::new(),
        };
        for row in self.weights[..self.features * classes].chunks_exact(classes) {
            // What all classes share moves none of them against another.
            let shared = median(row);
            let differences = row.iter().map(|weight| weight - shared).enumerate();
            classifier.push_row(differences.filter(|(_, weight)| *weight != 0.0).collect());
        }
        classifier.meaning = self.weights[self.features * classes..].to_vec();
        classifier
    }
}

/// Adds to each term's row its value times `change`. After the first passes few classes change by anything, and only
/// those are touched: writing all of them is what training would spend its time on.
fn add_outer(weights: &mut [f32], x: &Features, features: usize, change: &[f32]) {
    let classes = change.len();
    let most = change
        .iter()
        .fold(0.0, |most: f32, value| most.max(value.abs()));
    let moved: Vec<(usize, f32)> = change
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, value)| value.abs() > most * UNMOVED)
        .collect();
    for (feature, value) in terms(x, features) {
        let row = &mut weights[feature * classes..(feature + 1) * classes];
        if moved.len() * SPARSE_GAIN < classes {
            moved
                .iter()
                .for_each(|(class, change)| row[*class] += change * value);
        } else {
            add_scaled(row, change, value);
        }
    }
}

/// Counted features and dimensions of meaning alike, as rows of one matrix.
fn terms(x: &Features, features: usize) -> impl Iterator<Item = (usize, f32)> {
    let counted = x
        .counted
        .iter()
        .map(|(feature, value)| (*feature as usize, *value));
    counted.chain(
        x.meaning
            .iter()
            .enumerate()
            .map(move |(dimension, value)| (features + dimension, *value)),
    )
}

fn add_scaled(sum: &mut [f32], row: &[f32], scale: f32) {
    sum.iter_mut()
        .zip(row)
        .for_each(|(total, value)| *total += scale * value);
}

fn median(row: &[f32]) -> f32 {
    let mut sorted = row.to_vec();
    let middle = sorted.len() / 2;
    *sorted.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// A new order of the samples for each epoch, the same on every machine.
struct Shuffle {
    order: Vec<usize>,
    state: u64,
}

impl Shuffle {
    fn new(order: Vec<usize>) -> Self {
        Self { order, state: 1 }
    }

    fn next(&mut self) -> &[usize] {
        for last in (1..self.order.len()).rev() {
            // Knuth's MMIX generator; its upper bits are random enough to shuffle by.
            self.state = self
                .state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            self.order
                .swap(last, (self.state >> 33) as usize % (last + 1));
        }
        &self.order
    }
}
