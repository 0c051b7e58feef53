//! What can be said on the command line.

use std::{
    env,
    ffi::{OsStr, OsString},
    num::NonZeroUsize,
    path::Path,
};

use clap::{
    Parser,
    builder::{PossibleValuesParser, TypedValueParser},
};
use maklumat::{
    faq::{Date, read_date},
    text::Language,
};

const EXAMPLES: &str = "\
Examples:
  ask apakah saya harus instal ulang M-Paspor
  ask --as-of 2024-06-24 are the autogates working
  ask                                   a conversation, at a terminal
  ask --json < questions.txt            one object a line, for each question a line
  ask --faq my-faq.yaml --explain how do I apply

Exit status, with a QUESTION: 0 answered, 1 not answered, 2 error.
Without one: 0, or 2 after an error.";

/// Answers questions from dated, sourced notices.
#[derive(Debug, Parser)]
#[command(name = "ask", version, after_help = EXAMPLES)]
pub struct Options {
    /// The question. Without one: a conversation at a terminal, else one question a line from standard input
    #[arg(value_name = "QUESTION")]
    words: Vec<OsString>,

    /// Another FAQ than the one built into the program
    #[arg(long, value_name = "PATH", env = "FAQ_PATH", hide_env_values = true)]
    faq: Option<OsString>,

    /// One JSON object a line for each question
    #[arg(long)]
    json: bool,

    /// Tell how each reply came about
    #[arg(long)]
    pub explain: bool,

    /// The language of the replies; auto is that of each question, and of the environment for what is wrong with the FAQ
    #[arg(long, default_value = Lang::AUTO, value_parser = Lang::parser())]
    pub lang: Lang,

    /// Answer with what was true on that date, as in 2024-06-24
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,

    /// How many entries --explain and --json rank (--json at least 3)
    #[arg(long, value_name = "N", default_value = "3")]
    pub top: NonZeroUsize,
}

/// The language of the replies; that of each question where none was chosen.
#[derive(Debug, Clone, Copy)]
pub struct Lang(pub Option<Language>);

impl Lang {
    /// What stands for the language of each question.
    const AUTO: &str = "auto";

    fn parser() -> impl TypedValueParser<Value = Self> {
        let known = [Self::AUTO].into_iter().chain(Language::CODES);
        PossibleValuesParser::new(known).map(|code| Self(Language::of_code(&code)))
    }
}

/// What replies are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As a person reads them.
    Plain,
    /// As programs read them.
    Json,
}

impl Options {
    /// The words of the command line, if there are any.
    pub fn question(&self) -> Option<String> {
        let words = self.words.join(OsStr::new(" "));
        (!self.words.is_empty()).then(|| words.to_string_lossy().into_owned())
    }

    /// The language of whoever starts it: that of the replies, or else of the environment.
    pub fn reader(&self) -> Language {
        let environment = || Language::of_locale(|name| env::var(name).ok());
        self.lang.0.unwrap_or_else(environment)
    }

    /// The FAQ to read; an empty `FAQ_PATH` is as good as none.
    pub fn faq(&self) -> Option<&Path> {
        self.faq
            .as_deref()
            .filter(|path| !path.is_empty())
            .map(Path::new)
    }

    /// What replies are written as.
    pub fn form(&self) -> Form {
        if self.json { Form::Json } else { Form::Plain }
    }
}

fn date(text: &str) -> Result<Date, String> {
    read_date(text).ok_or_else(|| "write a day that exists, as in 2024-06-24".to_owned())
}
