//! Any bytes as `faq.yaml`: `cargo +nightly fuzz run faq`. What loads must be lintable, and name its problems' places.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maklumat::faq::{Faq, lint, locate};

fuzz_target!(|bytes: &[u8]| match Faq::parse("fuzz", bytes) {
    Ok(faq) => {
        let mut problems = lint(&faq);
        locate(&mut problems, &String::from_utf8_lossy(bytes));
    }
    Err(error) => assert!(!error.problems().is_empty()),
});
