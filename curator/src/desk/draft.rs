//! An entry or a gap as it stands in a form: what the file says, or what somebody typed.

use std::collections::BTreeMap;

use maklumat::{
    faq::{Date, Entry, Faq, Gap, Kind, Localized, Version},
    text::Language,
};

use super::fields::Fields;

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Something that the notices answer.
    Entry,
    /// Something that people ask and the notices do not answer.
    Gap,
}

/// An entry or a gap. What a gap does not have is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which of the two.
    pub what: What,
    /// Its id; empty for a new one that is to be named by its title.
    pub id: String,
    /// A few words for lists.
    pub title: Texts,
    /// How people ask.
    pub phrasings: Vec<String>,
    /// What is told.
    pub answer: Texts,
    /// Whether the answer may age.
    pub kind: Kind,
    /// Whether the board shows it.
    pub board: bool,
    /// The day at which the answer was true, as it was typed.
    pub as_of: String,
    /// The last day on which it holds, as it was typed.
    pub valid_until: String,
    /// The id of the entry that replaces it.
    pub superseded_by: String,
    /// Ids of its sources.
    pub sources: Vec<String>,
    /// Ids of what a reader may want next.
    pub related: Vec<String>,
    /// What was true before.
    pub history: Vec<Past>,
    /// Whether what the file says is to be kept as what was true before.
    pub keep: bool,
}

/// A text in the languages of the FAQ.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// How the file holds it; what is typed has no form yet.
    pub form: Form,
    /// Its words, without space around.
    pub words: BTreeMap<Language, String>,
}

/// How a file holds a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// It does not.
    #[default]
    Missing,
    /// One for every reader.
    Same,
    /// One for each language.
    Each,
}

/// What was true before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// When, as it was typed.
    pub as_of: String,
    /// What.
    pub answer: Texts,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// Whether it is to go.
    pub gone: bool,
}

/// The same words, however the file holds them.
impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

impl Eq for Texts {}

impl Texts {
    /// A text of the file, for forms in `languages`.
    pub fn of(text: Option<&Localized>, languages: &[Language]) -> Self {
        let mut words: BTreeMap<Language, String> = languages
            .iter()
            .map(|language| (*language, String::new()))
            .collect();
        let form = match text {
            None => Form::Missing,
            Some(Localized::Same(same)) => {
                words
                    .values_mut()
                    .for_each(|words| *words = same.trim().to_owned());
                Form::Same
            }
            Some(Localized::Each(each)) => {
                let each = each
                    .iter()
                    .map(|(language, text)| (*language, text.trim().to_owned()));
                words.extend(each);
                Form::Each
            }
        };
        Self { form, words }
    }

    /// What was typed into the fields of `name`.
    pub fn typed(fields: &Fields, name: &str) -> Self {
        let typed = Language::ALL.into_iter().filter_map(|language| {
            let field = format!("{name}.{}", language.code());
            Some((language, fields.given(&field)?.to_owned()))
        });
        Self {
            form: Form::Missing,
            words: typed.collect(),
        }
    }

    /// Its words in one language.
    pub fn get(&self, language: Language) -> &str {
        self.words.get(&language).map_or("", String::as_str)
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.words.values().all(String::is_empty)
    }

    /// Its words in the first language that has any.
    pub fn any(&self) -> &str {
        let mut words = self.words.values().filter(|words| !words.is_empty());
        words.next().map_or("", String::as_str)
    }
}

impl Draft {
    /// One that nothing is written of yet.
    pub fn empty(what: What, languages: &[Language]) -> Self {
        Self {
            what,
            id: String::new(),
            title: Texts::of(None, languages),
            phrasings: Vec::new(),
            answer: Texts::of(None, languages),
            kind: Kind::State,
            board: false,
            as_of: String::new(),
            valid_until: String::new(),
            superseded_by: String::new(),
            sources: Vec::new(),
            related: Vec::new(),
            history: Vec::new(),
            keep: false,
        }
    }

    /// The entry or gap `id` of a FAQ, and its path in the file.
    pub fn find(faq: &Faq, id: &str) -> Option<(Self, String)> {
        let languages = &faq.notice.languages;
        let draft = match faq.entry(id) {
            Some(entry) => Self::of_entry(entry, languages),
            None => Self::of_gap(faq.gap(id)?, languages),
        };
        Some((draft, faq.path(id)?))
    }

    fn of_entry(entry: &Entry, languages: &[Language]) -> Self {
        let past = |version: &Version| Past {
            as_of: version.as_of.to_string(),
            answer: Texts::of(Some(&version.answer), languages),
            sources: version.sources.clone(),
            gone: false,
        };
        let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
        Self {
            what: What::Entry,
            id: entry.id.clone(),
            title: Texts::of(entry.title.as_ref(), languages),
            phrasings: one_line_each(&entry.phrasings),
            answer: Texts::of(Some(&entry.answer), languages),
            kind: entry.kind,
            board: entry.board,
            as_of: day(entry.as_of),
            valid_until: day(entry.valid_until),
            superseded_by: entry.superseded_by.clone().unwrap_or_default(),
            sources: entry.sources.clone(),
            related: entry.related.clone(),
            history: entry.history.iter().map(past).collect(),
            keep: false,
        }
    }

    fn of_gap(gap: &Gap, languages: &[Language]) -> Self {
        Self {
            id: gap.id.clone(),
            title: Texts::of(gap.title.as_ref(), languages),
            phrasings: one_line_each(&gap.phrasings),
            answer: Texts::of(Some(&gap.answer), languages),
            ..Self::empty(What::Gap, languages)
        }
    }

    /// What was typed over `before`.
    pub fn typed(fields: &Fields, before: &Self) -> Self {
        let lines = fields.get("phrasings").lines().map(str::trim);
        let past = |(place, past): (usize, &Past)| {
            let name = format!("history.{place}");
            Past {
                as_of: fields.get(&format!("{name}.as_of")).to_owned(),
                answer: Texts::typed(fields, &format!("{name}.answer")),
                sources: past.sources.clone(),
                gone: fields.ticked(&format!("{name}.gone")),
            }
        };
        Self {
            what: before.what,
            id: match before.id.is_empty() {
                true => fields.get("id").to_owned(),
                false => before.id.clone(),
            },
            title: Texts::typed(fields, "title"),
            phrasings: lines
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
            answer: Texts::typed(fields, "answer"),
            kind: match fields.get("kind") {
                "fact" => Kind::Fact,
                _ => Kind::State,
            },
            board: fields.ticked("board"),
            as_of: fields.get("as_of").to_owned(),
            valid_until: fields.get("valid_until").to_owned(),
            superseded_by: fields.get("superseded_by").to_owned(),
            sources: fields.chosen("sources"),
            related: fields.chosen("related"),
            history: before.history.iter().enumerate().map(past).collect(),
            keep: fields.ticked("keep"),
        }
    }
}

/// Phrasings as they stand in a form: a line holds one.
fn one_line_each(phrasings: &[String]) -> Vec<String> {
    let line = |phrasing: &String| phrasing.split_whitespace().collect::<Vec<_>>().join(" ");
    phrasings.iter().map(line).collect()
}
