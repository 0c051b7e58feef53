//! Questions put together, what each group is about, and what to do about it.

use std::collections::{BTreeMap, BTreeSet};

use maklumat::{
    faq::{Gap, Localized},
    matcher::{CandidateKind, Compared, Decision, Matcher},
};
use maklumat_store::without_marks;

use super::{Asked, Change, Group, Near, Proposal, cluster, draft, phrasings};
use crate::{presses::Lesson, saying::sayings};

/// From this mean chance on, a group belongs to the entry or gap that is nearest: measured as `cluster` was, eight groups in ten
/// do. Below, fewer than half did, and the FAQ is taken to have nothing like it.
pub(super) const HOME: f64 = 0.5;

/// A gap is home from less on, where nothing else is nearly as likely: those that are surer are told it already, and whoever
/// is told so in vain loses no answer.
const HOME_GAP: f64 = 0.15;
const AHEAD: f64 = 3.0;

/// Entries and gaps that are named beside a group.
const NEAREST: usize = 3;

/// Questions, compared.
pub(super) struct Grouping<'a> {
    matcher: &'a Matcher,
    /// Those that need work, and then those that are settled.
    all: Vec<&'a Asked>,
    /// How many need work.
    open: usize,
    /// Their words without what stands where something was taken out.
    texts: Vec<String>,
    /// What the FAQ says already.
    taken: BTreeSet<Vec<String>>,
    lessons: &'a [Lesson],
}

impl<'a> Grouping<'a> {
    pub(super) fn of(
        matcher: &'a Matcher,
        open: &'a [Asked],
        settled: &'a [Asked],
        lessons: &'a [Lesson],
    ) -> Self {
        let all: Vec<&Asked> = open.iter().chain(settled).collect();
        let texts = all.iter().map(|asked| without_marks(&asked.question));
        Self {
            matcher,
            texts: texts.collect(),
            all,
            open: open.len(),
            taken: sayings(matcher.faq()),
            lessons,
        }
    }

    pub(super) fn groups(&self) -> Vec<Group> {
        let texts: Vec<&str> = self.texts.iter().map(String::as_str).collect();
        let (groups, compared) = cluster::groups(self.matcher, &texts);
        let mut ids = BTreeSet::new();
        groups
            .iter()
            .filter_map(|members| self.group(members, &compared, &mut ids))
            .collect()
    }

    /// A group, if any of its questions needs work; `ids` are those that groups before it would bring in.
    fn group(
        &self,
        all: &[usize],
        compared: &Compared,
        ids: &mut BTreeSet<String>,
    ) -> Option<Group> {
        let members = &all[..all.partition_point(|number| *number < self.open)];
        if members.is_empty() {
            return None;
        }
        let questions: Vec<Asked> = members
            .iter()
            .map(|number| self.all[*number].clone())
            .collect();
        let nearest = self.nearest(all);
        let shown: Vec<&str> = self
            .all
            .iter()
            .map(|asked| asked.question.as_str())
            .collect();
        let phrasings = phrasings::choose(members, &shown, compared, &self.taken);
        let typical = typical(members, compared);
        let typical: Vec<&str> = typical
            .into_iter()
            .map(|number| self.texts[number].as_str())
            .collect();
        let refused = questions
            .iter()
            .any(|asked| !asked.refused.is_empty() && self.answers(asked));
        let taught = self.taught(&questions);
        let home = match taught {
            Some(lesson) => Some(&lesson.meant),
            None => home(&nearest),
        };
        let (change, others) = self.changes(home, phrasings, &typical, refused, ids);
        Some(Group {
            times: questions.iter().map(|asked| asked.times).sum(),
            people: questions.iter().map(|asked| asked.people).sum(),
            proposal: Proposal {
                change,
                serves: questions
                    .iter()
                    .map(|asked| asked.question.clone())
                    .collect(),
            },
            taught: taught.cloned(),
            questions,
            nearest,
            others,
        })
    }

    /// Whether the FAQ answers a question outright, though people refused it.
    fn answers(&self, asked: &Asked) -> bool {
        let understanding = self.matcher.understand(&asked.question);
        let mut parts = understanding.parts.iter();
        parts.any(|part| matches!(part.verdict.decision, Decision::Answer(_)))
    }

    /// What the questions are nearest to: the mean of the chances, each counted as often as it was asked, without what was
    /// refused.
    fn nearest(&self, members: &[usize]) -> Vec<Near> {
        let mut sums: BTreeMap<(String, bool), f64> = BTreeMap::new();
        let mut times = 0.0;
        for number in members {
            let asked = self.all[*number];
            let weight = asked.times as f64;
            times += weight;
            for candidate in self.matcher.explain_whole(&self.texts[*number]).candidates {
                if !asked.refused.contains(&candidate.id) {
                    let key = (candidate.id, candidate.kind == CandidateKind::Gap);
                    *sums.entry(key).or_default() += candidate.chance * weight;
                }
            }
        }
        let nearest = sums.into_iter().map(|((id, gap), sum)| Near {
            id,
            gap,
            chance: sum / times,
        });
        let mut nearest: Vec<Near> = nearest.collect();
        nearest.sort_by(|a, b| b.chance.total_cmp(&a.chance));
        nearest.truncate(NEAREST);
        nearest
    }

    /// What presses say that questions mean, more than half of them, each counted as often as it was asked.
    fn taught(&self, questions: &[Asked]) -> Option<&'a Lesson> {
        let times = |lesson: &Lesson| -> usize {
            let offered = questions.iter().filter(|asked| {
                asked.offers.contains(&lesson.offered) && !asked.refused.contains(&lesson.meant)
            });
            offered.map(|asked| asked.times).sum()
        };
        let all: usize = questions.iter().map(|asked| asked.times).sum();
        let lessons = self.lessons.iter().map(|lesson| (times(lesson), lesson));
        let known = lessons.filter(|(times, lesson)| {
            2 * times > all && self.matcher.faq().path(&lesson.meant).is_some()
        });
        known
            .max_by_key(|(times, _)| *times)
            .map(|(_, lesson)| lesson)
    }

    /// What to do, and what else could be done.
    fn changes(
        &self,
        home: Option<&String>,
        phrasings: Vec<String>,
        typical: &[&str],
        refused: bool,
        ids: &mut BTreeSet<String>,
    ) -> (Change, Vec<Change>) {
        let faq = self.matcher.faq();
        let id = draft::new_id(self.matcher, typical, ids);
        ids.insert(id.clone());
        let title: Option<Localized> = draft::title(faq, typical);
        let gap = Change::NewGap(Gap {
            id: id.clone(),
            title: title.clone(),
            phrasings: phrasings.clone(),
            answer: draft::untold(faq),
        });
        let more = home.map(|home| Change::Phrasings {
            of: home.clone(),
            phrasings: phrasings.clone(),
        });
        let entry = Change::DraftEntry {
            id,
            title,
            phrasings,
        };
        match more {
            _ if refused => (entry, more.into_iter().chain([gap]).collect()),
            Some(more) => (more, vec![gap, entry]),
            None => (gap, vec![entry]),
        }
    }
}

/// The entry or gap that a group belongs to, if the FAQ has one.
fn home(nearest: &[Near]) -> Option<&String> {
    let first = nearest.first()?;
    let next = nearest.get(1).map_or(0.0, |next| next.chance);
    let gap = first.gap && first.chance >= HOME_GAP && first.chance >= next * AHEAD;
    (first.chance >= HOME || gap).then_some(&first.id)
}

/// The members of a group, those that are most like the others first.
fn typical(members: &[usize], compared: &Compared) -> Vec<usize> {
    let alike = |number: usize| -> f32 {
        let others = members.iter().filter(|other| **other != number);
        others.map(|other| compared.likeness(number, *other)).sum()
    };
    let mut ranked: Vec<(f32, usize)> = members
        .iter()
        .map(|number| (alike(*number), *number))
        .collect();
    ranked.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    ranked.into_iter().map(|(_, number)| number).collect()
}
