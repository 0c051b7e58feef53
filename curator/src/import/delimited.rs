//! Tables as text: `.csv`, `.tsv`, and what Excel calls Unicode text.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, WINDOWS_1252};

use super::{
    heading,
    note::{Issue, Note, Refusal},
    sheet::{MAX_CELLS, Place, Row, Sheet, Value},
};

/// What separates cells: with Indonesian settings Excel writes the first, with English ones the second.
const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];

/// How Excel is told the delimiter, in a first line of its own.
const TOLD: &str = "sep=";

/// The one sheet of a table, with what was noticed.
pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Sheet, Refusal> {
    // One line ends like another, so that the reader counts them right.
    let text = decode(bytes, notes).replace("\r\n", "\n");
    let text = text.replace('\r', "\n") + "\n";
    if text.contains('\0') {
        return Err(Refusal::NoSpreadsheet);
    }
    if text.matches('"').count() % 2 == 1 {
        notes.push(Note::new(Place::default(), Issue::OddQuotes));
    }
    let (delimiter, text) = match told(&text) {
        Some(told) => told,
        None => (likeliest(&text), &*text),
    };
    table(text, delimiter)
}

/// The text, in whichever encoding spreadsheets write it.
fn decode(bytes: &[u8], notes: &mut Vec<Note>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned();
    }
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            notes.push(Note::new(Place::default(), Issue::Encoding));
            WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0
                .into_owned()
        }
    }
}

/// The delimiter that the first line names, and what follows it.
fn told(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let delimiter = line.trim_end_matches('\r').strip_prefix(TOLD)?;
    let [delimiter] = delimiter.as_bytes() else {
        return None;
    };
    Some((*delimiter, rest))
}

/// The delimiter by which most headings are recognised.
fn likeliest(text: &str) -> u8 {
    let known = |delimiter: &u8| {
        let sheet = table(text, *delimiter).unwrap_or_default();
        let rows = sheet.rows.values().take(heading::ROWS);
        rows.map(heading::recognised).max().unwrap_or_default()
    };
    // The last of equals would win; the first is the one that Indonesian settings write.
    let last_first = DELIMITERS.iter().rev();
    last_first
        .copied()
        .max_by_key(known)
        .unwrap_or(DELIMITERS[0])
}

fn table(text: &str, delimiter: u8) -> Result<Sheet, Refusal> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| Refusal::Unreadable(error.to_string());
    let mut sheet = Sheet::default();
    let mut record = StringRecord::new();
    let mut count = 0;
    // Spreadsheets number rows, whatever the lines that their cells break into.
    let mut broken = 0;
    while reader.read_record(&mut record).map_err(unreadable)? {
        let breaks = record.iter().map(|cell| cell.matches('\n').count());
        broken += breaks.sum::<usize>();
        // The reader stands in the line after the record's last.
        let row = (reader.position().line() as usize).saturating_sub(2 + broken);
        let cells: Row = record
            .iter()
            .enumerate()
            .filter_map(|(column, cell)| Some((column, Value::text(cell)?)))
            .collect();
        count += cells.len();
        if count > MAX_CELLS {
            return Err(Refusal::TooBig);
        }
        if !cells.is_empty() {
            sheet.rows.insert(row, cells);
        }
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> (Vec<(usize, Vec<String>)>, Vec<Note>) {
        let mut notes = Vec::new();
        let sheet = read(bytes, &mut notes).expect("a table");
        let row =
            |(row, cells): (usize, Row)| (row, cells.values().filter_map(Value::shown).collect());
        (sheet.rows.into_iter().map(row).collect(), notes)
    }

    #[test]
    fn delimiters_marks_and_encodings_are_found_out() {
        let expected = [
            (0, vec!["Pertanyaan".to_owned(), "Jawaban".to_owned()]),
            (1, vec!["jam, buka; apa?".to_owned(), "Café – 9".to_owned()]),
        ];
        let semicolons = "\u{feff}Pertanyaan;Jawaban\r\n\"jam, buka; apa?\";Café – 9\r\n";
        let told = "sep=,\nPertanyaan,Jawaban\n\"jam, buka; apa?\",Café – 9";
        let tabs = "Pertanyaan\tJawaban\njam, buka; apa?\tCafé – 9";
        let of_a_mac = semicolons.replace("\r\n", "\r");
        for text in [semicolons, told, tabs, &of_a_mac] {
            assert_eq!(rows(text.as_bytes()), (expected.to_vec(), vec![]), "{text}");
        }
        let wide: Vec<u8> = [0xfeff]
            .into_iter()
            .chain(tabs.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(rows(&wide), (expected.to_vec(), vec![]));
        let (old, ..) = WINDOWS_1252.encode(tabs);
        let (found, notes) = rows(&old);
        assert_eq!(found, expected);
        assert_eq!(notes, [Note::new(Place::default(), Issue::Encoding)]);
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
        let (found, _) = rows(b"Pertanyaan,Jawaban\n\n\"a\nb\",c\n\n,\nd,e\n");
        let numbers: Vec<usize> = found.iter().map(|(row, _)| *row).collect();
        assert_eq!(numbers, [0, 2, 5]);
    }
}
