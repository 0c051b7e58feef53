//! `faq eval`: reads what the command line names, has it measured, and tells how it went.

use std::{error::Error, fs, path::Path, process::ExitCode, time::Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use maklumat::{faq::Faq, matcher::Matcher};
use maklumat_curator::{
    bar::Standing,
    cases::Case,
    compare::{Comparison, Graded, compare},
    details,
    evaluate::{Evaluation, Perturbed, Trial, perturbed, trials},
    memory,
    perturb::Perturbation,
    record, report,
};

use crate::{
    Outcome,
    cli::{Eval, Form},
    labelled, load, print, whole,
};

/// A share is not as `--min` or `--max` demand.
const BELOW_THE_BAR: u8 = 1;

/// More answers are wrong than in what `--compare` names, beyond chance.
const MORE_WRONG: u8 = 3;

/// The cases, and the grades to compare with.
type Tables = (Vec<Case>, Option<Vec<Graded>>);

/// All that was measured.
struct Measured {
    load_ms: f64,
    evaluation: Evaluation,
    perturbed: Option<Vec<Perturbed>>,
    comparison: Option<Comparison>,
    standings: Vec<Standing>,
    /// Whether it was saved, where that was asked for.
    saved: Option<bool>,
}

/// Measures as `eval` says.
pub fn run(eval: &Eval) -> Outcome {
    let faq = load(eval.faq.path())?;
    let (cases, before) = tables(eval, &faq)?;
    let start = Instant::now();
    let matcher = Matcher::new(faq);
    let load_ms = start.elapsed().as_secs_f64() * 1e3;
    let rounds = 1 + usize::from(eval.perturb) * Perturbation::ALL.len();
    let bar = progress(cases.len() * rounds);
    let trials = trials(&matcher, &cases, &|| bar.inc(1));
    let perturb = || perturbed(&matcher, &trials, &|| bar.inc(1));
    let perturbed = eval.perturb.then(perturb);
    bar.finish_and_clear();
    let evaluation = Evaluation::of(&trials);
    let bars = eval.min.iter().chain(&eval.max);
    let mut measured = Measured {
        load_ms,
        standings: bars.map(|bar| bar.standing(&evaluation.figures)).collect(),
        evaluation,
        perturbed,
        comparison: compared(eval, before, &trials)?,
        saved: None,
    };
    measured.saved = keep(eval, measured.status(), &trials)?;
    print(&match eval.output.form() {
        Form::Json => measured.to_json(&matcher),
        Form::Text => measured.to_text(&matcher),
    })?;
    Ok(ExitCode::from(measured.status()))
}

/// Reads the tables that are named, both before either is refused: all mistakes in one run.
fn tables(eval: &Eval, faq: &Faq) -> Result<Tables, Box<dyn Error>> {
    let cases = labelled(&eval.cases, faq);
    let before = eval.compare.as_deref().map(recorded).transpose();
    match (cases, before) {
        (Ok(cases), Ok(before)) => Ok((cases, before)),
        (Err(one), Err(other)) => Err(format!("{one}\n{other}").into()),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

/// Writes the files that were asked for. Tells whether the grades were saved, where they were to be: what went wrong must not
/// become what the next run is compared with.
fn keep(eval: &Eval, status: u8, trials: &[Trial]) -> Result<Option<bool>, String> {
    if let Some(path) = &eval.details {
        write(path, &details::table(trials))?;
    }
    let Some(path) = &eval.save else {
        return Ok(None);
    };
    if status == 0 {
        write(path, &record::write(&Graded::all(trials)))?;
    }
    Ok(Some(status == 0))
}

fn compared(
    eval: &Eval,
    before: Option<Vec<Graded>>,
    trials: &[Trial],
) -> Result<Option<Comparison>, String> {
    let (Some(path), Some(before)) = (&eval.compare, before) else {
        return Ok(None);
    };
    let refuse = |error| {
        let (saved, cases) = (path.display(), eval.cases.display());
        format!(
            "{saved}: cannot be compared with {cases}: {error}\n  mend: compare with what was saved of these cases, or save anew with --save"
        )
    };
    compare(&before, &Graded::all(trials))
        .map(Some)
        .map_err(refuse)
}

impl Measured {
    fn status(&self) -> u8 {
        if self.comparison.as_ref().is_some_and(Comparison::is_worse) {
            MORE_WRONG
        } else if self.standings.iter().any(|standing| !standing.met) {
            BELOW_THE_BAR
        } else {
            0
        }
    }

    fn to_json(&self, matcher: &Matcher) -> String {
        let promise = matcher.promise();
        let object = serde_json::json!({
            "evaluation": self.evaluation,
            "perturbed": self.perturbed,
            "comparison": self.comparison.as_ref().map(Comparison::to_json),
            "bars": self.standings,
            "saved": self.saved,
            "promise": {
                "asked": promise.asked,
                "answered": promise.answered,
                "wrong": promise.wrong,
                "certified": promise.certified(),
                "phrasings_lacking": promise.phrasings_lacking(),
            },
            "load_ms": self.load_ms,
            "peak_memory_mb": memory::peak(),
        });
        format!("{object}\n")
    }

    fn to_text(&self, matcher: &Matcher) -> String {
        let peak = memory::peak().map_or("unknown".to_owned(), |megabytes| {
            format!("{megabytes:.0} MB")
        });
        let mut text = format!(
            "loaded in               {:.0} ms\npeak memory             {peak}\npromise                 {}\n{}",
            self.load_ms,
            matcher.promise(),
            report::evaluation(&self.evaluation)
        );
        let perturbed = self.perturbed.as_deref().map(report::perturbations);
        let compared = self.comparison.as_ref().map(report::comparison);
        let bars = (!self.standings.is_empty()).then(|| report::bars(&self.standings));
        let unsaved = (self.saved == Some(false))
            .then(|| "nothing was saved: what fails is nothing to compare with\n".to_owned());
        for section in [perturbed, compared, bars, unsaved].into_iter().flatten() {
            text.push('\n');
            text.push_str(&section);
        }
        text
    }
}

fn recorded(path: &Path) -> Result<Vec<Graded>, Box<dyn Error>> {
    let (name, bytes) = whole(path)?;
    Ok(record::read(&name, &bytes)?)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// On a terminal only, so that logs stay readable.
fn progress(length: usize) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{wide_bar} {pos}/{len}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
