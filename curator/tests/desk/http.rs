//! Without a browser: who is served, and what becomes of forms.

use std::fs;

use maklumat::text::Language;
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect::Policy};

use crate::bed::Bed;

/// Somebody who sends requests, with the cookie that the door gave.
struct Visitor<'a> {
    bed: &'a Bed,
    client: Client,
    cookie: String,
}

impl<'a> Visitor<'a> {
    /// Somebody whom the door does not know.
    fn stranger(bed: &'a Bed) -> Self {
        let client = Client::builder().redirect(Policy::none()).no_proxy();
        Self {
            bed,
            client: client.build().expect("a client"),
            cookie: String::new(),
        }
    }

    /// Whoever opens the link.
    async fn new(bed: &'a Bed) -> Self {
        let mut visitor = Self::stranger(bed);
        let opened = visitor
            .client
            .get(&bed.link)
            .send()
            .await
            .expect("an answer");
        assert_eq!(opened.status(), StatusCode::SEE_OTHER);
        let cookie = opened.headers()["set-cookie"].to_str().expect("a cookie");
        assert!(
            cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"),
            "{cookie}"
        );
        visitor.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        visitor
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.client
            .get(self.bed.at(path))
            .header("cookie", &self.cookie)
    }

    async fn page(&self, path: &str) -> String {
        let answer = self.get(path).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.text().await.expect("a page")
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", escaped(value)));
        self.client
            .post(self.bed.at(path))
            .header("cookie", &self.cookie)
            .header("origin", self.bed.origin())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.collect::<Vec<_>>().join("&"))
    }

    async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.post(path, fields).send().await.expect("an answer")
    }

    /// The form of an entry, as a browser would send it when nothing is changed but `changes`.
    async fn form(&self, id: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
        let page = self.page(&format!("/item/{id}")).await;
        let mut fields = vec![
            ("proof".to_owned(), value(&page, "proof")),
            ("base".to_owned(), value(&page, "base")),
            ("phrasings".to_owned(), area(&page, "phrasings")),
            ("sources".to_owned(), "papan-2026-11-20".to_owned()),
            ("related".to_owned(), "card".to_owned()),
        ];
        for name in ["title.id", "title.en", "as_of"] {
            fields.push((name.to_owned(), value(&page, name)));
        }
        for name in ["answer.id", "answer.en"] {
            fields.push((name.to_owned(), area(&page, name)));
        }
        for (name, value) in changes {
            fields.retain(|(other, _)| other != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields
    }

    async fn sent(&self, path: &str, form: &[(String, String)]) -> (StatusCode, String) {
        let fields: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = self.send(path, &fields).await;
        (answer.status(), answer.text().await.expect("a page"))
    }
}

fn escaped(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric();
    text.bytes()
        .map(|byte| {
            if plain(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// The value of a field of one line.
fn value(page: &str, name: &str) -> String {
    let field = page
        .split(&format!(" name=\"{name}\""))
        .nth(1)
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    let tag = field.split('>').next().unwrap_or_default();
    let value = tag
        .split("value=\"")
        .nth(1)
        .and_then(|value| value.split('"').next());
    value.unwrap_or_default().to_owned()
}

/// The words of a field of several lines.
fn area(page: &str, name: &str) -> String {
    let field = page
        .split(&format!(" name=\"{name}\""))
        .nth(1)
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    let (_, words) = field.split_once('>').expect("a field");
    words
        .split("</textarea>")
        .next()
        .unwrap_or_default()
        .trim_start_matches('\n')
        .to_owned()
}

#[tokio::test]
async fn the_link_lets_one_in_and_nobody_else() {
    let bed = Bed::new(Language::English).await;
    let stranger = Visitor::stranger(&bed);
    for path in ["/", "/entries", "/item/hours", "/try", "/nothing"] {
        let answer = stranger.get(path).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
        assert!(
            answer
                .text()
                .await
                .expect("a page")
                .contains("start it again")
        );
    }
    let guess = bed.at("/open?ticket=0000");
    let answer = stranger.client.get(guess).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let ahead = stranger
        .client
        .get(&bed.link)
        .header("sec-purpose", "prefetch")
        .send()
        .await;
    assert_eq!(ahead.expect("an answer").status(), StatusCode::FORBIDDEN);
    let visitor = Visitor::new(&bed).await;
    assert!(visitor.page("/entries").await.contains("Opening hours"));
    let again = stranger
        .client
        .get(&bed.link)
        .send()
        .await
        .expect("an answer");
    assert_eq!(again.status(), StatusCode::FORBIDDEN, "the link works once");
}

#[tokio::test]
async fn every_answer_forbids_scripts_frames_and_copies() {
    let bed = Bed::new(Language::English).await;
    let visitor = Visitor::new(&bed).await;
    for path in ["/entries", "/style.css", "/nothing", "/item/nothing"] {
        let answer = visitor.get(path).send().await.expect("an answer");
        let headers = answer.headers();
        let policy = headers["content-security-policy"]
            .to_str()
            .expect("a policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'")
                && !policy.contains("script"),
            "{policy}"
        );
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(headers["x-frame-options"], "DENY");
        let page = answer.text().await.expect("a page");
        assert!(
            !page.contains("<script") && !page.contains(" style="),
            "{path}"
        );
    }
}

#[tokio::test]
async fn forged_requests_change_nothing() {
    let bed = Bed::new(Language::English).await;
    let visitor = Visitor::new(&bed).await;
    let form = visitor
        .form("hours", &[("answer.en", "Hacked."), ("do", "save")])
        .await;
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let without: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(name, _)| *name != "proof")
        .copied()
        .collect();
    let wrong = [&without[..], &[("proof", "0000")]].concat();
    let forged = [
        visitor.post("/item/hours", &without),
        visitor.post("/item/hours", &wrong),
        visitor
            .post("/item/hours", &fields)
            .header("sec-fetch-site", "cross-site"),
        visitor
            .post("/item/hours", &fields)
            .header("host", "evil.example"),
        Visitor {
            cookie: String::new(),
            ..Visitor::stranger(&bed)
        }
        .post("/item/hours", &fields),
    ];
    for (number, request) in forged.into_iter().enumerate() {
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{number}");
    }
    let elsewhere = visitor
        .post("/item/hours", &fields)
        .build()
        .expect("a request");
    let mut elsewhere = elsewhere;
    elsewhere
        .headers_mut()
        .insert("origin", "http://127.0.0.1:1".parse().expect("a value"));
    let answer = visitor.client.execute(elsewhere).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert_eq!(bed.held(), crate::bed::FAQ);
    let long = "a".repeat(2 << 20);
    let answer = visitor.send("/try", &[("question", &long)]).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_save_touches_what_was_changed_and_is_undone_to_the_byte() {
    let bed = Bed::new(Language::English).await;
    let visitor = Visitor::new(&bed).await;
    let form = visitor
        .form("hours", &[("answer.en", "It opens: at 8."), ("do", "save")])
        .await;
    let (status, _) = visitor.sent("/item/hours", &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let old = "The library is open from Monday to Saturday, from 9 to 17.";
    assert_eq!(
        bed.held(),
        crate::bed::FAQ.replace(old, "\"It opens: at 8.\"")
    );
    let page = visitor.page("/item/hours").await;
    assert!(page.contains("Saved: Opening hours.") && page.contains("Undo: Opening hours"));
    let proof = value(&page, "proof");
    let answer = visitor.send("/undo", &[("proof", &proof)]).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(bed.held(), crate::bed::FAQ);
    let (status, page) = visitor
        .sent(
            "/item/hours",
            &visitor.form("hours", &[("do", "save")]).await,
        )
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Nothing is different"));
}

#[tokio::test]
async fn an_error_is_told_at_its_field_and_nothing_typed_is_lost() {
    let bed = Bed::new(Language::English).await;
    let visitor = Visitor::new(&bed).await;
    let changes = [
        ("answer.id", ""),
        ("answer.en", ""),
        ("title.en", "My new title"),
        ("do", "save"),
    ];
    let (status, page) = visitor
        .sent("/item/hours", &visitor.form("hours", &changes).await)
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("My new title") && page.contains("Not saved."));
    assert!(page.contains("class=\"badge bad\">error"), "{page}");
    assert_eq!(bed.held(), crate::bed::FAQ);
    let (_, page) = visitor
        .sent(
            "/item/hours",
            &visitor
                .form("hours", &[("as_of", "2026-13-01"), ("do", "save")])
                .await,
        )
        .await;
    assert!(page.contains("aria-invalid=\"true\""), "{page}");
}

#[tokio::test]
async fn of_two_who_edit_at_once_neither_is_lost() {
    let bed = Bed::new(Language::English).await;
    let visitor = Visitor::new(&bed).await;
    let first = visitor
        .form("hours", &[("answer.en", "Version one."), ("do", "save")])
        .await;
    let second = visitor
        .form("hours", &[("answer.en", "Version two."), ("do", "save")])
        .await;
    let (status, _) = visitor.sent("/item/hours", &first).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let mut preview = second.clone();
    preview.retain(|(name, _)| name != "do");
    for form in [preview, second] {
        let (status, page) = visitor.sent("/item/hours", &form).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(
            page.contains("<dd>Version one.</dd>") && page.contains("<dd>Version two.</dd>"),
            "{page}"
        );
        assert_eq!(area(&page, "answer.en"), "Version two.");
    }
    assert!(bed.held().contains("Version one."));
    let again = visitor
        .form("hours", &[("answer.en", "Version two."), ("do", "save")])
        .await;
    let (status, _) = visitor.sent("/item/hours", &again).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(bed.held().contains("Version two."));
}

#[tokio::test]
async fn a_file_that_somebody_broke_is_told_and_comes_back() {
    let bed = Bed::new(Language::English).await;
    let visitor = Visitor::new(&bed).await;
    fs::write(bed.path(), "entries: [").expect("a file");
    for path in ["/entries", "/item/hours", "/try", "/health", "/inbox"] {
        let answer = visitor.get(path).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(answer.text().await.expect("a page").contains("Line 1"));
    }
    fs::remove_file(bed.path()).expect("a file");
    let answer = visitor.get("/entries").send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    fs::write(bed.path(), crate::bed::FAQ).expect("a file");
    assert!(visitor.page("/entries").await.contains("Opening hours"));
}

#[tokio::test]
async fn new_ones_are_named_by_their_titles_and_deleted_again() {
    let bed = Bed::new(Language::Indonesian).await;
    let visitor = Visitor::new(&bed).await;
    let page = visitor.page("/new/gap").await;
    let (proof, base) = (value(&page, "proof"), value(&page, "base"));
    let fields = [
        ("proof", proof.as_str()),
        ("base", &base),
        ("title.id", "Parkir mobil"),
        ("title.en", "Parking"),
        ("phrasings", "ada parkir mobil ga\r\nwhere can I park"),
        ("answer.id", "Pengumuman tidak menyebut parkir."),
        ("answer.en", "The notices do not tell of parking."),
        ("do", "save"),
    ];
    let answer = visitor.send("/new/gap", &fields).await;
    assert_eq!(
        answer.status(),
        StatusCode::SEE_OTHER,
        "{}",
        answer.text().await.unwrap_or_default()
    );
    assert_eq!(answer.headers()["location"], "/item/parkir-mobil");
    assert!(bed.held().starts_with(crate::bed::FAQ), "{}", bed.held());
    let page = visitor.page("/item/parkir-mobil").await;
    assert!(page.contains("Pengumuman tidak menyebut parkir.") && page.contains("Hapus dari FAQ"));
    let base = value(&page, "base");
    let answer = visitor
        .send(
            "/item/parkir-mobil",
            &[("proof", &proof), ("base", &base), ("do", "remove")],
        )
        .await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(bed.held(), crate::bed::FAQ);
}
