//! How far the words of a topic stand for the telling words of a question.

use super::{
    alignment::{Lexeme, PAIR, alike_in_meaning, share},
    model::{Model, Said, Topic},
    question::Question,
};

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
    /// How alike words of the topic are to each telling word.
    hits: Vec<Hit>,
}

#[derive(Debug, Clone, PartialEq)]
struct Hit {
    place: usize,
    alike: Vec<f32>,
}

impl Cover {
    /// Compares each telling word with the topic's.
    pub fn new(question: &Question, topic: &Topic) -> Self {
        let content = question.lexemes.iter().zip(&question.stems);
        let content: Vec<_> = content.filter(|(lexeme, _)| lexeme.content).collect();
        let mut cover = Self {
            weights: content.iter().map(|(lexeme, _)| lexeme.weight).collect(),
            places: vec![None; topic.bag.len()],
            hits: Vec::new(),
        };
        for (number, (lexeme, stem)) in content.into_iter().enumerate() {
            cover.add(number, lexeme, *stem, topic);
        }
        cover
    }

    /// Compares one word: where the topic has its very stem, nothing else stands for it.
    fn add(&mut self, number: usize, word: &Lexeme, stem: Option<u32>, topic: &Topic) {
        if let Some(Ok(same)) = stem.map(|stem| topic.bag.binary_search(&stem)) {
            return self.hit(same, number, 1.0);
        }
        for (place, meaning) in topic.meanings.iter().enumerate() {
            let alike = alike_in_meaning(word.meaning, *meaning);
            if alike > ALIKE {
                self.hit(place, number, alike);
            }
        }
    }

    fn hit(&mut self, place: usize, number: usize, alike: f32) {
        let at = self.places[place].map_or(self.hits.len(), usize::from);
        if at == self.hits.len() {
            let alike = vec![0.0; self.weights.len()];
            self.hits.push(Hit { place, alike });
            self.places[place] = u16::try_from(at).ok();
        }
        self.hits[at].alike[number] = alike;
    }

    /// The words of a phrasing or sentence that stand for telling words.
    fn hits_of(&self, said: &Said) -> impl Iterator<Item = &Hit> {
        let places = said
            .words
            .iter()
            .filter_map(|word| self.places[usize::from(*word)]);
        places.map(|at| &self.hits[usize::from(at)])
    }

    /// The share of the telling words, by number, for which nothing in the topic stands.
    pub fn missing(&self) -> f32 {
        let best = self.best(self.hits.iter());
        let missing = best.iter().filter(|alike| **alike < MISSING).count();
        missing as f32 / best.len().max(1) as f32
    }

    /// How alike to each telling word the most alike of these is.
    fn best<'a>(&self, hits: impl Iterator<Item = &'a Hit>) -> Vec<f32> {
        let mut best = vec![0.0; self.weights.len()];
        for hit in hits {
            for (best, alike) in best.iter_mut().zip(&hit.alike) {
                if alike > best {
                    *best = *alike;
                }
            }
        }
        best
    }

    /// Whether a word of the topic that few topics have stands for a word of the question: sharing only what many share is no
    /// reason for an answer.
    pub fn has_evidence(&self, model: &Model, topic: &Topic) -> bool {
        let mut alike = self
            .hits
            .iter()
            .filter(|hit| hit.alike.iter().any(|alike| *alike >= PAIR));
        alike.any(|hit| model.is_telling(topic.bag[hit.place]))
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
        let stands = |hit: &&Hit| hit.alike.iter().any(|alike| *alike >= MISSING);
        let used = self.hits_of(said).filter(stands).count();
        self.share(said) * used as f32 / said.words.len().max(1) as f32
    }

    /// The share of the telling words, by weight, for which a phrasing or sentence stands.
    fn share(&self, said: &Said) -> f32 {
        let covered = self.best(self.hits_of(said));
        share(self.weights.iter().copied().zip(covered))
    }
}

fn is_of_kind(said: &Said, question: &Question) -> bool {
    let mut wanted = question.wanted.iter();
    wanted.any(|kind| said.kinds.contains(&(*kind as u8)))
}
