//! Time zones as `faq.yaml` writes them.

use std::fmt;

use chrono_tz::TZ_VARIANTS;
use serde::{
    Serializer,
    de::{Deserializer, Error, Expected, Unexpected, Visitor},
};

use super::{TimeZone, shape::slip_of};

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
        Such("Asia/Jakarta").fmt(f)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<TimeZone, E> {
        let near = || {
            let names = TZ_VARIANTS.iter().map(|zone| zone.name());
            Such(slip_of(name, names).unwrap_or("Asia/Jakarta"))
        };
        let found = Unexpected::Str(name);
        name.parse().map_err(|_| E::invalid_value(found, &near()))
    }
}

/// A time zone such as this one.
struct Such(&'static str);

impl Expected for Such {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a time zone of the IANA database, such as {}", self.0)
    }
}
