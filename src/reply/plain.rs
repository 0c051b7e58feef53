//! A reply as plain text, for a terminal or a log of a conversation.

use std::fmt;

use super::{Choice, Paragraph, Reply, Role, words::Words};
use crate::text::Language;

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lay_out(|paragraph| paragraph.text.clone()))
    }
}

impl Reply {
    /// The whole reply as text, each paragraph painted by `paint`. What was true before cannot be folded away, so it is left out.
    pub fn lay_out(&self, paint: impl Fn(&Paragraph) -> String) -> String {
        let mut page = String::new();
        let mut above = None;
        let shown = |paragraph: &&Paragraph| paragraph.role != Role::History;
        for paragraph in self.page().filter(shown) {
            page.push_str(gap(above, paragraph.role));
            page.push_str(&paint(paragraph));
            above = Some(paragraph.role);
        }
        for (number, choice) in (1..).zip(&self.choices) {
            page.push_str(&format!("\n{number}. {}", choice.label));
        }
        if !self.related.is_empty() {
            page.push_str(&format!("\n\n{}", see_also(&self.related, self.language)));
        }
        page
    }
}

/// What stands between two paragraphs.
fn gap(above: Option<Role>, below: Role) -> &'static str {
    match (above, below) {
        (None, _) => "",
        (Some(Role::Title), _) | (_, Role::Provenance) => "\n",
        _ => "\n\n",
    }
}

fn see_also(related: &[Choice], language: Language) -> String {
    let labels: Vec<&str> = related.iter().map(|choice| choice.label.as_str()).collect();
    let label = Words::of(language).see_also;
    format!("{label} {}", labels.join(" · "))
}
