//! From a message to a verdict.
//!
//! A FAQ is a `lesson`: how people ask, and what is said. It is learnt (`learn`) into a `model`: how to read its words
//! (`reading`, `spelling`), what a text becomes (`features`: stems, pairs of stems, runs of characters, meanings), which class a
//! text is about (`classifier`, taught by `regression`), and what each entry and gap says.
//!
//! A `question` is read in the FAQ's spelling. The classifier gives each class a probability; the best few are `candidates`,
//! compared with it closely: which of its words has the topic (`cover`), which has the best phrasing (`alignment`), is the kind
//! of thing that is asked told at all? A few `signals` of that make the chance of each (`calibration`), and an ordered list of
//! rules the verdict (`decide`). A message that may hold several questions is tried clause by clause (`parts`); what leans on what
//! was said before is read with it (`follow`); `explain` shows the same steps.
//! `likeness` compares questions with one another.
//!
//! No file, no clock, no randomness, and arithmetic that is the same everywhere: the same FAQ and the same message give the
//! same verdict.

mod alignment;
mod calibration;
mod candidates;
mod classifier;
mod cover;
mod decide;
mod delta;
mod explain;
mod features;
mod follow;
mod hash;
mod learn;
mod lesson;
mod likeness;
mod model;
mod parts;
mod question;
mod ranking;
mod reading;
mod regression;
mod signals;
mod spelling;
mod tried;
mod verdict;

use serde::{Deserialize, Serialize};

use crate::faq::Faq;
pub use calibration::Promise;
use calibration::{Calibration, Chances, Trial};
use candidates::Reading;
pub use explain::{CandidateKind, ExplainedCandidate, Explanation, PartExplanation, WordPair};
pub use follow::Context;
pub use learn::Lost;
use lesson::Lesson;
pub use likeness::Compared;
use model::Model;
pub use tried::Tried;
pub use verdict::{Decision, Match, Part, Reason, Rule, SmallTalk, Understanding, Verdict};

/// Understands messages about one FAQ.
#[derive(Debug)]
pub struct Matcher {
    faq: Faq,
    learnt: Learnt,
}

/// Where a matcher comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// From what an earlier one had learnt.
    Kept,
    /// It was trained.
    Trained,
}

/// All that training yields, apart from the FAQ itself.
#[derive(Debug, Serialize, Deserialize)]
struct Learnt {
    model: Model,
    calibration: Calibration,
}

impl Matcher {
    /// Trains on the phrasings of `faq`.
    pub fn new(faq: Faq) -> Self {
        Self::tried(faq).0
    }

    /// As [`Self::new`], and what became of the phrasings that were asked on the way.
    pub fn tried(faq: Faq) -> (Self, Vec<Tried>) {
        let (model, tried) = learn::learn(&Lesson::of(&faq));
        let trials: Vec<Trial> = tried
            .iter()
            .map(|tried| Trial::of(tried, model.entries))
            .collect();
        let calibration = Calibration::of(&trials);
        let learnt = Learnt { model, calibration };
        (Self { faq, learnt }, tried)
    }

    /// A matcher of another version of the FAQ, trusted as far as this one: it learns once, and asks no phrasings.
    pub fn revised(&self, faq: Faq) -> Self {
        let learnt = Learnt {
            model: Model::learn(&Lesson::of(&faq)),
            calibration: self.learnt.calibration,
        };
        Self { faq, learnt }
    }

    /// `questions`, read so that they can be compared with one another.
    pub fn compared(&self, questions: &[&str]) -> Compared {
        Compared::of(&self.faq, &self.learnt.model, questions)
    }

    /// A matcher from what an earlier one for the same phrasings left by [`Self::learnt`], or trained where the bytes are
    /// not of that form; and whether it had to be trained.
    pub fn from_learnt(faq: Faq, bytes: Option<&[u8]>) -> (Self, Origin) {
        match bytes.and_then(|bytes| postcard::from_bytes(bytes).ok()) {
            Some(learnt) => (Self { faq, learnt }, Origin::Kept),
            None => (Self::new(faq), Origin::Trained),
        }
    }

    /// What was learnt, as bytes; empty in the impossible case that it cannot be written down.
    pub fn learnt(&self) -> Vec<u8> {
        postcard::to_allocvec(&self.learnt).unwrap_or_default()
    }

    /// What the FAQ's own phrasings show about outright answers.
    pub fn promise(&self) -> Promise {
        self.learnt.calibration.promise
    }

    /// From which chance on an entry is told as the likely meaning.
    pub fn likely(&self) -> f64 {
        decide::LIKELY
    }

    /// From which chance on an entry is answered outright.
    pub fn outright(&self) -> f64 {
        self.learnt.calibration.outright
    }

    /// Phrasings that another entry or gap wins, once their own has to do without them. It learns five times, and takes as many
    /// times as long as [`Self::new`] does.
    pub fn lost(&self) -> Vec<Lost> {
        learn::lost(&Lesson::of(&self.faq))
    }

    /// The FAQ that this matcher was trained on.
    pub fn faq(&self) -> &Faq {
        &self.faq
    }

    /// What `message` asks, part by part.
    pub fn understand(&self, message: &str) -> Understanding {
        parts::understand(&self.learnt, message)
    }

    /// What `message` asks after what was said before.
    pub fn follow(&self, message: &str, context: &Context) -> Understanding {
        follow::follow(&self.learnt, message, context)
    }

    /// How `message` would be understood were it one question.
    pub fn explain_whole(&self, message: &str) -> PartExplanation {
        explain::explain_part(&self.faq, &self.learnt, message)
    }

    /// How `message` was understood, step by step.
    pub fn explain(&self, message: &str) -> Explanation {
        explain::explain(&self.faq, &self.learnt, message)
    }
}

/// One question, read and decided on.
struct Assessed {
    reading: Reading,
    chances: Chances,
    part: Part,
}

impl Learnt {
    /// Reads one question, given with its words, and decides on it.
    fn assess(&self, text: &str, words: Vec<String>) -> Assessed {
        let reading = Reading::of(&self.model, words);
        let chances = Chances::of(&reading);
        let entries = chances.entries(self.model.entries);
        let part = Part {
            text: text.trim().to_owned(),
            verdict: decide::decide(&self.model, &self.calibration, &reading, &chances),
            ranking: entries
                .map(|(entry, score)| Match { entry, score })
                .collect(),
        };
        Assessed {
            reading,
            chances,
            part,
        }
    }
}
