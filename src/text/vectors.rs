//! What words mean, as far as a small table can tell: words that mean nearly the same, in either language, have
//! vectors that point nearly the same way.
//!
//! The table is made by `tools/vectors/build.py`, which tells how and from what.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The length of a vector.
pub const DIMENSIONS: usize = 64;

/// A unit vector, in 127ths: signed numbers as the table holds them, byte by byte.
pub type Vector = [u8; DIMENSIONS];

/// Which languages a word of the table belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Indonesian alone.
    Indonesian,
    /// English alone.
    English,
    /// Both, such as "data".
    Both,
}

#[derive(Default)]
struct Table {
    words: FxHashMap<&'static str, (Origin, u32)>,
    rows: &'static [Vector],
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| parse(include_bytes!("vectors.bin")).unwrap_or_default());

/// Reads the table; `None` where it is not of the form that `build.py` writes, which a test rules out.
fn parse(bytes: &'static [u8]) -> Option<Table> {
    let (head, mut rest) = split_line(bytes)?;
    let (dimensions, count) = head.split_once(' ')?;
    let count: u32 = count.parse().ok()?;
    let mut words = FxHashMap::with_capacity_and_hasher(count as usize, rustc_hash::FxBuildHasher);
    for number in 0..count {
        let (line, after) = split_line(rest)?;
        rest = after;
        let (word, languages) = line.split_once('\t')?;
        let origin = match languages {
            "i" => Origin::Indonesian,
            "e" => Origin::English,
            _ => Origin::Both,
        };
        words.insert(word, (origin, number));
    }
    let (rows, []) = rest.as_chunks::<DIMENSIONS>() else {
        return None;
    };
    (dimensions.parse() == Ok(DIMENSIONS) && rows.len() == count as usize)
        .then_some(Table { words, rows })
}

fn split_line(bytes: &'static [u8]) -> Option<(&'static str, &'static [u8])> {
    let end = bytes.iter().position(|b| *b == b'\n')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

/// The row of a word, or of its stem where the word itself is not in the table.
pub fn row(word: &str, stem: &str) -> Option<u32> {
    let (_, number) = TABLE.words.get(word).or_else(|| TABLE.words.get(stem))?;
    Some(*number)
}

/// The vector in a row that [`row`] gave.
pub fn at(row: u32) -> &'static Vector {
    &TABLE.rows[row as usize]
}

/// The vector of a word, or of its stem where the word itself is not in the table.
pub fn vector(word: &str, stem: &str) -> Option<&'static Vector> {
    row(word, stem).map(at)
}

/// The languages of a word, when the table has it.
pub fn origin(word: &str) -> Option<Origin> {
    TABLE.words.get(word).map(|(origin, _)| *origin)
}

/// The cosine of the angle between two vectors, -1.0 to 1.0.
pub fn cosine(a: &Vector, b: &Vector) -> f32 {
    // By sixteen at a time, which compilers make twice as few instructions of.
    let (a, b) = (a.as_chunks::<16>().0, b.as_chunks().0);
    let dot: i32 = a.iter().zip(b).map(|(a, b)| dot(a, b)).sum();
    dot as f32 / (127.0 * 127.0)
}

fn dot(a: &[u8; 16], b: &[u8; 16]) -> i32 {
    let products = a.iter().zip(b);
    products
        .map(|(x, y)| i32::from(x.cast_signed()) * i32::from(y.cast_signed()))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_like_meaning_are_near_across_languages() {
        let near = |a: &str, b: &str| cosine(vector(a, a).unwrap(), vector(b, b).unwrap());
        for (word, friend, stranger) in [
            ("hapus", "delete", "buka"),
            ("terlambat", "late", "hotel"),
            ("biaya", "cost", "jadwal"),
        ] {
            assert!(
                near(word, friend) > near(word, stranger) + 0.2,
                "{word}, {friend}, {stranger}"
            );
        }
    }
}
