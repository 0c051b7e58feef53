//! Reading a file that is no YAML yet: each mistake is told, mended in memory, and the rest is read on, so that all are told at once.
//!
//! A parser tells what it cannot go on with, mostly behind what somebody did wrong. So the line that it stops at, and the one above,
//! are looked at for the slips that people make. A mend keeps lines where they are: places stay true.

use std::{ops::Range, rc::Rc};

use super::{
    finding::{Finding, Place},
    rules::{self, Rule},
    shape,
    tree::{self, Node},
};

/// Mistakes that are mended in one file, at most.
const MENDS: usize = 40;

/// Bytes that are read again after mends, at most: a torn file of many megabytes is no FAQ of many mistakes.
const READ_AGAIN: usize = 8 << 20;

/// Lines above the one that the parser stops at in which the reason may stand.
const NEAR: usize = 30;

/// A file, as far as it could be read.
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
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut reading = Reading {
        root: None,
        findings: Vec::new(),
        lost: Vec::new(),
    };
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

fn is_blank(line: &str) -> bool {
    let words = line.trim_start();
    words.is_empty() || words.starts_with('#')
}

/// Something that somebody did wrong in a line.
struct Slip {
    rule: &'static Rule,
    /// From 1.
    column: usize,
    args: Vec<String>,
    /// The line, as it should be.
    mended: String,
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

/// A line in its parts.
struct Line<'a> {
    text: &'a str,
    /// The bytes of the white space before its first word.
    indent: usize,
    /// The bytes of what a text can stand in: behind dashes and a key.
    value: Range<usize>,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        let indent = text.len() - text.trim_start().len();
        let mut start = indent;
        while let Some(rest) = text[start..].strip_prefix("- ") {
            start = text.len() - rest.trim_start_matches(' ').len();
        }
        // A key of ours, so that the colon of a phrasing is not taken for one.
        if let Some((key, rest)) = text[start..].split_once(": ")
            && (shape::is_key(key)
                || key
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
                    && start == indent)
        {
            start = text.len() - rest.trim_start_matches(' ').len();
        }
        let end = start.max(text.trim_end().len());
        Self {
            text,
            indent,
            value: start..end,
        }
    }

    /// What stands in it as a text.
    fn words(&self) -> &'a str {
        &self.text[self.value.clone()]
    }

    /// The column of a byte, from 1.
    fn column(&self, byte: usize) -> usize {
        self.text[..byte].chars().count() + 1
    }

    fn slip(
        &self,
        rule: &'static Rule,
        byte: usize,
        args: Vec<String>,
        mended: String,
    ) -> Option<Slip> {
        Some(Slip {
            rule,
            column: self.column(byte),
            args,
            mended,
        })
    }

    /// With `words` for the text in it.
    fn with(&self, words: &str) -> String {
        let Range { start, end } = self.value;
        format!("{}{words}{}", &self.text[..start], &self.text[end..])
    }

    /// With the text in it in double quotes.
    fn quoted(&self) -> String {
        let words = self.words().replace('\\', "\\\\").replace('"', "\\\"");
        self.with(&format!("\"{words}\""))
    }
}

/// White space before the words that is no space.
fn indentation(above: &[String], line: &Line<'_>) -> Option<Slip> {
    let space = &line.text[..line.indent];
    let (byte, odd) = space.char_indices().find(|(_, c)| *c != ' ')?;
    if odd == '\r' {
        return None;
    }
    let (rule, args) = match odd {
        '\t' => (&rules::TAB, vec![]),
        odd => (&rules::ODD_SPACE, vec![format!("U+{:04X}", u32::from(odd))]),
    };
    let spaces: String = space
        .chars()
        .map(|c| if c == '\t' { "  " } else { " " })
        .collect();
    let mended = spaces + &line.text[line.indent..];
    // Nobody knows how wide somebody's tab looked.
    let mended = match out_of_line(above, &Line::new(&mended)) {
        Some(slip) => slip.mended,
        None => mended,
    };
    line.slip(rule, byte, args, mended)
}

/// An item with another mark than a dash, or with none.
fn undashed(above: &[String], line: &Line<'_>) -> Option<Slip> {
    const BULLETS: [char; 9] = ['•', '–', '—', '·', '*', '●', '▪', '◦', '‣'];
    let words = &line.text[line.indent..];
    let indent = &line.text[..line.indent];
    let neighbour = above.iter().rev().find(|line| !is_blank(line))?;
    let level = neighbour.len() - neighbour.trim_start().len();
    let in_list = neighbour[level..].starts_with("- ") && level == line.indent;
    let opens_list = neighbour.trim_end().ends_with(':') && level < line.indent;
    let bullet = words.chars().next().filter(|c| BULLETS.contains(c));
    if let Some(bullet) =
        bullet.filter(|c| in_list || opens_list || words[c.len_utf8()..].starts_with(' '))
    {
        let rest = words[bullet.len_utf8()..].trim_start();
        let args = vec![bullet.to_string()];
        return line.slip(
            &rules::BULLET,
            line.indent,
            args,
            format!("{indent}- {rest}"),
        );
    }
    let key = words
        .split_once(':')
        .is_some_and(|(key, _)| shape::is_key(key.trim_end()));
    let text = in_list && !key && !words.starts_with(['-', '#', '[', '{', '"', '\'']);
    text.then(|| {
        line.slip(
            &rules::MISSING_DASH,
            line.indent,
            vec![],
            format!("{indent}- {words}"),
        )
    })?
}

/// A dash or colon without its space, or a key without its colon.
fn glued(line: &Line<'_>) -> Option<Slip> {
    let words = line.text[line.indent..].trim_end();
    if let Some(rest) = words
        .strip_prefix('-')
        .filter(|rest| !rest.starts_with(['-', ' ']) && !rest.is_empty())
    {
        let mended = format!("{}- {rest}", &line.text[..line.indent]);
        return line.slip(
            &rules::DASH_SPACE,
            line.indent,
            vec![rest.to_owned()],
            mended,
        );
    }
    let start = line.value.start;
    let words = line.words();
    if let Some((key, rest)) = words
        .split_once(':')
        .filter(|(key, rest)| shape::is_key(key) && !rest.is_empty() && !rest.starts_with(' '))
    {
        let mended = line.with(&format!("{key}: {rest}"));
        return line.slip(
            &rules::COLON_SPACE,
            start,
            vec![key.to_owned(), rest.to_owned()],
            mended,
        );
    }
    if let Some((key, rest)) = words
        .split_once('：')
        .filter(|(key, _)| shape::is_key(key.trim_end()))
    {
        let (key, rest) = (key.trim_end(), rest.trim_start());
        let mended = line.with(format!("{key}: {rest}").trim_end());
        return line.slip(&rules::NO_COLON, start, vec![key.to_owned()], mended);
    }
    let key = words.split_whitespace().next()?;
    let rest = words[key.len()..].trim_start();
    if shape::is_key(key) && (rest.is_empty() || rest.starts_with(['[', '{', '"'])) {
        let mended = line.with(format!("{key}: {rest}").trim_end());
        return line.slip(&rules::NO_COLON, start, vec![key.to_owned()], mended);
    }
    None
}

/// A text that YAML reads as something else.
fn value(line: &Line<'_>, below: &[String]) -> Option<Slip> {
    let words = line.words();
    let start = line.value.start;
    let first = words.chars().next()?;
    match first {
        '"' | '\'' => quotes(line, first, below),
        '[' | '{' => backslash(line, '"').or_else(|| brackets(line, first, below)),
        '@' | '`' | '%' | '&' | '*' | '!' | ']' | '}' | ',' => line.slip(
            &rules::SPECIAL_START,
            start,
            vec![first.to_string()],
            line.quoted(),
        ),
        '|' | '>' if words.len() > 2 => line.slip(
            &rules::SPECIAL_START,
            start,
            vec![first.to_string()],
            line.quoted(),
        ),
        _ => {
            let colon = words
                .find(": ")
                .or(words.ends_with(':').then(|| words.len() - 1))?;
            // A key alone is none of a text's.
            if !words[..colon].contains(' ') && start == line.indent {
                return None;
            }
            line.slip(&rules::COLON_IN_TEXT, start + colon, vec![], line.quoted())
        }
    }
}

/// A quote that is closed too early or never.
fn quotes(line: &Line<'_>, quote: char, below: &[String]) -> Option<Slip> {
    let words = line.words();
    let start = line.value.start;
    match close_of(words, quote) {
        Some(close) => {
            let after = words[close + 1..].trim_start();
            if after.is_empty() || after.starts_with('#') {
                return backslash(line, quote);
            }
            let mended = line.with(&format!("'{}'", words.replace('\'', "''")));
            line.slip(&rules::WORDS_AFTER_QUOTE, start + close + 1, vec![], mended)
        }
        // It may go on below, but not where a key or an item begins.
        None if below
            .iter()
            .find(|line| !is_blank(line))
            .is_none_or(|next| begins_something(next)) =>
        {
            let mended = line.with(&format!("'{}'", words[1..].replace('\'', "''")));
            line.slip(&rules::OPEN_QUOTE, start, vec![], mended)
        }
        None => None,
    }
}

/// The byte of the quote that closes the one that `words` begin with.
fn close_of(words: &str, quote: char) -> Option<usize> {
    let mut letters = words.char_indices().skip(1).peekable();
    while let Some((byte, c)) = letters.next() {
        let doubled = quote == '\'' && letters.peek().is_some_and(|(_, next)| *next == '\'');
        if (quote == '"' && c == '\\') || (c == quote && doubled) {
            letters.next();
        } else if c == quote {
            return Some(byte);
        }
    }
    None
}

/// A `\` that stands for nothing.
fn backslash(line: &Line<'_>, quote: char) -> Option<Slip> {
    let words = line.words();
    let known = "0abtnvfre \"/\\N_LPxuU\n";
    let mut escapes = words.match_indices('\\').filter(|_| quote == '"');
    let (byte, _) =
        escapes.find(|(byte, _)| !words[byte + 1..].starts_with(|c| known.contains(c)))?;
    let mended = line.with(&words.replace('\\', "\\\\"));
    line.slip(&rules::BACKSLASH, line.value.start + byte, vec![], mended)
}

/// A bracket that is closed too early or never.
fn brackets(line: &Line<'_>, open: char, below: &[String]) -> Option<Slip> {
    let words = line.words();
    let start = line.value.start;
    let close = if open == '[' { ']' } else { '}' };
    match balance(words) {
        Balance::Closed(end)
            if !words[end..].trim_start().is_empty()
                && !words[end..].trim_start().starts_with('#') =>
        {
            line.slip(
                &rules::BRACKET_START,
                start,
                vec![open.to_string()],
                line.quoted(),
            )
        }
        Balance::Open
            if below
                .iter()
                .find(|line| !is_blank(line))
                .is_none_or(|next| begins_something(next)) =>
        {
            let mended = line.with(&format!("{words}{close}"));
            line.slip(
                &rules::OPEN_BRACKET,
                start,
                vec![open.to_string(), close.to_string()],
                mended,
            )
        }
        _ => None,
    }
}

enum Balance {
    /// The brackets are closed, up to this byte.
    Closed(usize),
    Open,
}

fn balance(words: &str) -> Balance {
    let (mut depth, mut quote) = (0_usize, None);
    for (byte, c) in words.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"') => quote = Some('"'),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Balance::Closed(byte + 1);
                }
            }
            _ => {}
        }
    }
    Balance::Open
}

/// Whether a key or an item begins in a line, so that what is open above it should have been closed.
fn begins_something(line: &str) -> bool {
    let words = line.trim_start();
    let key = words.split_once(':').map_or("", |(key, _)| key);
    words.starts_with("- ") || shape::is_key(key)
}

/// A line whose indentation is none of those above it.
fn out_of_line(above: &[String], line: &Line<'_>) -> Option<Slip> {
    let levels = levels(above);
    let words = &line.text[line.indent..];
    let item = words.starts_with("- ");
    let fits = |level: &&Level| level.item == item && (item || level.key);
    if levels
        .iter()
        .filter(fits)
        .any(|level| level.indent == line.indent)
    {
        return None;
    }
    let nearest = levels
        .iter()
        .filter(fits)
        .min_by_key(|level| level.indent.abs_diff(line.indent))?;
    let mended = format!("{}{words}", " ".repeat(nearest.indent));
    line.slip(
        &rules::OUT_OF_LINE,
        line.indent,
        vec![nearest.indent.to_string()],
        mended,
    )
}

/// A phrasing above a line that stands where entries begin, so that the rest is read as a part of it.
fn stray(lines: &[String], index: usize) -> Option<(usize, Slip)> {
    let written: Vec<usize> = (index.saturating_sub(NEAR)..=index)
        .filter(|number| !is_blank(&lines[*number]))
        .collect();
    written.windows(2).rev().find_map(|pair| {
        let (before, line) = (Line::new(&lines[pair[0]]), Line::new(&lines[pair[1]]));
        let is_item = |line: &Line<'_>| line.text[line.indent..].starts_with("- ");
        let key = line.text[line.indent..].split_once(": ").is_some();
        let strays = is_item(&before) && is_item(&line) && line.indent < before.indent && !key;
        let mended = format!("{}{}", " ".repeat(before.indent), &line.text[line.indent..]);
        let args = vec![before.indent.to_string()];
        let slip = strays.then(|| line.slip(&rules::OUT_OF_LINE, line.indent, args, mended))??;
        Some((pair[1], slip))
    })
}

/// Where lines may begin.
struct Level {
    indent: usize,
    /// Whether an item begins there.
    item: bool,
    /// Whether a key stands there.
    key: bool,
}

/// The indentations that are open after `lines`: of each line above, as long as none above it is further out.
fn levels(lines: &[String]) -> Vec<Level> {
    let mut levels = Vec::new();
    let mut outmost = usize::MAX;
    for line in lines.iter().rev().filter(|line| !is_blank(line)) {
        let mut indent = line.len() - line.trim_start_matches(' ').len();
        if indent > outmost {
            continue;
        }
        outmost = indent;
        let mut words = &line[indent..];
        while let Some(rest) = words.strip_prefix("- ") {
            levels.push(Level {
                indent,
                item: true,
                key: false,
            });
            indent += words.len() - rest.trim_start_matches(' ').len();
            words = rest.trim_start_matches(' ');
        }
        let key = words
            .split_once(':')
            .is_some_and(|(key, _)| !key.contains(' '));
        levels.push(Level {
            indent,
            item: false,
            key,
        });
        if outmost == 0 {
            break;
        }
    }
    levels
}
