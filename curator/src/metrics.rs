//! The figures that say how good a ranking is, and how far a share of a few cases can be trusted.

/// One question as a ranking saw it: the confidence of the first entry, and whether that entry is right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Confidence of the first entry.
    pub confidence: f64,
    /// Whether the question has an answer in the FAQ.
    pub in_scope: bool,
    /// Whether the first entry is that answer.
    pub right: bool,
}

/// The area under the ROC curve: the chance that a question in scope gets a higher confidence than one out of scope.
/// `None` unless there are both.
pub fn auroc(outcomes: &[Outcome]) -> Option<f64> {
    let mut sorted: Vec<&Outcome> = outcomes.iter().collect();
    sorted.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let inside = outcomes.iter().filter(|o| o.in_scope).count() as f64;
    let outside = outcomes.len() as f64 - inside;
    let mut rank_sum = 0.0;
    let mut start = 0;
    while start < sorted.len() {
        let tied = sorted[start..]
            .iter()
            .take_while(|o| o.confidence == sorted[start].confidence)
            .count();
        let average_rank = start as f64 + (tied as f64 + 1.0) / 2.0;
        rank_sum += average_rank
            * sorted[start..start + tied]
                .iter()
                .filter(|o| o.in_scope)
                .count() as f64;
        start += tied;
    }
    (inside > 0.0 && outside > 0.0)
        .then(|| (rank_sum - inside * (inside + 1.0) / 2.0) / (inside * outside))
}

/// The largest share of in-scope questions that can be answered right while at most `wrong_share` of the answers given
/// are wrong, when everything at or above one confidence is answered.
pub fn coverage_at(outcomes: &[Outcome], wrong_share: f64) -> f64 {
    let mut sorted: Vec<&Outcome> = outcomes.iter().collect();
    sorted.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let inside = outcomes.iter().filter(|o| o.in_scope).count().max(1) as f64;
    let (mut right, mut wrong, mut best) = (0.0, 0.0, 0.0);
    for (index, outcome) in sorted.iter().enumerate() {
        if outcome.right {
            right += 1.0;
        } else {
            wrong += 1.0;
        }
        let tie_goes_on = sorted
            .get(index + 1)
            .is_some_and(|next| next.confidence == outcome.confidence);
        if !tie_goes_on && wrong <= wrong_share * (right + wrong) {
            best = f64::max(best, right / inside);
        }
    }
    best
}

/// The standard normal distribution lies within this with 95 % probability.
const NORMAL_95: f64 = 1.96;
/// It lies below this with 90 % probability.
const BELOW_90: f64 = 1.2816;

/// Where the true share is with 95 % confidence when it was `share` of `count` cases (Wilson 1927).
pub fn wilson(share: f64, count: usize) -> [f64; 2] {
    interval(share, count, NORMAL_95)
}

/// What the true share is at least, with 90 % confidence.
pub fn at_least(share: f64, count: usize) -> f64 {
    interval(share, count, BELOW_90)[0]
}

fn interval(share: f64, count: usize, z: f64) -> [f64; 2] {
    let n = count as f64;
    let middle = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    [middle - half, middle + half].map(|end| (end / (1.0 + z * z / n)).clamp(0.0, 1.0))
}

/// The chance that of questions which changed at least so many got worse, `worse` of them when `better` got better, if a
/// change were as likely to do either: McNemar's exact test, one-sided. The same questions are asked before and after, so those
/// that did not change say nothing, and the number that got worse of the n = worse + better others is binomial with p = ½:
/// Σ_{k ≥ worse} C(n, k) / 2ⁿ. Terms are summed by their logarithms, as 2⁻ⁿ alone would vanish for n > 1,000.
pub fn sign_test(worse: usize, better: usize) -> f64 {
    let n = worse + better;
    let mut ln_term = -(n as f64) * std::f64::consts::LN_2;
    let mut chance = 0.0;
    for k in 0..=n {
        if k >= worse {
            chance += ln_term.exp();
        }
        ln_term += ((n - k) as f64 / (k + 1) as f64).ln();
    }
    chance.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 4 heads of 4 tosses, 9 or 10 of 10, and what no small numbers would survive.
    #[test]
    fn sign_test_is_that_of_tossed_coins() {
        assert!((sign_test(4, 0) - 0.0625).abs() < 1e-12);
        assert!((sign_test(9, 1) - 11.0 / 1024.0).abs() < 1e-12);
        assert_eq!(sign_test(0, 0), 1.0);
        let even = sign_test(2000, 2000);
        assert!(even > 0.5 && even < 0.51, "{even}");
    }

    /// 10 of 100: the textbook has 5.5 to 17.4 %.
    #[test]
    fn wilson_is_the_textbook_interval() {
        let [low, high] = wilson(0.1, 100);
        assert!((low - 0.0552).abs() < 1e-4 && (high - 0.1744).abs() < 1e-4);
        assert_eq!(wilson(0.0, 10)[0], 0.0);
    }
}
