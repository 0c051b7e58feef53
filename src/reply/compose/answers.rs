//! Telling an entry: outright, as the likely meaning, or as what is told of a topic.

use super::Composer;
use crate::{
    faq::Entry,
    matcher::Part,
    reply::{Role, dates::date, notice, provenance, title, version},
};

/// How an entry's answer is told.
#[derive(Debug, Clone, Copy)]
pub(super) enum Told {
    /// It is what was asked.
    Outright,
    /// It is what was probably asked.
    AsLikely,
    /// What was asked is not told; this is its topic.
    AsBackground,
}

impl<'a> Composer<'a> {
    /// What was probably meant, under a line that says so. What else may have been is offered below it, unless other
    /// questions stand between.
    pub(super) fn likely(&mut self, part: &'a Part, entry: &'a Entry, others: &[usize]) {
        let title = title(entry, self.reply.language);
        self.filled(Role::Title, self.words.likely, &[("title", title)]);
        self.answer(entry, Told::AsLikely);
        let others = self.untold(others);
        if !self.several && !self.reply.likely.is_empty() && !others.is_empty() {
            self.unsure.push((part, others));
        }
    }

    /// That the detail is not told, and what is of its topic.
    pub(super) fn not_told(&mut self, entry: &'a Entry) {
        let language = self.reply.language;
        let values = [
            ("sources_are", notice::sources_are(self.faq, language)),
            ("title", title(entry, language)),
        ];
        self.filled(Role::Title, self.words.not_told, &values);
        self.answer(entry, Told::AsBackground);
        self.lacking = true;
    }

    /// The answer of `asked`, or of what has taken its place, with date and sources.
    pub(super) fn answer(&mut self, asked: &'a Entry, how: Told) {
        let (faq, reader, language) = (self.faq, self.reader, self.reply.language);
        let entry = version::current(faq, asked, reader.as_of);
        let Some(told) = version::told(entry, reader.as_of) else {
            return self.not_yet(entry);
        };
        self.text(told.answer.get(language).trim());
        if let Some(line) = provenance::line(faq, told, language) {
            self.reply.say(Role::Provenance, line);
        }
        if let Some(history) = provenance::history(entry, told, language) {
            self.reply.say(Role::History, history);
        }
        if entry.id != asked.id {
            let values = [
                ("before", title(asked, language)),
                ("now", title(entry, language)),
            ];
            self.filled(Role::Warning, self.words.superseded, &values);
        }
        match provenance::caveat(entry, told, reader, language) {
            Some(caveat) => self.reply.say(Role::Warning, caveat),
            None => self.old.extend(provenance::old(faq, entry, told, reader)),
        }
        let ids = match how {
            Told::Outright => &mut self.reply.answered,
            Told::AsLikely => &mut self.reply.likely,
            Told::AsBackground => &mut self.reply.about,
        };
        ids.push(entry.id.clone());
    }

    /// That the story of `entry` begins later than the date that was asked for.
    fn not_yet(&mut self, entry: &Entry) {
        let language = self.reply.language;
        if let (Some(asked), Some(begins)) = (self.reader.as_of, version::begins(entry)) {
            let values = [
                ("asked", &*date(asked, language)),
                ("begins", &date(begins, language)),
                ("sources_are", notice::sources_are(self.faq, language)),
            ];
            self.filled(Role::Text, self.words.not_yet, &values);
            self.reply.about.push(entry.id.clone());
        }
    }
}
