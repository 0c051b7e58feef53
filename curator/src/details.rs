//! What became of each question, the gravest first: for whoever looks for what to mend.

use std::fmt::Write;

use crate::{evaluate::Trial, grade::Grade};

/// The first line.
const COLUMNS: &str = "# label\tquestion\tgrade\tdecision\trule\ttold\toffered\tfirst\tchance\n";

/// A row for each trial: the label and question, the grade (of a rant: none), what was decided and by which rules, the entries
/// told and those offered, and the entry that is ranked first with its chance. Wrong ones come first, then those that were
/// missed, offered, right, and rants; within a grade in the order of the cases.
pub fn table(trials: &[Trial]) -> String {
    let mut sorted: Vec<&Trial> = trials.iter().collect();
    sorted.sort_by_key(|trial| (trial.grade.is_none(), trial.grade));
    let mut table = COLUMNS.to_owned();
    for trial in sorted {
        let Trial {
            case,
            response,
            grade,
            rules,
            ..
        } = trial;
        let told: Vec<&str> = response.shown().map(String::as_str).collect();
        let (first, chance) = match response.ranking.first() {
            Some((id, chance)) => (id.as_str(), *chance),
            None => ("", 0.0),
        };
        let _ = writeln!(
            table,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{first}\t{chance:.3}",
            case.label,
            case.question,
            grade.map_or("", Grade::name),
            response.decision(),
            rules.join(","),
            told.join(","),
            response.suggested.join(","),
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cases, evaluate::trials};
    use maklumat::{faq::Faq, matcher::Matcher};

    const FAQ: &str = "entries:\n- id: water\n  answer: At ten.\n  phrasings: [when does the water return, water back when]\n\
                       - id: bill\n  answer: By post.\n  phrasings: [how do I pay the bill, where to pay]\n";

    #[test]
    fn every_question_has_its_row_the_gravest_first() {
        let faq = Faq::parse("faq.yaml", FAQ.as_bytes()).expect("it loads");
        let cases = b"water\twhen does the water return\n__rant__\tshame\nbill\twater back when\n";
        let cases = cases::read("cases.tsv", cases, &faq).expect("it is read");
        let table = table(&trials(&Matcher::new(faq), &cases, &|| ()));
        let rows: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split('\t').collect())
            .collect();
        assert_eq!(rows.len(), 4);
        assert!(rows.iter().all(|row| row.len() == 9));
        let water = ["answer", "verbatim", "water", "", "water"];
        assert_eq!(rows[1][2], "wrong-outright");
        assert_eq!(rows[2][2], "right");
        assert_eq!(rows[2][3..8], water);
        assert_eq!(rows[3][2], "");
    }
}
