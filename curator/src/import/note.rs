//! What can be noticed in a spreadsheet: what of it could not be used, and where that stands.

use maklumat::faq::Date;

use super::sheet::Place;

/// Something that whoever keeps the spreadsheet should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub issue: Issue,
}

/// How much of the spreadsheet is lost by an [`Issue`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// A row, or more.
    Row,
    /// A cell.
    Cell,
    /// Nothing: it was read in a way that may surprise.
    None,
}

/// What can be noticed in a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Issue {
    /// A row has no question.
    NoQuestion,
    /// A row has no answer, and belongs to none.
    NoAnswer,
    /// The id is that of an earlier row with another answer, or of another kind.
    OtherAnswer(String),
    /// A source lacks its publisher, title or date.
    HalfSource,
    /// No row of the sheet has headings.
    NoHeadings,
    /// A quote is opened and not closed.
    OddQuotes,
    /// A formula that cannot be calculated.
    Formula(String),
    /// What stands there is no day.
    NoDay(String),
    /// The answer ends before its own day.
    EndsEarly(Date),
    /// What stands there is none of what the column may hold; these are.
    Choice(String, &'static str),
    /// There is no such source.
    NoSource(String),
    /// There is no such entry.
    NoEntry(String),
    /// The row says otherwise than an earlier one with its id.
    Differs(String),
    /// A row that is not covered has no use for it.
    Useless,
    /// The row is taken for more questions to the entry with its answer.
    Joined(String),
    /// An id that was written otherwise.
    Renamed,
    /// A date that was read with the day first.
    DayFirst,
    /// A column whose heading says nothing, or the same as one before it.
    Column(String),
    /// The file is in the encoding of old versions of Excel.
    Encoding,
}

/// Why nothing of a file can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is larger than any FAQ.
    TooBig,
    /// It is of an old version of Excel, or locked by a password.
    Old,
    /// It is no table.
    NoSpreadsheet,
    /// It is torn, or not what its name says.
    Unreadable(String),
    /// No sheet has headings.
    NoHeadings,
    /// No row can be used.
    NoEntries(Vec<Note>),
    /// What was made of it does not load.
    Unloadable(String),
}

impl Note {
    /// An issue at `place`.
    pub fn new(place: Place, issue: Issue) -> Self {
        Self { place, issue }
    }
}

impl Issue {
    /// How much is lost by it.
    pub fn loss(&self) -> Loss {
        match self {
            Self::NoQuestion
            | Self::NoAnswer
            | Self::OtherAnswer(_)
            | Self::HalfSource
            | Self::NoHeadings
            | Self::OddQuotes => Loss::Row,
            Self::Formula(_)
            | Self::NoDay(_)
            | Self::EndsEarly(_)
            | Self::Choice(..)
            | Self::NoSource(_)
            | Self::NoEntry(_)
            | Self::Differs(_)
            | Self::Useless => Loss::Cell,
            Self::Joined(_) | Self::Renamed | Self::DayFirst | Self::Column(_) | Self::Encoding => {
                Loss::None
            }
        }
    }
}
