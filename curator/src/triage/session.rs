//! Going through proposals one by one: what each would bring, whether it is made, and the file with it.

use std::io::{self, BufRead, Write};

use maklumat::{
    faq::{Document, Faq},
    text::Language,
};

use super::{
    Base, Change, Consequence, Group, Proposal, Refusal, Triage,
    aside::sift,
    edit::{Command, edited},
    told,
    words::Words,
};
use crate::sentences::fill;

/// Who decides.
pub enum Mode<'a> {
    /// Nobody: what makes nothing worse is made, and nothing else.
    Harmless,
    /// A person, who is asked.
    Asking {
        /// What is typed.
        input: &'a mut dyn BufRead,
    },
}

/// What became of the proposals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// How many were made.
    pub made: usize,
    /// How many were not.
    pub left: usize,
}

/// The FAQ that is edited.
pub struct Session<'a> {
    /// The FAQ as it stands, learnt.
    pub base: Base,
    /// The same as it stands in the file.
    pub document: Document,
    /// The language of what is told.
    pub language: Language,
    /// Writes the file anew.
    pub save: &'a mut dyn FnMut(&str) -> io::Result<()>,
}

/// What is done about one group.
enum Step {
    Made(String),
    Left,
    Quit,
}

impl Session<'_> {
    /// Goes through the groups of a triage, and tells `out` what it does.
    pub fn run(
        mut self,
        triage: &Triage,
        mut mode: Mode<'_>,
        out: &mut dyn Write,
    ) -> io::Result<Done> {
        let mut done = Done::default();
        let mut last: Option<String> = None;
        for (number, group) in (1..).zip(&triage.groups) {
            writeln!(
                out,
                "{}",
                group.to_text(number, self.base.matcher.faq(), self.language)
            )?;
            let step = match self.is_settled(group) {
                true => {
                    writeln!(out, "  {}", self.words().settled_by_now)?;
                    Step::Left
                }
                false => match &mut mode {
                    Mode::Harmless => self.decide(group, out)?,
                    Mode::Asking { input } => self.ask(group, last.as_deref(), *input, out)?,
                },
            };
            match step {
                Step::Made(id) => {
                    done.made += 1;
                    last = Some(id);
                }
                Step::Left => done.left += 1,
                Step::Quit => {
                    done.left += triage.groups.len() - number + 1;
                    break;
                }
            }
        }
        let made = fill(
            self.words().done,
            &[("made", &done.made), ("left", &done.left)],
        );
        writeln!(out, "\n{made}")?;
        Ok(done)
    }

    fn words(&self) -> &'static Words {
        Words::of(self.language)
    }

    /// Why a proposal cannot be made.
    fn not_made(&self, refusal: &Refusal) -> String {
        fill(
            self.words().not_made,
            &[("why", &refusal.told(self.language))],
        )
    }

    /// Whether changes that were made before serve a group too.
    fn is_settled(&self, group: &Group) -> bool {
        let mut questions = group.questions.iter();
        questions.all(|asked| sift(&self.base.matcher, asked).is_err())
    }

    /// Makes a proposal if it is sure where it belongs, helps, and makes nothing worse.
    fn decide(&mut self, group: &Group, out: &mut dyn Write) -> io::Result<Step> {
        let proposal = &group.proposal;
        let Some(consequence) = self.consequence(proposal, out)? else {
            return Ok(Step::Left);
        };
        if !group.is_sure() {
            writeln!(out, "  {}", self.words().left_as_unsure)?;
            return Ok(Step::Left);
        }
        if !consequence.is_harmless() {
            writeln!(out, "  {}", self.words().left_as_harmful)?;
            return Ok(Step::Left);
        }
        if !consequence.helps() {
            writeln!(out, "  {}", self.words().left_as_useless)?;
            return Ok(Step::Left);
        }
        self.make(&proposal.change, consequence, out)
    }

    /// Tells what a proposal would bring, or why it cannot be made.
    fn consequence(
        &self,
        proposal: &Proposal,
        out: &mut dyn Write,
    ) -> io::Result<Option<Consequence>> {
        match self.base.consequence(proposal) {
            Ok(consequence) => {
                write!(out, "{}", consequence.to_text(self.language))?;
                Ok(Some(consequence))
            }
            Err(refusal) => {
                writeln!(out, "  {}", self.not_made(&refusal))?;
                Ok(None)
            }
        }
    }

    fn make(
        &mut self,
        change: &Change,
        consequence: Consequence,
        out: &mut dyn Write,
    ) -> io::Result<Step> {
        let mut document = self.document.clone();
        if let Err(refusal) = change.apply(&mut document) {
            writeln!(out, "  {}", self.not_made(&refusal))?;
            return Ok(Step::Left);
        }
        (self.save)(document.text())?;
        self.document = document;
        self.base = consequence.into_next();
        writeln!(out, "  {}", change.made(self.language))?;
        Ok(Step::Made(change.id().to_owned()))
    }

    fn ask(
        &mut self,
        group: &Group,
        last: Option<&str>,
        input: &mut dyn BufRead,
        out: &mut dyn Write,
    ) -> io::Result<Step> {
        let mut proposal = group.proposal.clone();
        let mut consequence = self.consequence(&proposal, out)?;
        loop {
            let Some(line) = prompt(self.words().question, input, out)? else {
                return Ok(Step::Quit);
            };
            match Command::read(&line) {
                Command::Quit => return Ok(Step::Quit),
                Command::Skip => return Ok(Step::Left),
                Command::Accept => match consequence.take() {
                    Some(known) => match self.make(&proposal.change, known, out)? {
                        Step::Left => consequence = self.consequence(&proposal, out)?,
                        step => return Ok(step),
                    },
                    None => writeln!(out, "  {}", self.not_made(&Refusal::NeedsAnswer))?,
                },
                Command::Merge => match self.merged(&proposal.change, last, input, out)? {
                    Some(change) => {
                        (proposal.change, consequence) =
                            self.changed(change, &group.proposal, out)?
                    }
                    None => writeln!(out, "  {}", self.words().nothing_to_merge)?,
                },
                Command::Other => {
                    let others = group.others.iter().chain([&group.proposal.change]);
                    let all: Vec<&Change> = others.collect();
                    let at = all.iter().position(|other| **other == proposal.change);
                    let next = all[at.map_or(0, |at| (at + 1) % all.len())].clone();
                    (proposal.change, consequence) = self.changed(next, &group.proposal, out)?;
                }
                Command::Edit => {
                    let change = self.edited(proposal.change.clone(), input, out)?;
                    (proposal.change, consequence) = self.changed(change, &group.proposal, out)?;
                }
                Command::Unknown => writeln!(out, "  {}", self.words().commands)?,
            }
        }
    }

    /// Tells a change that a person chose, and what it would bring.
    fn changed(
        &self,
        change: Change,
        proposal: &Proposal,
        out: &mut dyn Write,
    ) -> io::Result<(Change, Option<Consequence>)> {
        write!(out, "{}", change.to_text(self.language))?;
        let proposal = Proposal {
            change,
            serves: proposal.serves.clone(),
        };
        let consequence = self.consequence(&proposal, out)?;
        Ok((proposal.change, consequence))
    }

    /// The same phrasings for another entry or gap, by its id; `^` is the one that was changed last.
    fn merged(
        &self,
        change: &Change,
        last: Option<&str>,
        input: &mut dyn BufRead,
        out: &mut dyn Write,
    ) -> io::Result<Option<Change>> {
        let id = prompt(self.words().merge_into, input, out)?;
        let id = match id.as_deref().map(str::trim) {
            Some("^") => last.map(str::to_owned),
            Some(id) => Some(id.to_owned()),
            None => None,
        };
        let faq = self.base.matcher.faq();
        Ok(id.filter(|id| has(faq, id)).map(|of| Change::Phrasings {
            of,
            phrasings: change.phrasings().to_vec(),
        }))
    }

    fn edited(
        &self,
        mut change: Change,
        input: &mut dyn BufRead,
        out: &mut dyn Write,
    ) -> io::Result<Change> {
        loop {
            write!(out, "{}", told::numbered(&change, self.language))?;
            let line = prompt(self.words().edit, input, out)?.unwrap_or_default();
            match line.trim() {
                "" => return Ok(change),
                line => match edited(change.clone(), line) {
                    Some(other) => change = other,
                    None => writeln!(out, "  {}", self.words().edits)?,
                },
            }
        }
    }
}

fn has(faq: &Faq, id: &str) -> bool {
    let entries = faq.entries.iter().map(|entry| &entry.id);
    let mut ids = entries.chain(faq.not_covered.iter().map(|gap| &gap.id));
    ids.any(|other| other == id)
}

/// What a person types after `question`; none at the end.
fn prompt(
    question: &str,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> io::Result<Option<String>> {
    write!(out, "{question} ")?;
    out.flush()?;
    let mut line = String::new();
    Ok((input.read_line(&mut line)? > 0).then_some(line))
}
