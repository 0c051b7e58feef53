//! The shape of a FAQ: which keys it has, and what stands behind each. The JSON Schema for editors is made of the same table.

use Shape::*;

/// Bytes of an id; with a word about what to do with it, it fits into the 64 bytes that a Telegram button carries. Telegram refuses
/// a message with a longer one, and nobody would learn why.
pub const ID_BYTES: usize = 48;

/// What stands behind a key.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A text; a number counts as one.
    Text,
    /// The id of an entry or gap.
    Id,
    /// A link.
    Link,
    /// A day that exists, as in 2024-06-28.
    Day,
    /// A number of days.
    Days,
    /// Yes or no.
    Flag,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// The name of a time zone.
    Zone,
    /// One text for every reader, or one for each language.
    Localized,
    /// A list.
    List(&'static Shape),
    /// A list with at least one item.
    NonEmpty(&'static Shape),
    /// A mapping with these keys.
    Record(&'static Record),
    /// A mapping of ids, each with these keys.
    ById(&'static Record),
}

/// A mapping with known keys.
#[derive(Debug)]
pub struct Record {
    /// What the JSON Schema calls it.
    pub name: &'static str,
    /// Its keys, in the order in which they are best written.
    pub keys: &'static [Key],
}

/// A key, and what stands behind it.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What stands behind it.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it is for, as editors tell.
    pub about: &'static str,
}

const fn required(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key {
        name,
        shape,
        required: true,
        about,
    }
}

const fn optional(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key {
        name,
        shape,
        required: false,
        about,
    }
}

/// The languages of texts.
const LANGUAGES: &[&str] = &crate::text::Language::CODES;

/// The whole file.
pub static FAQ: Record = Record {
    name: "faq",
    keys: &[
        optional("notice", Record(&NOTICE), "What the file is about."),
        optional(
            "sources",
            ById(&SOURCE),
            "The publications that answers are drawn from, by id.",
        ),
        optional(
            "synonyms",
            List(&List(&Text)),
            "Groups of words that mean the same in this FAQ, in any language.",
        ),
        required(
            "entries",
            NonEmpty(&Record(&ENTRY)),
            "What the notices answer.",
        ),
        optional(
            "not_covered",
            List(&Record(&GAP)),
            "What people ask and the notices do not answer.",
        ),
    ],
};

static NOTICE: Record = Record {
    name: "notice",
    keys: &[
        optional("title", Localized, "The name of the event or service."),
        optional(
            "status",
            Word(&["active", "monitoring", "closed"]),
            "How far the event has come: it goes on; it is over and watched; it is over, and its answers are history. Leave it out for a service that just goes on.",
        ),
        optional(
            "contact",
            Localized,
            "Where to turn when the notices do not answer.",
        ),
        optional("publisher", Localized, "In whose name it speaks."),
        optional(
            "official",
            Flag,
            "true: it speaks as the publisher's own. false: it says that it is no official channel. Left out: it says nothing of that.",
        ),
        optional(
            "sources_are",
            Localized,
            "What the answers are drawn from, as it stands inside a sentence. Left out: 'our notices'.",
        ),
        optional(
            "languages",
            NonEmpty(&Word(LANGUAGES)),
            "The languages that it is written and spoken in; who asks in another is answered in the first. Left out: id and en.",
        ),
        optional(
            "timezone",
            Zone,
            "The clock that tells its days: a name of the IANA database. Left out: Asia/Jakarta.",
        ),
        optional(
            "fresh_days",
            Days,
            "How many days the answer of a state counts as fresh; of a closed event, none. Left out: 7.",
        ),
        optional(
            "links",
            List(&Text),
            "The sites that answers and sources may link to, as in imigrasi.go.id; `faq check` warns of others. Left out: any.",
        ),
    ],
};

static SOURCE: Record = Record {
    name: "source",
    keys: &[
        required("publisher", Text, "Who published it."),
        required("title", Text, "The headline."),
        optional("author", Text, "Who wrote it."),
        required("published", Day, "The day it was published."),
        optional("url", Link, "Where it stands on the web; shown beside it."),
    ],
};

static ENTRY: Record = Record {
    name: "entry",
    keys: &[
        required(
            "id",
            Id,
            "a-z, 0-9 and -, at most 48 of them, never reused.",
        ),
        optional("title", Localized, "A few words for buttons and lists."),
        required(
            "phrasings",
            NonEmpty(&Text),
            "How people ask, in any language.",
        ),
        required("answer", Localized, "What is true at as_of."),
        optional(
            "kind",
            Word(&["fact", "state"]),
            "fact: it never ages. state: after notice.fresh_days it may be different, and readers are told so. Left out: state.",
        ),
        optional("board", Flag, "Whether /status shows it."),
        optional("as_of", Day, "The date at which the answer was true."),
        optional(
            "valid_until",
            Day,
            "The last day on which the answer holds.",
        ),
        optional(
            "superseded_by",
            Text,
            "The id of the entry that replaces this one.",
        ),
        optional(
            "sources",
            List(&Text),
            "Ids of the sources that the answer is drawn from.",
        ),
        optional(
            "related",
            List(&Text),
            "Ids of entries that a reader may want next.",
        ),
        optional("history", List(&Record(&VERSION)), "What was true before."),
    ],
};

static VERSION: Record = Record {
    name: "version",
    keys: &[
        required("as_of", Day, "The date at which this answer was true."),
        required("answer", Localized, "What was true then."),
        optional(
            "sources",
            List(&Text),
            "Ids of the sources that it is drawn from.",
        ),
    ],
};

static GAP: Record = Record {
    name: "gap",
    keys: &[
        required(
            "id",
            Id,
            "a-z, 0-9 and -, at most 48 of them, never reused.",
        ),
        optional("title", Localized, "A few words for lists."),
        required(
            "phrasings",
            NonEmpty(&Text),
            "How people ask, in any language.",
        ),
        required(
            "answer",
            Localized,
            "Says that the notices do not tell, and where to turn.",
        ),
    ],
};

/// Every mapping with known keys.
pub static RECORDS: [&Record; 6] = [&FAQ, &NOTICE, &SOURCE, &ENTRY, &VERSION, &GAP];

/// Whether `word` is a key somewhere in a FAQ, or the code of a language, in small letters or capitals.
pub(super) fn is_key(word: &str) -> bool {
    let keys = RECORDS.into_iter().flat_map(|record| record.keys);
    let mut names = keys.map(|key| key.name).chain(LANGUAGES.iter().copied());
    names.any(|name| name.eq_ignore_ascii_case(word))
}

/// The key of the file below which `name` belongs: of several the last that stands `above` it.
pub(super) fn home<'a>(name: &str, above: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let has = |key: &&Key| key.shape.record().is_some_and(|record| record.has(name));
    let homes: Vec<&str> = FAQ.keys.iter().filter(has).map(|key| key.name).collect();
    let mut above: Vec<&str> = above.collect();
    above.reverse();
    let last = above
        .iter()
        .find_map(|key| homes.iter().find(|home| *home == key));
    last.or(homes.first()).copied()
}

impl Record {
    /// Whether it has a key called `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key.name == name)
    }

    fn example(&self) -> &'static str {
        match self.has("phrasings") {
            true => "`id: …`, `phrasings: […]`, `answer: …`",
            false if self.has("entries") => "`entries:`",
            false => "`title: …`",
        }
    }
}

impl Key {
    /// Whether a key with nothing behind it is as good as none.
    pub fn may_be_empty(&self) -> bool {
        !self.required && matches!(self.shape, Text | Link | Localized | List(_))
    }
}

impl Shape {
    /// Whether a text may stand there.
    pub(super) fn is_text(self) -> bool {
        !matches!(self, List(_) | NonEmpty(_) | Record(_) | ById(_))
    }

    /// Whether it may stand there in several languages.
    pub(super) fn is_localized(self) -> bool {
        matches!(self, Localized)
    }

    /// What may stand there, as it is written.
    pub(super) fn example(self) -> &'static str {
        match self {
            Text | Id | Link => "`\"…\"`",
            Day => "`2024-06-28`",
            Days => "`7`",
            Flag => "`true`, `false`",
            Word(_) => "`…`",
            Zone => "`Asia/Jakarta`",
            Localized => "`\"…\"`, `{id: …, en: …}`",
            List(_) | NonEmpty(_) => "`- …`, `- …`",
            Record(record) => record.example(),
            ById(_) => "`id: {…}`",
        }
    }

    /// The mapping that stands there, or each item of the list.
    fn record(self) -> Option<&'static Record> {
        match self {
            Record(record) | ById(record) => Some(record),
            List(item) | NonEmpty(item) => item.record(),
            _ => None,
        }
    }
}
