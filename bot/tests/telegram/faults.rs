//! The real binary when things go wrong: no update is lost, none answered twice, and no secret is told.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{
    polling::{ANSWER, QUESTION, polling, start},
    support::{
        child::{Bot, Home},
        server::{Fault, POISONS, Server, TOKEN},
        updates::{message, press},
    },
};

const HTML: &str = "<html><body><h1>502 Bad Gateway</h1></body></html>";

fn is_for_42(fields: &Value) -> bool {
    fields["chat_id"] == 42
}

#[tokio::test]
async fn too_many_requests_delay_one_chat_and_no_other() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    server.fail_if("sendMessage", 1, Fault::busy(4), is_for_42);
    server.deliver(message(1, 42, QUESTION));
    server.deliver(message(2, 43, QUESTION));
    let other = server
        .call("sendMessage", |call| call.fields["chat_id"] == 43)
        .await;
    let delayed = server
        .call("sendMessage", |call| is_for_42(&call.fields))
        .await;
    let refused = server
        .calls()
        .into_iter()
        .find(|call| !call.granted)
        .unwrap();
    assert!(delayed.at - refused.at >= Duration::from_secs(4));
    assert!(other.at < delayed.at);
    server
        .until("forgetting", |server| server.forgot(1) && server.forgot(2))
        .await;
    assert_eq!([server.sent_to(42).len(), server.sent_to(43).len()], [1, 1]);
}

#[tokio::test]
async fn a_server_in_trouble_is_asked_again_and_soon() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    server.fail("getUpdates", 1, Fault::Says(502, HTML.to_owned()));
    server.fail(
        "getUpdates",
        1,
        Fault::Says(200, r#"{"ok":true,"result":[{"upd"#.to_owned()),
    );
    server.fail("sendMessage", 1, Fault::Says(502, HTML.to_owned()));
    server.fail(
        "sendMessage",
        1,
        Fault::refusal(500, "Internal Server Error"),
    );
    let start = Instant::now();
    server.deliver(message(1, 42, QUESTION));
    server.until("forgetting", |server| server.forgot(1)).await;
    assert_eq!(server.sent_to(42).len(), 1);
    assert!(
        start.elapsed() < Duration::from_secs(15),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn one_strange_update_spoils_no_other() {
    let (server, home) = (Server::start(), Home::new());
    let beyond_31_bits = 5_000_000_000;
    server.deliver(json!({"message": {"text": "an update without an id"}}));
    server.deliver(json!({"update_id": 1, "message": {"message_id": "not a number"}}));
    server.deliver(json!({"update_id": 2, "telepathy": {"thought": 1}}));
    server.deliver(json!({"update_id": 3, "poll": {"id": "1"}}));
    server.deliver(json!({"update_id": 4}));
    server.deliver(message(2_147_483_648, 42, QUESTION));
    server.deliver(message(beyond_31_bits, 43, QUESTION));
    let _bot = polling(&home, &server).await;
    server
        .until("forgetting", |server| server.forgot(beyond_31_bits))
        .await;
    assert_eq!([server.sent_to(42).len(), server.sent_to(43).len()], [1, 1]);
}

#[tokio::test]
async fn what_was_under_way_at_a_kill_is_answered_after_it() {
    let (server, home) = (Server::start(), Home::new());
    let mut bot = polling(&home, &server).await;
    server.fail("sendMessage", 1, Fault::Hangs);
    server.deliver(message(1, 42, QUESTION));
    server
        .until("a try", |server| {
            server
                .calls()
                .iter()
                .any(|call| call.method.eq_ignore_ascii_case("sendMessage"))
        })
        .await;
    bot.kill();
    assert!(!server.forgot(1));
    let _bot = polling(&home, &server).await;
    server.until("forgetting", |server| server.forgot(1)).await;
    assert_eq!(server.sent_to(42).len(), 1);
}

#[tokio::test]
async fn what_was_answered_before_a_kill_is_not_answered_again() {
    let (server, home) = (Server::start(), Home::new());
    let mut bot = polling(&home, &server).await;
    server.deliver(message(1, 42, QUESTION));
    server.until("forgetting", |server| server.forgot(1)).await;
    bot.kill();
    // As if the confirmation had not arrived.
    server.deliver(message(1, 42, QUESTION));
    server.deliver(message(2, 43, QUESTION));
    let _bot = polling(&home, &server).await;
    server.until("forgetting", |server| server.forgot(2)).await;
    assert_eq!([server.sent_to(42).len(), server.sent_to(43).len()], [1, 1]);
}

#[tokio::test]
async fn asked_to_stop_it_finishes_what_is_under_way() {
    let (server, home) = (Server::start(), Home::new());
    let mut bot = polling(&home, &server).await;
    server.fail("sendMessage", 5, Fault::Slow(Duration::from_millis(800)));
    for update in 1..=5 {
        server.deliver(message(update, 40 + update, QUESTION));
    }
    server
        .until("all taken", |server| server.trapped("sendMessage") == 5)
        .await;
    bot.terminate();
    assert!(bot.end().await.success(), "{}", bot.log());
    assert_eq!(server.granted("sendMessage").len(), 5);
    assert!((1..=5).all(|update| server.forgot(update)));
}

#[tokio::test]
async fn what_cannot_be_finished_in_time_is_answered_by_the_next() {
    let (server, home) = (Server::start(), Home::new());
    let mut bot = polling(&home, &server).await;
    server.fail("sendMessage", 1, Fault::Hangs);
    server.deliver(message(1, 42, QUESTION));
    server
        .until("a try", |server| server.trapped("sendMessage") == 1)
        .await;
    bot.terminate();
    assert!(bot.end().await.success(), "{}", bot.log());
    assert!(!server.forgot(1));
    let _bot = polling(&home, &server).await;
    server.until("forgetting", |server| server.forgot(1)).await;
    assert_eq!(server.sent_to(42).len(), 1);
}

#[tokio::test]
async fn a_network_that_goes_and_comes_loses_nothing() {
    let (mut server, home) = (Server::start(), Home::new());
    let mut bot = polling(&home, &server).await;
    server.deliver(message(1, 42, QUESTION));
    server.until("forgetting", |server| server.forgot(1)).await;
    server.vanish();
    server.deliver(message(2, 42, QUESTION));
    tokio::time::sleep(Duration::from_millis(500)).await;
    server.come_back().await;
    server.until("forgetting", |server| server.forgot(2)).await;
    assert_eq!(server.sent_to(42).len(), 2);
    assert!(bot.is_running());
}

#[tokio::test]
async fn it_waits_for_a_network_that_is_not_there_yet() {
    let (mut server, home) = (Server::start(), Home::new());
    server.vanish();
    server.deliver(message(1, 42, QUESTION));
    let _bot = start(&home, &server).run();
    tokio::time::sleep(Duration::from_millis(300)).await;
    server.come_back().await;
    server
        .until("an answer", |server| server.sent_to(42).len() == 1)
        .await;
}

#[tokio::test]
async fn a_wrong_token_ends_it_with_a_clear_word() {
    let (server, home) = (Server::start(), Home::new());
    let mut bot = start(&home, &server)
        .with("TELOXIDE_TOKEN", "8:WRONG-token")
        .run();
    assert_eq!(bot.end().await.code(), Some(2));
    let log = bot.log();
    assert!(
        log.contains("TELOXIDE_TOKEN") && log.contains("@BotFather"),
        "{log}"
    );
    assert!(!log.contains("WRONG-token"), "{log}");

    server.fail("getMe", 1, Fault::refusal(404, "Not Found"));
    let mut bot = start(&home, &server).run();
    assert_eq!(bot.end().await.code(), Some(2));
}

#[tokio::test]
async fn a_token_that_is_revoked_ends_it_too() {
    let (server, home) = (Server::start(), Home::new());
    let mut bot = polling(&home, &server).await;
    server.fail("getUpdates", 2, Fault::refusal(401, "Unauthorized"));
    server.deliver(message(1, 42, QUESTION));
    server.deliver(message(2, 42, QUESTION));
    server.until("forgetting", |server| server.forgot(2)).await;
    assert!(bot.is_running(), "a slip of Telegram's is outlasted");

    server.fail("getUpdates", 1000, Fault::refusal(401, "Unauthorized"));
    server.deliver(message(3, 42, QUESTION));
    assert_eq!(bot.end().await.code(), Some(2));
}

#[tokio::test]
async fn a_second_bot_under_the_token_is_outlasted() {
    let (server, home) = (Server::start(), Home::new());
    let conflict = Fault::refusal(409, "Conflict: terminated by other getUpdates request");
    server.fail("getUpdates", 1, conflict);
    server.deliver(message(1, 42, QUESTION));
    let mut bot = polling(&home, &server).await;
    server
        .until("an answer", |server| server.sent_to(42).len() == 1)
        .await;
    assert!(bot.is_running());
}

#[tokio::test]
async fn of_two_bots_under_one_token_one_goes_on_and_the_other_takes_over() {
    let (server, home) = (Server::start(), Home::new());
    let mut old = polling(&home, &server).await;
    server.deliver(message(1, 42, QUESTION));
    server.until("forgetting", |server| server.forgot(1)).await;
    // Long enough for it to be the one that goes on.
    tokio::time::sleep(Duration::from_secs(6)).await;
    let mut new = start(&home, &server).run();
    // A supervisor would have ended both by now.
    let says = |bot: &Bot, what: &str| bot.log().contains(what);
    for update in 2..=6 {
        tokio::time::sleep(Duration::from_secs(2)).await;
        server.deliver(message(update, 42, QUESTION));
        server
            .until("forgetting", |server| server.forgot(update))
            .await;
    }
    assert!(old.is_running() && new.is_running());
    let stand_by = "somebody else takes this bot's updates";
    assert!(says(&new, stand_by), "{}", new.log());
    old.terminate();
    assert!(old.end().await.success());
    server.deliver(message(7, 42, QUESTION));
    server.until("forgetting", |server| server.forgot(7)).await;
    assert_eq!(server.sent_to(42).len(), 7);
    assert!(new.is_running());
}

#[tokio::test]
async fn what_a_lost_token_left_unanswered_is_answered_under_the_next() {
    let (server, home) = (Server::start(), Home::new());
    let mut bot = polling(&home, &server).await;
    server.fail("sendMessage", 1, Fault::refusal(401, "Unauthorized"));
    server.deliver(message(1, 42, QUESTION));
    server
        .until("a try", |server| server.trapped("sendMessage") == 1)
        .await;
    bot.kill();
    let _bot = polling(&home, &server).await;
    server
        .until("an answer", |server| server.sent_to(42).len() == 1)
        .await;

    server.fail("sendMessage", 1, Fault::refusal(401, "Unauthorized"));
    server.deliver(message(2, 43, QUESTION));
    server.until("forgetting", |server| server.forgot(2)).await;
    assert_eq!(server.sent_to(43).len(), 1);
}

#[tokio::test]
async fn a_group_that_moved_while_it_was_answered_is_followed() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    let moved = json!({"ok": false, "error_code": 400, "parameters": {"migrate_to_chat_id": -1007},
        "description": "Bad Request: group chat was upgraded to a supergroup chat"});
    server.fail("sendMessage", 1, Fault::Says(400, moved.to_string()));
    let mut asked = message(1, 42, &format!("/tanya {QUESTION}"));
    asked["message"]["chat"] = json!({"id": -7, "type": "group"});
    server.deliver(asked);
    server
        .until("an answer", |server| server.sent_to(-1007).len() == 1)
        .await;
}

#[tokio::test]
async fn a_message_that_cannot_be_changed_is_followed_by_another() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    let cannot = Fault::refusal(400, "Bad Request: message can't be edited");
    server.fail("editMessageText", 1, cannot);
    server.deliver(press(1, 42, 1000, QUESTION, "1.i.show.gate-status"));
    server
        .until("another", |server| server.sent_to(42).len() == 1)
        .await;

    let same = Fault::refusal(400, "Bad Request: message is not modified");
    server.fail("editMessageText", 1, same);
    server.deliver(press(2, 42, 1000, QUESTION, "1.i.show.gate-status"));
    server.until("forgetting", |server| server.forgot(2)).await;
    assert_eq!(server.sent_to(42).len(), 1);
}

#[tokio::test]
async fn without_a_memory_it_answers_all_the_same() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = start(&home, &server)
        .with("DATA_DIR", "/dev/null/nothing")
        .run();
    server.deliver(message(1, 42, QUESTION));
    server.until("forgetting", |server| server.forgot(1)).await;
    assert_eq!(server.sent_to(42).len(), 1);
    server.deliver(press(2, 42, 1001, QUESTION, "1.i.helps.app-status"));
    let sorry = server.call("answerCallbackQuery", |_| true).await;
    assert!(
        sorry
            .text("text")
            .starts_with("Maaf, ini belum bisa dicatat")
    );
}

#[tokio::test]
async fn who_has_blocked_the_bot_is_left_in_peace() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    let blocked = Fault::refusal(403, "Forbidden: bot was blocked by the user");
    server.fail("sendMessage", 1, blocked);
    server.deliver(message(1, 42, QUESTION));
    server.until("forgetting", |server| server.forgot(1)).await;
    assert_eq!(server.sent_to(42).len(), 0);
}

#[tokio::test]
async fn neither_token_nor_words_reach_the_log() {
    let (server, home) = (Server::start(), Home::new());
    let mut bot = polling(&home, &server).await;
    for fault in [
        Fault::busy(1),
        Fault::Says(502, HTML.to_owned()),
        Fault::refusal(500, "Internal Server Error: rahasia sekali"),
        Fault::refusal(400, "Bad Request: can't parse entities: \"rahasia sekali\""),
        Fault::refusal(400, "Bad Request: rahasia sekali"),
    ] {
        server.fail("sendMessage", 1, fault);
    }
    server.fail("getUpdates", 1, Fault::Says(200, "{".to_owned()));
    server.deliver(message(1, 42, "rahasia sekali 3171234567890123"));
    server.deliver(json!({"update_id": 2, "message": {"message_id": "rahasia sekali"}}));
    server.deliver(message(3, 43, QUESTION));
    server.until("forgetting", |server| server.forgot(3)).await;
    bot.terminate();
    bot.end().await;
    let log = bot.log();
    assert!(log.contains("DEBUG"), "nothing to look at: {log}");
    for secret in [
        TOKEN,
        "FIXTURE",
        "rahasia",
        "3171234567890123",
        ANSWER,
        QUESTION,
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

#[tokio::test]
async fn a_flood_from_one_chat_gets_one_notice_and_delays_no_other() {
    let (server, home) = (Server::start(), Home::new());
    for update in 1..=90 {
        server.deliver(message(update, 42, QUESTION));
    }
    server.deliver(message(91, 43, QUESTION));
    let _bot = polling(&home, &server).await;
    let start = Instant::now();
    server
        .until("the other's answer", |server| server.sent_to(43).len() == 1)
        .await;
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
    server.until("forgetting", |server| server.forgot(91)).await;
    // What Telegram may forget may still be parked.
    server
        .until("ten answers and a notice", |server| {
            server.sent_to(42).len() >= 11
        })
        .await;
    let sent = server.sent_to(42);
    let notices = sent
        .iter()
        .filter(|text| text.contains("pelan-pelan"))
        .count();
    assert_eq!(notices, 1, "{sent:?}");
    assert!(sent.len() <= 30, "{}", sent.len());
}

#[tokio::test]
async fn what_was_written_slowly_while_it_was_away_is_no_flood() {
    let (server, home) = (Server::start(), Home::new());
    for update in 1..=15 {
        let mut asked = message(update, 42, QUESTION);
        asked["message"]["date"] = json!(1_719_560_000 + 60 * update);
        server.deliver(asked);
    }
    let _bot = polling(&home, &server).await;
    server.until("forgetting", |server| server.forgot(15)).await;
    let sent = server.sent_to(42);
    let answers = sent.iter().filter(|text| text.starts_with(ANSWER));
    assert_eq!(answers.count(), 15, "{sent:?}");
}

#[tokio::test]
async fn a_group_gets_no_more_a_minute_than_telegram_takes() {
    let (server, home) = (Server::start(), Home::new());
    for update in 1..=25 {
        let mut asked = message(update, 42, &format!("/tanya {QUESTION}"));
        asked["message"]["chat"] = json!({"id": -7, "type": "group"});
        asked["message"]["date"] = json!(1_719_560_000 + 60 * update);
        server.deliver(asked);
    }
    let _bot = polling(&home, &server).await;
    server
        .until("twenty answers", |server| server.sent_to(-7).len() >= 20)
        .await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(server.sent_to(-7).len(), 20);
}

#[tokio::test]
async fn chats_in_flood_delay_no_other() {
    let (server, home) = (Server::start(), Home::new());
    for update in 1..=1200 {
        server.deliver(message(update, 100 + update % 20, QUESTION));
    }
    server.deliver(message(1201, 43, QUESTION));
    let _bot = polling(&home, &server).await;
    server
        .until("the other's answer", |server| server.sent_to(43).len() == 1)
        .await;
    // The floods get what is welcome of them, before, between and after.
    assert!(
        server.count("sendMessage") < 20 * 11,
        "{}",
        server.count("sendMessage")
    );
}

/// While nothing can be sent to one chat, all the others are served; and then that one is, too, whatever happened in between.
async fn one_stuck_chat_stops_nobody(fault: Fault) {
    let (server, home) = (Server::start(), Home::new());
    let start = || start(&home, &server).with("MESSAGES_PER_SECOND", "1000");
    server.fail_if("sendMessage", 1_000_000, fault, is_for_42);
    server.deliver(message(1, 42, QUESTION));
    for update in 2..=397 {
        server.deliver(message(update, 1_000 + update, QUESTION));
    }
    server.deliver(message(398, 42, "apakah gerbang otomatis sudah berfungsi"));
    let mut bot = start().run();
    server
        .until("396 answers", |server| server.count("sendMessage") == 396)
        .await;
    server
        .until("forgetting", |server| server.forgot(398))
        .await;
    bot.kill();
    server.mend();
    // What was parked is older, and answered first.
    server.deliver(message(399, 42, QUESTION));
    let _bot = start().run();
    server
        .until("three answers", |server| server.sent_to(42).len() == 3)
        .await;
    let said = server.sent_to(42);
    assert!(said[1].starts_with("Ya. Gerbang"), "{said:?}");
    server
        .until("forgetting", |server| server.forgot(399))
        .await;
    assert_eq!(server.count("sendMessage"), 396 + 3);
}

#[tokio::test]
async fn a_chat_that_gets_429_stops_nobody() {
    one_stuck_chat_stops_nobody(Fault::busy(3600)).await;
}

#[tokio::test]
async fn a_chat_that_gets_502_stops_nobody() {
    one_stuck_chat_stops_nobody(Fault::Says(502, HTML.to_owned())).await;
}

#[tokio::test]
async fn a_chat_whose_connection_hangs_stops_nobody() {
    one_stuck_chat_stops_nobody(Fault::Hangs).await;
}

#[tokio::test]
async fn an_update_that_cannot_be_parsed_is_skipped_alone() {
    let (server, home) = (Server::start(), Home::new());
    let deep = (0..200).fold(json!([]), |inside, _| json!([inside]));
    let poisons = POISONS.map(|(poison, _)| json!(poison));
    for (update, poison) in (1..).zip([&[deep][..], &poisons[..3]].concat()) {
        let mut poisoned = message(update, 42, QUESTION);
        poisoned["message"]["entities"] = poison;
        server.deliver(poisoned);
    }
    server.deliver(message(9, 43, QUESTION));
    let _bot = polling(&home, &server).await;
    server.until("forgetting", |server| server.forgot(9)).await;
    assert_eq!(server.sent_to(43).len(), 1);
}

#[tokio::test]
async fn an_update_that_cannot_be_confirmed_makes_no_haste() {
    let (server, home) = (Server::start(), Home::new());
    let mut endless = message(1, 42, QUESTION);
    endless["update_id"] = json!("the largest id");
    server.deliver(endless);
    let _bot = polling(&home, &server).await;
    server.until("polls", |server| server.polls() > 1).await;
    let before = server.polls();
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(server.polls() - before < 10, "{}", server.polls());
    server.deliver(message(9, 43, QUESTION));
    server
        .until("an answer", |server| server.sent_to(43).len() == 1)
        .await;
}

#[tokio::test]
async fn an_answer_that_may_have_arrived_is_not_sent_without_end() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(&home, &server).await;
    server.fail("sendMessage", 1000, Fault::Garbled);
    server.deliver(message(1, 42, QUESTION));
    server.deliver(message(2, 42, "/bahasa"));
    server
        .until("something else", |server| {
            let sent = server.sent_to(42);
            sent.iter().any(|text| !text.starts_with(ANSWER))
        })
        .await;
    let sent = server.sent_to(42);
    let copies = sent.iter().filter(|text| text.starts_with(ANSWER));
    assert_eq!(copies.count(), 3, "{sent:?}");
}

#[tokio::test]
async fn what_telegram_does_not_take_as_it_is_comes_in_bare_words() {
    let (server, home) = (Server::start(), Home::new());
    let mut bot = polling(&home, &server).await;
    let no = Fault::refusal(
        400,
        "Bad Request: can't parse entities: unsupported start tag",
    );
    server.fail("sendMessage", 1, no);
    server.deliver(message(1, 42, QUESTION));
    let sent = server.call("sendMessage", |_| true).await;
    assert!(sent.text("text").starts_with(ANSWER), "{sent:?}");
    assert!(!sent.text("text").contains('<'), "{sent:?}");
    assert_eq!(sent.fields.get("parse_mode"), None);
    server.until("forgetting", |server| server.forgot(1)).await;
    bot.kill();
    let log = bot.log();
    assert!(
        log.contains("WARN") && log.contains("400 can't parse entities"),
        "{log}"
    );
}
