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
    tried::Tried,
};
use crate::text::normalise;

/// Into how many parts a FAQ is cut; each is asked of what was learnt from the others.
const FOLDS: usize = 5;

/// Two phrasings that share this much of their words are of one mould, and stay in one part.
const SAME_MOULD: f64 = 0.6;

/// So many phrasings asked show enough: of a FAQ of more, only as many parts are asked as hold them, and of a part of more, so
/// many evenly spread.
const ENOUGH: usize = 1_200;

/// What is learnt, and what became of the phrasings that were asked.
///
/// Each part is learnt without and asked by itself. Two at a time: more would hold tens of megabytes each.
pub fn learn(lesson: &Lesson<'_>) -> (Model, Vec<Tried>) {
    let parts = parts(lesson);
    let folds = folds(lesson);
    let next = AtomicUsize::new(0);
    let try_folds = || {
        let turn = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|fold| *fold < folds);
        iter::from_fn(turn)
            .map(|fold| (fold, try_fold(lesson, &parts, fold)))
            .collect::<Vec<_>>()
    };
    let (model, mut tried) = thread::scope(|scope| {
        let others = scope.spawn(try_folds);
        let model = Model::learn(lesson);
        let mut tried = try_folds();
        let others = others.join();
        tried.extend(others.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        (model, tried)
    });
    tried.sort_by_key(|(fold, _)| *fold);
    (
        model,
        tried.into_iter().flat_map(|(_, tried)| tried).collect(),
    )
}

/// How many parts are asked.
fn folds(lesson: &Lesson<'_>) -> usize {
    let classes = lesson.classes.iter();
    let phrasings: usize = classes.map(|class| class.phrasings.len()).sum();
    (ENOUGH * FOLDS).div_ceil(phrasings.max(1)).clamp(1, FOLDS)
}

/// A phrasing that is asked.
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
    let parts = parts(lesson);
    let examine = |fold| {
        let (taught, asked) = split(lesson, &parts, fold, |_| false);
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
        let folds: Vec<_> = (0..FOLDS)
            .map(|fold| scope.spawn(move || examine(fold)))
            .collect();
        let done = folds.into_iter().map(thread::ScopedJoinHandle::join);
        done.flat_map(|lost| lost.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    lost.sort_by_key(|lost| (lost.class, lost.phrasing));
    lost
}

fn try_fold(lesson: &Lesson<'_>, parts: &[Vec<usize>], fold: usize) -> Vec<Tried> {
    let has_gaps = lesson.classes.len() > lesson.entries;
    let is_absent = |class: usize| class % FOLDS == fold && (!has_gaps || class >= lesson.entries);
    let (taught, asked) = split(lesson, parts, fold, is_absent);
    let model = Model::learn(&taught);
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
    parts: &[Vec<usize>],
    fold: usize,
    is_absent: impl Fn(usize) -> bool,
) -> (Lesson<'a>, Vec<Asked<'a>>) {
    let mut taught = lesson.clone();
    let mut asked = Vec::new();
    for (number, (class, parts)) in taught.classes.iter_mut().zip(parts).enumerate() {
        let absent = is_absent(number);
        let phrasings = class.phrasings.iter().enumerate().zip(parts);
        let (kept, held): (Vec<_>, Vec<_>) =
            phrasings.partition(|(_, part)| !absent && **part != fold);
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

/// The part of each phrasing of each class: in turn, but phrasings of one mould together.
fn parts(lesson: &Lesson<'_>) -> Vec<Vec<usize>> {
    lesson
        .classes
        .iter()
        .map(|class| class_parts(class))
        .collect()
}

fn class_parts(class: &Class<'_>) -> Vec<usize> {
    let mut parts: Vec<usize> = Vec::new();
    let mut moulds: Vec<(Vec<String>, usize)> = Vec::new();
    for phrasing in &class.phrasings {
        let words = stems(phrasing);
        let same = moulds
            .iter()
            .find(|(other, _)| jaccard(&words, other) >= SAME_MOULD);
        let part = same.map_or(moulds.len() % FOLDS, |(_, part)| *part);
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
