//! Spreadsheets as hurried people make them, and any text in any cell.
//!
//! `import/hurried.xlsx` has a title and an empty row above its headings, numbered rows, merged cells, a row that is a heading,
//! a broken formula, a number among the questions, dates as cell, text and bare number, and a sheet of something else.

use insta::assert_snapshot;
use maklumat::{
    faq::{Faq, Localized},
    text::Language,
};
use maklumat_curator::import::{
    Import, import,
    note::Refusal,
    sheet::{MAX_BYTES, clean},
    words::told,
};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

const HURRIED: &[u8] = include_bytes!("import/hurried.xlsx");
const TWO_SHEETS: &[u8] = include_bytes!("import/two-sheets.ods");
const EXCEL: &[u8] = include_bytes!("import/excel.csv");

fn shown(name: &str, bytes: &[u8], language: Language) -> String {
    let import = import(name, bytes, language).expect("it is read");
    format!("{}\n---\n{}", told(&import.notes, language), import.yaml)
}

#[test]
fn a_hurried_workbook_is_read_and_what_is_lost_is_named() {
    assert_snapshot!(shown("hurried.xlsx", HURRIED, Language::Indonesian));
}

#[test]
fn sheets_tell_what_is_covered_and_what_is_not() {
    assert_snapshot!(shown("two-sheets.ods", TWO_SHEETS, Language::English));
}

#[test]
fn a_table_of_indonesian_excel_is_read() {
    assert_snapshot!(shown("excel.csv", EXCEL, Language::Indonesian));
}

/// Whoever deletes each `#` at the head, as they are told there, has a notice.
#[test]
fn the_head_is_ready_to_be_filled_in() {
    for language in Language::ALL {
        let import = import("t.ods", TWO_SHEETS, language).expect("it is read");
        let filled = import
            .yaml
            .replace("\n#notice", "\nnotice")
            .replace("\n#  ", "\n  ");
        let faq = Faq::parse("t", filled.as_bytes()).expect("it loads");
        assert!(faq.notice.title.is_some() && faq.notice.contact.is_some());
    }
}

#[test]
fn rows_of_one_id_are_one_entry() {
    let table = "id,Question,Answer,Kind,See also
a,when,At nine.,fact,
a,what time,,,Another
b,where,Here.,fact,a
a,why,Because.,,
,who,At nine.,,
c,how,,,
,Another,One.,,
";
    let import = import("t.csv", table.as_bytes(), Language::English).expect("it is read");
    let faq = &import.faq;
    let entries = faq
        .entries
        .iter()
        .map(|entry| (&*entry.id, entry.phrasings.join(", ")));
    let entries: Vec<(&str, String)> = entries.collect();
    assert_eq!(
        entries,
        [
            ("a", "when, what time, who".to_owned()),
            ("b", "where".to_owned()),
            ("another", "Another".to_owned()),
        ]
    );
    assert_eq!(faq.entries[0].related, ["another"]);
    assert_eq!(faq.entries[1].related, ["a"]);
    assert_snapshot!(told(&import.notes, Language::English), @r#"
    row 5: the id "a" is that of another row, which has another answer; give it an id of its own, or the same answer [left out]
    row 7: there is no answer; write it; for another question to an answer that is there, write the id or title of that [left out]
    row 6: read as another question to "a"; if it is not, give it an answer and an id of its own
    "#);
}

/// Whoever hits a key in the last cell of a sheet does not notice, and a table of all cells would hold 17 billion.
#[test]
fn a_letter_in_the_last_cell_costs_nothing() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = [["Question", "Answer"], ["when", "At nine."]];
    sheet.write_row_matrix(0, 0, rows).expect("cells");
    sheet.write_string(1_048_575, 16_383, "x").expect("a cell");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    assert_eq!(loaded(&bytes).entries.len(), 1);
}

#[test]
fn what_is_no_spreadsheet_is_refused() {
    let refusal = |bytes: &[u8]| import("t", bytes, Language::English).expect_err("it is refused");
    assert_eq!(refusal(&vec![b'a'; MAX_BYTES + 1]), Refusal::TooBig);
    assert_eq!(refusal(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]), Refusal::Old);
    assert_eq!(refusal(b"a\0b"), Refusal::NoSpreadsheet);
    assert!(matches!(refusal(&HURRIED[..3000]), Refusal::Unreadable(_)));
    for without_headings in ["", "Nama;Umur\nBudi;7", "%PDF-1.7\n"] {
        assert_eq!(refusal(without_headings.as_bytes()), Refusal::NoHeadings);
    }
    assert!(matches!(
        refusal(b"Question,Answer\n,\n"),
        Refusal::NoEntries(_)
    ));
}

/// What YAML, CSV and spreadsheets each read as something else than text.
const PIECES: [&str; 44] = [
    "\"",
    "'",
    ":",
    ": ",
    " #",
    "#",
    "\n",
    "\n\n",
    " ",
    "  ",
    "\t",
    "=",
    "@",
    "+",
    "-",
    "- ",
    "|",
    ">",
    "{",
    "}",
    "[",
    "]",
    "&",
    "*",
    "!",
    "%",
    "`",
    "~",
    "?",
    ",",
    ";",
    "\\",
    "null",
    "yes",
    "0",
    "1e3",
    "2024-06-28",
    "kata",
    "Ñandú",
    "😀",
    "–",
    "\u{a0}",
    "\u{2028}",
    "\u{200b}",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES.to_vec());
    let few = prop::collection::vec(piece.clone(), 1..12);
    let many = prop::collection::vec(piece, 60..120);
    prop_oneof![4 => few, 1 => many]
        .prop_map(|pieces| pieces.concat())
        .prop_filter("empty", |text| !clean(text).is_empty())
}

fn table() -> impl Strategy<Value = Vec<[String; 3]>> {
    prop::collection::vec([text(), text(), text()], 1..6)
}

fn xlsx(table: &[[String; 3]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .write_row(0, 0, ["Pertanyaan", "Jawaban", "Answer", "ID"])
        .expect("headings");
    for (row, cells) in (1..).zip(table) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).expect("a cell");
        }
        sheet
            .write_string(row, 3, format!("q{row}"))
            .expect("an id");
    }
    workbook.save_to_buffer().expect("a workbook")
}

fn csv(table: &[[String; 3]], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    writer
        .write_record(["Pertanyaan", "Jawaban", "Answer", "ID"])
        .expect("headings");
    for (row, [question, id, en]) in (1..).zip(table) {
        writer
            .write_record([question, id, en, &format!("q{row}")])
            .expect("a row");
    }
    writer.into_inner().expect("a table")
}

/// The FAQ of a file that holds `table`.
fn loaded(bytes: &[u8]) -> Faq {
    let Import { yaml, notes, .. } = import("t", bytes, Language::English).expect("it is read");
    assert_eq!(notes, []);
    Faq::parse("t", yaml.as_bytes()).expect("it loads")
}

fn assert_holds(faq: &Faq, table: &[[String; 3]]) {
    assert_eq!(faq.entries.len(), table.len());
    for (entry, [question, id, en]) in faq.entries.iter().zip(table) {
        let mut lines: Vec<String> = Vec::new();
        for line in clean(question).lines().map(str::trim) {
            if !line.is_empty() && !lines.iter().any(|other| other == line) {
                lines.push(line.to_owned());
            }
        }
        assert_eq!(entry.phrasings, lines);
        let answer = [
            (Language::Indonesian, clean(id)),
            (Language::English, clean(en)),
        ];
        assert_eq!(entry.answer, Localized::Each(answer.into()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back_as_it_stood_in_its_cell(table in table()) {
        assert_holds(&loaded(&xlsx(&table)), &table);
        for delimiter in *b";,\t" {
            assert_holds(&loaded(&csv(&table, delimiter)), &table);
        }
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        for file in [HURRIED, TWO_SHEETS, EXCEL] {
            let mut bytes = file.to_vec();
            for (index, byte) in &damage {
                bytes[index.index(file.len())] = *byte;
            }
            let _ = import("t", &bytes, Language::Indonesian);
        }
    }
}
