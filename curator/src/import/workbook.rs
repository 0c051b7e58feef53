//! Workbooks: `.xlsx` and `.ods`.

use std::{io::Cursor, panic};

use calamine::{Data, Dimensions, ExcelDateTime, Ods, Reader, Xlsx, open_workbook_from_rs};
use maklumat::faq::Date;
use zip::ZipArchive;

use super::{
    note::Refusal,
    sheet::{MAX_CELLS, Row, Sheet, Value},
};

/// What a workbook may unpack to: packed text grows tenfold, a file made to fill the memory a thousandfold.
const MAX_UNPACKED: u64 = 256 << 20;

type Bytes<'a> = Cursor<&'a [u8]>;

/// The sheets of a workbook, in its order.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    bounded(bytes)?;
    // The library that unpacks workbooks is not made for torn ones, and gives up on some of them.
    let read = panic::catch_unwind(|| unpack(bytes));
    read.unwrap_or_else(|_| Err(Refusal::Unreadable("it is torn".to_owned())))
}

fn unpack(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    match open_workbook_from_rs::<Xlsx<_>, _>(Cursor::new(bytes)) {
        Ok(workbook) => xlsx(workbook),
        Err(xlsx) => match open_workbook_from_rs::<Ods<_>, _>(Cursor::new(bytes)) {
            Ok(workbook) => ods(workbook),
            Err(_) => Err(Refusal::Unreadable(xlsx.to_string())),
        },
    }
}

fn bounded(bytes: &[u8]) -> Result<(), Refusal> {
    let unreadable = |error: zip::result::ZipError| Refusal::Unreadable(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut unpacked = 0;
    for index in 0..archive.len() {
        unpacked += archive.by_index_raw(index).map_err(unreadable)?.size();
    }
    match unpacked > MAX_UNPACKED {
        true => Err(Refusal::TooBig),
        false => Ok(()),
    }
}

/// Cell by cell: a table of all would hold billions where somebody left a letter in the last row.
fn xlsx(mut workbook: Xlsx<Bytes>) -> Result<Vec<Sheet>, Refusal> {
    let mut sheets = Vec::new();
    let mut count = 0;
    for name in workbook.sheet_names() {
        let merged = workbook.merge_cells_by_sheet_name(&name);
        // A sheet that holds a chart alone has no cells to read.
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut sheet = named(name);
        let unreadable = |error: calamine::XlsxError| Refusal::Unreadable(error.to_string());
        while let Some(cell) = reader.next_cell().map_err(unreadable)? {
            let (row, column) = cell.get_position();
            let value = Data::from(cell.get_value().clone());
            count += usize::from(put(&mut sheet, row as usize, column as usize, &value));
            if count > MAX_CELLS {
                return Err(Refusal::TooBig);
            }
        }
        if let Ok(merged) = merged {
            merged.iter().for_each(|region| spread(&mut sheet, region));
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// What rows have in common stands in the first of them, when their cells are merged. What is merged across columns is a heading.
fn spread(sheet: &mut Sheet, region: &Dimensions) {
    let (first, column) = (region.start.0 as usize, region.start.1 as usize);
    let value = sheet.rows.get(&first).and_then(|row| row.get(&column));
    let (Some(value), true) = (value.cloned(), region.start.1 == region.end.1) else {
        return;
    };
    // Nothing is common to rows that hold nothing else.
    let others = sheet.rows.range_mut(first + 1..=region.end.0 as usize);
    for (_, row) in others {
        row.entry(column).or_insert_with(|| value.clone());
    }
}

fn ods(mut workbook: Ods<Bytes>) -> Result<Vec<Sheet>, Refusal> {
    let mut sheets = Vec::new();
    let mut count = 0;
    for (name, range) in workbook.worksheets() {
        let mut sheet = named(name);
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (top as usize + row, left as usize + column);
            count += usize::from(put(&mut sheet, row, column, value));
            if count > MAX_CELLS {
                return Err(Refusal::TooBig);
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn named(name: String) -> Sheet {
    Sheet {
        name: Some(name),
        ..Sheet::default()
    }
}

/// Puts a cell into its row; false when it holds nothing.
fn put(sheet: &mut Sheet, row: usize, column: usize, value: &Data) -> bool {
    let Some(value) = read_cell(value) else {
        return false;
    };
    let row: &mut Row = sheet.rows.entry(row).or_default();
    row.insert(column, value);
    true
}

fn read_cell(value: &Data) -> Option<Value> {
    match value {
        Data::Empty => None,
        Data::Int(number) => Some(Value::Number(*number as f64)),
        Data::Float(number) => Some(Value::Number(*number)),
        Data::String(text) | Data::DurationIso(text) => Value::text(text),
        Data::Bool(truth) => Value::text(&truth.to_string()),
        Data::DateTime(time) => day(time)
            .map(Value::Day)
            .or_else(|| Value::text(&clock(time))),
        Data::DateTimeIso(text) => {
            let day = text.get(..10).and_then(maklumat::faq::read_date);
            day.map(Value::Day).or_else(|| Value::text(text))
        }
        Data::Error(error) => Some(Value::Broken(error.to_string())),
    }
}

/// The day of a moment; `None` for a time of day, or a duration.
fn day(time: &ExcelDateTime) -> Option<Date> {
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    let is_day = time.is_datetime() && time.as_f64() >= 1.0;
    is_day.then(|| Date::from_ymd_opt(year.into(), month.into(), day.into()))?
}

fn clock(time: &ExcelDateTime) -> String {
    let (.., hour, minute, _, _) = time.to_ymd_hms_milli();
    format!("{hour:02}:{minute:02}")
}
