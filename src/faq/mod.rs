//! The content: what `faq.yaml` holds, and how it is read and checked.

mod check;
mod dates;
mod encoding;
mod lint;
mod load;
mod localized;
mod locate;
mod model;
mod problem;
mod shape;
mod syntax;
mod timezone;
mod walk;

pub use dates::read_date;
pub use lint::lint;
pub use localized::Localized;
pub use locate::locate;
pub use model::{Date, Entry, Faq, Gap, Kind, Notice, Source, Status, TimeZone, Version};
pub use problem::{FaqError, Place, Problem};
