//! What the real binary counts, and the dashboard and alerts that ask for it.

use std::{collections::BTreeSet, sync::LazyLock};

use maklumat_bot::service::facts::FaqFacts;
use regex::Regex;
use serde_json::{Value, json};

use crate::{
    polling::{QUESTION, start},
    strangers::health,
    support::{
        child::{Bot, Home},
        server::{Fault, Server, TOKEN},
        updates::{message, press, typing},
    },
};

const DASHBOARD: &str = include_str!("../../../deploy/grafana.json");
const ALERTS: &str = include_str!("../../../deploy/alerts.yaml");
const CHOICES: &str = "jam berapa loket mulai";
/// So long a number stands nowhere else.
const PERSON: i64 = 424_242_424_242;
/// Prometheus adds these.
const ADDED: [&str; 3] = ["up", "job", "instance"];

/// A bot that was asked one question of each kind, and what it serves at `/metrics`.
async fn asked() -> String {
    let (server, home) = (Server::start(), Home::new());
    let bot = start(&home, &server)
        .with("METRICS_LISTEN", "127.0.0.1:0")
        .run();
    let address = health(&server, &bot).await;
    server.fail("sendMessage", 1, Fault::Says(502, String::new()));
    let questions = [
        QUESTION,
        "is the app working again",
        "berapa biaya paspor",
        CHOICES,
        "kapan loket buka lagi",
        "siapa yang memasang gerbang otomatis",
        "cuaca besok bagaimana",
        "halo",
    ];
    let updates = (1..).zip(questions);
    let mut updates: Vec<Value> = updates
        .map(|(id, words)| message(id, PERSON, words))
        .collect();
    updates.push(offered(101, "1.i.show.counter-south"));
    updates.push(offered(102, "1.i.none."));
    for (id, verdict) in [(103, "helps"), (104, "nohelp"), (105, "old"), (106, "old")] {
        let data = format!("1.i.{verdict}.app-status");
        // Each under an answer of its own, but the last: nobody is counted twice.
        updates.push(press(id, PERSON, 1000 + id.min(105), QUESTION, &data));
    }
    updates.push(press(
        107,
        PERSON,
        1107,
        QUESTION,
        "1.i.helps.app-reinstall",
    ));
    let mut refused = press(108, PERSON, 1108, "kapan loket buka lagi", "1.i.none.");
    keyboard(
        &mut refused,
        &[
            "1.i.show.counter-north",
            "1.i.helps.counter-south",
            "1.i.none.",
        ],
    );
    updates.push(refused);
    updates.push(typing(109, PERSON, "aplikasi"));
    for update in updates {
        server.deliver(update);
    }
    server
        .until("forgetting", |server| server.forgot(109))
        .await;
    scrape(&address, &bot).await
}

/// A press on a button of a message that asks which of two was meant.
fn offered(update: i64, data: &str) -> Value {
    let mut press = press(update, PERSON, 1000 + update, CHOICES, data);
    keyboard(
        &mut press,
        &[
            "1.i.show.counter-north",
            "1.i.show.counter-south",
            "1.i.none.",
        ],
    );
    press
}

/// Hangs buttons under the message of a press.
fn keyboard(press: &mut Value, buttons: &[&str]) {
    let row = |data: &&str| json!([{"text": "…", "callback_data": data}]);
    let rows: Vec<_> = buttons.iter().map(row).collect();
    press["callback_query"]["message"]["reply_markup"] = json!({"inline_keyboard": rows});
}

async fn scrape(address: &str, bot: &Bot) -> String {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let response = client.get(format!("http://{address}/metrics")).send();
    let response = response
        .await
        .unwrap_or_else(|error| panic!("{error}: {}", bot.log()));
    let kind = response.headers()["content-type"].clone();
    assert!(
        kind.to_str()
            .unwrap()
            .starts_with("text/plain; version=0.0.4")
    );
    response.text().await.unwrap()
}

#[tokio::test]
async fn what_people_ask_and_say_is_counted_and_nothing_of_them_is_told() {
    let text = asked().await;
    for line in [
        r#"questions_total{decision="outright",because="verbatim",language="id"} 1"#,
        r#"questions_total{decision="outright",because="verbatim",language="en"} 1"#,
        r#"questions_total{decision="not-covered",because="verbatim",language="id"} 1"#,
        r#"questions_total{decision="choices",because="several-alike",language="id"} 1"#,
        r#"questions_total{decision="likely",because="likely",language="id"} 1"#,
        r#"questions_total{decision="not-told",because="detail-not-told",language="id"} 1"#,
        r#"questions_total{decision="out-of-scope",because="nothing-alike",language="id"} 1"#,
        r#"questions_total{decision="small-talk",because="no-question",language="id"} 1"#,
        r#"entries_asked_total{entry="app-reinstall"} 1"#,
        r#"entries_asked_total{entry="app-status"} 1"#,
        r#"entries_asked_total{entry="topic-7"} 0"#,
        r#"gaps_met_total{gap="fee"} 1"#,
        r#"offers_pressed_total{rank="1"} 0"#,
        r#"offers_pressed_total{rank="2"} 1"#,
        r#"none_of_these_total 2"#,
        r#"feedback_total{entry="app-status",verdict="helps"} 1"#,
        r#"feedback_total{entry="app-status",verdict="no-help"} 1"#,
        r#"feedback_total{entry="app-status",verdict="outdated"} 1"#,
        r#"answers_judged_total{told="likely",held="no"} 1"#,
        r#"answers_judged_total{told="likely",held="yes"} 0"#,
        r#"answers_judged_total{told="outright",held="yes"} 1"#,
        r#"telegram_errors_total{kind="server"} 1"#,
        r#"telegram_errors_total{kind="busy"} 0"#,
        r#"updates_total{seen="new"} 17"#,
        r#"updates_waiting 0"#,
        r#"updates_parked 0"#,
        r#"panics_total 0"#,
        r#"ready 1"#,
        r#"memory_up 1"#,
        r#"paused 0"#,
        r#"faq_refused 0"#,
        // One for each message with words, and one for what was typed.
        r#"match_seconds_count 9"#,
        r#"answer_seconds_count 17"#,
    ] {
        let line = format!("\nmaklumat_{line}\n");
        assert!(text.contains(&line), "no {line} in\n{text}");
    }
    for secret in [TOKEN, &PERSON.to_string(), "cuaca", "Budi"] {
        assert!(!text.contains(secret), "{secret} in\n{text}");
    }
    let polled = series(&text, "maklumat_last_poll_timestamp_seconds");
    // A poll is dated by whole seconds, and the bot may start and poll within the same one.
    let started = series(&text, "process_start_time_seconds").floor();
    assert!(polled >= started, "{polled} {started}");
}

fn series(text: &str, name: &str) -> f64 {
    let mut values = text.lines().filter_map(|line| line.strip_prefix(name));
    values.next().unwrap().trim().parse().unwrap()
}

#[tokio::test]
async fn the_dashboard_and_the_alerts_ask_for_what_is_served() {
    let served = Served::read(&asked().await);
    let alerts: Value = serde_yaml::from_str(ALERTS).unwrap();
    let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
    let (alerts, panels) = (texts(&alerts, "expr"), texts(&dashboard, "expr"));
    assert!(alerts.len() > 10 && panels.len() > 10);
    let mut shown = BTreeSet::new();
    for expression in alerts.iter().chain(&panels) {
        let asked = served.check(expression);
        shown.extend(asked.unwrap_or_else(|wrong| panic!("{wrong}: {expression}")));
    }
    let on_dashboard: BTreeSet<String> = panels
        .iter()
        .flat_map(|expression| served.check(expression).unwrap())
        .map(|name| family(&name).to_owned())
        .collect();
    let all: BTreeSet<String> = served
        .names
        .iter()
        .map(|name| family(name).to_owned())
        .collect();
    assert_eq!(on_dashboard, all, "what is counted is shown");
}

#[test]
fn a_name_a_label_or_a_value_that_is_not_served_is_found() {
    let served =
        Served::read("a_total{kind=\"x\"} 1\nb_seconds_bucket{le=\"1\"} 2\nb_seconds_count 2\n");
    let sound =
        "sum by (kind) (rate(a_total{kind=~\"x|y.*\", job=\"z\"}[5m])) / 1e3 > bool 2 and up == 0";
    assert_eq!(served.check(sound).unwrap(), ["a_total", "up"]);
    for wrong in [
        "a_totl",
        "rate(a_total[5m]) > b_second_count",
        "a_total{knd=\"x\"}",
        "a_total{kind=\"z\"}",
        "a_total{kind!~\"x|z\"}",
        "sum by (knd) (a_total)",
    ] {
        assert!(served.check(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn every_alert_says_what_is_wrong_and_what_to_do() {
    let alerts: Value = serde_yaml::from_str(ALERTS).unwrap();
    let rules = alerts["groups"].as_array().unwrap().iter();
    for rule in rules.flat_map(|group| group["rules"].as_array().unwrap()) {
        let annotation = |name: &str| rule["annotations"][name].as_str().unwrap_or_default();
        assert!(annotation("summary").len() > 20, "{rule}");
        let (_, mend) = annotation("description")
            .split_once("What to do: ")
            .unwrap_or_default();
        assert!(mend.len() > 20, "{rule}");
        assert!(["page", "ticket"].contains(&rule["labels"]["severity"].as_str().unwrap()));
    }
}

#[test]
fn every_panel_is_explained_and_stands_in_a_row() {
    let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    assert_eq!(panels[0]["type"], "row");
    let mut ids = BTreeSet::new();
    for panel in panels {
        assert!(ids.insert(panel["id"].as_u64().unwrap()), "{panel}");
        assert!(!panel["title"].as_str().unwrap().is_empty(), "{panel}");
        let explained = panel["description"]
            .as_str()
            .is_some_and(|said| said.len() > 20);
        assert!(explained || panel["type"] == "row", "{panel}");
    }
}

/// Every text under `key`, however deep.
fn texts(value: &Value, key: &str) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(|value| texts(value, key)).collect(),
        Value::Object(fields) => {
            let own = fields.get(key).and_then(Value::as_str).map(str::to_owned);
            let below = fields.values().flat_map(|value| texts(value, key));
            own.into_iter().chain(below).collect()
        }
        _ => Vec::new(),
    }
}

/// The name without what a histogram's series end in.
fn family(series: &str) -> &str {
    let ends = ["_bucket", "_sum", "_count"];
    let stem = ends.iter().find_map(|end| series.strip_suffix(end));
    stem.unwrap_or(series)
}

/// What can be asked for: names of series, their labels, and the labels' values.
struct Served {
    names: BTreeSet<String>,
    labels: BTreeSet<String>,
    values: BTreeSet<(String, String)>,
}

/// A metric or a function, and what is selected of it.
static SELECTOR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b([A-Za-z_:][A-Za-z0-9_:]*)(\{[^}]*\})?").unwrap());
static MATCHER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"([A-Za-z_]+)\s*(=|!=|=~|!~)\s*"((?:[^"\\]|\\.)*)""#).unwrap());
static GROUPING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(by|without|on|ignoring)\s*\(([^)]*)\)").unwrap());
static RANGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\[[^\]]*\]").unwrap());

impl Served {
    fn read(text: &str) -> Self {
        let mut served = Self {
            names: BTreeSet::new(),
            labels: BTreeSet::new(),
            values: BTreeSet::new(),
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let name = line.split(['{', ' ']).next().unwrap();
            served.names.insert(name.to_owned());
            for label in MATCHER.captures_iter(line) {
                served.labels.insert(label[1].to_owned());
                served
                    .values
                    .insert((label[1].to_owned(), label[3].to_owned()));
            }
        }
        // A bot that is given a FAQ does not serve this one.
        served
            .values
            .insert(("faq".to_owned(), FaqFacts::BUILT_IN.to_owned()));
        served
    }

    /// The metrics that an expression asks for; or what of it nothing answers to.
    fn check(&self, expression: &str) -> Result<Vec<String>, String> {
        for grouping in GROUPING.captures_iter(expression) {
            for label in grouping[2].split(',') {
                self.check_label(label.trim())?;
            }
        }
        let rest = GROUPING.replace_all(expression, " ");
        let rest = RANGE.replace_all(&rest, " ");
        let mut asked = Vec::new();
        for selector in SELECTOR.captures_iter(&rest) {
            let (name, end) = (&selector[1], selector.get(0).unwrap().end());
            let is_function = rest[end..].trim_start().starts_with('(');
            if is_function || ["and", "or", "unless", "bool", "offset"].contains(&name) {
                continue;
            }
            if !self.names.contains(name) && !ADDED.contains(&name) {
                return Err(format!("nothing is called {name}"));
            }
            for matcher in MATCHER.captures_iter(selector.get(2).map_or("", |found| found.as_str()))
            {
                self.check_values(&matcher[1], &matcher[3])?;
            }
            asked.push(name.to_owned());
        }
        Ok(asked)
    }

    fn check_label(&self, label: &str) -> Result<(), String> {
        match self.labels.contains(label) || ADDED.contains(&label) {
            true => Ok(()),
            false => Err(format!("no label is called {label}")),
        }
    }

    /// Of a pattern, each alternative that is a plain word.
    fn check_values(&self, label: &str, values: &str) -> Result<(), String> {
        self.check_label(label)?;
        for value in values
            .split('|')
            .filter(|value| !value.contains(['*', '$']))
        {
            let known = self.values.contains(&(label.to_owned(), value.to_owned()));
            if !known && !ADDED.contains(&label) {
                return Err(format!("no {label} is {value}"));
            }
        }
        Ok(())
    }
}
