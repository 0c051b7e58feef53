//! What may have been meant, and what a reader may want next.

use super::{Composer, all_quoted};
use crate::{
    faq::Entry,
    matcher::Part,
    reply::{Choice, Paragraph, Role, version},
};

/// Choices, and related entries, that one reply offers.
const OFFERED: usize = 3;

impl<'a> Composer<'a> {
    /// A question that may mean each of `entries`. One that is left alone is told, never a list of one.
    pub(super) fn choose(&mut self, part: &'a Part, entries: &[usize]) {
        match self.untold(entries).as_slice() {
            [] => {}
            [only] => self.likely(part, only, &[]),
            several => self.unsure.push((part, several.to_vec())),
        }
    }

    /// Those of `entries` that the reply does not tell already, each once.
    pub(super) fn untold(&self, entries: &[usize]) -> Vec<&'a Entry> {
        let mut untold: Vec<&Entry> = Vec::new();
        for entry in entries {
            let entry = version::current(self.faq, &self.faq.entries[*entry], self.reader.as_of);
            let known = untold.iter().any(|other| other.id == entry.id);
            if !known && !self.reply.told().any(|id| *id == entry.id) {
                untold.push(entry);
            }
        }
        untold
    }

    /// Names what may have been meant.
    pub(super) fn offer_choices(&mut self) {
        self.reply.choices = self.offer(self.in_turn().into_iter());
        if self.reply.choices.is_empty() {
            return;
        }
        let beside_likely = !self.several && !self.reply.likely.is_empty();
        if !beside_likely && !self.reply.paragraphs.is_empty() {
            let unsure: Vec<&Part> = self.unsure.iter().map(|(part, _)| *part).collect();
            let name = Paragraph::new(Role::Title, all_quoted(&unsure));
            self.reply.offer.push(name);
        }
        let offer = match beside_likely {
            true => self.words.or_else,
            false => self.words.did_you_mean,
        };
        self.reply.offer.push(Paragraph::new(Role::Text, offer));
    }

    /// The best choice for each question, then the second for each, and so on.
    fn in_turn(&self) -> Vec<&'a Entry> {
        let choices = || self.unsure.iter().map(|(_, entries)| entries);
        let rounds = choices().map(Vec::len).max().unwrap_or(0);
        (0..rounds)
            .flat_map(|round| choices().filter_map(move |entries| entries.get(round).copied()))
            .collect()
    }

    /// What the answers lead to; nothing beside choices, which come first.
    pub(super) fn related(&self) -> Vec<Choice> {
        if !self.reply.choices.is_empty() {
            return Vec::new();
        }
        let find = |id: &String| self.faq.entry(id);
        let told = self.reply.answered.iter().chain(&self.reply.likely);
        let related = told.filter_map(find).flat_map(|entry| &entry.related);
        self.offer(related.filter_map(find))
    }

    /// Up to three of `entries`, without what the reply tells.
    fn offer(&self, entries: impl Iterator<Item = &'a Entry>) -> Vec<Choice> {
        let mut offered: Vec<Choice> = Vec::new();
        for entry in entries {
            let entry = version::current(self.faq, entry, self.reader.as_of);
            let known = offered.iter().any(|other| other.entry == entry.id);
            let told = self.reply.told().any(|id| *id == entry.id);
            if !known && !told && offered.len() < OFFERED {
                offered.push(Choice::new(entry, self.reply.language));
            }
        }
        offered
    }
}
