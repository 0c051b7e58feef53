//! A FAQ of a spreadsheet: `.xlsx`, `.ods` or `.csv`, with columns that are found by their headings.
//!
//! # Layout
//! - [`sheet`]: sheets of cells · [`workbook`], [`delimited`]: from bytes to those
//! - [`heading`]: which columns there are · [`row`]: what a row says · [`day`], [`source`], [`id`]: what cells say
//! - [`gather`]: which rows belong together · [`note`]: what could not be used, [`words`]: and how that is told
//! - [`template`]: a spreadsheet to fill in

pub mod day;
pub mod delimited;
pub mod gather;
pub mod heading;
pub mod id;
pub mod note;
pub mod row;
pub mod sheet;
pub mod source;
pub mod template;
pub mod words;
pub mod workbook;

use maklumat::{faq::Faq, text::Language};

use crate::yaml;
use gather::Gatherer;
use heading::{Column, Columns};
use note::{Issue, Loss, Note, Refusal};
use sheet::{Place, Sheet, Value};

/// What every workbook is packed as.
const ZIP: &[u8] = b"PK";

/// How files of Excel before 2007 begin, and workbooks behind a password.
const OLD: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// The headings without which a sheet has no entries.
const NEEDED: [Column; 2] = [Column::Question, Column::Answer];

/// What only a sheet of sources has.
const OF_SOURCES: [Column; 3] = [Column::Publisher, Column::Author, Column::Link];

/// A spreadsheet, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// What it says.
    pub faq: Faq,
    /// The same as a file.
    pub yaml: String,
    /// What could not be used, and what was read in a way that may surprise.
    pub notes: Vec<Note>,
}

impl Import {
    /// Whether all of the spreadsheet was used.
    pub fn is_whole(&self) -> bool {
        self.notes
            .iter()
            .all(|note| note.issue.loss() == Loss::None)
    }
}

/// Makes a FAQ of the bytes of a spreadsheet; `name` and `language` are for the comments at its head.
pub fn import(name: &str, bytes: &[u8], language: Language) -> Result<Import, Refusal> {
    let mut gatherer = Gatherer::default();
    let sheets = read(bytes, &mut gatherer.notes)?;
    gather(&sheets, &mut gatherer)?;
    let (faq, notes) = gatherer.finish();
    if faq.entries.is_empty() {
        return Err(Refusal::NoEntries(notes));
    }
    let yaml = format!("{}{}", head(name, language), yaml::content(&faq));
    match Faq::parse(name, yaml.as_bytes()) {
        Ok(read) if read == faq => Ok(Import { faq, yaml, notes }),
        Ok(_) => Err(Refusal::Unloadable(name.to_owned())),
        Err(error) => Err(Refusal::Unloadable(error.to_string())),
    }
}

fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Vec<Sheet>, Refusal> {
    if bytes.len() > sheet::MAX_BYTES {
        Err(Refusal::TooBig)
    } else if bytes.starts_with(ZIP) {
        workbook::read(bytes)
    } else if bytes.starts_with(OLD) {
        Err(Refusal::Old)
    } else {
        Ok(vec![delimited::read(bytes, notes)?])
    }
}

/// Sources first: entries anywhere may name them.
fn gather(sheets: &[Sheet], gatherer: &mut Gatherer) -> Result<(), Refusal> {
    let mut of_entries = Vec::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        if let Some(columns) = Columns::find(sheet, &NEEDED) {
            of_entries.push((sheet, columns));
        } else if let Some(columns) = Columns::find(sheet, &source::NEEDED) {
            gatherer.sources.sheet(sheet, &columns, &mut gatherer.notes);
        } else if sheet.name.is_some() {
            let place = Place {
                sheet: sheet.name.clone(),
                ..Place::default()
            };
            gatherer.notes.push(Note::new(place, Issue::NoHeadings));
        }
    }
    if of_entries.is_empty() {
        return Err(Refusal::NoHeadings);
    }
    for (sheet, columns) in of_entries {
        unused(sheet, &columns, &mut gatherer.notes);
        gatherer.sheet(sheet, &columns, is_of_gaps(sheet));
    }
    Ok(())
}

/// Notes the columns that have a heading and are not read.
fn unused(sheet: &Sheet, columns: &Columns, notes: &mut Vec<Note>) {
    let foreign = columns
        .found
        .iter()
        .filter(|(_, kind, _)| OF_SOURCES.contains(kind));
    for at in columns.unused.iter().chain(foreign.map(|(at, ..)| at)) {
        let heading = sheet.rows.get(&columns.row).and_then(|row| row.get(at));
        let heading = heading.and_then(Value::shown).unwrap_or_default();
        // Rows are numbered everywhere.
        if !matches!(
            heading.to_lowercase().trim_end_matches('.'),
            "no" | "nomor" | "nr" | "#"
        ) {
            let place = Place::row(sheet, columns.row).column(*at);
            notes.push(Note::new(place, Issue::Column(heading)));
        }
    }
}

/// Whether the name of a sheet says that it tells of what is not covered.
fn is_of_gaps(sheet: &Sheet) -> bool {
    let name = sheet.name.as_deref().unwrap_or_default();
    row::kind(name) == Some(None)
}

/// What the file opens with: where it comes from, and what to write above it.
fn head(name: &str, language: Language) -> String {
    let name = sheet::clean(name).replace('\n', " ");
    match language {
        Language::Indonesian => format!(
            "# Dibuat dari {name}. Periksa: faq check --faq BERKAS.yaml
#
# Isi baris-baris ini, lalu hapus tanda # di depannya:
#notice:
#  title: {{id: Nama layanan, en: Name of the service}}
#  publisher: {{id: Nama instansi, en: Name of the agency}}
#  contact: {{id: Ke mana warga bertanya bila jawabannya tidak ada., en: Where to turn when the answer is not here.}}
#  languages: [id, en]   # [id] bila semua teks hanya dalam bahasa Indonesia

"
        ),
        Language::English => format!(
            "# Made of {name}. To check it: faq check --faq FILE.yaml
#
# Fill in these lines, and delete the # before them:
#notice:
#  title: {{id: Nama layanan, en: Name of the service}}
#  publisher: {{id: Nama instansi, en: Name of the agency}}
#  contact: {{id: Ke mana warga bertanya bila jawabannya tidak ada., en: Where to turn when the answer is not here.}}
#  languages: [id, en]   # [en] where all texts are in English only

"
        ),
    }
}
