//! The words of the report: names in a file for each language, sentences side by side.

mod en;
mod id;
mod sentences;

use maklumat::{faq::rules::Severity, text::Language};

use super::data::{freshness::State, missed::Step, observed::Kept};
use crate::misses::Kind;

/// What stands alone: headings, names of columns, figures, states.
#[derive(Debug)]
pub struct Words {
    /// The language.
    pub language: Language,
    /// What the page is.
    pub report: &'static str,
    /// A FAQ without a title.
    pub untitled: &'static str,
    /// Names of figures that sum up.
    pub tiles: Tiles,
    /// Headings, in the order of the page.
    pub headings: Headings,
    /// Names of columns and axes.
    pub columns: Columns,
    /// Of the curve: the share of questions that is answered, the share of answers that is wrong.
    pub axes: [&'static str; 2],
    /// Of the summary above a table that is folded up.
    pub table: &'static str,
    /// Of an answer that is given outright, and of one that is told as likely.
    pub outright: &'static str,
    /// See [`Words::outright`].
    pub likely: &'static str,
    /// Of a question of which the FAQ has nothing.
    pub outside: &'static str,
    /// In place of what is not known.
    pub unknown: &'static str,
    /// That a promise is broken, open, exceeded.
    pub kept: [&'static str; 3],
    /// What age makes of an answer, in the order of [`State::ALL`].
    pub states: [&'static str; 7],
    /// How a question ended, in the order of [`Kind`].
    pub kinds: [&'static str; 5],
    /// Severities, in the order of [`Severity::ALL`].
    pub severities: [&'static str; 3],
    /// Between the whole and its tenths.
    decimal: char,
}

/// Names of figures that sum up.
#[derive(Debug)]
pub struct Tiles {
    /// What the FAQ answers.
    pub entries: &'static str,
    /// What it says that it does not answer.
    pub gaps: &'static str,
    /// How people ask.
    pub phrasings: &'static str,
    /// What is certified of outright answers.
    pub certified: &'static str,
    /// Entries that are old or ended.
    pub old: &'static str,
    /// What `faq check` found.
    pub found: &'static str,
    /// Questions that were missed.
    pub missed: &'static str,
}

/// Headings, in the order of the page.
#[derive(Debug)]
pub struct Headings {
    /// Coverage against wrong answers.
    pub coverage: &'static str,
    /// The most confused pairs.
    pub confused: &'static str,
    /// What people did not find.
    pub missed: &'static str,
    /// How old each entry is.
    pub freshness: &'static str,
    /// Observed against promised.
    pub observed: &'static str,
    /// What is to be mended.
    pub found: &'static str,
}

/// Names of columns and axes.
#[derive(Debug)]
pub struct Columns {
    /// The least chance with which an entry is told.
    pub chance: &'static str,
    /// The share of questions that is answered.
    pub answered: &'static str,
    /// The share of answers that is wrong.
    pub wrong: &'static str,
    /// Where a true share is with 95 % confidence.
    pub interval: &'static str,
    /// What was meant.
    pub meant: &'static str,
    /// What it was taken for.
    pub taken_for: &'static str,
    /// How often.
    pub times: &'static str,
    /// How often of it that is told to people.
    pub told: &'static str,
    /// A question.
    pub example: &'static str,
    /// From which day on.
    pub day: &'static str,
    /// From which week on.
    pub week: &'static str,
    /// From which month on.
    pub month: &'static str,
    /// How a question ended.
    pub kind: &'static str,
    /// The entry or gap that came first.
    pub nearest: &'static str,
    /// What questions were about.
    pub group: &'static str,
    /// An entry.
    pub entry: &'static str,
    /// What age makes of it.
    pub state: &'static str,
    /// The day at which it was true.
    pub as_of: &'static str,
    /// Days since then.
    pub age: &'static str,
    /// How often an answer should be right.
    pub promised: &'static str,
    /// How often it was.
    pub observed: &'static str,
    /// By so many.
    pub of: &'static str,
    /// How serious.
    pub severity: &'static str,
    /// What is wrong, as it is met first.
    pub what: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// A share, drawn.
    pub drawn: &'static str,
}

impl Words {
    /// Those of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Indonesian => &id::WORDS,
            Language::English => &en::WORDS,
        }
    }

    /// A number with so many decimals.
    pub fn number(&self, value: f64, decimals: usize) -> String {
        let number = format!("{value:.decimals$}");
        number.replace('.', &self.decimal.to_string())
    }

    /// A share in per cent, with tenths.
    pub fn percent(&self, share: f64) -> String {
        format!("{}\u{a0}%", self.number(share * 100.0, 1))
    }

    /// A share in per cent, or that it is not known.
    pub fn percent_if(&self, share: Option<f64>) -> String {
        share.map_or(self.unknown.to_owned(), |share| self.percent(share))
    }

    /// A share in whole per cent, as at an axis.
    pub fn tick(&self, share: f64) -> String {
        format!("{}\u{a0}%", self.number(share * 100.0, 0))
    }

    /// Between two shares.
    pub fn between(&self, ends: Option<[f64; 2]>) -> String {
        ends.map_or(self.unknown.to_owned(), |[low, high]| {
            let low = self.number(low * 100.0, 1);
            format!("{low} – {}", self.percent(high))
        })
    }

    /// What age makes of an answer.
    pub fn state(&self, state: State) -> &'static str {
        named(&State::ALL, &self.states, &state)
    }

    /// How a question ended.
    pub fn kind(&self, kind: Kind) -> &'static str {
        self.kinds[kind as usize]
    }

    /// How serious a finding is.
    pub fn severity(&self, severity: Severity) -> &'static str {
        named(&Severity::ALL, &self.severities, &severity)
    }

    /// Whether a promise is kept.
    pub fn kept(&self, kept: Kept) -> &'static str {
        let all = [Kept::Broken, Kept::Open, Kept::Exceeded];
        named(&all, &self.kept, &kept)
    }

    /// How long a period is, as a column.
    pub fn step(&self, step: Step) -> &'static str {
        match step {
            Step::Day => self.columns.day,
            Step::Week => self.columns.week,
            Step::Month => self.columns.month,
        }
    }
}

/// The word that stands where `one` stands in `all`.
fn named<T: PartialEq>(all: &[T], words: &[&'static str], one: &T) -> &'static str {
    let place = all.iter().position(|other| other == one);
    place
        .and_then(|place| words.get(place))
        .copied()
        .unwrap_or_default()
}
