//! A map in bounded memory, whose values lose their meaning with time.

use std::{collections::HashMap, hash::Hash};

/// Before there are so many keys, none is looked at for whether it can be forgotten.
pub const SWEEP: usize = 4096;

/// A map that is now and then rid of what does not matter any more.
pub struct Forgetful<K, V> {
    /// What it holds.
    pub of: HashMap<K, V>,
    sweep_at: usize,
}

impl<K, V> Default for Forgetful<K, V> {
    fn default() -> Self {
        Self {
            of: HashMap::new(),
            sweep_at: SWEEP,
        }
    }
}

impl<K: Eq + Hash, V> Forgetful<K, V> {
    /// Lets go of what does not matter any more, when there is much.
    pub fn sweep(&mut self, matters: impl Fn(&V) -> bool) {
        if self.of.len() >= self.sweep_at {
            self.of.retain(|_, value| matters(value));
            self.sweep_at = SWEEP.max(2 * self.of.len());
        }
    }
}
