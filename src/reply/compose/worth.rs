//! Which parts of a message a reply speaks of, and in which order.

use crate::{
    matcher::{Decision, Part, Reason},
    reply::WhyNot,
};

/// The rank of a question that nothing is known of; what follows is no question.
const UNKNOWN: usize = 3;

/// The parts to speak of, answered ones first: nothing twice, and one alone of what is no question.
pub(super) fn a_reply(parts: &[Part]) -> Vec<&Part> {
    let mut worth: Vec<&Part> = Vec::new();
    for part in parts {
        let same = |other: &&Part| other.verdict.decision == part.verdict.decision;
        if !worth.iter().any(same) || rank(part) == UNKNOWN {
            worth.push(part);
        }
    }
    worth.sort_by_key(|part| rank(part));
    let is_question = |part: &&&Part| rank(part) <= UNKNOWN;
    let kept = match worth.first() {
        Some(first) if rank(first) < UNKNOWN => worth.iter().take_while(is_question).count(),
        _ => 1,
    };
    worth.truncate(kept);
    worth
}

fn rank(part: &Part) -> usize {
    match part.verdict.decision {
        Decision::Answer(_) | Decision::Likely { .. } => 0,
        Decision::Abstain(Reason::NotCovered(_) | Reason::NotTold(_)) => 1,
        Decision::Choices(_) => 2,
        Decision::Abstain(Reason::OutOfScope) => UNKNOWN,
        Decision::Abstain(Reason::TooVague) => 4,
        Decision::Abstain(Reason::SmallTalk(_)) => 5,
    }
}

/// Why a part is not answered, if it is not.
pub(super) fn why_not(part: &Part) -> Option<WhyNot> {
    let Decision::Abstain(reason) = part.verdict.decision else {
        return None;
    };
    Some(match reason {
        Reason::NotCovered(_) => WhyNot::NotCovered,
        Reason::NotTold(_) => WhyNot::NotTold,
        Reason::OutOfScope => WhyNot::OutOfScope,
        Reason::TooVague => WhyNot::TooVague,
        Reason::SmallTalk(_) => WhyNot::SmallTalk,
    })
}
