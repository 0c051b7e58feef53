//! What to do with a question: answer, ask which of a few was meant, or abstain and say why.

use super::{
    calibration::{Calibration, Chances},
    candidates::{Candidate, Reading},
    model::Model,
    verdict::{Decision, Reason, Rule, SmallTalk, Verdict},
};
use crate::text::{chat, is_filler, lexicon::Chat};

/// From this chance on, the first entry is told as the likely meaning: of what is shown from here on, 10 % (24 phrasings an
/// entry) to 13 % (8) was wrong on FAQs that the weights were not fitted to, of whose questions nearly half were beside them
/// (`tools/calibrate.py fit`). At .70 it was 11 and 14 %, with 1.5 % more of the questions answered: worse than the promise of
/// one in ten.
pub const LIKELY: f64 = 0.72;

/// Entries that are so likely together leave nothing else to be meant; then the first is told from this chance on: it is more
/// likely meant than the others.
const CERTAIN: f64 = 0.95;
const LIKELIER: f64 = 0.5;

/// From this chance on, an entry is worth offering beside others.
const OFFERED: f64 = 0.12;

/// Choices are offered when one of them is more likely meant than not.
const TOGETHER: f64 = 0.6;

/// At most so many choices.
const MOST_CHOICES: usize = 3;

/// A gap that comes first is named from this chance on.
const NAMED: f64 = 0.2;

/// From this chance on, the topic of the first entry is what was asked about, though it hardly tells what was asked.
const ABOUT: f64 = 0.25;

/// An entry or gap is named as what a question is about only where the classifier gives it this much: in a FAQ that knows
/// none of the words something is first all the same.
const TOPICAL: f32 = 0.15;

/// A phrasing that is accounted for this far is said again, be its words as common as they may: "pasporku blm jadi".
const SAME_SAYING: f32 = 0.7;

/// A message of at most so many telling words can be a bare topic.
const MOST_BARE: usize = 2;

/// What to do with a reading: the first rule that applies decides.
pub fn decide(
    model: &Model,
    calibration: &Calibration,
    reading: &Reading,
    chances: &Chances,
) -> Verdict {
    let verbatim = verbatim(model, reading, chances);
    let without_question = without_question(&reading.question.typed);
    let (class, chance) = match (verbatim, without_question, chances.first()) {
        (Some(class), ..) if class < model.entries => {
            return Verdict::answer(class, Rule::Verbatim);
        }
        (Some(class), ..) => return Verdict::gap(class - model.entries, Rule::Verbatim),
        (None, Some(reason), _) => return Verdict::abstain(reason, Rule::NoQuestion),
        (None, None, None) => return Verdict::abstain(Reason::OutOfScope, Rule::NothingAlike),
        (None, None, Some(first)) => first,
    };
    let topical = reading.probability(class) >= TOPICAL;
    let bare = bare_topic(model, reading, chances);
    if class >= model.entries && chance >= NAMED && topical && bare.is_none() {
        return Verdict::gap(class - model.entries, Rule::GapFirst);
    }
    match evidence(model, reading) {
        Evidence::Telling => {}
        Evidence::Common => return Verdict::abstain(Reason::TooVague, Rule::NothingTelling),
        Evidence::None => return Verdict::abstain(Reason::OutOfScope, Rule::NothingAlike),
    }
    if class < model.entries && chance >= calibration.outright {
        return Verdict::answer(class, Rule::Sure);
    }
    let offer = Offer::of(model, chances);
    match offer.entries.as_slice() {
        [entry, others @ ..] if *entry == class && offer.stands_out() => {
            Verdict::likely(*entry, others, Rule::Likely)
        }
        [_, _, ..] if offer.together >= TOGETHER => Verdict {
            decision: Decision::Choices(offer.entries),
            because: Rule::SeveralAlike,
        },
        entries => match bare {
            Some(topic) => {
                let others: Vec<usize> = entries
                    .iter()
                    .copied()
                    .filter(|entry| *entry != topic)
                    .collect();
                Verdict::likely(topic, &others, Rule::BareTopic)
            }
            None if entries.first() == Some(&class) && chance >= ABOUT && topical => {
                Verdict::abstain(Reason::NotTold(class), Rule::DetailNotTold)
            }
            None => Verdict::abstain(Reason::OutOfScope, Rule::NothingAlike),
        },
    }
}

/// What words a question shares with the candidates.
enum Evidence {
    /// Some that few of the FAQ's topics have, or nearly all of a phrasing.
    Telling,
    /// Only such as most have.
    Common,
    /// None.
    None,
}

fn evidence(model: &Model, reading: &Reading) -> Evidence {
    let closely = || {
        let candidates = reading.candidates.iter();
        candidates.filter_map(|candidate| Some((candidate.class, &candidate.close.as_ref()?.cover)))
    };
    let phrased = |candidate: &Candidate| {
        let close = candidate.close.as_ref();
        close.is_some_and(|close| close.alignment.phrasing >= SAME_SAYING)
    };
    if closely().any(|(class, cover)| cover.has_evidence(model, &model.topics[class]))
        || reading.candidates.iter().any(phrased)
    {
        Evidence::Telling
    } else if content(reading) == 0 || closely().any(|(_, cover)| cover.missing() < 1.0) {
        Evidence::Common
    } else {
        Evidence::None
    }
}

/// The entries that are worth offering.
struct Offer {
    /// Best first.
    entries: Vec<usize>,
    /// The chance of the first, and of all.
    first: f64,
    together: f64,
}

impl Offer {
    fn of(model: &Model, chances: &Chances) -> Self {
        let entries = chances.entries(model.entries);
        let worth: Vec<(usize, f64)> = entries
            .filter(|(_, chance)| *chance >= OFFERED)
            .take(MOST_CHOICES)
            .collect();
        Self {
            first: worth.first().map_or(0.0, |(_, chance)| *chance),
            together: worth.iter().map(|(_, chance)| chance).sum(),
            entries: worth.into_iter().map(|(entry, _)| entry).collect(),
        }
    }

    /// Whether the first is worth telling at once: it is likely enough, or more likely than the other and nothing else can
    /// be meant.
    fn stands_out(&self) -> bool {
        self.first >= LIKELY || self.first >= LIKELIER && self.together >= CERTAIN
    }
}

/// The entry that a message of a word or two names without asking anything of it ("autogate?"): a gap is a question that was
/// not asked, so the first entry counts that has every word.
fn bare_topic(model: &Model, reading: &Reading, chances: &Chances) -> Option<usize> {
    let words = content(reading);
    if words == 0 || words > MOST_BARE || !reading.question.wanted.is_empty() {
        return None;
    }
    let (entry, chance) = chances.entries(model.entries).next()?;
    let named = reading
        .close(entry)
        .is_some_and(|close| close.cover.missing() == 0.0);
    let topical = reading.probability(entry) >= TOPICAL;
    (named && topical && chance >= OFFERED).then_some(entry)
}

/// The class that has the text as a phrasing, stem by stem; of several the most probable.
fn verbatim(model: &Model, reading: &Reading, chances: &Chances) -> Option<usize> {
    let same = model.saying(&reading.question.words.stems);
    let mut ranked = chances.classes.iter().map(|(class, _)| *class);
    ranked.find(|class| same.contains(&(*class as u32)))
}

/// Small talk, or too little to go on.
fn without_question(words: &[String]) -> Option<Reason> {
    let told: Vec<&str> = words
        .iter()
        .filter(|word| !is_filler(word))
        .map(String::as_str)
        .collect();
    match small_talk(words).or_else(|| chat(&told.join(" "))) {
        Some(chat) => Some(reason(chat)),
        None if told.iter().all(|word| word.chars().count() < 2) => Some(Reason::TooVague),
        None => None,
    }
}

/// Small talk between words of address: "min, makasih banyak kak". The longest counts.
fn small_talk(words: &[String]) -> Option<Chat> {
    let opening = words.iter().take_while(|word| is_filler(word)).count();
    let closing = words
        .iter()
        .rev()
        .take_while(|word| is_filler(word))
        .count();
    let within = |length: usize| {
        let starts = 0..=opening.min(words.len() - length);
        let starts = starts.filter(move |start| start + length + closing >= words.len());
        let mut phrases = starts.map(move |start| words[start..start + length].join(" "));
        phrases.find_map(|phrase| chat(&phrase))
    };
    (1..=words.len()).rev().find_map(within)
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

/// How many words of a question are more than grammar.
fn content(reading: &Reading) -> usize {
    reading
        .question
        .lexemes
        .iter()
        .filter(|lexeme| lexeme.content)
        .count()
}
