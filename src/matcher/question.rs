//! A text, read as somebody who knows the FAQ's words.

use super::{
    alignment::{Lexeme, lexemes},
    model::Model,
    reading::Words,
};
use crate::text::{Wanted, wanted};

/// A text, read.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its words in standard spelling, before the FAQ's words are read into them.
    pub typed: Vec<String>,
    /// Its words.
    pub words: Words,
    /// The same, with what comparing them needs.
    pub lexemes: Vec<Lexeme>,
    /// For each, the number by which topics know its stem.
    pub stems: Vec<Option<u32>>,
    /// What kinds of things it wants to know.
    pub wanted: Vec<Wanted>,
}

impl Question {
    /// Reads what was typed as somebody who knows the FAQ's words.
    pub fn read(model: &Model, typed: Vec<String>) -> Self {
        let words = model.reader.question(typed.clone());
        Self {
            lexemes: lexemes(&words, &model.vocabulary),
            stems: words.stems.iter().map(|stem| model.stem(stem)).collect(),
            wanted: wanted(&words.words),
            typed,
            words,
        }
    }
}
