//! The sentences of a chat around its answers, each in both languages.

use super::super::either;
use crate::text::Language;

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
    OUTDATED = "🕒 Sudah usang" | "🕒 Out of date";
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
    ASK_AWAY = "Silakan tulis pertanyaan Anda sesudah perintahnya: /tanya, spasi, lalu pertanyaannya."
        | "Please write your question after the command: /ask, a space, and your question.";
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
    MENU_STATUS = "Status layanan" | "Status of services";
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
    /// What a person sees before the first message.
    ABOUT = "Setiap jawaban ditulis orang dari sumber yang bertanggal; kalau sumbernya tidak menjawab, bot ini akan bilang begitu. Bot ini bukan saluran resmi."
        | "A person wrote each answer from dated sources; where the sources don't answer, this bot says so. It is not an official channel.";

    /// After `/start`.
    WELCOME = "Halo! Saya menjawab pertanyaan dari pengumuman yang sudah terbit, lengkap dengan tanggal dan sumbernya. Kalau jawabannya tidak ada di sana, saya akan bilang begitu." | "Hello! I answer questions from published notices, with their date and sources. If the answer isn't there, I will say so.";
    /// How to ask.
    HOW_TO = "Langsung tulis saja pertanyaan Anda, dengan kata-kata sendiri." | "Just type your question in your own words.";
    /// The commands, for `/help`.
    COMMANDS = "/topik – daftar topik\n/status – status layanan\n/sumber – sumber jawaban\n/bahasa – pilih bahasa\n/privasi – apa yang disimpan\n/hapus – hapus catatan tentang Anda" | "/topics – list of topics\n/status – status of services\n/sources – where the answers come from\n/language – choose a language\n/privacy – what is kept\n/delete – delete what is kept about you";
    /// How to ask in a group.
    IN_GROUPS = "Di grup, sebut nama bot ini atau pakai /tanya." | "In a group, mention this bot or use /ask.";
    /// After `/status`, when no entry tells of one.
    NO_STATUS = "Belum ada status layanan." | "There is no status of services yet.";
    /// After `/sumber`, when there are none.
    NO_SOURCES = "Belum ada sumber yang dicatat." | "No sources are recorded yet.";
    /// Why an answer was given to no question.
    CHOSEN_BY_YOU = "Jawaban ini muncul karena Anda memilih topiknya." | "You see this answer because you chose its topic.";
    /// Why any answer can be trusted.
    NEVER_INVENTED = "Jawabannya ditulis orang dari sumber yang disebut di atas; bot ini hanya mencocokkan pertanyaan, tidak mengarang." | "A person wrote the answer from the sources named above; this bot only matches questions and makes nothing up.";
}
