//! The real binary against a Bot API server that nobody here wrote: the PyPI package `lo-bot-api-emulator`.
//!
//! It runs where `EMULATOR_PYTHON` names a Python with that package and aiohttp, and `BOT_API_EMULATOR` the script that serves it;
//! elsewhere it says that it is skipped.

use std::{
    env,
    io::{self, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use reqwest::Client;
use serde_json::{Value, json};

use crate::{
    polling::{ANSWER, FAQ, QUESTION},
    support::{
        child::{Home, Start},
        server::{DEADLINE, TOKEN},
        updates::{message, press, typing},
    },
};

/// Where the script stands beside a clone of this repository.
const SCRIPT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../shared/emulator/bot_api.py"
);

/// The emulator, and the way to its controls.
struct Emulator {
    child: Child,
    url: String,
    client: Client,
}

impl Emulator {
    /// The emulator, unless this machine has none; then why.
    async fn start() -> Result<Self, String> {
        let python = env::var_os("EMULATOR_PYTHON")
            .ok_or("EMULATOR_PYTHON does not name a Python with lo-bot-api-emulator and aiohttp")?;
        let script = env::var_os("BOT_API_EMULATOR").map_or(PathBuf::from(SCRIPT), PathBuf::from);
        if !script.is_file() {
            return Err(format!(
                "{} is not there; let BOT_API_EMULATOR name it",
                script.display()
            ));
        }
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let child = Command::new(python)
            .arg(script)
            .arg(port.to_string())
            .stdin(Stdio::null())
            .spawn();
        let emulator = Self {
            child: child.expect("EMULATOR_PYTHON runs"),
            url: format!("http://127.0.0.1:{port}"),
            client: Client::builder().no_proxy().build().unwrap(),
        };
        emulator.until("its start", |_| true).await;
        Ok(emulator)
    }

    async fn deliver(&self, update: Value) {
        let body = json!({"token": TOKEN, "update": update}).to_string();
        let request = self.client.post(format!("{}/__fixture/updates", self.url));
        let response = request
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await
            .unwrap();
        assert!(response.status().is_success(), "{response:?}");
    }

    async fn fail(&self, fault: Value) {
        let request = self.client.post(format!("{}/__fault", self.url));
        let body = fault.to_string();
        request
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await
            .unwrap();
    }

    async fn calls(&self) -> Option<Vec<Value>> {
        let response = self
            .client
            .get(format!("{}/__calls", self.url))
            .send()
            .await
            .ok()?;
        serde_json::from_str(&response.text().await.ok()?).ok()
    }

    /// Waits until the calls so far are such as `wanted`.
    async fn until(&self, what: &str, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let start = Instant::now();
        loop {
            match self.calls().await {
                Some(calls) if wanted(&calls) => return calls,
                calls => assert!(
                    start.elapsed() < DEADLINE,
                    "{what} did not happen: {calls:#?}"
                ),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits for the first call of `method` that was not refused.
    async fn call(&self, method: &str) -> Value {
        let is_it = |call: &&Value| call["method"] == method && call.get("refused").is_none();
        let calls = self
            .until(method, |calls| calls.iter().any(|call| is_it(&call)))
            .await;
        calls.iter().find(is_it).unwrap()["fields"].clone()
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[tokio::test]
async fn a_stranger_s_server_is_served_as_well() {
    let emulator = match Emulator::start().await {
        Ok(emulator) => emulator,
        // Not by a macro: the test harness would keep it to itself.
        Err(why) => return writeln!(io::stderr(), "skipped, no Bot API emulator: {why}").unwrap(),
    };
    let home = Home::new();
    let program = Path::new(env!("CARGO_BIN_EXE_bot"));
    let start = Start::new(program, &home, emulator.url.clone());
    let mut bot = start.with("FAQ_PATH", FAQ).run();
    emulator.call("setMyCommands").await;
    emulator
        .fail(json!({"method": "sendMessage", "status": 429, "retry_after": 1, "times": 1}))
        .await;
    emulator
        .fail(json!({"method": "getUpdates", "raw": "<html>", "status": 502, "times": 1}))
        .await;
    emulator.deliver(message(1, 42, QUESTION)).await;
    let sent = emulator.call("sendMessage").await;
    assert!(sent["text"].as_str().unwrap().starts_with(ANSWER), "{sent}");
    emulator
        .deliver(press(2, 42, 1, QUESTION, "1.i.show.gate-status"))
        .await;
    let edited = emulator.call("editMessageText").await;
    assert!(
        edited["text"]
            .as_str()
            .unwrap()
            .contains("Gerbang otomatis"),
        "{edited}"
    );
    emulator.call("answerCallbackQuery").await;
    emulator.deliver(typing(3, 42, QUESTION)).await;
    let offer = emulator.call("answerInlineQuery").await;
    assert_eq!(offer["results"][0]["id"], "app-reinstall");
    bot.terminate();
    assert!(bot.end().await.success(), "{}", bot.log());
}
