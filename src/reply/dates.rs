//! Dates in words.

use chrono::Datelike;

use super::either;
use crate::{faq::Date, text::Language};

/// A date as people write it: "28 Juni 2024", "28 June 2024".
pub fn date(date: Date, language: Language) -> String {
    let (indonesian, english) = MONTHS[date.month0() as usize];
    let month = either(language, indonesian, english);
    format!("{} {month} {}", date.day(), date.year())
}

const MONTHS: [(&str, &str); 12] = [
    ("Januari", "January"),
    ("Februari", "February"),
    ("Maret", "March"),
    ("April", "April"),
    ("Mei", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("Agustus", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Desember", "December"),
];
