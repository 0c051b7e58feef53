//! A small Bot API server: it hands out updates, takes calls down, checks what is sent, and fails on demand.

use std::{
    collections::{HashMap, VecDeque},
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::{
    runtime::{Builder, Runtime},
    sync::watch,
};

use crate::telegram;

/// The token that the server knows.
pub const TOKEN: &str = "7:FIXTURE-token";
/// Whatever a test waits for happens within this time, or never.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// The administrator of every group.
pub const ADMIN: i64 = 5;
/// What no JSON value can hold and a body can: texts of these names in updates become it.
pub const POISONS: [(&str, &[u8]); 4] = [
    ("half a character", br#""\ud800""#),
    ("no UTF-8", b"\"\xff\xfe\""),
    ("a huge number", b"1e999"),
    ("the largest id", b"9223372036854775807"),
];

/// A call that the bot made.
#[derive(Debug, Clone)]
pub struct Call {
    /// The method, as it was spelt.
    pub method: String,
    /// What it carried.
    pub fields: Value,
    /// When it came.
    pub at: Instant,
    /// Whether it was granted.
    pub granted: bool,
}

impl Call {
    /// Whether this is a granted call of `method`.
    pub fn is(&self, method: &str) -> bool {
        self.granted && self.method.eq_ignore_ascii_case(method)
    }

    /// The message that it replies to.
    pub fn to(&self) -> Option<i64> {
        self.fields["reply_parameters"]["message_id"].as_i64()
    }

    /// A field as text; empty when it is missing.
    pub fn text(&self, field: &str) -> &str {
        self.fields[field].as_str().unwrap_or_default()
    }
}

/// What goes wrong with a call.
#[derive(Debug, Clone)]
pub enum Fault {
    /// It is answered so.
    Says(u16, String),
    /// It is granted after half of this time, and the answer is back after the whole of it.
    Slow(Duration),
    /// It is never answered and has no effect.
    Hangs,
    /// It has its effect, and the answer breaks off.
    Garbled,
}

impl Fault {
    /// The Bot API's way to say no.
    pub fn refusal(code: u16, description: &str) -> Self {
        let body = json!({"ok": false, "error_code": code, "description": description});
        Self::Says(code, body.to_string())
    }

    /// Too many requests.
    pub fn busy(seconds: u64) -> Self {
        let body = json!({"ok": false, "error_code": 429, "description": "Too Many Requests",
            "parameters": {"retry_after": seconds}});
        Self::Says(429, body.to_string())
    }
}

/// What was sent in answer to one message.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// When it came first.
    pub first: Instant,
    /// How often it came.
    pub copies: usize,
}

/// Whether what was called is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Memory {
    #[default]
    Calls,
    /// Only what is counted: for more calls than fit into memory.
    Counts,
}

struct Trap {
    method: String,
    fault: Fault,
    times: usize,
    applies: fn(&Value) -> bool,
}

#[derive(Default)]
struct World {
    memory: Memory,
    updates: VecDeque<Value>,
    forgotten: Vec<i64>,
    calls: Vec<Call>,
    /// Granted calls of each method, in lower case.
    counts: HashMap<String, usize>,
    /// By the id of the message that they reply to.
    answers: HashMap<i64, Answer>,
    traps: Vec<Trap>,
    sprung: Vec<String>,
    wrongs: Vec<String>,
    last_message: i32,
    polls: usize,
    menus: Vec<(String, Value, Value)>,
}

/// The server. It runs apart from the test, so that its end cuts every connection.
pub struct Server {
    address: SocketAddr,
    shared: Shared,
    running: Option<Runtime>,
}

#[derive(Clone)]
struct Shared {
    world: Arc<Mutex<World>>,
    changed: watch::Sender<usize>,
}

impl Server {
    /// A server on a port of its own.
    pub fn start() -> Self {
        Self::with(Memory::Calls)
    }

    /// A server that counts calls and keeps none.
    pub fn counting() -> Self {
        Self::with(Memory::Counts)
    }

    fn with(memory: Memory) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let world = World {
            memory,
            ..World::default()
        };
        let shared = Shared {
            world: Arc::new(Mutex::new(world)),
            changed: watch::Sender::new(0),
        };
        Self {
            address: listener.local_addr().expect("an address"),
            running: Some(serve(listener, shared.clone())),
            shared,
        }
    }

    /// The root of the Bot API.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Cuts every connection and takes no other.
    pub fn vanish(&mut self) {
        if let Some(running) = self.running.take() {
            running.shutdown_background();
        }
    }

    /// Is there again, at the same address.
    pub async fn come_back(&mut self) {
        let bound = async {
            loop {
                match TcpListener::bind(self.address) {
                    Ok(listener) => return listener,
                    Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
                }
            }
        };
        let listener = tokio::time::timeout(DEADLINE, bound)
            .await
            .expect("the same port");
        self.running = Some(serve(listener, self.shared.clone()));
    }

    /// Has an update to hand out.
    pub fn deliver(&self, update: Value) {
        self.world().updates.push_back(update);
        self.shared.changed.send_modify(|changes| *changes += 1);
    }

    /// The next `times` calls of `method` go wrong.
    pub fn fail(&self, method: &str, times: usize, fault: Fault) {
        self.fail_if(method, times, fault, |_| true);
    }

    /// The next `times` calls of `method` that carry such fields go wrong.
    pub fn fail_if(&self, method: &str, times: usize, fault: Fault, applies: fn(&Value) -> bool) {
        self.world().traps.push(Trap {
            method: method.to_owned(),
            fault,
            times,
            applies,
        });
    }

    /// From now on nothing goes wrong.
    pub fn mend(&self) {
        self.world().traps.clear();
    }

    /// How often updates were asked for so far.
    pub fn polls(&self) -> usize {
        self.world().polls
    }

    /// How many calls of `method` went wrong so far.
    pub fn trapped(&self, method: &str) -> usize {
        self.world()
            .sprung
            .iter()
            .filter(|sprung| sprung.eq_ignore_ascii_case(method))
            .count()
    }

    /// Every call so far.
    pub fn calls(&self) -> Vec<Call> {
        self.world().calls.clone()
    }

    /// The granted calls of `method` so far.
    pub fn granted(&self, method: &str) -> Vec<Call> {
        let calls = self.calls().into_iter();
        calls.filter(|call| call.is(method)).collect()
    }

    /// How many calls of `method` were granted so far.
    pub fn count(&self, method: &str) -> usize {
        let counts = &self.world().counts;
        counts
            .get(&method.to_ascii_lowercase())
            .map_or(0, |count| *count)
    }

    /// What was answered so far, by the id of the message.
    pub fn answers(&self) -> HashMap<i64, Answer> {
        self.world().answers.clone()
    }

    /// How many messages were answered so far.
    pub fn answered(&self) -> usize {
        self.world().answers.len()
    }

    /// The texts that `chat` was sent so far.
    pub fn sent_to(&self, chat: i64) -> Vec<String> {
        let sent = self.granted("sendMessage").into_iter();
        let sent = sent.filter(|call| call.fields["chat_id"] == chat);
        sent.map(|call| call.text("text").to_owned()).collect()
    }

    /// Whether Telegram was told that it may forget this update.
    pub fn forgot(&self, update: i64) -> bool {
        self.world().forgotten.contains(&update)
    }

    /// Waits until `happened` says so.
    pub async fn until(&self, what: &str, happened: impl Fn(&Self) -> bool) {
        let mut changed = self.shared.changed.subscribe();
        let waiting = async {
            while !happened(self) {
                changed.changed().await.expect("a running server");
            }
        };
        if tokio::time::timeout(DEADLINE, waiting).await.is_err() {
            panic!("{what} did not happen; calls: {:#?}", self.calls());
        }
    }

    /// Waits for the first granted call of `method` for which `wanted` holds.
    pub async fn call(&self, method: &str, wanted: impl Fn(&Call) -> bool) -> Call {
        let find = |server: &Self| server.granted(method).into_iter().find(|call| wanted(call));
        self.until(method, |server| find(server).is_some()).await;
        find(self).expect("it was there")
    }

    /// What was sent and Telegram would not have taken.
    pub fn wrongs(&self) -> Vec<String> {
        self.world().wrongs.clone()
    }

    fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.shared.world)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.vanish();
    }
}

fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(listener: TcpListener, shared: Shared) -> Runtime {
    let router = Router::new()
        .route("/{token}/{method}", axum::routing::any(answer))
        .with_state(shared);
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let runtime = runtime.expect("a runtime");
    listener.set_nonblocking(true).expect("a listener");
    runtime.spawn(async move {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        axum::serve(listener, router)
            .await
            .expect("a running server");
    });
    runtime
}

async fn answer(
    State(shared): State<Shared>,
    Path((token, method)): Path<(String, String)>,
    body: axum::body::Bytes,
) -> Response {
    if token != format!("bot{TOKEN}") {
        return said(
            401,
            r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#.to_owned(),
        );
    }
    let fields: Value = serde_json::from_slice(&body).unwrap_or_default();
    let fault = shared.fault(&method, &fields);
    match fault {
        None => {}
        Some(Fault::Garbled) => {
            shared.note(&method, &fields, true);
            return said(200, r#"{"ok":true,"result":{"mess"#);
        }
        Some(Fault::Slow(time)) => {
            tokio::time::sleep(time / 2).await;
            let response = granted_or_refused(&shared, &method, &fields).await;
            tokio::time::sleep(time / 2).await;
            return response;
        }
        Some(Fault::Hangs) => {
            shared.note(&method, &fields, false);
            std::future::pending().await
        }
        Some(Fault::Says(status, body)) => {
            shared.note(&method, &fields, false);
            return said(status, body);
        }
    }
    granted_or_refused(&shared, &method, &fields).await
}

async fn granted_or_refused(shared: &Shared, method: &str, fields: &Value) -> Response {
    if method.eq_ignore_ascii_case("getUpdates") {
        lock(&shared.world).polls += 1;
        shared.changed.send_modify(|changes| *changes += 1);
        return match shared.updates(fields).await {
            Some(updates) => poisoned(Value::Array(updates)),
            None => {
                let why = "Conflict: terminated by other getUpdates request";
                said(
                    409,
                    json!({"ok": false, "error_code": 409, "description": why}).to_string(),
                )
            }
        };
    }
    if let Err(wrong) = telegram::check(method, fields) {
        lock(&shared.world)
            .wrongs
            .push(format!("{method}: {wrong}"));
        shared.note(method, fields, false);
        let refusal =
            json!({"ok": false, "error_code": 400, "description": format!("Bad Request: {wrong}")});
        return said(400, refusal.to_string());
    }
    shared.note(method, fields, true);
    said(200, granted(shared.result(method, fields)))
}

impl Shared {
    fn fault(&self, method: &str, fields: &Value) -> Option<Fault> {
        let mut world = lock(&self.world);
        let trap = world.traps.iter_mut().find(|trap| {
            trap.times > 0 && trap.method.eq_ignore_ascii_case(method) && (trap.applies)(fields)
        })?;
        trap.times -= 1;
        let fault = trap.fault.clone();
        world.traps.retain(|trap| trap.times > 0);
        world.sprung.push(method.to_owned());
        drop(world);
        self.changed.send_modify(|changes| *changes += 1);
        Some(fault)
    }

    fn note(&self, method: &str, fields: &Value, granted: bool) {
        let call = Call {
            method: method.to_owned(),
            fields: fields.clone(),
            at: Instant::now(),
            granted,
        };
        let mut world = lock(&self.world);
        if granted {
            *world.counts.entry(method.to_ascii_lowercase()).or_default() += 1;
        }
        if let (true, Some(to)) = (call.is("sendMessage"), call.to()) {
            let first = Answer {
                first: call.at,
                copies: 0,
            };
            world.answers.entry(to).or_insert(first).copies += 1;
        }
        if world.memory == Memory::Calls {
            world.calls.push(call);
        }
        drop(world);
        self.changed.send_modify(|changes| *changes += 1);
    }

    /// What is not confirmed yet, as soon as there is something or the poll is over; nothing when another poll begins.
    async fn updates(&self, fields: &Value) -> Option<Vec<Value>> {
        let mine = lock(&self.world).polls;
        let mut changed = self.changed.subscribe();
        let patience = Duration::from_secs(fields["timeout"].as_u64().unwrap_or(0));
        let over = tokio::time::sleep(patience);
        tokio::pin!(over);
        loop {
            let updates = self.unconfirmed(fields["offset"].as_i64());
            if !updates.is_empty() {
                return Some(updates);
            }
            if lock(&self.world).polls > mine {
                return None;
            }
            tokio::select! {
                () = &mut over => return Some(Vec::new()),
                _ = changed.changed() => {}
            }
        }
    }

    fn unconfirmed(&self, offset: Option<i64>) -> Vec<Value> {
        let mut world = lock(&self.world);
        let world = &mut *world;
        let before = world.forgotten.len();
        world.updates.retain(|update| {
            let id = update["update_id"].as_i64();
            // A real server never loses an id; one without is forgotten with the ids around it.
            let keep = offset.is_none_or(|offset| id.is_some_and(|id| id >= offset));
            if !keep {
                world.forgotten.extend(id);
            }
            keep
        });
        let some = world.updates.iter().take(100).cloned().collect();
        if world.forgotten.len() > before {
            self.changed.send_modify(|changes| *changes += 1);
        }
        some
    }

    fn result(&self, method: &str, fields: &Value) -> Value {
        let mut world = lock(&self.world);
        let menu = |field: &str| fields[field].clone();
        match method.to_ascii_lowercase().as_str() {
            "getme" => {
                json!({"id": 7, "is_bot": true, "first_name": "Maklumat", "username": "maklumat_bot",
                    "can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": true,
                    "can_connect_to_business": false, "has_main_web_app": false})
            }
            "getchatmember" => match fields["user_id"].as_i64() {
                Some(ADMIN) => json!({"status": "administrator", "user": {"id": ADMIN}}),
                _ => json!({"status": "member"}),
            },
            "sendmessage" => {
                world.last_message += 1;
                json!({"message_id": 1000 + world.last_message, "date": 1_719_560_000, "a_field_of_2030": {},
                    "chat": {"id": fields["chat_id"], "type": "private", "first_name": "Budi"},
                    "text": fields["text"]})
            }
            get if get.starts_with("getmy") => {
                let key = (get[3..].to_owned(), menu("scope"), menu("language_code"));
                let set = world
                    .menus
                    .iter()
                    .rev()
                    .find(|(what, at, _)| *what == key.0 && *at == json!([key.1, key.2]));
                let nothing = match &key.0[..] {
                    "mycommands" => json!([]),
                    "mydescription" => json!({"description": ""}),
                    _ => json!({"short_description": ""}),
                };
                set.map_or(nothing, |(_, _, value)| value.clone())
            }
            set if set.starts_with("setmy") => {
                let value = if set == "setmycommands" {
                    menu("commands")
                } else {
                    fields.clone()
                };
                let key = json!([menu("scope"), menu("language_code")]);
                world.menus.push((set[3..].to_owned(), key, value));
                Value::Bool(true)
            }
            _ => Value::Bool(true),
        }
    }
}

fn granted(result: Value) -> String {
    json!({"ok": true, "result": result}).to_string()
}

fn said(status: u16, body: impl Into<Body>) -> Response {
    let status = StatusCode::from_u16(status).expect("a status");
    (status, [(CONTENT_TYPE, "application/json")], body.into()).into_response()
}

/// Updates in which each [`POISONS`] stands for itself.
fn poisoned(updates: Value) -> Response {
    let mut body = granted(updates).into_bytes();
    for (name, poison) in POISONS {
        let quoted = format!("\"{name}\"").into_bytes();
        while let Some(at) = body.windows(quoted.len()).position(|part| part == quoted) {
            body.splice(at..at + quoted.len(), poison.iter().copied());
        }
    }
    said(200, body)
}
