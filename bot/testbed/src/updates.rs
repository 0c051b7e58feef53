//! Updates as Telegram would bring them.

use serde_json::{Value, json};

/// A private message of the person `chat`.
pub fn message(update: i64, chat: i64, text: &str) -> Value {
    json!({"update_id": update, "message": {
        "message_id": update % 1_000_000, "date": 1_719_560_000,
        "chat": {"id": chat, "type": "private", "first_name": "Budi"},
        "from": {"id": chat, "is_bot": false, "first_name": "Budi", "language_code": "id"},
        "text": text}})
}

/// A press of the person `chat` on a button that carries `data`, under the bot's message `under`, which answers `question`.
pub fn press(update: i64, chat: i64, under: i64, question: &str, data: &str) -> Value {
    let mut asked = message(update - 1, chat, question);
    json!({"update_id": update, "callback_query": {
        "id": format!("press-{update}"), "chat_instance": "x", "data": data,
        "from": {"id": chat, "is_bot": false, "first_name": "Budi", "language_code": "id"},
        "message": {
            "message_id": under, "date": 1_719_560_001,
            "chat": {"id": chat, "type": "private", "first_name": "Budi"},
            "from": {"id": 7, "is_bot": true, "first_name": "Maklumat", "username": "maklumat_bot"},
            "reply_to_message": asked["message"].take(), "text": "…"}}})
}

/// What is typed after the bot's name in some chat.
pub fn typing(update: i64, person: i64, words: &str) -> Value {
    json!({"update_id": update, "inline_query": {"id": format!("typing-{update}"), "query": words, "offset": "",
        "from": {"id": person, "is_bot": false, "first_name": "Budi", "language_code": "id"}}})
}
