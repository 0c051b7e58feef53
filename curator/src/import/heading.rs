//! Columns, found by the headings that people give them in Indonesian or English.

use maklumat::text::Language::{self, English, Indonesian};

use super::sheet::{Row, Sheet};

/// Rows from the top, among which the headings are looked for: titles and logos stand above them.
pub const ROWS: usize = 20;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The id of an entry, gap or source.
    Id,
    /// A title.
    Title,
    /// Questions, one a line.
    Question,
    /// An answer.
    Answer,
    /// The day at which the answer was true, or a source was published.
    Day,
    /// The last day on which the answer holds.
    Until,
    /// Sources, one a line.
    Sources,
    /// Fact, state or not covered.
    Kind,
    /// Whether the board shows it.
    Board,
    /// Whether it is not covered.
    NotCovered,
    /// Related entries, one a line.
    Related,
    /// Who published a source.
    Publisher,
    /// Who wrote a source.
    Author,
    /// Where a source stands on the web.
    Link,
}

/// How columns are called, and in which language; apart from case, punctuation and digits.
const NAMES: [(Column, Language, &str); 28] = [
    (Column::Id, Indonesian, "kode, kode unik, kunci"),
    (Column::Id, English, "id, code, key, slug"),
    (
        Column::Title,
        Indonesian,
        "judul, judul singkat, topik, perihal, nama",
    ),
    (
        Column::Title,
        English,
        "title, short title, topic, subject, name",
    ),
    (
        Column::Question,
        Indonesian,
        "pertanyaan, daftar pertanyaan, contoh pertanyaan, variasi pertanyaan, pertanyaan lain, pertanyaan warga, tanya, variasi, cara bertanya, soal, t",
    ),
    (
        Column::Question,
        English,
        "question, questions, other questions, phrasing, phrasings, wording, q",
    ),
    (
        Column::Answer,
        Indonesian,
        "jawaban, jawaban resmi, jawab, balasan, j",
    ),
    (
        Column::Answer,
        English,
        "answer, answers, official answer, reply, response, a",
    ),
    (
        Column::Day,
        Indonesian,
        "per tanggal, tanggal, tgl, per tgl, berlaku per, tanggal jawaban, diperbarui, terakhir diperbarui, update, tgl update, tanggal update, update terakhir, terbit, tanggal terbit",
    ),
    (
        Column::Day,
        English,
        "as of, date, updated, updated on, last updated, last updated on, last update, published, publication date",
    ),
    (
        Column::Until,
        Indonesian,
        "berlaku sampai, berlaku hingga, berlaku s d, sampai tanggal",
    ),
    (Column::Until, English, "valid until, until, expires"),
    (
        Column::Sources,
        Indonesian,
        "sumber, sumber resmi, rujukan, referensi, dasar, dasar hukum",
    ),
    (
        Column::Sources,
        English,
        "source, sources, reference, references",
    ),
    (
        Column::Kind,
        Indonesian,
        "jenis, jenis jawaban, sifat, tipe",
    ),
    (Column::Kind, English, "kind, type"),
    (Column::Board, Indonesian, "papan, papan status"),
    (Column::Board, English, "board"),
    (
        Column::NotCovered,
        Indonesian,
        "tidak dijawab, tidak tercakup, belum dijawab, di luar cakupan",
    ),
    (Column::NotCovered, English, "not covered, gap, unanswered"),
    (
        Column::Related,
        Indonesian,
        "terkait, lihat juga, pertanyaan terkait",
    ),
    (Column::Related, English, "related, see also"),
    (Column::Publisher, Indonesian, "penerbit, instansi"),
    (Column::Publisher, English, "publisher"),
    (Column::Author, Indonesian, "penulis"),
    (Column::Author, English, "author"),
    (Column::Link, Indonesian, "tautan, alamat web"),
    (Column::Link, English, "link, url"),
];

/// How a heading names the language of its column.
const LANGUAGES: [(Language, &[&str]); 2] = [
    (
        Indonesian,
        &["id", "ind", "indo", "indonesia", "indonesian"],
    ),
    (English, &["en", "eng", "english", "inggris"]),
];

/// Words before the name of a language: "dalam bahasa Inggris", "in English".
const FILLERS: [&str; 4] = ["bahasa", "dalam", "in", "versi"];

/// What a heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// What the column holds.
    pub column: Column,
    /// The language that it names.
    pub told: Option<Language>,
    /// The language that it is written in.
    pub native: Language,
}

impl Heading {
    /// The heading that `text` is, with what stands in brackets behind it or without.
    pub fn read(text: &str) -> Option<Self> {
        let bare = || text.split_once('(').map(|(before, _)| before);
        Self::whole(text).or_else(|| Self::whole(bare()?))
    }

    fn whole(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .collect();
        if let Some((column, native)) = named(&words) {
            return Some(Self {
                column,
                told: None,
                native,
            });
        }
        let (last, before) = words.split_last()?;
        let (told, _) = LANGUAGES.iter().find(|(_, names)| names.contains(last))?;
        let fillers = before
            .iter()
            .rev()
            .take_while(|word| FILLERS.contains(word))
            .count();
        let (column, native) = named(&before[..before.len() - fillers])?;
        Some(Self {
            column,
            told: Some(*told),
            native,
        })
    }
}

fn named(words: &[&str]) -> Option<(Column, Language)> {
    let name = words.join(" ");
    let row = NAMES
        .iter()
        .find(|(.., names)| names.split(", ").any(|known| known == name))?;
    Some((row.0, row.1))
}

/// How many cells of a row are headings.
pub fn recognised(row: &Row) -> usize {
    headings(row).count()
}

fn headings(row: &Row) -> impl Iterator<Item = (usize, Heading)> {
    row.iter()
        .filter_map(|(column, value)| Some((*column, Heading::read(&value.shown()?)?)))
}

/// The columns of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// The row of the headings.
    pub row: usize,
    /// What each column holds, in their order, and in which language: `None` where it is for every reader.
    pub found: Vec<(usize, Column, Option<Language>)>,
    /// Columns that have a heading which says nothing, or the same as one before it.
    pub unused: Vec<usize>,
}

impl Columns {
    /// Those of the first row that names all of `needed`.
    pub fn find(sheet: &Sheet, needed: &[Column]) -> Option<Self> {
        let names_all = |row: &Row| {
            let found: Vec<Column> = headings(row).map(|(_, heading)| heading.column).collect();
            needed.iter().all(|column| found.contains(column))
        };
        let (row, cells) = sheet
            .rows
            .iter()
            .take(ROWS)
            .find(|(_, cells)| names_all(cells))?;
        Some(Self::of(*row, cells))
    }

    fn of(row: usize, cells: &Row) -> Self {
        let all: Vec<(usize, Heading)> = headings(cells).collect();
        let mut columns = Self {
            row,
            found: Vec::new(),
            unused: Vec::new(),
        };
        for (at, heading) in &all {
            let language = language(*heading, &all);
            let taken = columns
                .found
                .iter()
                .any(|(_, column, other)| *column == heading.column && *other == language);
            match taken && !repeats(heading.column) {
                true => columns.unused.push(*at),
                false => columns.found.push((*at, heading.column, language)),
            }
        }
        let unread = cells
            .keys()
            .filter(|at| all.iter().all(|(other, _)| other != *at));
        columns.unused.extend(unread);
        columns.unused.sort_unstable();
        columns
    }

    /// Those that hold `wanted`.
    pub fn of_kind(&self, wanted: Column) -> impl Iterator<Item = (usize, Option<Language>)> {
        let found = self
            .found
            .iter()
            .filter(move |(_, column, _)| *column == wanted);
        found.map(|(at, _, language)| (*at, *language))
    }
}

/// Whether a sheet may have several columns of a kind.
fn repeats(column: Column) -> bool {
    matches!(column, Column::Question | Column::Sources | Column::Related)
}

/// The language of a column of texts: the one that its heading names, else, beside another such column, the one that it is in.
fn language(heading: Heading, all: &[(usize, Heading)]) -> Option<Language> {
    if !matches!(heading.column, Column::Title | Column::Answer) {
        return None;
    }
    let alike = all
        .iter()
        .filter(|(_, other)| other.column == heading.column);
    heading
        .told
        .or((alike.count() > 1).then_some(heading.native))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sheet::Value;

    fn columns(headings: &[&str]) -> Columns {
        let cells = headings.iter().map(|text| Value::Text((*text).to_owned()));
        Columns::of(0, &cells.enumerate().collect())
    }

    #[test]
    fn headings_are_read_in_both_languages() {
        for (text, column, told) in [
            ("ID", Column::Id, None),
            ("Pertanyaan 2", Column::Question, None),
            ("answer_en", Column::Answer, Some(English)),
            ("Jawaban (bahasa Inggris)", Column::Answer, Some(English)),
            ("JUDUL ID", Column::Title, Some(Indonesian)),
            ("Per tanggal", Column::Day, None),
            ("PERTANYAAN (dari warga)", Column::Question, None),
            ("Tgl. Update", Column::Day, None),
        ] {
            let heading = Heading::read(text).map(|heading| (heading.column, heading.told));
            assert_eq!(heading, Some((column, told)), "{text}");
        }
        assert_eq!(Heading::read("Catatan"), None);
        assert_eq!(Heading::read("No."), None);
    }

    #[test]
    fn an_answer_alone_is_for_everybody_and_two_are_for_their_readers() {
        let alone = columns(&["Pertanyaan", "Jawaban"]);
        assert_eq!(
            alone.of_kind(Column::Answer).collect::<Vec<_>>(),
            [(1, None)]
        );
        let two = columns(&["Pertanyaan", "Jawaban", "Answer", "Catatan", "Jawaban"]);
        let answers: Vec<_> = two.of_kind(Column::Answer).collect();
        assert_eq!(answers, [(1, Some(Indonesian)), (2, Some(English))]);
        assert_eq!(two.unused, [3, 4]);
    }
}
