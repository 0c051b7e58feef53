//! One message, one or several questions.

use std::mem;

use super::{
    Assessed, Learnt,
    calibration::Chances,
    verdict::{Decision, Part, Reason, Rule, Understanding, Verdict},
};
use crate::text::{Clause, Mood, clauses, detect, is_courtesy, normalise};

/// A message is not taken for more questions than this.
const MOST_PARTS: usize = 3;

/// Longer lists of clauses are no longer a message with a question or two.
const MOST_CLAUSES: usize = 12;

/// A clause that is sure by itself counts when the whole message is about the same with at least the first of these chances, one
/// that is only likely with the second: of two questions in one message neither drowns the other quite.
const NEAR_ANSWER: f64 = 0.003;
const NEAR_LIKELY: f64 = 0.03;

/// A message of so many words tells a story.
const STORY: usize = 22;

/// Understands a whole message.
///
/// The message as a whole comes first. Its clauses are tried when there are several. Where two or more of them stand by
/// themselves, and are about different things, each gets its own part; where what is asked is beside the FAQ and only what
/// is taken for granted is in it ("now that visas work again, what do they cost?"), what is asked decides; and where a long
/// story drowns the one clause that is clear, that clause speaks for it.
pub fn understand(learnt: &Learnt, message: &str) -> Understanding {
    let message = beginning(message);
    let mut clauses = clauses(message);
    let words = match clauses.as_mut_slice() {
        [only] => mem::take(&mut only.words),
        _ => normalise::words(message),
    };
    let language = detect(words.iter().map(String::as_str));
    let whole = learnt.assess(message, words);
    let parts = match clauses.len() {
        2..=MOST_CLAUSES => by_clauses(learnt, clauses, whole),
        _ => vec![whole.part],
    };
    Understanding { language, parts }
}

/// As much of a message as is read at all, so that no message costs more than a bounded amount of work.
fn beginning(message: &str) -> &str {
    let end = message
        .char_indices()
        .nth(normalise::MAX_CHARS)
        .map_or(message.len(), |(at, _)| at);
    &message[..end]
}

fn by_clauses(learnt: &Learnt, clauses: Vec<Clause<'_>>, whole: Assessed) -> Vec<Part> {
    let is_alone = is_alone(&clauses);
    // A FAQ may answer a greeting, but nobody asks one beside something else.
    let mut asked: Vec<Asked> = clauses
        .into_iter()
        .filter(|clause| clause.mood != Mood::Given && !is_courtesy(&clause.words))
        .map(|clause| Asked::of(learnt, clause, &whole.chances))
        .collect();
    let is_story = is_story(&whole);
    let whole = if is_story && asked.iter().any(Asked::asks) {
        asked.retain(Asked::asks);
        unless_only_told(whole.part, &asked)
    } else {
        whole.part
    };
    let distinct = distinct(&asked);
    match (&whole.verdict.decision, distinct.as_slice()) {
        (_, [_, _, ..]) => distinct,
        (Decision::Answer(_), [only]) if matches!(only.verdict.decision, Decision::Abstain(_)) => {
            distinct
        }
        (Decision::Answer(entry), _) => {
            let entry = *entry;
            let second = asked
                .into_iter()
                .map(|asked| asked.part)
                .find(|part| is_second(part, entry));
            [whole].into_iter().chain(second).collect()
        }
        (_, [only]) if (is_story || is_alone) && speaks_for(only, &whole) => distinct,
        _ => vec![whole],
    }
}

/// Whether a message tells more than it asks: then what it asks stands in the clauses that ask.
fn is_story(whole: &Assessed) -> bool {
    whole.reading.question.words.words.len() >= STORY
}

/// What a story seems to be about is no more than likely where no clause that asks is about it.
fn unless_only_told(mut whole: Part, asked: &[Asked]) -> Part {
    if let Decision::Answer(entry) = whole.verdict.decision
        && !asked.iter().any(|asked| {
            asked
                .part
                .ranking
                .first()
                .is_some_and(|first| first.entry == entry)
        })
    {
        let others = Vec::new();
        whole.verdict = Verdict {
            decision: Decision::Likely { entry, others },
            because: Rule::OnlyTold,
        };
    }
    whole
}

/// A clause, read by itself.
struct Asked {
    mood: Mood,
    /// The chance that the whole message is about the same: what only a torn-off clause is about is chance.
    near: f64,
    part: Part,
}

impl Asked {
    fn of(learnt: &Learnt, clause: Clause<'_>, whole: &Chances) -> Self {
        let part = learnt.assess(clause.text, clause.words).part;
        let entries = learnt.model.entries;
        let class = about(&part).map(|told| match told {
            Told::Entry(entry) => entry,
            Told::Gap(gap) => entries + gap,
        });
        let mut ranked = whole.classes.iter();
        let near = ranked.find(|(ranked, _)| Some(*ranked) == class);
        Self {
            mood: clause.mood,
            near: near.map_or(0.0, |(_, chance)| *chance),
            part,
        }
    }

    fn asks(&self) -> bool {
        self.mood == Mood::Asks
    }

    /// Whether it says by itself what it is about.
    fn stands(&self) -> bool {
        match self.part.verdict.decision {
            Decision::Answer(_) => self.near >= NEAR_ANSWER,
            Decision::Likely { .. } => self.near >= NEAR_LIKELY && self.asks(),
            Decision::Abstain(Reason::NotCovered(_)) => self.near > 0.0,
            Decision::Choices(_) | Decision::Abstain(_) => false,
        }
    }
}

/// The clauses that stand by themselves and are about different things. Beside a question that stands, what is merely told
/// counts at most as a second question, and only where the first is covered.
fn distinct(asked: &[Asked]) -> Vec<Part> {
    let standing = || asked.iter().filter(|asked| asked.stands());
    let someone_asks = standing().any(Asked::asks);
    let asks_beside = standing().any(|asked| asked.asks() && !is_shown(&asked.part));
    let mut distinct: Vec<Part> = Vec::new();
    for asked in standing() {
        let counts = !someone_asks || asked.asks() || is_answer(&asked.part) && !asks_beside;
        let told = about(&asked.part);
        match distinct.iter_mut().find(|other| about(other) == told) {
            Some(other) if !is_answer(other) => *other = asked.part.clone(),
            Some(_) => {}
            None if counts => distinct.push(asked.part.clone()),
            None => {}
        }
    }
    distinct.truncate(MOST_PARTS);
    distinct
}

/// What a part tells.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    Entry(usize),
    Gap(usize),
}

/// What a part tells, if anything.
fn about(part: &Part) -> Option<Told> {
    match part.verdict.decision {
        Decision::Answer(entry) | Decision::Likely { entry, .. } => Some(Told::Entry(entry)),
        Decision::Abstain(Reason::NotCovered(gap)) => Some(Told::Gap(gap)),
        Decision::Choices(_) | Decision::Abstain(_) => None,
    }
}

/// Whether nothing stands beside one clause but numbers: somebody adds the number of their file.
fn is_alone(clauses: &[Clause<'_>]) -> bool {
    let has_words = |clause: &&Clause<'_>| clause.text.chars().any(char::is_alphabetic);
    clauses.iter().filter(has_words).count() == 1
}

/// Whether a clause that stands may speak for the whole message: it is surer of what the message may be about too.
///
/// It may where it stands alone, and in a story. Of a message of a sentence or two it is no more than a torn-off piece, and
/// surer only for lack of what was torn off: of what such pieces brought to light on other agencies' FAQs, more was wrong
/// than right.
fn speaks_for(only: &Part, whole: &Part) -> bool {
    let first = whole.ranking.first().map(|first| first.entry);
    match only.verdict.decision {
        Decision::Answer(entry) => first == Some(entry),
        Decision::Likely { entry, .. } => first == Some(entry) && !is_shown(whole),
        _ => false,
    }
}

/// Whether a clause is an unclear question about something else than `entry`, so that it is worth an offer.
fn is_second(part: &Part, entry: usize) -> bool {
    match &part.verdict.decision {
        Decision::Likely {
            entry: likely,
            others,
        } => *likely != entry && !others.contains(&entry),
        Decision::Choices(choices) => !choices.contains(&entry),
        Decision::Answer(_) | Decision::Abstain(_) => false,
    }
}

fn is_answer(part: &Part) -> bool {
    matches!(part.verdict.decision, Decision::Answer(_))
}

fn is_shown(part: &Part) -> bool {
    matches!(
        part.verdict.decision,
        Decision::Answer(_) | Decision::Likely { .. }
    )
}
