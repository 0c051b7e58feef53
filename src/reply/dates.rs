//! Dates in words.

use chrono::Datelike;

use super::words::{Words, fill};
use crate::{faq::Date, text::Language};

/// A date as people write it: "28 Juni 2024", "28 June 2024".
pub fn date(date: Date, language: Language) -> String {
    let words = Words::of(language);
    let month = words.months[date.month0() as usize];
    let [day, year] = [date.day().to_string(), date.year().to_string()];
    fill(
        words.date,
        &[("day", &day), ("month", month), ("year", &year)],
    )
}
