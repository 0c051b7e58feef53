//! What an entry or a gap lacks.

use crate::{
    faq::{Entry, Faq, Gap, Localized, Notice, problem::Problem},
    text::Language,
};

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

/// What an answer opens with that says yes or no. It stands below questions of either turn, "is it still closed?" and "is it
/// open yet?", and hurried readers read no further.
const VERDICTS: [&str; 16] = [
    "ya",
    "iya",
    "betul",
    "benar",
    "tidak",
    "belum",
    "bukan",
    "bisa jadi",
    "tergantung",
    "yes",
    "no",
    "not yet",
    "maybe",
    "perhaps",
    "that depends",
    "it depends",
];

/// An entry or gap, and where to report what it lacks.
pub(super) struct Item<'a> {
    notice: &'a Notice,
    path: String,
    id: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Item<'a> {
    pub(super) fn new(
        notice: &'a Notice,
        path: String,
        id: &'a str,
        problems: &'a mut Vec<Problem>,
    ) -> Self {
        Self {
            notice,
            path,
            id,
            problems,
        }
    }

    /// What an entry lacks.
    pub(super) fn entry(&mut self, faq: &Faq, entry: &Entry) {
        self.id();
        self.title(entry.title.as_ref());
        self.phrasings(&entry.phrasings, ENTRY_PHRASINGS);
        self.answer("answer", &entry.answer);
        if entry.as_of.is_none() {
            self.add(
                "as_of",
                "it is missing",
                "write the date at which the answer was true",
            );
        }
        if entry.sources.is_empty() {
            self.add(
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
            self.add("as_of", what, "write a date that a source vouches for");
        }
        for (index, version) in entry.history.iter().enumerate() {
            self.answer(&format!("history[{index}].answer"), &version.answer);
            if version.sources.is_empty() {
                let mend = "name the publications that the answer is drawn from";
                self.add(&format!("history[{index}].sources"), "there are none", mend);
            }
        }
    }

    /// What a gap lacks.
    pub(super) fn gap(&mut self, gap: &Gap) {
        self.id();
        self.title(gap.title.as_ref());
        self.phrasings(&gap.phrasings, GAP_PHRASINGS);
        self.answer("answer", &gap.answer);
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
        if let Some(verdict) = answer.texts().find_map(verdict) {
            let what =
                format!("it opens with {verdict:?}, which is wrong after half of the questions");
            let mend =
                "say first how things are: \"still closed?\" and \"open yet?\" get the same answer";
            self.add(key, what, mend);
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

/// The yes or no that `answer` opens with.
fn verdict(answer: &str) -> Option<&str> {
    let clause = |c: char| !c.is_alphanumeric() && c != ' ';
    let opening = answer.split(clause).next()?.trim();
    VERDICTS
        .contains(&opening.to_lowercase().as_str())
        .then_some(opening)
}

/// What `text`, at `path`, has too little or too much of the languages that are spoken.
pub(super) fn languages(notice: &Notice, text: &Localized, path: String) -> Option<Problem> {
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
