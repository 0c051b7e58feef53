//! Reading what people type, before any FAQ is known: spelling, words, stems, meanings, language, clauses.

mod clauses;
mod courtesy;
mod language;
pub mod lexicon;
pub mod normalise;
mod stem;
pub mod vectors;
mod wanted;

pub use clauses::{Clause, Mood, clauses};
pub use courtesy::{is_courtesy, is_filler, without_courtesy};
pub use language::{Language, detect, told};
pub use stem::stem;
pub use wanted::{Wanted, told as told_kinds, wanted};
