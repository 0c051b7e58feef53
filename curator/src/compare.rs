//! What became of the same questions before and after a change of FAQ or program.

use std::{collections::BTreeMap, error::Error, fmt};

use serde::Serialize;

use crate::{evaluate::Trial, grade::Grade, metrics::sign_test};

/// A rise of wrong answers is told from chance when chance alone would bring it less often than this.
const CHANCE: f64 = 0.05;

/// Questions of each side that are named when the sides hold different ones.
const NAMED: usize = 3;

/// A question with its label, and how well it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// The label, as in a table of cases.
    pub label: String,
    /// The question.
    pub question: String,
    /// How well it was answered.
    pub grade: Grade,
}

/// What changed, question by question, in the order of what came after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Questions that were compared.
    pub questions: usize,
    /// Those whose grade changed.
    pub changes: Vec<Change>,
}

/// A question whose grade changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The label, as in a table of cases.
    pub label: String,
    /// The question.
    pub question: String,
    /// What it was.
    pub before: Grade,
    /// What it is.
    pub after: Grade,
}

/// In which way a grade changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// It became wrong, or wrong outright where it was told as likely.
    Wrong,
    /// It became right.
    Right,
    /// It became less wrong, if not right.
    LessWrong,
    /// It was right, and is now only offered or missed.
    NoLongerRight,
    /// From missed to offered, or back.
    Other,
}

/// Why two lists cannot be compared: they hold different questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferentQuestions {
    /// `label<TAB>question` that only the first list holds.
    pub only_before: Vec<String>,
    /// `label<TAB>question` that only the second list holds.
    pub only_after: Vec<String>,
}

impl Graded {
    /// Those of `trials` that have a grade: all but rants.
    pub fn all(trials: &[Trial]) -> Vec<Self> {
        let graded = |trial: &Trial| {
            Some(Self {
                label: trial.case.label.to_string(),
                question: trial.case.question.clone(),
                grade: trial.grade?,
            })
        };
        trials.iter().filter_map(graded).collect()
    }

    fn key(&self) -> (&str, &str) {
        (&self.label, &self.question)
    }
}

/// Compares the grades of the same questions, in whatever order they stand.
pub fn compare(before: &[Graded], after: &[Graded]) -> Result<Comparison, DifferentQuestions> {
    let mut earlier: BTreeMap<(&str, &str), Vec<Grade>> = BTreeMap::new();
    // From the back, as they are taken from the end again: a question that stands twice is compared with itself in order.
    for graded in before.iter().rev() {
        earlier.entry(graded.key()).or_default().push(graded.grade);
    }
    let (mut changes, mut only_after) = (Vec::new(), Vec::new());
    for graded in after {
        match earlier.get_mut(&graded.key()).and_then(Vec::pop) {
            None => only_after.push(line(graded.key())),
            Some(before) if before == graded.grade => {}
            Some(before) => changes.push(Change {
                label: graded.label.clone(),
                question: graded.question.clone(),
                before,
                after: graded.grade,
            }),
        }
    }
    let left = earlier.into_iter();
    let only_before: Vec<String> = left
        .flat_map(|(key, grades)| grades.into_iter().map(move |_| line(key)))
        .collect();
    match only_before.is_empty() && only_after.is_empty() {
        true => Ok(Comparison {
            questions: after.len(),
            changes,
        }),
        false => Err(DifferentQuestions {
            only_before,
            only_after,
        }),
    }
}

impl Comparison {
    /// Whether wrong answers rose beyond chance.
    pub fn is_worse(&self) -> bool {
        self.chance() < CHANCE
    }

    /// How often chance alone would bring such a rise of harm. Grades of harm are ordered, and each question is its own
    /// control: the sign test on those that do more harm than before against those that do less.
    pub fn chance(&self) -> f64 {
        sign_test(self.more_harm(), self.less_harm())
    }

    /// Questions that do more harm than before: that became wrong, or more certainly so.
    pub fn more_harm(&self) -> usize {
        let more = |change: &&Change| change.after.harm() > change.before.harm();
        self.changes.iter().filter(more).count()
    }

    /// Questions that do less harm than before.
    pub fn less_harm(&self) -> usize {
        let less = |change: &&Change| change.after.harm() < change.before.harm();
        self.changes.iter().filter(less).count()
    }

    /// The changes of one kind.
    pub fn turned(&self, turn: Turn) -> impl Iterator<Item = &Change> {
        self.changes
            .iter()
            .filter(move |change| change.turn() == turn)
    }

    /// One JSON object.
    pub fn to_json(&self) -> serde_json::Value {
        let changes = self.changes.iter().map(|change| {
            serde_json::json!({
                "turn": change.turn(),
                "label": change.label,
                "question": change.question,
                "before": change.before,
                "after": change.after,
            })
        });
        serde_json::json!({
            "questions": self.questions,
            "more_harm": self.more_harm(),
            "less_harm": self.less_harm(),
            "p": self.chance(),
            "worse": self.is_worse(),
            "changes": changes.collect::<Vec<_>>(),
        })
    }
}

impl Change {
    /// In which way the grade changed.
    pub fn turn(&self) -> Turn {
        let (before, after) = (self.before, self.after);
        if after.harm() > before.harm() {
            Turn::Wrong
        } else if after == Grade::Right {
            Turn::Right
        } else if after.harm() < before.harm() {
            Turn::LessWrong
        } else if before == Grade::Right {
            Turn::NoLongerRight
        } else {
            Turn::Other
        }
    }
}

impl Turn {
    /// All, those that matter most first.
    pub const ALL: [Self; 5] = [
        Self::Wrong,
        Self::Right,
        Self::LessWrong,
        Self::NoLongerRight,
        Self::Other,
    ];

    /// As a heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Wrong => "became wrong",
            Self::Right => "became right",
            Self::LessWrong => "less wrong",
            Self::NoLongerRight => "no longer right, nor wrong",
            Self::Other => "otherwise changed",
        }
    }
}

impl fmt::Display for DifferentQuestions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the questions or their labels are not the same")?;
        for (place, only) in [("there", &self.only_before), ("here", &self.only_after)] {
            if !only.is_empty() {
                write!(f, "\n  only {place}: {}", only.len())?;
            }
            for line in only.iter().take(NAMED) {
                write!(f, "\n    {line}")?;
            }
            if only.len() > NAMED {
                f.write_str("\n    …")?;
            }
        }
        Ok(())
    }
}

impl Error for DifferentQuestions {}

fn line((label, question): (&str, &str)) -> String {
    format!("{label}\t{question}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graded(grades: &str) -> Vec<Graded> {
        let grade = |letter: char| match letter {
            'W' => Grade::WrongOutright,
            'w' => Grade::WrongLikely,
            'm' => Grade::Missed,
            'o' => Grade::Offered,
            _ => Grade::Right,
        };
        let one = |(number, letter)| Graded {
            label: "a".to_owned(),
            question: format!("question {number}"),
            grade: grade(letter),
        };
        grades.chars().enumerate().map(one).collect()
    }

    #[test]
    fn each_change_is_of_one_kind() {
        let (before, after) = (graded("rwmWwrmrW"), graded("WWrwrommW"));
        let comparison = compare(&before, &after).expect("the same questions");
        let turns = Turn::ALL.map(|turn| comparison.turned(turn).count());
        assert_eq!(turns, [2, 2, 1, 2, 0]);
        assert_eq!((comparison.more_harm(), comparison.less_harm()), (2, 2));
        assert!(!comparison.is_worse());
    }

    #[test]
    fn five_that_became_wrong_are_beyond_chance_and_four_are_not() {
        for (before, after, worse) in [
            ("rrrrr", "wwwwW", true),
            ("rrrrr", "wwwwr", false),
            ("rrrrrw", "wwwwWr", false),
            ("wwwww", "WWWWW", true),
            ("rrrrr", "mmmmm", false),
        ] {
            let comparison = compare(&graded(before), &graded(after)).expect("the same questions");
            assert_eq!(comparison.is_worse(), worse, "{before} {after}");
        }
    }

    #[test]
    fn order_and_questions_that_stand_twice_do_not_matter() {
        let mut before = graded("rwr");
        before.extend(graded("r"));
        let mut after = before.clone();
        after.reverse();
        let comparison = compare(&before, &after).expect("the same questions");
        assert!(comparison.changes.is_empty());
        let different = compare(&before, &after[1..]).expect_err("one is missing");
        assert_eq!(different.only_before, ["a\tquestion 0"]);
        assert!(different.only_after.is_empty());
    }
}
