//! What a section is made of, whether it becomes a page or text.

use crate::page::{
    component::{Holds, Tone},
    data::reliability::Point,
};

/// A part of the report under a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// What links to it name.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// What is said before anything is shown, a paragraph each.
    pub says: Vec<String>,
    /// What is shown.
    pub shows: Vec<Shown>,
}

/// What a section shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// A picture of numbers, whose table comes next.
    Plot(Plot),
    /// The numbers.
    Table(Table),
}

/// A picture of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// What it is.
    pub title: String,
    /// What it shows, for whoever does not see it.
    pub told: String,
    /// How to read it, where it needs to be said.
    pub hint: Option<&'static str>,
    /// The names of its axes.
    pub axes: [&'static str; 2],
    /// What is drawn.
    pub drawing: Drawing,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawing {
    /// Wrong answers by how much is answered.
    Curve {
        /// The line.
        points: Vec<Point>,
        /// Points that stand out, with their names.
        marks: Vec<(Point, String)>,
        /// A share that is not exceeded up to the first mark, with its name.
        bound: Option<(f64, String)>,
    },
    /// How often, one period after the other.
    Columns(Vec<(String, usize)>),
    /// Observed against promised shares, with the interval of the former.
    Against(Vec<([f64; 2], [f64; 2])>),
}

/// Numbers and words in columns; the first names the row.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What it lists.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<(&'static str, Holds)>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether it is long and only for whoever wants it.
    pub folded: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// Whether it stands out.
    pub marked: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words or a number of ours.
    Plain(String),
    /// An entry or gap: what it is called, and its id.
    Named(String, String),
    /// What somebody asked.
    Quoted(String),
    /// A word that stands out.
    Badge(Tone, &'static str),
    /// A share of the longest bar.
    Bar(Tone, f64),
}

impl Row {
    /// A row like any other.
    pub fn of(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            marked: false,
        }
    }
}
