//! The words of a conversation at a terminal, around its answers.

use super::{Choice, either};
use crate::{faq::Faq, text::Language};

/// What stands before the line that a person types.
pub const PROMPT: &str = "> ";

/// What a person may type instead of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// How to use the conversation.
    Help,
    /// End it.
    Quit,
}

impl Command {
    /// The command that `line` is, in either language.
    pub fn read(line: &str) -> Option<Self> {
        match line.trim().to_lowercase().as_str() {
            "bantuan" | "help" | "?" | "/help" => Some(Self::Help),
            "keluar" | "exit" | "quit" | "/quit" => Some(Self::Quit),
            _ => None,
        }
    }
}

/// What a conversation opens with.
pub fn welcome(faq: &Faq, language: Language) -> String {
    let hint = either(
        language,
        "Tulis pertanyaan Anda. “bantuan” untuk petunjuk, “keluar” untuk selesai.",
        "Type your question. “help” tells more, “quit” ends.",
    );
    match &faq.notice.title {
        Some(title) => format!("{}\n{hint}", title.get(language)),
        None => hint.to_owned(),
    }
}

/// How to use the conversation.
pub fn help(language: Language) -> &'static str {
    either(
        language,
        "Tulis pertanyaan dengan kata-kata Anda sendiri, dalam bahasa Indonesia atau Inggris.\n\
         Bila ada pilihan bernomor, ketik nomornya.\n\
         Panah atas mengulang pertanyaan lama. “keluar” atau Ctrl-D untuk selesai.",
        "Ask in your own words, in Indonesian or English.\n\
         Where choices are numbered, type a number.\n\
         The up arrow brings back earlier questions. “quit” or Ctrl-D ends.",
    )
}

/// What a conversation ends with.
pub fn farewell(language: Language) -> &'static str {
    either(language, "Sampai jumpa.", "Goodbye.")
}

/// That there is no choice of this number.
pub fn no_such_number(choices: usize, language: Language) -> String {
    match language {
        Language::Indonesian => format!("Ketik nomor 1 sampai {choices}, atau pertanyaan baru."),
        Language::English => format!("Type a number from 1 to {choices}, or a new question."),
    }
}

/// Entries that a reader may want next, numbered from `first`.
pub fn see_also(related: &[Choice], first: usize, language: Language) -> String {
    let mut text = either(language, "Lihat juga:", "See also:").to_owned();
    for (number, choice) in (first..).zip(related) {
        text.push_str(&format!("\n{number}. {}", choice.label));
    }
    text
}
