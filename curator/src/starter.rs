//! A FAQ to begin with: a small one that works, in both languages, with comments that tell what to put in its place.

use maklumat::{faq::Date, text::Language};

/// Where the day stands on which it is written.
const TODAY: &str = "2000-01-01";

/// The starter, with comments in `language`, as of `today`.
pub fn starter(language: Language, today: Date) -> String {
    let text = match language {
        Language::Indonesian => include_str!("starter.id.yaml"),
        Language::English => include_str!("starter.en.yaml"),
    };
    text.replace(TODAY, &today.to_string())
}

#[cfg(test)]
mod tests {
    use maklumat::faq::{Faq, read_date};

    use super::*;
    use maklumat::faq::rules::Severity;

    use crate::check::check;

    #[test]
    fn both_hold_the_same_content() {
        let today = read_date("2026-11-25").expect("a day");
        let [id, en] = Language::ALL.map(|language| {
            let text = starter(language, today);
            Faq::parse("starter", text.as_bytes()).expect("it loads")
        });
        assert_eq!(id, en);
        assert_eq!(id.entries[0].as_of, Some(today));
    }

    #[test]
    fn all_that_it_lacks_is_phrasings() {
        let today = read_date("2026-11-25").expect("a day");
        for language in Language::ALL {
            let text = starter(language, today);
            let findings = check(text.as_bytes(), today);
            for finding in &findings.all {
                let sentence = finding.sentence(language);
                assert_eq!(finding.rule.severity, Severity::Hint, "{sentence}");
            }
        }
    }
}
