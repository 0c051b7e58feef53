//! Marks that are missing, wrong, or stand in a text.

use super::line::{Line, Slip, is_blank, odd_space};
use crate::faq::{rules, shape};

/// An item with another mark than a dash, or with none.
pub(super) fn undashed(above: &[String], line: &Line<'_>) -> Option<Slip> {
    const BULLETS: [&str; 10] = ["--", "•", "–", "—", "·", "*", "●", "▪", "◦", "‣"];
    let words = &line.text[line.indent..];
    let indent = &line.text[..line.indent];
    let neighbour = above.iter().rev().find(|line| !is_blank(line))?;
    let level = neighbour.len() - neighbour.trim_start().len();
    let in_list = neighbour[level..].starts_with("- ") && level == line.indent;
    let opens_list = neighbour.trim_end().ends_with(':') && level < line.indent;
    let mut bullets = BULLETS.iter().filter(|bullet| {
        let rest = words.strip_prefix(**bullet);
        rest.is_some_and(|rest| in_list || opens_list || rest.starts_with(' '))
    });
    if let Some(bullet) = bullets.next() {
        let rest = words.trim_start_matches(bullet).trim_start();
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
pub(super) fn glued(line: &Line<'_>) -> Option<Slip> {
    let words = line.text[line.indent..].trim_end();
    if let Some(slip) = no_space(line) {
        return Some(slip);
    }
    if let Some(rest) = words.strip_prefix("//") {
        let mended = line.text.replacen("//", "#", 1);
        let args = vec![rest.trim().to_owned()];
        return line.slip(&rules::NOTE_MARK, line.indent, args, mended);
    }
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
        .split_once(['：', '=', ';'])
        .filter(|(key, _)| shape::is_key(key.trim_end()))
    {
        let (key, rest) = (key.trim_end(), rest.trim_start());
        let mended = line.with(format!("{key}: {rest}").trim_end());
        return line.slip(&rules::NO_COLON, start, vec![key.to_owned()], mended);
    }
    let (key, rest) = words.split_once(' ').unwrap_or((words, ""));
    let rest = rest.trim_start();
    if shape::is_key(key) && (rest.is_empty() || rest.starts_with(['[', '{', '"'])) {
        let mended = line.with(format!("{key}: {rest}").trim_end());
        return line.slip(&rules::NO_COLON, start, vec![key.to_owned()], mended);
    }
    None
}

/// What stands for the space behind a dash or key and is none: a tab, or what web pages and Word have.
fn no_space(line: &Line<'_>) -> Option<Slip> {
    let words = &line.text[line.start..];
    let marked = words.starts_with('-') || words.split(':').next().is_some_and(shape::is_key);
    let mark = words.find([':', '-']).filter(|_| marked)?;
    let odd = words[mark + 1..].chars().next()?;
    let is_odd = odd.is_whitespace() && odd != ' ';
    let (rule, args) = odd_space(odd);
    let mended = line.text.replace(odd, " ");
    is_odd.then(|| line.slip(rule, line.start + mark + 1, args, mended))?
}

/// A text that YAML reads as something else.
pub(super) fn value(line: &Line<'_>, below: &[String]) -> Option<Slip> {
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
        '|' | '>' if !line.is_block() => line.slip(
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
            let listed = after.strip_prefix(',').map(str::trim_start);
            match listed {
                _ if after.is_empty() || after.starts_with('#') => backslash(line, quote),
                Some("") => trailing_comma(line),
                Some(rest) if rest.starts_with(quote) => {
                    let mended = line.with(&format!("[{}]", words.trim_end_matches(',')));
                    line.slip(&rules::NO_LIST, start, vec![], mended)
                }
                _ => {
                    // The other kind of quote, so that what stands inside is none.
                    let other = if quote == '"' { '\'' } else { '"' };
                    let mended = line.with(&format!("'{}'", words.replace('\'', "''")));
                    let args = vec![other.to_string()];
                    line.slip(&rules::WORDS_AFTER_QUOTE, start + close + 1, args, mended)
                }
            }
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

/// A comma at the end, as between the items of brackets.
fn trailing_comma(line: &Line<'_>) -> Option<Slip> {
    let words = line.words().strip_suffix(',')?;
    let at = line.value.start + words.len();
    line.slip(&rules::TRAILING_COMMA, at, vec![], line.with(words))
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
        Balance::Closed(end) if words[end..].trim() == "," => trailing_comma(line),
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
fn begins_something(text: &str) -> bool {
    let line = Line::new(text);
    line.key.is_some() || line.start > line.indent
}
