//! From bytes to the text of a FAQ.

use std::borrow::Cow;

use super::{
    Faq,
    finding::{Finding, Place, code},
    rules,
};

const BOM: char = '\u{feff}';

/// Invisible characters that are told, at most: of a file that is none of text, a few are enough.
const TOLD: usize = 20;

/// How files begin that are no text, though somebody calls them `faq.yaml`.
const OTHERS: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "Word/Excel"),
    (b"\xd0\xcf\x11\xe0", "Word/Excel"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
];

/// The text that `bytes` hold, without a byte order mark; and each character in it that YAML allows nowhere, with the text that is
/// left without them.
pub(super) fn text(bytes: &[u8]) -> Result<(Cow<'_, str>, Vec<Finding>), Finding> {
    if bytes.len() > Faq::MAX_BYTES {
        return Err(too_big());
    }
    if let Some((_, program)) = OTHERS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Err(Finding::of_file(
            &rules::OTHER_FILE,
            [(*program).to_owned()],
        ));
    }
    if is_utf16(bytes) {
        return Err(Finding::of_file(&rules::UTF_16, []));
    }
    let text = str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let text = text.strip_prefix(BOM).unwrap_or(text);
    if !text.contains(is_unprintable) {
        return Ok((text.into(), Vec::new()));
    }
    let found = text.match_indices(is_unprintable).take(TOLD);
    let findings = found.map(|(index, c)| {
        let code = c.chars().map(code);
        Finding::new(&rules::INVISIBLE, place(&text[..index]), code)
    });
    Ok((text.replace(is_unprintable, "").into(), findings.collect()))
}

pub(super) fn too_big() -> Finding {
    Finding::of_file(&rules::TOO_BIG, [(Faq::MAX_BYTES >> 20).to_string()])
}

fn is_utf16(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] | [0, _, ..] | [_, 0, ..]
    )
}

fn not_utf8(bytes: &[u8], valid: usize) -> Finding {
    let before = String::from_utf8_lossy(&bytes[..valid]);
    let args = [(valid + 1).to_string(), format!("{:#04x}", bytes[valid])];
    Finding::new(&rules::NOT_UTF_8, place(&before), args)
}

/// What YAML allows nowhere, not even in quotes.
fn is_unprintable(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    control || matches!(c, BOM | '\u{fffe}' | '\u{ffff}')
}

/// The place after `before`.
fn place(before: &str) -> Place {
    let line = before.rsplit('\n').next().unwrap_or_default();
    Place {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
    }
}

/// Whether a character takes no room, or looks like a space and is none.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || c.is_control()
}
