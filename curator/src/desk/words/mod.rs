//! Every sentence of the desk, in each language side by side.

mod table;

pub use table::Words;

use maklumat::text::Language;

impl Words {
    /// The sentences in a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Indonesian => &table::INDONESIAN,
            Language::English => &table::ENGLISH,
        }
    }
}

/// A sentence with its gaps, names in braces, filled.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let gap = |name: &str| format!("{{{name}}}");
    let fill = |sentence: String, (name, value): &(&str, &str)| sentence.replace(&gap(name), value);
    values.iter().fold(sentence.to_owned(), fill)
}
