//! Figures as a person reads them on a terminal.

use std::fmt::Write;

use crate::{
    bar::Standing,
    compare::{Comparison, Turn},
    evaluate::{Evaluation, Perturbed},
    score::Share,
};

/// Confused pairs that are told.
const TOLD: usize = 10;

/// All figures of an evaluation, one a line, and the most confused pairs.
pub fn evaluation(evaluation: &Evaluation) -> String {
    let figures = &evaluation.figures;
    let mut text = format!(
        "cases                   {}; shares: of how many, and the 95 % interval\n",
        figures.cases
    );
    for share in figures.shares() {
        let name = share.name.replace('_', " ");
        let _ = writeln!(text, "{name:<24}{}", of_cases(&share));
    }
    let ranked = [
        ("AUROC", figures.auroc),
        ("coverage at 2 % wrong", Some(figures.coverage_at_2)),
        ("coverage at 5 % wrong", Some(figures.coverage_at_5)),
    ];
    for (name, value) in ranked {
        let _ = writeln!(text, "{name:<24}{}", percent(value));
    }
    let _ = writeln!(
        text,
        "latency                 median {:.0} µs, 99 % {:.0} µs",
        evaluation.latency.median_us, evaluation.latency.p99_us
    );
    if !figures.confused.is_empty() {
        text.push_str("\nmost confused\n");
    }
    for pair in figures.confused.iter().take(TOLD) {
        let _ = writeln!(
            text,
            "  {} × {} taken for {}: {}",
            pair.count, pair.meant, pair.taken_for, pair.example
        );
    }
    text
}

/// One line for each perturbation.
pub fn perturbations(perturbed: &[Perturbed]) -> String {
    let mut text = format!(
        "{:<18}{:>7}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}\n",
        "perturbation", "cases", "first", "three", "right", "wrong", "oos", "auroc", "changed"
    );
    for row in perturbed {
        let figures = &row.figures;
        let _ = write!(text, "{:<18}{:>7}", row.name, figures.cases);
        for value in [
            figures.first_right,
            figures.among_three,
            figures.answered_right,
            figures.wrong_of_answers,
            figures.out_of_scope_answered,
            figures.auroc,
            row.answer_changed,
        ] {
            let _ = write!(text, "{:>9}", percent(value));
        }
        text.push('\n');
    }
    text.push_str("changed: of the questions that were answered outright, those that now are not, or otherwise\n");
    text
}

/// What changed since it was saved, and whether wrong answers rose beyond chance.
pub fn comparison(comparison: &Comparison) -> String {
    let mut text = String::new();
    for turn in Turn::ALL {
        let changes: Vec<_> = comparison.turned(turn).collect();
        if !changes.is_empty() {
            let _ = writeln!(text, "{} ({})", turn.heading(), changes.len());
        }
        for change in changes {
            let _ = writeln!(
                text,
                "  {} → {}  {}: {}",
                change.before, change.after, change.label, change.question
            );
        }
    }
    let _ = writeln!(
        text,
        "of {} questions {} became wrong or more certainly so, {} less: {} (exact sign test, p = {:.3})",
        comparison.questions,
        comparison.more_harm(),
        comparison.less_harm(),
        match comparison.is_worse() {
            true => "worse than before, beyond chance",
            false => "no rise beyond chance",
        },
        comparison.chance()
    );
    text
}

/// How each share stands to what is demanded of it, a line each.
pub fn bars(standings: &[Standing]) -> String {
    let mut text = String::new();
    for Standing {
        name,
        value,
        bar,
        met,
    } in standings
    {
        let _ = writeln!(
            text,
            "{}  {name}: {}, the bar is {}",
            if *met { "met   " } else { "MISSED" },
            value.map_or("not measured by any case".to_owned(), |value| percent(
                Some(value)
            )),
            percent(Some(*bar))
        );
    }
    text
}

/// A share in per cent, of how many, and between what it is with 95 % confidence.
fn of_cases(share: &Share) -> String {
    let value = percent(share.value);
    match share.interval().map(|ends| ends.map(|end| end * 100.0)) {
        Some([low, high]) => {
            format!("{value:<8} of {:<5} ({low:.1} to {high:.1})", share.of)
        }
        None => value,
    }
}

/// A share in per cent, or a dash.
pub fn percent(share: Option<f64>) -> String {
    share.map_or("–".to_owned(), |share| format!("{:.1} %", share * 100.0))
}
