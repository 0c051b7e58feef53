//! Time zones as `faq.yaml` writes them.

use std::fmt;

use serde::{
    Serializer,
    de::{Deserializer, Error, Unexpected, Visitor},
};

/// A clock, by its name in the IANA database, as in `Asia/Jakarta`.
pub type TimeZone = chrono_tz::Tz;

/// Reads a time zone by its name.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<TimeZone, D::Error> {
    deserializer.deserialize_str(Name)
}

/// Writes a time zone's name.
pub(super) fn serialize<S: Serializer>(zone: &TimeZone, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(zone.name())
}

struct Name;

impl Visitor<'_> for Name {
    type Value = TimeZone;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a time zone of the IANA database")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<TimeZone, E> {
        let found = Unexpected::Str(name);
        name.parse().map_err(|_| E::invalid_value(found, &self))
    }
}
