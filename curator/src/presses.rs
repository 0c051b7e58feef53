//! What presses teach: where people who were offered the same nearly all chose the same, that was meant.
//!
//! It is counted so that nobody can poison it: one vote for each person and choice, from several people on several days, and a share
//! that is high beyond chance; whoever chose something else under the same offer, or nothing of it, counts against. A choice among
//! several must hold without the votes that one hand could cast, since under a rare offer hardly anybody else votes; under a likely
//! answer that stands alone, all that they can do is agree with the bot. What is left are facts for
//! proposals that a person decides on, never a change by itself. `tests/presses.rs` measures how much is found and what gets through.
//!
//! An offer is the whole list in its order: shorter keys join almost nothing more, and the first id alone mixes what is meant.

use maklumat_store::{Offer, Pressed};
use serde::Serialize;

use crate::metrics;

/// A handful of people who agree are not one person with several accounts, nor one family.
const PEOPLE: u64 = 5;
/// Who wants to be heard must come back on another day, and another.
const DAYS: u64 = 3;
/// So many accounts may be one hand's: a choice among several, which the bot itself did not tell as likely, must hold without them.
const RING: u64 = 50;
/// The share of voters that chose so, at least: Wilson's lower bound with 90 % confidence, as a FAQ's promise has it.
const SHARE: f64 = 0.8;

/// An offer, and what is meant where it is made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lesson {
    /// Ids in the order in which they were offered.
    pub offered: Vec<String>,
    /// The id of what is meant.
    pub meant: String,
    /// How many people chose it …
    pub people: u64,
    /// … of how many who pressed anything …
    pub of: u64,
    /// … on how many days.
    pub days: u64,
    /// The share that is at least beyond chance.
    pub at_least: f64,
}

impl Lesson {
    /// Whether it says more than the bot did: of an answer that stood alone, presses say that the bot is right.
    pub fn is_news(&self) -> bool {
        self.offered != [self.meant.as_str()]
    }
}

/// What is meant by each offer, where that is known by now.
pub fn lessons(offers: &[Offer]) -> Vec<Lesson> {
    let cells = offers.iter().flat_map(|offer| {
        let pressed = offer.pressed.iter();
        pressed.filter_map(|pressed| lesson(offer, pressed))
    });
    cells.collect()
}

fn lesson(offer: &Offer, pressed: &Pressed) -> Option<Lesson> {
    let meant = pressed.entry.clone()?;
    let ring = if offer.offered.len() > 1 { RING } else { 0 };
    let chose = pressed.people.saturating_sub(ring);
    let of = offer.people.saturating_sub(ring).max(1);
    let at_least = metrics::at_least(chose as f64 / of as f64, usize::try_from(of).ok()?);
    let enough = chose >= PEOPLE && pressed.days >= DAYS && at_least >= SHARE;
    enough.then(|| Lesson {
        offered: offer.offered.clone(),
        meant,
        people: pressed.people,
        of: offer.people,
        days: pressed.days,
        at_least,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lessons of a likely answer that so many pressed under, so many of them "b" on so many days.
    fn taught(people: u64, chose: u64, days: u64) -> Vec<Lesson> {
        under(&["b"], people, chose, days)
    }

    fn under(offered: &[&str], people: u64, chose: u64, days: u64) -> Vec<Lesson> {
        let pressed = |entry: Option<&str>, people| Pressed {
            entry: entry.map(str::to_owned),
            people,
            days,
        };
        lessons(&[Offer {
            offered: offered.iter().map(|id| (*id).to_owned()).collect(),
            people,
            pressed: vec![pressed(Some("b"), chose), pressed(None, people - chose)],
        }])
    }

    #[test]
    fn many_who_agree_on_several_days_teach() {
        let lesson = &taught(20, 20, 3)[0];
        assert_eq!((&lesson.meant[..], lesson.people, lesson.of), ("b", 20, 20));
        assert!(lesson.at_least > 0.92, "{lesson:?}");
        assert_eq!(taught(20, 20, 2), [], "in two days");
        assert_eq!(taught(6, 6, 5), [], "too few to be sure");
        assert_eq!(taught(7, 7, 3).len(), 1);
        assert_eq!(taught(20, 17, 3), [], "none of these counts against");
        assert_eq!(taught(60, 53, 3).len(), 1);
        let several = |chose| under(&["a", "b"], chose, chose, 9).len();
        assert_eq!(
            (several(56), several(57)),
            (0, 1),
            "more than fifty accounts"
        );
        let objected = |others: u64| taught(50 + others, 50, 9).len();
        assert_eq!(
            (objected(7), objected(8)),
            (1, 0),
            "fifty can agree with the bot where hardly anybody objects"
        );
        assert_eq!(taught(20, 0, 9), [], "that nothing was meant is no lesson");
    }
}
