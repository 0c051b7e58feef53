//! One message, one or several questions.

use super::{
    Learnt,
    decide::{Decision, Part, Reason, Understanding},
    model::Reading,
};
use crate::text::{Clause, Mood, clauses, detect, is_courtesy, normalise};

/// A message is not taken for more questions than this.
const MOST_PARTS: usize = 3;

/// Longer lists of clauses are no longer a message with a question or two.
const MOST_CLAUSES: usize = 12;

/// Understands a whole message.
///
/// The message as a whole comes first. Its clauses are tried when there are several: where two or more of them are clear by
/// themselves, and about different things, each gets its own part; where what is asked is beside the FAQ and only what is
/// taken for granted is in it ("now that visas work again, what do they cost?"), what is asked decides.
pub fn understand(learnt: &Learnt, message: &str) -> Understanding {
    let message = beginning(message);
    let (reading, whole) = learnt.assess(message);
    let words = normalise::words(message);
    let language = detect(words.iter().map(String::as_str));
    let clauses = clauses(message);
    let parts = match clauses.len() {
        2..=MOST_CLAUSES => by_clauses(learnt, &clauses, &reading, whole),
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

fn by_clauses(
    learnt: &Learnt,
    clauses: &[Clause<'_>],
    reading: &Reading,
    whole: Part,
) -> Vec<Part> {
    // A FAQ may answer a greeting, but nobody asks one beside something else.
    let asked: Vec<Asked> = clauses
        .iter()
        .filter(|clause| clause.mood != Mood::Given && !is_courtesy(clause.text))
        .map(|clause| Asked::of(learnt, clause))
        .filter(|asked| asked.is_near(reading))
        .collect();
    let distinct = distinct(&asked);
    match (&whole.verdict.decision, distinct.as_slice()) {
        (_, [_, _, ..]) if distinct.iter().any(is_answer) => distinct,
        (Decision::Answer(_), [only]) if !is_answer(only) => distinct,
        (Decision::Answer(entry), _) => {
            let entry = *entry;
            let second = asked
                .into_iter()
                .map(|asked| asked.part)
                .find(|part| is_second(part, entry));
            [whole].into_iter().chain(second).collect()
        }
        _ => vec![whole],
    }
}

/// A clause, read by itself.
struct Asked {
    mood: Mood,
    /// The class that it is about.
    about: Option<usize>,
    part: Part,
}

impl Asked {
    fn of(learnt: &Learnt, clause: &Clause<'_>) -> Self {
        let (reading, part) = learnt.assess(clause.text);
        let about = reading.candidates.first().map(|candidate| candidate.class);
        Self {
            mood: clause.mood,
            about,
            part,
        }
    }

    fn asks(&self) -> bool {
        self.mood == Mood::Asks
    }

    /// Whether it says by itself what it is about.
    fn is_clear(&self) -> bool {
        matches!(
            self.part.verdict.decision,
            Decision::Answer(_) | Decision::Abstain(Reason::NotCovered(_))
        )
    }

    /// Whether the whole message is about the same class too: what only a torn-off clause is about is chance.
    fn is_near(&self, whole: &Reading) -> bool {
        whole
            .candidates
            .iter()
            .any(|candidate| Some(candidate.class) == self.about)
    }
}

/// The clear clauses about different things. Beside a clear question, what is merely told counts at most as a second
/// question, and only where the first is covered.
fn distinct(asked: &[Asked]) -> Vec<Part> {
    let clear = || asked.iter().filter(|asked| asked.is_clear());
    let someone_asks = clear().any(Asked::asks);
    let asks_beside = clear().any(|asked| asked.asks() && !is_answer(&asked.part));
    let mut distinct: Vec<Part> = Vec::new();
    for asked in clear() {
        let counts = !someone_asks || asked.asks() || is_answer(&asked.part) && !asks_beside;
        if counts
            && !distinct
                .iter()
                .any(|other| other.verdict.decision == asked.part.verdict.decision)
        {
            distinct.push(asked.part.clone());
        }
    }
    distinct.truncate(MOST_PARTS);
    distinct
}

/// Whether a clause is an unclear question about something else than `entry`, so that its choices are worth an offer.
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
