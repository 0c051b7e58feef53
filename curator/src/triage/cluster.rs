//! Questions that ask the same, put together: average linkage over how alike they are.

use kodama::{Method, linkage};
use maklumat::matcher::{Compared, Matcher};

/// Questions and groups of them that are alike by this are one group. Chosen on the sets that `Compared::likeness` was fitted
/// on, as what puts most pairs right (adjusted Rand index); see BENCHMARKS.md.
const ALIKE: f32 = 0.2;

/// So many different questions are compared at most: the work grows by the square.
pub const MOST: usize = 1_500;

/// Groups of `questions`, by number.
pub fn groups(matcher: &Matcher, questions: &[&str]) -> (Vec<Vec<usize>>, Compared) {
    let compared = matcher.compared(questions);
    let count = questions.len();
    let mut apart: Vec<f32> = Vec::with_capacity(count * count.saturating_sub(1) / 2);
    for a in 0..count {
        apart.extend((a + 1..count).map(|b| 1.0 - compared.likeness(a, b)));
    }
    let steps = linkage(&mut apart, count, Method::Average);
    // Each question, and then each step, is a group; a step takes two of them in.
    let mut groups: Vec<Vec<usize>> = (0..count).map(|number| vec![number]).collect();
    for step in steps.steps() {
        if step.dissimilarity > 1.0 - ALIKE {
            break;
        }
        let mut joined = std::mem::take(&mut groups[step.cluster1]);
        joined.append(&mut groups[step.cluster2]);
        joined.sort_unstable();
        groups.push(joined);
    }
    groups.retain(|group| !group.is_empty());
    (groups, compared)
}
