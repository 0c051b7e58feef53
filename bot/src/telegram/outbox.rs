//! Sends what is to be said, and does not give up lightly.

use std::{
    future::Future,
    num::{NonZeroU32, NonZeroUsize},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use lru::LruCache;
use serde::{
    Deserialize, Serialize,
    de::{DeserializeOwned, IgnoredAny},
};
use teloxide::{
    payloads::{
        AnswerCallbackQuery, AnswerCallbackQuerySetters, AnswerInlineQuery,
        AnswerInlineQuerySetters, DeleteMessage, EditMessageText, EditMessageTextSetters,
        GetChatMember, SendMessage, SendMessageSetters,
    },
    requests::Payload,
    types::{
        CallbackQueryId, ChatId, InlineKeyboardMarkup, InlineQueryId, MessageId, ParseMode,
        ReplyParameters, ThreadId, UserId,
    },
};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::{
    act::{Action, Show},
    event::{Company, Place},
    screen::{
        html,
        offer::{Offer, no_preview},
    },
    wire::{
        api::Api,
        failure::{Failure, Refusal},
        retry::pause,
    },
};
use crate::delivery::{
    pace::{Limit, Pace, Rank},
    retry::{Backoff, retry},
};

/// A server that answers, but with errors, is asked for this long …
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// … and one that is busy or cannot be reached, for as long as Telegram would keep an update.
const LONGEST_PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);
/// A message that went out without a word coming back may have arrived: nobody shall get it more often than this.
const COPIES: usize = 3;
/// Telegram lets a group have twenty messages a minute. A little longer than that: they do not arrive as they are sent.
const GROUP: Limit = Limit {
    most: 20,
    within: Duration::from_secs(61),
};
/// A chat with one person may have one a second, and now and then a few at once: a quick second answer need not wait.
const CHAT: Limit = Limit {
    most: 15,
    within: Duration::from_secs(15),
};
/// Answers that can still be changed when their question is.
const REMEMBERED_ANSWERS: NonZeroUsize = NonZeroUsize::new(4096).expect("not zero");
/// How long Telegram may show the same inline answers to the same person.
const INLINE_CACHE_SECONDS: u32 = 60;

/// The bot stops, or loses its token, before a message could be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopping;

/// The way out to Telegram.
pub struct Outbox {
    api: Arc<Api>,
    pace: Pace,
    abort: CancellationToken,
    /// Which messages answered which question of which chat.
    answers: Mutex<Answers>,
}

type Answers = LruCache<(i64, i32), Vec<i32>>;

#[derive(Deserialize)]
struct Sent {
    message_id: i32,
}

impl Outbox {
    /// Sends through `api` at most `per_second` messages, until `abort`.
    pub fn new(api: Arc<Api>, per_second: NonZeroU32, abort: CancellationToken) -> Self {
        Self {
            api,
            pace: Pace::new(per_second),
            abort,
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
                self.deliver::<_, IgnoredAny>(&payload).await.map(drop)
            }
            Action::Offer(offer) => self
                .deliver::<_, IgnoredAny>(&inline(offer))
                .await
                .map(drop),
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
        let member = self.deliver::<_, Member>(&member).await?;
        let status = member.map(|member| member.status).unwrap_or_default();
        Ok(["creator", "administrator"].contains(&&status[..]))
    }

    /// The first message that answered `question` in `chat`, as far as that is remembered.
    pub fn earlier(&self, chat: i64, question: i32) -> Option<i32> {
        self.answers().peek(&(chat, question))?.first().copied()
    }

    async fn show(&self, show: &Show, rank: Rank) -> Result<(), Stopping> {
        let (texts, none) = (&show.screen.texts, InlineKeyboardMarkup::default());
        let (mut shown, stale) = self.place(show);
        for (at, text) in texts.iter().enumerate() {
            let keyboard = match at + 1 == texts.len() {
                true => &show.screen.keyboard,
                false => &none,
            };
            let turn = self.pace.wait(show.place.chat, limit(show.place), rank);
            self.unless_aborted(turn).await?;
            shown.extend(match stale.get(at) {
                Some(message) => self.replace(show, *message, text, keyboard).await?,
                None => self.send(show, text, keyboard).await?,
            });
        }
        for message in stale.iter().skip(texts.len()) {
            let delete = DeleteMessage::new(ChatId(show.place.chat), MessageId(*message));
            self.deliver::<_, IgnoredAny>(&delete).await?.ok();
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
        let chat = ChatId(show.place.chat);
        let payload = EditMessageText::new(chat, MessageId(message), text)
            .parse_mode(ParseMode::Html)
            .link_preview_options(no_preview())
            .reply_markup(keyboard.clone());
        match self.deliver::<_, IgnoredAny>(&payload).await? {
            Ok(_) => Ok(Some(message)),
            Err(refusal) if refusal.description.contains("not modified") => Ok(Some(message)),
            Err(refusal) if refusal.code == 400 => self.send(show, text, keyboard).await,
            Err(_) => Ok(None),
        }
    }

    /// Sends a message; where Telegram does not take it as it is, its bare words.
    async fn send(
        &self,
        show: &Show,
        text: &str,
        keyboard: &InlineKeyboardMarkup,
    ) -> Result<Option<i32>, Stopping> {
        let mut place = show.place;
        loop {
            match self
                .deliver::<_, Sent>(&message(place, show.answering, text, keyboard))
                .await?
            {
                Ok(sent) => return Ok(Some(sent.message_id)),
                Err(Refusal {
                    moved_to: Some(ChatId(chat)),
                    ..
                }) if chat != place.chat => place.chat = chat,
                Err(refusal) if refusal.code == 400 => {
                    let plain = SendMessage::new(ChatId(place.chat), html::read(text))
                        .link_preview_options(no_preview());
                    let sent = self.deliver::<_, Sent>(&plain).await?;
                    return Ok(sent.ok().map(|sent| sent.message_id));
                }
                Err(_) => return Ok(None),
            }
        }
    }

    /// Makes a request until Telegram grants or refuses it.
    async fn deliver<P, T>(&self, payload: &P) -> Result<Result<T, Refusal>, Stopping>
    where
        P: Payload + Serialize,
        T: DeserializeOwned,
    {
        let (start, mut lost) = (Instant::now(), 0);
        let after = |failure, backoff: &mut Backoff| {
            lost += usize::from(matches!(failure, Failure::Lost(_)));
            let out_of_copies = P::NAME == SendMessage::NAME && lost == COPIES;
            match failure {
                // The token may be mended; until then the update stays Telegram's.
                Failure::Refused(refusal) if refusal.code == 401 => Err(End::Stopping),
                Failure::Refused(refusal) => {
                    warn!("Telegram refuses {}: {}", P::NAME, refusal.reason());
                    Err(End::Refused(refusal))
                }
                failure if out_of_copies || start.elapsed() > patience(&failure) => {
                    let after = start.elapsed().as_secs();
                    warn!("giving up {} after {after} s: {failure}", P::NAME);
                    Err(End::Refused(given_up(&failure)))
                }
                failure => Ok(pause::<P>(&failure, backoff)),
            }
        };
        let delivered = retry(|| self.api.call(payload), after);
        match self.unless_aborted(delivered).await? {
            Ok(result) => Ok(Ok(result)),
            Err(End::Refused(refusal)) => Ok(Err(refusal)),
            Err(End::Stopping) => Err(Stopping),
        }
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn unless_aborted<T>(&self, work: impl Future<Output = T>) -> Result<T, Stopping> {
        tokio::select! {
            biased;
            () = self.abort.cancelled() => Err(Stopping),
            done = work => Ok(done),
        }
    }
}

/// Why a request is not made again.
enum End {
    Refused(Refusal),
    Stopping,
}

fn given_up(failure: &Failure) -> Refusal {
    Refusal {
        code: 500,
        description: failure.to_string(),
        moved_to: None,
    }
}

fn limit(place: Place) -> Limit {
    match place.company {
        Company::Group => GROUP,
        Company::Private => CHAT,
    }
}

fn patience(failure: &Failure) -> Duration {
    match failure {
        Failure::Unclear(_) | Failure::Lost(_) | Failure::Refused(_) => PATIENCE,
        Failure::Busy(_) | Failure::Unreachable(_) => LONGEST_PATIENCE,
    }
}

fn message(
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

fn inline(offer: Offer) -> AnswerInlineQuery {
    AnswerInlineQuery::new(InlineQueryId(offer.query), offer.results)
        .cache_time(INLINE_CACHE_SECONDS)
        .is_personal(true)
        .button(offer.button)
}
