//! What became of each question, a row for each: for whoever looks for what to mend.

use std::fmt::Write;

use maklumat::matcher::Matcher;

use crate::{cases::Case, evaluate::response_to};

/// The first line; a note, so that the table can be read as cases again.
const COLUMNS: &str = "# label\tquestion\tdecision\trule\ttold\tfirst\tchance\n";

/// A row for each case: its label and question, what was decided and by which rule, the entries told, and the entry that is
/// ranked first with its chance.
pub fn table(matcher: &Matcher, cases: &[Case]) -> String {
    let mut table = COLUMNS.to_owned();
    for Case { label, question } in cases {
        let understanding = matcher.understand(question);
        let response = response_to(matcher, &understanding);
        let parts = understanding.parts.iter();
        let rules: Vec<String> = parts.map(|part| part.verdict.because.to_string()).collect();
        let told: Vec<&str> = response.shown().map(String::as_str).collect();
        let (first, chance) = match response.ranking.first() {
            Some((id, chance)) => (id.as_str(), *chance),
            None => ("", 0.0),
        };
        let _ = writeln!(
            table,
            "{label}\t{question}\t{}\t{}\t{}\t{first}\t{chance:.3}",
            response.decision(),
            rules.join(","),
            told.join(",")
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;
    use maklumat::faq::Faq;

    const FAQ: &str = "entries:\n- id: water\n  answer: At ten.\n  phrasings: [when does the water return, water back when]\n\
                       - id: bill\n  answer: By post.\n  phrasings: [how do I pay the bill, where to pay]\n";

    #[test]
    fn every_question_has_its_row() {
        let faq = Faq::parse("faq.yaml", FAQ.as_bytes()).expect("it loads");
        let cases = cases::parse("water\twhen does the water return\n__chat__\thello\n");
        let table = table(&Matcher::new(faq), &cases);
        let rows: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split('\t').collect())
            .collect();
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.len() == 7));
        assert_eq!(rows[1][2..6], ["answer", "verbatim", "water", "water"]);
        assert_eq!(rows[2][2..5], ["abstain", "no-question", ""]);
    }
}
