//! A reply as people see it in Telegram.

use maklumat::{
    faq::{Date, Faq},
    matcher::{Decision, Part, Reason, Rule, Understanding, Verdict},
    reply::{self, Reader, Reply, Words, html},
    text::Language,
};
use maud::{Markup, PreEscaped, html as page};

/// The messages of a reply, as the bot sends them, with the buttons that lead on.
pub fn reply(reply: &Reply) -> Markup {
    let paragraphs: Vec<_> = reply.page().cloned().collect();
    let buttons = reply.choices.iter().chain(&reply.related);
    page! {
        div.chat lang=(reply.language.code()) {
            @for message in html::messages(&paragraphs) {
                // What stands in it is escaped, and its tags are the bot's own.
                div.bubble { (PreEscaped(lines(&message))) }
            }
            @for button in buttons { div.key { (button.label) } }
        }
    }
}

/// A quote ends its line by itself in a browser.
fn lines(message: &str) -> String {
    let [_, end] = html::QUOTE;
    message.replace(&format!("{end}\n"), end)
}

/// What people are told by the entry or gap `id` of a FAQ, in each of its languages.
pub fn of(faq: &Faq, id: &str, today: Date) -> Markup {
    let several = faq.notice.languages.len() > 1;
    page! {
        @for language in &faq.notice.languages {
            @if let Some(told) = told(faq, id, *language, today) {
                @if several { h3 { (Words::of(*language).name) } }
                (reply(&told))
            }
        }
    }
}

fn told(faq: &Faq, id: &str, language: Language, today: Date) -> Option<Reply> {
    let reader = Reader {
        language: Some(language),
        as_of: None,
        today,
    };
    if let Some(entry) = faq.entry(id) {
        return Some(reply::entry(faq, entry, &reader));
    }
    let gap = faq.not_covered.iter().position(|gap| gap.id == id)?;
    let asked = Understanding {
        language,
        parts: vec![Part {
            text: faq.not_covered[gap].phrasings.first()?.clone(),
            verdict: Verdict {
                decision: Decision::Abstain(Reason::NotCovered(gap)),
                because: Rule::Verbatim,
            },
            ranking: Vec::new(),
        }],
    };
    Some(reply::render(faq, &asked, &reader))
}
