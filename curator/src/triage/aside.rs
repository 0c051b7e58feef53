//! What is left out before anything is proposed: personal data, small talk, noise, anger, and what is answered by now.

use maklumat::{
    matcher::{Decision, Matcher, Part, Reason},
    text::{Clause, Mood, clauses, lexicon, normalise, vectors, wanted},
};
use maklumat_store::{holds_personal_data, redact, without_marks};
use serde::Serialize;

use super::asked::Asked;

/// Why a question is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aside {
    /// It holds personal data, and is shown to nobody.
    Personal,
    /// A greeting, thanks, abuse, or too few words to go on.
    SmallTalk,
    /// No words: a slip of the hand, digits, a link.
    Junk,
    /// Anger that asks nothing.
    Rant,
    /// The FAQ answers it outright by now.
    Answered,
    /// The FAQ names it as not covered by now.
    Named,
    /// Too few people asked for its group to be shown.
    Few,
    /// There are too many questions to compare, and this one was asked least.
    Beyond,
}

/// Rows of keys, along which a hand slips.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// So many keys in a row, or letters without a vowel, are a slip of the hand.
const SLIP: usize = 4;

/// Of an unknown text, so many words may be a language that we do not know; fewer are nothing to go on.
const UNKNOWN_WORDS: usize = 3;

/// So many words that are more than grammar say what is asked.
const LEAST_TELLING: usize = 2;

/// Words that scorn, or tell of anger, in standard spelling: no reason to answer, where nothing is asked.
const SCORN: &[&str] = &[
    "anjing",
    "anjir",
    "asu",
    "bangsat",
    "bego",
    "bobrok",
    "brengsek",
    "bubarkan",
    "bubarin",
    "capek",
    "dongo",
    "gila",
    "goblok",
    "jancok",
    "kampret",
    "kapok",
    "kecewa",
    "konoha",
    "lawak",
    "malu",
    "memalukan",
    "males",
    "mengecewakan",
    "mengesalkan",
    "muak",
    "nyusahin",
    "menyusahkan",
    "payah",
    "pemalas",
    "sampah",
    "sialan",
    "tai",
    "tolol",
    "wkwk",
    "bullshit",
    "clowns",
    "disgrace",
    "disgusting",
    "garbage",
    "idiots",
    "incompetent",
    "joke",
    "pathetic",
    "ridiculous",
    "shame",
    "shameful",
    "stupid",
    "terrible",
    "trash",
    "useless",
    "worst",
];

/// The words that a question is read by and shown with, or why it is left out.
pub fn sift(matcher: &Matcher, asked: &Asked) -> Result<String, Aside> {
    if holds_personal_data(&asked.question).is_some() {
        return Err(Aside::Personal);
    }
    let question = redact(&asked.question);
    let words = without_marks(&question);
    if is_junk(matcher, &words) {
        return Err(Aside::Junk);
    }
    let understanding = matcher.understand(&words);
    let parts = understanding.parts.iter();
    let open: Vec<&Part> = parts
        .filter(|part| settled(matcher, part, asked).is_none())
        .collect();
    match (open.first(), understanding.parts.first()) {
        (Some(_), _) if is_rant(&words) => Err(Aside::Rant),
        (Some(_), _) => Ok(question),
        (None, Some(part)) => Err(settled(matcher, part, asked).unwrap_or(Aside::SmallTalk)),
        (None, None) => Err(Aside::SmallTalk),
    }
}

/// Why there is nothing left to do about a part, if there is not. What people refused is no answer to them.
fn settled(matcher: &Matcher, part: &Part, asked: &Asked) -> Option<Aside> {
    let faq = matcher.faq();
    let helps = |id: &String| !asked.refused.contains(id);
    match part.verdict.decision {
        Decision::Answer(entry) if helps(&faq.entries[entry].id) => Some(Aside::Answered),
        Decision::Abstain(Reason::NotCovered(gap)) if helps(&faq.not_covered[gap].id) => {
            Some(Aside::Named)
        }
        Decision::Abstain(Reason::SmallTalk(_)) => Some(Aside::SmallTalk),
        Decision::Abstain(Reason::TooVague) if is_bare(&part.text) => Some(Aside::SmallTalk),
        _ => None,
    }
}

/// Whether a text has hardly a word that tells what is asked. What is too vague for a FAQ that has none of its words is not.
fn is_bare(text: &str) -> bool {
    let words = normalise::words(text);
    let telling = words
        .iter()
        .filter(|word| lexicon::function(word).is_none());
    telling.count() < LEAST_TELLING
}

/// Whether a text holds no word, or none that anybody knows and hardly any at all.
fn is_junk(matcher: &Matcher, text: &str) -> bool {
    let typed = normalise::fold(text);
    let mut runs = typed.split(|c: char| !c.is_alphabetic());
    if !runs.any(|run| run.chars().count() > 1) {
        return true;
    }
    let read = normalise::words(text);
    let words: Vec<&String> = read
        .iter()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .collect();
    let known =
        |word: &&&String| vectors::origin(word).is_some() || lexicon::function(word).is_some();
    if words.iter().any(|word| known(&word)) {
        return false;
    }
    let noise = words.iter().filter(|word| is_slip(word)).count();
    if words.len() - noise >= UNKNOWN_WORDS {
        return false;
    }
    let read = matcher.explain_whole(text);
    words.len() == noise || read.unknown.len() == read.words.len()
}

/// Whether a word is what a hand types that rests on the keys.
fn is_slip(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let vowels = letters.iter().filter(|c| "aeiouy".contains(**c)).count();
    let along = |run: &[char]| {
        let run: String = run.iter().collect();
        let back: String = run.chars().rev().collect();
        ROWS.iter()
            .any(|row| row.contains(&run) || row.contains(&back))
    };
    let kinds: std::collections::BTreeSet<&char> = letters.iter().collect();
    letters.len() >= SLIP
        && (vowels == 0 || letters.windows(SLIP).any(along) || kinds.len() * 2 < letters.len())
}

/// Whether a message scorns and asks nothing.
fn is_rant(text: &str) -> bool {
    let words = normalise::words(text);
    let asks = |clause: Clause<'_>| clause.mood == Mood::Asks;
    let scorns = words.iter().any(|word| SCORN.contains(&word.as_str()));
    scorns && wanted(&words).is_empty() && !clauses(text).into_iter().any(asks)
}

#[cfg(test)]
mod tests {
    use maklumat::faq::Faq;

    use super::*;

    const FAQ: &str = "
entries:
- {id: opening, phrasings: [when do you open, what are the opening hours, jam buka kantor], answer: At eight.}
- {id: dogs, phrasings: [may I bring my dog, are dogs allowed, boleh bawa anjing], answer: They may come in.}
not_covered:
- {id: fee, phrasings: [what does a ticket cost, how much is the ticket, harga tiket berapa], answer: Not told here.}
";

    #[test]
    fn each_question_is_left_out_for_its_own_reason() {
        let matcher = Matcher::new(Faq::parse("faq.yaml", FAQ.as_bytes()).expect("a FAQ"));
        for (question, expected) in [
            ("are dogs allowed", Some(Aside::Answered)),
            ("what does a ticket cost", Some(Aside::Named)),
            ("halo min", Some(Aside::SmallTalk)),
            ("tolong", Some(Aside::SmallTalk)),
            ("office chairs for sale", None),
            ("asdfghjkl", Some(Aside::Junk)),
            ("k", Some(Aside::Junk)),
            ("12345", Some(Aside::Junk)),
            ("https://contoh.id/berita", Some(Aside::Junk)),
            ("hjkl zxcv qqqqqq", Some(Aside::Junk)),
            ("pelayanan payah, kecewa berat!", Some(Aside::Rant)),
            ("worst museum ever", Some(Aside::Rant)),
            (
                "NIK saya 3174012304560001 kok ditolak",
                Some(Aside::Personal),
            ),
            ("payah, kenapa loket tutup terus?", None),
            ("iraha tiasa nyandak barudak alit", None),
            ("ada parkir sepeda motor", None),
        ] {
            let asked = Asked {
                question: question.to_owned(),
                ..Asked::default()
            };
            assert_eq!(sift(&matcher, &asked).err(), expected, "{question}");
        }
        let refused = Asked {
            question: "are dogs allowed".to_owned(),
            refused: ["dogs".to_owned()].into(),
            ..Asked::default()
        };
        assert!(sift(&matcher, &refused).is_ok(), "it did not help");
    }
}
