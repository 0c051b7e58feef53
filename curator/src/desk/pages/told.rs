//! Findings, in full and in sum.

use maklumat::faq::{
    Finding,
    rules::{self, Severity},
};
use maud::{Markup, html};

use super::frame::Frame;
use crate::page::component::{Tone, badge};

/// Each finding with its mend.
pub fn each<'a>(frame: &Frame, findings: impl IntoIterator<Item = &'a Finding>) -> Markup {
    let mend = rules::names(frame.language).mend;
    html! {
        @for finding in findings {
            p.finding {
                (badge(tone(finding.rule.severity), name(frame, finding.rule.severity))) " "
                (finding.what(frame.language)) ". "
                span.mend { (mend) ": " (finding.mend(frame.language)) "." }
            }
        }
    }
}

/// How many there are of each severity.
pub fn sum<'a>(frame: &Frame, findings: impl IntoIterator<Item = &'a Finding>) -> Markup {
    let mut counts = [0_usize; Severity::ALL.len()];
    for finding in findings {
        let place = Severity::ALL
            .iter()
            .position(|severity| *severity == finding.rule.severity);
        counts[place.unwrap_or_default()] += 1;
    }
    html! {
        @for (severity, count) in Severity::ALL.into_iter().zip(counts) {
            @if count > 0 { (badge(tone(severity), &format!("{count} {}", name(frame, severity)))) " " }
        }
    }
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Hint => Tone::Plain,
    }
}

fn name(frame: &Frame, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => frame.words.error,
        Severity::Warning => frame.words.warning,
        Severity::Hint => frame.words.hint,
    }
}
