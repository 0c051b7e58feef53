//! What the tool says, in each language side by side.

use std::fmt::Display;

use maklumat::reply;

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

/// A sentence with its gaps, names in braces, filled; what fills them is taken as it is.
pub fn fill(sentence: &str, values: &[(&str, &dyn Display)]) -> String {
    let values: Vec<(&str, String)> = values
        .iter()
        .map(|(name, value)| (*name, value.to_string()))
        .collect();
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    reply::fill(sentence, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fills_a_gap_is_no_gap() {
        let values: [(&str, &dyn Display); 2] = [("why", &"{count} of them"), ("count", &3)];
        assert_eq!(fill("{count}: {why}", &values), "3: {count} of them");
    }
}
