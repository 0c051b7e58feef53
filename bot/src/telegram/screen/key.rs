//! One button: what stands on it, what it carries.

use maklumat::text::Language;
use teloxide::types::InlineKeyboardButton;

use super::press::{Press, Verb};

/// A label beyond this is not seen whole on any telephone.
const LONGEST_LABEL: usize = 64;

/// A button under a message in `language`.
pub fn key(language: Language, label: &str, verb: Verb) -> InlineKeyboardButton {
    let press = Press { language, verb };
    InlineKeyboardButton::callback(shortened(label), press.encode())
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LONGEST_LABEL {
        return label.to_owned();
    }
    label.chars().take(LONGEST_LABEL - 1).chain(['…']).collect()
}
