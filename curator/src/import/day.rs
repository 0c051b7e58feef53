//! Days as people write them into spreadsheets.

use maklumat::faq::Date;

use super::{
    note::{Issue, Note},
    sheet::{Place, Value},
};

/// How a cell names a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// In one way that it can be read.
    Sure(Date),
    /// As in 06/07/2024, read with the day first as in Indonesia, where others would read the month first.
    DayFirst(Date),
}

/// The months as they are spelt and shortened, in both languages.
const MONTHS: [&[&str]; 12] = [
    &["januari", "january", "jan"],
    &["februari", "pebruari", "february", "feb", "peb"],
    &["maret", "march", "mar", "mrt"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "june", "jun"],
    &["juli", "july", "jul"],
    &["agustus", "august", "agu", "agt", "ags", "aug"],
    &["september", "sep", "sept"],
    &["oktober", "october", "okt", "oct"],
    &["november", "nopember", "nov", "nop"],
    &["desember", "december", "des", "dec"],
];

/// Days since the first of 1900 that fall between 1990 and 2100: what else stands in a column of dates is no day.
const SERIALS: std::ops::Range<f64> = 32_874.0..73_051.0;

/// The day that a cell names.
pub fn read(value: &Value) -> Option<Day> {
    match value {
        Value::Day(day) => Some(Day::Sure(*day)),
        Value::Number(number) => serial(*number).map(Day::Sure),
        Value::Text(text) => written(text),
        Value::Broken(_) => None,
    }
}

/// The day that the cell at `place` names; what is doubtful is noted.
pub fn noted(value: &Value, place: &Place, notes: &mut Vec<Note>) -> Option<Date> {
    let shown = value.shown()?;
    match read(value) {
        Some(Day::Sure(day)) => Some(day),
        Some(Day::DayFirst(day)) => {
            notes.push(Note::new(place.clone(), Issue::DayFirst));
            Some(day)
        }
        None => {
            notes.push(Note::new(place.clone(), Issue::NoDay(shown)));
            None
        }
    }
}

/// The day of a spreadsheet's number for it.
pub fn serial(number: f64) -> Option<Date> {
    // Excel believes that 1900 was a leap year, so its days from March 1900 on count from one earlier.
    let origin = Date::from_ymd_opt(1899, 12, 30)?;
    let days = SERIALS.contains(&number).then_some(number as u64)?;
    origin.checked_add_days(chrono::Days::new(days))
}

fn written(text: &str) -> Option<Day> {
    if let Ok(number) = text.parse() {
        return serial(number).map(Day::Sure);
    }
    // A time of day says nothing about the day.
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = words(date).collect();
    if let [year, month, day] = parts[..]
        && year.len() == 4
    {
        return of(year, month.parse().ok()?, day).map(Day::Sure);
    }
    if let [day, month, year] = parts[..]
        && let Ok(month) = month.parse()
    {
        let day_first = of(year, month, day)?;
        let first: u32 = day.parse().ok()?;
        let either = first <= 12 && first != month;
        return Some(match either {
            true => Day::DayFirst(day_first),
            false => Day::Sure(day_first),
        });
    }
    spelt(text).map(Day::Sure)
}

/// "28 Juni 2024", "Jumat, 28 Juni 2024", "June 28, 2024"; words before the date, as in "per 28 Juni 2024", say nothing.
fn spelt(text: &str) -> Option<Date> {
    let words: Vec<&str> = words(text).collect();
    let from = words
        .iter()
        .position(|word| word.parse::<u32>().is_ok() || month_named(word).is_some())?;
    match words[from..] {
        [first, second, year] => match (month_named(first), month_named(second)) {
            (None, Some(month)) => of(year, month, first),
            (Some(month), None) => of(year, month, ordinal(second)),
            _ => None,
        },
        _ => None,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// "28" of "28th".
fn ordinal(word: &str) -> &str {
    word.trim_end_matches(char::is_alphabetic)
}

fn month_named(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let index = MONTHS.iter().position(|month| month.contains(&&*word))?;
    u32::try_from(index + 1).ok()
}

/// A day of a year in four digits: of two, "24" might be a day too.
fn of(year: &str, month: u32, day: &str) -> Option<Date> {
    let year = (year.len() == 4).then(|| year.parse().ok())??;
    Date::from_ymd_opt(year, month, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Option<Day> {
        read(&Value::Text(text.to_owned()))
    }

    #[test]
    fn a_day_is_read_however_it_is_written() {
        let day = Date::from_ymd_opt(2024, 6, 28).map(Day::Sure);
        for text in [
            "2024-06-28",
            "2024/6/28",
            "2024-06-28T00:00:00",
            "2024-06-28 00:00:00",
            "28/06/2024",
            "28-6-2024",
            "28.06.2024",
            "28 Juni 2024",
            "28 JUN 2024",
            "Jumat, 28 Juni 2024",
            "per 28 Juni 2024",
            "June 28, 2024",
            "June 28th, 2024",
            "45471",
        ] {
            assert_eq!(read_text(text), day, "{text}");
        }
        assert_eq!(read(&Value::Number(45_471.6)), day);
    }

    #[test]
    fn what_can_be_read_in_two_ways_says_so() {
        let day = Date::from_ymd_opt(2024, 7, 6).map(Day::DayFirst);
        assert_eq!(read_text("06/07/2024"), day);
        let same = Date::from_ymd_opt(2024, 7, 7).map(Day::Sure);
        assert_eq!(read_text("07/07/2024"), same);
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "31 Februari 2024",
            "28/06/24",
            "06/28/2024",
            "Juni 2024",
            "kemarin",
            "12",
            "",
        ] {
            assert_eq!(read_text(text), None, "{text}");
        }
    }
}
