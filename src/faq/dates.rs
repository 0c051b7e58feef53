//! Dates as `faq.yaml` writes them.

use std::fmt;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// A calendar date, as in `2024-06-28`.
pub type Date = chrono::NaiveDate;

/// Reads a date.
pub(super) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    deserializer.deserialize_str(Day)
}

/// Reads a date that may be left out, but not empty.
pub(super) fn known_day<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Date>, D::Error> {
    day(deserializer).map(Some)
}

/// Reads `2024-06-28`, and no other way of writing a date.
pub fn read_date(text: &str) -> Option<Date> {
    // chrono also takes 2024-6-28, which reads and sorts differently.
    let written_out = text.len() == "2024-06-28".len();
    written_out.then(|| text.parse().ok())?
}

/// What somebody meant who wrote a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// This day, and it is written as dates are here.
    Written(Date),
    /// This day, written otherwise.
    Otherwise(Date),
    /// A day that no calendar has.
    NoDay,
    /// No day.
    Nothing,
}

/// The months by the letters that they begin with, in Indonesian and in English.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb", "peb"],
    &["mar"],
    &["apr"],
    &["mei", "may"],
    &["jun"],
    &["jul"],
    &["agu", "ags", "aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov", "nop"],
    &["des", "dec"],
];

/// What somebody meant who wrote `text` for a date: `2024-6-28`, `28/06/2024`, `28 Juni 2024`, `June 28, 2024`.
pub fn meant(text: &str) -> Meant {
    if let Some(day) = read_date(text) {
        return Meant::Written(day);
    }
    let pieces: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .collect();
    let [first, second, third] = pieces[..] else {
        return Meant::Nothing;
    };
    let number = |piece: &str| piece.parse::<u32>().ok();
    let (year, month, day) = match (number(first), number(second), number(third)) {
        (Some(year), Some(month), Some(day)) if first.len() == 4 => (year, month, day),
        (Some(month), Some(day), Some(year)) if third.len() == 4 && day > 12 && month <= 12 => {
            (year, month, day)
        }
        (Some(day), Some(month), Some(year)) if third.len() == 4 => (year, month, day),
        (Some(day), None, Some(year)) => (year, month_of(second), day),
        (None, Some(day), Some(year)) => (year, month_of(first), day),
        _ => return Meant::Nothing,
    };
    if month == 0 {
        return Meant::Nothing;
    }
    let date = i32::try_from(year).ok();
    match date.and_then(|year| Date::from_ymd_opt(year, month, day)) {
        Some(day) => Meant::Otherwise(day),
        None => Meant::NoDay,
    }
}

/// The number of a month from its name, or zero.
fn month_of(name: &str) -> u32 {
    let name = name.to_lowercase();
    let is_it = |letters: &&[&str]| letters.iter().any(|start| name.starts_with(start));
    let months = (1..).zip(&MONTHS);
    let mut known = months.filter(|(_, letters)| is_it(letters));
    known.next().map_or(0, |(number, _)| number)
}

struct Day;

impl Visitor<'_> for Day {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day that exists, as in 2024-06-28")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
        read_date(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}
