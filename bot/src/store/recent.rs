//! What was seen lately, in bounded memory: the fallback while the database is away.

use std::{collections::HashMap, hash::Hash};

/// Past this many keys the older half is dropped. A key and its value take some 50 bytes: 2 MB at most.
const CAPACITY: usize = 40_000;

/// A map that forgets what was put into it longest ago.
#[derive(Debug)]
pub(super) struct Recent<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
}

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self {
            young: HashMap::new(),
            old: HashMap::new(),
        }
    }
}

impl<K: Eq + Hash, V: Copy> Recent<K, V> {
    pub(super) fn get(&self, key: &K) -> Option<V> {
        self.young.get(key).or_else(|| self.old.get(key)).copied()
    }

    pub(super) fn insert(&mut self, key: K, value: V) {
        if self.young.len() >= CAPACITY / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }

    pub(super) fn remove_if(&mut self, unwanted: impl Fn(&K) -> bool) {
        self.young.retain(|key, _| !unwanted(key));
        self.old.retain(|key, _| !unwanted(key));
    }

    pub(super) fn remove(&mut self, key: &K) {
        self.young.remove(key);
        self.old.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_young_within_bounds() {
        let mut recent = Recent::default();
        for key in 0..10 * CAPACITY {
            recent.insert(key, key);
        }
        assert!(recent.young.len() + recent.old.len() <= CAPACITY);
        assert_eq!(recent.get(&(10 * CAPACITY - 1)), Some(10 * CAPACITY - 1));
        assert_eq!(recent.get(&0), None);
    }
}
