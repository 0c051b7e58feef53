//! `BENCHMARKS.md`: tables of what was measured, above what is written by hand.

use std::{fmt::Write, fs, time::Duration};

use crate::{
    compare::{Row, mean},
    rivals::RIVALS,
    scale::{PHRASINGS, Point},
    sets::{GROUPS, Half},
    shipped::Shipped,
    shown,
};

/// What follows this line is kept.
const BY_HAND: &str = "<!-- Everything above is written by `maklumat-benches`; everything below by hand, and kept. -->";

/// Everything that was measured in one run.
pub struct Measured {
    /// Which questions were asked.
    pub half: Half,
    /// Sets that were not there.
    pub missing: Vec<String>,
    /// What the shipped FAQ costs.
    pub shipped: Shipped,
    /// What people are shown, group by group.
    pub shown: Vec<shown::Row>,
    /// Texts of bad faith: what, bytes, time.
    pub adversarial: Vec<(&'static str, usize, Duration)>,
    /// How cost grows.
    pub scale: Vec<Point>,
    /// Everyone on every set.
    pub rows: Vec<Row>,
}

/// The new text of the file whose text was `before`.
pub fn write(measured: &Measured, before: &str) -> String {
    let by_hand = match before.split_once(BY_HAND) {
        Some((_, by_hand)) => by_hand,
        None => "\n",
    };
    let sections = [
        opening(measured),
        shown(measured),
        groups(&measured.rows),
        shipped(&measured.shipped),
        growth(&measured.scale),
        adversarial(&measured.adversarial),
        each_set(&measured.rows),
    ];
    format!("{}\n{BY_HAND}{by_hand}", sections.join("\n"))
}

fn opening(measured: &Measured) -> String {
    let half = measured.half.name();
    let mut text = format!(
        "# Benchmarks

    cargo run --release -p maklumat-benches -- --test

One run on {}, one thread, a machine with other work to do: times are good to a factor of two. Accuracy is on the
`{half}` half of the questions, and the same on any machine.

- *First right*, *in three*: of the questions that the FAQ answers, those whose entry is ranked first, or among three.
- *AUROC*: how likely a question that the FAQ answers is ranked more surely than one that it does not.
- *At 2 %*, *at 5 %*: the share that can be answered right when every answer above one score is given and so many are wrong.
- *Two typos*: first right, with two seeded slips of the finger in each question.
- Everyone gets the same phrasings, those of gaps too: who finds a gap first is taken to be silent.
",
        machine()
    );
    for missing in &measured.missing {
        let _ = writeln!(text, "\nMissing in this run, and skipped: {missing}.");
    }
    text
}

/// What is told of the groups: the name of a share, and a heading.
const SHOWN: [(&str, &str); 10] = [
    ("first_right", "first right"),
    ("among_three", "in three"),
    ("shown_right", "shown right"),
    ("answered_right", "outright right"),
    ("wrong_of_shown", "wrong of shown"),
    ("wrong_of_answers", "wrong of outright"),
    ("out_of_scope_shown", "not covered: shown"),
    ("out_of_scope_answered", "not covered: outright"),
    ("out_of_scope_suggested", "not covered: suggested"),
    ("two_both_shown", "two asked: both shown"),
];

fn shown(measured: &Measured) -> String {
    let held_out = match measured.half {
        Half::Dev => "The held-out agencies and `citizens-test` are asked with `--test` alone.",
        Half::Test => {
            "The questions to the held-out agencies are read for this report alone; `citizens-test` was read in earlier milestones."
        }
    };
    let mut text = format!(
        "## What people are shown

*Shown* is what a person reads without another step: answered outright, or told as likely. *Suggested*: not answered outright,
but told as likely or offered to choose from. Per cent, means over the sets; *questions*: in and out of scope, all sets together.

The weights of the matcher are fitted on `dev` of the public sets, `citizens-dev`, details, complaints and the questions to
the other agencies: those rows say how well they fit (`tools/calibrate.py fit` tells the same by weights that do not know the
FAQ). {held_out}

"
    );
    let headings: Vec<&str> = SHOWN.iter().map(|(_, heading)| *heading).collect();
    let _ = writeln!(text, "| | sets | questions | {} |", headings.join(" | "));
    let _ = writeln!(text, "|{}", "---|".repeat(3 + SHOWN.len()));
    for row in &measured.shown {
        let shares: Vec<String> = SHOWN
            .iter()
            .map(|(name, _)| percent(row.share(name)))
            .collect();
        let _ = writeln!(
            text,
            "| {} | {} | {} + {} | {} |",
            row.group,
            row.sets,
            row.inside,
            row.outside,
            shares.join(" | ")
        );
    }
    text
}

fn groups(rows: &[Row]) -> String {
    let mut text = String::from("## Beside what one would pick instead\n");
    for group in GROUPS {
        let of_group: Vec<&Row> = rows.iter().filter(|row| row.group == group).collect();
        let means: Vec<Row> = RIVALS
            .iter()
            .map(|(name, _)| rows_of(&of_group, name))
            .filter(|rows| !rows.is_empty())
            .map(|rows| mean(&rows))
            .collect();
        if !means.is_empty() {
            let sets = of_group.len() / means.len();
            let _ = write!(text, "\n### {group}: mean of {sets}\n\n");
            text.push_str(&table(means.iter()));
        }
    }
    text
}

fn rows_of<'a>(rows: &[&'a Row], rival: &str) -> Vec<&'a Row> {
    let of_rival = rows.iter().filter(|row| row.rival == rival);
    of_rival.copied().collect()
}

fn each_set(rows: &[Row]) -> String {
    let mut text = String::from("## Each set\n");
    for set in rows.chunk_by(|a, b| a.set == b.set) {
        let _ = write!(text, "\n### {}\n\n", set[0].set);
        text.push_str(&table(set.iter()));
    }
    text
}

fn table<'a>(rows: impl Iterator<Item = &'a Row>) -> String {
    let mut text = String::from(
        "| | first right | in three | AUROC | at 2 % | at 5 % | two typos | µs a question | ms to build |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let _ = write!(text, "| {}", row.rival);
        let shares = [
            row.first_right,
            row.among_three,
            row.auroc,
            Some(row.at_2),
            Some(row.at_5),
            row.two_typos,
        ];
        for share in shares {
            let _ = write!(text, " | {}", percent(share));
        }
        let _ = writeln!(text, " | {:.0} | {:.0} |", row.median_us, row.build_ms);
    }
    text
}

fn shipped(shipped: &Shipped) -> String {
    let peak = megabytes(shipped.peak);
    format!(
        "## The shipped FAQ

| | |
|---|---|
| reading the YAML | {:.0} ms |
| training afresh | {:.0} ms |
| taking from the cache what an earlier start learnt | {:.0} ms |
| what was learnt, as a file | {:.1} MB |
| a question of our citizens, half of them | {:.0} µs |
| the same, 99 % | {:.0} µs |
| memory at most, training included | {peak} |

Each question is timed five times and the least counts. Steps one by one: `cargo bench -p maklumat-benches`.
",
        shipped.read_ms,
        shipped.train_ms,
        shipped.cached_ms,
        shipped.learnt_mb,
        shipped.latency.median_us,
        shipped.latency.p99_us,
    )
}

fn growth(points: &[Point]) -> String {
    let mut text = format!(
        "## Growth

FAQs made up from a seed, {PHRASINGS} phrasings an entry: an opener, an action, two topic words of the entry and an ending. The vocabulary
grows with the square root of the FAQ. Questions are unseen phrasings with a typo. Each size runs in a process of its own.

| phrasings | load, s | µs a question, half | 99 % | memory at most | first right |
|---|---|---|---|---|---|
"
    );
    for point in points {
        let _ = writeln!(
            text,
            "| {} | {:.2} | {:.0} | {:.0} | {} | {:.1} |",
            point.phrasings,
            point.load,
            point.median_us,
            point.p99_us,
            megabytes(point.peak),
            point.first_right * 100.0
        );
    }
    text
}

fn adversarial(times: &[(&'static str, usize, Duration)]) -> String {
    let mut text = String::from(
        "## Texts of bad faith

On the shipped FAQ; the slowest of three.

| | bytes | ms |
|---|---|---|
",
    );
    for (name, bytes, time) in times {
        let _ = writeln!(
            text,
            "| {name} | {bytes} | {:.1} |",
            time.as_secs_f64() * 1e3
        );
    }
    text
}

fn percent(share: Option<f64>) -> String {
    share.map_or("–".to_owned(), |share| format!("{:.1}", share * 100.0))
}

fn megabytes(megabytes: Option<f64>) -> String {
    megabytes.map_or("unknown".to_owned(), |megabytes| {
        format!("{megabytes:.0} MB")
    })
}

/// The processor, as Linux tells.
fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let model = model.map(|model| model.trim_start_matches([' ', '\t', ':']));
    model.unwrap_or("an unknown processor").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_by_hand_is_kept() {
        let measured = Measured {
            half: Half::Dev,
            missing: vec!["all".to_owned()],
            shipped: Shipped {
                read_ms: 1.0,
                train_ms: 1.0,
                cached_ms: 1.0,
                learnt_mb: 1.0,
                latency: Default::default(),
                peak: None,
            },
            shown: Vec::new(),
            adversarial: Vec::new(),
            scale: Vec::new(),
            rows: Vec::new(),
        };
        let first = write(&measured, "");
        let edited = format!("{first}## By hand\n");
        assert_eq!(write(&measured, &edited), edited);
    }
}
