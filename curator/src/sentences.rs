//! What the tool says, in each language side by side.

use std::fmt::Display;

/// Makes a type `Words` that holds sentences, and its `of`, which gives those in a language. Names in braces are gaps, for [`fill`].
macro_rules! sentences {
    ($($name:ident id $id:literal en $en:literal)*) => {
        /// The sentences of this room in one language.
        #[derive(Debug, PartialEq, Eq)]
        pub struct Words {
            $(#[doc = $en] pub $name: &'static str,)*
        }

        impl Words {
            /// The sentences in a language.
            pub fn of(language: ::maklumat::text::Language) -> &'static Self {
                const INDONESIAN: Words = Words { $($name: $id,)* };
                const ENGLISH: Words = Words { $($name: $en,)* };
                match language {
                    ::maklumat::text::Language::Indonesian => &INDONESIAN,
                    ::maklumat::text::Language::English => &ENGLISH,
                }
            }
        }
    };
}

pub(crate) use sentences;

/// A sentence with its gaps, names in braces, filled.
pub fn fill(sentence: &str, values: &[(&str, &dyn Display)]) -> String {
    let fill = |sentence: String, (name, value): &(&str, &dyn Display)| {
        sentence.replace(&format!("{{{name}}}"), &value.to_string())
    };
    values.iter().fold(sentence.to_owned(), fill)
}
