//! What is learnt from a FAQ, as it is kept and looked up.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{
    alignment::{Lexeme, lexemes},
    classifier::{Classifier, Sample},
    features::Vocabulary,
    hash::Fnv,
    lesson::{Class, Lesson},
    reading::{Reader, Words},
    regression::Regression,
};
use crate::text::{Wanted, told_kinds, wanted};

/// How much a title or a sentence of an answer teaches, beside a phrasing.
const EVIDENCE: f32 = 0.5;

/// Regression is used while features × classes, the numbers that it must hold at once, stay below this (48 MB).
const MOST_COEFFICIENTS: usize = 12_000_000;

/// And while samples × classes, which its time grows with, stay below this (about five seconds).
const MOST_UPDATES: usize = 6_000_000;

/// A word in at most this share of the classes can be the reason for an answer; "paspor" or "imigrasi" can't.
const TELLING_SPREAD: f64 = 0.3;

/// What is learnt from a FAQ. Classes are numbered as in its [`Lesson`].
#[derive(Debug, Serialize, Deserialize)]
pub struct Model {
    /// Reads questions in the FAQ's spelling.
    pub reader: Reader,
    /// What a text becomes.
    pub vocabulary: Vocabulary,
    /// Which class a text is about.
    pub classifier: Classifier,
    /// How many classes are entries.
    pub entries: usize,
    /// What each class says.
    pub topics: Vec<Topic>,
    phrasings: Vec<Phrasing>,
    lexemes: Vec<Lexeme>,
    /// The first lexeme of each stem.
    stems: FxHashMap<String, u32>,
    /// In how many classes' phrasings the words of each stem occur, by the number of its first lexeme.
    spread: FxHashMap<u32, u32>,
    /// The classes that have a phrasing of these very stems, by the stems' hash.
    sayings: FxHashMap<u64, Vec<u32>>,
}

/// A phrasing, read.
#[derive(Debug, Serialize, Deserialize)]
pub struct Phrasing {
    /// Its words, as numbers of lexemes.
    pub words: Vec<u32>,
    /// What it asks.
    pub said: Said,
}

/// A phrasing or a sentence of an answer, as far as it can account for a question.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Said {
    /// Its words that are more than grammar, as places in the topic's bag.
    pub words: Vec<u16>,
    /// The kinds of things that it wants, or tells.
    pub kinds: Vec<u8>,
}

/// What a class says, in phrasings, titles and answer together.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Topic {
    /// Its phrasings, by number.
    pub phrasings: Range<usize>,
    /// Every word that is more than grammar, one for each stem, as numbers of lexemes in order.
    pub bag: Vec<u32>,
    /// The row of each of them in the table of meanings.
    pub meanings: Vec<Option<u32>>,
    /// The sentences of its answer.
    pub sentences: Vec<Said>,
    /// Which kinds of things its phrasings want.
    pub wants: [bool; Wanted::COUNT],
    /// Which kinds of things its answer tells.
    pub tells: [bool; Wanted::COUNT],
}

impl Model {
    /// Learns from a lesson.
    pub fn learn(lesson: &Lesson<'_>) -> Self {
        let texts = lesson.classes.iter();
        let texts = texts.flat_map(|class| class.phrasings.iter().copied().chain(class.evidence()));
        let reader = Reader::learn(texts, lesson.synonyms);
        let read: Vec<Read> = lesson
            .classes
            .iter()
            .map(|class| Read::new(&reader, class))
            .collect();
        let vocabulary = Vocabulary::learn((0..).zip(&read).flat_map(|(number, class)| {
            class
                .phrasings
                .iter()
                .chain(&class.titles)
                .chain(&class.sentences)
                .map(move |words| (words, number))
        }));
        let samples = samples(&read, &vocabulary);
        let mut model = Self {
            classifier: classifier(&samples, vocabulary.len(), read.len()),
            reader,
            vocabulary,
            entries: lesson.entries,
            topics: Vec::with_capacity(read.len()),
            phrasings: Vec::new(),
            lexemes: Vec::new(),
            stems: FxHashMap::default(),
            spread: FxHashMap::default(),
            sayings: FxHashMap::default(),
        };
        let mut numbers = FxHashMap::default();
        for class in &read {
            model.add(class, &mut numbers);
        }
        model
    }

    /// Numbers the words of a class, and keeps what it says.
    fn add(&mut self, class: &Read, numbers: &mut FxHashMap<String, u32>) {
        let mut number = |words: &Vec<Words>| -> Vec<Vec<u32>> {
            words
                .iter()
                .map(|words| self.numbered(words, numbers))
                .collect()
        };
        let (phrasings, titles, sentences) = (
            number(&class.phrasings),
            number(&class.titles),
            number(&class.sentences),
        );
        let all: Vec<u32> = [&phrasings, &titles, &sentences]
            .into_iter()
            .flatten()
            .flatten()
            .copied()
            .collect();
        let asked: Vec<u32> = phrasings.iter().flatten().copied().collect();
        for stem in self.stems_of(&asked) {
            *self.spread.entry(stem).or_default() += 1;
        }
        let first = self.phrasings.len();
        let bag = self.stems_of(&all);
        let mut topic = Topic {
            phrasings: first..first + phrasings.len(),
            meanings: bag.iter().map(|word| self.lexeme(*word).meaning).collect(),
            bag,
            ..Topic::default()
        };
        for (words, numbers) in class.phrasings.iter().zip(phrasings) {
            let kinds = wanted(&words.words);
            kinds
                .iter()
                .for_each(|kind| topic.wants[*kind as usize] = true);
            let said = self.said(&numbers, &topic.bag, &kinds);
            self.phrasings.push(Phrasing {
                words: numbers,
                said,
            });
            let classes = self.sayings.entry(saying(&words.stems)).or_default();
            classes.push(self.topics.len() as u32);
        }
        for (words, numbers) in class.sentences.iter().zip(sentences) {
            let kinds = told_kinds(&words.words);
            kinds
                .iter()
                .for_each(|kind| topic.tells[*kind as usize] = true);
            topic
                .sentences
                .push(self.said(&numbers, &topic.bag, &kinds));
        }
        self.topics.push(topic);
    }

    fn said(&self, words: &[u32], bag: &[u32], kinds: &[Wanted]) -> Said {
        let places = self
            .stems_of(words)
            .into_iter()
            .filter_map(|stem| bag.binary_search(&stem).ok());
        Said {
            words: places
                .filter_map(|place| u16::try_from(place).ok())
                .collect(),
            kinds: kinds.iter().map(|kind| *kind as u8).collect(),
        }
    }

    /// The stems of words that are more than grammar, each once and in order.
    fn stems_of(&self, words: &[u32]) -> Vec<u32> {
        let content = words
            .iter()
            .map(|number| self.lexeme(*number))
            .filter(|lexeme| lexeme.content);
        let mut stems: Vec<u32> = content.map(|lexeme| self.stems[&lexeme.stem]).collect();
        stems.sort_unstable();
        stems.dedup();
        stems
    }

    /// Words as numbers of lexemes; new ones are added.
    fn numbered(&mut self, words: &Words, numbers: &mut FxHashMap<String, u32>) -> Vec<u32> {
        let mut line = Vec::with_capacity(words.words.len());
        for lexeme in lexemes(words, &self.vocabulary) {
            let next = self.lexemes.len() as u32;
            let number = *numbers.entry(lexeme.word.clone()).or_insert(next);
            if number == next {
                self.stems.entry(lexeme.stem.clone()).or_insert(next);
                self.lexemes.push(lexeme);
            }
            line.push(number);
        }
        line
    }

    /// How many classes there are.
    pub fn classes(&self) -> usize {
        self.topics.len()
    }

    /// A phrasing by its number.
    pub fn phrasing(&self, number: usize) -> &Phrasing {
        &self.phrasings[number]
    }

    /// How many phrasings there are.
    pub fn phrasings(&self) -> usize {
        self.phrasings.len()
    }

    /// A lexeme by its number.
    pub fn lexeme(&self, number: u32) -> &Lexeme {
        &self.lexemes[number as usize]
    }

    /// The lexemes of a phrasing or title.
    pub fn lexemes_of(&self, words: &[u32]) -> Vec<&Lexeme> {
        words.iter().map(|number| self.lexeme(*number)).collect()
    }

    /// Whether a stem can be the reason for an answer: few classes' phrasings have it.
    pub fn is_telling(&self, stem: u32) -> bool {
        let most = (self.classes() as f64 * TELLING_SPREAD).max(1.0);
        let spread = self.spread.get(&stem).copied().unwrap_or(0);
        f64::from(spread) <= most
    }

    /// The classes that have a phrasing of these very stems.
    pub fn saying(&self, stems: &[String]) -> &[u32] {
        self.sayings.get(&saying(stems)).map_or(&[], Vec::as_slice)
    }

    /// The number under which a topic's bag holds words of this stem, where the FAQ has one.
    pub fn stem(&self, stem: &str) -> Option<u32> {
        self.stems.get(stem).copied()
    }
}

/// The classifier: by regression, or by centroids where that would take too long.
fn classifier(samples: &[Sample], features: usize, classes: usize) -> Classifier {
    if features * classes <= MOST_COEFFICIENTS && samples.len() * classes <= MOST_UPDATES {
        Regression::fit(samples, features, classes).into_classifier()
    } else {
        Classifier::centroids(samples, features, classes)
    }
}

/// A number for a sequence of stems.
fn saying(stems: &[String]) -> u64 {
    let bytes = stems.iter().flat_map(|stem| stem.bytes().chain([0xff]));
    Fnv::new().then(bytes).long()
}

/// The texts of a class, read.
struct Read {
    phrasings: Vec<Words>,
    titles: Vec<Words>,
    sentences: Vec<Words>,
}

impl Read {
    fn new(reader: &Reader, class: &Class<'_>) -> Self {
        let read = |texts: &[&str]| texts.iter().map(|text| reader.phrasing(text)).collect();
        Self {
            phrasings: read(&class.phrasings),
            titles: read(&class.titles),
            sentences: read(&class.sentences),
        }
    }
}

/// What the classifier learns from, class by class: phrasings, titles, sentences.
///
/// Classes weigh by the square root of their size, half way between equal classes and equal phrasings.
fn samples(read: &[Read], vocabulary: &Vocabulary) -> Vec<Sample> {
    let count: usize = read.iter().map(|class| class.phrasings.len()).sum();
    let mean_size = count as f32 / read.len().max(1) as f32;
    let mut samples = Vec::new();
    for (class, texts) in read.iter().enumerate() {
        let importance = (mean_size / texts.phrasings.len().max(1) as f32).sqrt();
        let mut add = |words: &Vec<Words>, importance: f32| {
            samples.extend(words.iter().map(|words| Sample {
                features: vocabulary.vector(words),
                class,
                importance,
            }));
        };
        add(&texts.phrasings, importance);
        add(&texts.titles, importance * EVIDENCE);
        add(&texts.sentences, importance * EVIDENCE);
    }
    samples
}
