//! Lines that begin where they should not.

use super::line::{Line, Slip, is_blank, joined, odd_space};
use crate::faq::rules;

/// Lines above the one that the parser stops at in which the reason may stand.
pub(super) const NEAR: usize = 30;

/// White space before the words that is no space.
pub(super) fn indentation(above: &[String], line: &Line<'_>) -> Option<Slip> {
    let space = &line.text[..line.indent];
    let (byte, odd) = space.char_indices().find(|(_, c)| *c != ' ')?;
    let (rule, args) = odd_space(odd);
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

/// A line whose indentation is none of those above it.
pub(super) fn out_of_line(above: &[String], line: &Line<'_>) -> Option<Slip> {
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
pub(super) fn stray(lines: &[String], index: usize) -> Option<(usize, Slip)> {
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

/// A text that should stand below the `|` of the line at `index`, and does not.
pub(super) fn fallen_out(lines: &[String], index: usize) -> Option<(usize, Slip)> {
    let mark = Line::new(&lines[index]);
    let key = mark.key.filter(|_| mark.is_block())?;
    let number = (index + 1..lines.len()).find(|number| !is_blank(&lines[*number]))?;
    let out = |line: &Line<'_>| line.indent <= mark.start && line.key.is_none();
    let below = lines[number..].iter();
    let count = below
        .take_while(|line| !is_blank(line) && out(&Line::new(line)))
        .count();
    let more = count.checked_sub(1)?;
    let words = joined(lines, number, more);
    let mended = format!("{}{}", " ".repeat(mark.start + 2), words.trim_start());
    let line = Line::new(&lines[number]);
    let args = vec![key.to_owned()];
    let mut slip = line.slip(&rules::TEXT_OUT_OF_LINE, line.indent, args, mended)?;
    slip.below = more;
    Some((number, slip))
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
