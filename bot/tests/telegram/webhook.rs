//! The real binary when Telegram brings the updates.

use std::{net::TcpListener, sync::Arc, time::Duration};

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::{
    polling::{ANSWER, QUESTION, polling, start},
    support::{
        child::{Bot, Home, Start},
        server::{DEADLINE, Fault, Server},
        updates::message,
    },
};

const SECRET: &str = "a-secret-of-this-test";

/// A bot whose webhook is set, and the way to it.
pub struct Hooked {
    pub bot: Bot,
    url: String,
    client: Client,
}

impl Hooked {
    async fn start(home: &Home, server: &Server) -> Self {
        Self::run(start(home, server), server).await
    }

    /// Of a bot that is about to start.
    pub async fn run(start: Start<'_>, server: &Server) -> Self {
        let sets = server.granted("setWebhook").len();
        let bot = start
            .with("WEBHOOK_URL", "https://bot.example/hook")
            .with("WEBHOOK_LISTEN", "127.0.0.1:0")
            .with("WEBHOOK_SECRET", SECRET)
            .run();
        server
            .until("setWebhook", |server| {
                server.granted("setWebhook").len() > sets
            })
            .await;
        let log = bot.log();
        let (_, after) = log.split_once("listening on ").unwrap();
        let address = after.lines().next().unwrap();
        Self {
            url: format!("http://{address}/hook"),
            client: Client::builder()
                .no_proxy()
                .timeout(DEADLINE)
                .build()
                .unwrap(),
            bot,
        }
    }

    async fn post(&self, secret: &str, body: String) -> StatusCode {
        let request = self
            .client
            .post(&self.url)
            .header("X-Telegram-Bot-Api-Secret-Token", secret)
            .body(body);
        request.send().await.unwrap().status()
    }

    /// Brings an update.
    pub async fn bring(&self, update: Value) -> StatusCode {
        self.post(SECRET, update.to_string()).await
    }
}

#[tokio::test]
async fn an_update_is_acknowledged_once_it_is_answered() {
    let (server, home) = (Server::start(), Home::new());
    let hooked = Hooked::start(&home, &server).await;
    let set = server.call("setWebhook", |_| true).await;
    assert_eq!(set.text("secret_token"), SECRET);
    assert_eq!(set.text("url"), "https://bot.example/hook");
    assert_eq!(hooked.bring(message(1, 42, QUESTION)).await, StatusCode::OK);
    assert!(server.sent_to(42)[0].starts_with(ANSWER));
    assert_eq!(hooked.bring(message(1, 42, QUESTION)).await, StatusCode::OK);
    assert_eq!(server.sent_to(42).len(), 1);
}

#[tokio::test]
async fn only_telegram_is_listened_to() {
    let (server, home) = (Server::start(), Home::new());
    let hooked = Hooked::start(&home, &server).await;
    let update = || message(1, 42, QUESTION).to_string();
    for secret in [
        "",
        "wrong",
        "a-secret-of-this-tesT",
        "a-secret-of-this-test2",
    ] {
        assert_eq!(
            hooked.post(secret, update()).await,
            StatusCode::UNAUTHORIZED
        );
    }
    for _ in 0..10 {
        let large = "x".repeat(2 << 20);
        assert_eq!(
            hooked.post(SECRET, large).await,
            StatusCode::PAYLOAD_TOO_LARGE
        );
    }
    assert_eq!(
        hooked.post(SECRET, "no JSON".to_owned()).await,
        StatusCode::BAD_REQUEST
    );
    let elsewhere = format!("{}/x", hooked.url);
    let elsewhere = hooked.client.post(elsewhere).send().await.unwrap().status();
    assert_eq!(elsewhere, StatusCode::NOT_FOUND);
    let get = hooked
        .client
        .get(&hooked.url)
        .send()
        .await
        .unwrap()
        .status();
    assert_eq!(get, StatusCode::METHOD_NOT_ALLOWED);
    // What Telegram itself brings and we cannot read must not come back for ever.
    assert_eq!(
        hooked.bring(json!({"update_id": 7, "message": "?"})).await,
        StatusCode::OK
    );
    assert_eq!(hooked.bring(json!({})).await, StatusCode::OK);
    assert_eq!(server.granted("sendMessage").len(), 0);
    assert_eq!(hooked.bring(message(1, 42, QUESTION)).await, StatusCode::OK);
    assert_eq!(server.granted("sendMessage").len(), 1);
}

#[tokio::test]
async fn stopping_it_answers_what_is_under_way_and_leaves_the_webhook() {
    let (server, home) = (Server::start(), Home::new());
    let mut hooked = Hooked::start(&home, &server).await;
    server.fail(
        "sendMessage",
        1,
        Fault::Slow(std::time::Duration::from_millis(800)),
    );
    let bringing = hooked.bring(message(1, 42, QUESTION));
    let stopping = async {
        server
            .until("a try", |server| server.trapped("sendMessage") == 1)
            .await;
        hooked.bot.terminate();
    };
    let (status, ()) = tokio::join!(bringing, stopping);
    assert_eq!(status, StatusCode::OK);
    assert!(hooked.bot.end().await.success(), "{}", hooked.bot.log());
    assert_eq!(server.sent_to(42).len(), 1);
    assert_eq!(server.granted("deleteWebhook").len(), 0);
}

#[tokio::test]
async fn what_was_under_way_at_a_kill_is_answered_when_it_is_brought_again() {
    let (server, home) = (Server::start(), Home::new());
    let mut hooked = Hooked::start(&home, &server).await;
    server.fail("sendMessage", 1, Fault::Hangs);
    let update = message(1, 42, QUESTION).to_string();
    let request = hooked
        .client
        .post(&hooked.url)
        .header("X-Telegram-Bot-Api-Secret-Token", SECRET)
        .body(update);
    let bringing = request.send();
    let killing = async {
        server
            .until("a try", |server| server.trapped("sendMessage") == 1)
            .await;
        hooked.bot.kill();
    };
    assert!(tokio::join!(bringing, killing).0.is_err());
    let hooked = Hooked::start(&home, &server).await;
    assert_eq!(hooked.bring(message(1, 42, QUESTION)).await, StatusCode::OK);
    assert_eq!(server.sent_to(42).len(), 1);
}

#[tokio::test]
async fn polling_takes_over_from_a_webhook_without_dropping_anything() {
    let (server, home) = (Server::start(), Home::new());
    let mut hooked = Hooked::start(&home, &server).await;
    hooked.bot.terminate();
    hooked.bot.end().await;
    server.deliver(message(1, 42, QUESTION));
    let _bot = polling(&home, &server).await;
    let unhooked = server.call("deleteWebhook", |_| true).await;
    assert_ne!(unhooked.fields["drop_pending_updates"], true);
    server
        .until("an answer", |server| server.sent_to(42).len() == 1)
        .await;
}

#[tokio::test]
async fn a_port_that_is_taken_ends_it_with_a_clear_word() {
    let (server, home) = (Server::start(), Home::new());
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut bot = start(&home, &server)
        .with("WEBHOOK_URL", "https://bot.example/hook")
        .with("WEBHOOK_LISTEN", taken.local_addr().unwrap().to_string())
        .with("WEBHOOK_SECRET", SECRET)
        .run();
    assert_eq!(bot.end().await.code(), Some(2));
    assert!(bot.log().contains("WEBHOOK_LISTEN"), "{}", bot.log());
}

#[tokio::test]
async fn what_is_brought_again_while_it_is_under_way_is_no_flood() {
    let (server, home) = (Server::start(), Home::new());
    let hooked = Arc::new(Hooked::start(&home, &server).await);
    server.fail("sendMessage", 1, Fault::Slow(Duration::from_secs(3)));
    let first = tokio::spawn({
        let hooked = Arc::clone(&hooked);
        async move { hooked.bring(message(1, 42, QUESTION)).await }
    });
    server
        .until("a try", |server| server.trapped("sendMessage") == 1)
        .await;
    for _ in 0..15 {
        hooked.bring(message(1, 42, QUESTION)).await;
    }
    assert_eq!(first.await.unwrap(), StatusCode::OK);
    hooked.bring(message(2, 42, QUESTION)).await;
    let said = server.sent_to(42);
    assert!(said.len() == 2 && said[1].starts_with(ANSWER), "{said:?}");
}

#[tokio::test]
async fn what_waits_long_is_parked_and_telegram_need_not_wait_for_it() {
    let (server, home) = (Server::start(), Home::new());
    let mut hooked = Hooked::start(&home, &server).await;
    server.fail("sendMessage", 1, Fault::busy(3600));
    assert_eq!(hooked.bring(message(1, 42, QUESTION)).await, StatusCode::OK);
    assert_eq!(server.sent_to(42).len(), 0);
    hooked.bot.kill();
    let _hooked = Hooked::start(&home, &server).await;
    server
        .until("an answer", |server| server.sent_to(42).len() == 1)
        .await;
}
