//! What is said when nothing can be answered.

use super::{either, title};
use crate::{
    faq::{Entry, Faq},
    matcher::SmallTalk,
    text::Language,
};

/// Titles named to show what can be asked.
const EXAMPLES: usize = 3;

/// One friendly line in return for a message without a question.
pub(super) fn line(talk: SmallTalk, faq: &Faq, language: Language) -> String {
    let (indonesian, english) = match talk {
        SmallTalk::Greeting => ("Halo! Silakan bertanya.", "Hello! Ask away."),
        SmallTalk::Thanks => (
            "Sama-sama, semoga lancar.",
            "You're welcome, and good luck.",
        ),
        SmallTalk::Farewell => ("Sampai jumpa!", "Goodbye!"),
        SmallTalk::Acknowledgement => (
            "Baik. Kalau ada yang lain, tanyakan saja.",
            "All right. If there is anything else, just ask.",
        ),
        SmallTalk::Identity => (
            "Saya program komputer. Saya hanya menjawab dari pemberitahuan yang bertanggal dan \
             bersumber; kalau tidak tahu, saya bilang tidak tahu.",
            "I am a computer program. I answer only from dated, sourced notices; when I don't know, \
             I say so.",
        ),
        SmallTalk::Insult => (
            "Maaf kalau saya belum membantu. Coba tulis pertanyaannya lagi dengan singkat.",
            "Sorry that I have not been of help. Please try asking again in a few words.",
        ),
    };
    let line = either(language, indonesian, english);
    match talk {
        SmallTalk::Greeting | SmallTalk::Identity => format!("{line} {}", scope(faq, language)),
        _ => line.to_owned(),
    }
}

/// That the FAQ says nothing of what was asked.
pub(super) fn unknown(language: Language) -> &'static str {
    either(
        language,
        "Maaf, saya tidak tahu. Pemberitahuan yang saya punya tidak membahas hal itu.",
        "Sorry, I don't know. The notices that I have do not cover this.",
    )
}

/// That more words are needed.
pub(super) fn too_vague(language: Language) -> &'static str {
    either(
        language,
        "Pertanyaannya masih terlalu umum. Tolong tulis sedikit lebih lengkap.",
        "That is too little for me to go on. Please write a few words more.",
    )
}

/// That the story begins later than the date that was asked for.
pub(super) fn not_yet(asked: &str, begins: &str, language: Language) -> String {
    match language {
        Language::Indonesian => format!(
            "Pemberitahuan tidak menceritakan keadaan pada {asked}; kabar pertama tentang hal ini \
             bertanggal {begins}."
        ),
        Language::English => {
            format!("The notices do not tell of {asked}; their first word on this is of {begins}.")
        }
    }
}

/// What stands above an answer that is told as the likely meaning.
pub(super) fn likely(title: &str, language: Language) -> String {
    match language {
        Language::Indonesian => format!("Mungkin yang Anda tanyakan: {title}"),
        Language::English => format!("You are probably asking about: {title}"),
    }
}

/// That a detail is not told, above what is told about its topic.
pub(super) fn not_told(title: &str, language: Language) -> String {
    match language {
        Language::Indonesian => {
            format!("Rincian itu tidak ada di pemberitahuan kami. Yang ada tentang {title}:")
        }
        Language::English => {
            format!("Our notices do not tell that detail. What they tell about {title}:")
        }
    }
}

/// That one of these may have been meant.
pub(super) fn did_you_mean(language: Language) -> &'static str {
    either(
        language,
        "Saya belum yakin. Apakah maksud Anda:",
        "I am not sure. Did you mean:",
    )
}

/// That another entry has taken over.
pub(super) fn superseded(before: &str, now: &str, language: Language) -> String {
    match language {
        Language::Indonesian => format!("Jawaban untuk “{before}” kini diganti oleh “{now}”."),
        Language::English => format!("The answer to “{before}” has been replaced by “{now}”."),
    }
}

/// What can be asked.
pub(super) fn scope(faq: &Faq, language: Language) -> String {
    let label = either(language, "Yang bisa saya jawab:", "What I can answer:");
    let examples = examples(faq, language).join(", ");
    match &faq.notice.title {
        Some(notice) => {
            let notice = notice.get(language);
            let such_as = either(language, "misalnya", "such as");
            format!("{label} {notice} ({such_as} {examples}).")
        }
        None => format!("{label} {examples}."),
    }
}

/// Titles from all over the FAQ, so that they show its breadth.
fn examples(faq: &Faq, language: Language) -> Vec<&str> {
    let current = |entry: &&Entry| entry.superseded_by.is_none();
    let entries: Vec<&Entry> = faq.entries.iter().filter(current).collect();
    let step = entries.len().div_ceil(EXAMPLES).max(1);
    let spread = entries.into_iter().step_by(step);
    spread.map(|entry| title(entry, language)).collect()
}
