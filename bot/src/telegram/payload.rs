//! What is to be shown, as requests of the Bot API.

use teloxide::{
    payloads::{
        AnswerInlineQuery, AnswerInlineQuerySetters, EditMessageReplyMarkup,
        EditMessageReplyMarkupSetters, EditMessageText, EditMessageTextSetters, SendMessage,
        SendMessageSetters,
    },
    types::{
        ChatId, InlineKeyboardMarkup, InlineQueryId, MessageId, ParseMode, ReplyParameters,
        ThreadId,
    },
};

use super::{
    event::Place,
    screen::offer::{Offer, no_preview},
};

/// How long Telegram may show the same inline answers to the same person.
const INLINE_CACHE_SECONDS: u32 = 60;

/// A new message.
pub fn message(
    place: Place,
    answering: Option<i32>,
    text: &str,
    keyboard: &InlineKeyboardMarkup,
) -> SendMessage {
    let mut payload = SendMessage::new(ChatId(place.chat), text)
        .parse_mode(ParseMode::Html)
        .link_preview_options(no_preview());
    if let Some(topic) = place.topic {
        payload = payload.message_thread_id(ThreadId(MessageId(topic)));
    }
    if let Some(question) = answering {
        payload = payload.reply_parameters(
            ReplyParameters::new(MessageId(question)).allow_sending_without_reply(),
        );
    }
    if !keyboard.inline_keyboard.is_empty() {
        payload = payload.reply_markup(keyboard.clone());
    }
    payload
}

/// Another text and other buttons in the place of a message.
pub fn edited(
    place: Place,
    message: i32,
    text: &str,
    keyboard: &InlineKeyboardMarkup,
) -> EditMessageText {
    EditMessageText::new(ChatId(place.chat), MessageId(message), text)
        .parse_mode(ParseMode::Html)
        .link_preview_options(no_preview())
        .reply_markup(keyboard.clone())
}

/// Other buttons under a message.
pub fn rekeyed(
    place: Place,
    message: i32,
    keyboard: InlineKeyboardMarkup,
) -> EditMessageReplyMarkup {
    EditMessageReplyMarkup::new(ChatId(place.chat), MessageId(message)).reply_markup(keyboard)
}

/// Answers to share in any chat.
pub fn inline(offer: Offer) -> AnswerInlineQuery {
    AnswerInlineQuery::new(InlineQueryId(offer.query), offer.results)
        .cache_time(INLINE_CACHE_SECONDS)
        .is_personal(true)
        .button(offer.button)
}
