//! What a change would bring, computed by learning the FAQ with it: which cases and phrasings become right and which wrong, how
//! the promise moves, and whether those who asked are served.

use std::{collections::BTreeMap, thread};

use maklumat::{
    faq::Faq,
    matcher::{Decision, Matcher, Reason, Tried},
};
use serde::Serialize;

use super::{Proposal, Refusal};
use crate::{
    cases::Case,
    compare::{Comparison, Graded, compare},
    evaluate::trials,
    metrics::sign_test,
};

/// Different wordings that a group has at least, for half of them to be held out.
const ENOUGH: usize = 4;

/// What chance alone would bring more often than this is no harm of a change. Whatever is learnt anew moves a few answers in a
/// hundred that were in the balance, for the better as often as for the worse.
const CHANCE: f64 = 0.05;

/// A FAQ as it stands, learnt, with all that a change is held against. Costs one learning; a change that was made hands on the
/// next one.
#[derive(Debug)]
pub struct Base {
    /// The FAQ, learnt.
    pub matcher: Matcher,
    tried: Vec<Tried>,
    cases: Vec<Case>,
    graded: Vec<Graded>,
}

/// What a change would bring.
#[derive(Debug)]
pub struct Consequence {
    /// What becomes of the cases; nothing where there are none.
    pub cases: Comparison,
    /// Cases that are worse off since what was changed is told in place of what is right: `label<TAB>question`.
    pub cases_taken: Vec<String>,
    /// Phrasings that turn, asked of what is learnt without them.
    pub phrasings: Vec<Flip>,
    /// What the FAQ certifies now.
    pub before: Standing,
    /// What it would certify.
    pub after: Standing,
    /// How many of the wordings that the change should serve are served now, and with it. The change holds some of them.
    pub served: Served,
    /// The same, honestly: with a change of half of the wordings, for the other half. None where there are too few.
    pub held_out: Option<HeldOut>,
    /// The id of what is changed.
    id: String,
    /// The FAQ with the change, to go on from.
    next: Base,
}

/// A phrasing that turned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flip {
    /// The phrasing.
    pub phrasing: String,
    /// The entry or gap that it stands in.
    pub of: String,
    /// In which way.
    pub turn: Turn,
    /// The entry or gap that comes first.
    pub with: Option<String>,
}

/// In which way a phrasing turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// It would be answered outright with what it does not ask.
    Wrong,
    /// It would be answered outright with its own entry.
    Right,
    /// It would be answered wrongly no longer.
    Mended,
    /// It would be answered outright no longer: what was changed comes first.
    Taken,
}

/// What a FAQ certifies.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Standing {
    /// The share of wrong outright answers that its phrasings certify.
    pub certified: f64,
    /// Whether that is what is promised.
    pub holds: bool,
    /// From which chance on it answers outright.
    pub outright: f64,
    /// How many phrasings were asked.
    pub asked: usize,
    /// How many were answered outright.
    pub answered: usize,
    /// How many of those wrongly.
    pub wrong: usize,
}

/// How many wordings are served: answered with the entry, outright or as likely, or told that the gap is one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Served {
    /// How many were asked.
    pub asked: usize,
    /// How many are served now.
    pub before: usize,
    /// How many would be.
    pub after: usize,
}

/// As [`Served`], of wordings that the change did not hold.
pub type HeldOut = Served;

impl Base {
    /// Learns `faq`, and grades `cases`.
    pub fn new(faq: Faq, cases: Vec<Case>) -> Self {
        let (matcher, tried) = Matcher::tried(faq);
        Self::of(matcher, tried, cases)
    }

    fn of(matcher: Matcher, tried: Vec<Tried>, cases: Vec<Case>) -> Self {
        let graded = grades(&matcher, &cases);
        Self {
            matcher,
            tried,
            cases,
            graded,
        }
    }

    /// What the FAQ certifies.
    pub fn standing(&self) -> Standing {
        let promise = self.matcher.promise();
        Standing {
            certified: promise.certified(),
            holds: promise.holds(),
            outright: self.matcher.outright(),
            asked: promise.asked,
            answered: promise.answered,
            wrong: promise.wrong,
        }
    }

    /// What `proposal` would bring.
    pub fn consequence(&self, proposal: &Proposal) -> Result<Consequence, Refusal> {
        let mut faq = self.matcher.faq().clone();
        proposal.change.amend(&mut faq)?;
        let (next, held_out) = thread::scope(|scope| {
            let held_out = scope.spawn(|| self.held_out(proposal));
            let next = Self::new(faq, self.cases.clone());
            let held_out = held_out.join();
            (
                next,
                held_out.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            )
        });
        let served = Served {
            asked: proposal.serves.len(),
            before: served(&self.matcher, proposal.change.id(), &proposal.serves),
            after: served(&next.matcher, proposal.change.id(), &proposal.serves),
        };
        let cases = self.compared(&next);
        Ok(Consequence {
            cases_taken: next.taken(&cases, proposal.change.id()),
            cases,
            phrasings: self.flips(&next, proposal.change.id()),
            before: self.standing(),
            after: next.standing(),
            served,
            held_out,
            id: proposal.change.id().to_owned(),
            next,
        })
    }

    /// What a change of every other wording would do for those between them.
    fn held_out(&self, proposal: &Proposal) -> Option<HeldOut> {
        if proposal.serves.len() < ENOUGH {
            return None;
        }
        let (taught, asked): (Vec<_>, Vec<_>) = (0..)
            .zip(&proposal.serves)
            .partition(|(number, _)| number % 2 == 0);
        let [taught, asked] = [taught, asked].map(|half| {
            half.into_iter()
                .map(|(_, text): (usize, &String)| text.clone())
                .collect::<Vec<_>>()
        });
        let most = proposal.change.phrasings().len().max(1);
        let change = proposal
            .change
            .clone()
            .with_phrasings(taught.into_iter().take(most).collect());
        let mut faq = self.matcher.faq().clone();
        change.amend(&mut faq).ok()?;
        let matcher = self.matcher.revised(faq);
        Some(Served {
            asked: asked.len(),
            before: served(&self.matcher, change.id(), &asked),
            after: served(&matcher, change.id(), &asked),
        })
    }

    fn compared(&self, next: &Self) -> Comparison {
        // Both grade the same cases.
        let compared = compare(&self.graded, &next.graded);
        compared.unwrap_or(Comparison {
            questions: 0,
            changes: Vec::new(),
        })
    }

    /// Cases that are worse off, and are told the entry or gap of this id.
    fn taken(&self, cases: &Comparison, id: &str) -> Vec<String> {
        let worse = cases
            .changes
            .iter()
            .filter(|change| change.after < change.before);
        let taken = worse
            .filter(|change| served(&self.matcher, id, std::slice::from_ref(&change.question)) > 0);
        taken
            .map(|change| format!("{}\t{}", change.label, change.question))
            .collect()
    }

    /// The phrasings of both that turned, where the entry or gap of this id was changed.
    fn flips(&self, next: &Self, id: &str) -> Vec<Flip> {
        let before: BTreeMap<(usize, usize), Outcome> = self
            .tried
            .iter()
            .map(|tried| ((tried.class, tried.phrasing), self.outcome(tried)))
            .collect();
        let turned = next.tried.iter().filter_map(|tried| {
            let earlier = *before.get(&(tried.class, tried.phrasing))?;
            let first = tried.first.map(|(class, _)| next.class(class).0);
            let turn = match (earlier, next.outcome(tried)) {
                (Outcome::Right | Outcome::Open, Outcome::Wrong) => Turn::Wrong,
                (Outcome::Open, Outcome::Right) => Turn::Right,
                (Outcome::Wrong, Outcome::Right | Outcome::Open) => Turn::Mended,
                (Outcome::Right, Outcome::Open)
                    if first == Some(id) && next.class(tried.class).0 != id =>
                {
                    Turn::Taken
                }
                _ => return None,
            };
            let (of, phrasings) = next.class(tried.class);
            Some(Flip {
                phrasing: phrasings[tried.phrasing].clone(),
                of: of.to_owned(),
                turn,
                with: first.map(str::to_owned),
            })
        });
        turned.collect()
    }

    fn outcome(&self, tried: &Tried) -> Outcome {
        let entries = self.matcher.faq().entries.len();
        match tried.first {
            Some((class, chance)) if class < entries && chance >= self.matcher.outright() => {
                match tried.inside && class == tried.class {
                    true => Outcome::Right,
                    false => Outcome::Wrong,
                }
            }
            _ => Outcome::Open,
        }
    }

    /// The id and phrasings of a class: entries first, then gaps.
    fn class(&self, class: usize) -> (&str, &[String]) {
        let faq = self.matcher.faq();
        match faq.entries.get(class) {
            Some(entry) => (&entry.id, &entry.phrasings),
            None => {
                let gap = &faq.not_covered[class - faq.entries.len()];
                (&gap.id, &gap.phrasings)
            }
        }
    }
}

/// What became of a phrasing that was asked of what was learnt without it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Outcome {
    /// It was answered outright with its own entry.
    Right,
    /// It was answered outright with another.
    Wrong,
    /// It was not answered outright.
    Open,
}

impl Consequence {
    /// The phrasings that turned in one way.
    pub fn turned(&self, turn: Turn) -> impl Iterator<Item = &Flip> {
        self.phrasings.iter().filter(move |flip| flip.turn == turn)
    }

    /// Phrasings that are answered with what was changed, or no longer, since it comes first.
    pub fn phrasings_taken(&self) -> impl Iterator<Item = &Flip> {
        let by_it = |flip: &&Flip| match flip.turn {
            Turn::Wrong => flip.with.as_ref() == Some(&self.id),
            Turn::Taken => true,
            Turn::Right | Turn::Mended => false,
        };
        self.phrasings.iter().filter(by_it)
    }

    /// Whether what is promised is promised still, and no more phrasings become wrong than chance brings.
    pub fn keeps_promise(&self) -> bool {
        let (worse, better) = (
            self.turned(Turn::Wrong).count(),
            self.turned(Turn::Mended).count(),
        );
        sign_test(worse, better) >= CHANCE && (self.after.holds || !self.before.holds)
    }

    /// Whether nothing becomes worse: the change takes no case and no phrasing from what is right, and of the rest, which moves
    /// whenever anything is learnt, no more becomes wrong than chance brings.
    pub fn is_harmless(&self) -> bool {
        self.cases_taken.is_empty()
            && self.phrasings_taken().next().is_none()
            && !self.cases.is_worse()
            && self.keeps_promise()
    }

    /// Whether anybody who asked would be served who is not now.
    pub fn helps(&self) -> bool {
        self.served.after > self.served.before
    }

    /// The FAQ with the change, learnt, to hold the next one against.
    pub fn into_next(self) -> Base {
        self.next
    }

    /// The same in another form.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({
            "cases": self.cases.to_json(),
            "cases_taken": self.cases_taken,
            "phrasings": self.phrasings,
            "phrasings_taken": self.phrasings_taken().collect::<Vec<_>>(),
            "promise": {"before": self.before, "after": self.after, "kept": self.keeps_promise()},
            "served": self.served,
            "held_out": self.held_out,
            "harmless": self.is_harmless(),
            "helps": self.helps(),
        })
    }
}

/// How many of `questions` are answered with the entry of this id, or told that the gap of it is one.
fn served(matcher: &Matcher, id: &str, questions: &[String]) -> usize {
    let faq = matcher.faq();
    let tells = |decision: &Decision| match decision {
        Decision::Answer(entry) | Decision::Likely { entry, .. } => faq.entries[*entry].id == id,
        Decision::Abstain(Reason::NotCovered(gap)) => faq.not_covered[*gap].id == id,
        Decision::Choices(_) | Decision::Abstain(_) => false,
    };
    let is_served = |question: &&String| {
        let understanding = matcher.understand(question);
        understanding
            .parts
            .iter()
            .any(|part| tells(&part.verdict.decision))
    };
    questions.iter().filter(is_served).count()
}

/// The grades of cases, by two hands.
fn grades(matcher: &Matcher, cases: &[Case]) -> Vec<Graded> {
    let (some, others) = cases.split_at(cases.len() / 2);
    let grade = |cases| Graded::all(&trials(matcher, cases, &|| ()));
    thread::scope(|scope| {
        let others = scope.spawn(move || grade(others));
        let mut grades = grade(some);
        let others = others.join();
        grades.extend(others.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        grades
    })
}
