//! Who runs the bot.

use std::{collections::BTreeSet, fmt, str::FromStr, sync::Arc};

/// Those who run the bot, by Telegram's numbers of people; clones share them. `Debug` tells how many, and never who.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Admins(Arc<BTreeSet<i64>>);

/// It is no list of people's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoNumbers;

impl Admins {
    /// Whether a person is among them.
    pub fn has(&self, person: i64) -> bool {
        self.0.contains(&person)
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = i64> {
        self.0.iter().copied()
    }
}

impl FromStr for Admins {
    type Err = NoNumbers;

    /// Numbers of people are above zero; those of groups and channels, which are many people, below.
    fn from_str(text: &str) -> Result<Self, NoNumbers> {
        let numbers = text.split(',').map(str::trim).filter(|n| !n.is_empty());
        let people = numbers.map(|number| number.parse().ok().filter(|id| *id > 0));
        let people: Option<BTreeSet<i64>> = people.collect();
        let people = people.filter(|people| !people.is_empty());
        people.map(|people| Self(Arc::new(people))).ok_or(NoNumbers)
    }
}

impl fmt::Debug for Admins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} people", self.count())
    }
}
