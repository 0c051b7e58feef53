//! How well each question was answered, kept in a table for a later comparison.

use std::fmt::Write;

use crate::{
    compare::Graded,
    grade::Grade,
    table::{self, Fault, TableError},
};

/// The first line.
const COLUMNS: &str = "# written by `faq eval --save`: grade\tlabel\tquestion\n";

/// One question a line, in the order of the cases, so that a version control shows what changed.
pub fn write(graded: &[Graded]) -> String {
    let mut table = COLUMNS.to_owned();
    for Graded {
        label,
        question,
        grade,
    } in graded
    {
        let _ = writeln!(table, "{grade}\t{label}\t{question}");
    }
    table
}

/// Reads what [`write()`] wrote into the file `name`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Graded>, TableError> {
    table::read(name, bytes, |line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[grade, label, question] = cells.as_slice() else {
            return Err(vec![not_saved(format!(
                "{} columns stand here",
                cells.len()
            ))]);
        };
        let known = Grade::ALL.into_iter().find(|known| known.name() == grade);
        let grade = known.ok_or_else(|| vec![not_saved(format!("there is no grade `{grade}`"))])?;
        Ok(Graded {
            label: label.to_owned(),
            question: question.to_owned(),
            grade,
        })
    })
}

fn not_saved(what: String) -> Fault {
    Fault::new(
        what,
        "give a file that `faq eval --save` wrote, or save it anew",
    )
}
