//! Reading a file that is no YAML yet: each mistake is told, mended in memory, and the rest is read on, so that all are told at once.
//!
//! A parser tells what it cannot go on with, mostly behind what somebody did wrong. So the line that it stops at, and the one above,
//! are looked at for the slips that people make. A mend keeps lines where they are: places stay true.

mod indent;
mod line;
mod marks;

use std::rc::Rc;

use indent::{NEAR, indentation, out_of_line, stray};
use line::{Line, Slip, is_blank};
use marks::{glued, undashed, value};

use super::{
    finding::{Finding, Place},
    rules::{self, Rule},
    tree::{self, Node},
};

/// Mistakes that are mended in one file, at most.
const MENDS: usize = 40;

/// Bytes that are read again after mends, at most: a torn file of many megabytes is no FAQ of many mistakes.
const READ_AGAIN: usize = 8 << 20;

/// A file, as far as it could be read.
#[derive(Default)]
pub(super) struct Reading {
    /// Its tree; nothing of one that is beyond mending.
    pub root: Option<Rc<Node>>,
    /// What was mended to read it.
    pub findings: Vec<Finding>,
    /// Lines that had to be left out, from 1.
    pub lost: Vec<usize>,
}

/// Reads `text`, mending what keeps it from being read.
pub(super) fn read(text: &str) -> Reading {
    match tree::parse(text) {
        Ok(root) => Reading {
            root: Some(root),
            ..Reading::default()
        },
        Err(_) => read_mending(text),
    }
}

/// Reads what cannot be read as it is, a mend at a time.
fn read_mending(text: &str) -> Reading {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut reading = Reading::default();
    leftovers(&mut lines, &mut reading.findings);
    let mut again = 0;
    loop {
        let finding = match tree::parse(&lines.join("\n")) {
            Ok(root) => {
                reading.root = Some(root);
                return reading;
            }
            Err(finding) => finding,
        };
        again += text.len();
        let hopeless = again > READ_AGAIN || reading.findings.len() >= MENDS;
        let step = match hopeless {
            true => Step::Stop(finding),
            false => mend(&mut lines, finding, &reading.findings),
        };
        match step {
            Step::Mended(finding) => reading.findings.push(finding),
            Step::LeftOut(finding, line) => {
                // What was mended in vain has been told already; what follows something left out suffers from that.
                let told = |other: &Finding| other.place.is_some_and(|at| at.line == line);
                let follows = reading.lost.iter().any(|lost| lost.abs_diff(line) <= 1);
                reading.lost.push(line);
                if !follows && !reading.findings.iter().any(told) {
                    reading.findings.push(finding);
                }
            }
            Step::Stop(finding) => {
                reading.findings.push(finding);
                return reading;
            }
        }
    }
}

/// What a version control system leaves behind: of two versions the first is read on.
fn leftovers(lines: &mut [String], findings: &mut Vec<Finding>) {
    let mut second = false;
    for (index, line) in lines.iter_mut().enumerate() {
        let begins = |mark: &str| {
            line.strip_prefix(mark)
                .is_some_and(|rest| rest.trim().is_empty() || rest.starts_with(' '))
        };
        let (first, middle, end) = (
            begins("<<<<<<<"),
            begins("=======") || begins("|||||||"),
            begins(">>>>>>>"),
        );
        if first {
            let place = Place {
                line: index + 1,
                column: 1,
            };
            findings.push(Finding::new(&rules::MERGE_LEFTOVER, place, []));
        }
        let open = !findings.is_empty();
        if first || second || (open && (middle || end)) {
            line.clear();
        }
        second = open && (second || middle) && !end;
    }
}

enum Step {
    Mended(Finding),
    /// The line is left out, since nobody knows what it should be.
    LeftOut(Finding, usize),
    Stop(Finding),
}

/// Mends what the parser stops at, unless it was `mended` before, in vain.
fn mend(lines: &mut [String], finding: Finding, mended: &[Finding]) -> Step {
    let Some(at) = finding.place.filter(|_| is_of_a_line(finding.rule)) else {
        return Step::Stop(finding);
    };
    let index = (at.line - 1).min(lines.len() - 1);
    let in_vain = |(line, slip): &(usize, Slip)| {
        let same = |other: &Finding| other.place.is_some_and(|at| at.line == line + 1);
        mended
            .iter()
            .any(|other| other.rule == slip.rule && same(other))
    };
    let slip = slip(lines, index).filter(|slip| !in_vain(slip));
    match slip.filter(|_| finding.rule != &rules::ENDLESS_ALIAS) {
        Some((line, slip)) => {
            lines[line] = slip.mended;
            let place = Place {
                line: line + 1,
                column: slip.column,
            };
            Step::Mended(Finding::new(slip.rule, place, slip.args))
        }
        None => leave_out(lines, index, finding),
    }
}

/// Whether a mistake stands in a line that may be mended.
fn is_of_a_line(rule: &Rule) -> bool {
    [
        &rules::NOT_YAML,
        &rules::TAG,
        &rules::ODD_KEY,
        &rules::ENDLESS_ALIAS,
    ]
    .contains(&rule)
}

/// Leaves out the line that the parser stops at, or the last above it that is left.
fn leave_out(lines: &mut [String], index: usize, finding: Finding) -> Step {
    match (0..=index).rev().find(|line| !is_blank(&lines[*line])) {
        Some(line) => {
            let ending = if lines[line].ends_with('\r') {
                "\r"
            } else {
                ""
            };
            lines[line] = ending.to_owned();
            Step::LeftOut(finding, line + 1)
        }
        None => Step::Stop(finding),
    }
}

/// The slip that explains what the parser stops at in a line: in that line, in the one above, or behind a word in the next.
fn slip(lines: &[String], index: usize) -> Option<(usize, Slip)> {
    let written = |line: &usize| !is_blank(&lines[*line]);
    let above = (0..index).rev().find(written);
    let below = (index + 1..lines.len()).find(written);
    let near = [Some(index), above].into_iter().flatten();
    // Odd indentation is a slip wherever it stands, and may be noticed much later.
    let indented = (index.saturating_sub(NEAR)..=below.unwrap_or(index)).filter(written);
    let first = |number: usize, find: &dyn Fn(&Line<'_>) -> Option<Slip>| {
        Some((number, find(&Line::new(&lines[number]))?))
    };
    let mut slips =
        indented.map(|number| first(number, &|line| indentation(&lines[..number], line)));
    let slips = slips.find_map(|slip| slip).or_else(|| {
        let in_line = |number: usize| {
            let below = lines.get(number + 1..).unwrap_or_default();
            first(number, &|line| {
                undashed(&lines[..number], line)
                    .or_else(|| glued(line))
                    .or_else(|| value(line, below))
            })
        };
        near.into_iter().find_map(in_line)
    });
    slips
        .or_else(|| stray(lines, index))
        .or_else(|| first(index, &|line| out_of_line(&lines[..index], line)))
}
