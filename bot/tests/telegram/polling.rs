//! The real binary, long polling, when all is well.

use std::{path::Path, time::Duration};

use maklumat::{reply::Words, text::Language};
use serde_json::{Value, json};

use crate::support::{
    child::{Bot, Home, Start},
    server::{ADMIN, Fault, Server},
    updates::{message, press, typing},
};

/// The FAQ of these tests.
pub const FAQ: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/telegram/faq.yaml");
/// A question that it answers.
pub const QUESTION: &str = "apakah aplikasi harus diinstal ulang";
/// How its answer begins.
pub const ANSWER: &str = "Ya, hapus aplikasinya";

/// The program under test, about to start.
pub fn start<'a>(home: &'a Home, server: &Server) -> Start<'a> {
    let program = Path::new(env!("CARGO_BIN_EXE_bot"));
    Start::new(program, home, server.url()).with("FAQ_PATH", FAQ)
}

/// A bot that polls `server`.
pub async fn polling(home: &Home, server: &Server) -> Bot {
    let bot = start(home, server).run();
    server.call("deleteWebhook", |_| true).await;
    bot
}

#[tokio::test]
async fn a_question_gets_its_answer_once_and_is_forgotten() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    server.deliver(message(11, 42, QUESTION));
    let sent = server.call("sendMessage", |_| true).await;
    assert!(sent.text("text").starts_with(ANSWER), "{sent:?}");
    assert_eq!(sent.text("parse_mode"), "HTML");
    assert_eq!(sent.fields["reply_parameters"]["message_id"], 11);
    assert_eq!(sent.fields["link_preview_options"]["is_disabled"], true);
    server.until("forgetting", |server| server.forgot(11)).await;
    assert_eq!(server.sent_to(42).len(), 1);
    assert_eq!(server.wrongs(), [""; 0]);
}

#[tokio::test]
async fn whether_a_question_may_be_kept_is_asked_under_its_reply() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    let words = "cuaca besok bagaimana";
    server.deliver(message(31, 42, words));
    let sent = server.call("sendMessage", |_| true).await;
    let buttons = sent.fields["reply_markup"].clone();
    assert_eq!(
        buttons["inline_keyboard"][0][0]["callback_data"],
        "1.i.may."
    );
    let press = |update, data: &str, buttons: &Value| {
        let mut press = press(update, 42, 1000, words, data);
        let message = &mut press["callback_query"]["message"];
        message["reply_markup"] = buttons.clone();
        message["reply_to_message"]["message_id"] = 31.into();
        press
    };
    server.deliver(press(32, "1.i.may.", &buttons));
    let opened = server.call("editMessageReplyMarkup", |_| true).await;
    let opened = &opened.fields["reply_markup"];
    assert_eq!(
        opened["inline_keyboard"][1][0]["callback_data"],
        "1.i.permit.always"
    );
    server.deliver(press(33, "1.i.permit.always", opened));
    let closed = server
        .call("editMessageReplyMarkup", |call| {
            call.fields["reply_markup"] != *opened
        })
        .await;
    let rows = closed.fields["reply_markup"]["inline_keyboard"].as_array();
    assert_eq!(rows.unwrap().len(), 1, "{closed:?}");
    server.until("forgetting", |server| server.forgot(33)).await;
    assert_eq!(server.wrongs(), [""; 0]);
}

#[tokio::test]
async fn buttons_change_the_message_that_they_hang_under() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    server.deliver(press(21, 42, 1000, QUESTION, "1.i.show.gate-status"));
    let edited = server.call("editMessageText", |_| true).await;
    assert_eq!(edited.fields["message_id"], 1000);
    assert!(edited.text("text").contains("Gerbang otomatis berfungsi"));
    let acknowledged = server.call("answerCallbackQuery", |_| true).await;
    assert_eq!(acknowledged.text("callback_query_id"), "press-21");

    server.deliver(press(22, 42, 1000, QUESTION, "0.from.an.old.bot"));
    let polite = server
        .call("answerCallbackQuery", |call| {
            call.text("callback_query_id") == "press-22"
        })
        .await;
    assert!(
        polite
            .text("text")
            .starts_with("Tombol ini sudah tidak berlaku")
    );

    server.deliver(press(23, 42, 1000, QUESTION, "1.e.helps.gate-status"));
    let thanks = server
        .call("answerCallbackQuery", |call| {
            call.text("callback_query_id") == "press-23"
        })
        .await;
    assert!(
        thanks.text("text").starts_with("Glad it helps"),
        "{thanks:?}"
    );
    assert_eq!(server.wrongs(), [""; 0]);
}

#[tokio::test]
async fn inline_mode_offers_answers_with_their_sources() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    server.deliver(typing(31, 42, QUESTION));
    let offer = server.call("answerInlineQuery", |_| true).await;
    let shared = offer.fields["results"][0]["input_message_content"]["message_text"]
        .as_str()
        .unwrap();
    assert!(
        shared.contains(ANSWER) && shared.contains("HARIAN.CONTOH"),
        "{shared}"
    );
    assert_eq!(offer.fields["results"][0]["id"], "app-reinstall");
    assert_eq!(server.wrongs(), [""; 0]);
}

#[tokio::test]
async fn of_what_somebody_types_the_latest_is_answered() {
    let (server, home) = (Server::start(), Home::new());
    let slow = Fault::Slow(Duration::from_millis(500));
    server.fail("answerInlineQuery", 1, slow);
    for update in 1..=20 {
        server.deliver(typing(update, 42, &QUESTION[..update as usize]));
    }
    let _bot = polling(&home, &server).await;
    server.until("forgetting", |server| server.forgot(20)).await;
    let answered = server.granted("answerInlineQuery");
    assert!(answered.len() <= 2, "{answered:?}");
    let last = answered.last().unwrap();
    assert_eq!(last.text("inline_query_id"), "typing-20");
}

#[tokio::test]
async fn hostile_words_come_back_escaped_or_not_at_all() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    let hostile = [
        "<b>tebal</b> & <a href=\"tg://user?id=1\">x</a>",
        "</i></b>&&lt;;&#0;",
        "apa arti tanda kurung siku itu",
        "\u{202e}\u{0}\u{200b}\u{feff}",
        "1.i.show.app-status",
        &"😀".repeat(2048),
        &"a ".repeat(2048),
        "/start <script>",
        "/start@maklumat_bot ../../etc/passwd",
    ];
    for (update, text) in (41..).zip(hostile) {
        server.deliver(message(update, 100 + update, text));
    }
    let last = 40 + hostile.len() as i64;
    server
        .until("all handled", |server| server.forgot(last))
        .await;
    assert_eq!(server.wrongs(), [""; 0]);
    let bold = server.sent_to(143);
    assert!(
        bold[0].starts_with("Ini &lt;b&gt;bukan&lt;/b&gt; tebal"),
        "{bold:?}"
    );
}

#[tokio::test]
async fn menus_are_set_once_in_each_language_and_scope() {
    let (server, home) = (Server::start(), Home::new());
    let bot = polling(&home, &server).await;
    let set = |server: &Server| {
        ["setMyCommands", "setMyDescription", "setMyShortDescription"]
            .map(|method| server.granted(method).len())
    };
    server
        .until("menus", |server| set(server) == [4, 2, 2])
        .await;
    let english = server
        .call("setMyCommands", |call| {
            call.text("language_code") == "en"
                && call.fields["scope"] == json!({"type": "all_private_chats"})
        })
        .await;
    assert_eq!(
        english.fields["commands"][1],
        json!({"command": "ask", "description": "Ask a question"})
    );
    let in_groups = server
        .call("setMyCommands", |call| {
            call.fields["scope"] == json!({"type": "all_group_chats"})
        })
        .await;
    assert!(!in_groups.fields["commands"].to_string().contains("hapus"));
    drop(bot);

    let asked = server.granted("getMyShortDescription").len();
    let _bot = polling(&home, &server).await;
    server
        .until("menus", |server| {
            server.granted("getMyShortDescription").len() == asked + 2
        })
        .await;
    assert_eq!(set(&server), [4, 2, 2]);
    assert_eq!(server.wrongs(), [""; 0]);
}

#[tokio::test]
async fn a_changed_question_changes_the_whole_of_a_long_answer() {
    let (server, home) = (Server::start(), Home::new());
    let long = "Kalimat ini panjang sekali. ".repeat(400);
    let faq = format!(
        "entries:\n  - {{id: long, phrasings: [apa isi pengumuman lengkapnya], answer: '{long}'}}\n  \
         - {{id: short, phrasings: [kapan loket utara buka lagi], answer: 'Besok.'}}\n"
    );
    let path = home.path().join("faq.yaml");
    std::fs::write(&path, faq).unwrap();
    let _bot = start(&home, &server)
        .with("FAQ_PATH", path.to_str().unwrap())
        .run();
    server.deliver(message(1, 42, "apa isi pengumuman lengkapnya"));
    server.until("forgetting", |server| server.forgot(1)).await;
    assert_eq!(server.sent_to(42).len(), 3);

    let mut changed = message(2, 42, "kapan loket utara buka lagi");
    let asked = changed["message"].take();
    changed = json!({"update_id": 2, "edited_message": asked});
    changed["edited_message"]["message_id"] = json!(1);
    server.deliver(changed);
    server.until("forgetting", |server| server.forgot(2)).await;
    let edited = server.granted("editMessageText");
    assert_eq!(edited.len(), 1);
    assert_eq!(edited[0].fields["message_id"], 1001);
    let deleted = server.granted("deleteMessage");
    let deleted: Vec<_> = deleted
        .iter()
        .map(|call| &call.fields["message_id"])
        .collect();
    assert_eq!(deleted, [&json!(1002), &json!(1003)]);
}

#[tokio::test]
async fn the_language_of_a_group_is_its_administrators_choice() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    let in_group = |update, person| {
        let mut pressed = press(update, person, 1000, QUESTION, "1.i.speak.e");
        pressed["callback_query"]["message"]["chat"] = json!({"id": -7, "type": "supergroup"});
        pressed
    };
    server.deliver(in_group(2, 42));
    server.until("forgetting", |server| server.forgot(2)).await;
    assert_eq!(server.granted("editMessageText").len(), 0);
    let told = server.granted("answerCallbackQuery");
    assert_eq!(told.len(), 1);
    assert_eq!(
        told[0].fields["text"],
        Words::of(Language::Indonesian).admins_only
    );
    server.deliver(in_group(4, ADMIN));
    server.until("forgetting", |server| server.forgot(4)).await;
    assert_eq!(server.granted("editMessageText").len(), 1);
}

#[tokio::test]
async fn what_cannot_be_kept_for_the_next_start_is_told() {
    let (server, home) = (Server::start(), Home::new());
    let caches = home.path().join("caches");
    for (cache, told) in [
        ("/dev/null/nothing", true),
        (caches.to_str().unwrap(), false),
    ] {
        let starts = server.granted("deleteWebhook").len();
        let bot = start(&home, &server).with("XDG_CACHE_HOME", cache).run();
        server
            .until("a start", |server| {
                server.granted("deleteWebhook").len() > starts
            })
            .await;
        assert_eq!(bot.log().contains("XDG_CACHE_HOME"), told, "{}", bot.log());
    }
    assert_eq!(caches.join("maklumat").read_dir().unwrap().count(), 1);
}
