//! Figures as a person reads them on a terminal.

use std::fmt::Write;

use maklumat::matcher::Promise;

use crate::{
    evaluate::{Evaluation, Perturbed},
    score::Share,
};

/// Confused pairs that are told.
const TOLD: usize = 10;

/// All figures of an evaluation, one a line, and the most confused pairs.
pub fn evaluation(evaluation: &Evaluation) -> String {
    let figures = &evaluation.figures;
    let mut text = format!("cases                   {}\n", figures.cases);
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

/// What a FAQ's own phrasings show about its outright answers, in words.
pub fn promise(promise: &Promise) -> String {
    let Promise {
        asked,
        answered,
        wrong,
    } = promise;
    let certified = match answered {
        0 => "certifies nothing".to_owned(),
        _ => format!("certifies {}", percent(Some(promise.certified()))),
    };
    let lacking = match promise.phrasings_lacking() {
        Some(0) => String::new(),
        Some(lacking) => format!("; about {lacking} more phrasings for 2 %"),
        None if *answered == 0 => "; none of its phrasings is answered outright".to_owned(),
        None => {
            "; for 2 % no number of phrasings would do, too many are answered wrongly".to_owned()
        }
    };
    format!("{certified}{lacking} ({wrong} wrong of {answered} answered outright, {asked} asked)")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(asked: usize, answered: usize, wrong: usize) -> String {
        promise(&Promise {
            asked,
            answered,
            wrong,
        })
    }

    #[test]
    fn a_promise_says_what_is_lacking() {
        let holds = "certifies 1.1 % (0 wrong of 200 answered outright, 300 asked)";
        assert_eq!(words(300, 200, 0), holds);
        let lacks = "certifies 2.3 %; about 20 more phrasings for 2 % (0 wrong of 100 answered outright, 100 asked)";
        assert_eq!(words(100, 100, 0), lacks);
        assert!(words(300, 200, 40).contains("no number of phrasings would do"));
        assert!(words(30, 0, 0).starts_with("certifies nothing; none of its phrasings"));
    }
}
