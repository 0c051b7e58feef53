//! Multinomial logistic regression, the classifier's teacher.

use super::{
    classifier::{Classifier, Sample, add_scaled, softmax},
    features::Features,
};
use crate::text::vectors::DIMENSIONS;

/// The strength of the prior: the weight of a squared coefficient. Chosen on dev sets, flat between half and twice its
/// value.
const LAMBDA: f32 = 0.05;

/// Passes over the samples; more change nothing that can be measured.
const EPOCHS: usize = 8;

/// The first step, and how quickly steps shrink; a full step would let classes that share a phrasing's words swing.
const STEP: f32 = 0.5;
const STEP_DECAY: f32 = 0.25;

/// A sample whose dual variables change by less than this, of its importance, has settled: it is left alone until the last
/// pass.
const SETTLED: f32 = 0.01;

/// A class that changes by less than this share of what changes most is left as it is.
const UNMOVED: f32 = 0.01;

/// Touching single classes costs about so many times what touching one in a row of all costs.
const SPARSE_GAIN: usize = 4;

/// Multinomial logistic regression without bias, by dual coordinate ascent (after Yu, Huang and Lin 2011, with a damped
/// gradient step in place of their inner solver).
#[derive(Debug)]
pub struct Regression<'a> {
    samples: &'a [Sample],
    features: usize,
    classes: usize,
    /// A row for each feature, and then for each dimension of meaning.
    weights: Rows,
    /// A row of classes for each sample.
    duals: Vec<f32>,
}

impl<'a> Regression<'a> {
    /// Learns from samples; `features` is how many features are counted.
    pub fn fit(samples: &'a [Sample], features: usize, classes: usize) -> Self {
        Self::passing(samples, features, classes, EPOCHS, SETTLED)
    }

    fn passing(
        samples: &'a [Sample],
        features: usize,
        classes: usize,
        epochs: usize,
        settles: f32,
    ) -> Self {
        let mut this = Self {
            samples,
            features,
            classes,
            weights: Rows::new(features + DIMENSIONS, classes),
            duals: vec![0.0; samples.len() * classes],
        };
        let mut order = Shuffle::new((0..samples.len()).collect());
        let mut settled = vec![false; samples.len()];
        for epoch in 0..epochs {
            if epoch + 1 == epochs {
                settled.fill(false);
            }
            let step = STEP / (1.0 + STEP_DECAY * epoch as f32);
            this.pass(order.next(), step, settles, &mut settled);
        }
        this
    }

    /// One pass over the samples that have not settled, in this order.
    fn pass(&mut self, order: &[usize], step: f32, settles: f32, settled: &mut [bool]) {
        let classes = self.classes;
        let mut scores = vec![0.0; classes];
        for &number in order {
            if settled[number] {
                continue;
            }
            let Sample {
                features: x,
                class: own,
                importance,
            } = &self.samples[number];
            let importance = *importance;
            let step = step / f32::max(1.0, importance / 2.0);
            let terms = terms(x, self.features);
            self.weights.score(&terms, &mut scores);
            softmax(&mut scores);
            let dual = &mut self.duals[number * classes..(number + 1) * classes];
            for (class, (dual, score)) in dual.iter_mut().zip(&mut scores).enumerate() {
                let target = importance * (f32::from(u8::from(class == *own)) - *score);
                let change = step * (target - *dual);
                *dual += change;
                *score = change / LAMBDA;
            }
            let most = scores
                .iter()
                .fold(0.0, |most: f32, change| most.max(change.abs()));
            settled[number] = most * LAMBDA < settles * step * importance;
            self.weights.add_outer(&terms, &scores);
        }
    }

    /// What was learnt, in the form that is kept.
    pub fn into_classifier(self) -> Classifier {
        let row = |number| self.weights.row(number);
        let meaning = (self.features..self.features + DIMENSIONS).flat_map(row);
        let mut classifier = Classifier::empty(self.classes, meaning.copied().collect());
        for row in (0..self.features).map(row) {
            // What all classes share moves none of them against another.
            let shared = median(row);
            let differences = row.iter().map(|weight| weight - shared).enumerate();
            classifier.push_row(differences.filter(|(_, weight)| *weight != 0.0).collect());
        }
        classifier
    }
}

/// Counted features and dimensions of meaning alike, as numbers of rows of one matrix, each with its value.
fn terms(x: &Features, features: usize) -> Vec<(usize, f32)> {
    let counted = x.counted.iter();
    let counted = counted.map(|(feature, value)| (*feature as usize, *value));
    let meaning = (features..).zip(x.meaning.iter().copied());
    counted.chain(meaning).collect()
}

/// So many classes are scored at a time: their sums stay in registers.
const BLOCK: usize = 16;

/// Rows of a weight for each class, filled up to whole blocks.
#[derive(Debug)]
struct Rows {
    classes: usize,
    /// How many blocks there are in a row.
    blocks: usize,
    weights: Vec<[f32; BLOCK]>,
}

impl Rows {
    fn new(rows: usize, classes: usize) -> Self {
        let blocks = classes.div_ceil(BLOCK);
        Self {
            classes,
            blocks,
            weights: vec![[0.0; BLOCK]; rows * blocks],
        }
    }

    fn row(&self, number: usize) -> &[f32] {
        let blocks = &self.weights[number * self.blocks..(number + 1) * self.blocks];
        &blocks.as_flattened()[..self.classes]
    }

    /// The sum of the terms' rows, each times its value.
    fn score(&self, terms: &[(usize, f32)], scores: &mut [f32]) {
        for (block, scores) in scores.chunks_mut(BLOCK).enumerate() {
            let mut sums = [0.0; BLOCK];
            for (row, value) in terms {
                add_scaled(&mut sums, &self.weights[row * self.blocks + block], *value);
            }
            scores.copy_from_slice(&sums[..scores.len()]);
        }
    }

    /// Adds to each term's row its value times `change`. After the first passes few classes change by anything, and only
    /// those are touched: writing all of them is what training would spend its time on.
    fn add_outer(&mut self, terms: &[(usize, f32)], change: &[f32]) {
        let most = change
            .iter()
            .fold(0.0, |most: f32, value| most.max(value.abs()));
        let moved: Vec<(usize, f32)> = change
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, value)| value.abs() > most * UNMOVED)
            .collect();
        let is_sparse = moved.len() * SPARSE_GAIN < change.len();
        for (number, value) in terms {
            let blocks = &mut self.weights[number * self.blocks..(number + 1) * self.blocks];
            let row = &mut blocks.as_flattened_mut()[..self.classes];
            if is_sparse {
                moved
                    .iter()
                    .for_each(|(class, change)| row[*class] += change * value);
            } else {
                add_scaled(row, change, *value);
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(counted: &[(u32, f32)], class: usize) -> Sample {
        Sample {
            features: Features {
                counted: counted.to_vec(),
                meaning: vec![0.0; DIMENSIONS],
            },
            class,
            importance: 1.0,
        }
    }

    /// At the optimum of a convex objective its gradient is nought: λW = Σ (y − p) xᵀ. The weights are Σ dual·x / λ by
    /// construction, so that each dual must be y − p. FAQs are learnt in fewer passes, which stop short of it on purpose.
    #[test]
    fn what_is_learnt_is_the_optimum() {
        let samples = [
            sample(&[(0, 0.8), (1, 0.6)], 0),
            sample(&[(0, 1.0)], 0),
            sample(&[(1, 0.6), (2, 0.8)], 1),
            sample(&[(2, 1.0)], 1),
            sample(&[(0, 0.6), (2, 0.8)], 2),
        ];
        let learnt = Regression::passing(&samples, 3, 3, 3_000, 0.0);
        let mut scores = vec![0.0; 3];
        for (number, sample) in samples.iter().enumerate() {
            learnt
                .weights
                .score(&terms(&sample.features, 3), &mut scores);
            softmax(&mut scores);
            for (class, probability) in scores.iter().enumerate() {
                let optimal = f32::from(u8::from(class == sample.class)) - probability;
                let dual = learnt.duals[number * 3 + class];
                assert!(
                    (dual - optimal).abs() < 0.03,
                    "{number}, {class}: {dual}, {optimal}"
                );
            }
        }
    }
}
