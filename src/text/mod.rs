//! Reading what people type.

mod language;

pub use language::Language;
