//! Inline mode: answers to share in any chat.

use maklumat::{
    faq::{Entry, Faq},
    matcher::{Decision, Reason, Understanding},
    reply::{self, Paragraph, Reader, Role, Words, chat, html},
};
use teloxide::types::{
    InlineQueryResult, InlineQueryResultArticle, InlineQueryResultsButton,
    InlineQueryResultsButtonKind, InputMessageContent, InputMessageContentText, LinkPreviewOptions,
    ParseMode,
};

use crate::telegram::event::Typing;

/// What the link from inline mode to the chat with the bot carries.
pub const FROM_INLINE: &str = "inline";
/// Topics offered before anything is typed.
const FIRST_TOPICS: usize = 10;
/// As much of an answer as a list shows.
const GLIMPSE: usize = 120;

/// Answers to share.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// What is answered.
    pub query: String,
    /// The answers, each with its sources.
    pub results: Vec<InlineQueryResult>,
    /// Leads to the chat with the bot.
    pub button: InlineQueryResultsButton,
}

/// Previews of links hide the answer.
pub fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// What to offer for the words typed so far: what they ask, and before anything is typed the first topics.
pub fn offer(typing: &Typing, faq: &Faq, understood: &Understanding, reader: &Reader) -> Offer {
    let language = reader.language.unwrap_or(understood.language);
    let words = Words::of(faq.notice.spoken(language));
    let entries: Vec<&Entry> = if typing.words.trim().is_empty() {
        chat::topics(faq).take(FIRST_TOPICS).collect()
    } else {
        asked(faq, understood)
    };
    let results = entries
        .into_iter()
        .filter_map(|entry| article(faq, entry, reader));
    Offer {
        query: typing.query.clone(),
        results: results.collect(),
        button: InlineQueryResultsButton {
            text: words.ask_in_chat.to_owned(),
            kind: InlineQueryResultsButtonKind::StartParameter(FROM_INLINE.to_owned()),
        },
    }
}

/// The entries that were asked for, may have been meant, or tell of the topic, each once.
fn asked<'a>(faq: &'a Faq, understood: &Understanding) -> Vec<&'a Entry> {
    let mut entries: Vec<usize> = Vec::new();
    for part in &understood.parts {
        let found = match &part.verdict.decision {
            Decision::Answer(entry) => vec![*entry],
            Decision::Likely { entry, others } => [&[*entry], others.as_slice()].concat(),
            Decision::Choices(entries) => entries.clone(),
            Decision::Abstain(Reason::NotTold(entry)) => vec![*entry],
            Decision::Abstain(_) => Vec::new(),
        };
        for entry in found {
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
    }
    entries
        .into_iter()
        .filter_map(|entry| faq.entries.get(entry))
        .collect()
}

/// The answer of `entry` under its title; none when it is too long to be one message.
fn article(faq: &Faq, entry: &Entry, reader: &Reader) -> Option<InlineQueryResult> {
    let mut reply = reply::entry(faq, entry, reader);
    let title = reply::title(entry, reply.language);
    let heading = Paragraph::new(Role::Title, title);
    let glimpse = reply
        .paragraphs
        .first()?
        .text
        .chars()
        .take(GLIMPSE)
        .collect::<String>();
    reply.paragraphs.insert(0, heading);
    let [text] = <[String; 1]>::try_from(html::messages(&reply.paragraphs)).ok()?;
    let content = InputMessageContentText::new(text)
        .parse_mode(ParseMode::Html)
        .link_preview_options(no_preview());
    let article =
        InlineQueryResultArticle::new(&entry.id, title, InputMessageContent::Text(content));
    Some(InlineQueryResult::Article(article.description(glimpse)))
}
