//! What to do with a question: answer, ask which of a few was meant, or abstain and say why.

use std::fmt;

use crate::text::{
    Language, is_filler,
    lexicon::{self, Chat},
};

use super::{
    alignment,
    calibration::{Calibration, Signals},
    model::{Model, Reading},
};

/// An entry is offered as a choice from this probability on: one in twelve offers helps, and a reader dismisses the rest
/// at a glance.
const OFFERED: f64 = 0.08;

/// From this probability on, the first entry is told as the likely meaning.
const LIKELY: f64 = 0.5;

/// At most so many choices.
const MOST_CHOICES: usize = 3;

/// A gap is named when the classifier gives it, and gaps like it, at least this much.
const NAMED_GAP: f32 = 0.35;

/// A word in at most this share of the classes can be the reason for an answer; "paspor" or "kapan" can't.
const TELLING_SPREAD: f64 = 0.3;

/// Question and phrasing that account for each other this well are the same sentence, whatever its words.
const VERBATIM: f32 = 0.97;

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
    /// What to do with it, and why.
    pub verdict: Verdict,
    /// The entries most like it, best first.
    pub ranking: Vec<Match>,
}

/// What to do with a question, and the rule that says so. Everything that is promised, done, told or counted follows from this value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What to do.
    pub decision: Decision,
    /// The rule that decided.
    pub because: Rule,
}

/// What to do with a question. Numbers are indices into `Faq::entries`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Answer with this entry.
    Answer(usize),
    /// Tell this entry as the likely meaning, under a line that says so, and offer the others (at most two).
    Likely {
        /// The entry to tell.
        entry: usize,
        /// What else may have been meant.
        others: Vec<usize>,
    },
    /// Ask which of these (two or three) was meant.
    Choices(Vec<usize>),
    /// Do not answer.
    Abstain(Reason),
}

/// The rules that decide, in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// It is small talk, or too little to go on.
    NoQuestion,
    /// It says what a phrasing says, word for word.
    Verbatim,
    /// One entry is sure enough to be answered outright.
    Sure,
    /// A gap is more likely meant than any entry.
    GapFirst,
    /// One entry stands out, though not beyond doubt.
    Likely,
    /// The topic is an entry's, what is asked of it is not told.
    DetailNotTold,
    /// A few entries are about as likely, and none stands out.
    SeveralAlike,
    /// Nothing in the FAQ is like it.
    NothingAlike,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoQuestion => "no-question",
            Self::Verbatim => "verbatim",
            Self::Sure => "sure",
            Self::GapFirst => "gap-first",
            Self::Likely => "likely",
            Self::DetailNotTold => "detail-not-told",
            Self::SeveralAlike => "several-alike",
            Self::NothingAlike => "nothing-alike",
        })
    }
}

/// Why a question gets no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// People ask this, and the notices do not tell: an index into `Faq::not_covered`.
    NotCovered(usize),
    /// The topic is covered, the detail that is asked is not: an index into `Faq::entries`.
    NotTold(usize),
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

/// The entries of a reading, best first: the first with its calibrated probability, the others in proportion.
pub fn rank(model: &Model, calibration: &Calibration, reading: &Reading) -> Vec<Match> {
    let Some(signals) = Signals::of(reading) else {
        return Vec::new();
    };
    let first = calibration.probability(&signals);
    let entries: Vec<_> = reading
        .candidates
        .iter()
        .filter(|candidate| candidate.class < model.entries())
        .collect();
    let odds = |score: f32| f64::from((score - entries[0].score).exp());
    entries
        .iter()
        .map(|candidate| Match {
            entry: candidate.class,
            score: first * odds(candidate.score),
        })
        .collect()
}

/// What to do with a reading: the first rule that applies decides.
pub fn decide(
    model: &Model,
    calibration: &Calibration,
    reading: &Reading,
    ranking: &[Match],
) -> Verdict {
    let abstain = |reason, because| Verdict {
        decision: Decision::Abstain(reason),
        because,
    };
    if let Some(reason) = without_question(reading) {
        return abstain(reason, Rule::NoQuestion);
    }
    let Some(first) = ranking.first() else {
        return abstain(Reason::OutOfScope, Rule::NothingAlike);
    };
    let gap_first = reading.first_entry != Some(0);
    // A question in a phrasing's own words is that phrasing's, however little the FAQ knows of itself.
    let sure = match is_verbatim(reading) {
        true => Some(Rule::Verbatim),
        false => (first.score >= calibration.threshold).then_some(Rule::Sure),
    };
    if let Some(because) = sure.filter(|_| !gap_first && has_evidence(model, reading)) {
        return Verdict {
            decision: Decision::Answer(first.entry),
            because,
        };
    }
    if gap_first && let Some(gap) = named_gap(model, reading) {
        return abstain(Reason::NotCovered(gap), Rule::GapFirst);
    }
    let choices: Vec<usize> = ranking
        .iter()
        .filter(|m| m.score >= OFFERED)
        .take(MOST_CHOICES)
        .map(|m| m.entry)
        .collect();
    match choices.as_slice() {
        [] if content(reading) == 0 => abstain(Reason::TooVague, Rule::NoQuestion),
        [] => abstain(Reason::OutOfScope, Rule::NothingAlike),
        [entry, others @ ..] if others.is_empty() || first.score >= LIKELY && !gap_first => {
            Verdict {
                decision: Decision::Likely {
                    entry: *entry,
                    others: others.to_vec(),
                },
                because: Rule::Likely,
            }
        }
        _ => Verdict {
            decision: Decision::Choices(choices),
            because: Rule::SeveralAlike,
        },
    }
}

/// Small talk, unless the FAQ has this very sentence.
fn without_question(reading: &Reading) -> Option<Reason> {
    if is_verbatim(reading) {
        return None;
    }
    let words = &reading.words.words;
    let told: Vec<&str> = words
        .iter()
        .filter(|word| !is_filler(word))
        .map(String::as_str)
        .collect();
    let chat = lexicon::chat(&words.join(" ")).or_else(|| lexicon::chat(&told.join(" ")));
    match chat {
        Some(chat) => Some(reason(chat)),
        None if told.iter().all(|word| word.chars().count() < 2) => Some(Reason::TooVague),
        None => None,
    }
}

fn reason(chat: Chat) -> Reason {
    Reason::SmallTalk(match chat {
        Chat::Greeting => SmallTalk::Greeting,
        Chat::Thanks => SmallTalk::Thanks,
        Chat::Farewell => SmallTalk::Farewell,
        Chat::Acknowledgement => SmallTalk::Acknowledgement,
        Chat::Identity => SmallTalk::Identity,
        Chat::Insult => SmallTalk::Insult,
        Chat::Vague | Chat::Preamble => return Reason::TooVague,
    })
}

fn is_verbatim(reading: &Reading) -> bool {
    let best = reading.best.as_ref().map(|(_, alignment)| alignment);
    best.is_some_and(|alignment| alignment.question >= VERBATIM && alignment.phrasing >= VERBATIM)
}

/// How many words of a question are more than grammar.
fn content(reading: &Reading) -> usize {
    reading
        .words
        .words
        .iter()
        .filter(|word| lexicon::function(word).is_none())
        .count()
}

/// Whether the best phrasing shares a word with the question that few classes have: sharing only what many share is no
/// reason for an answer.
fn has_evidence(model: &Model, reading: &Reading) -> bool {
    let Some((phrasing, alignment)) = &reading.best else {
        return false;
    };
    let most = (model.classes() as f64 * TELLING_SPREAD).max(1.0) as usize;
    is_verbatim(reading)
        || reading
            .words
            .words
            .iter()
            .zip(&alignment.nearest)
            .any(|(word, (position, alike))| {
                *alike >= alignment::PAIR
                    && lexicon::function(word).is_none()
                    && model.spread_of(*phrasing, *position) <= most
            })
}

/// The gap that a reading is about, when gaps together are likely enough.
fn named_gap(model: &Model, reading: &Reading) -> Option<usize> {
    let gaps = reading
        .candidates
        .iter()
        .filter(|candidate| candidate.class >= model.entries());
    let likely: f32 = gaps.clone().map(|candidate| candidate.probability).sum();
    gaps.map(|candidate| candidate.class - model.entries())
        .next()
        .filter(|_| likely >= NAMED_GAP)
}
