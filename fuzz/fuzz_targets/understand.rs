//! Any text as a question to the shipped FAQ: `cargo +nightly fuzz run understand`. Scores stay within 0 and 1 and sorted.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use maklumat::{faq::Faq, matcher::Matcher};

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| {
    let faq = Faq::parse("faq.yaml", Faq::SHIPPED.as_bytes());
    Matcher::new(faq.expect("the shipped FAQ loads"))
});

// Learning is not part of understanding a text: it would count as the first one's time.
fuzz_target!(init: { LazyLock::force(&MATCHER); }, |text: String| {
    let understanding = MATCHER.understand(&text);
    assert!(!understanding.parts.is_empty());
    for part in &understanding.parts {
        let scores = || part.ranking.iter().map(|ranked| ranked.score);
        assert!(scores().all(|score| (0.0..=1.0).contains(&score)));
        assert!(scores().is_sorted_by(|a, b| a >= b));
    }
});
