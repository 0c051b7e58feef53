//! What is asked, what becomes of it, and what people say of that.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use maklumat::{
    faq::Faq,
    matcher::{Decision, Reason, Understanding},
};
use maklumat_store::{Told, Verdict};
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};

use super::{Label, Metrics, family};

/// Seconds; from what a small FAQ takes to what keeps everybody else waiting.
const MATCH_BUCKETS: [f64; 11] = [
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5,
];
/// Whoever has to look further down than to the last of them was offered too much.
const RANKS: [&str; 4] = ["1", "2", "3", "later"];

#[derive(Debug)]
pub(super) struct Series {
    questions: Family<Question, Counter>,
    entries: ById,
    gaps: ById,
    offers: Family<Label<&'static str>, Counter>,
    none_of_these: Counter,
    ratings: ById,
    judged: Family<[(&'static str, &'static str); 2], Counter>,
    matching: Histogram,
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Question {
    decision: &'static str,
    because: String,
    language: &'static str,
}

impl Series {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let verdicts = [Verdict::Helps, Verdict::NoHelp, Verdict::Outdated];
        let series = Self {
            questions: Family::default(),
            entries: ById::new("entry", [Kind::new()]),
            gaps: ById::new("gap", [Kind::new()]),
            offers: family("rank", RANKS),
            none_of_these: Counter::default(),
            ratings: ById::new("entry", verdicts.map(verdict_label)),
            judged: Family::default(),
            matching: Histogram::new(MATCH_BUCKETS),
        };
        for told in [Told::Outright, Told::Likely] {
            for held in [true, false] {
                drop(series.judged.get_or_create(&judgement(told, held)));
            }
        }
        let help = "Questions, by what was done, the rule that decided so, and the language of the message";
        registry.register("questions", help, series.questions.clone());
        let help = "Questions that an entry answered outright or as likely meant, or whose topic alone it tells";
        registry.register("entries_asked", help, series.entries.counts.clone());
        let help = "Questions that people ask and the notices do not answer, by gap";
        registry.register("gaps_met", help, series.gaps.counts.clone());
        let help = "Buttons pressed of what else may have been meant, by their place from above";
        registry.register("offers_pressed", help, series.offers.clone());
        let help = "Presses of \"none of these\" and \"not this\"";
        registry.register("none_of_these", help, series.none_of_these.clone());
        let help = "What people said of the answer of an entry, each person once";
        registry.register("feedback", help, series.ratings.counts.clone());
        let help = "Answers to questions, by whether people said that they hold: helped, or of no help, or turned down";
        registry.register("answers_judged", help, series.judged.clone());
        let help = "How long it took to understand a message";
        registry.register("match_seconds", help, series.matching.clone());
        series
    }

    /// Counts for the entries and gaps of `faq`, and for no others.
    pub(super) fn know(&self, faq: &Faq) {
        for by_entry in [&self.entries, &self.ratings] {
            by_entry.know(faq.entries.iter().map(|entry| &entry.id));
        }
        self.gaps.know(faq.not_covered.iter().map(|gap| &gap.id));
    }
}

impl Metrics {
    /// Understands a message by `understand`, and takes the time.
    pub fn matching<T>(&self, understand: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let understood = understand();
        let took = start.elapsed().as_secs_f64();
        self.0.questions.matching.observe(took);
        understood
    }

    /// Counts what becomes of each question of a message.
    pub fn asked(&self, faq: &Faq, understood: &Understanding) {
        let series = &self.0.questions;
        for part in &understood.parts {
            let decision = &part.verdict.decision;
            self.0.today.asked(faq, decision);
            let question = Question {
                decision: tier(decision),
                because: part.verdict.because.to_string(),
                language: understood.language.code(),
            };
            series.questions.get_or_create(&question).inc();
            match decision {
                Decision::Answer(entry)
                | Decision::Likely { entry, .. }
                | Decision::Abstain(Reason::NotTold(entry)) => {
                    series.entries.count(&faq.entries[*entry].id, &Kind::new());
                }
                Decision::Abstain(Reason::NotCovered(gap)) => {
                    series.gaps.count(&faq.not_covered[*gap].id, &Kind::new());
                }
                Decision::Choices(_) | Decision::Abstain(_) => {}
            }
        }
    }

    /// Somebody chose what was offered at this place, counted from 0.
    pub fn offer_pressed(&self, place: usize) {
        let rank = RANKS[place.min(RANKS.len() - 1)];
        self.0
            .questions
            .offers
            .get_or_create(&[("rank", rank)])
            .inc();
    }

    /// Somebody meant nothing of what was offered.
    pub fn none_of_these(&self) {
        self.0.questions.none_of_these.inc();
    }

    /// Somebody's press says whether an answer held, that was told in this way.
    pub fn judged(&self, told: Told, held: bool) {
        let judged = &self.0.questions.judged;
        judged.get_or_create(&judgement(told, held)).inc();
    }

    /// Somebody said for the first time what they think of the answer of an entry.
    pub fn rated(&self, entry: &str, verdict: Verdict) {
        let ratings = &self.0.questions.ratings;
        ratings.count(entry, &verdict_label(verdict));
        self.0.today.rated(verdict);
    }
}

/// How an answer was told, and whether it held.
fn judgement(told: Told, held: bool) -> [(&'static str, &'static str); 2] {
    let held = if held { "yes" } else { "no" };
    [("told", told.name()), ("held", held)]
}

fn verdict_label(verdict: Verdict) -> Kind {
    vec![("verdict", verdict.name())]
}

/// What is done about a question, in a word.
fn tier(decision: &Decision) -> &'static str {
    match decision {
        Decision::Answer(_) => "outright",
        Decision::Likely { .. } => "likely",
        Decision::Choices(_) => "choices",
        Decision::Abstain(Reason::NotCovered(_)) => "not-covered",
        Decision::Abstain(Reason::NotTold(_)) => "not-told",
        Decision::Abstain(Reason::OutOfScope) => "out-of-scope",
        Decision::Abstain(Reason::SmallTalk(_)) => "small-talk",
        Decision::Abstain(Reason::TooVague) => "too-vague",
    }
}

/// Counts by ids of the FAQ in use.
#[derive(Debug)]
struct ById {
    label: &'static str,
    /// What else tells two counts of an id apart.
    kinds: Vec<Kind>,
    known: Mutex<BTreeSet<String>>,
    counts: Family<(Label<String>, Kind), Counter>,
}

/// A further label, or none.
type Kind = Vec<(&'static str, &'static str)>;

impl ById {
    fn new(label: &'static str, kinds: impl IntoIterator<Item = Kind>) -> Self {
        Self {
            label,
            kinds: kinds.into_iter().collect(),
            known: Mutex::default(),
            counts: Family::default(),
        }
    }

    /// From now on counts these ids: the counts of those that stay go on, those that are gone go.
    fn know<'a>(&self, ids: impl Iterator<Item = &'a String>) {
        let now: BTreeSet<String> = ids.cloned().collect();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for kind in &self.kinds {
            for gone in known.difference(&now) {
                self.counts.remove(&self.labels(gone, kind));
            }
            for id in &now {
                drop(self.counts.get_or_create(&self.labels(id, kind)));
            }
        }
        *known = now;
    }

    /// Counts for an id that is known.
    fn count(&self, id: &str, kind: &Kind) {
        if let Some(count) = self.counts.get(&self.labels(id, kind)) {
            count.inc();
        }
    }

    fn labels(&self, id: &str, kind: &Kind) -> (Label<String>, Kind) {
        ([(self.label, id.to_owned())], kind.clone())
    }
}
