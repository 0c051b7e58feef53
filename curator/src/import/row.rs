//! One row of a spreadsheet, read.

use std::collections::BTreeMap;

use maklumat::{
    faq::{Date, Kind, Localized},
    text::Language,
};

use super::{
    day,
    heading::{Column, Columns},
    note::{Issue, Note},
    sheet::{Place, Row, Value},
    source::Sources,
};

/// A text for each language, or under `None` one for every reader.
pub type Texts = BTreeMap<Option<Language>, String>;

/// How a kind is written; `None` is that of what is not covered.
const KINDS: [(Option<Kind>, &[&str]); 3] = [
    (Some(Kind::Fact), &["fakta", "fact", "tetap"]),
    (
        Some(Kind::State),
        &["keadaan", "state", "status", "berubah"],
    ),
    (
        None,
        &[
            "tidak dijawab",
            "belum dijawab",
            "tidak tercakup",
            "tidak diliput",
            "not covered",
            "not_covered",
            "gap",
        ],
    ),
];

/// How yes and no are written.
const TRUTHS: [(bool, &[&str]); 2] = [
    (true, &["ya", "y", "yes", "true", "x", "v", "✓", "1"]),
    (false, &["tidak", "t", "no", "n", "false", "-", "0"]),
];

/// The kind that a word names; `Some(None)` for that of what is not covered.
pub fn kind(word: &str) -> Option<Option<Kind>> {
    chosen(word, &KINDS)
}

/// What a word chooses.
fn chosen<T: Copy>(word: &str, words: &[(T, &[&str])]) -> Option<T> {
    let word = word.trim().to_lowercase();
    let found = words.iter().find(|(_, words)| words.contains(&&*word));
    found.map(|(value, _)| *value)
}

/// What a row says.
#[derive(Debug, Clone, PartialEq)]
pub struct Fields {
    /// Where it stands.
    pub place: Place,
    /// Its id, as it is written.
    pub id: Option<String>,
    /// Its title.
    pub title: Texts,
    /// Its questions.
    pub questions: Vec<String>,
    /// Its answer.
    pub answer: Texts,
    /// Whether it tells of something that is not covered.
    pub gap: bool,
    /// Whether its answer ages.
    pub kind: Option<Kind>,
    /// Whether the board shows it.
    pub board: bool,
    /// The day at which the answer was true.
    pub as_of: Option<Date>,
    /// The last day on which the answer holds.
    pub until: Option<Date>,
    /// Ids of its sources.
    pub sources: Vec<String>,
    /// Names of related entries, with their places.
    pub related: Vec<(Place, String)>,
    /// Where it has what only an entry has.
    pub entry_only: Vec<usize>,
}

/// Reads the cells of a row.
pub struct Reader<'a> {
    /// The cells.
    pub cells: &'a Row,
    /// What they are.
    pub columns: &'a Columns,
    /// Where they stand.
    pub place: Place,
    /// Where to note what cannot be read.
    pub notes: &'a mut Vec<Note>,
}

impl Reader<'_> {
    /// What the row says.
    pub fn fields(mut self, sources: &mut Sources) -> Fields {
        self.formulas();
        let kind = self.choice(
            Column::Kind,
            &KINDS,
            "fakta, keadaan, tidak dijawab; fact, state, not covered",
        );
        let gap = self.choice(Column::NotCovered, &TRUTHS, "ya, tidak; yes, no");
        let board = self.choice(Column::Board, &TRUTHS, "ya, tidak; yes, no");
        let id = self.shown(Column::Id).into_iter().next();
        Fields {
            id: id.map(|(_, id)| id),
            title: self.texts(Column::Title),
            questions: self
                .lines(Column::Question)
                .into_iter()
                .map(|(_, line)| line)
                .collect(),
            answer: self.texts(Column::Answer),
            gap: gap == Some(true) || kind == Some(None),
            kind: kind.flatten(),
            board: board == Some(true),
            as_of: self.day(Column::Day),
            until: self.day(Column::Until),
            sources: self.sources(sources),
            related: self.related(),
            entry_only: self.entry_only(),
            place: self.place,
        }
    }

    fn formulas(&mut self) {
        for (at, ..) in &self.columns.found {
            if let Some(Value::Broken(error)) = self.cells.get(at) {
                let issue = Issue::Formula(error.clone());
                self.notes.push(Note::new(self.place.column(*at), issue));
            }
        }
    }

    /// The cells of a kind that hold something, with their columns.
    fn shown(&self, kind: Column) -> Vec<(usize, String)> {
        let cells = self.columns.of_kind(kind);
        cells
            .filter_map(|(at, _)| Some((at, self.cells.get(&at)?.shown()?)))
            .collect()
    }

    fn texts(&self, kind: Column) -> Texts {
        let cells = self.columns.of_kind(kind);
        cells
            .filter_map(|(at, language)| Some((language, self.cells.get(&at)?.shown()?)))
            .collect()
    }

    fn lines(&self, kind: Column) -> Vec<(usize, String)> {
        let mut lines = Vec::new();
        for (at, text) in self.shown(kind) {
            let filled = text
                .split('\n')
                .map(str::trim)
                .filter(|line| !line.is_empty());
            lines.extend(filled.map(|line| (at, line.to_owned())));
        }
        lines
    }

    fn day(&mut self, kind: Column) -> Option<Date> {
        let (at, _) = self.columns.of_kind(kind).next()?;
        day::noted(self.cells.get(&at)?, &self.place.column(at), self.notes)
    }

    /// What a cell chooses among words.
    fn choice<T: Copy>(
        &mut self,
        kind: Column,
        words: &[(T, &[&str])],
        all: &'static str,
    ) -> Option<T> {
        let (at, text) = self.shown(kind).into_iter().next()?;
        let found = chosen(&text, words);
        if found.is_none() {
            let issue = Issue::Choice(text, all);
            self.notes.push(Note::new(self.place.column(at), issue));
        }
        found
    }

    fn sources(&mut self, sources: &mut Sources) -> Vec<String> {
        let mut ids = Vec::new();
        for (at, cell) in self.shown(Column::Sources) {
            for id in sources.cited(&cell, &self.place.column(at), self.notes) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        ids
    }

    fn related(&self) -> Vec<(Place, String)> {
        let mut related = Vec::new();
        for (at, line) in self.lines(Column::Related) {
            let names = line
                .split([',', ';'])
                .map(str::trim)
                .filter(|name| !name.is_empty());
            related.extend(names.map(|name| (self.place.column(at), name.to_owned())));
        }
        related
    }

    fn entry_only(&self) -> Vec<usize> {
        let kinds = [
            Column::Day,
            Column::Until,
            Column::Sources,
            Column::Related,
            Column::Board,
        ];
        let cells = kinds.into_iter().flat_map(|kind| self.shown(kind));
        cells.map(|(at, _)| at).collect()
    }
}

/// Texts as a FAQ holds them; `None` where there are none.
pub fn localized(texts: &Texts) -> Option<Localized> {
    if let Some(same) = texts.get(&None) {
        return Some(Localized::Same(same.clone()));
    }
    let each = texts
        .iter()
        .filter_map(|(language, text)| Some(((*language)?, text.clone())));
    let each: BTreeMap<Language, String> = each.collect();
    (!each.is_empty()).then_some(Localized::Each(each))
}
