//! What was not answered, as a person reads it: each question with how often it was asked, then the numbers of those without words.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use maklumat::text::Language;

use crate::misses::{Kind, Miss};

/// The sentences of this page.
struct Words {
    none: &'static str,
    times: &'static str,
    people: &'static str,
    without: &'static str,
    columns: [&'static str; 6],
    kinds: [&'static str; 5],
}

const INDONESIAN: Words = Words {
    none: "Tidak ada pertanyaan tak terjawab yang tercatat.\n",
    times: "kali",
    people: "orang",
    without: "Tanpa kata-kata, karena penanyanya tidak mengizinkan atau terlalu sedikit orang yang menanyakannya:",
    columns: [
        "hari",
        "bahasa",
        "kali",
        "orang",
        "apa yang terjadi",
        "ditawarkan, atau yang terdekat",
    ],
    kinds: [
        "tidak terjawab",
        "tidak ada yang cocok",
        "jawaban ditolak",
        "tidak membantu",
        "tidak ada yang ditekan",
    ],
};
const ENGLISH: Words = Words {
    none: "No question without an answer is recorded.\n",
    times: "times",
    people: "people",
    without: "Without words, since who asked did not agree, or too few people asked it:",
    columns: [
        "day",
        "language",
        "times",
        "people",
        "what happened",
        "offered, or nearest",
    ],
    kinds: [
        "not answered",
        "none of these",
        "turned down",
        "no help",
        "nothing pressed",
    ],
};

impl Words {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Indonesian => &INDONESIAN,
            Language::English => &ENGLISH,
        }
    }

    fn kind(&self, kind: Kind) -> &'static str {
        let [unanswered, none_of_these, turned_down, no_help, not_pressed] = self.kinds;
        match kind {
            Kind::Unanswered => unanswered,
            Kind::NoneOfThese => none_of_these,
            Kind::TurnedDown => turned_down,
            Kind::NoHelp => no_help,
            Kind::NotPressed => not_pressed,
        }
    }
}

/// The page for a reader of `language`.
pub fn page(misses: &[Miss], language: Language) -> String {
    let words = Words::of(language);
    if misses.is_empty() {
        return words.none.to_owned();
    }
    let mut asked: BTreeMap<&str, Vec<&Miss>> = BTreeMap::new();
    for miss in misses {
        if let Some(question) = &miss.question {
            asked.entry(question).or_default().push(miss);
        }
    }
    let mut asked: Vec<_> = asked.into_iter().collect();
    asked.sort_by_key(|(_, misses)| std::cmp::Reverse(times(misses)));
    let mut page = String::new();
    for (question, misses) in asked {
        of_question(&mut page, question, &misses, words);
    }
    without_words(&mut page, misses, words);
    page
}

fn times(misses: &[&Miss]) -> usize {
    misses.iter().map(|miss| miss.times).sum()
}

fn of_question(page: &mut String, question: &str, misses: &[&Miss], words: &Words) {
    // Who asks on two days is one person; the most on one line is what is sure.
    let people = misses.iter().filter_map(|miss| miss.people).max();
    let beyond = if misses.len() > 1 { "≥ " } else { "" };
    let people = people.map_or(String::new(), |people| {
        format!(", {beyond}{people} {}", words.people)
    });
    let _ = writeln!(
        page,
        "{question}\n  {} {}{people}",
        times(misses),
        words.times
    );
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for miss in misses {
        *kinds.entry(miss.kind).or_default() += miss.times;
    }
    let kinds = kinds
        .iter()
        .map(|(kind, times)| format!("{} {times}", words.kind(*kind)));
    let days: BTreeSet<_> = misses.iter().filter_map(|miss| miss.day).collect();
    let days = [days.first(), days.last().filter(|_| days.len() > 1)];
    let days = days.into_iter().flatten().map(ToString::to_string);
    let days = days.collect::<Vec<_>>().join(" – ");
    let _ = writeln!(page, "  {} · {days}", kinds.collect::<Vec<_>>().join(", "));
    let offers: BTreeSet<_> = misses.iter().map(|miss| offered(miss)).collect();
    for offer in offers.iter().filter(|offer| !offer.is_empty()) {
        let _ = writeln!(page, "  → {offer}");
    }
    page.push('\n');
}

/// What was offered, best first, with the chance of the first; and what was pressed of it.
fn offered(miss: &Miss) -> String {
    let mut offered = miss.offered.join(", ");
    if let (Some(chance), Some(first)) = (miss.chance, miss.offered.first()) {
        let percent = format!(" ({:.0} %)", 100.0 * chance);
        offered.insert_str(first.len(), &percent);
    }
    match &miss.pressed {
        Some(pressed) => format!("{offered} [{pressed}]"),
        None => offered,
    }
}

fn without_words(page: &mut String, misses: &[Miss], words: &Words) {
    let rows = misses
        .iter()
        .filter(|miss| miss.question.is_none())
        .map(|miss| {
            let day = miss.day.map(|day| day.to_string());
            [
                day.unwrap_or_default(),
                miss.language.map_or("", Language::code).to_owned(),
                miss.times.to_string(),
                miss.people
                    .map_or(String::new(), |people| people.to_string()),
                words.kind(miss.kind).to_owned(),
                offered(miss),
            ]
        });
    let mut rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return;
    }
    rows.sort();
    rows.insert(0, words.columns.map(str::to_owned));
    let _ = writeln!(page, "{}", words.without);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<_> = (0..5).filter_map(width).collect();
    for row in &rows {
        let mut line = String::from(" ");
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, " {cell:width$} ");
        }
        let _ = writeln!(page, "{line} {}", row[5]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn miss(question: Option<&str>, day: &str, kind: Kind, times: usize) -> Miss {
        Miss {
            day: day.parse().ok(),
            language: Some(Language::Indonesian),
            kind,
            offered: vec!["passport-delay".to_owned(), "visa".to_owned()],
            chance: Some(0.41),
            times,
            people: Some(times),
            question: question.map(str::to_owned),
            ..Miss::default()
        }
    }

    #[test]
    fn what_was_asked_most_stands_first_and_numbers_last() {
        let mut chosen = miss(None, "2024-06-26", Kind::TurnedDown, 12);
        chosen.pressed = Some("visa".to_owned());
        let misses = [
            miss(Some("kartu hilang"), "2024-06-25", Kind::Unanswered, 3),
            miss(Some("kpn jadi"), "2024-06-25", Kind::Unanswered, 2),
            miss(Some("kpn jadi"), "2024-06-26", Kind::NoHelp, 2),
            miss(None, "2024-06-25", Kind::NotPressed, 9),
            chosen,
        ];
        let expected = "\
kpn jadi
  4 times, ≥ 2 people
  not answered 2, no help 2 · 2024-06-25 – 2024-06-26
  → passport-delay (41 %), visa

kartu hilang
  3 times, 3 people
  not answered 3 · 2024-06-25
  → passport-delay (41 %), visa

Without words, since who asked did not agree, or too few people asked it:
  day         language  times  people  what happened    offered, or nearest
  2024-06-25  id        9      9       nothing pressed  passport-delay (41 %), visa
  2024-06-26  id        12     12      turned down      passport-delay (41 %), visa [visa]
";
        assert_eq!(page(&misses, Language::English), expected);
        assert_eq!(page(&[], Language::Indonesian), INDONESIAN.none);
    }
}
