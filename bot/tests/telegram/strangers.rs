//! The real binary among strangers who can reach its ports.

use std::net::TcpStream;

use crate::{
    polling::{QUESTION, start},
    support::{
        child::{Bot, Home},
        server::Server,
        updates::{message, press},
    },
};

/// Where the bot serves its health, as the log tells.
pub async fn health(server: &Server, bot: &Bot) -> String {
    server.call("deleteWebhook", |_| true).await;
    let log = bot.log();
    let (_, after) = log.split_once("health and metrics on ").unwrap();
    after.lines().next().unwrap().to_owned()
}

#[tokio::test]
async fn connections_that_say_nothing_cost_neither_memory_nor_anybody_s_turn() {
    let (server, home) = (Server::start(), Home::new());
    let bot = start(&home, &server)
        .with("METRICS_LISTEN", "127.0.0.1:0")
        .with_descriptors(400)
        .run();
    let address = health(&server, &bot).await;
    server.deliver(press(1, 42, 1000, QUESTION, "1.i.speak.e"));
    server.until("forgetting", |server| server.forgot(1)).await;

    let silent: Vec<_> = (0..600)
        .map(|_| TcpStream::connect(&address).unwrap())
        .collect();
    // Long enough for the memory to be looked after twice.
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let alive = client.get(format!("http://{address}/healthz")).send();
    assert!(alive.await.unwrap().status().is_success());
    drop(silent);

    server.deliver(message(2, 42, "/bahasa"));
    server.until("forgetting", |server| server.forgot(2)).await;
    let sent = server.sent_to(42);
    assert!(sent.last().unwrap().contains("language"), "{sent:?}");
    assert!(!bot.log().contains("memory lost"), "{}", bot.log());
    let files = std::fs::read_dir(home.path().join("data")).unwrap();
    let mut names = files.map(|file| file.unwrap().file_name());
    assert!(!names.any(|name| name.to_string_lossy().contains("damaged")));
}
