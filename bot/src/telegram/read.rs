//! An update, read for what it asks of the bot; most updates ask nothing.

use std::time::Duration;

use maklumat::{reply::Words, text::Language};
use serde_json::value::RawValue;
use tracing::warn;

use super::{
    command::Command,
    event::{
        Company, Event, Key, Me, Person, Place, Pressed, Question, Spoken, Typing, Under, Version,
        What, Wording,
    },
    wire::update::{Button, CallbackQuery, InlineQuery, Keyboard, Message, Update, User},
};

/// Telegram's account for anonymous administrators of groups; it counts as a bot.
const ANONYMOUS_ADMIN: i64 = 1_087_968_824;

/// What an update as it came asks of the bot; nothing when it cannot be read.
pub fn read(id: i64, raw: &RawValue, me: &Me) -> Option<Event> {
    match serde_json::from_str(raw.get()) {
        Ok(update) => event(update, me),
        // Not the error: it quotes.
        Err(_) => {
            warn!("update {id} cannot be read and is skipped");
            None
        }
    }
}

fn event(update: Update, me: &Me) -> Option<Event> {
    let kind = update.kind;
    if let Some(message) = kind.message {
        return message_event(message, me);
    }
    if let Some(message) = kind.edited_message {
        return spoken(message, Version::Edited, me).map(Event::Spoken);
    }
    if let Some(query) = kind.callback_query {
        return Some(Event::Pressed(pressed(query, me)));
    }
    if let Some(query) = kind.inline_query {
        return Some(Event::Typing(typing(query)));
    }
    let change = kind.my_chat_member?;
    let gone = matches!(change.new_chat_member.status.as_str(), "left" | "kicked");
    let removed = gone && change.chat.kind != "private";
    removed.then_some(Event::Removed {
        chat: change.chat.id,
    })
}

fn message_event(message: Message, me: &Me) -> Option<Event> {
    if let Some(to) = message.migrate_to_chat_id {
        let from = message.chat.id;
        return Some(Event::Moved { from, to });
    }
    spoken(message, Version::First, me).map(Event::Spoken)
}

fn spoken(message: Message, version: Version, me: &Me) -> Option<Spoken> {
    let place = place(&message)?;
    let person = speaker(&message)?;
    let ours = |user: &Option<User>| user.as_ref().is_some_and(|user| user.id == me.id);
    if ours(&message.via_bot) {
        return None;
    }
    let answered = message.reply_to_message.as_deref();
    let to_bot = answered.is_some_and(|answered| ours(&answered.from));
    let mut what = match message.text.as_deref().or(message.caption.as_deref()) {
        Some(words) => words_for(words, me, place.company, to_bot)?,
        None if place.company == Company::Private && is_lone_media(&message) => What::Wordless,
        None => return None,
    };
    let mut wording = wording(&message);
    if let What::Command(Command::Ask, words) = &mut what
        && words.is_empty()
        && let Some(answered) = answered.filter(|_| !to_bot)
    {
        let author = speaker(answered).map(|author| author.id);
        if author != Some(person.id) {
            wording = Wording::Quoted;
        }
        *words = words_of(answered);
    }
    Some(Spoken {
        place,
        person,
        message: message.message_id,
        written: message.edit_date.or(message.date).map(Duration::from_secs),
        version,
        what,
        wording,
    })
}

/// Who passes a message on passes on the words of another; or their own, which nothing tells.
fn wording(message: &Message) -> Wording {
    match is_of_another(message) {
        true => Wording::Quoted,
        false => Wording::Own,
    }
}

/// What `words` ask, unless they are meant for others.
fn words_for(words: &str, me: &Me, company: Company, to_bot: bool) -> Option<What> {
    if let Some((name, rest)) = command(words) {
        let (name, bot) = name.split_once('@').unwrap_or((name, &me.username));
        if !bot.eq_ignore_ascii_case(&me.username) {
            return None;
        }
        return match (Command::named(name), company) {
            (Some(command), _) => Some(What::Command(command, rest.to_owned())),
            (None, Company::Private) => Some(What::UnknownCommand(name.to_owned())),
            (None, Company::Group) => None,
        };
    }
    let mention = mention(words, &me.username);
    if mention.as_ref().is_some_and(String::is_empty) {
        return Some(What::Command(Command::Ask, String::new()));
    }
    let addressed = company == Company::Private || to_bot || mention.is_some();
    addressed.then(|| What::Words(mention.unwrap_or_else(|| words.to_owned())))
}

/// `/tanya` or a mention, alone and as a reply, asks what the other message asks.
fn words_of(answered: &Message) -> String {
    let words = answered.text.as_ref().or(answered.caption.as_ref());
    words.cloned().unwrap_or_default()
}

/// The command that `words` begin with, and what follows it.
fn command(words: &str) -> Option<(&str, &str)> {
    let words = words.trim_start().strip_prefix('/')?;
    let end = words.find(char::is_whitespace).unwrap_or(words.len());
    let (name, rest) = words.split_at(end);
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_@".contains(c))
    };
    is_name(name).then(|| (name, rest.trim()))
}

/// `words` without the mention of `username`, if they hold it.
fn mention(words: &str, username: &str) -> Option<String> {
    let lower = words.to_ascii_lowercase();
    let name = format!("@{}", username.to_ascii_lowercase());
    let (at, _) = lower.match_indices(&name).find(|(at, name)| {
        let after = lower[at + name.len()..].chars().next();
        !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
    })?;
    let rest = [&words[..at], &words[at + name.len()..]].concat();
    Some(rest.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a message was written elsewhere, or by another bot.
fn is_of_another(message: &Message) -> bool {
    let forwarded = [&message.forward_origin, &message.forward_date];
    forwarded.into_iter().any(Option::is_some) || message.via_bot.is_some()
}

/// Whether a message is media by itself: of an album only one picture has the caption.
fn is_lone_media(message: &Message) -> bool {
    message.media.is_some() && message.media_group_id.is_none()
}

fn place(message: &Message) -> Option<Place> {
    let company = match message.chat.kind.as_str() {
        "private" => Company::Private,
        "group" | "supergroup" => Company::Group,
        _ => return None,
    };
    let topic = message
        .message_thread_id
        .filter(|_| message.is_topic_message);
    Some(Place {
        chat: message.chat.id,
        topic,
        company,
    })
}

/// Who wrote a message; bots are not answered, lest two of them talk for ever.
fn speaker(message: &Message) -> Option<Person> {
    match (&message.from, &message.sender_chat) {
        (Some(user), None) if !user.is_bot => Some(person(user)),
        (Some(user), Some(chat)) if !user.is_bot || user.id == ANONYMOUS_ADMIN => {
            Some(speaking_as(chat.id))
        }
        (None, Some(chat)) => Some(speaking_as(chat.id)),
        _ => None,
    }
}

fn speaking_as(chat: i64) -> Person {
    Person {
        id: chat,
        language: Language::default(),
    }
}

/// Who wrote, and the language that their app suggests.
fn person(user: &User) -> Person {
    Person {
        id: user.id,
        language: Words::language_of_app(user.language_code.as_deref()),
    }
}

fn pressed(query: CallbackQuery, me: &Me) -> Pressed {
    Pressed {
        query: query.id,
        person: person(&query.from),
        under: query.message.and_then(|message| under(message, me)),
        data: query.data.unwrap_or_default(),
    }
}

fn under(message: Message, me: &Me) -> Option<Under> {
    let place = place(&message)?;
    let id = message.message_id;
    let question = message.reply_to_message.and_then(|asked| {
        let (id, asker) = (asked.message_id, speaker(&asked)?);
        let wording = wording(&asked);
        let words = asked.text.or(asked.caption)?;
        let words = match command(&words) {
            Some((_, rest)) => rest.to_owned(),
            None => mention(&words, &me.username).unwrap_or(words),
        };
        Some(Question {
            asker,
            message: id,
            words,
            wording,
        })
    });
    Some(Under {
        place,
        message: id,
        text: message.text.unwrap_or_default(),
        question,
        keyboard: keyboard(message.reply_markup.unwrap_or_default()),
    })
}

/// What can be pressed; links cannot.
fn keyboard(keyboard: Keyboard) -> Vec<Vec<Key>> {
    let key = |button: Button| {
        let (label, data) = (button.text, button.callback_data?);
        Some(Key { label, data })
    };
    let rows = keyboard.inline_keyboard.into_iter();
    let rows = rows.map(|row| row.into_iter().filter_map(key).collect::<Vec<_>>());
    rows.filter(|row| !row.is_empty()).collect()
}

fn typing(query: InlineQuery) -> Typing {
    Typing {
        query: query.id,
        person: person(&query.from),
        words: query.query,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::*;

    const SITI: i64 = 1001;
    const BUDI: i64 = 1002;

    fn said(by: i64, text: &str, answered: Value) -> Spoken {
        let mut message = json!({"message_id": 2, "chat": {"id": -5, "type": "group"}, "from": {"id": by}, "text": text});
        message["reply_to_message"] = answered;
        match read(json!({"update_id": 1, "message": message})) {
            Event::Spoken(spoken) => spoken,
            _ => panic!("somebody spoke"),
        }
    }

    fn read(update: Value) -> Event {
        let me = Me {
            id: 7,
            username: "maklumat_bot".to_owned(),
        };
        let update = Update::deserialize(update).expect("an update");
        event(update, &me).expect("an event")
    }

    #[test]
    fn who_asks_with_somebody_s_message_asks_with_the_words_of_another() {
        let siti = json!({"message_id": 1, "chat": {"id": -5, "type": "group"}, "from": {"id": SITI}, "text": "kapan?"});
        let anonymous =
            json!({"message_id": 1, "chat": {"id": -5, "type": "group"}, "text": "kapan?"});
        for (spoken, wording) in [
            (said(BUDI, "/tanya", siti.clone()), Wording::Quoted),
            (said(BUDI, "@maklumat_bot", siti.clone()), Wording::Quoted),
            (said(BUDI, "/tanya", anonymous), Wording::Quoted),
            (said(SITI, "/tanya", siti.clone()), Wording::Own),
            (said(BUDI, "/tanya kapan?", siti.clone()), Wording::Own),
            (said(BUDI, "@maklumat_bot kapan?", siti), Wording::Own),
        ] {
            let asks = match &spoken.what {
                What::Words(words) | What::Command(Command::Ask, words) => words == "kapan?",
                _ => false,
            };
            assert!(asks && spoken.wording == wording);
        }
    }

    #[test]
    fn who_passes_a_message_on_asks_with_the_words_of_another() {
        let message = |extra: Value| {
            let mut message = json!({"message_id": 2, "chat": {"id": SITI, "type": "private"}, "from": {"id": SITI}, "text": "kapan?"});
            message["forward_origin"] = extra;
            message
        };
        for (origin, wording) in [
            (
                json!({"type": "hidden_user", "sender_user_name": "Budi"}),
                Wording::Quoted,
            ),
            (Value::Null, Wording::Own),
        ] {
            let spoken = read(json!({"update_id": 1, "message": message(origin.clone())}));
            assert!(matches!(spoken, Event::Spoken(spoken) if spoken.wording == wording));
            let answer = json!({"message_id": 3, "chat": {"id": SITI, "type": "private"}, "reply_to_message": message(origin)});
            let query = json!({"id": "x", "from": {"id": SITI}, "data": "x", "message": answer});
            let Event::Pressed(pressed) = read(json!({"update_id": 1, "callback_query": query}))
            else {
                panic!("a press");
            };
            let question = pressed.under.and_then(|under| under.question);
            assert!(question.is_some_and(|question| question.wording == wording));
        }
    }
}
