//! How what was noticed in a spreadsheet is told, in both languages: what it is, where, and how to mend it.

use std::collections::HashMap;

use maklumat::text::Language;

use super::{
    note::{Issue, Loss, Note, Refusal},
    sheet::{MAX_BYTES, MAX_CELLS, Place},
};

/// What is wrong, and how to mend it.
type Said = (String, String);

/// The notes, those by which most is lost first, a line each; what is said of several rows is said once.
pub fn told(notes: &[Note], language: Language) -> String {
    let mut lines: Vec<(&Note, Vec<usize>)> = Vec::new();
    let mut alike = HashMap::new();
    for note in notes {
        let Place { sheet, row, column } = &note.place;
        let line = *alike
            .entry((sheet, column, &note.issue))
            .or_insert(lines.len());
        if line == lines.len() {
            lines.push((note, Vec::new()));
        }
        lines[line].1.extend(row);
    }
    lines.sort_by_key(|(note, _)| (note.issue.loss(), note.place.clone()));
    let told = lines.iter().map(|(note, rows)| line(note, rows, language));
    told.collect()
}

fn line(note: &Note, rows: &[usize], language: Language) -> String {
    let place = note.place.told(rows, language);
    let separator = if place.is_empty() { "" } else { ": " };
    let (what, mend) = note.issue.said(language);
    let lost = match (note.issue.loss(), language) {
        (Loss::None, _) => "",
        (Loss::Cell, Language::Indonesian) => " [sel dilewati]",
        (Loss::Cell, Language::English) => " [cell left out]",
        (Loss::Row, Language::Indonesian) => " [dilewati]",
        (Loss::Row, Language::English) => " [left out]",
    };
    format!("{place}{separator}{what}; {mend}{lost}\n")
}

impl Issue {
    fn said(&self, language: Language) -> Said {
        match language {
            Language::Indonesian => self.indonesian(),
            Language::English => self.english(),
        }
    }

    fn indonesian(&self) -> Said {
        let (what, mend) = match self {
            Self::NoQuestion => ("tidak ada pertanyaan".into(), "tulis bagaimana warga menanyakannya".into()),
            Self::NoAnswer => (
                "tidak ada jawaban".into(),
                "tulis jawabannya; kalau ini pertanyaan lain untuk jawaban yang sudah ada, tulis id atau judulnya".into(),
            ),
            Self::OtherAnswer(id) => (
                format!("id {id:?} sudah dipakai baris lain yang jawabannya lain"),
                "beri id lain, atau samakan jawabannya".into(),
            ),
            Self::HalfSource => (
                "sumber ini tidak lengkap".into(),
                "isi penerbit, judul, dan tanggal terbitnya".into(),
            ),
            Self::NoHeadings => (
                "lembar ini tidak terpakai: tidak ada baris judul kolom".into(),
                "tulis `Pertanyaan` dan `Jawaban` di atas kolomnya, atau hapus lembarnya".into(),
            ),
            Self::OddQuotes => (
                "ada tanda kutip yang dibuka dan tidak ditutup; baris sesudahnya bisa hilang".into(),
                "cari `\"` yang sendirian, atau simpan sebagai .xlsx".into(),
            ),
            Self::Formula(error) => (
                format!("rumusnya rusak: {error}"),
                "perbaiki rumusnya, atau ketik isinya".into(),
            ),
            Self::NoDay(text) => (
                format!("{text:?} bukan tanggal yang jelas"),
                "tulis seperti 2024-06-28 atau 28 Juni 2024".into(),
            ),
            Self::EndsEarly(day) => (
                format!("jawaban ini berakhir {day}, sebelum tanggalnya sendiri"),
                "tulis hari yang sama atau sesudahnya".into(),
            ),
            Self::Choice(text, choices) => (format!("{text:?} tidak dikenal di sini"), format!("tulis salah satu: {choices}")),
            Self::NoSource(text) => (
                format!("tidak ada sumber {text:?}"),
                "tulis id-nya dari lembar sumber, atau `Penerbit | Judul | 28 Juni 2024`".into(),
            ),
            Self::NoEntry(text) => (format!("tidak ada jawaban dengan id atau judul {text:?}"), "perbaiki, atau hapus".into()),
            Self::Differs(id) => (
                format!("isinya lain dari baris sebelumnya dengan id {id:?}; yang pertama dipakai"),
                "samakan, atau kosongkan".into(),
            ),
            Self::Useless => ("tidak dipakai pada pertanyaan yang tidak dijawab".into(), "kosongkan".into()),
            Self::Joined(id) => (
                format!("dibaca sebagai pertanyaan lain untuk {id:?}"),
                "kalau bukan, beri jawaban dan id sendiri".into(),
            ),
            Self::Renamed => (
                "id-nya ditulis dengan a-z, 0-9 dan `-` saja, paling banyak 48".into(),
                "samakan di tabel kalau id itu dipakai di tempat lain".into(),
            ),
            Self::DayFirst => (
                "tanggalnya dibaca hari dulu: 06/07/2024 adalah 6 Juli".into(),
                "kalau bukan, tulis seperti 2024-07-06".into(),
            ),
            Self::Column(heading) => (
                format!("kolom {heading:?} tidak dipakai"),
                "lihat nama kolom di `faq import --template contoh.xlsx`".into(),
            ),
            Self::Encoding => (
                "berkas ini bukan UTF-8, dan dibaca sebagai Windows-1252".into(),
                "periksa huruf seperti é dan –; lain kali simpan sebagai `CSV UTF-8` atau .xlsx".into(),
            ),
        };
        (what, mend)
    }

    fn english(&self) -> Said {
        let (what, mend) = match self {
            Self::NoQuestion => ("there is no question".into(), "write how people ask".into()),
            Self::NoAnswer => (
                "there is no answer".into(),
                "write it; for another question to an answer that is there, write the id or title of that"
                    .into(),
            ),
            Self::OtherAnswer(id) => (
                format!("the id {id:?} is that of another row, which has another answer"),
                "give it an id of its own, or the same answer".into(),
            ),
            Self::HalfSource => (
                "this source is not complete".into(),
                "write its publisher, its title and the date of its publication".into(),
            ),
            Self::NoHeadings => (
                "this sheet is not used: no row has headings".into(),
                "write `Question` and `Answer` above the columns, or delete the sheet".into(),
            ),
            Self::OddQuotes => (
                "a quote is opened and never closed; rows after it may be lost".into(),
                "look for a `\"` that stands alone, or save as .xlsx".into(),
            ),
            Self::Formula(error) => (
                format!("its formula is broken: {error}"),
                "mend the formula, or type what it should show".into(),
            ),
            Self::NoDay(text) => (
                format!("{text:?} is not clearly a date"),
                "write it as 2024-06-28 or 28 June 2024".into(),
            ),
            Self::EndsEarly(day) => (
                format!("this answer ends on {day}, before its own date"),
                "write the same day or a later one".into(),
            ),
            Self::Choice(text, choices) => (
                format!("{text:?} means nothing here"),
                format!("write one of: {choices}"),
            ),
            Self::NoSource(text) => (
                format!("there is no source {text:?}"),
                "write its id in the sheet of sources, or `Publisher | Title | 28 June 2024`"
                    .into(),
            ),
            Self::NoEntry(text) => (
                format!("there is no answer with the id or title {text:?}"),
                "mend it, or delete it".into(),
            ),
            Self::Differs(id) => (
                format!("it differs from the row before with the id {id:?}, which counts"),
                "write the same, or leave it empty".into(),
            ),
            Self::Useless => (
                "what is not covered has no use for it".into(),
                "leave it empty".into(),
            ),
            Self::Joined(id) => (
                format!("read as another question to {id:?}"),
                "if it is not, give it an answer and an id of its own".into(),
            ),
            Self::Renamed => (
                "the id is written with a-z, 0-9 and `-` alone, at most 48".into(),
                "do so in the table where the id is used elsewhere".into(),
            ),
            Self::DayFirst => (
                "the date is read with the day first: 06/07/2024 is 6 July".into(),
                "if it is not, write it as 2024-07-06".into(),
            ),
            Self::Column(heading) => (
                format!("the column {heading:?} is not used"),
                "`faq import --template sample.xlsx` shows the names of columns".into(),
            ),
            Self::Encoding => (
                "the file is not UTF-8, and is read as Windows-1252".into(),
                "look at letters like é and –; next time save it as `CSV UTF-8` or .xlsx".into(),
            ),
        };
        (what, mend)
    }
}

impl Refusal {
    /// What is wrong with the file, and how to mend it.
    pub fn told(&self, language: Language) -> String {
        let (what, mend) = match language {
            Language::Indonesian => self.indonesian(),
            Language::English => self.english(),
        };
        let notes = match self {
            Self::NoEntries(notes) => told(notes, language),
            _ => String::new(),
        };
        format!("{what}: {mend}\n{notes}").trim_end().to_owned()
    }

    fn indonesian(&self) -> Said {
        match self {
            Self::TooBig => (
                format!(
                    "berkas ini lebih dari {} MiB atau {MAX_CELLS} sel",
                    MAX_BYTES >> 20
                ),
                "hapus gambar dan lembar lain, atau bagi berkasnya".into(),
            ),
            Self::Old => (
                "ini .xls lama, atau berkas dengan kata sandi".into(),
                "simpan sebagai .xlsx tanpa kata sandi".into(),
            ),
            Self::NoSpreadsheet => (
                "ini bukan tabel".into(),
                "simpan sebagai .xlsx, .ods, atau .csv".into(),
            ),
            Self::Unreadable(error) => (
                format!("tabel ini tidak terbaca ({error})"),
                "buka dan simpan lagi sebagai .xlsx".into(),
            ),
            Self::NoHeadings => (
                "tidak ada baris judul kolom dengan `Pertanyaan` dan `Jawaban`".into(),
                "tulis di atas kolomnya; `faq import --template contoh.xlsx` membuat contohnya"
                    .into(),
            ),
            Self::NoEntries(_) => (
                "tidak ada baris yang bisa dipakai".into(),
                "isi pertanyaan dan jawabannya".into(),
            ),
            Self::Unloadable(error) => (
                "FAQ yang dibuat dari tabel ini tidak bisa dimuat".into(),
                error.clone(),
            ),
        }
    }

    fn english(&self) -> Said {
        match self {
            Self::TooBig => (
                format!(
                    "the file has more than {} MiB or {MAX_CELLS} cells",
                    MAX_BYTES >> 20
                ),
                "delete pictures and other sheets, or split it".into(),
            ),
            Self::Old => (
                "this is an old .xls, or has a password".into(),
                "save it as .xlsx without a password".into(),
            ),
            Self::NoSpreadsheet => (
                "this is no table".into(),
                "save it as .xlsx, .ods or .csv".into(),
            ),
            Self::Unreadable(error) => (
                format!("this table cannot be read ({error})"),
                "open it and save it again as .xlsx".into(),
            ),
            Self::NoHeadings => (
                "no row has the headings `Question` and `Answer`".into(),
                "write them above the columns; `faq import --template sample.xlsx` makes a sample"
                    .into(),
            ),
            Self::NoEntries(_) => (
                "no row can be used".into(),
                "write questions and their answers".into(),
            ),
            Self::Unloadable(error) => (
                "the FAQ that was made of this table does not load".into(),
                error.clone(),
            ),
        }
    }
}
