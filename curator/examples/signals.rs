//! Prints what `tools/calibrate.py` fits the general weights to: for each labelled question its set's name, whether the
//! first entry is right, whether the question is in scope, whether a gap comes first, and the signals.
//!
//! usage: cargo run --release -p maklumat-curator --example signals -- NAME FAQ.yaml CASES.tsv >> signals.tsv

#![allow(clippy::print_stdout, reason = "it prints its rows")]

use std::{env, error::Error, fs};

use maklumat::{
    faq::Faq,
    matcher::{CandidateKind, Matcher},
};
use maklumat_curator::cases::{self, Label};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [name, faq, table] = arguments.as_slice() else {
        return Err("usage: signals NAME FAQ.yaml CASES.tsv".into());
    };
    let matcher = Matcher::new(Faq::parse(faq, &fs::read(faq)?)?);
    for case in cases::parse(&fs::read_to_string(table)?) {
        let right_ids = match &case.label {
            Label::Entry(ids) => ids.as_slice(),
            Label::OutOfScope => &[],
            _ => continue,
        };
        let explanation = matcher.explain(&case.question);
        let Some(part) = explanation.parts.first() else {
            continue;
        };
        let first = part
            .candidates
            .iter()
            .find(|candidate| candidate.kind == CandidateKind::Entry);
        let right = first.is_some_and(|first| right_ids.contains(&first.id));
        let gap = part
            .candidates
            .first()
            .is_some_and(|first| first.kind == CandidateKind::Gap);
        let signals: Vec<String> = part
            .signals
            .iter()
            .map(|(_, value)| format!("{value:.4}"))
            .collect();
        let flags = [right, !right_ids.is_empty(), gap].map(|flag| u8::from(flag).to_string());
        println!("D\t{name}\t{}\t{}", flags.join("\t"), signals.join(","));
    }
    Ok(())
}
