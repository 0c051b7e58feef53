//! Prints what `tools/calibrate.py` fits the general weights to: for each labelled question with one part or none a row
//! of the question, and below it a row of signals for each candidate.
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
    for case in cases::read(table, &fs::read(table)?, matcher.faq())? {
        let right_ids = match &case.label {
            Label::Entry(ids) => ids.as_slice(),
            Label::OutOfScope => &[],
            _ => continue,
        };
        let explanation = matcher.explain_whole(&case.question);
        println!(
            "Q\t{name}\t{}\t{}",
            u8::from(!right_ids.is_empty()),
            case.question
        );
        for candidate in &explanation.candidates {
            let gap = u8::from(candidate.kind == CandidateKind::Gap);
            let right = u8::from(right_ids.contains(&candidate.id));
            let signals: Vec<String> = candidate
                .signals
                .iter()
                .map(|(_, value)| format!("{value:.5}"))
                .collect();
            println!("C\t{right}\t{gap}\t{}\t{}", candidate.id, signals.join(","));
        }
    }
    Ok(())
}
