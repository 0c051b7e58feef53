//! From what people asked in vain to changes of the FAQ, each with its consequence.
//!
//! Questions are `asked` once however many lines they came in; what needs no work is set `aside`; the rest is put together
//! (`cluster`) and each group gets proposals: a `change`, with chosen `phrasings`, and for something new its `draft`.
//! `consequence` learns the FAQ with a change and tells what becomes right and wrong. `session` decides, by what a person types (`edit`) or by itself, and applies; `told` and
//! `words` are what the curator reads. All of it is pure; who calls reads files and writes them.
//!
//! Another source of proposals, such as what people press, makes [`Proposal`]s of its own: neither `consequence` nor `session`
//! asks where one comes from.

mod aside;
mod asked;
mod change;
mod cluster;
mod consequence;
mod draft;
mod edit;
mod phrasings;
mod session;
mod told;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use maklumat::{
    faq::{Gap, Localized},
    matcher::{CandidateKind, Compared, Matcher},
};
use serde::Serialize;

pub use aside::Aside;
pub use asked::Asked;
pub use change::{Change, Refusal};
pub use consequence::{Base, Consequence, Flip, HeldOut, Served, Standing, Turn};
pub use session::{Done, Mode, Session};

use crate::misses::Miss;
use phrasings::Taken;

/// From this mean chance on, a group belongs to the entry or gap that is nearest: measured as `cluster` was, eight groups in ten
/// do. Below, fewer than half did, and the FAQ is taken to have nothing like it.
const HOME: f64 = 0.5;

/// A gap is home from less on, where nothing else is nearly as likely: those that are surer are told it already, and whoever
/// is told so in vain loses no answer.
const HOME_GAP: f64 = 0.15;
const AHEAD: f64 = 3.0;

/// Entries and gaps that are named beside a group.
const NEAREST: usize = 3;

/// What questions without an answer come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Triage {
    /// Groups, those that most people ask first.
    pub groups: Vec<Group>,
    /// How many questions were left out, each as often as it was asked, by why.
    pub aside: BTreeMap<Aside, usize>,
    /// How often something without words, for want of consent, missed what was offered first; by its id, empty where nothing
    /// was offered.
    pub wordless: BTreeMap<String, usize>,
}

/// Questions that ask the same, and what to do about them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Each question once, the most asked first.
    pub questions: Vec<Asked>,
    /// How often they were asked.
    pub times: usize,
    /// By how many people, as far as that is known: who asks in two wordings counts twice.
    pub people: usize,
    /// What they are nearest to, best first.
    pub nearest: Vec<Near>,
    /// What to do.
    pub proposal: Proposal,
    /// What else could be done.
    pub others: Vec<Change>,
}

/// An entry or gap that a group may be about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Near {
    /// Its id.
    pub id: String,
    /// Whether it is a gap.
    pub gap: bool,
    /// The mean chance that it is what was asked.
    pub chance: f64,
}

/// A change, and whom it should serve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proposal {
    /// What to change.
    #[serde(flatten)]
    pub change: Change,
    /// What people asked that it should serve, different wordings, the most asked first.
    #[serde(skip)]
    pub serves: Vec<String>,
}

impl Triage {
    /// Groups `misses` by what they ask, and proposes a change for each group of at least so many people.
    pub fn of(matcher: &Matcher, misses: &[Miss], at_least: usize) -> Self {
        let sifted = Sifted::of(matcher, misses);
        let mut aside = sifted.aside;
        let mut groups = Grouping::of(matcher, &sifted.open, &sifted.settled).groups();
        groups.sort_by_key(|group| std::cmp::Reverse((group.people, group.times)));
        let few = groups.partition_point(|group| group.people >= at_least);
        let few: usize = groups.split_off(few).iter().map(|group| group.times).sum();
        if few > 0 {
            aside.insert(Aside::Few, few);
        }
        Self {
            groups,
            aside,
            wordless: wordless(misses),
        }
    }
}

/// Questions, sifted.
#[derive(Default)]
struct Sifted {
    /// Those that need work, most asked first.
    open: Vec<Asked>,
    /// Those that the FAQ settles by now. They say what questions like them are about.
    settled: Vec<Asked>,
    aside: BTreeMap<Aside, usize>,
}

impl Sifted {
    fn of(matcher: &Matcher, misses: &[Miss]) -> Self {
        let mut sifted = Self::default();
        let mut open: BTreeMap<String, Asked> = BTreeMap::new();
        for asked in Asked::all(misses) {
            match aside::sift(matcher, &asked) {
                // What is alike once redacted is one question.
                Ok(question) => open.entry(question).or_default().take_in(asked),
                Err(why) => {
                    *sifted.aside.entry(why).or_default() += asked.times;
                    if matches!(why, Aside::Named | Aside::Answered) {
                        sifted.settled.push(asked);
                    }
                }
            }
        }
        let open = open.into_iter();
        sifted.open = open
            .map(|(question, asked)| Asked { question, ..asked })
            .collect();
        let most_asked = |asked: &Asked| std::cmp::Reverse((asked.people, asked.times));
        sifted.open.sort_by_key(most_asked);
        sifted.settled.sort_by_key(most_asked);
        let beyond = sifted.open.split_off(sifted.open.len().min(cluster::MOST));
        let beyond: usize = beyond.iter().map(|asked| asked.times).sum();
        if beyond > 0 {
            sifted.aside.insert(Aside::Beyond, beyond);
        }
        sifted.settled.truncate(cluster::MOST - sifted.open.len());
        sifted
    }
}

fn wordless(misses: &[Miss]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for miss in misses.iter().filter(|miss| miss.question.is_none()) {
        let first = miss.offered.first().cloned().unwrap_or_default();
        *counts.entry(first).or_default() += miss.times;
    }
    counts
}

/// Questions, compared.
struct Grouping<'a> {
    matcher: &'a Matcher,
    /// Those that need work, and then those that are settled.
    all: Vec<&'a Asked>,
    /// How many need work.
    open: usize,
    /// Their words without what stands where something was taken out.
    texts: Vec<String>,
    taken: Taken,
}

impl<'a> Grouping<'a> {
    fn of(matcher: &'a Matcher, open: &'a [Asked], settled: &'a [Asked]) -> Self {
        let all: Vec<&Asked> = open.iter().chain(settled).collect();
        let texts = all
            .iter()
            .map(|asked| aside::without_marks(&asked.question));
        Self {
            matcher,
            texts: texts.collect(),
            all,
            open: open.len(),
            taken: Taken::of(matcher.faq()),
        }
    }

    fn groups(&self) -> Vec<Group> {
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
        let (change, others) = self.changes(&nearest, phrasings, &typical, refused, ids);
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
            questions,
            nearest,
            others,
        })
    }

    /// Whether the FAQ answers a question outright, though people refused it.
    fn answers(&self, asked: &Asked) -> bool {
        use maklumat::matcher::Decision::Answer;
        let understanding = self.matcher.understand(&asked.question);
        let mut parts = understanding.parts.iter();
        parts.any(|part| matches!(part.verdict.decision, Answer(_)))
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

    /// What to do, and what else could be done.
    fn changes(
        &self,
        nearest: &[Near],
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
        let home = home(nearest);
        let more = home.map(|home| Change::Phrasings {
            of: home.id.clone(),
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

impl Triage {
    /// Each group by its first question, and how often it was asked.
    pub fn sums(&self) -> Vec<(String, usize)> {
        let groups = self.groups.iter();
        let named = groups.filter_map(|group| Some((group.questions.first()?, group.times)));
        named
            .map(|(first, times)| (first.question.clone(), times))
            .collect()
    }
}

impl Group {
    /// Whether what it belongs to is as good as certain, so that nobody need look: something new, or what is home beyond doubt.
    pub fn is_sure(&self) -> bool {
        let Change::Phrasings { of, .. } = &self.proposal.change else {
            return true;
        };
        let home = self.nearest.iter().find(|near| near.id == *of);
        home.is_some_and(|home| home.chance >= HOME)
    }
}

/// The entry or gap that a group belongs to, if the FAQ has one.
fn home(nearest: &[Near]) -> Option<&Near> {
    let first = nearest.first()?;
    let next = nearest.get(1).map_or(0.0, |next| next.chance);
    let gap = first.gap && first.chance >= HOME_GAP && first.chance >= next * AHEAD;
    (first.chance >= HOME || gap).then_some(first)
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
