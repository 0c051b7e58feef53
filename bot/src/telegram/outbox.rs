//! Does what is to be done, and remembers which messages answered what.

use std::{
    future::Future,
    num::NonZeroUsize,
    sync::{Mutex, MutexGuard, PoisonError},
};

use lru::LruCache;
use maklumat::reply::html;
use serde::{Deserialize, de::IgnoredAny};
use teloxide::{
    payloads::{
        AnswerCallbackQuery, AnswerCallbackQuerySetters, DeleteMessage, GetChatMember, SendMessage,
        SendMessageSetters,
    },
    types::{CallbackQueryId, ChatId, InlineKeyboardMarkup, MessageId, UserId},
};

use super::{
    act::{Action, Show},
    payload,
    post::{Post, Stopping},
    screen::offer::no_preview,
    wire::failure::Refusal,
};
use crate::delivery::pace::Rank;

/// Answers that can still be changed when their question is.
const REMEMBERED_ANSWERS: NonZeroUsize = NonZeroUsize::new(4096).expect("not zero");

/// The way out to Telegram.
pub struct Outbox {
    post: Post,
    /// Which messages answered which question of which chat.
    answers: Mutex<Answers>,
}

type Answers = LruCache<(i64, i32), Vec<i32>>;

#[derive(Deserialize)]
struct Sent {
    message_id: i32,
}

impl Outbox {
    /// With nothing answered yet.
    pub fn new(post: Post) -> Self {
        Self {
            post,
            answers: Mutex::new(LruCache::new(REMEMBERED_ANSWERS)),
        }
    }

    /// Does what is to be done. What Telegram refuses is done with, too.
    pub async fn perform(&self, action: Action, rank: Rank) -> Result<(), Stopping> {
        match action {
            Action::Show(show) => self.show(&show, rank).await,
            Action::Acknowledge { query, words } => {
                let mut payload = AnswerCallbackQuery::new(CallbackQueryId(query));
                if let Some(words) = words {
                    payload = payload.text(words).show_alert(false);
                }
                self.post.request(&payload, rank).await
            }
            Action::Rekey {
                place,
                message,
                keyboard,
            } => {
                let rekeyed = payload::rekeyed(place, message, keyboard);
                self.post.request(&rekeyed, rank).await
            }
            Action::Offer(offer) => self.post.request(&payload::inline(offer), rank).await,
        }
    }

    /// Whether a person speaks for a group; whoever Telegram does not tell of does not.
    pub async fn is_admin(&self, chat: i64, person: i64) -> Result<bool, Stopping> {
        #[derive(Deserialize)]
        struct Member {
            status: String,
        }
        let Ok(user) = u64::try_from(person) else {
            return Ok(false);
        };
        let member = GetChatMember::new(ChatId(chat), UserId(user));
        let member = self
            .post
            .deliver::<_, Member>(&member, Rank::Answer)
            .await?;
        let status = member.map(|member| member.status).unwrap_or_default();
        Ok(["creator", "administrator"].contains(&&status[..]))
    }

    /// The first message that answered `question` in `chat`, as far as that is remembered.
    pub fn earlier(&self, chat: i64, question: i32) -> Option<i32> {
        self.answers().peek(&(chat, question))?.first().copied()
    }

    /// Sends a notice in its turn, after every answer, unless it is not `wanted` any more by then; or else what Telegram says.
    pub async fn notify(
        &self,
        notice: &Show,
        wanted: impl Future<Output = bool>,
    ) -> Result<Option<Result<(), Refusal>>, Stopping> {
        let (rank, none) = (Rank::Notice, InlineKeyboardMarkup::default());
        self.post.turn(notice.place, rank).await?;
        if !wanted.await {
            return Ok(None);
        }
        let texts = &notice.screen.texts;
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                self.post.turn(notice.place, rank).await?;
            }
            let keyboard = match at + 1 == texts.len() {
                true => &notice.screen.keyboard,
                false => &none,
            };
            if let Err(refusal) = self.send(notice, text, keyboard, rank).await? {
                return Ok(Some(Err(refusal)));
            }
        }
        Ok(Some(Ok(())))
    }

    async fn show(&self, show: &Show, rank: Rank) -> Result<(), Stopping> {
        let (texts, none) = (&show.screen.texts, InlineKeyboardMarkup::default());
        let (mut shown, stale) = self.place(show);
        for (at, text) in texts.iter().enumerate() {
            let keyboard = match at + 1 == texts.len() {
                true => &show.screen.keyboard,
                false => &none,
            };
            self.post.turn(show.place, rank).await?;
            shown.extend(match stale.get(at) {
                Some(message) => self.replace(show, *message, text, keyboard).await?,
                None => self.send(show, text, keyboard, rank).await?.ok(),
            });
        }
        for message in stale.iter().skip(texts.len()) {
            let delete = DeleteMessage::new(ChatId(show.place.chat), MessageId(*message));
            self.post.request(&delete, rank).await?;
        }
        if let Some(question) = show.answering
            && !shown.is_empty()
        {
            self.answers().put((show.place.chat, question), shown);
        }
        Ok(())
    }

    /// Of the messages that answer the same question, those that stay before `show` and those that it takes the place of.
    fn place(&self, show: &Show) -> (Vec<i32>, Vec<i32>) {
        let Some(first) = show.instead_of else {
            return (Vec::new(), Vec::new());
        };
        let answers = self.answers();
        let all = show
            .answering
            .and_then(|question| answers.peek(&(show.place.chat, question)));
        let at = all.and_then(|all| all.iter().position(|message| *message == first));
        match (all, at) {
            (Some(all), Some(at)) => (all[..at].to_vec(), all[at..].to_vec()),
            _ => (Vec::new(), vec![first]),
        }
    }

    /// Changes a message; where that cannot be done any more, sends another.
    async fn replace(
        &self,
        show: &Show,
        message: i32,
        text: &str,
        keyboard: &InlineKeyboardMarkup,
    ) -> Result<Option<i32>, Stopping> {
        let edited = payload::edited(show.place, message, text, keyboard);
        match self
            .post
            .deliver::<_, IgnoredAny>(&edited, Rank::Answer)
            .await?
        {
            Ok(_) => Ok(Some(message)),
            Err(refusal) if refusal.description.contains("not modified") => Ok(Some(message)),
            Err(refusal) if refusal.code == 400 => {
                let sent = self.send(show, text, keyboard, Rank::Answer).await?;
                Ok(sent.ok())
            }
            Err(_) => Ok(None),
        }
    }

    /// Sends a message; where Telegram does not take it as it is, its bare words.
    async fn send(
        &self,
        show: &Show,
        text: &str,
        keyboard: &InlineKeyboardMarkup,
        rank: Rank,
    ) -> Result<Result<i32, Refusal>, Stopping> {
        let mut place = show.place;
        loop {
            match self
                .post
                .deliver::<_, Sent>(
                    &payload::message(place, show.answering, text, keyboard),
                    rank,
                )
                .await?
            {
                Ok(sent) => return Ok(Ok(sent.message_id)),
                Err(Refusal {
                    moved_to: Some(ChatId(chat)),
                    ..
                }) if chat != place.chat => place.chat = chat,
                Err(refusal) if refusal.code == 400 && !refusal.is_about_chat() => {
                    let plain = SendMessage::new(ChatId(place.chat), html::read(text))
                        .link_preview_options(no_preview());
                    let sent = self.post.deliver::<_, Sent>(&plain, rank).await?;
                    return Ok(sent.map(|sent| sent.message_id));
                }
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
