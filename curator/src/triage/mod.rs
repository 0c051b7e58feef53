//! From what people asked in vain to changes of the FAQ, each with its consequence.
//!
//! Questions are `asked` once however many lines they came in; what needs no work is set `aside`; the rest is put together
//! (`cluster`) and each group (`grouping`) gets proposals: a `change`, with chosen `phrasings`, and for something new its `draft`.
//! `consequence` learns the FAQ with a change and tells what becomes right and wrong. `session` decides, by what a person types (`edit`) or by itself, and applies; `told` and
//! `words` are what the curator reads. All of it is pure; who calls reads files and writes them.
//!
//! What people pressed where the same was offered says what a group means, before the matcher is asked.

mod aside;
mod asked;
mod change;
mod cluster;
mod consequence;
mod draft;
mod edit;
mod grouping;
mod phrasings;
mod session;
mod told;
mod words;

use std::collections::BTreeMap;

use maklumat::matcher::Matcher;
use serde::Serialize;

pub use aside::Aside;
pub use asked::Asked;
pub use change::{Change, Refusal};
pub use consequence::{Base, Consequence, Flip, HeldOut, Served, Standing, Turn};
pub use session::{Done, Mode, Session};

use crate::{misses::Miss, presses::Lesson};
use grouping::{Grouping, HOME};

/// What questions without an answer come to.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Triage {
    /// Groups, those that most people ask first.
    pub groups: Vec<Group>,
    /// How many questions were left out, each as often as it was asked, by why.
    pub aside: BTreeMap<Aside, usize>,
    /// How often something without words, for want of consent, missed what was offered first; by its id, empty where nothing
    /// was offered.
    pub wordless: BTreeMap<String, usize>,
    /// What presses taught of offers that no group was made.
    pub lessons: Vec<Lesson>,
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
    /// What people pressed who were offered the same, where that says what is meant.
    pub taught: Option<Lesson>,
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
    /// Groups `misses` by what they ask, and proposes a change for each group of at least so many people; `lessons` say what is
    /// meant where something was offered.
    pub fn of(matcher: &Matcher, misses: &[Miss], lessons: &[Lesson], at_least: usize) -> Self {
        let sifted = Sifted::of(matcher, misses);
        let mut aside = sifted.aside;
        let grouping = Grouping::of(matcher, &sifted.open, &sifted.settled, lessons);
        let mut groups = grouping.groups();
        groups.sort_by_key(|group| std::cmp::Reverse((group.people, group.times)));
        let few = groups.partition_point(|group| group.people >= at_least);
        let few: usize = groups.split_off(few).iter().map(|group| group.times).sum();
        if few > 0 {
            aside.insert(Aside::Few, few);
        }
        let told = |lesson: &&Lesson| {
            let mut groups = groups.iter();
            groups.any(|group: &Group| group.taught.as_ref() == Some(*lesson))
        };
        let lessons = lessons
            .iter()
            .filter(|lesson| !told(lesson) && lesson.is_news());
        Self {
            lessons: lessons.cloned().collect(),
            wordless: wordless(misses),
            groups,
            aside,
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
