//! What Telegram brings: only the fields that are read.
//!
//! teloxide's own types refuse or empty a whole message when one field in it is new to them (a kind of entity, say); here what is not
//! known is not looked at. Nothing here is `Debug`: people's words must not slip into a log line.

use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;

/// Telegram's ids have 31 bits; no number of JSON is surely exact beyond this.
const LARGEST_ID: i64 = 1 << 53;
/// The kinds of update that are asked for.
pub const KINDS: [teloxide::types::AllowedUpdate; 5] = {
    use teloxide::types::AllowedUpdate::{
        CallbackQuery, EditedMessage, InlineQuery, Message, MyChatMember,
    };
    [
        Message,
        EditedMessage,
        CallbackQuery,
        InlineQuery,
        MyChatMember,
    ]
};

/// One update.
#[derive(Deserialize)]
pub struct Update {
    /// Unique, and for weeks on end increasing.
    #[serde(rename = "update_id")]
    pub id: i64,
    /// What happened; all `None` for kinds that are of no interest.
    #[serde(flatten)]
    pub kind: Kind,
}

/// What happened: at most one of these.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Kind {
    /// Somebody wrote.
    pub message: Option<Message>,
    /// Somebody changed what they wrote.
    pub edited_message: Option<Message>,
    /// Somebody pressed a button.
    pub callback_query: Option<CallbackQuery>,
    /// Somebody types after the bot's name in any chat.
    pub inline_query: Option<InlineQuery>,
    /// The bot was let in, thrown out, blocked, promoted.
    pub my_chat_member: Option<Membership>,
}

/// A message.
#[derive(Deserialize)]
pub struct Message {
    /// Unique in its chat.
    pub message_id: i32,
    /// When it was written, in seconds since 1970.
    pub date: Option<u64>,
    /// When its writer last changed it.
    pub edit_date: Option<u64>,
    /// The topic of a forum that it stands in.
    pub message_thread_id: Option<i32>,
    /// Whether [`Message::message_thread_id`] is a topic, and not just a thread of replies.
    #[serde(default)]
    pub is_topic_message: bool,
    /// Who wrote it.
    pub from: Option<User>,
    /// The chat in whose name it was written.
    pub sender_chat: Option<Chat>,
    /// Where it stands.
    pub chat: Chat,
    /// What it answers.
    pub reply_to_message: Option<Box<Message>>,
    /// The bot through whose inline mode it was written.
    pub via_bot: Option<User>,
    /// Where it was written, if it was forwarded; older servers tell the date alone.
    pub forward_origin: Option<IgnoredAny>,
    /// When that was.
    pub forward_date: Option<IgnoredAny>,
    /// The album that it belongs to.
    pub media_group_id: Option<String>,
    /// The supergroup that the chat has become.
    pub migrate_to_chat_id: Option<i64>,
    /// Its words.
    pub text: Option<String>,
    /// The words under its picture or file.
    pub caption: Option<String>,
    /// The buttons under it.
    pub reply_markup: Option<Keyboard>,
    /// Whatever else it may consist of.
    #[serde(flatten)]
    pub media: Media,
}

/// Buttons, row by row.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Keyboard {
    /// From above.
    pub inline_keyboard: Vec<Vec<Button>>,
}

/// A button.
#[derive(Deserialize)]
pub struct Button {
    /// What stands on it.
    #[serde(default)]
    pub text: String,
    /// What it carries.
    pub callback_data: Option<String>,
}

/// What a message may consist of besides words.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Media {
    animation: Option<IgnoredAny>,
    audio: Option<IgnoredAny>,
    contact: Option<IgnoredAny>,
    dice: Option<IgnoredAny>,
    document: Option<IgnoredAny>,
    location: Option<IgnoredAny>,
    photo: Option<IgnoredAny>,
    poll: Option<IgnoredAny>,
    sticker: Option<IgnoredAny>,
    story: Option<IgnoredAny>,
    venue: Option<IgnoredAny>,
    video: Option<IgnoredAny>,
    video_note: Option<IgnoredAny>,
    voice: Option<IgnoredAny>,
}

impl Media {
    /// Whether a person sent something; otherwise the message only tells of an event.
    pub fn is_some(&self) -> bool {
        [
            &self.animation,
            &self.audio,
            &self.contact,
            &self.dice,
            &self.document,
            &self.location,
            &self.photo,
            &self.poll,
            &self.sticker,
            &self.story,
            &self.venue,
            &self.video,
            &self.video_note,
            &self.voice,
        ]
        .into_iter()
        .any(Option::is_some)
    }
}

/// A person or a bot.
#[derive(Deserialize)]
pub struct User {
    /// Telegram's number.
    pub id: i64,
    /// Whether it is a bot.
    #[serde(default)]
    pub is_bot: bool,
    /// The language that their app is set to.
    pub language_code: Option<String>,
}

/// A chat.
#[derive(Deserialize)]
pub struct Chat {
    /// Telegram's number; that of the person in a private chat.
    pub id: i64,
    /// `private`, `group`, `supergroup` or `channel`.
    #[serde(rename = "type", default)]
    pub kind: String,
}

/// A button was pressed.
#[derive(Deserialize)]
pub struct CallbackQuery {
    /// To be acknowledged.
    pub id: String,
    /// Who pressed it.
    pub from: User,
    /// The message that it hangs under; of an old one only its number is known.
    pub message: Option<Message>,
    /// What the button carries.
    pub data: Option<String>,
}

/// Words typed after the bot's name.
#[derive(Deserialize)]
pub struct InlineQuery {
    /// To be answered.
    pub id: String,
    /// Who types.
    pub from: User,
    /// The words so far.
    pub query: String,
}

/// The bot's standing in a chat changed.
#[derive(Deserialize)]
pub struct Membership {
    /// The chat.
    pub chat: Chat,
    /// Its new standing there.
    pub new_chat_member: Standing,
}

/// A member's standing.
#[derive(Deserialize)]
pub struct Standing {
    /// `member`, `administrator`, `left`, `kicked` …
    pub status: String,
}

/// The id of an update that may otherwise be unreadable: nested too deeply, with half of a character, with numbers beyond all
/// bounds. One that leaves no room for a next one is none.
pub fn id_of(update: &RawValue) -> Option<i64> {
    #[derive(Deserialize)]
    struct Id {
        update_id: i64,
    }
    let Id { update_id } = serde_json::from_str(update.get()).ok()?;
    (0..LARGEST_ID).contains(&update_id).then_some(update_id)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn an_update_that_cannot_be_read_has_an_id_all_the_same() {
        let deep = "[".repeat(200) + &"]".repeat(200);
        for strange in [&deep, r#""\ud800""#, "1e999", "-1e-999"] {
            for text in [
                format!(r#"{{"update_id": 7, "message": {strange}}}"#),
                format!(r#"{{"message": {{"x": {strange}}}, "update_id": 7}}"#),
            ] {
                let raw = RawValue::from_string(text).expect("JSON");
                assert_eq!(id_of(&raw), Some(7), "{strange}");
            }
        }
    }

    #[test]
    fn an_id_leaves_room_for_a_next_one() {
        for id in ["9223372036854775807", "-1", "1.5", "1e999", "\"7\""] {
            let raw = RawValue::from_string(format!(r#"{{"update_id": {id}}}"#));
            assert_eq!(id_of(&raw.expect("JSON")), None, "{id}");
        }
    }

    fn read(update: Value) -> Update {
        Update::deserialize(update).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn what_is_new_to_us_does_not_hide_the_words() {
        let update = read(json!({"update_id": 5_000_000_000_i64, "message": {
            "message_id": 1, "date": 0, "chat": {"id": -100_i64, "type": "supergroup", "is_forum": true},
            "text": "hari ini", "entities": [{"type": "date_time_of_2030", "offset": 0, "length": 4}],
            "novelty": {"deep": [1, 2]}}}));
        assert_eq!(update.id, 5_000_000_000);
        assert_eq!(
            update.kind.message.and_then(|m| m.text).as_deref(),
            Some("hari ini")
        );
    }

    #[test]
    fn an_unknown_kind_is_an_update_all_the_same() {
        let update = read(json!({"update_id": 1, "telepathy": {"thought": 1}}));
        assert!(update.kind.message.is_none() && update.kind.callback_query.is_none());
    }

    #[test]
    fn a_sticker_is_media_and_a_new_title_is_not() {
        let message = |extra: &str| {
            json!({"update_id": 1, "message":
            {"message_id": 1, "chat": {"id": 1, "type": "private"}, extra: {}}})
        };
        let is_media = |update: Value| read(update).kind.message.is_some_and(|m| m.media.is_some());
        assert!(is_media(message("sticker")));
        assert!(!is_media(message("new_chat_title")));
    }
}
