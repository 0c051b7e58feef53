//! How answers fare with people, beside what was promised of them.

use serde::Serialize;

use crate::metrics::wilson;

/// How an answer fared with people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Observed {
    /// The id of the entry.
    pub entry: String,
    /// How often it should be right: the mean chance with which it was told.
    pub promised: f64,
    /// How often it was, by those who said so.
    pub observed: f64,
    /// How many of its readers said so.
    pub of: usize,
}

/// The same, and how far so few can tell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// How it fared.
    #[serde(flatten)]
    pub observed: Observed,
    /// Where the true share is with 95 % confidence.
    pub interval: [f64; 2],
    /// What that says of the promise.
    pub kept: Kept,
}

/// Whether a promise is kept, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// It is right less often than was promised, beyond chance.
    Broken,
    /// So few cannot tell it from the promise.
    Open,
    /// It is right more often than was promised, beyond chance.
    Exceeded,
}

/// How answers fared, broken promises first, then those of which most is known.
pub fn of(observed: &[Observed]) -> Vec<Standing> {
    let known = observed.iter().filter(|observed| observed.of > 0);
    let mut all: Vec<Standing> = known.map(Standing::of).collect();
    all.sort_by_key(|one| (one.kept, std::cmp::Reverse(one.observed.of)));
    all
}

impl Standing {
    fn of(observed: &Observed) -> Self {
        let interval @ [low, high] = wilson(observed.observed, observed.of);
        Self {
            interval,
            kept: match observed.promised {
                promised if promised > high => Kept::Broken,
                promised if promised < low => Kept::Exceeded,
                _ => Kept::Open,
            },
            observed: observed.clone(),
        }
    }
}
