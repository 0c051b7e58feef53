//! Reading a file that is no YAML yet: each mistake is told, mended in memory, and the rest is read on, so that all are told at once.
//!
//! A parser tells what it cannot go on with, mostly behind what somebody did wrong. So the line that it stops at, and the one above,
//! are looked at for the slips that people make. A mend keeps lines where they are: places stay true.

mod indent;
mod line;
mod marks;

use std::rc::Rc;

use indent::{NEAR, fallen_out, indentation, out_of_line, stray};
use line::{Line, Slip, continued, is_blank, joined};
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

impl Reading {
    /// Of a file that is beyond reading.
    pub fn failed(finding: Finding) -> Self {
        Self {
            findings: vec![finding],
            ..Self::default()
        }
    }
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
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut reading = Reading::default();
    fences(&mut lines, &mut reading.findings);
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

/// What is copied out of a chat or a page: the marks of a code block, with words around it that are no part of the FAQ.
fn fences(lines: &mut [String], findings: &mut Vec<Finding>) {
    let marks = lines.iter().enumerate();
    let marks: Vec<usize> = marks
        .filter(|(_, line)| line.starts_with("```"))
        .map(|(index, _)| index)
        .collect();
    if let [first, .., last] = marks[..] {
        lines[..first].iter_mut().for_each(String::clear);
        lines[last..].iter_mut().for_each(String::clear);
    }
    for index in marks {
        lines[index].clear();
        findings.push(told(&rules::CODE_FENCE, index, 1, vec![]));
    }
}

/// What stands for spaces before the words of lines.
pub(super) fn odd_spaces(text: &str) -> Vec<Finding> {
    let odd = text.lines().enumerate().filter_map(|(index, line)| {
        let before = line.chars().take_while(|c| c.is_whitespace() || *c == '-');
        let mut odd = (1..).zip(before).filter(|(_, c)| !" -".contains(*c));
        let (column, space) = odd.next()?;
        let (rule, args) = line::odd_space(space);
        Some(told(rule, index, column, args))
    });
    odd.collect()
}

/// `rule` is broken in the line at `index`, from a column on.
fn told(rule: &'static Rule, index: usize, column: usize, args: Vec<String>) -> Finding {
    let line = index + 1;
    Finding::new(rule, Place { line, column }, args)
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
            findings.push(told(&rules::MERGE_LEFTOVER, index, 1, vec![]));
        }
        let open = findings
            .iter()
            .any(|finding| finding.rule == &rules::MERGE_LEFTOVER);
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
    // What stands in brackets, as JSON does, has no lines that mean anything.
    let mut written = lines.iter().filter(|line| !is_blank(line));
    let bracketed = written
        .next()
        .is_some_and(|line| line.starts_with(['{', '[']));
    let of_a_line = !bracketed && is_of_a_line(finding.rule);
    let Some(at) = finding.place.filter(|_| of_a_line) else {
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
            lines[line + 1..=line + slip.below]
                .iter_mut()
                .for_each(String::clear);
            Step::Mended(told(slip.rule, line, slip.column, slip.args))
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
            lines[line].clear();
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
    let begins = begins(lines, index);
    let mut near = vec![begins];
    near.extend(above.filter(|_| begins == index));
    let first = |number: usize, find: &dyn Fn(&Line<'_>) -> Option<Slip>| {
        Some((number, find(&Line::new(&lines[number]))?))
    };
    // Odd indentation is a slip wherever it stands, and may be noticed much later.
    let mut around = (index.saturating_sub(NEAR)..=below.unwrap_or(index)).filter(written);
    let indented = around
        .clone()
        .find_map(|number| first(number, &|line| indentation(&lines[..number], line)));
    let in_line = |number: &usize| {
        let marked = first(*number, &|line| {
            undashed(&lines[..*number], line).or_else(|| glued(line))
        });
        marked.or_else(|| Some((*number, in_text(lines, *number)?)))
    };
    indented
        .or_else(|| around.find_map(|number| fallen_out(lines, number)))
        .or_else(|| near.iter().find_map(in_line))
        .or_else(|| stray(lines, index))
        .or_else(|| first(index, &|line| out_of_line(&lines[..index], line)))
}

/// The line in which the text begins that goes on in the line at `index`.
fn begins(lines: &[String], index: usize) -> usize {
    let above = (index.saturating_sub(NEAR)..index).rev();
    let mut written = above.filter(|number| !is_blank(&lines[*number]));
    let begins = written.find(|number| number + continued(lines, *number) >= index);
    begins.unwrap_or(index)
}

/// What is wrong with the text that begins in a line, with those below that it goes on in.
fn in_text(lines: &[String], number: usize) -> Option<Slip> {
    let more = continued(lines, number);
    let text = joined(lines, number, more);
    let line = Line::new(&text);
    let mut slip = value(&line, &lines[number + 1 + more..])?;
    slip.below = more;
    slip.column = slip.column.min(lines[number].chars().count());
    if more > 0 && slip.rule == &rules::COLON_IN_TEXT {
        slip.rule = &rules::COLON_IN_LINES;
        slip.column = line.column(line.value.start);
        slip.args = vec![line.key.map_or("- |".to_owned(), |key| format!("{key}: |"))];
    }
    Some(slip)
}
