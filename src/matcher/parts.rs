//! One message, one or several questions.

use super::{
    Learnt,
    decide::{Decision, Part, Reason, Understanding},
};
use crate::text::{Clause, Mood, clauses, detect, is_courtesy, normalise};

/// A message is not taken for more questions than this.
const MOST_PARTS: usize = 3;

/// Longer lists of clauses are no longer a message with a question or two.
const MOST_CLAUSES: usize = 12;

/// Understands a whole message.
///
/// The message as a whole comes first. Its clauses are tried when there are several. Where two or more of them stand by
/// themselves, and are about different things, each gets its own part; where what is asked is beside the FAQ and only what
/// is taken for granted is in it ("now that visas work again, what do they cost?"), what is asked decides; and where a long
/// story drowns the one clause that is clear, that clause speaks for it.
pub fn understand(learnt: &Learnt, message: &str) -> Understanding {
    let message = beginning(message);
    let (_, whole) = learnt.assess(message);
    let words = normalise::words(message);
    let language = detect(words.iter().map(String::as_str));
    let clauses = clauses(message);
    let parts = match clauses.len() {
        2..=MOST_CLAUSES => by_clauses(learnt, &clauses, whole),
        _ => vec![whole],
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

fn by_clauses(learnt: &Learnt, clauses: &[Clause<'_>], whole: Part) -> Vec<Part> {
    // A FAQ may answer a greeting, but nobody asks one beside something else.
    let asked: Vec<Asked> = clauses
        .iter()
        .filter(|clause| clause.mood != Mood::Given && !is_courtesy(clause.text))
        .map(|clause| Asked::of(learnt, clause, &whole))
        .collect();
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
        (_, [only]) if speaks_for(only, &whole) => distinct,
        _ => vec![whole],
    }
}

/// A clause, read by itself.
struct Asked {
    mood: Mood,
    /// Whether the whole message may be about the same class: what only a torn-off clause is about is chance.
    near: f64,
    part: Part,
}

impl Asked {
    fn of(learnt: &Learnt, clause: &Clause<'_>, whole: &Part) -> Self {
        let (_, part) = learnt.assess(clause.text);
        let near = match about(&part) {
            Some((true, entry)) => whole
                .ranking
                .iter()
                .find(|first| first.entry == entry)
                .map_or(0.0, |first| first.score),
            Some((false, gap)) => whole
                .gaps
                .iter()
                .find(|first| first.0 == gap)
                .map_or(0.0, |first| first.1),
            None => 0.0,
        };
        Self {
            mood: clause.mood,
            near,
            part,
        }
    }

    fn asks(&self) -> bool {
        self.mood == Mood::Asks
    }

    /// Whether it says by itself what it is about.
    fn stands(&self) -> bool {
        match self.part.verdict.decision {
            Decision::Answer(_) => self.near >= 0.005 || self.asks() && self.near >= 0.001,
            Decision::Likely { .. } => self.near >= 0.03 && self.asks(),
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

/// What a part tells: an entry, or a gap.
fn about(part: &Part) -> Option<(bool, usize)> {
    match part.verdict.decision {
        Decision::Answer(entry) | Decision::Likely { entry, .. } => Some((true, entry)),
        Decision::Abstain(Reason::NotCovered(gap)) => Some((false, gap)),
        Decision::Choices(_) | Decision::Abstain(_) => None,
    }
}

/// Whether a clause that stands may speak for the whole message: it is surer of what the message may be about too.
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
