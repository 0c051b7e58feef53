//! Any bytes as `faq.yaml`: `cargo +nightly fuzz run faq`. What loads must be checkable, and what does not must say why.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maklumat::faq::{self, Faq, Place};

fuzz_target!(|bytes: &[u8]| {
    let checked = faq::check(bytes, faq::Date::default());
    for finding in &checked.findings {
        assert!(finding.place.is_none_or(|place| place >= Place::START));
    }
    match Faq::parse("fuzz", bytes) {
        Ok(faq) => assert_eq!(checked.faq, Some(faq)),
        Err(error) => assert!(!error.findings().is_empty()),
    }
});
