//! What a new gap or entry is called, and what a gap says, as far as the words of the questions tell it.

use std::collections::{BTreeMap, BTreeSet};

use maklumat::{
    faq::{Faq, Localized},
    matcher::Matcher,
    reply,
    text::{Language, lexicon, normalise, told, without_courtesy},
};

use crate::import::id;

/// Words that make up an id.
const ID_WORDS: usize = 4;

/// The longest title, in characters: a button shows no more.
const TITLE_CHARS: usize = 40;

/// The id of a topic that has no word for one.
const NAMELESS: &str = "new-question";

/// An id of the words that most of the questions share, in the order of the most typical question, which comes first.
/// Never one of `others`.
pub fn new_id(matcher: &Matcher, questions: &[&str], others: &BTreeSet<String>) -> String {
    let read: Vec<Vec<(String, String)>> = questions
        .iter()
        .map(|question| telling(matcher, question))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, stem) in read.iter().flatten() {
        *counts.entry(stem).or_default() += 1;
    }
    let mut words: Vec<(usize, &(String, String))> = Vec::new();
    for word in read.iter().flatten().enumerate() {
        if !words.iter().any(|(_, (_, stem))| *stem == word.1.1) {
            words.push(word);
        }
    }
    words.sort_by_key(|(place, (_, stem))| (std::cmp::Reverse(counts[stem.as_str()]), *place));
    words.truncate(ID_WORDS);
    words.sort_by_key(|(place, _)| *place);
    let words: Vec<&str> = words.iter().map(|(_, (word, _))| word.as_str()).collect();
    let made = id::of(&words.join(" ")).unwrap_or_else(|| NAMELESS.to_owned());
    let faq = matcher.faq();
    let taken = |id: &str| {
        let entries = faq.entries.iter().map(|entry| &entry.id);
        let mut all = entries.chain(faq.not_covered.iter().map(|gap| &gap.id));
        others.contains(id) || all.any(|other| other == id)
    };
    id::free(made, taken)
}

/// The words of a question that are more than grammar, each with its stem.
fn telling(matcher: &Matcher, question: &str) -> Vec<(String, String)> {
    let words = matcher.explain_whole(question).words;
    let telling = words.into_iter().filter(|(word, _)| {
        lexicon::function(word).is_none()
            && lexicon::wanted(word).is_none()
            && word.chars().count() > 2
    });
    telling.collect()
}

/// A title: in each language of the FAQ the first question in it that is short enough, without courtesy; none where a language
/// has no such question, since nothing here translates.
pub fn title(faq: &Faq, questions: &[&str]) -> Option<Localized> {
    let languages = faq.notice.languages.iter();
    let titles = languages.map(|language| {
        let of_it = questions
            .iter()
            .filter(|question| spoken(question) == Some(*language));
        let mut titles = of_it.filter_map(|question| short(question, *language));
        Some((*language, titles.next()?))
    });
    titles
        .collect::<Option<BTreeMap<_, _>>>()
        .map(Localized::Each)
}

fn spoken(question: &str) -> Option<Language> {
    told(normalise::words(question).iter().map(String::as_str))
}

fn short(question: &str, language: Language) -> Option<String> {
    let words = match language {
        // Chat forms are Indonesian; read as such, English would be misspelt.
        Language::Indonesian => without_courtesy(normalise::words(question)).join(" "),
        Language::English => question.trim_end_matches(['?', '!', '.', ' ']).to_owned(),
    };
    let first = words.chars().next()?;
    let fits = words.chars().count() <= TITLE_CHARS && words.contains(' ');
    let rest = &words[first.len_utf8()..];
    fits.then(|| first.to_uppercase().chain(rest.chars()).collect())
}

/// The answer of a gap: that it is not told, and where to turn.
pub fn untold(faq: &Faq) -> Localized {
    let answers = faq.notice.languages.iter();
    Localized::Each(
        answers
            .map(|language| (*language, reply::untold(faq, *language)))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_needs_a_question_in_each_language_and_an_id_is_free() {
        let yaml = "entries: [{id: car-charger, phrasings: [where are you], answer: Here.}]";
        let faq = Faq::parse("faq.yaml", yaml.as_bytes()).expect("a FAQ");
        let mine = "halo min, pasang charger mobil listrik";
        let yours = "can I install a car charger at home";
        assert_eq!(title(&faq, &[mine]), None);
        let title = title(&faq, &[mine, yours]).expect("two languages");
        assert_eq!(
            title.get(Language::Indonesian),
            "Pasang charger mobil listrik"
        );
        assert_eq!(
            title.get(Language::English),
            "Can I install a car charger at home"
        );
        let matcher = Matcher::new(faq);
        let id = |others: &[&str]| {
            let others = others.iter().map(|id| (*id).to_owned()).collect();
            new_id(&matcher, &["car charger"], &others)
        };
        assert_eq!(id(&[]), "car-charger-2");
        assert_eq!(id(&["car-charger-2"]), "car-charger-3");
    }
}
