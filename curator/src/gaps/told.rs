//! Which attributes of its topic an entry deals with: those that its answer tells or its phrasings ask.

use maklumat::{
    faq::{Entry, Gap},
    text::{Wanted, normalise, stem, told_kinds, wanted},
};

use super::attribute::Attribute;

/// A phrasing or a sentence of an answer.
struct Said {
    stems: Vec<String>,
    kinds: Vec<Wanted>,
}

/// What is asked and said about an entry.
pub(super) struct Topic {
    said: Vec<Said>,
}

impl Topic {
    pub(super) fn of(entry: &Entry) -> Self {
        let asked = entry.phrasings.iter().map(|phrasing| Said::asked(phrasing));
        let sentences = entry
            .answer
            .texts()
            .flat_map(|text| text.split(['\n', ';']).flat_map(|line| line.split(". ")));
        let said = sentences.map(Said::told);
        Self {
            said: asked.chain(said).collect(),
        }
    }

    /// What people ask about a gap.
    pub(super) fn of_gap(gap: &Gap) -> Self {
        let asked = gap.phrasings.iter().map(|phrasing| Said::asked(phrasing));
        Self {
            said: asked.collect(),
        }
    }

    /// Whether it deals with an attribute of anything.
    pub(super) fn deals_with(&self, attribute: Attribute) -> bool {
        self.said.iter().any(|said| said.deals_with(attribute))
    }
}

impl Said {
    fn asked(phrasing: &str) -> Self {
        let words = normalise::words(phrasing);
        Self {
            stems: words.iter().map(|word| stem(word)).collect(),
            kinds: wanted(&words),
        }
    }

    fn told(sentence: &str) -> Self {
        let words = normalise::words(sentence);
        let clock = has_clock(sentence).then_some(Wanted::Hour);
        Self {
            stems: words.iter().map(|word| stem(word)).collect(),
            kinds: told_kinds(&words).into_iter().chain(clock).collect(),
        }
    }

    fn deals_with(&self, attribute: Attribute) -> bool {
        let kind = attribute.kind();
        kind.is_some_and(|kind| self.kinds.contains(&kind)) || attribute.is_named(&self.stems)
    }
}

/// Whether a text has a time of day in digits: "08.00", "22:40", "8am". What a telephone number has is none.
fn has_clock(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || "()–-,;".contains(c))
        .any(|word| {
            let word = word.trim_end_matches('.').to_lowercase();
            let half = word.trim_end_matches(['m', '.']).strip_suffix(['a', 'p']);
            let hour =
                |part: &str| part.parse::<u8>().is_ok_and(|hour| hour <= 24) && part.len() <= 2;
            let minute =
                |part: &str| part.len() == 2 && part.parse::<u8>().is_ok_and(|minute| minute < 60);
            let clock = word
                .split_once(['.', ':'])
                .is_some_and(|(a, b)| hour(a) && minute(b));
            clock
                || half.is_some_and(|half| hour(half.split([':', '.']).next().unwrap_or_default()))
        })
}
