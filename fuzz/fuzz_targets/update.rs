//! Any bytes as an update: `cargo +nightly fuzz run update`. An id leaves room for a next one, and what is asked is somebody's.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maklumat_bot::telegram::{
    event::{Event, Me},
    read,
    wire::update::id_of,
};
use serde_json::value::RawValue;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let Ok(raw) = RawValue::from_string(text) else {
        return;
    };
    if let Some(id) = id_of(&raw) {
        assert!(id.checked_add(1).is_some_and(|next| next > 0));
    }
    let me = Me {
        id: 7,
        username: "maklumat_bot".to_owned(),
    };
    if let Some(event) = read::read(7, &raw, &me) {
        let nobody = matches!(event, Event::Moved { .. } | Event::Removed { .. });
        assert!(nobody || event.person().is_some());
    }
});
