//! From what was understood to a reply.

use std::collections::BTreeSet;

use super::{
    Choice, Outcome, Reader, Reply, Role, WhyNot, dates::date, provenance, small_talk, title,
    version,
};
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
    composer.why_not = understanding.parts.iter().filter_map(why_not).min();
    match worth_a_reply(&understanding.parts).as_slice() {
        [part] => composer.only(part),
        parts => composer.each(parts),
    }
    composer.finish()
}

/// The reply to a person who chose `entry` from a list.
pub fn entry(faq: &Faq, entry: &Entry, reader: &Reader) -> Reply {
    let mut composer = Composer::new(faq, reader, reader.language.unwrap_or_default());
    composer.answer(entry, Told::Outright);
    composer.finish()
}

/// The parts to speak of, answered ones first: nothing twice, and one alone of what is no question.
fn worth_a_reply(parts: &[Part]) -> Vec<&Part> {
    let mut worth: Vec<&Part> = Vec::new();
    for part in parts {
        if !worth
            .iter()
            .any(|other| other.verdict.decision == part.verdict.decision)
            || rank(part) == UNKNOWN
        {
            worth.push(part);
        }
    }
    worth.sort_by_key(|part| rank(part));
    let kept = match worth.first() {
        Some(first) if rank(first) < UNKNOWN => worth
            .iter()
            .take_while(|part| rank(part) <= UNKNOWN)
            .count(),
        _ => 1,
    };
    worth.truncate(kept);
    worth
}

/// The rank of a question that nothing is known of; what follows is no question.
const UNKNOWN: usize = 3;

fn rank(part: &Part) -> usize {
    match part.verdict.decision {
        Decision::Answer(_) | Decision::Likely { .. } => 0,
        Decision::Abstain(Reason::NotCovered(_) | Reason::NotTold(_)) => 1,
        Decision::Choices(_) => 2,
        Decision::Abstain(Reason::OutOfScope) => UNKNOWN,
        Decision::Abstain(Reason::TooVague) => 4,
        Decision::Abstain(Reason::SmallTalk(_)) => 5,
    }
}

fn why_not(part: &Part) -> Option<WhyNot> {
    let Decision::Abstain(reason) = part.verdict.decision else {
        return None;
    };
    Some(match reason {
        Reason::NotCovered(_) => WhyNot::NotCovered,
        Reason::NotTold(_) => WhyNot::NotTold,
        Reason::OutOfScope => WhyNot::OutOfScope,
        Reason::TooVague => WhyNot::TooVague,
        Reason::SmallTalk(_) => WhyNot::SmallTalk,
    })
}

/// How an entry's answer is told.
#[derive(Debug, Clone, Copy)]
enum Told {
    Outright,
    AsLikely,
    AsBackground,
}

/// A reply in the making.
struct Composer<'a> {
    faq: &'a Faq,
    reader: &'a Reader,
    reply: Reply,
    /// Dates of answers that tell of days long gone.
    old: BTreeSet<Date>,
    /// Parts that may mean several entries.
    unsure: Vec<(&'a Part, &'a [usize])>,
    /// Why parts are not answered: of several reasons the one that says most.
    why_not: Option<WhyNot>,
}

impl<'a> Composer<'a> {
    fn new(faq: &'a Faq, reader: &'a Reader, language: Language) -> Self {
        Self {
            faq,
            reader,
            reply: Reply::new(language),
            old: BTreeSet::new(),
            unsure: Vec::new(),
            why_not: None,
        }
    }

    /// A message with one question.
    fn only(&mut self, part: &'a Part) {
        let (faq, language) = (self.faq, self.reply.language);
        match &part.verdict.decision {
            Decision::Answer(entry) => self.answer(&faq.entries[*entry], Told::Outright),
            Decision::Likely { entry, others } => self.likely(part, *entry, others),
            Decision::Choices(entries) => self.unsure.push((part, entries)),
            Decision::Abstain(Reason::NotCovered(gap)) => self.gap(&faq.not_covered[*gap]),
            Decision::Abstain(Reason::NotTold(entry)) => self.not_told(*entry),
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
        let mut unknown = Vec::new();
        for part in parts {
            match &part.verdict.decision {
                Decision::Answer(entry) => {
                    self.name(part);
                    self.answer(&self.faq.entries[*entry], Told::Outright);
                }
                Decision::Likely { entry, others } => self.likely(part, *entry, others),
                Decision::Abstain(Reason::NotCovered(gap)) => {
                    self.name(part);
                    self.gap(&self.faq.not_covered[*gap]);
                }
                Decision::Abstain(Reason::NotTold(entry)) => {
                    self.name(part);
                    self.not_told(*entry);
                }
                Decision::Choices(entries) => self.unsure.push((part, entries)),
                Decision::Abstain(_) => unknown.push(*part),
            }
        }
        if !unknown.is_empty() {
            self.reply.say(Role::Title, all_quoted(&unknown));
            self.text(small_talk::unknown(self.reply.language));
            self.contact();
        }
    }

    /// Says what a part is about: a title, or its own words.
    fn name(&mut self, part: &Part) {
        let language = self.reply.language;
        let title = match part.verdict.decision {
            Decision::Answer(entry) => Some(title(&self.faq.entries[entry], language)),
            Decision::Abstain(Reason::NotCovered(gap)) => {
                let title = self.faq.not_covered[gap].title.as_ref();
                title.map(|title| title.get(language))
            }
            _ => None,
        };
        let name = title.map_or_else(|| quoted(&part.text), str::to_owned);
        self.reply.say(Role::Title, name);
    }

    /// What was probably meant, under a line that says so.
    fn likely(&mut self, part: &'a Part, entry: usize, others: &'a [usize]) {
        let language = self.reply.language;
        let heading = small_talk::likely(title(&self.faq.entries[entry], language), language);
        self.reply.say(Role::Title, heading);
        self.answer(&self.faq.entries[entry], Told::AsLikely);
        if !others.is_empty() {
            self.unsure.push((part, others));
        }
    }

    /// That the detail is not told, and what is of its topic.
    fn not_told(&mut self, entry: usize) {
        let (entry, language) = (&self.faq.entries[entry], self.reply.language);
        let line = small_talk::not_told(title(entry, language), language);
        self.text(line);
        self.answer(entry, Told::AsBackground);
    }

    fn answer(&mut self, asked: &'a Entry, how: Told) {
        let (faq, reader, language) = (self.faq, self.reader, self.reply.language);
        let entry = version::current(faq, asked, reader.as_of);
        let Some(told) = version::told(entry, reader.as_of) else {
            return self.not_yet(entry);
        };
        self.text(told.answer.get(language));
        if let Some(line) = provenance::line(faq, told, language) {
            self.reply.say(Role::Provenance, line);
        }
        if entry.id != asked.id {
            let (before, now) = (title(asked, language), title(entry, language));
            let note = small_talk::superseded(before, now, language);
            self.reply.say(Role::Warning, note);
        }
        match provenance::caveat(entry, told, reader, language) {
            Some(caveat) => self.reply.say(Role::Warning, caveat),
            None => self.old.extend(provenance::old(faq, entry, told, reader)),
        }
        let told = match how {
            Told::Outright => &mut self.reply.answered,
            Told::AsLikely => &mut self.reply.likely,
            Told::AsBackground => &mut self.reply.about,
        };
        told.push(entry.id.clone());
    }

    fn not_yet(&mut self, entry: &Entry) {
        let language = self.reply.language;
        if let (Some(asked), Some(begins)) = (self.reader.as_of, version::begins(entry)) {
            let asked = date(asked, language);
            let begins = date(begins, language);
            self.text(small_talk::not_yet(&asked, &begins, language));
            self.reply.about.push(entry.id.clone());
        }
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
        if !self.reply.choices.is_empty() {
            self.did_you_mean();
        }
        self.reply.related = self.related();
        self.reply.outcome = self.outcome();
        self.reply
    }

    /// Told from what the reply holds, so that it is never another than what is read: an answer whose story begins after
    /// the date that was asked for is none.
    fn outcome(&self) -> Outcome {
        let reply = &self.reply;
        if !reply.answered.is_empty() {
            return Outcome::Answer;
        }
        if !reply.likely.is_empty() || !reply.choices.is_empty() {
            return Outcome::Suggest;
        }
        Outcome::Abstain(self.why_not.unwrap_or(WhyNot::NotTold))
    }

    /// Said below everything else, since the choices stand there.
    fn did_you_mean(&mut self) {
        if !self.reply.paragraphs.is_empty() {
            let unsure: Vec<&Part> = self.unsure.iter().map(|(part, _)| *part).collect();
            self.reply.say(Role::Title, all_quoted(&unsure));
        }
        self.text(small_talk::did_you_mean(self.reply.language));
    }

    /// The best suggestion for each part, then the second for each, and so on.
    fn choices(&self) -> Vec<Choice> {
        let suggested = || self.unsure.iter().map(|(_, entries)| *entries);
        let rounds = suggested().map(<[usize]>::len).max().unwrap_or(0);
        let in_turn = (0..rounds)
            .flat_map(|round| suggested().filter_map(move |entries| entries.get(round)))
            .map(|entry| &self.faq.entries[*entry]);
        self.offer(in_turn)
    }

    fn related(&self) -> Vec<Choice> {
        let told = self.reply.answered.iter().chain(&self.reply.likely);
        let related = told
            .filter_map(|id| self.find(id))
            .flat_map(|entry| &entry.related);
        self.offer(related.filter_map(|id| self.find(id)))
    }

    /// Up to three of `entries`, without what the reply tells or offers already.
    fn offer(&self, entries: impl Iterator<Item = &'a Entry>) -> Vec<Choice> {
        let mut offered: Vec<Choice> = Vec::new();
        for entry in entries {
            let entry = version::current(self.faq, entry, self.reader.as_of);
            let mut before = self.reply.choices.iter().chain(&offered);
            let known = before.any(|other| other.entry == entry.id);
            let reply = &self.reply;
            let mut tellings = reply
                .answered
                .iter()
                .chain(&reply.likely)
                .chain(&reply.about);
            let told = tellings.any(|id| *id == entry.id);
            if !known && !told && offered.len() < OFFERED {
                offered.push(Choice::new(entry, self.reply.language));
            }
        }
        offered
    }

    fn find(&self, id: &str) -> Option<&'a Entry> {
        self.faq.entries.iter().find(|entry| entry.id == id)
    }
}

fn all_quoted(parts: &[&Part]) -> String {
    let quoted: Vec<String> = parts.iter().map(|part| quoted(&part.text)).collect();
    quoted.join(", ")
}

/// A person's own words, shortened.
fn quoted(words: &str) -> String {
    let printable = words.replace(char::is_control, " ");
    let mut words = printable.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(QUOTED) {
        words.truncate(end);
        words.push('…');
    }
    format!("“{words}”")
}
