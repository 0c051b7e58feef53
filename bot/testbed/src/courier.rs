//! Brings updates to a webhook as Telegram does: over a hundred connections at most, and again until each is taken.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use reqwest::{Client, StatusCode};
use serde_json::Value;
use tokio::{sync::Semaphore, task::JoinSet};

/// The secret of every webhook here.
pub const SECRET: &str = "a-secret-of-the-testbed";
/// Where the bot listens behind its address.
pub const PATH: &str = "/hook";

/// As many as the bot lets Telegram open.
const CONNECTIONS: usize = 100;
/// Longer than the bot ever keeps Telegram waiting.
const PATIENCE: Duration = Duration::from_secs(60);
/// Telegram's own pause is not told; it grows.
const AGAIN: Duration = Duration::from_millis(500);

/// Updates under way.
pub struct Courier {
    client: Client,
    url: String,
    connections: Arc<Semaphore>,
    under_way: JoinSet<()>,
}

impl Courier {
    /// Brings them to whoever listens at `address`.
    pub fn to(address: SocketAddr) -> Self {
        // Each on a connection of its own, so that a round robin takes turns.
        let client = Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .timeout(PATIENCE);
        Self {
            client: client.build().expect("a client"),
            url: format!("http://{address}{PATH}"),
            connections: Arc::new(Semaphore::new(CONNECTIONS)),
            under_way: JoinSet::new(),
        }
    }

    /// Brings an update, again and again until it is taken.
    pub fn bring(&mut self, update: &Value) {
        let (client, url, body) = (self.client.clone(), self.url.clone(), update.to_string());
        let connections = Arc::clone(&self.connections);
        self.under_way.spawn(async move {
            loop {
                let connection = connections.acquire().await;
                let request = client
                    .post(&url)
                    .header("X-Telegram-Bot-Api-Secret-Token", SECRET)
                    .body(body.clone());
                let taken = request.send().await.map(|response| response.status());
                if taken.is_ok_and(|status| status == StatusCode::OK) {
                    return;
                }
                drop(connection);
                tokio::time::sleep(AGAIN).await;
            }
        });
    }

    /// Waits until everything was taken.
    pub async fn done(&mut self) {
        while self.under_way.join_next().await.is_some() {}
    }
}
