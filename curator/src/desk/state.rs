//! What the desk knows between two requests: the file, what was learnt of it, what can be undone.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use maklumat::{
    faq::{Date, Document, EditError, Finding},
    text::Language,
};

use super::{
    file::Held,
    learner::{Learner, Learnt},
    version::Version,
};
use crate::{
    revise::{Original, Unwritten},
    triage::Refusal,
};

/// Saves that can be undone, at most.
const UNDONE: usize = 50;

/// Where the desk's files are.
#[derive(Debug, Clone)]
pub struct Places {
    /// The FAQ.
    pub faq: PathBuf,
    /// Where questions are filed with what should become of them.
    pub cases: PathBuf,
    /// Where it is remembered which questions are not for this FAQ.
    pub aside: PathBuf,
    /// Where what was learnt is kept.
    pub cache: Option<PathBuf>,
}

/// What the desk knows.
#[derive(Debug)]
pub struct State {
    /// Its files.
    pub places: Places,
    today: fn() -> Date,
    learner: Learner,
    version: Mutex<Option<Arc<Version>>>,
    saves: Mutex<Vec<Save>>,
    told: Mutex<Option<String>>,
    language: Mutex<Language>,
}

/// A save that can be undone.
#[derive(Debug)]
struct Save {
    /// What it was about, as the person who made it reads it.
    what: String,
    before: Vec<u8>,
    wrote: Vec<u8>,
}

/// Why nothing was saved.
#[derive(Debug)]
pub enum Unsaved {
    /// The file is another than the page was made of.
    Changed,
    /// Nothing is different.
    Same,
    /// The result could not be used.
    Refused(Vec<Finding>),
    /// The edit cannot be made.
    Edit(EditError),
    /// The proposal cannot be taken.
    Proposal(Refusal),
    /// The disk refused.
    Disk(io::Error),
}

impl From<io::Error> for Unsaved {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<EditError> for Unsaved {
    fn from(error: EditError) -> Self {
        Self::Edit(error)
    }
}

impl From<Refusal> for Unsaved {
    fn from(refusal: Refusal) -> Self {
        Self::Proposal(refusal)
    }
}

impl From<Unwritten> for Unsaved {
    fn from(unwritten: Unwritten) -> Self {
        match unwritten {
            Unwritten::Changed(_) => Self::Changed,
            Unwritten::Io(_, error) => Self::Disk(error),
        }
    }
}

/// What became of undoing.
#[derive(Debug, PartialEq, Eq)]
pub enum Undone {
    /// The file is as it was before the save of this name.
    Done(String),
    /// The file was changed since, and was left alone.
    Changed,
    /// There is nothing to undo.
    Nothing,
}

impl State {
    /// A desk over some files, for a person who reads `language`.
    pub fn new(places: Places, language: Language, today: fn() -> Date) -> Self {
        Self {
            learner: Learner::new(places.cache.clone()),
            places,
            today,
            version: Mutex::default(),
            saves: Mutex::default(),
            told: Mutex::default(),
            language: Mutex::new(language),
        }
    }

    /// The day.
    pub fn today(&self) -> Date {
        (self.today)()
    }

    /// The language that the person reads.
    pub fn language(&self) -> Language {
        *locked(&self.language)
    }

    /// Speaks another language from now on.
    pub fn speak(&self, language: Language) {
        *locked(&self.language) = language;
    }

    /// What is to be told on the next page, once.
    pub fn tell(&self, sentence: String) {
        *locked(&self.told) = Some(sentence);
    }

    /// Takes what is to be told.
    pub fn told(&self) -> Option<String> {
        locked(&self.told).take()
    }

    /// What the file says now; what is new in it is learnt in the background.
    pub fn now(&self) -> io::Result<Arc<Version>> {
        let held = Held::read(&self.places.faq)?;
        let mut known = locked(&self.version);
        let version = match known.as_ref().filter(|known| known.held == held) {
            Some(known) => Arc::clone(known),
            None => Arc::new(Version::of(held, self.today())),
        };
        *known = Some(Arc::clone(&version));
        self.learner.learn(&version, self.today());
        Ok(version)
    }

    /// The newest that was learnt, which may be of an earlier version.
    pub fn learnt(&self) -> Option<Arc<Learnt>> {
        self.learner.newest()
    }

    /// What the file would say after an edit.
    pub fn tried<E: Into<Unsaved>>(
        &self,
        version: &Version,
        edit: impl FnOnce(&mut Document) -> Result<(), E>,
    ) -> Result<Version, Unsaved> {
        let read = Document::read(&version.held.bytes);
        let mut document = read.map_err(|finding| Unsaved::Refused(vec![finding]))?;
        edit(&mut document).map_err(Into::into)?;
        let held = Held::new(document.text().as_bytes().to_vec());
        Ok(Version::of(held, self.today()))
    }

    /// Edits the file, if it still has the hash `base` and the result can be used; `what` names the save for undoing it.
    pub fn save<E: Into<Unsaved>>(
        &self,
        base: &str,
        what: String,
        edit: impl FnOnce(&mut Document) -> Result<(), E>,
    ) -> Result<(), Unsaved> {
        let mut saves = locked(&self.saves);
        let before = self.now()?;
        if before.held.hash != base {
            return Err(Unsaved::Changed);
        }
        let after = self.tried(&before, edit)?;
        if after.held == before.held {
            return Err(Unsaved::Same);
        }
        if after.faq.is_none() {
            return Err(Unsaved::Refused(after.findings));
        }
        let mut file = Original::new(&self.places.faq, before.held.bytes.clone())?;
        file.replace(&after.held.bytes)?;
        if saves.len() == UNDONE {
            saves.remove(0);
        }
        saves.push(Save {
            what,
            before: before.held.bytes.clone(),
            wrote: after.held.bytes,
        });
        self.now()?;
        Ok(())
    }

    /// What the last save was about, if it can be undone.
    pub fn last_save(&self) -> Option<String> {
        locked(&self.saves).last().map(|save| save.what.clone())
    }

    /// Gives the file the bytes from before the last save.
    pub fn undo(&self) -> io::Result<Undone> {
        let mut saves = locked(&self.saves);
        let Some(save) = saves.last() else {
            return Ok(Undone::Nothing);
        };
        let mut file = Original::new(&self.places.faq, save.wrote.clone())?;
        match file.replace(&save.before) {
            Ok(()) => {}
            Err(Unwritten::Changed(_)) => return Ok(Undone::Changed),
            Err(Unwritten::Io(_, error)) => return Err(error),
        }
        let what = save.what.clone();
        saves.pop();
        self.now()?;
        Ok(Undone::Done(what))
    }

    /// Writes a case behind the others; false where it stands there already.
    pub fn file_case(&self, label: &str, question: &str) -> io::Result<bool> {
        let _one_at_a_time = locked(&self.saves);
        let path = &self.places.cases;
        let there = match fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read?,
        };
        let words: Vec<&str> = question.split_whitespace().collect();
        let line = format!("{label}\t{}", words.join(" "));
        if there.lines().any(|other| other == line) {
            return Ok(false);
        }
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        let gap = if there.is_empty() || there.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        file.write_all(format!("{gap}{line}\n").as_bytes())?;
        Ok(true)
    }
}

impl Places {
    /// Those beside a FAQ: of `faq.yaml`, `faq.cases.tsv`.
    pub fn beside(faq: &Path, cache: Option<PathBuf>) -> Self {
        Self {
            faq: faq.to_owned(),
            cases: faq.with_extension("cases.tsv"),
            aside: faq.with_extension("not-for-us"),
            cache,
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use maklumat::faq::Content;

    use super::*;

    const FILE: &str = "entries:\n  - {id: a, phrasings: [b], answer: c} # ours\n";

    fn desk(directory: &Path) -> State {
        let path = directory.join("faq.yaml");
        fs::write(&path, FILE).expect("a file");
        let today = || "2026-11-25".parse().expect("a day");
        State::new(Places::beside(&path, None), Language::English, today)
    }

    fn set(answer: &'static str) -> impl FnOnce(&mut Document) -> Result<(), EditError> {
        move |document| document.set("entries[0].answer", &Content::Text(answer))
    }

    #[test]
    fn saves_are_undone_one_by_one_to_the_byte() {
        let directory = tempfile::tempdir().expect("a directory");
        let desk = desk(directory.path());
        let held = |desk: &State| desk.now().expect("a file").held.clone();
        desk.save(&held(&desk).hash, "one".into(), set("d"))
            .expect("it is saved");
        let between = held(&desk);
        desk.save(&between.hash, "two".into(), set("e"))
            .expect("it is saved");
        assert_eq!(desk.undo().expect("a file"), Undone::Done("two".into()));
        assert_eq!(held(&desk), between);
        assert_eq!(desk.undo().expect("a file"), Undone::Done("one".into()));
        assert_eq!(held(&desk).bytes, FILE.as_bytes());
        assert_eq!(desk.undo().expect("a file"), Undone::Nothing);
    }

    #[test]
    fn what_somebody_else_wrote_is_neither_lost_nor_undone() {
        let directory = tempfile::tempdir().expect("a directory");
        let desk = desk(directory.path());
        let base = desk.now().expect("a file").held.hash.clone();
        desk.save(&base, "one".into(), set("d"))
            .expect("it is saved");
        let late = desk.save(&base, "two".into(), set("e"));
        assert!(matches!(late, Err(Unsaved::Changed)));
        let theirs = FILE.replace("ours", "theirs");
        fs::write(&desk.places.faq, &theirs).expect("a file");
        assert_eq!(desk.undo().expect("a file"), Undone::Changed);
        assert_eq!(
            fs::read_to_string(&desk.places.faq).expect("a file"),
            theirs
        );
    }

    #[test]
    fn what_could_not_be_used_is_not_written() {
        let directory = tempfile::tempdir().expect("a directory");
        let desk = desk(directory.path());
        let base = desk.now().expect("a file").held.hash.clone();
        let Err(Unsaved::Refused(findings)) = desk.save(&base, "x".into(), set("")) else {
            panic!("an empty answer is refused");
        };
        assert!(
            findings
                .iter()
                .any(|finding| finding.path == "entries[0].answer")
        );
        assert!(matches!(
            desk.save(&base, "x".into(), set("c")),
            Err(Unsaved::Same)
        ));
        assert_eq!(fs::read_to_string(&desk.places.faq).expect("a file"), FILE);
        assert_eq!(desk.last_save(), None);
    }

    #[test]
    fn a_case_is_filed_once_in_one_line() {
        let directory = tempfile::tempdir().expect("a directory");
        let desk = desk(directory.path());
        fs::write(&desk.places.cases, "# ours\na\tb").expect("a file");
        assert!(desk.file_case("a", "kapan\n\tbuka").expect("it is filed"));
        assert!(!desk.file_case("a", "kapan buka").expect("it is read"));
        let cases = fs::read_to_string(&desk.places.cases).expect("a file");
        assert_eq!(cases, "# ours\na\tb\na\tkapan buka\n");
    }
}
