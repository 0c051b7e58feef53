//! What a public notice should have, beyond what a FAQ needs to load.

use std::collections::{BTreeSet, HashMap};

use super::{Entry, Faq, Gap, Localized, Notice, problem::Problem};
use crate::text::Language;

/// Bytes of an id; with a word about what to do with it, it fits into the 64 bytes that a Telegram button carries.
const ID_BYTES: usize = 48;

/// Characters of a title that a button on a telephone shows whole.
const TITLE_CHARS: usize = 40;

/// Phrasings of an entry, below which people's ways of asking are hardly covered.
const ENTRY_PHRASINGS: usize = 25;

/// Phrasings of a gap; recognising that a question is not covered takes fewer.
const GAP_PHRASINGS: usize = 10;

/// UTF-16 units of a Telegram message, less some for a title, the sources and a warning.
const ANSWER_UNITS: usize = 4096 - 596;

/// Everything that a public notice should have and `faq` has not, in the order of the file.
pub fn lint(faq: &Faq) -> Vec<Problem> {
    let mut problems = Vec::new();
    notice(faq, &mut problems);
    sources(faq, &mut problems);
    synonyms(faq, &mut problems);
    for (index, entry) in faq.entries.iter().enumerate() {
        let path = format!("entries[{index}]");
        let mut item = Item::new(&faq.notice, path, &entry.id, &mut problems);
        entry_problems(faq, entry, &mut item);
    }
    for (index, gap) in faq.not_covered.iter().enumerate() {
        let path = format!("not_covered[{index}]");
        let mut item = Item::new(&faq.notice, path, &gap.id, &mut problems);
        gap_problems(gap, &mut item);
    }
    same_phrasings(faq, &mut problems);
    problems
}

fn notice(faq: &Faq, problems: &mut Vec<Problem>) {
    let notice = &faq.notice;
    let mut missing = |key: &str, mend: &str| {
        problems.push(Problem::new(format!("notice.{key}"), "it is missing", mend));
    };
    if notice.title.is_none() {
        missing("title", "say in a few words what the notice is about");
    }
    if notice.contact.is_none() {
        missing(
            "contact",
            "say where to turn with what the notices do not answer",
        );
    }
    for (key, text) in notice.texts() {
        problems.extend(languages(notice, text, format!("notice.{key}")));
    }
}

/// What `text`, at `path`, has too little or too much of the languages that are spoken.
fn languages(notice: &Notice, text: &Localized, path: String) -> Option<Problem> {
    let spoken = &notice.languages;
    let codes = |languages: &mut dyn Iterator<Item = Language>| {
        let codes = languages.map(|language| format!("`{}`", language.code()));
        codes.collect::<Vec<_>>().join(", ")
    };
    let written: Vec<Language> = match text {
        Localized::Same(_) if spoken.len() == 1 => return None,
        text => text.languages().collect(),
    };
    let missing = codes(
        &mut spoken
            .iter()
            .copied()
            .filter(|each| !written.contains(each)),
    );
    if !missing.is_empty() {
        let form = spoken.iter().map(|each| format!("{}: …", each.code()));
        let form = form.collect::<Vec<_>>().join(", ");
        let what = match text {
            Localized::Same(_) => "it is in one language only".to_owned(),
            Localized::Each(_) => format!("it is not there for readers of {missing}"),
        };
        return Some(Problem::new(path, what, format!("write `{{{form}}}`")));
    }
    let unread = codes(
        &mut written
            .iter()
            .copied()
            .filter(|each| !spoken.contains(each)),
    );
    (!unread.is_empty()).then(|| {
        let mend = "delete it, or add the language to `notice.languages`";
        Problem::new(path, format!("nobody reads it in {unread}"), mend)
    })
}

fn sources(faq: &Faq, problems: &mut Vec<Problem>) {
    let versions = faq.entries.iter().flat_map(|entry| &entry.history);
    let used: BTreeSet<&String> = faq
        .entries
        .iter()
        .flat_map(|entry| &entry.sources)
        .chain(versions.flat_map(|version| &version.sources))
        .collect();
    for id in faq.sources.keys().filter(|id| !used.contains(id)) {
        let mend = "cite it in an entry, or delete it";
        problems.push(Problem::new(
            format!("sources.{id}"),
            "no answer cites it",
            mend,
        ));
    }
    for (id, source) in &faq.sources {
        let url = source.url.as_deref().unwrap_or("https://");
        if !url.starts_with("https://") && !url.starts_with("http://") {
            let mend = "write the whole of it, as in https://example.org/notice";
            let path = format!("sources.{id}.url");
            problems.push(Problem::new(path, "it is no link", mend));
        }
    }
}

fn synonyms(faq: &Faq, problems: &mut Vec<Problem>) {
    let mut groups: HashMap<String, usize> = HashMap::new();
    for (group, words) in faq.synonyms.iter().enumerate() {
        if words.len() < 2 {
            let mend = "name at least two words that mean the same";
            let what = "a word alone has no synonym";
            problems.push(Problem::new(format!("synonyms[{group}]"), what, mend));
        }
        for (index, word) in words.iter().enumerate() {
            if groups.insert(plain(word), group).is_some() {
                let path = format!("synonyms[{group}][{index}]");
                let what = format!("{word:?} stands in `synonyms` twice");
                problems.push(Problem::new(path, what, "keep it in one group"));
            }
        }
    }
}

fn entry_problems(faq: &Faq, entry: &Entry, item: &mut Item<'_>) {
    item.id();
    item.title(entry.title.as_ref());
    item.phrasings(&entry.phrasings, ENTRY_PHRASINGS);
    item.answer("answer", &entry.answer);
    if entry.as_of.is_none() {
        item.add(
            "as_of",
            "it is missing",
            "write the date at which the answer was true",
        );
    }
    if entry.sources.is_empty() {
        item.add(
            "sources",
            "there are none",
            "name the publications that the answer is drawn from",
        );
    }
    let published = entry.sources.iter().filter_map(|id| faq.sources.get(id));
    let newest = published.map(|source| source.published).max();
    if let (Some(as_of), Some(newest)) = (entry.as_of, newest)
        && as_of > newest
    {
        let what = format!("{as_of} is later than its newest source, of {newest}");
        item.add("as_of", what, "write a date that a source vouches for");
    }
    for (index, version) in entry.history.iter().enumerate() {
        item.answer(&format!("history[{index}].answer"), &version.answer);
        if version.sources.is_empty() {
            let mend = "name the publications that the answer is drawn from";
            item.add(&format!("history[{index}].sources"), "there are none", mend);
        }
    }
}

fn gap_problems(gap: &Gap, item: &mut Item<'_>) {
    item.id();
    item.title(gap.title.as_ref());
    item.phrasings(&gap.phrasings, GAP_PHRASINGS);
    item.answer("answer", &gap.answer);
}

/// An entry or gap, and where to report what it lacks.
struct Item<'a> {
    notice: &'a Notice,
    path: String,
    id: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Item<'a> {
    fn new(notice: &'a Notice, path: String, id: &'a str, problems: &'a mut Vec<Problem>) -> Self {
        Self {
            notice,
            path,
            id,
            problems,
        }
    }

    fn id(&mut self) {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if self.id.len() > ID_BYTES || !self.id.bytes().all(fits) {
            let mend = format!("use a-z, 0-9 and `-`, at most {ID_BYTES} of them");
            self.add("id", "its form is unusual", mend);
        }
    }

    fn title(&mut self, title: Option<&Localized>) {
        let Some(title) = title else {
            return self.add(
                "title",
                "it is missing",
                "name it in a few words, for buttons",
            );
        };
        if title.texts().any(|text| text.chars().count() > TITLE_CHARS) {
            let mend =
                format!("use at most {TITLE_CHARS} characters, so that a button shows them all");
            self.add("title", "it is long", mend);
        }
        self.languages("title", title);
    }

    fn phrasings(&mut self, phrasings: &[String], enough: usize) {
        if phrasings.len() < enough {
            let what = format!("there are {} of at least {enough}", phrasings.len());
            self.add("phrasings", what, "write more, each its own way of asking");
        }
    }

    fn answer(&mut self, key: &str, answer: &Localized) {
        if answer
            .texts()
            .any(|text| text.encode_utf16().count() > ANSWER_UNITS)
        {
            let mend = format!("use at most {ANSWER_UNITS} characters");
            self.add(key, "it does not fit into one Telegram message", mend);
        }
        self.languages(key, answer);
    }

    fn languages(&mut self, key: &str, text: &Localized) {
        let path = format!("{}.{key}", self.path);
        let found = languages(self.notice, text, path);
        self.problems
            .extend(found.map(|problem| problem.of(self.id)));
    }

    fn add(&mut self, key: &str, what: impl Into<String>, mend: impl Into<String>) {
        let path = format!("{}.{key}", self.path);
        self.problems
            .push(Problem::new(path, what, mend).of(self.id));
    }
}

fn same_phrasings(faq: &Faq, problems: &mut Vec<Problem>) {
    let mut met: HashMap<String, &str> = HashMap::new();
    for (path, id, phrasing) in phrasings(faq) {
        if let Some(other) = met.insert(plain(phrasing), id) {
            let what = format!("{phrasing:?} also stands in {other:?}");
            let mend = "keep it where its answer is";
            problems.push(Problem::new(path, what, mend).of(id));
        }
    }
}

/// Every phrasing, with its path and the id of its entry or gap.
fn phrasings(faq: &Faq) -> impl Iterator<Item = (String, &str, &str)> {
    let entries = faq
        .entries
        .iter()
        .map(|entry| ("entries", &entry.id, &entry.phrasings));
    let gaps = faq
        .not_covered
        .iter()
        .map(|gap| ("not_covered", &gap.id, &gap.phrasings));
    entries
        .enumerate()
        .chain(gaps.enumerate())
        .flat_map(|(item, (list, id, phrasings))| {
            phrasings.iter().enumerate().map(move |(index, phrasing)| {
                let path = format!("{list}[{item}].phrasings[{index}]");
                (path, id.as_str(), phrasing.as_str())
            })
        })
}

/// A text without what does not set phrasings apart: case, punctuation, spacing.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
