//! What is learnt from a FAQ, and how a text is held against it: classify, then compare the best few classes closely.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{
    alignment::{Alignment, Lexeme, align, lexemes},
    calibration::Calibration,
    classifier::{Classifier, Sample, Trained, softmax},
    features::{Features, Vocabulary},
    reading::{Reader, Words},
};
use crate::faq::Faq;

/// How many classes are compared closely, and how many of them at least are entries: a reader is offered three.
const SHORTLIST: usize = 4;
const SHORTLISTED_ENTRIES: usize = 3;

/// How near a class is, is told by so many of its nearest phrasings: one may be chance.
const NEIGHBOURS: usize = 3;

/// The most phrasings of a class that are compared, evenly spread.
const MOST_COMPARED: usize = 256;

/// What nearness adds to a class's log-probability. Of 2, 4, 8 and 12 the first did best on the dev parts of the benchmark
/// sets: right first 90.8 % (Indonesian) and 80.2 % (English), against 89.4 and 79.9 % with 12.
const NEARNESS_WEIGHT: f32 = 2.0;

/// A probability never counts as less, so that its logarithm stays finite.
const LEAST: f32 = 1e-9;

/// What is learnt from a FAQ. Classes are numbered: entries first, in the order of the file, then gaps.
#[derive(Debug, Serialize, Deserialize)]
pub struct Model {
    /// Reads questions in the FAQ's spelling.
    pub reader: Reader,
    vocabulary: Vocabulary,
    classifier: Classifier,
    entries: usize,
    /// Each phrasing's vector and class.
    samples: Vec<Sample>,
    /// Each phrasing's words, as numbers in `lexemes`.
    phrasings: Vec<Vec<u32>>,
    /// Where each class's phrasings begin; one more than there are classes.
    starts: Vec<usize>,
    lexemes: Vec<Lexeme>,
    /// For each lexeme, in how many classes it occurs.
    spread: Vec<u32>,
}

/// What of the FAQ is imagined away, to learn how it does on what it was not taught: one part in [`Fold::COUNT`] of the phrasings of each class, and one in as many of the classes that may be left out whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// Which, below [`Fold::COUNT`].
    pub number: usize,
    /// The first class that may be left out whole.
    pub first_class: usize,
}

/// A class on the shortlist.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The class.
    pub class: usize,
    /// The classifier's probability.
    pub probability: f32,
    /// How near its nearest phrasings are, about 0.0 to 1.2.
    pub nearness: f32,
    /// By which candidates are ranked: log-probability and nearness together.
    pub score: f32,
}

/// A text held against the FAQ.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Its words.
    pub words: Words,
    /// The best few classes, best first.
    pub candidates: Vec<Candidate>,
    /// The rank of the first candidate that is an entry, if any.
    pub first_entry: Option<usize>,
    /// That entry's best phrasing, by number, and how it accounts for the text.
    pub best: Option<(usize, Alignment)>,
    /// The classifier's score of that entry, before it became a probability.
    pub raw: f32,
}

impl Model {
    /// Learns from a FAQ.
    pub fn learn(faq: &Faq) -> (Self, Calibration) {
        let lists: Vec<&[String]> = (faq.entries.iter().map(|entry| entry.phrasings.as_slice()))
            .chain(faq.not_covered.iter().map(|gap| gap.phrasings.as_slice()))
            .collect();
        let all = lists.iter().copied().flatten().map(String::as_str);
        let reader = Reader::learn(all, &faq.synonyms);
        let texts: Vec<(Words, usize)> = (0..)
            .zip(&lists)
            .flat_map(|(class, list)| list.iter().map(move |phrasing| (phrasing, class)))
            .map(|(phrasing, class)| (reader.phrasing(phrasing), class))
            .collect();
        let vocabulary = Vocabulary::learn(texts.iter().map(|(words, class)| (words, *class)));
        let (lexemes, spread, phrasings) = collect_lexemes(&texts, &vocabulary);
        let ends = lists.iter().scan(0, |end, list| {
            *end += list.len();
            Some(*end)
        });
        let mut model = Self {
            reader,
            classifier: Classifier::default(),
            entries: faq.entries.len(),
            starts: [0].into_iter().chain(ends).collect(),
            phrasings,
            samples: texts
                .into_iter()
                .map(|(words, class)| (vocabulary.vector(&words), class))
                .collect(),
            lexemes,
            spread,
            vocabulary,
        };
        let trained = Trained::on(&model.samples, model.vocabulary.len(), lists.len());
        let calibration = Calibration::fit(&model, &trained);
        let classifier = trained.into_classifier();
        model.classifier = classifier;
        (model, calibration)
    }

    /// How many classes are entries.
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many phrasings there are.
    pub fn phrasings(&self) -> usize {
        self.phrasings.len()
    }

    /// The class of a phrasing.
    pub fn class_of(&self, phrasing: usize) -> usize {
        self.samples[phrasing].1
    }

    /// How many phrasings a class has.
    pub fn size_of(&self, class: usize) -> usize {
        self.starts[class + 1] - self.starts[class]
    }

    /// The number of a phrasing within its class.
    pub fn position_of(&self, phrasing: usize) -> usize {
        phrasing - self.starts[self.class_of(phrasing)]
    }

    /// The lexemes of a phrasing.
    pub fn lexemes_of(&self, phrasing: usize) -> Vec<&Lexeme> {
        self.phrasings[phrasing]
            .iter()
            .map(|number| &self.lexemes[*number as usize])
            .collect()
    }

    /// In how many classes the word at `position` of a phrasing occurs.
    pub fn spread_of(&self, phrasing: usize, position: usize) -> usize {
        self.spread[self.phrasings[phrasing][position] as usize] as usize
    }

    /// The words of a question with their weights.
    pub fn lexemes(&self, words: &Words) -> Vec<Lexeme> {
        lexemes(words, &self.vocabulary)
    }

    /// Holds a question against the FAQ.
    pub fn read(&self, question: &str) -> Reading {
        let words = self.reader.question(question);
        let features = self.vocabulary.vector(&words);
        let mut scores = Vec::new();
        self.classifier.score(&features, &mut scores);
        self.compare(words, &features, scores, None)
    }

    /// Holds one of the FAQ's own phrasings against what was learnt without a fold.
    pub fn read_phrasing(&self, phrasing: usize, fold: Fold, trained: &Trained<'_>) -> Reading {
        let features = &self.samples[phrasing].0;
        let mut scores = Vec::new();
        trained.score(features, &mut scores);
        for (class, score) in scores.iter_mut().enumerate() {
            if fold.has_class(class) {
                *score = f32::MIN;
            }
        }
        let lexemes = self.lexemes_of(phrasing);
        let words = Words {
            words: lexemes.iter().map(|lexeme| lexeme.word.clone()).collect(),
            stems: lexemes.iter().map(|lexeme| lexeme.stem.clone()).collect(),
        };
        self.compare(words, features, scores, Some(fold))
    }

    /// Whether a fold has a phrasing, or the whole of its class.
    pub fn in_fold(&self, fold: Fold, phrasing: usize) -> bool {
        fold.has_class(self.class_of(phrasing)) || fold.has_position(self.position_of(phrasing))
    }

    fn compare(
        &self,
        words: Words,
        features: &Features,
        scores: Vec<f32>,
        absent: Option<Fold>,
    ) -> Reading {
        let mut probabilities = scores.clone();
        softmax(&mut probabilities);
        let scratch = Scratch::new(features, self.vocabulary.len());
        let mut neighbours = FxHashMap::default();
        let mut candidates: Vec<Candidate> = self
            .shortlist(&probabilities, absent)
            .into_iter()
            .map(|class| {
                let nearest = self.nearest(class, &scratch, absent);
                let nearness = nearest.iter().map(|(product, _)| product).sum::<f32>()
                    / nearest.len().max(1) as f32;
                neighbours.insert(class, nearest);
                let probability = probabilities[class];
                let score = f32::max(probability, LEAST).ln() + NEARNESS_WEIGHT * nearness;
                Candidate {
                    class,
                    probability,
                    nearness,
                    score,
                }
            })
            .collect();
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        let first_entry = candidates
            .iter()
            .position(|candidate| candidate.class < self.entries);
        let best = first_entry
            .and_then(|rank| self.best_phrasing(&words, &neighbours[&candidates[rank].class]));
        let raw = first_entry.map_or(0.0, |rank| scores[candidates[rank].class]);
        Reading {
            words,
            candidates,
            first_entry,
            best,
            raw,
        }
    }

    /// The most probable classes, with enough entries among them.
    fn shortlist(&self, probabilities: &[f32], absent: Option<Fold>) -> Vec<usize> {
        let present = |class: &usize| absent.is_none_or(|fold| !fold.has_class(*class));
        let mut best = most_probable(
            probabilities,
            (0..probabilities.len()).filter(present),
            SHORTLIST,
        );
        let entries = most_probable(
            probabilities,
            (0..self.entries).filter(present),
            SHORTLISTED_ENTRIES,
        );
        best.extend(entries);
        best.sort_unstable();
        best.dedup();
        best
    }

    /// A class's phrasings nearest to the text, with their dot products.
    fn nearest(&self, class: usize, scratch: &Scratch, absent: Option<Fold>) -> Vec<(f32, usize)> {
        let (start, end) = (self.starts[class], self.starts[class + 1]);
        let mut products: Vec<(f32, usize)> = (start..end)
            .step_by((end - start).div_ceil(MOST_COMPARED).max(1))
            .filter(|number| absent.is_none_or(|fold| !fold.has_position(number - start)))
            .map(|number| (scratch.product(&self.samples[number].0), number))
            .collect();
        products.sort_unstable_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
        products.truncate(NEIGHBOURS);
        products
    }

    /// Which of the nearest phrasings accounts best for the text, and it for the phrasing.
    fn best_phrasing(&self, words: &Words, nearest: &[(f32, usize)]) -> Option<(usize, Alignment)> {
        let question = self.lexemes(words);
        nearest
            .iter()
            .map(|(_, number)| (*number, align(&question, &self.lexemes_of(*number))))
            .max_by(|(_, a), (_, b)| {
                (a.question * a.phrasing).total_cmp(&(b.question * b.phrasing))
            })
    }
}

impl Fold {
    /// How many there are.
    pub const COUNT: usize = 5;

    /// Whether the class is left out whole.
    pub fn has_class(self, class: usize) -> bool {
        class >= self.first_class && class % Self::COUNT == self.number
    }

    /// Whether the phrasing at this position of its class is left out.
    pub fn has_position(self, position: usize) -> bool {
        position % Self::COUNT == self.number
    }
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

/// The different words of all phrasings, in how many classes each occurs, and each phrasing as numbers of words.
fn collect_lexemes(
    texts: &[(Words, usize)],
    vocabulary: &Vocabulary,
) -> (Vec<Lexeme>, Vec<u32>, Vec<Vec<u32>>) {
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    let (mut all, mut spread, mut last) = (Vec::new(), Vec::new(), Vec::new());
    let mut phrasings = Vec::with_capacity(texts.len());
    for (words, class) in texts {
        let mut line = Vec::with_capacity(words.words.len());
        for lexeme in lexemes(words, vocabulary) {
            let number = *numbers
                .entry(lexeme.word.clone())
                .or_insert(all.len() as u32);
            if number as usize == all.len() {
                all.push(lexeme);
                spread.push(0);
                last.push(usize::MAX);
            }
            spread[number as usize] += u32::from(last[number as usize] != *class);
            last[number as usize] = *class;
            line.push(number);
        }
        phrasings.push(line);
    }
    (all, spread, phrasings)
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
