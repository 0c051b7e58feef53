//! The content: what `faq.yaml` holds, and how it is read, checked and edited.

mod check;
mod dates;
mod edit;
mod encoding;
mod finding;
mod load;
mod localized;
mod model;
pub mod rules;
pub mod shape;
mod slip;
mod syntax;
mod timezone;
mod tree;
mod write;

pub use check::{Checked, check};
pub use dates::{Date, Meant, meant, read_date};
pub use edit::{Document, EditError};
pub use finding::{FaqError, Finding, Place, sort};
pub use localized::Localized;
pub use model::{Entry, Faq, Gap, Kind, Notice, Source, Status, Version};
pub use timezone::TimeZone;
pub use write::Content;
