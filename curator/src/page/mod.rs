//! The report of how a FAQ stands, as a page and as text; and what pages are made of: one style and a few components, which the
//! desk has too.
//!
//! [`data`] computes all numbers; [`section`] puts them in order, in the [`words`] of a language; [`page`] and [`text()`] show the
//! same sections, and `plot` draws.

pub mod component;
pub mod data;
mod html;
mod plot;
pub mod section;
mod text;
pub mod words;

pub use component::{STYLE, style};
pub use data::{Material, Report};
pub use html::{contents, page};
pub use text::text;
