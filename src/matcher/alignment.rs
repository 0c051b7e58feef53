//! Which words of a question stand for which words of a phrasing, and how much of it an entry as a whole accounts for.

use serde::{Deserialize, Serialize};

use super::{features::Vocabulary, reading::Words};
use crate::text::{
    lexicon,
    vectors::{self, Vector},
};

/// Meanings less alike than this (a cosine) say nothing: chance words reach it.
const UNRELATED: f32 = 0.3;

/// What is alike but not the same never counts for more than this.
const MOST_WITHOUT_IDENTITY: f32 = 0.9;

/// Two words less alike than this are not shown as a pair.
pub const PAIR: f32 = 0.45;

/// A word with all that comparing it needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Lexeme {
    /// The word in standard spelling.
    pub word: String,
    /// Its stem.
    pub stem: String,
    /// How much it tells: its rarity in the FAQ.
    pub weight: f32,
    /// Whether it is more than grammar.
    pub content: bool,
    /// Its row in the table of meanings.
    pub meaning: Option<u32>,
}

/// How well a question and a phrasing account for one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// The share of the question, by weight, that the phrasing accounts for, 0.0 to 1.0.
    pub question: f32,
    /// The share of the phrasing, by weight, that the question accounts for, 0.0 to 1.0.
    pub phrasing: f32,
    /// For each word of the question, the nearest word of the phrasing, by index, and how alike the two are.
    pub nearest: Vec<(usize, f32)>,
}

/// The lexemes of a text.
pub fn lexemes(words: &Words, vocabulary: &Vocabulary) -> Vec<Lexeme> {
    words
        .iter()
        .map(|(word, stem)| Lexeme {
            word: word.to_owned(),
            stem: stem.to_owned(),
            weight: vocabulary.weight(stem),
            content: lexicon::function(word).is_none(),
            meaning: vectors::row(word, stem),
        })
        .collect()
}

/// Aligns each word with the most alike of the other side.
pub fn align(question: &[Lexeme], phrasing: &[&Lexeme]) -> Alignment {
    let mut nearest = vec![(0, 0.0); question.len()];
    let mut covered = vec![0.0; phrasing.len()];
    for (ours, best) in question.iter().zip(&mut nearest) {
        for (index, theirs) in phrasing.iter().enumerate() {
            let alike = likeness(ours, theirs);
            if alike > best.1 {
                *best = (index, alike);
            }
            covered[index] = f32::max(covered[index], alike);
        }
    }
    Alignment {
        question: share(
            question
                .iter()
                .zip(&nearest)
                .map(|(lexeme, (_, alike))| (lexeme.weight, *alike)),
        ),
        phrasing: share(
            phrasing
                .iter()
                .zip(&covered)
                .map(|(lexeme, alike)| (lexeme.weight, *alike)),
        ),
        nearest,
    }
}

/// The share of a weight that is covered, 0.0 to 1.0; nothing of nothing.
pub fn share(parts: impl Iterator<Item = (f32, f32)>) -> f32 {
    let (covered, all) = parts.fold((0.0, 0.0), |(covered, all), (weight, alike)| {
        (covered + weight * alike, all + weight)
    });
    if all > 0.0 { covered / all } else { 0.0 }
}

/// How alike two words are, 0.0 to 1.0: by stem, or by meaning.
fn likeness(a: &Lexeme, b: &Lexeme) -> f32 {
    if a.stem == b.stem {
        return 1.0;
    }
    match (a.meaning, b.meaning) {
        (Some(a), Some(b)) => alike_in_meaning(vectors::at(a), vectors::at(b)),
        _ => 0.0,
    }
}

/// How alike two words are in meaning, 0.0 to 0.9.
pub fn alike_in_meaning(a: &Vector, b: &Vector) -> f32 {
    let above = vectors::cosine(a, b) - UNRELATED;
    if above <= 0.0 {
        return 0.0;
    }
    f32::min(above / (1.0 - UNRELATED), MOST_WITHOUT_IDENTITY)
}
