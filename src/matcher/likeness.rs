//! How far questions ask the same, compared with one another by what the matcher has: words mended and stemmed, weighed by how
//! rare they are, meanings, and what the FAQ has that each may be about.

use super::{
    alignment::{Lexeme, align, lexemes},
    calibration::Chances,
    candidates::Reading as Ranked,
    features::{Features, Vocabulary},
    lesson::{Class, Lesson},
    model::Model,
    reading::{Reader, Words},
};
use crate::{
    faq::Faq,
    text::{normalise, vectors},
};

/// Questions, read so that they can be compared with one another.
#[derive(Debug)]
pub struct Compared {
    questions: Vec<Read>,
}

/// A question.
#[derive(Debug)]
struct Read {
    lexemes: Vec<Lexeme>,
    features: Features,
    /// The length of its counted features.
    length: f32,
    /// What it may be about: classes with their chances, in the order of classes.
    chances: Vec<(usize, f64)>,
}

/// What words, features and chances in common count for. Fitted by logistic regression to pairs of questions on eight agencies
/// and the shipped FAQ, a third of each FAQ left out so that the questions about it are ones that it lacks.
const WORDS: f32 = 0.54;
const FEATURES: f32 = 0.24;
const CHANCES: f32 = 0.22;

impl Compared {
    pub(super) fn of(faq: &Faq, model: &Model, questions: &[&str]) -> Self {
        let lesson = Lesson::of(faq);
        let typed: Vec<Vec<String>> = questions
            .iter()
            .map(|question| normalise::words(question))
            .collect();
        // What the FAQ lacks it cannot spell; words that the table of meanings has are spelt right.
        let spelt: Vec<String> = typed.iter().map(|words| spelt(words)).collect();
        let said = lesson.classes.iter().flat_map(texts);
        let said = said.chain(spelt.iter().map(String::as_str));
        let reader = Reader::learn(said, lesson.synonyms);
        let taught: Vec<(Words, usize)> = (0..)
            .zip(&lesson.classes)
            .flat_map(|(number, class)| texts(class).map(move |text| (text, number)))
            .map(|(text, number)| (reader.phrasing(text), number))
            .collect();
        let read: Vec<Words> = typed
            .iter()
            .map(|words| reader.question(words.clone()))
            .collect();
        // All that was asked counts as one topic more: how often it was asked makes no word common.
        let asked = read.iter().map(|words| (words, lesson.classes.len()));
        let taught = taught.iter().map(|(words, number)| (words, *number));
        let vocabulary = Vocabulary::learn(taught.chain(asked));
        let read = typed.into_iter().zip(&read);
        Self {
            questions: read
                .map(|(typed, words)| Read::of(model, &vocabulary, typed, words))
                .collect(),
        }
    }

    /// How far two questions, by number, ask the same, 0.0 to 1.0.
    pub fn likeness(&self, a: usize, b: usize) -> f32 {
        let (a, b) = (&self.questions[a], &self.questions[b]);
        let theirs: Vec<&Lexeme> = b.lexemes.iter().collect();
        let words = align(&a.lexemes, &theirs);
        let dot = dot(&a.features.counted, &b.features.counted);
        let lengths = f32::max(a.length * b.length, f32::MIN_POSITIVE);
        WORDS * (words.question * words.phrasing).sqrt()
            + FEATURES * (dot / lengths).clamp(0.0, 1.0)
            + CHANCES * overlap(&a.chances, &b.chances) as f32
    }
}

impl Read {
    fn of(model: &Model, vocabulary: &Vocabulary, typed: Vec<String>, words: &Words) -> Self {
        let features = vocabulary.vector(words);
        let counted = features.counted.iter().map(|(_, value)| value * value);
        let length = counted.sum::<f32>().sqrt();
        let mut chances = Chances::of(&Ranked::of(model, typed)).classes;
        chances.sort_unstable_by_key(|(class, _)| *class);
        Self {
            lexemes: lexemes(words, vocabulary),
            features,
            length,
            chances,
        }
    }
}

/// How people ask, and what is said besides.
fn texts<'a>(class: &Class<'a>) -> impl Iterator<Item = &'a str> {
    class
        .phrasings
        .clone()
        .into_iter()
        .chain(class.evidence().collect::<Vec<_>>())
}

/// Those of the words that are surely spelt right.
fn spelt(words: &[String]) -> String {
    let words = words.iter().map(String::as_str);
    let spelt = words.filter(|word| vectors::origin(word).is_some());
    spelt.collect::<Vec<_>>().join(" ")
}

/// The dot product of vectors whose numbers stand in order.
fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut a, mut b) = (a, b);
    let mut sum = 0.0;
    while let ([(left, x), more @ ..], [(right, y), others @ ..]) = (a, b) {
        if left == right {
            sum += x * y;
        }
        if left <= right {
            a = more;
        }
        if right <= left {
            b = others;
        }
    }
    sum
}

/// How far two questions are about the same: Bhattacharyya's coefficient of their chances.
fn overlap(a: &[(usize, f64)], b: &[(usize, f64)]) -> f64 {
    let shared = a.iter().filter_map(|(class, chance)| {
        let other = b.binary_search_by_key(class, |(class, _)| *class).ok()?;
        Some((chance * b[other].1).sqrt())
    });
    shared.sum()
}
