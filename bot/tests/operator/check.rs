//! `bot --check`: what is well, what is not, with its mend, and the status for scripts.

use std::{fs, net::TcpListener as StdListener, sync::mpsc, thread};

use axum::{
    Router,
    extract::{Path, State},
    http::{StatusCode, header::DATE},
    response::IntoResponse,
    routing::get,
};

use crate::{
    bot::{Ended, Home, TOKEN},
    file,
};

/// A Telegram that knows [`TOKEN`], and by whose clock it is now or `date`.
fn telegram(date: Option<&'static str>) -> String {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(async {
            let listener = StdListener::bind("127.0.0.1:0").unwrap();
            listener.set_nonblocking(true).unwrap();
            tell.send(format!("http://{}", listener.local_addr().unwrap()))
                .unwrap();
            let router = Router::new()
                .route("/{bot}/getMe", get(me))
                .with_state(date);
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, router).await.unwrap();
        });
    });
    told.recv().unwrap()
}

async fn me(
    State(date): State<Option<&'static str>>,
    Path(bot): Path<String>,
) -> impl IntoResponse {
    let known = bot == format!("bot{TOKEN}");
    let (status, body) = match known {
        true => (
            StatusCode::OK,
            r#"{"ok":true,"result":{"id":7,"is_bot":true,"username":"maklumat_bot"}}"#,
        ),
        false => (
            StatusCode::UNAUTHORIZED,
            r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#,
        ),
    };
    let dates = date.map(|date| (DATE, date));
    (status, axum::response::AppendHeaders(dates), body)
}

/// A bot of which everything is well.
fn sound() -> Home {
    Home::new()
        .with("TELEGRAM_API_URL", telegram(None))
        .with("FAQ_PATH", file("faq.yaml").to_str().unwrap())
}

/// The lines that begin with `grade`.
fn lines<'a>(ended: &'a Ended, grade: &str) -> Vec<&'a str> {
    ended
        .out
        .lines()
        .filter(|line| line.starts_with(grade))
        .collect()
}

#[test]
fn a_sound_bot_is_told_so_and_leaves_no_trace() {
    let home = sound();
    let ended = home.run(&["--check"]);
    assert_eq!(ended.status, Some(0), "{}{}", ended.out, ended.err);
    for told in [
        "configuration",
        "FAQ",
        "DATA_DIR",
        "cache",
        "database",
        "token: it is that of @maklumat_bot",
        "clock",
    ] {
        let well = lines(&ended, "well").iter().any(|line| line.contains(told));
        assert!(well, "{told}: {}", ended.out);
    }
    let left: Vec<_> = fs::read_dir(home.path())
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(left, ["faq.yaml"]);
}

#[test]
fn who_runs_it_is_counted_and_not_named() {
    let ended = sound()
        .with("ADMIN_IDS", "434343434343,454545454545")
        .run(&["--check"]);
    assert_eq!(ended.status, Some(0), "{}{}", ended.out, ended.err);
    assert!(
        ended.out.contains("people in ADMIN_IDS: 2"),
        "{}",
        ended.out
    );
    let all = format!("{}{}", ended.out, ended.err);
    assert!(!all.contains("4343") && !all.contains("4545"), "{all}");
}

#[test]
fn each_thing_that_is_not_well_is_told_with_its_mend() {
    let cases = [
        (
            sound().with("TELOXIDE_TOKEN", "7:other"),
            2,
            "WRONG",
            "token: Telegram does not know it (401 Unauthorized); copy it again",
        ),
        (
            sound().with("FAQ_PATH", "/nowhere/faq.yaml"),
            2,
            "WRONG",
            "FAQ: /nowhere/faq.yaml: there is no file of this name",
        ),
        (
            sound().with("FAQPATH", "faq.yaml"),
            2,
            "WRONG",
            "Did you mean FAQ_PATH?",
        ),
        (
            sound().with("HASH_KEY", "short"),
            2,
            "WRONG",
            "configuration: HASH_KEY is shorter",
        ),
        (
            sound().with("ADMIN_IDS", "hunter2"),
            2,
            "WRONG",
            "configuration: ADMIN_IDS holds something else",
        ),
        (
            sound().with("FAQ_PATH", ""),
            1,
            "lacking",
            "FAQ_PATH is not set",
        ),
        (
            sound().with("FAQ_PATH", "faq.yaml"),
            1,
            "lacking",
            "FAQ: faq.yaml:3:",
        ),
        (
            sound().with("TELEGRAM_API_URL", "http://127.0.0.1:1"),
            1,
            "lacking",
            "Telegram: it cannot be reached",
        ),
        (
            sound().with(
                "TELEGRAM_API_URL",
                telegram(Some("Wed, 01 Jan 2020 00:00:00 GMT")),
            ),
            1,
            "lacking",
            " s ahead of Telegram's; let NTP set it",
        ),
        (
            sound().with(
                "TELEGRAM_API_URL",
                telegram(Some("Mon, 01 Jan 2125 00:00:00 GMT")),
            ),
            1,
            "lacking",
            " s behind Telegram's; let NTP set it",
        ),
        (
            sound().with("DATA_DIR", "faq.yaml/data"),
            1,
            "lacking",
            "DATA_DIR: faq.yaml/data: ",
        ),
        (
            sound().with("XDG_CACHE_HOME", "/dev/null"),
            1,
            "lacking",
            "let XDG_CACHE_HOME name",
        ),
        (
            sound()
                .with("DATABASE_URL", "postgres://bot:hunter2@127.0.0.1:1/x")
                .with("HASH_KEY", "k".repeat(32)),
            1,
            "lacking",
            "database: ",
        ),
    ];
    for (home, status, grade, said) in cases {
        let ended = home.run(&["--check"]);
        assert_eq!(ended.status, Some(status), "{said}: {}", ended.out);
        let told = lines(&ended, grade).iter().any(|line| line.contains(said));
        assert!(told, "{said}: {}", ended.out);
        let untrue = said.starts_with("DATA_DIR") && ended.out.contains("database: it can");
        assert!(!untrue, "{}", ended.out);
        let all = format!("{}{}", ended.out, ended.err);
        assert!(
            !all.contains("FIXTURE") && !all.contains("7:other") && !all.contains("hunter2"),
            "{all}"
        );
    }
}

#[test]
fn a_broken_faq_is_told_with_its_line() {
    let home = sound().with("FAQ_PATH", "faq.yaml");
    fs::write(
        home.path().join("faq.yaml"),
        "entries:\n  - id: hours\n    answer: From 9.\n",
    )
    .unwrap();
    let ended = home.run(&["--check"]);
    assert_eq!(ended.status, Some(2), "{}", ended.out);
    assert!(
        lines(&ended, "WRONG")[0].contains("FAQ: faq.yaml:"),
        "{}",
        ended.out
    );
}
