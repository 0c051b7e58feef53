//! From what was understood to a reply.

mod answers;
mod choices;
mod worth;

use std::collections::BTreeSet;

use super::{
    Outcome, Paragraph, Reader, Reply, Role, WhyNot, notice, provenance, small_talk, title,
    words::Words,
};
use crate::{
    faq::{Date, Entry, Faq},
    matcher::{Decision, Part, Reason, Understanding},
    text::Language,
};

use answers::Told;

/// Characters of a person's own words that are repeated to them.
const QUOTED: usize = 60;

/// The reply to a whole message.
pub fn render(faq: &Faq, understanding: &Understanding, reader: &Reader) -> Reply {
    let asked = reader.language.unwrap_or(understanding.language);
    let mut composer = Composer::new(faq, reader, asked);
    let parts = worth::a_reply(&understanding.parts);
    composer.why_not = understanding.parts.iter().filter_map(worth::why_not).min();
    composer.several = parts.len() > 1;
    for part in parts {
        composer.part(part);
    }
    composer.finish()
}

/// The reply to a person who chose `entry` from a list.
pub fn entry(faq: &Faq, entry: &Entry, reader: &Reader) -> Reply {
    let mut composer = Composer::new(faq, reader, reader.language.unwrap_or_default());
    composer.answer(entry, Told::Outright);
    composer.finish()
}

/// A reply in the making.
struct Composer<'a> {
    faq: &'a Faq,
    reader: &'a Reader,
    words: &'static Words,
    reply: Reply,
    /// Whether the message holds several questions, so that each is told under its name.
    several: bool,
    /// Dates of answers that tell of days long gone.
    old: BTreeSet<Date>,
    /// Questions among several that nothing is known of.
    unknown: Vec<&'a Part>,
    /// Whether something was asked that the notices do not tell.
    lacking: bool,
    /// Questions that may mean several entries, each with those that are not told.
    unsure: Vec<(&'a Part, Vec<&'a Entry>)>,
    /// Why parts are not answered: of several reasons the one that says most.
    why_not: Option<WhyNot>,
}

impl<'a> Composer<'a> {
    fn new(faq: &'a Faq, reader: &'a Reader, asked: Language) -> Self {
        let language = faq.notice.spoken(asked);
        Self {
            faq,
            reader,
            words: Words::of(language),
            reply: Reply::new(language),
            several: false,
            old: BTreeSet::new(),
            unknown: Vec::new(),
            lacking: false,
            unsure: Vec::new(),
            why_not: None,
        }
    }

    /// One question; among several under its name.
    fn part(&mut self, part: &'a Part) {
        let faq = self.faq;
        match &part.verdict.decision {
            Decision::Answer(entry) => {
                let entry = &faq.entries[*entry];
                self.name(title(entry, self.reply.language));
                self.answer(entry, Told::Outright);
            }
            Decision::Likely { entry, others } => self.likely(part, &faq.entries[*entry], others),
            Decision::Choices(entries) => self.choose(part, entries),
            Decision::Abstain(reason) => self.abstain(part, *reason),
        }
    }

    fn abstain(&mut self, part: &'a Part, reason: Reason) {
        let (faq, language) = (self.faq, self.reply.language);
        match reason {
            Reason::NotCovered(gap) => {
                let gap = &faq.not_covered[gap];
                let title = gap.title.as_ref().map(|title| title.get(language));
                self.name(title.unwrap_or(&quoted(&part.text)));
                // The answer of a gap says itself where to turn.
                self.text(gap.answer.get(language).trim());
                self.reply.gaps.push(gap.id.clone());
            }
            Reason::NotTold(entry) => {
                self.name(&quoted(&part.text));
                self.not_told(&faq.entries[entry]);
            }
            Reason::OutOfScope if self.several => self.unknown.push(part),
            Reason::OutOfScope => {
                self.unknown();
                self.turn_to();
                self.text(notice::scope(faq, language));
            }
            Reason::TooVague => {
                self.text(self.words.too_vague);
                self.text(notice::scope(faq, language));
            }
            Reason::SmallTalk(talk) => self.text(small_talk::line(talk, faq, language)),
        }
    }

    /// Says what a part is about, where there are several.
    fn name(&mut self, name: &str) {
        if self.several {
            self.reply.say(Role::Title, name);
        }
    }

    fn unknown(&mut self) {
        let unknown = notice::of_sources(self.words.unknown, self.faq, self.reply.language);
        self.text(unknown);
    }

    fn turn_to(&mut self) {
        if let Some(contact) = notice::turn_to(self.faq, self.reply.language) {
            self.text(contact);
        }
    }

    fn text(&mut self, text: impl Into<String>) {
        self.reply.say(Role::Text, text);
    }

    fn filled(&mut self, role: Role, sentence: &str, values: &[(&str, &str)]) {
        let paragraph = Paragraph::filled(role, sentence, values);
        self.reply.paragraphs.push(paragraph);
    }

    /// What concerns the reply as a whole, below its answers.
    fn finish(mut self) -> Reply {
        if let Some(note) = provenance::old_note(&self.old, self.reply.language) {
            self.reply.say(Role::Warning, note);
        }
        if !self.unknown.is_empty() {
            self.reply.say(Role::Title, all_quoted(&self.unknown));
            self.unknown();
        }
        if self.lacking || !self.unknown.is_empty() {
            self.turn_to();
        }
        self.offer_choices();
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
