//! Reading what people type, before any FAQ is known: spelling, words, stems, meanings, language, clauses.

mod clauses;
mod courtesy;
mod detect;
mod language;
pub mod lexicon;
pub mod normalise;
mod stem;
pub mod vectors;
mod wanted;

pub use clauses::{Clause, Mood, clauses};
pub use courtesy::{chat, is_courtesy, is_filler, without_courtesy};
pub use detect::{detect, told};
pub use language::Language;
pub use lexicon::Wanted;
pub use stem::stem;
pub use wanted::{told as told_kinds, wanted};
