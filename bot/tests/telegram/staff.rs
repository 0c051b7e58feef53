//! Those who run the bot, in Telegram: what they may do, and that nobody else can.

use std::{fs, path::PathBuf, time::Duration};

use maklumat::{reply::Words, text::Language};
use serde_json::{Value, json};

use crate::{
    polling::{ANSWER, FAQ, QUESTION, start},
    support::{
        child::{Bot, Home, Start},
        postgres,
        server::{Fault, Server},
        updates::{message, press, typing},
    },
    webhook::Hooked,
};

/// So long a number stands nowhere else.
const ADMIN: i64 = 434_343_434_343;
const OTHER: i64 = 454_545_454_545;
const STRANGER: i64 = 42;
const ORDERS: [&str; 10] = [
    "statistik",
    "tinjau",
    "muatulang",
    "jeda",
    "lanjut",
    "statistics",
    "review",
    "reload",
    "pause",
    "resume",
];

/// A bot that [`ADMIN`] and [`OTHER`] run.
fn staffed<'a>(home: &'a Home, server: &Server) -> Start<'a> {
    start(home, server).with("ADMIN_IDS", format!("{ADMIN},{OTHER}"))
}

async fn polling(start: Start<'_>, server: &Server) -> Bot {
    let polls = server.granted("deleteWebhook").len();
    let bot = start.run();
    server
        .until("polling", |server| {
            server.granted("deleteWebhook").len() > polls
        })
        .await;
    bot
}

/// Brings an update, and waits until it is done with.
async fn done(server: &Server, update: Value) {
    let id = update["update_id"].as_i64().unwrap();
    server.deliver(update);
    server.until("forgetting", |server| server.forgot(id)).await;
}

/// What a chat was sent about an update.
async fn answers(server: &Server, chat: i64, update: Value) -> Vec<String> {
    let before = server.sent_to(chat).len();
    done(server, update).await;
    server.sent_to(chat).split_off(before)
}

fn in_english(mut update: Value) -> Value {
    update["message"]["from"]["language_code"] = json!("en");
    update
}

fn unknown() -> String {
    Words::of(Language::default()).unknown_command.to_owned()
}

#[tokio::test]
async fn nobody_else_finds_that_there_is_anything() {
    let (server, home) = (Server::start(), Home::new());
    let bot = polling(staffed(&home, &server), &server).await;
    let unknown = unknown();
    for (id, order) in (100..).zip(ORDERS) {
        // Each of another, for nobody shall be asked to slow down.
        let stranger = STRANGER + id;
        let said = answers(
            &server,
            stranger,
            message(id, stranger, &format!("/{order}")),
        )
        .await;
        assert_eq!(said, [&unknown[..]], "{order}");
    }
    let help = answers(&server, STRANGER, message(150, STRANGER, "/help")).await;
    assert!(!help[0].contains("statistik"), "{help:?}");

    let order = |id: i64| message(id, ADMIN, "/jeda");
    let mut forwarded = order(201);
    forwarded["message"]["forward_origin"] = json!({"type": "user", "date": 0});
    let mut from_old_servers = order(202);
    from_old_servers["message"]["forward_date"] = json!(0);
    let mut through_a_bot = order(203);
    through_a_bot["message"]["via_bot"] = json!({"id": 99, "is_bot": true});
    for update in [forwarded, from_old_servers, through_a_bot] {
        assert_eq!(answers(&server, ADMIN, update).await, [&unknown[..]]);
    }
    let mut edited = order(205);
    edited["edited_message"] = edited["message"].take();
    let mut in_a_group = order(206);
    in_a_group["message"]["chat"] = json!({"id": -7, "type": "supergroup"});
    let mut anonymous = in_a_group.clone();
    anonymous["update_id"] = json!(207);
    anonymous["message"]["from"] = json!({"id": 1_087_968_824, "is_bot": true});
    anonymous["message"]["sender_chat"] = json!({"id": -7, "type": "supergroup"});
    let mut channel = order(209);
    channel["channel_post"] = channel["message"].take();
    let mut help = message(204, ADMIN, "/help");
    help["message"]["chat"] = in_a_group["message"]["chat"].clone();
    let help = answers(&server, -7, help).await;
    assert!(!help[0].contains("statistik"), "{help:?}");
    let sent = server.granted("sendMessage").len();
    for update in [edited, in_a_group, anonymous, channel] {
        done(&server, update).await;
    }
    assert_eq!(server.granted("sendMessage").len(), sent);

    let said = answers(&server, STRANGER, message(300, STRANGER, QUESTION)).await;
    assert!(said[0].starts_with(ANSWER), "not paused: {said:?}");
    assert!(!bot.log().contains(&ADMIN.to_string()), "{}", bot.log());
    assert!(bot.log().contains("admins=2"), "{}", bot.log());
}

#[tokio::test]
async fn without_admin_ids_there_is_nothing() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(start(&home, &server), &server).await;
    let said = answers(&server, ADMIN, message(1, ADMIN, "/statistik")).await;
    assert_eq!(said, [unknown()]);
}

#[tokio::test]
async fn the_numbers_of_today_are_told() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(staffed(&home, &server), &server).await;
    for (id, words) in (1..).zip([QUESTION, QUESTION, "berapa biaya paspor", "halo"]) {
        done(&server, message(id, STRANGER, words)).await;
    }
    done(
        &server,
        press(5, STRANGER, 1000, QUESTION, "1.i.helps.app-reinstall"),
    )
    .await;
    let said = answers(&server, ADMIN, message(6, ADMIN, "/statistik")).await;
    for told in [
        ": 3 pertanyaan\n• dijawab langsung: 2\n",
        "• tidak ada di pengumuman: 1\n",
        "👍 1 · 👎 0 · 🕒 0",
        "Paling sering ditanyakan\n• Instal ulang aplikasi: 2\n",
        "Celah yang paling sering ditanyakan\n• Biaya: 1\n",
        "Bot menjawab seperti biasa.\nBasis data: baik.\nFAQ: “Gangguan layanan contoh”; entri: 9, celah: 1, sidik: ",
        "bertanggal 28 Juni 2024",
    ] {
        assert!(said[0].contains(told), "{told}: {}", said[0]);
    }
    let said = answers(&server, ADMIN, in_english(message(7, ADMIN, "/Statistik"))).await;
    assert!(said[0].contains("• answered outright: 2\n"), "{said:?}");
    let help = answers(&server, ADMIN, message(8, ADMIN, "/help")).await;
    assert!(
        help[0].contains("/muatulang – Baca ulang FAQ sekarang\n/jeda"),
        "{help:?}"
    );
    assert_eq!(server.wrongs(), [""; 0]);
}

#[tokio::test]
async fn only_they_have_the_orders_in_their_menus_and_a_refusal_is_only_logged() {
    let (server, home) = (Server::start(), Home::new());
    let chat_not_found = Fault::refusal(400, "Bad Request: chat not found");
    server.fail_if("setMyCommands", 2, chat_not_found, |fields| {
        fields["scope"]["chat_id"] == OTHER
    });
    let bot = polling(staffed(&home, &server), &server).await;
    let of_admin = |call: &&crate::support::server::Call| call.fields["scope"]["chat_id"] == ADMIN;
    server
        .until("menus", |server| {
            let sets = server.granted("setMyCommands");
            sets.iter().filter(of_admin).count() == 2 && server.trapped("setMyCommands") == 2
        })
        .await;
    for set in server.granted("setMyCommands") {
        let commands = set.fields["commands"].to_string();
        let has = commands.contains("\"jeda\"") || commands.contains("\"pause\"");
        assert_eq!(has, of_admin(&&set), "{set:?}");
        assert!(commands.contains("\"status\""), "{set:?}");
    }
    let log = bot.log();
    assert!(log.contains("the commands could not be set"), "{log}");
    assert!(!log.contains(&OTHER.to_string()), "{log}");
}

#[tokio::test]
async fn while_it_is_paused_whoever_asks_is_told_once_and_keeps_their_rights() {
    let (server, home) = (Server::start(), Home::new());
    let mut bot = polling(staffed(&home, &server), &server).await;
    let said = answers(&server, ADMIN, message(1, ADMIN, "/jeda")).await;
    assert!(said[0].starts_with("Bot dijeda"), "{said:?}");
    let said = answers(&server, STRANGER, message(2, STRANGER, QUESTION)).await;
    assert!(
        said[0].contains("dijeda oleh petugas") && said[0].contains("hubungi kantor layanan"),
        "{said:?}"
    );
    for (id, words) in (3..).zip([QUESTION, "/start", "/jeda"]) {
        let said = answers(&server, STRANGER, message(id, STRANGER, words)).await;
        assert_eq!(said, [""; 0], "{words}");
    }
    let said = answers(
        &server,
        43,
        in_english(message(6, 43, "is the app working again")),
    )
    .await;
    assert!(said[0].starts_with("This bot has been paused"), "{said:?}");

    done(&server, typing(7, STRANGER, QUESTION)).await;
    assert_eq!(server.granted("answerInlineQuery").len(), 0);
    done(
        &server,
        press(9, STRANGER, 1000, QUESTION, "1.i.show.gate-status"),
    )
    .await;
    assert_eq!(server.granted("editMessageText").len(), 0);
    let pressed = server.call("answerCallbackQuery", |_| true).await;
    assert_eq!(pressed.text("text"), "Bot sedang dijeda oleh petugas.");

    let said = answers(&server, STRANGER, message(10, STRANGER, "/privasi")).await;
    assert!(said[0].contains("/hapus"), "{said:?}");
    let said = answers(&server, STRANGER, message(11, STRANGER, "/hapus")).await;
    assert!(said[0].starts_with("Selesai."), "{said:?}");

    bot.kill();
    let _bot = polling(staffed(&home, &server), &server).await;
    let said = answers(&server, 43, message(20, 43, QUESTION)).await;
    assert_eq!(said, [""; 0], "told before the restart");
    let said = answers(&server, 44, message(21, 44, QUESTION)).await;
    assert!(said[0].contains("dijeda oleh petugas"), "{said:?}");
    let said = answers(&server, OTHER, message(22, OTHER, "/jeda")).await;
    assert!(
        said[0].starts_with("Bot memang sedang dijeda, sejak "),
        "{said:?}"
    );
    let said = answers(&server, OTHER, message(23, OTHER, "/statistik")).await;
    assert!(said[0].contains("\nBot dijeda sejak "), "{said:?}");
    let said = answers(&server, OTHER, message(24, OTHER, "/lanjut")).await;
    assert!(said[0].starts_with("Bot menjawab lagi"), "{said:?}");
    let said = answers(&server, 44, message(25, 44, QUESTION)).await;
    assert!(said[0].starts_with(ANSWER), "{said:?}");
    assert_eq!(server.wrongs(), [""; 0]);
}

#[tokio::test]
async fn killed_before_it_could_tell_of_a_pause_it_tells_after_it() {
    let (server, home) = (Server::start(), Home::new());
    let mut bot = polling(staffed(&home, &server), &server).await;
    done(&server, message(1, ADMIN, "/jeda")).await;
    server.fail("sendMessage", 1, Fault::Hangs);
    server.deliver(message(2, STRANGER, QUESTION));
    server
        .until("a try", |server| server.trapped("sendMessage") == 1)
        .await;
    bot.kill();
    let _bot = polling(staffed(&home, &server), &server).await;
    server.until("forgetting", |server| server.forgot(2)).await;
    assert_eq!(server.sent_to(STRANGER).len(), 1);
    done(&server, message(3, STRANGER, QUESTION)).await;
    assert_eq!(server.sent_to(STRANGER).len(), 1);
}

#[tokio::test]
async fn a_flood_while_it_is_paused_is_not_answered_either() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(staffed(&home, &server), &server).await;
    done(&server, message(1, ADMIN, "/jeda")).await;
    for id in 2..30 {
        server.deliver(message(id, STRANGER, QUESTION));
    }
    server.until("forgetting", |server| server.forgot(29)).await;
    assert_eq!(server.sent_to(STRANGER).len(), 1);
}

#[tokio::test]
async fn two_replicas_are_paused_by_one_order_and_tell_everybody_once() {
    let Some(postgres) = postgres::Server::start().await else {
        return;
    };
    let database = postgres.database("paused").await;
    let (server, homes) = (Server::start(), [Home::new(), Home::new()]);
    let (path, text) = faq_in(&homes[0]);
    let mut replicas = Vec::new();
    for home in &homes {
        let start = staffed(home, &server)
            .with("DATABASE_URL", database.clone())
            .with("HASH_KEY", "k".repeat(32))
            .with("FAQ_PATH", path.to_str().unwrap());
        replicas.push(Hooked::run(start, &server).await);
    }
    let (one, two) = (&replicas[0], &replicas[1]);
    two.bring(message(1, STRANGER, QUESTION)).await;
    assert!(server.sent_to(STRANGER)[0].starts_with(ANSWER));
    one.bring(message(2, ADMIN, "/jeda")).await;
    // A replica hears of it within seconds.
    tokio::time::sleep(Duration::from_secs(3)).await;
    for (id, replica) in (3..).zip([two, one, two]) {
        replica.bring(message(id, STRANGER, QUESTION)).await;
    }
    let said = server.sent_to(STRANGER);
    assert!(said.len() == 2 && said[1].contains("dijeda"), "{said:?}");
    two.bring(message(9, ADMIN, "/lanjut")).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    one.bring(message(10, STRANGER, QUESTION)).await;
    assert!(server.sent_to(STRANGER)[2].starts_with(ANSWER));

    let told = || server.sent_to(ADMIN).len() - 2;
    fs::write(&path, broken(&text)).unwrap();
    server.until("the mistakes", |_| told() == 1).await;
    fs::write(&path, &text).unwrap();
    server.until("the mend", |_| told() == 2).await;
    // The slower of the two looks again, and waits a while before it would tell.
    tokio::time::sleep(Duration::from_secs(8)).await;
    assert_eq!(told(), 2, "by one of the two");
}

/// A FAQ of a test's own.
fn faq_in(home: &Home) -> (PathBuf, String) {
    let (path, text) = (
        home.path().join("faq.yaml"),
        fs::read_to_string(FAQ).unwrap(),
    );
    fs::write(&path, &text).unwrap();
    (path, text)
}

/// The FAQ with a mistake in its third entry.
fn broken(text: &str) -> String {
    text.replacen(
        "  - id: gate-status\n    board: true",
        "  - id: gate-status\n    bord: true",
        1,
    )
}

#[tokio::test]
async fn a_broken_faq_is_told_once_to_each_of_them_and_so_is_its_mend() {
    let (server, home) = (Server::start(), Home::new());
    let (path, text) = faq_in(&home);
    let blocked = Fault::refusal(
        403,
        "Forbidden: bot can't initiate conversation with a user",
    );
    server.fail_if("sendMessage", 100, blocked, |fields| {
        fields["chat_id"] == OTHER
    });
    let start = staffed(&home, &server).with("FAQ_PATH", path.to_str().unwrap());
    let bot = polling(start, &server).await;
    fs::write(&path, broken(&text)).unwrap();
    let line = 1 + text[..text.find("- id: gate-status").unwrap()]
        .matches('\n')
        .count();
    server
        .until("both are told", |server| {
            server.sent_to(ADMIN).len() == 1 && server.trapped("sendMessage") > 0
        })
        .await;
    let said = &server.sent_to(ADMIN)[0];
    assert!(
        said.starts_with("FAQ yang baru tidak dapat dipakai"),
        "{said}"
    );
    assert!(
        said.contains(&format!("Baris {}: ", line + 1)) && said.contains("bord"),
        "{said}"
    );

    // The same content, read again.
    fs::write(&path, broken(&text)).unwrap();
    server
        .until("reading again", |_| {
            bot.log().matches("the new one is broken").count() >= 2
        })
        .await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert_eq!(server.sent_to(ADMIN).len(), 1);
    let said = answers(&server, STRANGER, message(1, STRANGER, QUESTION)).await;
    assert!(said[0].starts_with(ANSWER), "the old one goes on");
    let said = answers(&server, ADMIN, message(2, ADMIN, "/statistik")).await;
    assert!(
        said[0].contains("Berkas FAQ yang sekarang tidak dapat dipakai"),
        "{said:?}"
    );

    fs::write(&path, &text).unwrap();
    server
        .until("the mend", |server| server.sent_to(ADMIN).len() == 3)
        .await;
    assert!(server.sent_to(ADMIN)[2].starts_with("FAQ sudah dapat dipakai lagi"));
    let log = bot.log();
    assert!(
        log.contains("Telegram refuses SendMessage: 403 can't initiate conversation"),
        "{log}"
    );
    assert!(
        !log.contains(&OTHER.to_string()) && !log.contains(&ADMIN.to_string()),
        "{log}"
    );
    assert_eq!(server.wrongs(), [""; 0]);
}

#[tokio::test]
async fn a_reload_tells_what_changed_or_what_is_wrong() {
    let (server, home) = (Server::start(), Home::new());
    let (path, text) = faq_in(&home);
    let start = staffed(&home, &server).with("FAQ_PATH", path.to_str().unwrap());
    let _bot = polling(start, &server).await;
    let said = answers(&server, ADMIN, message(1, ADMIN, "/muatulang")).await;
    assert!(
        said[0].starts_with("FAQ sudah dibaca ulang; isinya tidak berubah"),
        "{said:?}"
    );

    fs::write(
        &path,
        text.replace("Loket utara buka lagi hari Senin.", "Loket utara buka."),
    )
    .unwrap();
    let said = answers(&server, ADMIN, message(2, ADMIN, "/muatulang")).await;
    for told in [
        "yang baru kini dipakai.\nEntri: 9 → 9\n• diubah: Loket utara\nCelah: 1 → 1\nSidik: ",
        " → ",
    ] {
        assert!(said[0].contains(told), "{told}: {said:?}");
    }

    fs::write(&path, broken(&text)).unwrap();
    let said = answers(&server, ADMIN, in_english(message(3, ADMIN, "/reload"))).await;
    assert!(
        said[0].starts_with("The new FAQ cannot be used") && said[0].contains("Line "),
        "{said:?}"
    );
    // Who read it there is not told again; the other is.
    server
        .until("the other is told", |server| {
            server.sent_to(OTHER).len() == 1
        })
        .await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(server.sent_to(ADMIN).len(), 3);

    let (server, home) = (Server::start(), Home::new());
    let start = staffed(&home, &server).with("FAQ_PATH", "");
    let _bot = polling(start, &server).await;
    let said = answers(&server, ADMIN, message(1, ADMIN, "/muatulang")).await;
    assert!(
        said[0].starts_with("Tidak ada yang dapat dibaca ulang"),
        "{said:?}"
    );
}

#[tokio::test]
async fn what_went_unanswered_is_told_in_the_words_of_those_who_agreed() {
    let (server, home) = (Server::start(), Home::new());
    let _bot = polling(staffed(&home, &server), &server).await;
    let said = answers(&server, ADMIN, message(1, ADMIN, "/tinjau")).await;
    assert!(said[0].starts_with("Selama 7 hari terakhir"), "{said:?}");
    done(
        &server,
        press(3, STRANGER, 1000, "/privasi", "1.i.keep.yes"),
    )
    .await;
    done(&server, message(4, STRANGER, "cuaca besok <b>bagaimana")).await;
    done(&server, message(5, 43, "siapa juara bulu tangkis")).await;
    done(&server, message(6, 43, "berapa biaya paspor")).await;
    // Somebody else's words, whoever passes them on.
    let mut forwarded = message(7, STRANGER, "resep rendang padang asli");
    forwarded["message"]["forward_origin"] = json!({"type": "hidden_user"});
    done(&server, forwarded).await;
    let said = answers(&server, ADMIN, message(8, ADMIN, "/tinjau")).await;
    for told in [
        "• tanpa teks, dekat dengan Topik ketujuh (1 kali)\n",
        "• “cuaca besok &lt;b&gt;bagaimana” (1 kali)",
        "• Biaya: 1",
    ] {
        assert!(said[0].contains(told), "{told}: {}", said[0]);
    }
    assert!(
        !said[0].contains("juara") && !said[0].contains("rendang"),
        "{said:?}"
    );
}
