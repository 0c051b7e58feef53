//! What people are shown: by every kind of FAQ, for every kind of question.

use std::io::Write;

use maklumat::matcher::Matcher;
use maklumat_curator::{
    evaluate::evaluate,
    score::{Figures, Share},
};

use crate::sets::Set;

/// What the sets of one group come to.
pub struct Row {
    /// The group.
    pub group: &'static str,
    /// How many sets it has.
    pub sets: usize,
    /// Questions that their FAQs answer, all sets together.
    pub inside: usize,
    /// Questions that they do not.
    pub outside: usize,
    /// Each share of [`Figures::shares`] by its name: the mean over the sets.
    shares: Vec<(&'static str, Option<f64>)>,
}

impl Row {
    fn new(group: &'static str, figures: &[Figures]) -> Self {
        let shares: Vec<_> = figures.iter().map(Figures::shares).collect();
        let names = shares.iter().take(1).flatten().enumerate();
        let mean_of = |(at, share): (usize, &Share)| {
            let values = shares.iter().filter_map(|shares| shares[at].value);
            (share.name, mean(&values.collect::<Vec<f64>>()))
        };
        Self {
            group,
            sets: figures.len(),
            inside: figures.iter().map(|figures| figures.in_scope).sum(),
            outside: figures.iter().map(|figures| figures.out_of_scope).sum(),
            shares: names.map(mean_of).collect(),
        }
    }

    /// The share of this name.
    pub fn share(&self, name: &str) -> Option<f64> {
        let mut named = self.shares.iter();
        named.find(|(other, _)| *other == name)?.1
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// A row for each group of `sets`, whose sets stand together; tells `progress` of each set.
pub fn measure(sets: &[Set], progress: &mut impl Write) -> Vec<Row> {
    let of_group = |group: &[Set]| {
        let figures: Vec<Figures> = group.iter().map(|set| figures(set, progress)).collect();
        Row::new(group[0].group, &figures)
    };
    sets.chunk_by(|a, b| a.group == b.group)
        .map(of_group)
        .collect()
}

fn figures(set: &Set, progress: &mut impl Write) -> Figures {
    let figures = evaluate(&Matcher::new(set.faq.clone()), &set.cases, &|| ()).figures;
    // Progress that cannot be told is no reason to stop.
    let _ = writeln!(
        progress,
        "{}, {}: {:.1} % shown right",
        set.group,
        set.name,
        figures.shown_right.unwrap_or_default() * 100.0
    );
    figures
}
