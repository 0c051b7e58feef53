//! From what was understood to a reply.

use std::collections::BTreeSet;

use super::{Choice, Reader, Reply, Role, dates::date, provenance, small_talk, title, version};
use crate::{
    faq::{Date, Entry, Faq, Gap},
    matcher::{Decision, Part, Reason, Understanding},
    text::Language,
};

/// Choices, and related entries, that one reply offers.
const OFFERED: usize = 3;

/// Characters of a person's own words that are repeated to them.
const QUOTED: usize = 60;

/// The reply to a whole message.
pub fn render(faq: &Faq, understanding: &Understanding, reader: &Reader) -> Reply {
    let language = reader.language.unwrap_or(understanding.language);
    let mut composer = Composer::new(faq, reader, language);
    match worth_a_reply(&understanding.parts).as_slice() {
        [part] => composer.only(part),
        parts => composer.each(parts),
    }
    composer.finish()
}

/// The reply to a person who chose `entry` from a list.
pub fn entry(faq: &Faq, entry: &Entry, reader: &Reader) -> Reply {
    let mut composer = Composer::new(faq, reader, reader.language.unwrap_or_default());
    composer.answer(entry);
    composer.finish()
}

/// The parts to speak of: answered ones first, nothing twice, and pleasantries only when there is nothing else.
fn worth_a_reply(parts: &[Part]) -> Vec<&Part> {
    let mut worth: Vec<&Part> = Vec::new();
    for part in parts {
        if !worth.iter().any(|other| other.decision == part.decision) {
            worth.push(part);
        }
    }
    let rank = |part: &&Part| match part.decision {
        Decision::Answer(_) => 0,
        Decision::Suggest(_) => 1,
        Decision::Abstain(Reason::NotCovered(_)) => 2,
        Decision::Abstain(Reason::OutOfScope) => 3,
        Decision::Abstain(Reason::TooVague) => 4,
        Decision::Abstain(Reason::SmallTalk(_)) => 5,
    };
    worth.sort_by_key(rank);
    let says_something = worth.iter().take_while(|part| rank(part) < 4).count();
    worth.truncate(says_something.max(1));
    worth
}

/// A reply in the making.
struct Composer<'a> {
    faq: &'a Faq,
    reader: &'a Reader,
    reply: Reply,
    /// Dates of answers that tell of days long gone.
    old: BTreeSet<Date>,
    /// Suggestions of each part, best first.
    suggested: Vec<&'a [usize]>,
}

impl<'a> Composer<'a> {
    fn new(faq: &'a Faq, reader: &'a Reader, language: Language) -> Self {
        Self {
            faq,
            reader,
            reply: Reply::new(language),
            old: BTreeSet::new(),
            suggested: Vec::new(),
        }
    }

    /// A message with one question.
    fn only(&mut self, part: &'a Part) {
        let (faq, language) = (self.faq, self.reply.language);
        match &part.decision {
            Decision::Answer(entry) => self.answer(&faq.entries[*entry]),
            Decision::Suggest(entries) => self.suggest(entries),
            Decision::Abstain(Reason::NotCovered(gap)) => self.gap(&faq.not_covered[*gap]),
            Decision::Abstain(Reason::OutOfScope) => {
                self.text(small_talk::unknown(language));
                self.contact();
                self.text(small_talk::scope(faq, language));
            }
            Decision::Abstain(Reason::TooVague) => {
                self.text(small_talk::too_vague(language));
                self.text(small_talk::scope(faq, language));
            }
            Decision::Abstain(Reason::SmallTalk(talk)) => {
                self.text(small_talk::line(*talk, faq, language));
            }
        }
    }

    /// A message with several questions: each under its name.
    fn each(&mut self, parts: &[&'a Part]) {
        for part in parts {
            let name = self.name(part);
            self.reply.say(Role::Title, name);
            match &part.decision {
                Decision::Answer(entry) => self.answer(&self.faq.entries[*entry]),
                Decision::Suggest(entries) => self.suggest(entries),
                Decision::Abstain(Reason::NotCovered(gap)) => self.gap(&self.faq.not_covered[*gap]),
                Decision::Abstain(_) => self.text(small_talk::unknown(self.reply.language)),
            }
        }
        let unknown = |part: &&Part| part.decision == Decision::Abstain(Reason::OutOfScope);
        if parts.iter().any(unknown) {
            self.contact();
        }
    }

    /// What a part is about: a title, or its own words.
    fn name(&self, part: &Part) -> String {
        let language = self.reply.language;
        match &part.decision {
            Decision::Answer(entry) => title(&self.faq.entries[*entry], language).to_owned(),
            Decision::Abstain(Reason::NotCovered(gap)) => match &self.faq.not_covered[*gap].title {
                Some(title) => title.get(language).to_owned(),
                None => quoted(&part.text),
            },
            _ => quoted(&part.text),
        }
    }

    fn answer(&mut self, asked: &'a Entry) {
        let language = self.reply.language;
        let entry = version::current(self.faq, asked, self.reader.as_of);
        let Some(told) = version::told(entry, self.reader.as_of) else {
            return self.not_yet(entry);
        };
        self.text(told.answer.get(language));
        if let Some(line) = provenance::line(self.faq, told, language) {
            self.reply.say(Role::Provenance, line);
        }
        if entry.id != asked.id {
            let note =
                small_talk::superseded(title(asked, language), title(entry, language), language);
            self.reply.say(Role::Warning, note);
        }
        if let Some(caveat) = provenance::caveat(entry, told, self.reader, language) {
            self.reply.say(Role::Warning, caveat);
        }
        self.old
            .extend(provenance::old(self.faq, told, self.reader));
        self.reply.answered.push(entry.id.clone());
    }

    fn not_yet(&mut self, entry: &Entry) {
        let language = self.reply.language;
        if let (Some(asked), Some(begins)) = (self.reader.as_of, version::begins(entry)) {
            let asked = date(asked, language);
            let begins = date(begins, language);
            self.text(small_talk::not_yet(&asked, &begins, language));
        }
    }

    fn suggest(&mut self, entries: &'a [usize]) {
        self.text(small_talk::did_you_mean(self.reply.language));
        self.suggested.push(entries);
    }

    /// The answer of a gap says itself where to turn.
    fn gap(&mut self, gap: &Gap) {
        self.text(gap.answer.get(self.reply.language));
    }

    fn contact(&mut self) {
        if let Some(contact) = &self.faq.notice.contact {
            self.text(contact.get(self.reply.language));
        }
    }

    fn text(&mut self, text: impl Into<String>) {
        self.reply.say(Role::Text, text);
    }

    fn finish(mut self) -> Reply {
        if let Some(note) = provenance::old_note(&self.old, self.reply.language) {
            self.reply.say(Role::Warning, note);
        }
        self.reply.choices = self.choices();
        self.reply.related = self.related();
        self.reply
    }

    /// The best suggestion of each part, then each part's second, and so on.
    fn choices(&self) -> Vec<Choice> {
        let rounds = self
            .suggested
            .iter()
            .map(|part| part.len())
            .max()
            .unwrap_or(0);
        let in_turn = (0..rounds)
            .flat_map(|round| {
                self.suggested
                    .iter()
                    .filter_map(move |part| part.get(round))
            })
            .map(|entry| &self.faq.entries[*entry]);
        self.offer(in_turn)
    }

    fn related(&self) -> Vec<Choice> {
        let answered = self.reply.answered.iter();
        let related = answered
            .filter_map(|id| self.find(id))
            .flat_map(|entry| &entry.related);
        self.offer(related.filter_map(|id| self.find(id)))
    }

    /// Up to three of `entries`, without what the reply tells or offers already.
    fn offer<'b>(&self, entries: impl Iterator<Item = &'b Entry>) -> Vec<Choice> {
        let mut offered: Vec<Choice> = Vec::new();
        for entry in entries {
            let known = self.reply.answered.contains(&entry.id)
                || self
                    .reply
                    .choices
                    .iter()
                    .chain(&offered)
                    .any(|other| other.entry == entry.id);
            if !known && offered.len() < OFFERED {
                offered.push(Choice::new(entry, self.reply.language));
            }
        }
        offered
    }

    fn find(&self, id: &str) -> Option<&'a Entry> {
        self.faq.entries.iter().find(|entry| entry.id == id)
    }
}

/// A person's own words, shortened.
fn quoted(words: &str) -> String {
    let mut words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(QUOTED) {
        words.truncate(end);
        words.push('…');
    }
    format!("“{words}”")
}
