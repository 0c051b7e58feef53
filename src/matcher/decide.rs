//! The outcomes that a question can have.

use crate::text::Language;

/// What the matcher made of a whole message.
#[derive(Debug, Clone, PartialEq)]
pub struct Understanding {
    /// The language that the message is written in.
    pub language: Language,
    /// One for each question that the message holds, in the order asked; never empty.
    pub parts: Vec<Part>,
}

/// One question of a message, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The words of the message that hold the question.
    pub text: String,
    /// What to do with it.
    pub decision: Decision,
    /// Every entry worth a look, best first.
    pub ranking: Vec<Match>,
}

/// What to do with a question. Numbers are indices into `Faq::entries`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Answer with this entry.
    Answer(usize),
    /// Ask which of these (one to three) was meant.
    Suggest(Vec<usize>),
    /// Do not answer.
    Abstain(Reason),
}

/// Why a question gets no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// People ask this, and the notices do not tell: an index into `Faq::not_covered`.
    NotCovered(usize),
    /// Nothing in the FAQ is like it.
    OutOfScope,
    /// It holds no question.
    SmallTalk(SmallTalk),
    /// It holds too few words to tell what is asked.
    TooVague,
}

/// The kinds of message that hold no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmallTalk {
    /// "halo"
    Greeting,
    /// "makasih"
    Thanks,
    /// "dadah"
    Farewell,
    /// "oke"
    Acknowledgement,
    /// "kamu bot ya?"
    Identity,
    /// Abuse.
    Insult,
}

/// An entry, and how surely it is what was asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// An index into `Faq::entries`.
    pub entry: usize,
    /// The estimated probability of being right, 0.0 to 1.0.
    pub score: f64,
}
