//! What the matcher made of a message: the value that everything promised, done, told or counted follows from.

use std::fmt;

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
    /// It chooses from what was offered, or asks for what was told in another language.
    Chosen,
    /// It asks more about what was asked before.
    FollowUp,
    /// One entry is sure enough to be answered outright.
    Sure,
    /// It shares with the FAQ only words that most of the FAQ has.
    NothingTelling,
    /// A gap is more likely meant than any entry.
    GapFirst,
    /// One entry stands out, though not beyond doubt.
    Likely,
    /// A word or two name an entry's topic.
    BareTopic,
    /// A long message is about one entry, but no clause of it that asks is.
    OnlyTold,
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
            Self::Chosen => "chosen",
            Self::FollowUp => "follow-up",
            Self::Sure => "sure",
            Self::NothingTelling => "nothing-telling",
            Self::GapFirst => "gap-first",
            Self::Likely => "likely",
            Self::BareTopic => "bare-topic",
            Self::OnlyTold => "only-told",
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

impl Verdict {
    /// Answers with an entry.
    pub(super) fn answer(entry: usize, because: Rule) -> Self {
        let decision = Decision::Answer(entry);
        Self { decision, because }
    }

    /// Tells an entry as likely, beside others.
    pub(super) fn likely(entry: usize, others: &[usize], because: Rule) -> Self {
        let others = others.to_vec();
        let decision = Decision::Likely { entry, others };
        Self { decision, because }
    }

    /// Says that a gap is one.
    pub(super) fn gap(gap: usize, because: Rule) -> Self {
        Self::abstain(Reason::NotCovered(gap), because)
    }

    /// Says why there is no answer.
    pub(super) fn abstain(reason: Reason, because: Rule) -> Self {
        let decision = Decision::Abstain(reason);
        Self { decision, because }
    }
}
