//! Which class a vector belongs to: one dot product a class, learnt from the phrasings.
//!
//! A class is an entry of the FAQ or one of its gaps. Small and middling FAQs are learnt by multinomial logistic
//! regression (`regression`), which weighs features by what they tell apart; very large ones, where that would take minutes,
//! by centroids, each class the mean of its phrasings.

use serde::{Deserialize, Serialize};

use super::{delta, features::Features};
use crate::text::vectors::DIMENSIONS;

/// The length that centroids are given, so that their softmax is about as sure as the regression's.
const CENTROID_SCALE: f32 = 12.0;

/// A feature's weights are kept for at most so many classes, those that differ most from the rest, so that a question
/// costs the same however many classes there are.
const CLASSES_PER_FEATURE: usize = 32;

/// What differs less than this share of the greatest difference is dropped with the rest.
const FAINT: f32 = 0.04;

/// Weights are kept as so many steps of a feature's greatest.
const STEPS: f32 = 127.0;

/// The trained classifier, in the form that is kept: for each feature, the classes that it speaks for or against.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Classifier {
    classes: usize,
    /// Where each feature's weights begin in `weights`; one more than there are features.
    #[serde(with = "delta")]
    starts: Vec<u32>,
    /// What a step of each feature's weights is worth.
    steps: Vec<f32>,
    /// Classes and weights in steps, relative to what all other classes have.
    weights: Vec<(u16, i8)>,
    /// A row of `classes` weights for each dimension of meaning.
    meaning: Vec<f32>,
}

/// A text that teaches.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its vector.
    pub features: Features,
    /// What it is about.
    pub class: usize,
    /// How much it counts beside an average phrasing.
    pub importance: f32,
}

impl Classifier {
    /// A classifier of nothing yet, to be filled row by row.
    pub(super) fn empty(classes: usize, meaning: Vec<f32>) -> Self {
        Self {
            classes,
            starts: vec![0],
            steps: Vec::new(),
            weights: Vec::new(),
            meaning,
        }
    }

    /// Each class's score for a vector, into `scores`.
    pub fn score(&self, x: &Features, scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.classes, 0.0);
        for (feature, value) in &x.counted {
            let at = *feature as usize;
            let of_feature = self.starts[at] as usize..self.starts[at + 1] as usize;
            let step = value * self.steps[at];
            for (class, weight) in &self.weights[of_feature] {
                scores[usize::from(*class)] += step * f32::from(*weight);
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

    /// Keeps the next feature's weights, as far as they tell classes apart.
    pub(super) fn push_row(&mut self, mut row: Vec<(usize, f32)>) {
        let most = row
            .iter()
            .fold(0.0, |most: f32, (_, weight)| most.max(weight.abs()));
        row.retain(|(_, weight)| weight.abs() >= most * FAINT);
        if row.len() > CLASSES_PER_FEATURE {
            row.select_nth_unstable_by(CLASSES_PER_FEATURE, |(a, x), (b, y)| {
                y.abs().total_cmp(&x.abs()).then(a.cmp(b))
            });
            row.truncate(CLASSES_PER_FEATURE);
        }
        row.sort_unstable_by_key(|(class, _)| *class);
        let step = f32::max(most / STEPS, f32::MIN_POSITIVE);
        self.steps.push(step);
        self.weights
            .extend(row.into_iter().filter_map(|(class, weight)| {
                Some((u16::try_from(class).ok()?, (weight / step).round() as i8))
            }));
        self.starts.push(self.weights.len() as u32);
    }

    /// Each class the mean of its samples.
    pub fn centroids(samples: &[Sample], features: usize, classes: usize) -> Self {
        let mut sizes = vec![0.0; classes];
        for sample in samples {
            sizes[sample.class] += sample.importance;
        }
        let mut rows: Vec<Vec<(usize, f32)>> = vec![Vec::new(); features];
        let mut meaning = vec![0.0; DIMENSIONS * classes];
        for sample in samples {
            let share = CENTROID_SCALE * sample.importance / sizes[sample.class];
            for (feature, value) in &sample.features.counted {
                add_to_row(&mut rows[*feature as usize], sample.class, value * share);
            }
            for (dimension, value) in sample.features.meaning.iter().enumerate() {
                meaning[dimension * classes + sample.class] += value * share;
            }
        }
        let mut this = Self::empty(classes, meaning);
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

/// Turns scores into probabilities.
pub fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    scores
        .iter_mut()
        .for_each(|score| *score = libm::expf(*score - most));
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// Adds `scale` times a row to a sum.
pub fn add_scaled(sum: &mut [f32], row: &[f32], scale: f32) {
    sum.iter_mut()
        .zip(row)
        .for_each(|(total, value)| *total += scale * value);
}
