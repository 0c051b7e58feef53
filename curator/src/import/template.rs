//! A spreadsheet to fill in: the headings that an import knows, and an example of each kind of row.

use std::error::Error;

use csv::{ReaderBuilder, Terminator, WriterBuilder};
use maklumat::{faq::read_date, text::Language};
use rust_xlsxwriter::{
    DataValidation, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::heading::{Column, Heading};

/// Rows that have their formats and their list of kinds.
const ROWS: u32 = 1000;

/// A table: its headings, and rows below them.
type Table = Vec<Vec<String>>;

/// What differs between the languages of the headings.
struct Words {
    entries: &'static str,
    sources: &'static str,
    kinds: [&'static str; 3],
    /// What Excel takes for the delimiter.
    delimiter: u8,
    entry_rows: &'static str,
    source_rows: &'static str,
}

/// The template as `.xlsx`: dates are dates, kinds can be chosen, and sources have a sheet of their own.
pub fn xlsx(language: Language) -> Result<Vec<u8>, Box<dyn Error>> {
    let words = words(language);
    let table_of_entries = table(words.entry_rows)?;
    let mut workbook = Workbook::new();
    let entries = workbook.add_worksheet().set_name(words.entries)?;
    fill(entries, &table_of_entries)?;
    if let Some(column) = kind_column(&table_of_entries) {
        let kinds = DataValidation::new().allow_list_strings(&words.kinds)?;
        entries.add_data_validation(1, column, ROWS, column, &kinds)?;
    }
    let sources = workbook.add_worksheet().set_name(words.sources)?;
    fill(sources, &table(words.source_rows)?)?;
    Ok(workbook.save_to_buffer()?)
}

/// The template as `.csv`, with sources written out in their cells, as Excel in that language opens it.
pub fn csv(language: Language) -> Result<Vec<u8>, Box<dyn Error>> {
    let words = words(language);
    let sources = table(words.source_rows)?;
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer = WriterBuilder::new()
        .delimiter(words.delimiter)
        .terminator(Terminator::CRLF)
        .from_writer(&mut bytes);
    for row in table(words.entry_rows)? {
        writer.write_record(row.iter().map(|cell| written_out(cell, &sources)))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold().set_text_wrap();
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let date = Format::new()
        .set_num_format("yyyy-mm-dd")
        .set_align(FormatAlign::Top);
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (0..).zip(table) {
        for (column, cell) in (0..).zip(cells) {
            match read_date(cell) {
                Some(_) => {
                    let day = ExcelDateTime::parse_from_str(cell)?;
                    sheet.write_datetime_with_format(row, column, &day, &date)?;
                    sheet.set_column_format(column, &date)?;
                }
                None if row == 0 => {
                    sheet.write_string_with_format(row, column, cell, &heading)?;
                    sheet.set_column_format(column, &text)?;
                }
                None => {
                    sheet.write_string_with_format(row, column, cell, &text)?;
                }
            };
        }
    }
    for (column, width) in (0..).zip(widths(table)) {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

/// As wide as a column's longest line, within reason.
fn widths(table: &Table) -> impl Iterator<Item = f64> {
    let columns = table.first().map_or(0, Vec::len);
    (0..columns).map(|column| {
        let lines = table
            .iter()
            .filter_map(move |row| row.get(column))
            .flat_map(|cell| cell.lines());
        let longest = lines.map(str::len).max().unwrap_or_default();
        longest.clamp(12, 48) as f64
    })
}

fn kind_column(entries: &Table) -> Option<u16> {
    let is_kind =
        |text: &String| Heading::read(text).is_some_and(|heading| heading.column == Column::Kind);
    let column = entries.first()?.iter().position(is_kind)?;
    u16::try_from(column).ok()
}

/// A cell, or the source that has it for its id.
fn written_out(cell: &str, sources: &Table) -> String {
    let named = sources.iter().skip(1).find(|source| source[0] == cell);
    match named.filter(|_| !cell.is_empty()) {
        Some(source) => [1, 2, 4, 5].map(|part| &*source[part]).join(" | "),
        None => cell.to_owned(),
    }
}

fn table(text: &str) -> Result<Table, csv::Error> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    reader.deserialize().collect()
}

fn words(language: Language) -> Words {
    match language {
        Language::Indonesian => Words {
            entries: "Tanya jawab",
            sources: "Sumber",
            kinds: ["fakta", "keadaan", "tidak dijawab"],
            delimiter: b';',
            entry_rows: include_str!("template/entries.id.csv"),
            source_rows: include_str!("template/sources.id.csv"),
        },
        Language::English => Words {
            entries: "Questions and answers",
            sources: "Sources",
            kinds: ["fact", "state", "not covered"],
            delimiter: b',',
            entry_rows: include_str!("template/entries.en.csv"),
            source_rows: include_str!("template/sources.en.csv"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import;

    #[test]
    fn what_is_filled_in_is_imported_whole() {
        for language in Language::ALL {
            let xlsx = xlsx(language).expect("a workbook");
            let xlsx = import("template.xlsx", &xlsx, language).expect("it loads");
            let csv = csv(language).expect("a table");
            let csv = import("template.csv", &csv, language).expect("it loads");
            for import in [&xlsx, &csv] {
                assert_eq!(import.notes, []);
                let counts = [
                    import.faq.sources.len(),
                    import.faq.entries.len(),
                    import.faq.not_covered.len(),
                ];
                assert_eq!(counts, [1, 2, 1]);
                let first = &import.faq.entries[0];
                assert_eq!(
                    (
                        first.phrasings.len(),
                        first.related.len(),
                        first.sources.len()
                    ),
                    (4, 1, 1)
                );
                assert_eq!(first.as_of, read_date("2026-01-31"));
            }
            assert_eq!(xlsx.faq.entries[0].answer, csv.faq.entries[0].answer);
        }
    }
}
