//! The entries of a whole message in one ranking.

use std::collections::BTreeMap;

use super::{Match, Understanding};
use crate::faq::Faq;

impl Understanding {
    /// The best `length` entries over all parts, filled up with entries that no part ranks.
    pub fn ranking(&self, faq: &Faq, length: usize) -> Vec<Match> {
        let mut best: BTreeMap<usize, f64> = BTreeMap::new();
        for ranked in self.parts.iter().flat_map(|part| &part.ranking) {
            let score = best.entry(ranked.entry).or_default();
            *score = score.max(ranked.score);
        }
        let mut ranking: Vec<Match> = best
            .iter()
            .map(|(&entry, &score)| Match { entry, score })
            .collect();
        ranking.sort_by(|a, b| b.score.total_cmp(&a.score));
        ranking.truncate(length);
        let unranked = (0..faq.entries.len()).filter(|entry| !best.contains_key(entry));
        let missing = length - ranking.len();
        ranking.extend(
            unranked
                .take(missing)
                .map(|entry| Match { entry, score: 0.0 }),
        );
        ranking
    }
}
