//! Any text as a question to be kept: `cargo +nightly fuzz run redact`. No number of six digits survives.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maklumat_store::{holds_personal_data, redact};

fuzz_target!(|text: String| {
    holds_personal_data(&text);
    let redacted = redact(&text);
    let mut run = 0;
    for c in redacted.chars() {
        if c.is_numeric() {
            run += 1;
        } else if c.is_alphabetic() {
            run = 0;
        }
        assert!(run < 6, "{redacted}");
    }
});
