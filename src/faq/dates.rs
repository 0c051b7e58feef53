//! Dates as `faq.yaml` writes them.

use std::fmt;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

use super::Date;

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
