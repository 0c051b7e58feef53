//! Lines that begin where they should not.

use super::line::{Line, Slip, is_blank};
use crate::faq::rules;

/// Lines above the one that the parser stops at in which the reason may stand.
pub(super) const NEAR: usize = 30;

/// White space before the words that is no space.
pub(super) fn indentation(above: &[String], line: &Line<'_>) -> Option<Slip> {
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
