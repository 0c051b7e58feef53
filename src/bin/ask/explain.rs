//! How a reply came about, for whoever maintains the FAQ or the matcher.

use std::{fmt::Write, num::NonZeroUsize};

use maklumat::{
    faq::Faq,
    matcher::{Decision, Part, Understanding},
};

/// The parts, decisions and best scores of a question.
pub fn explain(faq: &Faq, understanding: &Understanding, top: NonZeroUsize) -> String {
    let mut text = format!("language: {:?}", understanding.language);
    for part in &understanding.parts {
        let _ = write!(
            text,
            "\npart: {:?}\n  decision: {}",
            part.text,
            decision(faq, part)
        );
        for best in part.ranking.iter().take(top.get()) {
            let entry = &faq.entries[best.entry].id;
            let _ = write!(text, "\n  {:.3} {entry}", best.score);
        }
    }
    text
}

fn decision(faq: &Faq, part: &Part) -> String {
    let id = |entry: &usize| faq.entries[*entry].id.as_str();
    match &part.decision {
        Decision::Answer(entry) => format!("answer {}", id(entry)),
        Decision::Suggest(entries) => {
            let entries: Vec<&str> = entries.iter().map(id).collect();
            format!("suggest {}", entries.join(", "))
        }
        Decision::Abstain(reason) => format!("abstain, {reason:?}"),
    }
}
