//! The morning of whoever keeps the notices, in a real browser; and what attacks would look like there.

use std::{io::Write, net::TcpListener, thread, time::Duration};

use maklumat::text::Language;
use thirtyfour::prelude::*;

use crate::{
    bed::{Bed, FAQ},
    browser::Browser,
};

impl Browser {
    async fn goto(&self, address: &str) {
        self.driver.goto(address).await.expect("a page");
    }

    async fn find(&self, selector: &str) -> WebElement {
        let found = self.driver.query(By::Css(selector)).first().await;
        match found {
            Ok(element) => element,
            Err(_) => panic!("no {selector} on {}", self.text().await),
        }
    }

    async fn click(&self, selector: &str) {
        let element = self.find(selector).await;
        element.scroll_into_view().await.expect("it is there");
        element.click().await.expect("a click");
    }

    /// Follows a link, of the next page where this one is on its way out.
    async fn follow(&self, words: &str) {
        for _ in 0..100 {
            if let Ok(link) = self.driver.find(By::PartialLinkText(words)).await
                && link.click().await.is_ok()
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("no link “{words}” on:\n{}", self.text().await);
    }

    async fn type_over(&self, selector: &str, words: &str) {
        let field = self.find(selector).await;
        field.clear().await.expect("it is cleared");
        field.send_keys(words).await.expect("it is typed");
    }

    /// What a person reads; nothing while one page gives way to the next.
    async fn text(&self) -> String {
        match self.driver.find(By::Tag("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Waits for words to be read.
    async fn reads(&self, words: &str) {
        for _ in 0..100 {
            if self.text().await.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("“{words}” is missing on:\n{}", self.text().await);
    }

    /// Loads a page again until what it waits for is learnt.
    async fn learnt(&self, address: &str) {
        for _ in 0..300 {
            self.goto(address).await;
            let source = self.driver.source().await.expect("a page");
            if !source.contains("class=\"learning\"") {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it is never learnt");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_morning_at_the_desk() {
    let Some(browser) = Browser::new().await else {
        return;
    };
    let bed = Bed::new(Language::Indonesian).await;
    browser.goto(&bed.link).await;
    browser.learnt(&bed.at("/inbox")).await;

    // What people asked in vain is dealt with.
    browser.reads("parkir").await;
    browser.follow("parkir").await;
    browser.reads("Akibatnya").await;
    browser.click("button[value='accept']").await;
    browser.reads("Tersimpan").await;
    let accepted = bed.held();
    assert!(accepted.contains("parkir mobil") && accepted.starts_with("# Kept by hand"));

    // An answer is changed: looked at, saved, undone.
    browser.goto(&bed.at("/entries")).await;
    browser.type_over("#q", "minggu buka gak").await;
    browser.click("form.search button").await;
    browser.follow("Jam buka").await;
    browser
        .type_over(
            "[id='answer.id']",
            "Perpustakaan buka setiap hari, pukul 8 sampai 20.",
        )
        .await;
    browser.click(".bar-below button[value='preview']").await;
    browser.reads("Pratinjau saja: belum disimpan.").await;
    let bubble = browser.find(".bubble").await.text().await.expect("words");
    assert!(
        bubble.starts_with("Perpustakaan buka setiap hari, pukul 8 sampai 20."),
        "{bubble}"
    );
    assert!(
        bubble.contains("Per 20 November 2026 · Sumber: Papan pengumuman"),
        "{bubble}"
    );
    assert_eq!(bed.held(), accepted, "a preview saves nothing");
    browser.click(".bar-below button[value='save']").await;
    browser.reads("Tersimpan: Jam buka").await;
    assert!(bed.held().contains("pukul 8 sampai 20"));
    browser.click(".undo button").await;
    browser.reads("Diurungkan: Jam buka").await;
    assert_eq!(bed.held(), accepted);

    // A question is tried and filed.
    browser.learnt(&bed.at("/try")).await;
    browser.type_over("#question", "hari minggu buka ga").await;
    browser.click("form.search button").await;
    browser.reads("dijawab").await;
    browser.reads("Perpustakaan buka Senin sampai Sabtu").await;
    browser.click("#label option[value='hours']").await;
    browser.click("form[action='/try/case'] button").await;
    browser.reads("Dicatat sebagai contoh.").await;
    assert_eq!(bed.cases(), "hours\thari minggu buka ga\n");
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_at_once() {
    let Some(browser) = Browser::new().await else {
        return;
    };
    let bed = Bed::new(Language::English).await;
    browser.goto(&bed.link).await;
    let first = browser.driver.window().await.expect("a tab");
    browser.goto(&bed.at("/item/fine")).await;
    let second = browser.driver.new_tab().await.expect("a tab");
    browser
        .driver
        .switch_to_window(second.clone())
        .await
        .expect("a tab");
    browser.goto(&bed.at("/item/fine")).await;
    browser
        .type_over("[id='answer.en']", "From the second tab.")
        .await;
    browser.driver.switch_to_window(first).await.expect("a tab");
    browser
        .type_over("[id='answer.en']", "From the first tab.")
        .await;
    browser.click(".bar-below button[value='save']").await;
    browser.reads("Saved: Fines").await;
    browser
        .driver
        .switch_to_window(second)
        .await
        .expect("a tab");
    browser.click(".bar-below button[value='save']").await;
    for words in [
        "Not saved.",
        "In the file now",
        "From the first tab.",
        "What you typed",
        "From the second tab.",
    ] {
        browser.reads(words).await;
    }
    browser.picture("conflict").await;
    assert!(bed.held().contains("From the first tab."));
    browser.click(".bar-below button[value='save']").await;
    browser.reads("Saved: Fines").await;
    assert!(bed.held().contains("From the second tab."));
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_sites_reach_nothing() {
    let Some(browser) = Browser::new().await else {
        return;
    };
    let bed = Bed::new(Language::English).await;
    browser.goto(&bed.link).await;
    browser.goto(&bed.at("/item/fine")).await;
    browser
        .type_over("[id='answer.en']", "Saved by its owner.")
        .await;
    browser.click(".bar-below button[value='save']").await;
    browser.reads("Saved: Fines").await;
    let saved = bed.held();

    // A name that leads to this machine is not the address that was printed.
    browser
        .goto(&format!("http://evil.example:{}/entries", bed.port()))
        .await;
    browser.reads("This is not the address of the desk").await;

    // A form of another port of this machine: the browser sends the cookie along, and still nothing is done.
    let form = format!(
        "<form method=post action='{}'><button>Win a prize</button></form>",
        bed.at("/undo")
    );
    browser.goto(&site(form)).await;
    browser.click("button").await;
    browser
        .reads("A request from another site was refused")
        .await;
    assert_eq!(bed.held(), saved);
    let link = format!("<a href='{}'>Look</a>", bed.at("/entries"));
    browser.goto(&site(link)).await;
    browser.follow("Look").await;
    browser
        .reads("A request from another site was refused")
        .await;
    browser.goto(&bed.at("/entries")).await;
    browser.reads("Fines").await;
    browser.quit().await;
}

/// The address of a site with one page.
fn site(page: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for stream in listener.incoming().take(3).flatten() {
            let mut stream = stream;
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                page.len()
            );
            let _ = stream.write_all(format!("{head}{page}").as_bytes());
            let _ = std::io::Read::read(&mut stream, &mut [0; 4096]);
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keyboard_is_enough() {
    let Some(browser) = Browser::new().await else {
        return;
    };
    let bed = Bed::new(Language::English).await;
    browser.goto(&bed.link).await;
    browser.goto(&bed.at("/entries")).await;
    let press = async |key: Key| {
        let focused = browser.driver.active_element().await.expect("a focus");
        focused.send_keys(key).await.expect("a key");
    };
    let reach = async |script: &str| {
        for _ in 0..120 {
            press(Key::Tab).await;
            let reached = browser
                .driver
                .execute(format!("return Boolean({script})"), Vec::new())
                .await
                .expect("a script");
            if reached.json().as_bool() == Some(true) {
                let outline = browser
                    .driver
                    .execute(
                        "return getComputedStyle(document.activeElement).outlineStyle",
                        Vec::new(),
                    )
                    .await;
                let outline = outline
                    .expect("a style")
                    .json()
                    .as_str()
                    .unwrap_or_default()
                    .to_owned();
                assert_ne!(outline, "none", "where one is must be seen: {script}");
                return;
            }
        }
        panic!("{script} is never reached");
    };
    reach("document.activeElement.className === 'skip'").await;
    press(Key::Enter).await;
    reach("document.activeElement.textContent === 'Fines'").await;
    press(Key::Enter).await;
    browser.find("[id='answer.en']").await;
    reach("document.activeElement.id === 'answer.en'").await;
    press(Key::End).await;
    let field = browser.driver.active_element().await.expect("a focus");
    field
        .send_keys(" Ask at the desk.")
        .await
        .expect("it is typed");
    reach("document.activeElement.matches('.bar-below button[value=save]')").await;
    press(Key::Enter).await;
    browser.reads("Saved: Fines").await;
    assert_eq!(
        bed.held(),
        FAQ.replace(
            "en: A late book costs Rp500 a day.",
            "en: A late book costs Rp500 a day. Ask at the desk."
        )
    );
    browser.quit().await;
}

/// Every page, in both languages, wide and narrow, light and dark.
#[tokio::test(flavor = "multi_thread")]
async fn pages_have_no_barriers_and_fit() {
    let Some(browser) = Browser::new().await else {
        return;
    };
    for language in Language::ALL {
        let bed = Bed::new(language).await;
        browser.goto(&bed.link).await;
        browser.learnt(&bed.at("/inbox")).await;
        let group = browser
            .find(".items a")
            .await
            .attr("href")
            .await
            .expect("a link")
            .unwrap_or_default();
        for (width, scheme) in [
            (360, "light"),
            (1200, "dark"),
            (360, "dark"),
            (1200, "light"),
        ] {
            browser.look(width, scheme).await;
            for path in [
                "/inbox",
                &group,
                "/entries",
                "/item/hours",
                "/new/entry",
                "/gaps",
                "/item/printing",
                "/sources",
                "/try",
                "/health",
            ] {
                browser.goto(&bed.at(path)).await;
                let place = format!(
                    "{}-{width}-{scheme}{}",
                    language.code(),
                    path.replace('/', "-")
                );
                check(&browser, &place).await;
            }
            browser.goto(&bed.at("/try")).await;
            browser
                .type_over("#question", "denda telat brp, sama jam bukanya?")
                .await;
            browser.click("form.search button").await;
            check(
                &browser,
                &format!("{}-{width}-{scheme}-tried", language.code()),
            )
            .await;
        }
    }
    browser.quit().await;
}

async fn check(browser: &Browser, place: &str) {
    browser.picture(place).await;
    let barriers = browser.barriers().await;
    assert!(barriers.is_empty(), "{place}:\n{}", barriers.join("\n"));
    let wider =
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    let wider = browser
        .driver
        .execute(wider, Vec::new())
        .await
        .expect("a script");
    assert!(
        wider.json().as_f64().unwrap_or_default() <= 1.0,
        "{place} is wider than its window"
    );
}
