//! From bytes to the text of a FAQ.

use super::{
    Faq,
    problem::{Place, Problem},
};

const BOM: char = '\u{feff}';

/// The text that `bytes` hold, without a byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Problem> {
    if bytes.len() > Faq::MAX_BYTES {
        return Err(too_big());
    }
    if is_utf16(bytes) {
        return Err(Problem::new(
            "",
            "the file is in UTF-16",
            "save it as UTF-8",
        ));
    }
    let text = str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let text = text.strip_prefix(BOM).unwrap_or(text);
    match text.char_indices().find(|(_, c)| is_unprintable(*c)) {
        Some((index, c)) => Err(unprintable(c).at(place(&text[..index]))),
        None => Ok(text),
    }
}

pub(super) fn too_big() -> Problem {
    Problem::new(
        "",
        format!("the file is larger than {} MiB", Faq::MAX_BYTES >> 20),
        "check that this is a FAQ; if it is, split it",
    )
}

fn is_utf16(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] | [0, _, ..] | [_, 0, ..]
    )
}

fn not_utf8(bytes: &[u8], valid: usize) -> Problem {
    let before = String::from_utf8_lossy(&bytes[..valid]);
    Problem::new(
        "",
        format!(
            "byte {} of the file, {:#04x}, is not UTF-8",
            valid + 1,
            bytes[valid]
        ),
        "save the file as UTF-8",
    )
    .at(place(&before))
}

/// What YAML allows nowhere, not even in quotes.
fn is_unprintable(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    control || matches!(c, BOM | '\u{fffe}' | '\u{ffff}')
}

fn unprintable(c: char) -> Problem {
    Problem::new(
        "",
        format!(
            "an invisible character, U+{:04X}, stands here",
            u32::from(c)
        ),
        "delete it",
    )
}

/// The place after `before`.
fn place(before: &str) -> Place {
    let line = before.rsplit('\n').next().unwrap_or_default();
    Place {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
    }
}
