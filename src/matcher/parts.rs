//! One message, one or several questions.

use super::{
    Learnt,
    decide::{Decision, Part, Reason, Understanding},
    model::Reading,
};
use crate::text::{
    Clause, Mood, clauses, detect,
    lexicon::{self, Chat},
    normalise,
};

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

fn by_clauses(
    learnt: &Learnt,
    clauses: &[Clause<'_>],
    reading: &Reading,
    whole: Part,
) -> Vec<Part> {
    let asked = clauses
        .iter()
        .filter(|clause| clause.mood != Mood::Given && !is_courtesy(clause.text));
    let clear: Vec<(Mood, Part)> = asked
        .map(|clause| (clause.mood, learnt.assess(clause.text)))
        .filter(|(_, (clause, part))| is_clear(&part.decision) && is_near(reading, clause))
        .map(|(mood, (_, part))| (mood, part))
        .collect();
    let asks = |(mood, _): &&(Mood, Part)| *mood == Mood::Asks;
    let someone_asks = clear.iter().any(|clause| asks(&clause));
    let asks_beside = clear.iter().filter(asks).any(|(_, part)| !is_answer(part));
    let mut distinct: Vec<Part> = Vec::new();
    for clause in &clear {
        // Beside a clear question, what is merely told is at most a second question, and only where the first is covered.
        let counts = !someone_asks || asks(&clause) || is_answer(&clause.1) && !asks_beside;
        if counts
            && !distinct
                .iter()
                .any(|other| other.decision == clause.1.decision)
        {
            distinct.push(clause.1.clone());
        }
    }
    distinct.truncate(MOST_PARTS);
    match (&whole.decision, distinct.as_slice()) {
        (_, [_, _, ..]) if distinct.iter().any(is_answer) => distinct,
        (Decision::Answer(_), [only]) if !is_answer(only) => distinct,
        _ => vec![whole],
    }
}

fn is_answer(part: &Part) -> bool {
    matches!(part.decision, Decision::Answer(_))
}

/// Whether a clause is only a greeting or thanks, which a FAQ may answer, but nobody asks beside something else.
fn is_courtesy(clause: &str) -> bool {
    let chat = lexicon::chat(&normalise::words(clause).join(" "));
    matches!(chat, Some(Chat::Greeting | Chat::Thanks))
}

/// Whether a clause says by itself what it is about.
fn is_clear(decision: &Decision) -> bool {
    matches!(
        decision,
        Decision::Answer(_) | Decision::Abstain(Reason::NotCovered(_))
    )
}

/// Whether the class that a clause is about is one that the whole message is about too: what only a torn-off clause is
/// about is chance.
fn is_near(whole: &Reading, clause: &Reading) -> bool {
    let first = clause.candidates.first().map(|candidate| candidate.class);
    whole
        .candidates
        .iter()
        .any(|candidate| Some(candidate.class) == first)
}
