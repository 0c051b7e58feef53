//! How a reply came about, for whoever maintains the FAQ or the matcher.

use std::{fmt::Write, num::NonZeroUsize};

use maklumat::{
    faq::Faq,
    matcher::{CandidateKind, Decision, Explanation, PartExplanation, Reason, Verdict},
};

/// The steps from a question to what was decided, part by part, with at most `top` candidates each.
pub fn explain(faq: &Faq, explanation: &Explanation, top: NonZeroUsize) -> String {
    let parts: Vec<String> = explanation
        .parts
        .iter()
        .map(|part| explain_part(faq, part, explanation.threshold, top))
        .collect();
    parts.join("\n\n")
}

fn explain_part(faq: &Faq, part: &PartExplanation, threshold: f64, top: NonZeroUsize) -> String {
    let mut out = format!("question   {}\n", part.text);
    let words: Vec<String> = part
        .words
        .iter()
        .map(|(word, stem)| shown(word, stem))
        .collect();
    // Writing to a string does not fail.
    let _ = writeln!(out, "read as    {}", words.join(" "));
    if !part.unknown.is_empty() {
        let _ = writeln!(out, "unknown    {}", part.unknown.join(" "));
    }
    for candidate in part.candidates.iter().take(top.get()) {
        let kind = match candidate.kind {
            CandidateKind::Entry => "entry",
            CandidateKind::Gap => "gap  ",
        };
        let _ = writeln!(
            out,
            "{kind}      {:6.3}  {}  (classifier {:.3})",
            candidate.chance, candidate.id, candidate.probability
        );
    }
    if let Some(phrasing) = &part.phrasing {
        let _ = writeln!(out, "phrasing   {phrasing}");
        let pairs: Vec<String> = part
            .pairs
            .iter()
            .map(|pair| format!("{}={} {:.2}", pair.question, pair.phrasing, pair.likeness))
            .collect();
        let _ = writeln!(out, "matched    {}", pairs.join(", "));
    }
    let signals: Vec<String> = part
        .candidates
        .iter()
        .take(1)
        .flat_map(|candidate| &candidate.signals)
        .map(|(name, value)| format!("{name} {value:.2}"))
        .collect();
    let _ = writeln!(out, "signals    {}", signals.join(", "));
    let _ = writeln!(
        out,
        "surely     {:.3}, an answer needs {threshold:.3}",
        part.probability
    );
    let _ = write!(out, "decision   {}", decision(faq, &part.verdict));
    out
}

fn shown(word: &str, stem: &str) -> String {
    if word == stem {
        word.to_owned()
    } else {
        format!("{word}({stem})")
    }
}

fn decision(faq: &Faq, verdict: &Verdict) -> String {
    let id = |entry: &usize| faq.entries[*entry].id.as_str();
    let ids = |entries: &[usize]| entries.iter().map(id).collect::<Vec<_>>().join(", ");
    let decision = match &verdict.decision {
        Decision::Answer(entry) => format!("answer {}", id(entry)),
        Decision::Likely { entry, others } if others.is_empty() => format!("likely {}", id(entry)),
        Decision::Likely { entry, others } => format!("likely {}, or {}", id(entry), ids(others)),
        Decision::Choices(entries) => format!("suggest {}", ids(entries)),
        Decision::Abstain(Reason::NotTold(entry)) => format!("abstain, not told: {}", id(entry)),
        Decision::Abstain(Reason::NotCovered(gap)) => {
            format!("abstain, not covered: {}", faq.not_covered[*gap].id)
        }
        Decision::Abstain(Reason::SmallTalk(kind)) => format!("abstain, small talk: {kind:?}"),
        Decision::Abstain(Reason::OutOfScope) => "abstain, out of scope".to_owned(),
        Decision::Abstain(Reason::TooVague) => "abstain, too vague".to_owned(),
    };
    format!("{decision}  (rule: {})", verdict.because)
}
