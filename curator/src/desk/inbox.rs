//! What people could not find out: read, grouped, weighed, set aside.

use std::{
    collections::BTreeSet,
    fs::{self, OpenOptions},
    io::{self, Write},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use maklumat::text::normalise;

use super::{file::Held, learner::Learnt};
use crate::{
    cases::Case,
    recorded::Seen,
    triage::{Base, Change, Consequence, Group, Proposal, Refusal, Triage},
};

/// Enough of a hash to tell any two groups or questions apart.
const KEY: usize = 16;

/// Reads what could not be answered, or tells why it cannot be read.
pub type Source = Box<dyn Fn() -> Result<Seen, String> + Send + Sync>;

/// What people could not find out.
pub struct Inbox {
    source: Option<Source>,
    /// Where it is remembered what is not for this FAQ: as salted hashes, since words are kept no longer than the store keeps them.
    aside: PathBuf,
    sorted: Mutex<Option<Arc<Sorted>>>,
    base: Mutex<Option<(String, Arc<Base>)>>,
    /// Groups that were dealt with, each with what had been learnt then: until more is, they are not shown again.
    done: Mutex<Vec<(String, String)>>,
}

/// What the bot saw, in groups, as what was learnt from a version of the file sees them.
#[derive(Debug, Default, PartialEq)]
pub struct Sorted {
    hash: String,
    /// What the bot saw, without what was set aside.
    pub seen: Seen,
    /// That in groups.
    pub triage: Triage,
}

/// A name for a group that stays while its questions do.
pub fn key(group: &Group) -> String {
    let questions: BTreeSet<&str> = group
        .questions
        .iter()
        .map(|asked| asked.question.as_str())
        .collect();
    let questions: Vec<&str> = questions.into_iter().collect();
    short(&questions.join("\n"))
}

fn short(text: &str) -> String {
    let mut hash = Held::new(text.as_bytes().to_vec()).hash;
    hash.truncate(KEY);
    hash
}

impl Inbox {
    /// One that is filled from a source, if there is any.
    pub fn new(source: Option<Source>, aside: PathBuf) -> Self {
        Self {
            source,
            aside,
            sorted: Mutex::default(),
            base: Mutex::default(),
            done: Mutex::default(),
        }
    }

    /// Whether there is anything that it is filled from.
    pub fn has_source(&self) -> bool {
        self.source.is_some()
    }

    /// What the bot saw, without what was set aside.
    fn seen(&self) -> Result<Seen, String> {
        let Some(source) = &self.source else {
            return Ok(Seen::default());
        };
        let mut seen = source()?;
        let aside = self.set_aside().map_err(|error| error.to_string())?;
        seen.misses.retain(|miss| {
            miss.question
                .as_ref()
                .is_none_or(|question| !aside.holds(question))
        });
        Ok(seen)
    }

    /// What is in it, in groups.
    pub fn sorted(&self, learnt: &Learnt) -> Result<Arc<Sorted>, String> {
        let seen = self.seen()?;
        let mut sorted = self.sorted.lock().unwrap_or_else(PoisonError::into_inner);
        let known = sorted
            .as_ref()
            .filter(|known| known.hash == learnt.hash && known.seen == seen);
        if let Some(known) = known {
            return Ok(Arc::clone(known));
        }
        let new = Arc::new(Sorted {
            hash: learnt.hash.clone(),
            triage: Triage::of(&learnt.matcher, &seen.misses, &seen.lessons, 1),
            seen,
        });
        *sorted = Some(Arc::clone(&new));
        Ok(new)
    }

    /// Those groups that are still to be dealt with.
    pub fn open<'a>(&self, triage: &'a Triage, learnt: &Learnt) -> Vec<(String, &'a Group)> {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let is_done = |key: &String| {
            done.iter()
                .any(|(other, hash)| other == key && *hash == learnt.hash)
        };
        let groups = triage.groups.iter().map(|group| (key(group), group));
        groups.filter(|(key, _)| !is_done(key)).collect()
    }

    /// Shows a group no more, until what was done about it is learnt.
    pub fn done(&self, key: &str, learnt: &Learnt) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.push((key.to_owned(), learnt.hash.clone()));
    }

    /// What a change would bring, for the questions of a group.
    pub fn weigh(
        &self,
        learnt: &Learnt,
        cases: Vec<Case>,
        group: &Group,
        change: &Change,
    ) -> Result<Consequence, Refusal> {
        let base = self.base(learnt, cases);
        base.consequence(&Proposal {
            change: change.clone(),
            serves: group.proposal.serves.clone(),
        })
    }

    fn base(&self, learnt: &Learnt, cases: Vec<Case>) -> Arc<Base> {
        let mut base = self.base.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, base)) = base.as_ref().filter(|(hash, _)| *hash == learnt.hash) {
            return Arc::clone(base);
        }
        let new = Arc::new(Base::new(learnt.matcher.faq().clone(), cases));
        *base = Some((learnt.hash.clone(), Arc::clone(&new)));
        new
    }

    /// Remembers that the questions of a group are not for this FAQ.
    pub fn set_group_aside(&self, group: &Group) -> io::Result<()> {
        let mut aside = self.set_aside()?;
        let mut file = private().append(true).open(&self.aside)?;
        if aside.salt.is_empty() {
            let salt = super::session::secret().map_err(io::Error::other)?;
            writeln!(file, "{salt}")?;
            aside.salt = salt;
        }
        let lines = group
            .questions
            .iter()
            .map(|asked| aside.mark(&asked.question) + "\n");
        file.write_all(lines.collect::<String>().as_bytes())
    }

    /// Shows again what was set aside.
    pub fn bring_back(&self) -> io::Result<()> {
        match fs::remove_file(&self.aside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// How many questions were set aside.
    pub fn aside(&self) -> usize {
        self.set_aside().map_or(0, |aside| aside.marks.len())
    }

    fn set_aside(&self) -> io::Result<SetAside> {
        let text = match fs::read_to_string(&self.aside) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read?,
        };
        let mut lines = text.lines().map(str::to_owned);
        Ok(SetAside {
            salt: lines.next().unwrap_or_default(),
            marks: lines.collect(),
        })
    }
}

/// A file that is created for its owner alone.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Questions that are not for this FAQ.
struct SetAside {
    salt: String,
    marks: BTreeSet<String>,
}

impl SetAside {
    fn mark(&self, question: &str) -> String {
        let words = normalise::words(question);
        short(&format!("{}\n{}", self.salt, words.join(" ")))
    }

    fn holds(&self, question: &str) -> bool {
        !self.marks.is_empty() && self.marks.contains(&self.mark(question))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use maklumat::{faq::Faq, matcher::Matcher};

    use super::*;
    use crate::misses::Miss;

    const FAQ: &str = "entries:
- {id: hours, phrasings: [when are you open, opening hours, open on sunday, jam buka], answer: From 9 to 17.}
- {id: card, phrasings: [how do I get a card, lost my card, kartu hilang], answer: Ask at the desk.}
";

    #[test]
    fn what_is_not_for_this_faq_does_not_come_back_and_leaves_no_words() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("faq.not-for-us");
        let asked = ["is there parking for lorries", "where can I park a lorry"];
        let source = move || Ok(Seen::of(asked.map(Miss::of).into()));
        let inbox = Inbox::new(Some(Box::new(source)), path.clone());
        let learnt = Learnt {
            hash: "x".to_owned(),
            matcher: Matcher::new(Faq::parse("faq.yaml", FAQ.as_bytes()).expect("a FAQ")),
            known: OnceLock::new(),
        };
        let sorted = inbox.sorted(&learnt).expect("misses");
        let triage = &sorted.triage;
        assert!(!triage.groups.is_empty());
        inbox
            .set_group_aside(&triage.groups[0])
            .expect("it is remembered");
        let held = fs::read_to_string(&path).expect("a file");
        assert!(
            !held.contains("parking") && !held.contains("lorry"),
            "{held}"
        );
        let fewer = inbox.sorted(&learnt).expect("misses");
        assert!(fewer.triage.groups.len() < triage.groups.len());
        assert_eq!(inbox.aside(), triage.groups[0].questions.len());
        inbox.bring_back().expect("it is forgotten");
        assert_eq!(inbox.sorted(&learnt).expect("misses"), sorted);
        let first = &triage.groups[0];
        inbox.done(&key(first), &learnt);
        assert_eq!(inbox.open(triage, &learnt).len(), triage.groups.len() - 1);
    }
}
