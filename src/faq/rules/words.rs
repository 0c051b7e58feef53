//! The words around rules.

use crate::text::Language;

/// The language of logs.
pub const OF_LOGS: Language = Language::English;

/// What things are called.
#[derive(Debug)]
pub struct Names {
    /// An entry.
    pub entry: &'static str,
    /// A gap.
    pub gap: &'static str,
    /// As in "entry number 3".
    pub number: &'static str,
    /// Before the way to mend something.
    pub mend: &'static str,
}

const INDONESIAN: Names = Names {
    entry: "entri",
    gap: "celah",
    number: "nomor",
    mend: "perbaiki",
};

const ENGLISH: Names = Names {
    entry: "entry",
    gap: "gap",
    number: "number",
    mend: "mend",
};

/// What things are called in `language`.
pub fn names(language: Language) -> &'static Names {
    match language {
        Language::Indonesian => &INDONESIAN,
        Language::English => &ENGLISH,
    }
}

/// That so many more findings are not told.
pub fn more(language: Language, count: usize) -> String {
    match language {
        Language::Indonesian => format!("dan {count} kesalahan lain"),
        Language::English => format!("and {count} more problems"),
    }
}

/// That so many findings are alike, and in which lines.
pub fn alike(language: Language, count: usize, lines: &str) -> String {
    match language {
        Language::Indonesian => format!("begitu pula {count} lainnya, di baris {lines}"),
        Language::English => format!("and so are {count} more, in lines {lines}"),
    }
}

/// How many errors, warnings and hints there are.
pub fn summary(language: Language, [errors, warnings, hints]: [usize; 3]) -> String {
    let several = |count: usize, one: &str, more: &str| {
        format!("{count} {}", if count == 1 { one } else { more })
    };
    match language {
        Language::Indonesian if errors + warnings + hints == 0 => {
            "tidak ada yang perlu diperbaiki".to_owned()
        }
        Language::Indonesian => {
            let usable = if errors == 0 {
                "dapat dipakai"
            } else {
                "tidak dapat dipakai"
            };
            format!("{usable}; {errors} kesalahan, {warnings} peringatan, {hints} saran")
        }
        Language::English if errors + warnings + hints == 0 => "nothing to mend".to_owned(),
        Language::English => {
            let usable = if errors == 0 {
                "it can be used"
            } else {
                "it cannot be used"
            };
            format!(
                "{usable}; {}, {}, {}",
                several(errors, "error", "errors"),
                several(warnings, "warning", "warnings"),
                several(hints, "hint", "hints")
            )
        }
    }
}
