//! What becomes of a FAQ's phrasings, asked as questions, and how many of them stand for what people ask.

/// The share of questions that are taken to be beside the FAQ.
const OUTSIDE: f64 = 0.3;

/// A phrasing, asked of what was learnt without it and without a part of the gaps (of the entries, where there are no gaps):
/// those are questions that the FAQ does not answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tried {
    /// The class that it stands in: entries first, in the order of the file, then gaps.
    pub class: usize,
    /// Its place among the phrasings of that class.
    pub phrasing: usize,
    /// Whether that class answers it: it is an entry that was there.
    pub inside: bool,
    /// The class that came first, and its chance.
    pub first: Option<(usize, f64)>,
}

impl Tried {
    /// Those that a promise counts: of the phrasings that were asked, as many beside the FAQ as people are taken to ask.
    pub fn counted(tried: &[Self]) -> Vec<Self> {
        in_proportion(tried, |tried| tried.inside)
    }
}

/// Of phrasings that were asked, no more that are beside the FAQ than [`OUTSIDE`] says, evenly spread.
pub fn in_proportion<T: Copy>(asked: &[T], is_inside: impl Fn(&T) -> bool) -> Vec<T> {
    let (inside, outside): (Vec<T>, Vec<T>) = asked.iter().partition(|asked| is_inside(asked));
    let wanted = (inside.len() as f64 * OUTSIDE / (1.0 - OUTSIDE)).ceil() as usize;
    let step = outside.len().div_ceil(wanted.max(1)).max(1);
    let outside = outside.into_iter().step_by(step);
    inside.into_iter().chain(outside).collect()
}
