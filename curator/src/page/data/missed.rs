//! What people did not find: over time, by how it ended, by what was nearest, by what it was about.

use std::collections::BTreeMap;

use chrono::{Datelike, Days};
use maklumat::faq::Date;
use serde::Serialize;

use crate::misses::{Kind, Miss};

/// More periods than these are no picture any more: then each is longer.
const PERIODS: i64 = 31;

/// Groups that are told of each kind.
const TOLD: usize = 12;

/// What people did not find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missed {
    /// How often in all.
    pub times: usize,
    /// How often of it on a day that is not known.
    pub undated: usize,
    /// How long each period is.
    pub step: Step,
    /// From the first day to the last, each with how often; also where it was never.
    pub periods: Vec<(Date, usize)>,
    /// By how it ended.
    pub kinds: Vec<(Kind, usize)>,
    /// By the entry or gap that came first, the most frequent first.
    pub nearest: Vec<Group>,
    /// By what it was about, the most frequent first.
    pub groups: Vec<Group>,
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A day.
    Day,
    /// From Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

/// What belongs together, and how often it was asked.
pub type Group = (String, usize);

impl Missed {
    /// What `misses` show; nothing when there are none.
    pub fn of(misses: &[Miss], groups: &[Group]) -> Option<Self> {
        let times = misses.iter().map(|miss| miss.times).sum();
        if times == 0 {
            return None;
        }
        let days = sum(misses, |miss| miss.day);
        let step = Step::for_days(days.iter().map(|(day, _)| *day));
        let kinds = sum(misses, |miss| Some(miss.kind));
        let nearest = sum(misses, |miss| miss.offered.first().cloned());
        Some(Self {
            times,
            undated: times - days.iter().map(|(_, times)| times).sum::<usize>(),
            step,
            periods: step.periods(&days),
            kinds: most_frequent(kinds),
            nearest: most_frequent(nearest),
            groups: most_frequent(groups.to_vec()),
        })
    }
}

/// How often there was each of what `of` tells, in order.
fn sum<T: Ord>(misses: &[Miss], of: impl Fn(&Miss) -> Option<T>) -> Vec<(T, usize)> {
    let mut sums: BTreeMap<T, usize> = BTreeMap::new();
    for miss in misses {
        if let Some(what) = of(miss) {
            *sums.entry(what).or_default() += miss.times;
        }
    }
    sums.into_iter().collect()
}

fn most_frequent<T>(mut sums: Vec<(T, usize)>) -> Vec<(T, usize)> {
    sums.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    sums.truncate(TOLD);
    sums
}

impl Step {
    /// The shortest with which these days, in order, are a picture.
    fn for_days(mut days: impl DoubleEndedIterator<Item = Date>) -> Self {
        let (first, last) = (days.next(), days.next_back());
        let span = first.zip(last);
        match span.map_or(1, |(first, last)| (last - first).num_days() + 1) {
            span if span <= PERIODS => Self::Day,
            span if span <= PERIODS * 7 => Self::Week,
            _ => Self::Month,
        }
    }

    /// The first day of the period that `day` is in.
    fn start(self, day: Date) -> Date {
        let back = match self {
            Self::Day => 0,
            Self::Week => day.weekday().num_days_from_monday(),
            Self::Month => day.day0(),
        };
        day.checked_sub_days(Days::new(back.into())).unwrap_or(day)
    }

    /// The first day of the period after the one that begins on `start`.
    fn next(self, start: Date) -> Option<Date> {
        let beyond = match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 31,
        };
        let day = start.checked_add_days(Days::new(beyond))?;
        Some(self.start(day))
    }

    fn periods(self, days: &[(Date, usize)]) -> Vec<(Date, usize)> {
        let (Some((first, _)), Some((last, _))) = (days.first(), days.last()) else {
            return Vec::new();
        };
        let mut sums: BTreeMap<Date, usize> = BTreeMap::new();
        let starts = std::iter::successors(Some(self.start(*first)), |start| self.next(*start));
        sums.extend(
            starts
                .take_while(|start| start <= last)
                .map(|start| (start, 0)),
        );
        for (day, times) in days {
            *sums.entry(self.start(*day)).or_default() += times;
        }
        sums.into_iter().collect()
    }
}
