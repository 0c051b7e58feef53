//! The content: what `faq.yaml` holds, and how it is read and checked.

mod load;
mod model;

pub use load::FaqError;
pub use model::{Date, Entry, Faq, Gap, Localized, Notice, Source, Status, Version};
