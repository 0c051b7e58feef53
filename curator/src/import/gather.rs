//! From rows to a FAQ: which rows belong together, and what each lacks.

use std::collections::{HashMap, HashSet};

use maklumat::faq::{Date, Entry, Faq, Gap, Notice};

use super::{
    heading::Columns,
    id,
    note::{Issue, Note},
    row::{Fields, Reader, Texts, localized},
    sheet::{Place, Sheet},
    source::Sources,
};

/// The id of what has no letter that could stand in one.
const NAMELESS: &str = "faq";

/// The entries and gaps of a spreadsheet, as far as its rows have been read.
#[derive(Debug, Default)]
pub struct Gatherer {
    /// The sources.
    pub sources: Sources,
    /// What was noticed.
    pub notes: Vec<Note>,
    drafts: Vec<Draft>,
    /// Where drafts are, by id, by the id that their title would make, and by whether they are gaps and their answer.
    ids: HashMap<String, usize>,
    titles: HashMap<String, usize>,
    answers: HashMap<(bool, Texts), usize>,
}

/// An entry or gap of one or more rows.
#[derive(Debug)]
struct Draft {
    id: String,
    /// The first row, and what the others added to it.
    row: Fields,
}

impl Gatherer {
    /// Takes in the rows of a sheet; in one of gaps, every row tells of something that is not covered.
    pub fn sheet(&mut self, sheet: &Sheet, columns: &Columns, of_gaps: bool) {
        for (at, cells) in sheet.rows.range(columns.row + 1..) {
            let reader = Reader {
                cells,
                columns,
                place: Place::row(sheet, *at),
                notes: &mut self.notes,
            };
            let mut row = reader.fields(&mut self.sources);
            row.gap |= of_gaps;
            if !row.says_nothing() {
                self.row(row);
            }
        }
    }

    /// Puts a row where it belongs: to what has its id, its title or its answer, or else by itself.
    ///
    /// One without an answer is not taken for another question to the one above: somebody may have forgotten it.
    fn row(&mut self, row: Fields) {
        if let Some(written) = row.id.clone() {
            return self.with_id(&written, row);
        }
        if let Some(id) = row.title_id() {
            let same = self.titles.get(&id).copied();
            return match same.filter(|at| self.drafts[*at].agrees(&row)) {
                Some(at) => self.join(at, row),
                None => self.start(id, row),
            };
        }
        if let Some(lacks) = row.lacks() {
            return self.note(&row.place, lacks);
        }
        let same = self.answers.get(&(row.gap, row.answer.clone())).copied();
        if let Some(at) = same {
            let issue = Issue::Joined(self.drafts[at].id.clone());
            self.note(&row.place, issue);
            return self.join(at, row);
        }
        let id = row.questions.first().and_then(|question| id::of(question));
        self.start(id.unwrap_or_else(|| NAMELESS.to_owned()), row);
    }

    fn with_id(&mut self, written: &str, row: Fields) {
        let id = id::of(written).unwrap_or_else(|| NAMELESS.to_owned());
        if id != written {
            self.note(&row.place, Issue::Renamed);
        }
        match self.ids.get(&id).copied() {
            None => self.start(id, row),
            Some(at) if self.drafts[at].agrees(&row) => self.join(at, row),
            Some(_) => self.note(&row.place, Issue::OtherAnswer(id)),
        }
    }

    fn start(&mut self, id: String, row: Fields) {
        let id = id::free(id, |id| self.ids.contains_key(id));
        let at = self.drafts.len();
        self.ids.insert(id.clone(), at);
        if let Some(title) = row.title_id() {
            self.titles.entry(title).or_insert(at);
        }
        self.answers
            .entry((row.gap, row.answer.clone()))
            .or_insert(at);
        self.drafts.push(Draft { id, row });
    }

    /// Adds what a row says to an earlier one, which counts where they differ.
    fn join(&mut self, at: usize, row: Fields) {
        let Draft { id, row: first } = &mut self.drafts[at];
        let differs = [
            fill(&mut first.kind, row.kind),
            fill(&mut first.as_of, row.as_of),
            fill(&mut first.until, row.until),
            merge(&mut first.title, row.title),
        ];
        merge(&mut first.answer, row.answer);
        first.board |= row.board;
        first.questions.extend(row.questions);
        first.sources.extend(row.sources);
        first.related.extend(row.related);
        first.entry_only.extend(row.entry_only);
        if differs.contains(&true) {
            let issue = Issue::Differs(id.clone());
            self.note(&row.place, issue);
        }
    }

    fn note(&mut self, place: &Place, issue: Issue) {
        self.notes.push(Note::new(place.clone(), issue));
    }

    /// The FAQ of all rows, and what was noticed.
    pub fn finish(mut self) -> (Faq, Vec<Note>) {
        let drafts = std::mem::take(&mut self.drafts);
        let (whole, half): (Vec<Draft>, Vec<Draft>) = drafts
            .into_iter()
            .partition(|draft| draft.row.lacks().is_none());
        for draft in half {
            let lacks = draft.row.lacks();
            lacks
                .into_iter()
                .for_each(|issue| self.note(&draft.row.place, issue));
        }
        let names = names(&whole);
        let mut faq = Faq {
            notice: Notice::default(),
            sources: std::mem::take(&mut self.sources.0),
            synonyms: Vec::new(),
            entries: Vec::new(),
            not_covered: Vec::new(),
        };
        for draft in &whole {
            match draft.row.gap {
                true => faq.not_covered.extend(self.gap(draft)),
                false => faq.entries.extend(self.entry(draft, &names)),
            }
        }
        (faq, self.notes)
    }

    fn gap(&mut self, Draft { id, row }: &Draft) -> Option<Gap> {
        for column in &row.entry_only {
            self.note(&row.place.column(*column), Issue::Useless);
        }
        Some(Gap {
            id: id.clone(),
            title: localized(&row.title),
            phrasings: distinct(&row.questions),
            answer: localized(&row.answer)?,
        })
    }

    fn entry(&mut self, draft: &Draft, names: &HashMap<String, String>) -> Option<Entry> {
        let row = &draft.row;
        Some(Entry {
            id: draft.id.clone(),
            title: localized(&row.title),
            phrasings: distinct(&row.questions),
            answer: localized(&row.answer)?,
            kind: row.kind.unwrap_or_default(),
            board: row.board,
            as_of: row.as_of,
            valid_until: self.until(row),
            superseded_by: None,
            sources: distinct(&row.sources),
            related: self.related(draft, names),
            history: Vec::new(),
        })
    }

    fn until(&mut self, row: &Fields) -> Option<Date> {
        let until = row.until?;
        if row.as_of.is_some_and(|day| until < day) {
            self.note(&row.place, Issue::EndsEarly(until));
            return None;
        }
        Some(until)
    }

    /// The ids of other entries that a draft names by id or title.
    fn related(&mut self, draft: &Draft, names: &HashMap<String, String>) -> Vec<String> {
        let mut ids = Vec::new();
        for (place, name) in &draft.row.related {
            let known = id::of(name).and_then(|name| names.get(&name));
            match known.filter(|id| **id != draft.id) {
                Some(id) => ids.push(id.clone()),
                None => self.note(place, Issue::NoEntry(name.clone())),
            }
        }
        distinct(&ids)
    }
}

impl Draft {
    /// Whether a row with the same name is about the same: it says nothing against the answer.
    fn agrees(&self, row: &Fields) -> bool {
        if row.answer.is_empty() || self.row.answer.is_empty() {
            return true;
        }
        let contradicts = |(language, text): (&Option<_>, &String)| {
            let known = self.row.answer.get(language);
            known.is_some_and(|known| known != text)
        };
        let for_all = |texts: &Texts| texts.contains_key(&None);
        self.row.gap == row.gap
            && for_all(&self.row.answer) == for_all(&row.answer)
            && !row.answer.iter().any(contradicts)
    }
}

impl Fields {
    fn says_nothing(&self) -> bool {
        self.id.is_none()
            && self.title.is_empty()
            && self.questions.is_empty()
            && self.answer.is_empty()
            && self.entry_only.is_empty()
    }

    /// What it cannot do without, and has not.
    fn lacks(&self) -> Option<Issue> {
        if self.answer.is_empty() {
            return Some(Issue::NoAnswer);
        }
        self.questions.is_empty().then_some(Issue::NoQuestion)
    }

    /// The id that its title makes.
    fn title_id(&self) -> Option<String> {
        self.title.values().find_map(|title| id::of(title))
    }
}

/// The ids of entries, by what they can be called: their titles, and above all their ids.
fn names(drafts: &[Draft]) -> HashMap<String, String> {
    let entries = || drafts.iter().filter(|draft| !draft.row.gap);
    let titles = entries().flat_map(|draft| {
        let titles = draft.row.title.values().filter_map(|title| id::of(title));
        titles.map(|title| (title, draft.id.clone()))
    });
    let ids = entries().map(|draft| (draft.id.clone(), draft.id.clone()));
    titles.chain(ids).collect()
}

/// Whether `value` is another than the one that is known; where none is, it becomes so.
fn fill<T: PartialEq>(known: &mut Option<T>, value: Option<T>) -> bool {
    match (&known, value) {
        (_, None) => false,
        (Some(known), Some(value)) => *known != value,
        (None, value) => {
            *known = value;
            false
        }
    }
}

/// Whether some of `texts` are others than the ones that are known; where none are, they become so.
fn merge(known: &mut Texts, texts: Texts) -> bool {
    let mut differs = false;
    for (language, text) in texts {
        differs |= *known.entry(language).or_insert_with(|| text.clone()) != text;
    }
    differs
}

/// Each once, in their order.
fn distinct(items: &[String]) -> Vec<String> {
    let mut met = HashSet::new();
    let first = items.iter().filter(|item| met.insert(*item));
    first.cloned().collect()
}
