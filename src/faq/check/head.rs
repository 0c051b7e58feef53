//! What stands before the entries.

use super::Checker;
use crate::{
    faq::{Source, problem::Problem},
    text::Language,
};

impl Checker<'_> {
    pub(super) fn notice(&mut self) {
        let notice = &self.faq.notice;
        for (key, text) in notice.texts() {
            self.localized(Some(text), format_args!("notice.{key}"), None);
        }
        self.languages(&notice.languages);
    }

    fn languages(&mut self, languages: &[Language]) {
        if languages.is_empty() {
            let mend = "name at least one, as in `[id, en]`, or delete the key";
            self.problems
                .push(Problem::new("notice.languages", "there are none", mend));
        }
        for (index, language) in languages.iter().enumerate() {
            if languages[..index].contains(language) {
                let path = format!("notice.languages[{index}]");
                let what = format!("`{}` stands here twice", language.code());
                self.problems
                    .push(Problem::new(path, what, "keep one of the two"));
            }
        }
    }

    pub(super) fn sources(&mut self) {
        for (id, source) in &self.faq.sources {
            let Source {
                publisher, title, ..
            } = source;
            for (key, text) in [("publisher", publisher), ("title", title)] {
                self.text(text, format_args!("sources.{id}.{key}"), None);
            }
        }
    }

    pub(super) fn synonyms(&mut self) {
        for (group, words) in self.faq.synonyms.iter().enumerate() {
            for (index, word) in words.iter().enumerate() {
                self.text(word, format_args!("synonyms[{group}][{index}]"), None);
            }
        }
    }
}
