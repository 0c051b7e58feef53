//! How far the words of a topic stand for the telling words of a question.

use super::{
    alignment::{Lexeme, PAIR, alike_in_meaning, share},
    candidates::Question,
    model::{Model, Said, Topic},
};

/// Words less alike than this (as [`alike_in_meaning`] has it) do not stand for one another.
const ALIKE: f32 = 0.15;

/// A word of the question is missing where nothing in the topic is as much like it.
const MISSING: f32 = 0.5;

/// How far the words of a topic stand for the telling words of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// How much each telling word tells.
    weights: Vec<f32>,
    /// A row for each telling word: how alike each word of the topic's bag is to it.
    rows: Vec<Vec<f32>>,
}

impl Cover {
    /// Compares each telling word with the topic's.
    pub fn new(model: &Model, question: &Question, topic: &Topic) -> Self {
        let content = question.lexemes.iter().zip(&question.stems);
        let (weights, rows) = content
            .filter(|(lexeme, _)| lexeme.content)
            .map(|(lexeme, stem)| (lexeme.weight, row(model, lexeme, *stem, topic)))
            .unzip();
        Self { weights, rows }
    }

    /// The share of the telling words, by number, for which nothing in the topic stands.
    pub fn missing(&self) -> f32 {
        let best = |row: &Vec<f32>| row.iter().copied().fold(0.0, f32::max);
        let missing = self.rows.iter().filter(|row| best(row) < MISSING).count();
        missing as f32 / self.rows.len().max(1) as f32
    }

    /// Whether a word of the topic that few topics have stands for a word of the question: sharing only what many share is no
    /// reason for an answer.
    pub fn has_evidence(&self, model: &Model, topic: &Topic) -> bool {
        let telling = |place: usize| model.is_telling(topic.bag[place]);
        let mut rows = self.rows.iter().map(|row| row.iter().enumerate());
        rows.any(|mut row| row.any(|(place, alike)| *alike >= PAIR && telling(place)))
    }

    /// How much worse the best phrasing or sentence of the wanted kind covers the question than the best phrasing of any
    /// kind: 0 where no kind is wanted.
    pub fn less_of_kind(&self, model: &Model, question: &Question, topic: &Topic) -> f32 {
        if question.wanted.is_empty() {
            return 0.0;
        }
        let phrasings = topic.phrasings.clone();
        let phrasings = phrasings.map(|number| &model.phrasing(number).said);
        let (mut any, mut of_kind) = (0.0, 0.0);
        for said in phrasings {
            let share = self.share(said);
            any = f32::max(any, share);
            if is_of_kind(said, question) {
                of_kind = f32::max(of_kind, share);
            }
        }
        for said in topic
            .sentences
            .iter()
            .filter(|said| is_of_kind(said, question))
        {
            of_kind = f32::max(of_kind, self.share(said));
        }
        any - of_kind
    }

    /// How well a phrasing fits: the share of the telling words for which it stands, times the share of its own words that
    /// stand for one.
    pub fn fit(&self, said: &Said) -> f32 {
        let used = said.words.iter().filter(|word| {
            let mut alike = self.rows.iter().map(|row| row[usize::from(**word)]);
            alike.any(|alike| alike >= MISSING)
        });
        self.share(said) * used.count() as f32 / said.words.len().max(1) as f32
    }

    /// The share of the telling words, by weight, for which a phrasing or sentence stands.
    fn share(&self, said: &Said) -> f32 {
        let covered = self.rows.iter().map(|row| {
            let alike = said.words.iter().map(|word| row[usize::from(*word)]);
            alike.fold(0.0, f32::max)
        });
        share(self.weights.iter().copied().zip(covered))
    }
}

fn is_of_kind(said: &Said, question: &Question) -> bool {
    let mut wanted = question.wanted.iter();
    wanted.any(|kind| said.kinds.contains(&(*kind as u8)))
}

/// How alike each word of a topic's bag is to `word`: where it has the very stem, nothing else stands for it.
fn row(model: &Model, word: &Lexeme, stem: Option<u32>, topic: &Topic) -> Vec<f32> {
    if let Some(Ok(same)) = stem.map(|stem| topic.bag.binary_search(&stem)) {
        let mut row = vec![0.0; topic.bag.len()];
        row[same] = 1.0;
        return row;
    }
    let alike = topic
        .bag
        .iter()
        .map(|other| alike_in_meaning(word, model.lexeme(*other)));
    alike
        .map(|alike| if alike > ALIKE { alike } else { 0.0 })
        .collect()
}
