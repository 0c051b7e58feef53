//! The words of a chat around its answers: commands, buttons, notices, menus.

use crate::{
    faq::{Entry, Faq, Source},
    matcher::{Decision, Understanding},
    text::Language,
};

use super::{Paragraph, Reply, Role, date, either, title};

/// A sentence in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    id: &'static str,
    en: &'static str,
}

impl Line {
    /// The sentence for a reader of `language`.
    pub fn get(&self, language: Language) -> &'static str {
        either(language, self.id, self.en)
    }
}

macro_rules! lines {
    ($($(#[$doc:meta])* $name:ident = $id:literal | $en:literal;)*) => {
        $($(#[$doc])* pub const $name: Line = Line { id: $id, en: $en };)*
    };
}

lines! {
    /// Under suggestions.
    NONE_OF_THESE = "Tidak ada yang cocok" | "None of these";
    /// Under an answer.
    HELPS = "👍 Membantu" | "👍 Helps";
    /// Under an answer.
    NO_HELP = "👎 Belum" | "👎 Doesn't help";
    /// Under an answer.
    OUTDATED = "🕒 Sudah lama" | "🕒 Out of date";
    /// Under an answer: how the bot came to it.
    WHY = "❓ Mengapa jawaban ini?" | "❓ Why this answer?";
    /// On to the list of topics.
    TOPICS = "📋 Daftar topik" | "📋 All topics";
    /// Under a page of topics.
    NEXT = "Berikutnya ›" | "Next ›";
    /// Under a page of topics.
    PREVIOUS = "‹ Sebelumnya" | "‹ Previous";
    /// A choice of `/bahasa`.
    FOLLOW_QUESTION = "Ikuti bahasa pertanyaan" | "Follow the question";
    /// A choice of `/bahasa`.
    INDONESIAN = "Bahasa Indonesia" | "Bahasa Indonesia";
    /// A choice of `/bahasa`.
    ENGLISH = "English" | "English";
    /// A choice of `/privasi`.
    AGREE = "Ya, boleh disimpan" | "Yes, keep them";
    /// A choice of `/privasi`.
    DISAGREE = "Jangan disimpan" | "Don't keep them";
    /// Above the results of inline mode.
    ASK_IN_CHAT = "Tanya langsung ke bot" | "Ask the bot itself";

    /// Feedback was counted.
    NOTED_HELPS = "Senang bisa membantu. Terima kasih!" | "Glad it helps. Thank you!";
    /// Feedback was counted.
    NOTED_NO_HELP = "Terima kasih, kami catat. Coba tulis pertanyaannya dengan kata lain, atau lihat /topik."
        | "Thank you, noted. Try other words, or have a look at /topics.";
    /// Feedback was counted.
    NOTED_OUTDATED = "Terima kasih, kami catat. Tanggal jawaban ini ada di bawahnya."
        | "Thank you, noted. The date of this answer stands below it.";
    /// Feedback was given twice.
    NOTED_BEFORE = "Pendapat Anda tentang jawaban ini sudah kami catat." | "Your opinion of this answer is already noted.";
    /// The memory cannot be reached.
    CANNOT_REMEMBER = "Maaf, ini belum bisa dicatat sekarang. Silakan coba lagi nanti."
        | "Sorry, this can't be saved right now. Please try again later.";
    /// A button that the bot no longer knows.
    OLD_BUTTON = "Tombol ini sudah tidak berlaku. Silakan tulis pertanyaan Anda."
        | "This button no longer works. Please type your question.";

    /// After a sticker, a voice message, a photo.
    WORDLESS = "Maaf, saya hanya bisa membaca tulisan. Silakan ketik pertanyaan Anda." | "Sorry, I can only read text. Please type your question.";
    /// After too many messages.
    SLOW_DOWN = "Pesannya banyak sekali, pelan-pelan ya. Silakan tanya lagi sebentar lagi." | "That is a lot of messages. Please ask again in a little while.";
    /// After a message with personal data.
    PERSONAL_DATA = "Pesan Anda memuat data pribadi. Sebaiknya hapus pesan itu; bot ini tidak menyimpannya dan tidak membutuhkannya."
        | "Your message holds personal data. Better delete it; this bot does not keep it and does not need it.";
    /// After a command that the bot does not have.
    UNKNOWN_COMMAND = "Perintah itu tidak ada. Silakan langsung tulis pertanyaan Anda, atau lihat /help." | "There is no such command. Just type your question, or see /help.";
    /// After `/tanya` without a question.
    ASK_AWAY = "Silakan tulis pertanyaan Anda sesudah perintahnya, misalnya: /tanya apakah M-Paspor harus diinstal ulang?"
        | "Please write your question after the command, such as: /ask must I reinstall M-Paspor?";
    /// After `/start` with an answer that is not there.
    UNKNOWN_TOPIC = "Jawaban yang dituju tautan itu tidak ada lagi." | "The answer that this link points to is no longer there.";

    /// Heads the list of topics.
    CHOOSE_TOPIC = "Pilih topik:" | "Choose a topic:";
    /// Heads the board of services.
    BOARD = "Status layanan" | "Status of services";
    /// Heads the list of sources.
    SOURCES = "Sumber jawaban" | "Where the answers come from";
    /// After `/bahasa`.
    CHOOSE_LANGUAGE = "Bot ini menjawab dalam bahasa apa?" | "Which language should this bot answer in?";
    /// After a choice of language.
    FOLLOWING_QUESTION = "Baik, jawaban mengikuti bahasa pertanyaan Anda." | "All right, answers follow the language of your question.";
    /// After a choice of language.
    SPEAKING = "Baik, mulai sekarang saya menjawab dalam bahasa Indonesia." | "All right, I answer in English from now on.";
    /// After `/privasi`: three sentences.
    PRIVACY = "Bot ini tidak menyimpan pesan Anda: yang dicatat hanya hitungan dan pilihan Anda, dengan kode acak sebagai pengganti nomor akun, dan semuanya terhapus sendiri setelah beberapa waktu. Jika Anda setuju, pertanyaan yang belum terjawab disimpan setelah data pribadinya dihilangkan, supaya jawabannya dapat ditambahkan. Setuju atau tidak, Anda tetap dijawab, dan /hapus menghapus semua catatan tentang Anda seketika."
        | "This bot does not keep your messages: it only remembers counts and your choices, under a random code instead of your account number, and deletes them by itself after a while. If you agree, questions that it could not answer are kept without personal data, so that answers can be added. Either way you get your answers, and /delete wipes everything about you at once.";
    /// What the person has agreed to so far.
    KEPT = "Saat ini pertanyaan Anda yang belum terjawab disimpan." | "At present your unanswered questions are kept.";
    /// What the person has agreed to so far.
    NOT_KEPT = "Saat ini pertanyaan Anda tidak disimpan." | "At present your questions are not kept.";
    /// After consent.
    AGREED = "Terima kasih. Pertanyaan yang belum terjawab akan disimpan tanpa data pribadi. Anda bisa berubah pikiran lewat /privasi."
        | "Thank you. Unanswered questions will be kept without personal data. You can change your mind with /privacy.";
    /// After consent was refused or taken back.
    DISAGREED = "Baik, pertanyaan Anda tidak disimpan, dan yang pernah disimpan sudah dihapus." | "All right, your questions are not kept, and those that were are deleted.";
    /// After `/hapus`.
    FORGOTTEN = "Selesai. Semua catatan tentang Anda sudah dihapus." | "Done. Everything about you has been deleted.";
    /// After "none of these".
    NOT_AMONG = "Maaf, jawaban yang Anda cari belum ada di sini. Silakan coba dengan kata lain, atau lihat /topik." | "Sorry, the answer you are looking for is not here yet. Please try other words, or see /topics.";

    /// Command menu.
    MENU_START = "Mulai" | "Start";
    /// Command menu.
    MENU_HELP = "Cara memakai bot ini" | "How to use this bot";
    /// Command menu.
    MENU_TOPICS = "Lihat daftar topik" | "Browse the topics";
    /// Command menu.
    MENU_ASK = "Ajukan pertanyaan" | "Ask a question";
    /// Command menu.
    MENU_STATUS = "Status layanan imigrasi" | "Status of immigration services";
    /// Command menu.
    MENU_SOURCES = "Sumber jawaban" | "Sources of the answers";
    /// Command menu.
    MENU_LANGUAGE = "Pilih bahasa" | "Choose a language";
    /// Command menu.
    MENU_PRIVACY = "Apa yang disimpan tentang Anda" | "What is kept about you";
    /// Command menu.
    MENU_FORGET = "Hapus semua catatan tentang Anda" | "Delete everything about you";
    /// The bot's profile, at most 120 characters.
    SHORT_DESCRIPTION = "Menjawab pertanyaan dari pengumuman yang sudah terbit, lengkap dengan tanggal dan sumbernya."
        | "Answers questions from published notices, with their date and sources.";
    /// What a person sees before the first message, at most 512 characters.
    DESCRIPTION = "Tanya apa saja tentang pengumuman layanan imigrasi dan gangguannya pada Juni 2024: M-Paspor, paspor, visa, izin tinggal, autogate. Setiap jawaban ditulis orang dari sumber bertanggal; kalau sumbernya tidak menjawab, bot ini akan bilang begitu. Bot ini bukan saluran resmi Imigrasi."
        | "Ask about the notices on immigration services and their outage in June 2024: M-Paspor, passports, visas, stay permits, autogates. A person wrote each answer from dated sources; where the sources don't answer, this bot says so. It is not an official channel of Immigration.";
}

const WELCOME: Line = Line {
    id: "Halo! Saya menjawab pertanyaan dari pengumuman yang sudah terbit, lengkap dengan tanggal dan sumbernya. Kalau jawabannya tidak ada di sana, saya akan bilang begitu.",
    en: "Hello! I answer questions from published notices, with their date and sources. If the answer isn't there, I will say so.",
};
const HOW_TO: Line = Line {
    id: "Langsung tulis saja pertanyaan Anda, dengan kata-kata sendiri. Misalnya: apakah M-Paspor harus diinstal ulang?",
    en: "Just type your question in your own words. For example: do I have to reinstall M-Paspor?",
};
const COMMANDS: Line = Line {
    id: "/topik – daftar topik\n/status – status layanan\n/sumber – sumber jawaban\n/bahasa – pilih bahasa\n/privasi – apa yang disimpan\n/hapus – hapus catatan tentang Anda",
    en: "/topics – list of topics\n/status – status of services\n/sources – where the answers come from\n/language – choose a language\n/privacy – what is kept\n/delete – delete what is kept about you",
};
const IN_GROUPS: Line = Line {
    id: "Di grup, sebut nama bot ini atau pakai /tanya.",
    en: "In a group, mention this bot or use /ask.",
};
const NO_STATUS: Line = Line {
    id: "Belum ada status layanan.",
    en: "There is no status of services yet.",
};
const NO_SOURCES: Line = Line {
    id: "Belum ada sumber yang dicatat.",
    en: "No sources are recorded yet.",
};
const CHOSEN_BY_YOU: Line = Line {
    id: "Jawaban ini muncul karena Anda memilih topiknya.",
    en: "You see this answer because you chose its topic.",
};
const NEVER_INVENTED: Line = Line {
    id: "Jawabannya ditulis orang dari sumber yang disebut di atas; bot ini hanya mencocokkan pertanyaan, tidak mengarang.",
    en: "A person wrote the answer from the sources named above; this bot only matches questions and makes nothing up.",
};

/// After `/start`.
pub fn start(faq: &Faq, language: Language) -> Reply {
    let notice = faq.notice.title.as_ref().map(|title| Paragraph {
        role: Role::Title,
        text: title.get(language).to_owned(),
    });
    let lines = [&WELCOME, &HOW_TO].map(|line| text(line.get(language)));
    plain(language, notice.into_iter().chain(lines).collect())
}

/// After `/help`.
pub fn help(language: Language) -> Reply {
    let lines = [&HOW_TO, &COMMANDS, &IN_GROUPS].map(|line| text(line.get(language)));
    plain(language, lines.into())
}

/// A message of one sentence.
pub fn say(line: &Line, language: Language) -> Reply {
    plain(language, vec![text(line.get(language))])
}

/// After `/privasi`: what is kept, and whether this person's questions are.
pub fn privacy(now: &Line, language: Language) -> Reply {
    let lines = [&PRIVACY, now].map(|line| text(line.get(language)));
    plain(language, lines.into())
}

/// After "none of these": where to turn.
pub fn none_of_these(faq: &Faq, language: Language) -> Reply {
    let contact = faq.notice.contact.as_ref();
    let lines = [NOT_AMONG.get(language)].into_iter();
    let lines = lines.chain(contact.map(|contact| contact.get(language)));
    plain(language, lines.map(text).collect())
}

/// The entries that tell how a service fares: those whose id ends so.
pub fn board_entries(faq: &Faq) -> impl Iterator<Item = &Entry> {
    faq.entries
        .iter()
        .filter(|entry| entry.id.ends_with("-status"))
}

/// After `/status`: each service, how it fares, and since when that is known.
pub fn board(faq: &Faq, language: Language) -> Reply {
    let mut lines: Vec<_> = board_entries(faq)
        .map(|entry| service(entry, language))
        .collect();
    if lines.is_empty() {
        return say(&NO_STATUS, language);
    }
    lines.insert(0, headline(&BOARD, language));
    plain(language, lines)
}

fn service(entry: &Entry, language: Language) -> Paragraph {
    let as_of = entry.as_of.map(|day| format!(" ({})", date(day, language)));
    text(&format!(
        "• {}{}: {}",
        title(entry, language),
        as_of.unwrap_or_default(),
        first_sentence(entry.answer.get(language)),
    ))
}

fn first_sentence(text: &str) -> &str {
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    text[..end].trim_end()
}

/// After `/sumber`: every publication that answers are drawn from.
pub fn sources(faq: &Faq, language: Language) -> Reply {
    if faq.sources.is_empty() {
        return say(&NO_SOURCES, language);
    }
    let heading = headline(&SOURCES, language);
    let lines = faq
        .sources
        .values()
        .map(|source| publication(source, language));
    plain(language, [heading].into_iter().chain(lines).collect())
}

fn publication(source: &Source, language: Language) -> Paragraph {
    let author = source.author.as_ref().map(|author| format!("{author}, "));
    text(&format!(
        "• {}: {} ({}{})",
        source.publisher,
        source.title,
        author.unwrap_or_default(),
        date(source.published, language),
    ))
}

/// Why an answer was given, in plain words: what the question was taken for, how surely, and what came next.
pub fn why(faq: &Faq, understood: Option<&Understanding>, language: Language) -> Vec<Paragraph> {
    let mut lines: Vec<_> = understood
        .iter()
        .flat_map(|understood| &understood.parts)
        .filter_map(|part| match part.decision {
            Decision::Answer(_) => likeness(faq, &part.ranking, language),
            _ => None,
        })
        .collect();
    if lines.is_empty() {
        lines.push(CHOSEN_BY_YOU.get(language).to_owned());
    }
    lines.push(NEVER_INVENTED.get(language).to_owned());
    lines.iter().map(|line| text(line)).collect()
}

fn likeness(faq: &Faq, ranking: &[crate::matcher::Match], language: Language) -> Option<String> {
    let name = |entry: usize| title(&faq.entries[entry], language);
    let percent = |score: f64| (score * 100.0).round();
    let (best, next) = (ranking.first()?, ranking.get(1));
    let sure = match language {
        Language::Indonesian => format!(
            "Pertanyaan Anda paling mirip dengan topik “{}” (keyakinan {} %).",
            name(best.entry),
            percent(best.score)
        ),
        Language::English => format!(
            "Your question is most like the topic “{}” ({} % sure).",
            name(best.entry),
            percent(best.score)
        ),
    };
    let after = next.map(|next| match language {
        Language::Indonesian => format!(
            " Berikutnya “{}” ({} %).",
            name(next.entry),
            percent(next.score)
        ),
        Language::English => format!(
            " Next comes “{}” ({} %).",
            name(next.entry),
            percent(next.score)
        ),
    });
    Some(sure + &after.unwrap_or_default())
}

fn headline(line: &Line, language: Language) -> Paragraph {
    Paragraph {
        role: Role::Title,
        text: line.get(language).to_owned(),
    }
}

fn text(text: &str) -> Paragraph {
    Paragraph {
        role: Role::Text,
        text: text.to_owned(),
    }
}

fn plain(language: Language, paragraphs: Vec<Paragraph>) -> Reply {
    Reply {
        paragraphs,
        ..Reply::new(language)
    }
}
