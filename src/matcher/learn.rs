//! Learning from a FAQ, and asking it its own phrasings to see how far it can be trusted.

use std::{
    iter,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use super::{
    calibration::Chances,
    candidates::Reading,
    lesson::{Class, Lesson},
    model::Model,
    reading::stems,
    tried::{Tried, in_proportion},
};
use crate::text::normalise;

/// Into how many parts a FAQ is cut; each is asked of what was learnt from the others. Where a third or a fourth of a FAQ is
/// [`ENOUGH`], it is cut into so few: one part is asked then, and learning without it is quicker.
const PARTS: usize = 5;
const LEAST_PARTS: usize = 3;

/// Two phrasings that share this much of their words are of one mould, and stay in one part.
const SAME_MOULD: f64 = 0.6;

/// So many phrasings asked show enough: of a FAQ of more, only as many parts are asked as hold them. Of a part of more, those
/// that are beside the FAQ are asked as far as they count, and then so many evenly spread.
const ENOUGH: usize = 1_200;

/// What is learnt, and what became of the phrasings that were asked.
///
/// Each part is learnt without and asked by itself. Two at a time: more would hold tens of megabytes each.
pub fn learn(lesson: &Lesson<'_>) -> (Model, Vec<Tried>) {
    let cut = Cut::of(lesson);
    let next = AtomicUsize::new(0);
    let try_parts = || {
        let turn = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|part| *part < cut.asked);
        iter::from_fn(turn)
            .map(|part| (part, try_part(lesson, &cut, part)))
            .collect::<Vec<_>>()
    };
    let (model, mut tried) = thread::scope(|scope| {
        let others = scope.spawn(try_parts);
        let model = Model::learn(lesson);
        let mut tried = try_parts();
        let others = others.join();
        tried.extend(others.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        (model, tried)
    });
    tried.sort_by_key(|(part, _)| *part);
    (
        model,
        tried.into_iter().flat_map(|(_, tried)| tried).collect(),
    )
}

/// A FAQ, cut into parts.
struct Cut {
    /// How many there are.
    parts: usize,
    /// How many of them are asked.
    asked: usize,
    /// The part of each phrasing of each class.
    part_of: Vec<Vec<usize>>,
}

impl Cut {
    /// A cut that is asked enough.
    fn of(lesson: &Lesson<'_>) -> Self {
        let classes = lesson.classes.iter();
        let (parts, asked) = enough(classes.map(|class| class.phrasings.len()).sum());
        Self {
            asked,
            ..Self::into(lesson, parts)
        }
    }

    /// A cut into so many parts, all of which are asked.
    fn into(lesson: &Lesson<'_>, parts: usize) -> Self {
        let classes = lesson.classes.iter();
        Self {
            parts,
            asked: parts,
            part_of: classes.map(|class| class_parts(class, parts)).collect(),
        }
    }
}

/// Into how many parts so many phrasings are cut, and how many parts are asked.
fn enough(phrasings: usize) -> (usize, usize) {
    let parts = match phrasings / ENOUGH {
        parts @ LEAST_PARTS..PARTS => parts,
        _ => PARTS,
    };
    let asked = (ENOUGH * parts).div_ceil(phrasings.max(1));
    (parts, asked.clamp(1, parts))
}

/// A phrasing that is asked.
#[derive(Clone, Copy)]
struct Asked<'a> {
    phrasing: &'a str,
    /// The class that it stands in, and its place there.
    home: (usize, usize),
    /// The class that answers it, if any does.
    class: Option<usize>,
}

impl Asked<'_> {
    /// The class that comes first, and its chance.
    fn first(&self, model: &Model) -> Option<(usize, f64)> {
        let typed = normalise::words(self.phrasing);
        Chances::of(&Reading::of(model, typed)).first()
    }
}

/// A phrasing that another class wins, once its own has to do without it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lost {
    /// The class that it stands in: entries first, in the order of the file, then gaps.
    pub class: usize,
    /// Its place among the phrasings of that class.
    pub phrasing: usize,
    /// The class that wins it.
    pub winner: usize,
    /// The chance that it gives the winner.
    pub chance: f64,
}

/// Asks every phrasing of what is learnt without its part of the FAQ, and tells those that another class wins, in the order of
/// the file.
pub fn lost(lesson: &Lesson<'_>) -> Vec<Lost> {
    let cut = Cut::into(lesson, PARTS);
    let examine = |part| {
        let (taught, asked) = split(lesson, &cut, part, |_| false);
        let model = Model::learn(&taught);
        let lost = asked.iter().filter_map(|asked| {
            let (winner, chance) = asked.first(&model)?;
            let (class, phrasing) = asked.home;
            (winner != class).then_some(Lost {
                class,
                phrasing,
                winner,
                chance,
            })
        });
        lost.collect::<Vec<_>>()
    };
    let mut lost: Vec<Lost> = thread::scope(|scope| {
        let parts: Vec<_> = (0..cut.asked)
            .map(|part| scope.spawn(move || examine(part)))
            .collect();
        let done = parts.into_iter().map(thread::ScopedJoinHandle::join);
        done.flat_map(|lost| lost.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    lost.sort_by_key(|lost| (lost.class, lost.phrasing));
    lost
}

fn try_part(lesson: &Lesson<'_>, cut: &Cut, part: usize) -> Vec<Tried> {
    let has_gaps = lesson.classes.len() > lesson.entries;
    let is_absent =
        |class: usize| class % cut.parts == part && (!has_gaps || class >= lesson.entries);
    let (taught, asked) = split(lesson, cut, part, is_absent);
    let model = Model::learn(&taught);
    let asked = match asked.len() {
        0..=ENOUGH => asked,
        _ => in_proportion(&asked, |asked| asked.class.is_some()),
    };
    let step = asked.len().div_ceil(ENOUGH).max(1);
    let asked = asked.iter().step_by(step);
    let tried = asked.map(|asked| {
        let (class, phrasing) = asked.home;
        Tried {
            class,
            phrasing,
            inside: asked.class.is_some(),
            first: asked.first(&model),
        }
    });
    tried.collect()
}

/// What is taught without a part of the phrasings of each class and without the classes that are absent, and what is asked of it.
fn split<'a>(
    lesson: &Lesson<'a>,
    cut: &Cut,
    part: usize,
    is_absent: impl Fn(usize) -> bool,
) -> (Lesson<'a>, Vec<Asked<'a>>) {
    let mut taught = lesson.clone();
    let mut asked = Vec::new();
    for (number, (class, parts)) in taught.classes.iter_mut().zip(&cut.part_of).enumerate() {
        let absent = is_absent(number);
        let phrasings = class.phrasings.iter().enumerate().zip(parts);
        let (kept, held): (Vec<_>, Vec<_>) = phrasings.partition(|(_, of)| !absent && **of != part);
        let is_entry = number < lesson.entries && !absent;
        // Without its only phrasing an entry cannot be found.
        if !is_entry || !kept.is_empty() {
            let class = is_entry.then_some(number);
            asked.extend(held.into_iter().map(|((place, phrasing), _)| Asked {
                phrasing,
                home: (number, place),
                class,
            }));
        }
        let kept: Vec<&str> = kept
            .into_iter()
            .map(|((_, phrasing), _)| *phrasing)
            .collect();
        if kept.is_empty() {
            *class = Class::default();
        } else {
            class.phrasings = kept;
        }
    }
    (taught, asked)
}

/// The part of each phrasing of a class: in turn, but phrasings of one mould together.
fn class_parts(class: &Class<'_>, count: usize) -> Vec<usize> {
    let mut parts: Vec<usize> = Vec::new();
    let mut moulds: Vec<(Vec<String>, usize)> = Vec::new();
    for phrasing in &class.phrasings {
        let words = stems(phrasing);
        let same = moulds
            .iter()
            .find(|(other, _)| jaccard(&words, other) >= SAME_MOULD);
        let part = same.map_or(moulds.len() % count, |(_, part)| *part);
        moulds.push((words, part));
        parts.push(part);
    }
    parts
}

/// The share of two sorted sets that both have.
fn jaccard(a: &[String], b: &[String]) -> f64 {
    let both = a
        .iter()
        .filter(|word| b.binary_search(word).is_ok())
        .count();
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_faq_is_learnt_from_less_often() {
        let cut = [0, 100, 1_200, 3_599, 3_600, 4_800, 6_000, 100_000].map(enough);
        assert_eq!(
            cut,
            [
                (5, 5),
                (5, 5),
                (5, 5),
                (5, 2),
                (3, 1),
                (4, 1),
                (5, 1),
                (5, 1)
            ]
        );
    }
}
