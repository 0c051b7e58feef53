//! What was counted today by this process, for those who run the bot; a new day, by the clock of the notice, begins at zero.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{NaiveDateTime, NaiveTime, Utc};
use maklumat::{
    faq::{Faq, Notice, TimeZone},
    matcher::{Decision, Reason},
    reply::staff::Tally,
};
use maklumat_store::Verdict;

/// What was counted today, and since when.
#[derive(Debug)]
pub(super) struct Today(Mutex<Counted>);

#[derive(Debug, Clone)]
struct Counted {
    timezone: TimeZone,
    /// By the clock of `timezone`.
    since: NaiveDateTime,
    tally: Tally,
}

impl Default for Today {
    fn default() -> Self {
        let timezone = Notice::default().timezone;
        Self(Mutex::new(Counted {
            timezone,
            since: now(timezone),
            tally: Tally::default(),
        }))
    }
}

impl Today {
    /// From now on, days are those of `faq`'s clock.
    pub(super) fn know(&self, faq: &Faq) {
        let mut counted = self.lock();
        let (old, new) = (counted.timezone, faq.notice.timezone);
        if let Some(since) = counted.since.and_local_timezone(old).earliest() {
            counted.since = since.with_timezone(&new).naive_local();
        }
        counted.timezone = new;
    }

    /// Since when it counts, and what it counted.
    pub(super) fn told(&self) -> (NaiveTime, Tally) {
        let counted = self.today();
        (counted.since.time(), counted.tally.clone())
    }

    /// A question became of what was decided.
    pub(super) fn asked(&self, faq: &Faq, decision: &Decision) {
        let tally = &mut self.today().tally;
        let kind = match decision {
            Decision::Answer(_) => &mut tally.outright,
            Decision::Likely { .. } => &mut tally.likely,
            Decision::Choices(_) => &mut tally.choices,
            Decision::Abstain(Reason::SmallTalk(_)) => return,
            Decision::Abstain(Reason::TooVague) => &mut tally.vague,
            Decision::Abstain(_) => &mut tally.untold,
        };
        *kind += 1;
        let id = match decision {
            Decision::Answer(entry)
            | Decision::Likely { entry, .. }
            | Decision::Abstain(Reason::NotTold(entry)) => {
                let id = &faq.entries[*entry].id;
                tally.entries.entry(id.clone()).or_default()
            }
            Decision::Abstain(Reason::NotCovered(gap)) => {
                let id = &faq.not_covered[*gap].id;
                tally.gaps.entry(id.clone()).or_default()
            }
            _ => return,
        };
        *id += 1;
    }

    /// Somebody said what they think of an answer.
    pub(super) fn rated(&self, verdict: Verdict) {
        let tally = &mut self.today().tally;
        match verdict {
            Verdict::Helps => tally.helps += 1,
            Verdict::NoHelp => tally.no_help += 1,
            Verdict::Outdated => tally.outdated += 1,
        }
    }

    fn today(&self) -> MutexGuard<'_, Counted> {
        let mut counted = self.lock();
        let now = now(counted.timezone);
        counted.turn(now);
        counted
    }

    fn lock(&self) -> MutexGuard<'_, Counted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counted {
    /// Begins anew, where the day is another than before.
    fn turn(&mut self, now: NaiveDateTime) {
        if now.date() != self.since.date() {
            self.since = now.date().and_time(NaiveTime::MIN);
            self.tally = Tally::default();
        }
    }
}

fn now(timezone: TimeZone) -> NaiveDateTime {
    Utc::now().with_timezone(&timezone).naive_local()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_zero_and_at_midnight() {
        let at = |text: &str| text.parse::<NaiveDateTime>().expect("a moment");
        let mut counted = Counted {
            timezone: TimeZone::Asia__Jakarta,
            since: at("2024-06-25T07:12:30"),
            tally: Tally {
                likely: 3,
                ..Tally::default()
            },
        };
        counted.turn(at("2024-06-25T23:59:59"));
        assert_eq!(counted.tally.likely, 3);
        counted.turn(at("2024-06-26T08:00:00"));
        assert_eq!(counted.tally, Tally::default());
        assert_eq!(counted.since, at("2024-06-26T00:00:00"));
    }
}
