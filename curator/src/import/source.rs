//! The sources of a spreadsheet: a sheet of their own, or `Publisher | Title | date | link` in a cell.

use std::collections::BTreeMap;

use maklumat::faq::{Date, Source};

use super::{
    day,
    heading::{Column, Columns},
    id,
    note::{Issue, Note},
    sheet::{Place, Row, Sheet, Value},
};

/// What separates the parts of a source in a cell.
const PARTS: char = '|';

/// The headings by which a sheet of sources is known.
pub const NEEDED: [Column; 2] = [Column::Publisher, Column::Title];

/// The sources that have been met, by id.
#[derive(Debug, Default)]
pub struct Sources(pub BTreeMap<String, Source>);

impl Sources {
    /// Takes in a sheet of sources.
    pub fn sheet(&mut self, sheet: &Sheet, columns: &Columns, notes: &mut Vec<Note>) {
        for (row, cells) in sheet.rows.range(columns.row + 1..) {
            let place = Place::row(sheet, *row);
            match of_row(cells, columns, &place, notes) {
                Some((None, source)) => {
                    self.add(source);
                }
                Some((Some(id), source)) => {
                    if *self.0.entry(id.clone()).or_insert_with(|| source.clone()) != source {
                        notes.push(Note::new(place, Issue::Differs(id)));
                    }
                }
                None => notes.push(Note::new(place, Issue::HalfSource)),
            }
        }
    }

    /// The ids of what a cell names, an item a line; what is unknown is noted.
    pub fn cited(&mut self, cell: &str, place: &Place, notes: &mut Vec<Note>) -> Vec<String> {
        let mut ids = Vec::new();
        for item in cell
            .split(['\n', ';'])
            .map(str::trim)
            .filter(|item| !item.is_empty())
        {
            let known = self.find(item);
            match known.or_else(|| self.written(item, place, notes)) {
                Some(id) => ids.push(id),
                None => {
                    let several = item.split(',').map(|id| self.find(id.trim()));
                    match several.collect::<Option<Vec<String>>>() {
                        Some(found) => ids.extend(found),
                        None => {
                            notes.push(Note::new(place.clone(), Issue::NoSource(item.to_owned())))
                        }
                    }
                }
            }
        }
        ids
    }

    /// The id of a known source, by id, title or publisher.
    fn find(&self, name: &str) -> Option<String> {
        if self.0.contains_key(name) {
            return Some(name.to_owned());
        }
        let name = name.to_lowercase();
        let is_named = |(id, source): &(&String, &Source)| {
            [*id, &source.title, &source.publisher]
                .iter()
                .any(|own| own.to_lowercase() == name)
        };
        self.0.iter().find(is_named).map(|(id, _)| id.clone())
    }

    /// The id of a source that is written out.
    fn written(&mut self, text: &str, place: &Place, notes: &mut Vec<Note>) -> Option<String> {
        let mut parts = text.split(PARTS).map(str::trim);
        let [publisher, title, published] = [parts.next()?, parts.next()?, parts.next()?];
        let published = day::noted(&Value::text(published)?, place, notes)?;
        let source = complete(publisher, title, published, parts.next())?;
        Some(self.add(source))
    }

    /// The id of a source that has none of its own.
    fn add(&mut self, source: Source) -> String {
        // Two publications of a day may have one publisher.
        let other = |id: &str| self.0.get(id).is_some_and(|known| *known != source);
        let id = id::free(id_of(&source), other);
        self.0.insert(id.clone(), source);
        id
    }
}

fn of_row(
    cells: &Row,
    columns: &Columns,
    place: &Place,
    notes: &mut Vec<Note>,
) -> Option<(Option<String>, Source)> {
    let cell = |kind| {
        columns
            .of_kind(kind)
            .find_map(|(at, _)| Some((at, cells.get(&at)?)))
    };
    let shown = |kind| cell(kind).and_then(|(_, value)| value.shown());
    let (at, published) = cell(Column::Day)?;
    let published = day::noted(published, &place.column(at), notes)?;
    let link = shown(Column::Link);
    let (publisher, title) = (shown(Column::Publisher)?, shown(Column::Title)?);
    let mut source = complete(&publisher, &title, published, link.as_deref())?;
    source.author = shown(Column::Author);
    Some((shown(Column::Id), source))
}

fn complete(publisher: &str, title: &str, published: Date, link: Option<&str>) -> Option<Source> {
    let known = !publisher.is_empty() && !title.is_empty();
    known.then(|| Source {
        publisher: publisher.to_owned(),
        title: title.to_owned(),
        author: None,
        published,
        url: link.filter(|link| !link.is_empty()).map(str::to_owned),
    })
}

fn id_of(source: &Source) -> String {
    let publisher = id::of(&source.publisher).unwrap_or_else(|| "s".to_owned());
    format!("{publisher}-{}", source.published)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::delimited;

    #[test]
    fn sources_of_one_publisher_and_day_are_kept_apart() {
        let table = "Penerbit;Judul;Terbit\nDinas;Satu;1 Mei 2026\nDinas;Dua;1 Mei 2026\n";
        let mut notes = Vec::new();
        let sheet = delimited::read(table.as_bytes(), &mut notes).expect("a table");
        let columns = Columns::find(&sheet, &NEEDED).expect("headings");
        let mut sources = Sources::default();
        sources.sheet(&sheet, &columns, &mut notes);
        let place = Place::default();
        let cited = sources.cited("dua; Dinas | Tiga | 2026-05-01", &place, &mut notes);
        assert_eq!(cited, ["dinas-2026-05-01-2", "dinas-2026-05-01-3"]);
        assert_eq!(sources.cited("Satu, Empat", &place, &mut notes).len(), 0);
        assert_eq!(
            notes,
            [Note::new(place, Issue::NoSource("Satu, Empat".to_owned()))]
        );
    }
}
