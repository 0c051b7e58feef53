//! What a running service promises to whoever runs it.
#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use maklumat_bot::service::{
    config::{Format, Log},
    health::{self, Readiness},
    http, logging,
    metrics::{Health, Metrics},
    reload::Live,
    shutdown,
};
use maklumat_store::{Bot, Place, Store};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Waits for a condition, within reason.
async fn until(what: &str, met: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !met().await {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Runs an ignored test of this file in a process of its own.
fn child(test: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", test])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn send(signal: &str, process: u32) {
    let sent = Command::new("kill")
        .args([signal, &process.to_string()])
        .status();
    assert!(sent.unwrap().success());
}

async fn get(url: String) -> (u16, String) {
    let response = reqwest::get(url).await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

#[tokio::test]
async fn health_and_metrics_are_served_until_shutdown() {
    let data = tempfile::tempdir().unwrap();
    let place = Place::Directory {
        path: data.path().to_owned(),
        key: None,
    };
    let (metrics, readiness) = (Metrics::default(), Readiness::default());
    let router = health::router(
        metrics.clone(),
        Store::open(place, Bot(7)).await,
        readiness.clone(),
    );
    let listener = health::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let stop = CancellationToken::new();
    let serving = tokio::spawn(http::serve(listener, router, stop.clone()));

    assert_eq!(get(format!("{base}/healthz")).await.0, 200);
    assert_eq!(get(format!("{base}/readyz")).await.0, 503);
    readiness.reached();
    assert_eq!(get(format!("{base}/readyz")).await.0, 200);
    metrics.runs_on("SQLite", "polling");
    let (status, text) = get(format!("{base}/metrics")).await;
    assert_eq!(status, 200);
    assert!(
        text.contains("store=\"SQLite\",transport=\"polling\"} 1\n"),
        "{text}"
    );
    assert!(text.contains("maklumat_memory_up 1\n"), "{text}");

    stop.cancel();
    tokio::time::timeout(Duration::from_secs(60), serving)
        .await
        .unwrap()
        .unwrap();
}

#[tokio::test]
async fn who_begins_a_request_and_does_not_end_it_is_let_go() {
    let listener = health::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let serving = tokio::spawn(http::serve(listener, axum::Router::new(), stop.clone()));
    let hears = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost:").unwrap();
        let mut heard = String::new();
        stream.read_to_string(&mut heard).map(|_| heard)
    });
    let heard = hears.await.unwrap().expect("an end, and no time-out");
    assert!(
        heard.is_empty() || heard.starts_with("HTTP/1.1 408"),
        "{heard}"
    );
    stop.cancel();
    serving.await.unwrap();
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let taken = health::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let address = taken.local_addr().unwrap();
    let error = health::bind(address).await.unwrap_err().to_string();
    assert!(
        error.contains(&address.to_string()) && error.contains("METRICS_LISTEN"),
        "{error}"
    );
}

/// A signal reaches every FAQ that this process watches.
static WATCH: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

fn faq(id: &str) -> String {
    format!("entries:\n  - id: {id}\n    phrasings: [apakah kantor buka]\n    answer: Ya.\n")
}

#[tokio::test]
async fn a_changed_faq_is_put_to_use_and_a_broken_one_is_not() {
    let _alone = WATCH.lock().await;
    // Were a signal to come before `watch` listens, it would end this process.
    let mut hangup = signal(SignalKind::hangup()).unwrap();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("faq.yaml");
    fs::write(&path, faq("first")).unwrap();
    let metrics = Metrics::default();
    let live = Live::open(Some(path.clone()), metrics.clone()).unwrap();
    let stop = CancellationToken::new();
    let watching = tokio::spawn(live.clone().watch(stop.clone()));
    let current = || live.matcher().faq().entries[0].id.clone();
    let told = |line: &str| {
        let now = Health {
            is_ready: true,
            remembers: true,
            is_paused: false,
        };
        let text = metrics.render(now).unwrap();
        text.contains(&format!("\nmaklumat_{line}\n"))
    };
    assert_eq!(current(), "first");

    fs::write(&path, faq("the-second")).unwrap();
    until("the file is read again", async || current() == "the-second").await;
    assert!(told("entries_asked_total{entry=\"the-second\"} 0") && told("faq_refused 0"));

    fs::write(&path, "entries: [").unwrap();
    send("-HUP", std::process::id());
    hangup.recv().await;
    until("the broken file is told", async || told("faq_refused 1")).await;
    assert_eq!(current(), "the-second");
    fs::remove_file(&path).unwrap();
    fs::write(&path, faq("third")).unwrap();
    until("the mended file is read", async || current() == "third").await;
    assert!(told("faq_refused 0") && !told("faq_reload_failures_total 0"));

    stop.cancel();
    watching.await.unwrap();
}

#[tokio::test]
async fn a_faq_that_is_being_written_is_not_put_to_use() {
    let _alone = WATCH.lock().await;
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("faq.yaml");
    fs::write(&path, faq("first")).unwrap();
    let live = Live::open(Some(path.clone()), Metrics::default()).unwrap();
    let stop = CancellationToken::new();
    let watching = tokio::spawn(live.clone().watch(stop.clone()));
    let current = || live.matcher().faq().entries.len();

    // Each piece is a sound FAQ.
    let mut text = faq("first");
    for piece in 2..=8 {
        text += &faq(&format!("piece-{piece}"))
            .replace("entries:\n", "")
            .replace("kantor", &format!("kantor {piece}"));
        fs::write(&path, &text).unwrap();
        tokio::time::sleep(Duration::from_millis(900)).await;
        assert_eq!(current(), 1);
    }
    until("it is read when it is whole", async || current() == 8).await;
    stop.cancel();
    watching.await.unwrap();
}

#[test]
fn a_faq_that_is_not_there_is_named() {
    let error = Live::open(Some("/nowhere/faq.yaml".into()), Metrics::default())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("/nowhere/faq.yaml") && error.contains("FAQ_PATH"),
        "{error}"
    );
}

#[test]
fn a_signal_stops_and_a_second_one_stops_at_once() {
    let mut child = child("stops_on_a_signal");
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    lines.find(|line| line.contains("listening")).unwrap();
    send("-TERM", child.id());
    lines.find(|line| line.contains("stopping")).unwrap();
    send("-TERM", child.id());
    assert_eq!(child.wait().unwrap().code(), Some(143));
}

#[tokio::test]
#[ignore = "run by a_signal_stops_and_a_second_one_stops_at_once"]
#[expect(clippy::print_stdout, reason = "the parent listens")]
async fn stops_on_a_signal() {
    let stop = shutdown::on_signal().unwrap();
    println!("\nlistening");
    stop.cancelled().await;
    println!("stopping");
    std::future::pending::<()>().await;
}

#[test]
fn nobodys_words_reach_the_log() {
    let mut child = child("logs_secrets");
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    child.wait().unwrap();
    assert!(said.contains("an honest line"), "{said}");
    assert!(said.contains("panic at bot/tests/service.rs"), "{said}");
    assert!(!said.contains("hunter2"), "{said}");
}

#[tokio::test]
#[ignore = "run by nobodys_words_reach_the_log"]
async fn logs_secrets() {
    logging::start(&Log {
        filter: "trace".to_owned(),
        format: Format::Json,
    });
    tracing::info!(target: "maklumat_bot::telegram", "an honest line");
    tracing::error!(target: "teloxide::update_listeners", "cannot parse hunter2");
    tracing::trace!(target: "hyper::proto", "GET /bothunter2/getMe");
    tokio::spawn(async { panic!("at the text of hunter2") })
        .await
        .unwrap_err();
}
