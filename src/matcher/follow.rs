//! What a message means after what was said before: "terus kapan?", "yang kedua", "in English please".
//!
//! The context is a value that the caller hands in; nothing is remembered here.

use super::{
    Learnt, parts,
    verdict::{Decision, Part, Rule, Understanding, Verdict},
};
use crate::text::{Language, is_filler, lexicon, normalise};

/// A message of more words speaks for itself.
const MOST_WORDS: usize = 5;

/// Words around a choice: "yang nomor 2 aja", "the second one".
const AROUND_A_CHOICE: [&str; 13] = [
    "yang", "nomor", "no", "nomer", "pilihan", "opsi", "pilih", "the", "number", "option", "one",
    "saja", "ke",
];

/// Words that ask for a language, beside its name.
const AROUND_A_LANGUAGE: [&str; 16] = [
    "in", "bahasa", "pakai", "dalam", "ke", "can", "you", "say", "speak", "that", "it", "and",
    "bisa", "tolong", "dong", "jawab",
];

/// What was said before, as far as a message can mean it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// What was asked last.
    pub question: String,
    /// The entries that were told, in order: indices into `Faq::entries`.
    pub told: Vec<usize>,
    /// The entries that were offered, in the order of their numbers.
    pub offered: Vec<usize>,
}

/// Understands a message after what was said before.
pub fn follow(learnt: &Learnt, message: &str, context: &Context) -> Understanding {
    let alone = parts::understand(learnt, message);
    let words: Vec<String> = normalise::words(message)
        .into_iter()
        .filter(|word| !is_filler(word))
        .collect();
    if words.is_empty() || words.len() > MOST_WORDS {
        return alone;
    }
    if let Some(entry) = chosen(&words, &context.offered) {
        return told(message, alone.language, &[entry]);
    }
    if let Some(language) = language(&words)
        && !context.told.is_empty()
    {
        return told(&context.question, language, &context.told);
    }
    if leans_on_what_was_said(&words) && !context.question.is_empty() {
        return more(learnt, message, context, alone);
    }
    alone
}

/// The entry that is chosen by its number.
fn chosen(words: &[String], offered: &[usize]) -> Option<usize> {
    let mut rest = words
        .iter()
        .filter(|word| !AROUND_A_CHOICE.contains(&word.as_str()));
    let number = match (rest.next(), rest.next()) {
        (Some(word), None) => lexicon::ordinal(word)?,
        // "the first one", "yang satu": the word around is the choice itself.
        (None, _) => lexicon::ordinal(words.last()?)?,
        _ => return None,
    };
    match number {
        0 => offered.last().copied(),
        number => offered.get(number - 1).copied(),
    }
}

/// The language that a message asks for, and nothing else.
fn language(words: &[String]) -> Option<Language> {
    let mut rest = words
        .iter()
        .filter(|word| !AROUND_A_LANGUAGE.contains(&word.as_str()));
    match (rest.next().map(String::as_str), rest.next()) {
        (Some("english" | "inggris"), None) => Some(Language::English),
        (Some("indonesia" | "indonesian"), None) => Some(Language::Indonesian),
        _ => None,
    }
}

/// Whether a message has no telling word of its own: "terus kapan?", "why?".
fn leans_on_what_was_said(words: &[String]) -> bool {
    words.iter().all(|word| lexicon::function(word).is_some())
}

fn told(text: &str, language: Language, entries: &[usize]) -> Understanding {
    let part = |entry: &usize| Part {
        text: text.trim().to_owned(),
        verdict: Verdict {
            decision: Decision::Answer(*entry),
            because: Rule::Chosen,
        },
        ranking: Vec::new(),
    };
    Understanding {
        language,
        parts: entries.iter().map(part).collect(),
    }
}

/// What the message asks about what was asked before. It is a guess, and so told as no more than likely.
fn more(learnt: &Learnt, message: &str, context: &Context, alone: Understanding) -> Understanding {
    let telling = normalise::words(&context.question)
        .into_iter()
        .filter(|word| lexicon::function(word).is_none());
    let together: Vec<String> = telling.chain(normalise::words(message)).collect();
    let together = normalise::words(&together.join(" "));
    let mut part = learnt.assess(message, together).part;
    part.verdict = match part.verdict.decision {
        Decision::Answer(entry) => Verdict {
            decision: Decision::Likely {
                entry,
                others: Vec::new(),
            },
            because: Rule::FollowUp,
        },
        Decision::Likely { .. } | Decision::Choices(_) | Decision::Abstain(_) => part.verdict,
    };
    match part.verdict.decision {
        Decision::Abstain(_) if is_known(&alone) => alone,
        _ => Understanding {
            language: alone.language,
            parts: vec![part],
        },
    }
}

/// Whether a message by itself gets anything.
fn is_known(alone: &Understanding) -> bool {
    let abstains = |part: &Part| matches!(part.verdict.decision, Decision::Abstain(_));
    !alone.parts.iter().all(abstains)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{faq::Faq, matcher::Matcher};

    const FAQ: &str = "entries:
    - {id: hours, phrasings: [when is the pool open, opening hours of the pool, pool open on sunday, kolam renang buka jam berapa], answer: From 9 to 17.}
    - {id: price, phrasings: [what does the pool cost, price of a ticket, how much is the pool, harga tiket kolam], answer: 5 a day.}
    - {id: sauna, phrasings: [is there a sauna, sauna, where is the sauna, ada sauna ga], answer: Upstairs.}
    - {id: towel, phrasings: [can I borrow a towel, towels, do I need my own towel, pinjam handuk], answer: At the desk.}";

    fn said(message: &str, context: &Context) -> Vec<(Decision, Rule)> {
        let matcher = Matcher::new(Faq::parse("pool.yaml", FAQ.as_bytes()).expect("a FAQ"));
        let parts = matcher.follow(message, context).parts.into_iter();
        parts
            .map(|part| (part.verdict.decision, part.verdict.because))
            .collect()
    }

    #[test]
    fn a_choice_is_one_of_what_was_offered() {
        let context = Context {
            offered: vec![2, 0, 3],
            ..Context::default()
        };
        for (message, entry) in [
            ("1", 2),
            ("yang kedua", 0),
            ("the second one please", 0),
            ("nomor 3 aja", 3),
            ("yang terakhir", 3),
            ("the first one", 2),
        ] {
            assert_eq!(
                said(message, &context),
                [(Decision::Answer(entry), Rule::Chosen)],
                "{message}"
            );
        }
        assert_ne!(said("4", &context), [(Decision::Answer(3), Rule::Chosen)]);
        assert_ne!(said("1", &Context::default())[0].1, Rule::Chosen);
    }

    #[test]
    fn what_was_told_is_told_again_in_another_language() {
        let context = Context {
            told: vec![1],
            question: "harga tiket kolam".to_owned(),
            offered: Vec::new(),
        };
        assert_eq!(
            said("in English please", &context),
            [(Decision::Answer(1), Rule::Chosen)]
        );
        assert_eq!(
            said("bahasa inggris dong", &context),
            [(Decision::Answer(1), Rule::Chosen)]
        );
    }

    #[test]
    fn a_question_without_a_topic_is_about_the_last_one() {
        let context = Context {
            question: "is there a sauna".to_owned(),
            told: vec![2],
            offered: Vec::new(),
        };
        let about = said("and where?", &context);
        assert!(
            matches!(about[0].0, Decision::Likely { entry: 2, .. }),
            "{about:?}"
        );
        let alone = said("what does the pool cost", &context);
        assert_eq!(alone[0].1, Rule::Verbatim, "a whole question stands alone");
    }
}
