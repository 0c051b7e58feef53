//! Scripted chats, one for each feature: their snapshots read like chat logs.

use serde_json::json;

use crate::{polling::QUESTION, support::script::Script};

macro_rules! snapshot {
    ($chat:expr) => {
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!($chat.log());
        })
    };
}

#[tokio::test]
async fn a_beginning() {
    let mut chat = Script::private().await;
    chat.says("/start").await;
    chat.says("/help").await;
    chat.says("/mulai").await;
    chat.says("/start@somebody_else").await;
    snapshot!(chat);
}

#[tokio::test]
async fn a_beginning_in_english() {
    let mut chat = Script::in_english().await;
    chat.says("/start").await;
    chat.says("/help").await;
    chat.says("/Topics").await;
    snapshot!(chat);
}

#[tokio::test]
async fn a_link_to_an_answer() {
    let mut chat = Script::private().await;
    chat.says("/start gate-status").await;
    chat.says("/start an-entry-of-old").await;
    chat.says("/start inline").await;
    snapshot!(chat);
}

#[tokio::test]
async fn a_question_and_what_follows() {
    let mut chat = Script::private().await;
    chat.says(QUESTION).await;
    chat.presses(2, "👍").await;
    chat.presses(2, "👎").await;
    chat.presses(2, "Status aplikasi").await;
    chat.presses(2, "🕒 Usang?").await;
    snapshot!(chat);
}

#[tokio::test]
async fn an_answer_that_does_not_help() {
    let mut chat = Script::private().await;
    chat.says(QUESTION).await;
    chat.presses(2, "👎").await;
    assert!(!chat.on_disk("diinstal"), "nothing was agreed to yet");
    chat.presses(2, MAY_KEEP).await;
    chat.presses(2, "Ya, pertanyaan ini saja").await;
    assert!(chat.on_disk("diinstal"));
    chat.presses(2, "👎").await;
    snapshot!(chat);
}

#[tokio::test]
async fn words_of_no_language() {
    let mut chat = Script::in_english().await;
    chat.says("qwertyuiop zxcvbnm").await;
    chat.says(QUESTION).await;
    snapshot!(chat);
}

#[tokio::test]
async fn two_questions_at_once() {
    let mut chat = Script::private().await;
    chat.says("apakah aplikasi harus diinstal ulang? dan apakah gerbang otomatis sudah berfungsi?")
        .await;
    chat.presses(2, "1 👍").await;
    chat.presses(2, "2 👎").await;
    chat.presses(2, "❓ Mengapa?").await;
    snapshot!(chat);
}

#[tokio::test]
async fn what_follows_is_read_with_what_was_said() {
    let mut chat = Script::private().await;
    chat.says(QUESTION).await;
    chat.says("yang kedua").await;
    chat.says("in English please").await;
    chat.says("/hapus").await;
    chat.says("yang kedua").await;
    snapshot!(chat);
}

#[tokio::test]
async fn a_question_in_english() {
    let mut chat = Script::private().await;
    chat.says("do the automatic gates work").await;
    snapshot!(chat);
}

#[tokio::test]
async fn why_an_answer_was_given() {
    let mut chat = Script::private().await;
    chat.says("kapan loket utara buka lagi").await;
    chat.presses(2, "❓ Mengapa?").await;
    chat.says("/start gate-status").await;
    chat.presses(4, "❓ Mengapa?").await;
    snapshot!(chat);
}

#[tokio::test]
async fn browsing_the_topics() {
    let mut chat = Script::private().await;
    chat.says("/topik").await;
    chat.presses(2, "Berikutnya ›").await;
    chat.presses(2, "‹ Sebelumnya").await;
    chat.presses(2, "Loket utara").await;
    chat.presses(2, "📋 Daftar topik").await;
    chat.press(2, "1.i.topics.99").await;
    snapshot!(chat);
}

#[tokio::test]
async fn a_faq_in_one_language_without_a_board() {
    let faq = "
notice: {title: City library, languages: [en], publisher: the City library, official: true}
entries:
  - {id: hours, phrasings: [when are you open, opening hours, jam buka], answer: {en: From 9 to 17 every day.}}
  - {id: card, phrasings: [I lost my card, how do I replace my card], answer: Bring your identity card.}";
    let mut chat = Script::private().await.about(faq);
    chat.says("/start").await;
    chat.says("/help").await;
    chat.says("jam buka").await;
    chat.says("/bahasa").await;
    chat.says("/status").await;
    chat.press(2, "1.i.topics.0").await;
    chat.press(2, "0.of.old").await;
    snapshot!(chat);
}

#[tokio::test]
async fn asking_by_command() {
    let mut chat = Script::private().await;
    chat.says("/tanya").await;
    chat.says(&format!("/tanya {QUESTION}")).await;
    chat.says(&format!("/ask@Maklumat_Bot\n{QUESTION}")).await;
    snapshot!(chat);
}

#[tokio::test]
async fn the_board_of_services() {
    let mut chat = Script::private().await;
    chat.says("/status").await;
    chat.presses(2, "Status gerbang otomatis").await;
    snapshot!(chat);
}

#[tokio::test]
async fn the_sources() {
    let mut chat = Script::private().await;
    chat.says("/sumber").await;
    snapshot!(chat);
}

#[tokio::test]
async fn choosing_a_language() {
    let mut chat = Script::private().await;
    chat.says("/bahasa").await;
    chat.presses(2, "English").await;
    chat.says(QUESTION).await;
    chat.says("/bahasa").await;
    chat.presses(6, "Follow the question").await;
    chat.says(QUESTION).await;
    snapshot!(chat);
}

#[tokio::test]
async fn agreeing_and_thinking_better_of_it() {
    let mut chat = Script::private().await;
    chat.says("/privasi").await;
    chat.presses(2, "Ya, boleh disimpan").await;
    chat.says("/privasi").await;
    chat.presses(4, "Jangan disimpan").await;
    chat.says("/privacy").await;
    snapshot!(chat);
}

const UNANSWERED: &str = "cuaca besok bagaimana";
const MAY_KEEP: &str = "Boleh disimpan supaya bisa dijawab?";

#[tokio::test]
async fn one_question_may_be_kept_and_then_all() {
    let mut chat = Script::private().await;
    chat.says(UNANSWERED).await;
    assert!(!chat.on_disk("cuaca"));
    chat.presses(2, MAY_KEEP).await;
    assert!(!chat.on_disk("cuaca"), "nothing was agreed to yet");
    chat.presses(2, "Ya, pertanyaan ini saja").await;
    assert!(chat.on_disk("cuaca"));
    chat.says("siapa yang memasang gerbang otomatis").await;
    assert!(!chat.on_disk("memasang"));
    chat.presses(4, MAY_KEEP).await;
    chat.presses(4, "Ya, selalu").await;
    assert!(chat.on_disk("memasang"));
    chat.says("ada kucing di loket?").await;
    assert!(chat.on_disk("kucing"));
    chat.says("/privasi").await;
    chat.says("/hapus").await;
    for word in ["cuaca", "memasang", "kucing"] {
        assert!(!chat.on_disk(word), "{word}");
    }
    snapshot!(chat);
}

#[tokio::test]
async fn who_does_not_want_to_be_asked_is_not() {
    let mut chat = Script::private().await;
    chat.says(UNANSWERED).await;
    chat.presses(2, MAY_KEEP).await;
    chat.presses(2, "Tidak, jangan tanya lagi").await;
    chat.says("cuaca lusa bagaimana").await;
    chat.says("/privasi").await;
    assert!(!chat.on_disk("cuaca"));
    snapshot!(chat);
}

#[tokio::test]
async fn none_of_what_was_offered() {
    let mut chat = Script::private().await;
    chat.says("jam berapa loket mulai").await;
    chat.presses(2, "Tidak ada yang cocok").await;
    chat.presses(2, MAY_KEEP).await;
    chat.presses(2, "Ya, pertanyaan ini saja").await;
    assert!(chat.on_disk("jam berapa"));
    snapshot!(chat);
}

/// Who passes the words of another on does not speak for them, nor does who asks among others; and nobody needs personal data.
#[tokio::test]
async fn nobody_is_asked_about_what_is_not_theirs_or_too_much() {
    let mut chat = Script::private().await;
    let passed_on = json!({"text": UNANSWERED, "forward_origin": {"type": "hidden_user"}});
    chat.sends(passed_on, format!("(passes on) {UNANSWERED}"))
        .await;
    chat.says("cuaca di 3171234567890123 bagaimana").await;
    let mut group = Script::group().await;
    group.says(&format!("/tanya {UNANSWERED}")).await;
    for chat in [chat, group] {
        assert!(!chat.log().contains(MAY_KEEP), "{}", chat.log());
        assert!(!chat.on_disk("cuaca"));
    }
}

#[tokio::test]
async fn a_button_of_a_question_that_was_wiped() {
    let mut chat = Script::private().await;
    chat.says(UNANSWERED).await;
    chat.presses(2, MAY_KEEP).await;
    chat.says("/hapus").await;
    chat.presses(2, "Ya, pertanyaan ini saja").await;
    assert!(!chat.on_disk("cuaca"));
    assert!(
        chat.log()
            .contains("(over the chat: Tombol ini sudah tidak berlaku"),
        "{}",
        chat.log()
    );
}

#[tokio::test]
async fn being_forgotten() {
    let mut chat = Script::private().await;
    chat.says("/bahasa").await;
    chat.presses(2, "English").await;
    chat.says("/hapus").await;
    chat.says("/bahasa").await;
    snapshot!(chat);
}

#[tokio::test]
async fn a_likely_answer() {
    let mut chat = Script::private().await;
    chat.says("kapan loket buka lagi").await;
    chat.presses(2, "❓ Mengapa?").await;
    chat.presses(2, "Loket utara").await;
    chat.says("kapan loket buka lagi").await;
    chat.presses(4, "👍").await;
    chat.presses(4, "Bukan ini").await;
    chat.types("kapan loket buka lagi").await;
    snapshot!(chat);
}

#[tokio::test]
async fn what_is_not_told() {
    let mut chat = Script::private().await;
    chat.says("berapa biaya paspor").await;
    chat.says("qwertyuiop zxcvbnm").await;
    snapshot!(chat);
}

#[tokio::test]
async fn personal_data() {
    let mut chat = Script::private().await;
    chat.says("apakah aplikasi harus diinstal ulang? 3171234567890123")
        .await;
    snapshot!(chat);
}

#[tokio::test]
async fn things_that_are_not_words() {
    let mut chat = Script::private().await;
    chat.sends(json!({"sticker": {"emoji": "👋"}}), "(a sticker)")
        .await;
    chat.sends(json!({"voice": {}}), "(a voice message)").await;
    chat.sends(
        json!({"photo": [], "caption": QUESTION}),
        "(a photo with the question under it)",
    )
    .await;
    chat.sends(
        json!({"photo": [], "media_group_id": "1"}),
        "(a photo of an album)",
    )
    .await;
    chat.sends(json!({"new_chat_title": "x"}), "(a new title)")
        .await;
    snapshot!(chat);
}

#[tokio::test]
async fn a_question_that_is_changed() {
    let mut chat = Script::private().await;
    chat.says("qwertyuiop zxcvbnm").await;
    chat.changes(1, QUESTION).await;
    chat.says("/topik").await;
    chat.changes(3, "/topik x").await;
    snapshot!(chat);
}

#[tokio::test]
async fn buttons_of_old() {
    let mut chat = Script::private().await;
    chat.says(QUESTION).await;
    chat.press(2, "0.whatever").await;
    chat.press(2, "1.i.show.an-entry-of-old").await;
    chat.press(2, "").await;
    snapshot!(chat);
}

#[tokio::test]
async fn a_group() {
    let mut chat = Script::group().await;
    chat.says(QUESTION).await;
    chat.says("@maklumat_bot qwertyuiop zxcvbnm").await;
    chat.says(&format!("@Maklumat_Bot {QUESTION}?")).await;
    chat.replies(4, "apakah gerbang otomatis sudah berfungsi")
        .await;
    chat.says("@maklumat_bot berapa biaya paspor").await;
    chat.says("/tanya qwertyuiop zxcvbnm").await;
    chat.replies(1, "/tanya").await;
    chat.replies(1, "@maklumat_bot").await;
    chat.says("@maklumat_bot").await;
    chat.says("/topik@other_bot").await;
    chat.says("/rules").await;
    chat.says("@maklumat_bots apakah gerbang otomatis sudah berfungsi")
        .await;
    chat.sends(json!({"sticker": {}}), "(a sticker)").await;
    snapshot!(chat);
}

#[tokio::test]
async fn a_topic_of_a_forum() {
    let mut chat = Script::group().await;
    let text = format!("/tanya {QUESTION}");
    let fields = json!({"text": text, "message_thread_id": 77, "is_topic_message": true});
    chat.sends(fields, format!("(in topic 77) {text}")).await;
    snapshot!(chat);
}

#[tokio::test]
async fn nobody_to_talk_to() {
    let mut chat = Script::group().await;
    let bot = json!({"message_id": 1, "chat": {"id": -1007, "type": "group"},
        "from": {"id": 9, "is_bot": true}, "text": format!("@maklumat_bot {QUESTION}")});
    chat.happens(json!({"message": bot})).await;
    let channel =
        json!({"message_id": 1, "chat": {"id": -1008, "type": "channel"}, "text": QUESTION});
    chat.happens(json!({"channel_post": channel})).await;
    let promoted = json!({"chat": {"id": -1007, "type": "group"}, "new_chat_member": {"status": "administrator"}});
    chat.happens(json!({"my_chat_member": promoted})).await;
    let removed =
        json!({"chat": {"id": -1007, "type": "group"}, "new_chat_member": {"status": "kicked"}});
    chat.happens(json!({"my_chat_member": removed})).await;
    chat.happens(
        json!({"message": {"message_id": 2, "chat": {"id": -9, "type": "group"},
        "migrate_to_chat_id": -1007}}),
    )
    .await;
    snapshot!(chat);
}

#[tokio::test]
async fn sharing_answers_elsewhere() {
    let mut chat = Script::private().await;
    chat.types(QUESTION).await;
    chat.types("qwertyuiop zxcvbnm").await;
    chat.types("").await;
    let shared = json!({"text": "Ya, hapus aplikasinya", "via_bot": {"id": 7, "is_bot": true}});
    chat.sends(shared, "(shares an answer here)").await;
    snapshot!(chat);
}

#[tokio::test]
async fn hostile_content() {
    let mut chat = Script::private().await;
    chat.says("apa arti tanda kurung siku itu").await;
    snapshot!(chat);
}

#[tokio::test]
async fn asking_to_be_told_and_thinking_better_of_it() {
    let mut chat = Script::private().await;
    chat.says(QUESTION).await;
    chat.presses(2, "🔔 Kabari kalau berubah").await;
    chat.presses(2, "🔕 Berhenti").await;
    chat.says("berapa biaya paspor").await;
    chat.presses(5, "🔔 Kabari kalau terjawab").await;
    chat.presses(6, "🔕 Berhenti memberi tahu").await;
    chat.says("apakah aplikasi harus diinstal ulang? dan berapa biaya paspor?")
        .await;
    chat.presses(8, "2 🔔 Kabari").await;
    chat.presses(8, "2 🔕 Berhenti").await;
    chat.press(8, "1.i.follow.an-entry-of-old").await;
    snapshot!(chat);
}

#[tokio::test]
async fn asking_to_be_told_in_english() {
    let mut chat = Script::in_english().await;
    chat.says("do the automatic gates work").await;
    chat.presses(2, "🔔 Tell me if this changes").await;
    chat.says("how much is a passport").await;
    chat.presses(5, "🔔 Tell me once answered").await;
    snapshot!(chat);
}

#[tokio::test]
async fn a_group_is_not_told() {
    let mut chat = Script::group().await;
    chat.says(&format!("/tanya {QUESTION}")).await;
    chat.press(2, "1.i.follow.app-reinstall").await;
    assert!(!chat.log().contains('🔔'), "{}", chat.log());
    assert!(chat.log().contains("tidak berlaku"), "{}", chat.log());
}

#[tokio::test]
async fn so_much_can_be_waited_for_and_no_more() {
    let entries =
        (0..21).map(|id| format!("- {{id: e{id}, phrasings: [hal {id}], answer: Ya.}}\n"));
    let faq = "entries:\n".to_owned() + &entries.collect::<String>();
    let mut chat = Script::private().await.about(&faq);
    chat.says("/start e0").await;
    for id in 0..20 {
        chat.press(2, &format!("1.i.follow.e{id}")).await;
    }
    assert!(!chat.log().contains("penuh"), "{}", chat.log());
    chat.press(2, "1.i.follow.e20").await;
    assert!(chat.log().contains("sudah penuh"), "{}", chat.log());
    chat.press(2, "1.i.unfollow.e3").await;
    chat.press(2, "1.i.follow.e20").await;
    assert_eq!(chat.log().matches("penuh").count(), 1, "{}", chat.log());
}

#[tokio::test]
async fn who_asks_to_be_told_under_an_answer_of_old_hears_what_is_told_now() {
    let faq = |answer: &str| {
        format!("entries: [{{id: a, title: Jam buka, phrasings: [jam buka], answer: {answer}}}]")
    };
    let mut chat = Script::private().await.about(&faq("Pukul 9."));
    chat.says("jam buka").await;
    chat.presses(2, "🔔 Kabari kalau berubah").await;
    assert!(!chat.log().contains("Sekarang"), "{}", chat.log());
    let mut chat = chat.about(&faq("Pukul 8."));
    chat.press(2, "1.i.follow.a").await;
    let now = "<b>Sekarang:</b>\n   Pukul 8.";
    assert!(chat.log().contains(now), "{}", chat.log());
}
