//! How far the words of a topic stand for the telling words of a question.

use super::{
    alignment::{PAIR, alike_in_meaning, share},
    model::{Model, Said, Topic},
    question::Question,
};
use crate::text::vectors::{self, Vector};

/// Words less alike than this (as [`alike_in_meaning`] has it) do not stand for one another.
const ALIKE: f32 = 0.15;

/// A word of the question is missing where nothing in the topic is as much like it.
const MISSING: f32 = 0.5;

/// How far the words of a topic stand for the telling words of a question. Most of a topic's words stand for none.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// How much each telling word tells.
    weights: Vec<f32>,
    /// For each place of the topic's bag, where in `hits` it stands, if it stands for any telling word.
    places: Vec<Option<u16>>,
    hits: Vec<Hit>,
    /// For each hit, a row of how alike it is to each telling word.
    alike: Vec<f32>,
    /// The share of the telling words, by weight, for which each phrasing of the topic stands.
    shares: Vec<f32>,
}

/// A word of the topic that stands for a telling word.
#[derive(Debug, Clone, PartialEq)]
struct Hit {
    /// Its place in the topic's bag.
    place: usize,
    /// How alike it is to the telling word that it is most like.
    most: f32,
}

impl Cover {
    /// Compares each telling word with the topic's.
    pub fn new(model: &Model, question: &Question, topic: &Topic) -> Self {
        let content = question.lexemes.iter().zip(&question.stems);
        let content: Vec<_> = content.filter(|(lexeme, _)| lexeme.content).collect();
        let mut cover = Self {
            weights: content.iter().map(|(lexeme, _)| lexeme.weight).collect(),
            places: vec![None; topic.bag.len()],
            hits: Vec::new(),
            alike: Vec::new(),
            shares: Vec::new(),
        };
        let mut others: Vec<(usize, &Vector)> = Vec::new();
        for (number, (lexeme, stem)) in content.into_iter().enumerate() {
            // Where the topic has its very stem, nothing else stands for it.
            match stem.map(|stem| topic.bag.binary_search(&stem)) {
                Some(Ok(same)) => cover.hit(same, number, 1.0),
                _ => others.extend(lexeme.meaning.map(|row| (number, vectors::at(row)))),
            }
        }
        cover.compare(&others, topic);
        let phrasings = topic.phrasings.clone();
        cover.shares = cover.shares(phrasings.map(|number| &model.phrasing(number).said));
        cover
    }

    /// Compares telling words, by number, with each of the topic's. The topic's stand scattered in the table of meanings: each
    /// is fetched once.
    fn compare(&mut self, words: &[(usize, &Vector)], topic: &Topic) {
        for (place, meaning) in topic.meanings.iter().enumerate() {
            let Some(theirs) = meaning.map(vectors::at) else {
                continue;
            };
            for (number, ours) in words {
                let alike = alike_in_meaning(ours, theirs);
                if alike > ALIKE {
                    self.hit(place, *number, alike);
                }
            }
        }
    }

    fn hit(&mut self, place: usize, number: usize, alike: f32) {
        let words = self.weights.len();
        let at = self.places[place].map_or(self.hits.len(), usize::from);
        if at == self.hits.len() {
            self.hits.push(Hit { place, most: 0.0 });
            self.alike.resize(self.alike.len() + words, 0.0);
            self.places[place] = u16::try_from(at).ok();
        }
        let most = &mut self.hits[at].most;
        *most = f32::max(*most, alike);
        self.alike[at * words + number] = alike;
    }

    /// The words of a phrasing or sentence that stand for telling words, by their place in `hits`.
    fn hits_of(&self, said: &Said) -> impl Iterator<Item = usize> {
        let places = said.words.iter();
        places.filter_map(|word| self.places[usize::from(*word)].map(usize::from))
    }

    /// The share of the telling words, by number, for which nothing in the topic stands.
    pub fn missing(&self) -> f32 {
        let mut best = vec![0.0; self.weights.len()];
        self.raise(&mut best, 0..self.hits.len());
        let missing = best.iter().filter(|alike| **alike < MISSING).count();
        missing as f32 / best.len().max(1) as f32
    }

    /// Raises how alike the best is to each telling word, where one of these is more like it.
    fn raise(&self, best: &mut [f32], hits: impl Iterator<Item = usize>) {
        let words = best.len();
        for hit in hits {
            let row = &self.alike[hit * words..(hit + 1) * words];
            for (best, alike) in best.iter_mut().zip(row) {
                if alike > best {
                    *best = *alike;
                }
            }
        }
    }

    /// Whether a word of the topic that few topics have stands for a word of the question: sharing only what many share is no
    /// reason for an answer.
    pub fn has_evidence(&self, model: &Model, topic: &Topic) -> bool {
        let mut alike = self.hits.iter().filter(|hit| hit.most >= PAIR);
        alike.any(|hit| model.is_telling(topic.bag[hit.place]))
    }

    /// How much worse the best phrasing or sentence of the wanted kind covers the question than the best phrasing of any
    /// kind: 0 where no kind is wanted.
    pub fn less_of_kind(&self, model: &Model, question: &Question, topic: &Topic) -> f32 {
        if question.wanted.is_empty() {
            return 0.0;
        }
        let (mut any, mut of_kind) = (0.0, 0.0);
        for (number, share) in topic.phrasings.clone().zip(&self.shares) {
            any = f32::max(any, *share);
            if is_of_kind(&model.phrasing(number).said, question) {
                of_kind = f32::max(of_kind, *share);
            }
        }
        let sentences = topic.sentences.iter();
        let sentences = self.shares(sentences.filter(|said| is_of_kind(said, question)));
        any - sentences.into_iter().fold(of_kind, f32::max)
    }

    /// How well each phrasing fits: the share of the telling words for which it stands, times the share of its own words that
    /// stand for one.
    pub fn fits(&self, model: &Model, topic: &Topic) -> impl Iterator<Item = f32> {
        let phrasings = topic.phrasings.clone().zip(&self.shares);
        phrasings.map(|(number, share)| {
            let said = &model.phrasing(number).said;
            let used = self.hits_of(said);
            let used = used.filter(|hit| self.hits[*hit].most >= MISSING).count();
            share * used as f32 / said.words.len().max(1) as f32
        })
    }

    /// The share of the telling words, by weight, for which each of these phrasings or sentences stands.
    fn shares<'a>(&self, said: impl Iterator<Item = &'a Said>) -> Vec<f32> {
        let mut best = vec![0.0; self.weights.len()];
        let share_of = |said| {
            best.fill(0.0);
            self.raise(&mut best, self.hits_of(said));
            share(self.weights.iter().copied().zip(best.iter().copied()))
        };
        said.map(share_of).collect()
    }
}

fn is_of_kind(said: &Said, question: &Question) -> bool {
    let mut wanted = question.wanted.iter();
    wanted.any(|kind| said.kinds.contains(&(*kind as u8)))
}
