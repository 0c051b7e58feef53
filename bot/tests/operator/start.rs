//! Starting the bot: what it refuses, what it says of itself, and what it tells systemd.

use std::{fs, os::unix::net::UnixDatagram, time::Duration};

use sha2::{Digest, Sha256};

use crate::{
    bot::{FAQ, Home, TOKEN, free_address},
    variables,
};

#[test]
fn a_misspelt_variable_stops_it_with_the_name_that_was_meant() {
    let ended = Home::new().with("FAQPATH", "faq.yaml").run(&[]);
    assert_eq!(ended.status, Some(2), "{ended:?}");
    let said = "the environment: FAQPATH is no variable of this bot, and would be ignored. Did you mean FAQ_PATH?";
    assert!(ended.err.contains(said), "{ended:?}");
}

#[test]
fn a_misspelt_line_of_the_file_is_told_by_its_number() {
    let home = Home::new().with("LOGLEVEL", "debug");
    fs::write(
        home.path().join(".env"),
        "LOG_FORMAT=json\nFAQ_FILE=faq.yaml\nWEBHOOK_URI=https://x\n",
    )
    .unwrap();
    let ended = home.run(&[]);
    assert_eq!(ended.status, Some(2), "{ended:?}");
    let said: Vec<_> = ended.err.lines().collect();
    assert_eq!(said.len(), 3, "all at once: {said:#?}");
    assert!(said[0].contains("LOGLEVEL") && said[0].contains("LOG_LEVEL?"));
    assert!(said[1].contains(".env line 2: FAQ_FILE") && said[1].contains("FAQ_PATH?"));
    assert!(said[2].contains(".env line 3: WEBHOOK_URI") && said[2].contains("WEBHOOK_URL"));
}

#[test]
fn what_other_programs_have_does_not_stop_it() {
    let home = Home::new()
        .with("LOGNAME", "maklumat")
        .with("DATABASE_HOST", "db")
        .with("FAQ_SERVICE_HOST", "10.0.0.1")
        .with("POSTGRES_PASSWORD", "hunter2");
    home.start().log_until("serving");
}

#[test]
fn one_line_tells_what_is_served() {
    let home = Home::new();
    let log = home.start().log_until("serving");
    let hash = Sha256::digest(FAQ);
    let hash: String = hash
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let line = log.lines().last().unwrap();
    for told in [
        &format!(
            "serving faq.yaml \"Opening hours\" (sha256 {hash}): 2 entries, 1 gaps; certifies "
        ),
        "version=\"0.1.0\"",
        "store=\"SQLite\"",
        "transport=\"polling\"",
        "admins=0",
    ] {
        assert!(line.contains(told), "no {told}: {line}");
    }
    assert!(!log.contains("WARN"), "{log}");

    let home = home
        .with("DATABASE_URL", "postgres://bot:hunter2@127.0.0.1:1/x")
        .with("HASH_KEY", "k".repeat(32))
        .with("WEBHOOK_URL", "https://bot.example.org/updates")
        .with("WEBHOOK_LISTEN", "127.0.0.1:0");
    let log = home.start().log_until("serving");
    assert!(
        log.contains("store=\"PostgreSQL\" transport=\"webhook\""),
        "{log}"
    );
    assert!(!log.contains("hunter2") && !log.contains(TOKEN), "{log}");
}

#[test]
fn who_runs_it_is_counted_in_that_line_and_not_named() {
    let home = Home::new().with("ADMIN_IDS", "434343434343, 454545454545");
    let log = home.start().log_until("serving");
    assert!(log.lines().last().unwrap().contains("admins=2"), "{log}");
    assert!(!log.contains("4343") && !log.contains("4545"), "{log}");
    let home = home.with("ADMIN_IDS", "434343434343 @budi");
    let ended = home.run(&[]);
    assert_eq!(ended.status, Some(2), "{ended:?}");
    let said = "ADMIN_IDS holds something else than Telegram's numbers of people";
    assert!(ended.err.contains(said), "{ended:?}");
    assert!(
        !ended.err.contains("4343") && !ended.err.contains("budi"),
        "{ended:?}"
    );
}

#[test]
fn without_a_faq_it_says_loudly_that_it_serves_the_example() {
    let log = Home::new()
        .with("FAQ_PATH", "")
        .start()
        .log_until("serving");
    let warned = log
        .lines()
        .any(|line| line.contains("WARN") && line.contains("FAQ_PATH is not set"));
    assert!(warned, "{log}");
    assert!(log.contains("serving built-in example \""), "{log}");
}

#[test]
fn the_command_line_tells_all_there_is_to_set() {
    let home = Home::new();
    for option in ["--help", "-h"] {
        let help = home.run(&[option]);
        assert_eq!(help.status, Some(0));
        for name in variables() {
            assert!(help.out.contains(&name), "{option}: no {name}");
        }
        assert!(help.out.contains("--check") && help.out.contains("--health"));
    }
    assert_eq!(home.run(&["--version"]).out, "bot 0.1.0\n");
    assert_eq!(home.run(&["--chekc"]).status, Some(2));
}

#[test]
fn a_running_bot_is_asked_how_it_fares() {
    let silent = Home::new().run(&["--health"]);
    assert_eq!(silent.status, Some(1));
    assert!(
        silent.err.contains("METRICS_LISTEN is not set"),
        "{silent:?}"
    );

    let address = free_address();
    let home = Home::new().with("METRICS_LISTEN", address.replace("127.0.0.1", "0.0.0.0"));
    let nobody = home.run(&["--health"]);
    assert_eq!(nobody.status, Some(1));
    assert!(
        nobody
            .err
            .contains(&format!("no bot answers at http://{address}/healthz")),
        "{nobody:?}"
    );

    let mut bot = home.start();
    bot.log_until("health and metrics");
    // Whoever asks needs to know nothing else.
    let home = Home::new()
        .with("METRICS_LISTEN", address)
        .with("TELOXIDE_TOKEN", "");
    assert_eq!(home.run(&["--health"]).status, Some(0));
    let ready = home.run(&["--health=ready"]);
    assert_eq!(ready.status, Some(1), "Telegram cannot be reached");
    assert!(ready.err.contains("no updates arrive"), "{ready:?}");
}

#[test]
fn systemd_hears_that_it_is_up_that_it_lives_and_that_it_stops() {
    let home = Home::new();
    let path = home.path().join("notify");
    let systemd = UnixDatagram::bind(&path).unwrap();
    systemd
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    let heard = || {
        let mut said = [0; 100];
        let length = systemd.recv(&mut said).unwrap();
        String::from_utf8_lossy(&said[..length]).trim().to_owned()
    };
    let home = home
        .with("NOTIFY_SOCKET", path.to_str().unwrap())
        .with("WATCHDOG_USEC", "200000");
    let mut bot = home.start();
    assert_eq!(heard(), "READY=1");
    for _ in 0..5 {
        assert_eq!(heard(), "WATCHDOG=1");
    }
    bot.terminate();
    while heard() != "STOPPING=1" {}
    assert_eq!(bot.end(), Some(0));
}
