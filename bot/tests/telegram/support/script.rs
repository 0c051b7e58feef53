//! A chat with the bot's core, without HTTP, written down as it happens.

use std::{
    collections::HashMap,
    fmt::{Display, Write},
};

use maklumat::{
    faq::{Date, Faq},
    matcher::Matcher,
};
use maklumat_bot::{
    service::metrics::Metrics,
    talk::Talks,
    telegram::{
        act::{Action, Show},
        event::{Event, Me},
        read,
        respond::{Scene, respond},
    },
};
use maklumat_store::{Bot, Place, Store};
use serde_json::{Value, json, value::to_raw_value};
use teloxide::types::{InlineKeyboardButton, InlineKeyboardButtonKind, InlineQueryResult};

use super::{child::Home, telegram};

/// A chat and everything said in it.
pub struct Script {
    matcher: Matcher,
    store: Store,
    metrics: Metrics,
    talks: Talks,
    home: Home,
    me: Me,
    chat: Value,
    person: Value,
    messages: Vec<Value>,
    keyboards: HashMap<i64, Vec<Vec<InlineKeyboardButton>>>,
    answers: HashMap<i64, i64>,
    log: String,
}

impl Script {
    /// A private chat of Budi, whose app speaks Indonesian.
    pub async fn private() -> Self {
        Self::of("Budi", "id", json!({"id": 42, "type": "private"})).await
    }

    /// A private chat of Ann, whose app speaks English.
    pub async fn in_english() -> Self {
        Self::of("Ann", "en-GB", json!({"id": 42, "type": "private"})).await
    }

    /// A group that Budi and the bot are in.
    pub async fn group() -> Self {
        Self::of("Budi", "id", json!({"id": -1007, "type": "supergroup"})).await
    }

    async fn of(name: &str, language: &str, chat: Value) -> Self {
        let faq = Faq::parse("faq.yaml", include_bytes!("../faq.yaml")).expect("a sound FAQ");
        let home = Home::new();
        let place = Place::Directory {
            path: home.path().to_owned(),
            key: None,
        };
        Self {
            matcher: Matcher::new(faq),
            store: Store::open(place, Bot(7)).await,
            metrics: Metrics::default(),
            talks: Talks::default(),
            home,
            me: Me {
                id: 7,
                username: "maklumat_bot".to_owned(),
            },
            chat,
            person: json!({"id": 42, "is_bot": false, "first_name": name, "language_code": language}),
            messages: Vec::new(),
            keyboards: HashMap::new(),
            answers: HashMap::new(),
            log: String::new(),
        }
    }

    /// The same chat about another FAQ.
    pub fn about(mut self, faq: &str) -> Self {
        let faq = Faq::parse("faq.yaml", faq.as_bytes()).expect("a sound FAQ");
        self.matcher = Matcher::new(faq);
        self
    }

    /// Whether a word lies anywhere in what the bot wrote to its disk.
    pub fn on_disk(&self, word: &str) -> bool {
        let files = std::fs::read_dir(self.home.path()).expect("a directory");
        let mut files = files.map(|file| std::fs::read(file.expect("a file").path()));
        files.any(|bytes| {
            let bytes = bytes.unwrap_or_default();
            bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes())
        })
    }

    /// The chat so far. How sure the matcher is, to the percent, is not what these tests are about.
    pub fn log(&self) -> String {
        let mut pieces = self.log.split(" %");
        let mut log = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            log.truncate(log.trim_end_matches(|c: char| c.is_ascii_digit()).len());
            log = log + "… %" + piece;
        }
        log
    }

    /// The person writes.
    pub async fn says(&mut self, text: &str) {
        self.sends(json!({"text": text}), text).await;
    }

    /// The person writes in answer to message `number`.
    pub async fn replies(&mut self, number: usize, text: &str) {
        let answered = self.messages[number - 1].clone();
        let what = format!("(to #{number}) {text}");
        self.sends(json!({"text": text, "reply_to_message": answered}), what)
            .await;
    }

    /// The person sends a message of these fields, which the log calls `what`.
    pub async fn sends(&mut self, fields: Value, what: impl Display) {
        let message = self.note(self.person.clone(), fields);
        let name = self.person["first_name"].as_str().unwrap_or_default();
        writeln!(self.log, "#{} {name}: {what}", message["message_id"]).expect("a string");
        self.happens(json!({"message": message})).await;
    }

    /// The person changes message `number`.
    pub async fn changes(&mut self, number: usize, text: &str) {
        self.messages[number - 1]["text"] = json!(text);
        let message = self.messages[number - 1].clone();
        writeln!(self.log, "#{number} is changed: {text}").expect("a string");
        self.happens(json!({"edited_message": message})).await;
    }

    /// The person presses the button called `label` under message `number`.
    pub async fn presses(&mut self, number: i64, label: &str) {
        let buttons = self.keyboards[&number].iter().flatten();
        let button = buttons.clone().find(|button| button.text == label);
        let button =
            button.unwrap_or_else(|| panic!("no {label} among {:?}", buttons.collect::<Vec<_>>()));
        let InlineKeyboardButtonKind::CallbackData(data) = button.kind.clone() else {
            panic!("{label} carries nothing");
        };
        writeln!(self.log, "[{label}] under #{number} is pressed").expect("a string");
        self.press(number, &data).await;
    }

    /// A button that carries `data` is pressed under message `number`.
    pub async fn press(&mut self, number: i64, data: &str) {
        let mut message = self.messages[number as usize - 1].clone();
        if let Some(rows) = self.keyboards.get(&number) {
            message["reply_markup"] = json!({"inline_keyboard": rows});
        }
        self.happens(json!({"callback_query":
            {"id": "press", "from": self.person, "data": data, "message": message}}))
            .await;
    }

    /// The person types after the bot's name, in any chat.
    pub async fn types(&mut self, words: &str) {
        writeln!(self.log, "@maklumat_bot {words}").expect("a string");
        self.happens(
            json!({"inline_query": {"id": "typing", "from": self.person, "query": words}}),
        )
        .await;
    }

    /// Telegram brings an update.
    pub async fn happens(&mut self, mut update: Value) {
        update["update_id"] = json!(1);
        let update = to_raw_value(&update).expect("JSON");
        let actions = match read::read(1, &update, &self.me) {
            Some(event) => respond(&event, self.scene(&event)).await,
            None => Vec::new(),
        };
        if actions.is_empty() {
            self.log.push_str("   (silence)\n");
        }
        for action in actions {
            self.act(action);
        }
    }

    fn scene(&self, event: &Event) -> Scene<'_> {
        let earlier = match event {
            Event::Spoken(spoken) => self.answers.get(&spoken.message.into()),
            _ => None,
        };
        Scene {
            matcher: &self.matcher,
            store: &self.store,
            metrics: &self.metrics,
            today: Date::from_ymd_opt(2024, 7, 5).expect("a date"),
            talks: &self.talks,
            for_staff: false,
            earlier: earlier.map(|id| *id as i32),
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Show(show) => self.show(&show),
            Action::Acknowledge { words: None, .. } => {}
            Action::Rekey {
                message, keyboard, ..
            } => {
                writeln!(self.log, "under #{message} stands now:").expect("a string");
                self.buttons(message.into(), keyboard.inline_keyboard);
            }
            Action::Acknowledge {
                words: Some(words), ..
            } => {
                writeln!(self.log, "   (over the chat: {words})").expect("a string");
            }
            Action::Offer(offer) => {
                for result in &offer.results {
                    let InlineQueryResult::Article(article) = result else {
                        panic!("an article");
                    };
                    let text = serde_json::to_value(&article.input_message_content).expect("JSON");
                    let text = text["message_text"].as_str().unwrap_or_default();
                    writeln!(self.log, "   offered: {}", article.title).expect("a string");
                    self.indented(text);
                }
                writeln!(self.log, "   [{}]", offer.button.text).expect("a string");
            }
        }
    }

    fn show(&mut self, show: &Show) {
        assert_eq!(self.chat["id"], show.place.chat);
        let last = show.screen.texts.len() - 1;
        for (at, text) in show.screen.texts.iter().enumerate() {
            telegram::html(text).unwrap_or_else(|wrong| panic!("{wrong}: {text}"));
            let id = match show.instead_of.filter(|_| at == 0) {
                Some(id) => {
                    writeln!(self.log, "#{id} becomes:").expect("a string");
                    i64::from(id)
                }
                None => self.announce(show),
            };
            if let (0, Some(question)) = (at, show.answering) {
                self.answers.insert(question.into(), id);
            }
            let seen = telegram::visible(text).expect("it was checked");
            self.messages[id as usize - 1]["text"] = json!(seen);
            self.indented(text);
            if at == last {
                self.buttons(id, show.screen.keyboard.inline_keyboard.clone());
            }
        }
    }

    fn buttons(&mut self, id: i64, rows: Vec<Vec<InlineKeyboardButton>>) {
        for row in &rows {
            let labels = row.iter().map(|button| format!("[{}]", button.text));
            let labels = labels.collect::<Vec<_>>().join(" ");
            writeln!(self.log, "   {labels}").expect("a string");
        }
        self.keyboards.insert(id, rows);
    }

    fn announce(&mut self, show: &Show) -> i64 {
        let mut fields = json!({});
        let mut heading = String::from("bot");
        if let Some(question) = show.answering {
            fields["reply_to_message"] = self.messages[question as usize - 1].clone();
            write!(heading, " (to #{question})").expect("a string");
        }
        if let Some(topic) = show.place.topic {
            write!(heading, " (in topic {topic})").expect("a string");
        }
        let bot = json!({"id": self.me.id, "is_bot": true});
        let message = self.note(bot, fields);
        let id = message["message_id"].as_i64().expect("a number");
        writeln!(self.log, "#{id} {heading}:").expect("a string");
        id
    }

    fn indented(&mut self, text: &str) {
        for line in text.lines() {
            writeln!(self.log, "   {line}").expect("a string");
        }
    }

    fn note(&mut self, from: Value, mut message: Value) -> Value {
        message["message_id"] = json!(self.messages.len() + 1);
        message["from"] = from;
        message["chat"] = self.chat.clone();
        self.messages.push(message.clone());
        message
    }
}
