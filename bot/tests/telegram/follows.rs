//! Word of what has changed, by the real binary: to each who asked for it once, whatever is killed, full, blocked or away.

use std::{
    collections::HashMap,
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use maklumat_testbed::postgres;
use serde_json::Value;

use crate::{
    polling::{FAQ, QUESTION},
    support::{
        child::{Bot, Home, Start},
        server::{Fault, Server},
        updates::{message, press},
    },
};

const NO_LIMIT: &str = "100000";
/// An answer of the FAQ, and what it becomes.
const STATUS: [&str; 2] = [
    "Aplikasi normal kembali sejak 23 Juni 2024. Kalau belum, pasang ulang.",
    "Aplikasi berhenti lagi sejak 2 Juli 2024.",
];
/// So long a number stands nowhere else.
const SITI: i64 = 8_070_605_040;

/// A FAQ that changes.
struct Content {
    path: PathBuf,
    first: String,
}

impl Content {
    fn in_(home: &Home) -> Self {
        let content = Self {
            path: home.path().join("faq.yaml"),
            first: fs::read_to_string(FAQ).unwrap(),
        };
        content.is_as_at_first();
        content
    }

    fn is_as_at_first(&self) {
        fs::write(&self.path, &self.first).unwrap();
    }

    /// Each of these stands for the other now.
    fn becomes(&self, changes: &[[&str; 2]]) {
        let mut text = self.first.clone();
        for [from, to] in changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        fs::write(&self.path, text).unwrap();
    }

    fn status_changes(&self) {
        self.becomes(&[STATUS]);
    }
}

fn start<'a>(home: &'a Home, server: &Server, content: &Content) -> Start<'a> {
    crate::polling::start(home, server)
        .with("FAQ_PATH", content.path.display().to_string())
        .with(
            "XDG_CACHE_HOME",
            home.path().join("cache").display().to_string(),
        )
        .with("RUST_LOG", "info")
}

/// A bot that polls, once it does.
async fn polls(start: Start<'_>, server: &Server) -> Bot {
    let before = server.count("deleteWebhook");
    let bot = start.run();
    server
        .until("a start", |server| server.count("deleteWebhook") > before)
        .await;
    bot
}

fn pressed(update: i64, chat: i64, data: &str) -> Value {
    press(update, chat, 1000, QUESTION, data)
}

/// So many people, from `SITI` on, ask to be told of the status.
async fn follow(server: &Server, people: i64) {
    let before = server.count("sendMessage");
    for person in 0..people {
        let update = 10_000 + person;
        server.deliver(pressed(update, SITI + person, "1.i.follow.app-status"));
    }
    let all = before + people as usize;
    server
        .until("every promise", |server| {
            server.count("sendMessage") >= all && server.forgot(10_000 + people - 1)
        })
        .await;
}

fn is_notice(text: &str) -> bool {
    text.starts_with('🔔')
}

/// The notices that each chat got.
fn notices(server: &Server) -> HashMap<i64, Vec<String>> {
    let mut notices: HashMap<i64, Vec<String>> = HashMap::new();
    for call in server.granted("sendMessage") {
        if is_notice(call.text("text")) {
            let chat = call.fields["chat_id"].as_i64().unwrap();
            notices
                .entry(chat)
                .or_default()
                .push(call.text("text").to_owned());
        }
    }
    notices
}

/// Long enough for a second notice to come, if there were one.
async fn a_while() {
    tokio::time::sleep(Duration::from_secs(4)).await;
}

#[tokio::test]
async fn who_asked_for_it_is_told_once_what_changed_and_can_stop() {
    let (server, home) = (Server::start(), Home::new());
    let content = Content::in_(&home);
    let bot = polls(start(&home, &server, &content), &server).await;
    follow(&server, 1).await;
    server.deliver(press(
        20_020,
        SITI + 1,
        1000,
        QUESTION,
        "1.e.follow.app-status",
    ));
    server.deliver(press(
        20_021,
        SITI + 2,
        1000,
        QUESTION,
        "1.e.follow.gate-status",
    ));
    server
        .until("promises", |server| server.forgot(20_021))
        .await;
    // Another way to ask changes nothing, nor does another order.
    content.becomes(&[["- is the app working again", "- does the app work again"]]);
    bot.hang_up();
    a_while().await;
    assert_eq!(notices(&server), HashMap::new(), "{}", bot.log());

    content.becomes(&[
        STATUS,
        [
            "reinstall it.\n    as_of: 2024-06-28",
            "reinstall it.\n    as_of: 2024-07-02",
        ],
    ]);
    bot.hang_up();
    let told = server
        .call("sendMessage", |call| {
            is_notice(call.text("text")) && call.fields["chat_id"] == SITI
        })
        .await;
    let expected = "🔔 Jawaban tentang <b>Status aplikasi</b> berubah.\n\n\
        <b>Sebelumnya (per 28 Juni 2024):</b>\n\
        Aplikasi normal kembali sejak 23 Juni 2024. Kalau belum, pasang ulang.\n\n\
        <b>Sekarang:</b>\nAplikasi berhenti lagi sejak 2 Juli 2024.\n\
        <blockquote expandable>Per 2 Juli 2024 · Sumber: HARIAN.CONTOH (28 Juni 2024)\n\
        https://harian.example/pulih?a=1&amp;b=2</blockquote>";
    assert!(
        told.text("text").starts_with(expected),
        "{}",
        told.text("text")
    );
    let stop = &told.fields["reply_markup"]["inline_keyboard"][0][0]["callback_data"];
    assert_eq!(stop, "1.i.unfollow.app-status");
    // In English only the date has changed: the answer there says what it said.
    let english = server
        .call("sendMessage", |call| {
            is_notice(call.text("text")) && call.fields["chat_id"] == SITI + 1
        })
        .await;
    assert!(
        english.text("text").contains("only its date is new"),
        "{english:?}"
    );

    server.deliver(pressed(20_022, SITI, "1.i.unfollow.app-status"));
    server
        .until("the stop", |server| server.forgot(20_022))
        .await;
    content.is_as_at_first();
    bot.hang_up();
    server
        .until("word of the second change", |server| {
            notices(server)[&(SITI + 1)].len() == 2
        })
        .await;
    a_while().await;
    let told = notices(&server);
    assert_eq!(told[&SITI].len(), 1);
    assert!(!told.contains_key(&(SITI + 2)));
    assert_eq!(server.wrongs(), [""; 0]);
}

/// Who pauses a bot may do so because what it says is wrong.
#[tokio::test]
async fn while_it_is_paused_nobody_is_told_and_after_it_everybody_is() {
    const ADMIN: i64 = 43;
    let (server, home) = (Server::start(), Home::new());
    let content = Content::in_(&home);
    let start = start(&home, &server, &content).with("ADMIN_IDS", ADMIN.to_string());
    let _bot = polls(start, &server).await;
    follow(&server, 2).await;
    server.deliver(message(20_001, ADMIN, "/jeda"));
    server
        .until("a pause", |server| server.forgot(20_001))
        .await;
    content.status_changes();
    server.deliver(message(20_002, ADMIN, "/muatulang"));
    server
        .until("the change", |server| {
            let said = server.sent_to(ADMIN);
            said.iter().any(|said| said.contains("kini dipakai"))
        })
        .await;
    a_while().await;
    assert_eq!(notices(&server).len(), 0);
    // Whoever wants to hear no more of it is heard all the same.
    server.deliver(pressed(20_004, SITI, "1.i.unfollow.app-status"));
    server
        .until("forgetting", |server| server.forgot(20_004))
        .await;
    server.deliver(message(20_005, ADMIN, "/lanjut"));
    server
        .until("a notice", |server| notices(server).len() == 1)
        .await;
    assert!(!notices(&server).contains_key(&SITI));
}

#[tokio::test]
async fn killed_while_it_tells_two_hundred_it_loses_nobody() {
    let (server, home) = (Server::start(), Home::new());
    let content = Content::in_(&home);
    let ready = || start(&home, &server, &content).with("MESSAGES_PER_SECOND", NO_LIMIT);
    let mut bot = polls(ready(), &server).await;
    follow(&server, 200).await;
    let slow = Fault::Slow(Duration::from_millis(20));
    server.fail("sendMessage", usize::MAX, slow);
    // The change happens while it is away, too.
    bot.kill();
    content.status_changes();
    let kills = [30, 80, 140];
    for kill_at in kills {
        let mut bot = polls(ready(), &server).await;
        server
            .until("some notices", |server| notices(server).len() >= kill_at)
            .await;
        bot.kill();
    }
    let _bot = polls(ready(), &server).await;
    server
        .until("all notices", |server| notices(server).len() == 200)
        .await;
    a_while().await;
    let twice = notices(&server)
        .values()
        .filter(|told| told.len() > 1)
        .count();
    assert!(twice <= kills.len(), "{twice}");
    assert!(notices(&server).values().all(|told| told.len() <= 2));
}

#[tokio::test]
async fn asked_to_stop_it_ends_after_the_notice_under_way() {
    let (server, home) = (Server::start(), Home::new());
    let content = Content::in_(&home);
    let ready = || start(&home, &server, &content).with("MESSAGES_PER_SECOND", NO_LIMIT);
    let mut bot = polls(ready(), &server).await;
    follow(&server, 40).await;
    server.fail(
        "sendMessage",
        usize::MAX,
        Fault::Slow(Duration::from_millis(100)),
    );
    content.status_changes();
    bot.hang_up();
    server
        .until("some notices", |server| notices(server).len() >= 10)
        .await;
    bot.terminate();
    assert!(bot.end().await.success(), "{}", bot.log());
    assert!(notices(&server).len() < 40);
    let _bot = polls(ready(), &server).await;
    server
        .until("all notices", |server| notices(server).len() == 40)
        .await;
    a_while().await;
    assert!(notices(&server).values().all(|told| told.len() == 1));
}

#[tokio::test]
async fn while_the_database_is_away_nobody_else_is_told_and_nobody_is_lost() {
    let Some(mut postgres) = postgres::Server::start().await else {
        return;
    };
    let url = postgres.database("follows").await;
    let (server, home) = (Server::start(), Home::new());
    let content = Content::in_(&home);
    let bot = start(&home, &server, &content)
        .with("MESSAGES_PER_SECOND", NO_LIMIT)
        .with("DATABASE_URL", url)
        .with("HASH_KEY", "a key of the tests and of nothing else");
    let bot = polls(bot, &server).await;
    follow(&server, 40).await;
    server.fail(
        "sendMessage",
        usize::MAX,
        Fault::Slow(Duration::from_millis(50)),
    );
    content.status_changes();
    bot.hang_up();
    server
        .until("some notices", |server| notices(server).len() >= 10)
        .await;
    postgres.stop();
    a_while().await;
    let told = notices(&server).len();
    assert!(told < 40);
    a_while().await;
    assert_eq!(notices(&server).len(), told);
    postgres.resume().await;
    server
        .until("all notices", |server| notices(server).len() == 40)
        .await;
    a_while().await;
    assert!(notices(&server).values().all(|told| told.len() == 1));
}

#[tokio::test]
async fn of_two_replicas_one_tells_each() {
    let Some(postgres) = postgres::Server::start().await else {
        return;
    };
    let url = postgres.database("follows").await;
    let (server, homes) = (Server::start(), [Home::new(), Home::new()]);
    let content = Content::in_(&homes[0]);
    let ready = |home| {
        start(home, &server, &content)
            .with("MESSAGES_PER_SECOND", NO_LIMIT)
            .with("DATABASE_URL", url.clone())
            .with("HASH_KEY", "a key of the tests and of nothing else")
    };
    let one = polls(ready(&homes[0]), &server).await;
    let other = polls(ready(&homes[1]), &server).await;
    follow(&server, 100).await;
    server.fail(
        "sendMessage",
        usize::MAX,
        Fault::Slow(Duration::from_millis(20)),
    );
    content.status_changes();
    one.hang_up();
    a_while().await;
    // The other one still answers from the old FAQ, until it looks at the file by itself.
    other.hang_up();
    server
        .until("all notices", |server| notices(server).len() == 100)
        .await;
    a_while().await;
    assert!(notices(&server).values().all(|told| told.len() == 1));
}

#[tokio::test]
async fn blocked_chats_are_dropped_and_a_busy_telegram_is_waited_for() {
    let (server, home) = (Server::start(), Home::new());
    let content = Content::in_(&home);
    let bot = polls(start(&home, &server, &content), &server).await;
    follow(&server, 4).await;
    server.fail_if(
        "sendMessage",
        1,
        Fault::refusal(403, "Forbidden: bot was blocked by the user"),
        |fields| fields["chat_id"] == SITI,
    );
    server.fail_if(
        "sendMessage",
        1,
        Fault::refusal(400, "Bad Request: chat not found"),
        |fields| fields["chat_id"] == SITI + 1,
    );
    server.fail_if("sendMessage", 1, Fault::busy(3), |fields| {
        fields["chat_id"] == SITI + 2
    });
    content.status_changes();
    bot.hang_up();
    let blocked = |server: &Server| {
        let calls = server.calls().into_iter();
        let tried = calls.filter(|call| {
            is_notice(call.text("text")) && call.fields["chat_id"].as_i64() <= Some(SITI + 1)
        });
        tried.count()
    };
    // In whatever order they are tried.
    server
        .until("both notices, and both tries in vain", |server| {
            notices(server).len() == 2 && blocked(server) == 2
        })
        .await;
    let calls = server.calls();
    let busy = calls.iter().filter(|call| {
        call.method.eq_ignore_ascii_case("sendMessage")
            && is_notice(call.text("text"))
            && call.fields["chat_id"] == SITI + 2
    });
    let times: Vec<_> = busy.map(|call| call.at).collect();
    assert_eq!(times.len(), 2);
    assert!(times[1] - times[0] >= Duration::from_secs(3));
    content.is_as_at_first();
    bot.hang_up();
    server
        .until("two more", |server| {
            notices(server).values().map(Vec::len).sum::<usize>() == 4
        })
        .await;
    let told = notices(&server);
    assert!(!told.contains_key(&SITI) && !told.contains_key(&(SITI + 1)));
    // Nothing else was tried with them.
    assert_eq!(blocked(&server), 2);
}

#[tokio::test]
async fn who_is_forgotten_is_told_nothing_and_its_number_lies_nowhere() {
    let (server, home) = (Server::start(), Home::new());
    let content = Content::in_(&home);
    let bot = polls(start(&home, &server, &content), &server).await;
    follow(&server, 2).await;
    let number = SITI.to_string();
    for file in fs::read_dir(home.path().join("data")).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        let clear = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(!clear(number.as_bytes()) && !clear(&SITI.to_be_bytes()[3..]));
    }
    assert!(!bot.log().contains(&number));
    server.deliver(message(20_030, SITI, "/hapus"));
    server
        .until("forgetting", |server| server.forgot(20_030))
        .await;
    content.status_changes();
    bot.hang_up();
    server
        .until("the other's notice", |server| {
            notices(server).contains_key(&(SITI + 1))
        })
        .await;
    a_while().await;
    assert!(!notices(&server).contains_key(&SITI));
}

#[tokio::test]
async fn what_was_changed_and_changed_back_meanwhile_is_no_news() {
    let (server, home) = (Server::start(), Home::new());
    let content = Content::in_(&home);
    let mut bot = polls(start(&home, &server, &content), &server).await;
    follow(&server, 1).await;
    bot.kill();
    content.status_changes();
    content.is_as_at_first();
    let bot = polls(start(&home, &server, &content), &server).await;
    a_while().await;
    assert_eq!(notices(&server), HashMap::new());
    // Nobody was in its way: what is changed now is told.
    content.status_changes();
    bot.hang_up();
    server
        .until("a notice", |server| notices(server).contains_key(&SITI))
        .await;
}

#[tokio::test]
async fn a_gap_that_is_closed_and_an_answer_that_is_withdrawn_end_it() {
    let (server, home) = (Server::start(), Home::new());
    let content = Content::in_(&home);
    let bot = polls(start(&home, &server, &content), &server).await;
    server.deliver(pressed(20_020, SITI, "1.i.follow.fee"));
    server.deliver(pressed(20_021, SITI + 1, "1.i.follow.topic-9"));
    server
        .until("promises", |server| server.forgot(20_021))
        .await;
    let (rest, gap) = content.first.split_once("not_covered:\n").unwrap();
    let phrasings = "phrasings:\n      - berapa biaya paspor\n      - how much is a passport";
    assert!(gap.contains(phrasings));
    let answered = format!(
        "  - id: passport-fee\n    title: {{id: Biaya paspor, en: Passport fees}}\n    {phrasings}\n    \
         answer: {{id: Rp350.000., en: 350 thousand rupiah.}}\n"
    );
    let topic = rest.find("  - id: topic-9").unwrap();
    fs::write(&content.path, rest[..topic].to_owned() + &answered).unwrap();
    bot.hang_up();
    server
        .until("both", |server| notices(server).len() == 2)
        .await;
    let told = notices(&server);
    let answered = "🔔 Pertanyaan tentang <b>Biaya</b> sekarang ada jawabannya:\n\nRp350.000.";
    assert_eq!(told[&SITI], [answered]);
    assert!(told[&(SITI + 1)][0].contains("<b>Topik kesembilan</b> ditarik"));
    assert!(told[&(SITI + 1)][0].contains("Jawaban kesembilan."));
    content.is_as_at_first();
    bot.hang_up();
    a_while().await;
    content.becomes(&[["Jawaban kesembilan.", "Lain."]]);
    bot.hang_up();
    a_while().await;
    assert_eq!(notices(&server), told);
    assert_eq!(server.wrongs(), [""; 0]);
}

#[tokio::test]
async fn answers_go_first_while_a_thousand_are_told() {
    let (server, home) = (Server::start(), Home::new());
    let content = Content::in_(&home);
    let fast = start(&home, &server, &content).with("MESSAGES_PER_SECOND", NO_LIMIT);
    let mut bot = polls(fast, &server).await;
    follow(&server, 1000).await;
    bot.kill();
    content.status_changes();
    let _bot = polls(start(&home, &server, &content), &server).await;
    server
        .until("notices", |server| notices(server).len() >= 40)
        .await;
    let mut slowest = Duration::ZERO;
    for update in 20_100..20_130 {
        let asked = Instant::now();
        server.deliver(message(update, 1 + update, QUESTION));
        server
            .until("an answer", |server| server.answers().contains_key(&update))
            .await;
        slowest = slowest.max(asked.elapsed());
    }
    assert!(slowest < Duration::from_millis(1_500), "{slowest:?}");
    let sent: Vec<_> = server
        .granted("sendMessage")
        .iter()
        .map(|call| call.at)
        .collect();
    let sent = &sent[1000..];
    for window in sent.windows(32) {
        // A little apart for the machine: they do not arrive as they are sent.
        let took = window[31] - window[0];
        assert!(took > Duration::from_millis(850), "{took:?}");
    }
    assert!(notices(&server).values().all(|told| told.len() == 1));
}
