//! Which of the updates that were fetched are still to be handled, and how far their sender may forget them.

use std::collections::{BTreeMap, btree_map::Entry};

/// Half of what the sender shows at once, the oldest first.
const CROWD: usize = 50;

/// The updates that the sender has handed out and not been told to forget.
#[derive(Debug, Default)]
pub struct Window {
    states: BTreeMap<i64, State>,
    forget_below: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Returned,
    Handled,
}

/// Whether an update was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// It was not.
    First,
    /// It was handed out again.
    Again,
}

impl Window {
    /// Takes note of an update.
    pub fn open(&mut self, id: i64) -> Sight {
        match self.states.entry(id) {
            Entry::Vacant(entry) => {
                entry.insert(State::Open);
                Sight::First
            }
            Entry::Occupied(mut entry) if *entry.get() == State::Returned => {
                entry.insert(State::Open);
                Sight::First
            }
            Entry::Occupied(_) => Sight::Again,
        }
    }

    /// Takes note that an update was handled, or parked.
    pub fn close(&mut self, id: i64) {
        if let Some(state) = self.states.get_mut(&id) {
            *state = State::Handled;
        }
        while let Some(first) = self.states.first_entry()
            && *first.get() == State::Handled
        {
            self.forget_below = Some(first.key() + 1);
            first.remove();
        }
    }

    /// Takes note that an update has to be handled again when it comes again.
    pub fn reopen(&mut self, id: i64) {
        if let Some(state) = self.states.get_mut(&id) {
            *state = State::Returned;
        }
    }

    /// Below which id the sender may forget: every update there is handled.
    pub fn offset(&self) -> Option<i64> {
        self.forget_below
    }

    /// The sender has forgotten what was below `offset`.
    pub fn confirmed(&mut self, offset: Option<i64>) {
        if self.forget_below == offset {
            // Ids can start anew, lower, after a quiet week; an offset that is kept would hide them.
            self.forget_below = None;
        }
    }

    /// Whether what is still to be handled leaves little of what the sender shows at once.
    pub fn is_crowded(&self) -> bool {
        self.states.len() >= CROWD
    }

    /// Whether an update is still to be handled.
    pub fn is_busy(&self) -> bool {
        !self.states.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telegram_forgets_nothing_before_everything_below_is_handled() {
        let mut window = Window::default();
        for id in [5, 6, 7] {
            assert_eq!(window.open(id), Sight::First);
        }
        window.close(6);
        assert_eq!(window.offset(), None);
        assert_eq!(window.open(6), Sight::Again);
        window.close(5);
        assert_eq!(window.offset(), Some(7));
        assert!(window.is_busy());
        window.close(7);
        assert_eq!(window.offset(), Some(8));
        assert!(!window.is_busy());
    }

    #[test]
    fn what_is_given_back_is_handled_when_it_comes_again() {
        let mut window = Window::default();
        window.open(5);
        window.reopen(5);
        assert!(window.is_busy());
        assert_eq!(window.offset(), None);
        assert_eq!(window.open(5), Sight::First);
        assert_eq!(window.open(5), Sight::Again);
    }

    #[test]
    fn what_was_parked_is_not_heard_of_again() {
        let mut window = Window::default();
        window.open(5);
        window.open(6);
        window.close(5);
        window.confirmed(Some(6));
        window.close(5);
        window.reopen(5);
        window.close(6);
        assert_eq!(window.offset(), Some(7));
        assert!(!window.is_busy());
    }

    #[test]
    fn a_confirmed_offset_is_dropped_so_that_ids_may_start_anew() {
        let mut window = Window::default();
        window.open(9_000);
        window.close(9_000);
        window.confirmed(Some(8_999));
        assert_eq!(window.offset(), Some(9_001));
        window.confirmed(Some(9_001));
        assert_eq!(window.offset(), None);
        assert_eq!(window.open(17), Sight::First);
    }
}
