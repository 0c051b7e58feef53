//! Sends what is to be said, and does not give up lightly.

use std::{
    future::Future,
    num::{NonZeroU32, NonZeroUsize},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use lru::LruCache;
use maklumat::reply::html;
use serde::{
    Deserialize, Serialize,
    de::{DeserializeOwned, IgnoredAny},
};
use teloxide::{
    payloads::{
        AnswerCallbackQuery, AnswerCallbackQuerySetters, DeleteMessage, GetChatMember, SendMessage,
        SendMessageSetters,
    },
    requests::Payload,
    types::{CallbackQueryId, ChatId, InlineKeyboardMarkup, MessageId, UserId},
};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::{
    act::{Action, Show},
    event::{Company, Place},
    payload,
    screen::offer::no_preview,
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
/// A notice stands in the way of other notices for no longer than this: it can be sent later.
const PATIENCE_WITH_NOTICES: Duration = Duration::from_secs(30);
/// The code of what was given up and surely not done.
pub const UNDONE: u16 = 500;
/// The code of what was given up when no word came back: as likely as not it was done.
const NO_WORD: u16 = 504;
/// Answers that can still be changed when their question is.
const REMEMBERED_ANSWERS: NonZeroUsize = NonZeroUsize::new(4096).expect("not zero");

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
                self.request(&payload, rank).await
            }
            Action::Rekey {
                place,
                message,
                keyboard,
            } => {
                let rekeyed = payload::rekeyed(place, message, keyboard);
                self.request(&rekeyed, rank).await
            }
            Action::Offer(offer) => self.request(&payload::inline(offer), rank).await,
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
        let member = self.deliver::<_, Member>(&member, Rank::Answer).await?;
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
        self.turn(notice.place, rank).await?;
        if !wanted.await {
            return Ok(None);
        }
        let texts = &notice.screen.texts;
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                self.turn(notice.place, rank).await?;
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

    async fn turn(&self, place: Place, rank: Rank) -> Result<(), Stopping> {
        let turn = self.pace.wait(place.chat, limit(place), rank);
        self.unless_aborted(turn).await
    }

    async fn show(&self, show: &Show, rank: Rank) -> Result<(), Stopping> {
        let (texts, none) = (&show.screen.texts, InlineKeyboardMarkup::default());
        let (mut shown, stale) = self.place(show);
        for (at, text) in texts.iter().enumerate() {
            let keyboard = match at + 1 == texts.len() {
                true => &show.screen.keyboard,
                false => &none,
            };
            self.turn(show.place, rank).await?;
            shown.extend(match stale.get(at) {
                Some(message) => self.replace(show, *message, text, keyboard).await?,
                None => self.send(show, text, keyboard, rank).await?.ok(),
            });
        }
        for message in stale.iter().skip(texts.len()) {
            let delete = DeleteMessage::new(ChatId(show.place.chat), MessageId(*message));
            self.request(&delete, rank).await?;
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
        match self.deliver::<_, IgnoredAny>(&edited, Rank::Answer).await? {
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
                    let sent = self.deliver::<_, Sent>(&plain, rank).await?;
                    return Ok(sent.map(|sent| sent.message_id));
                }
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
    }

    /// Makes a request whose result does not matter.
    async fn request<P: Payload + Serialize>(
        &self,
        payload: &P,
        rank: Rank,
    ) -> Result<(), Stopping> {
        self.deliver::<_, IgnoredAny>(payload, rank).await.map(drop)
    }

    /// Makes a request until Telegram grants or refuses it.
    async fn deliver<P, T>(&self, payload: &P, rank: Rank) -> Result<Result<T, Refusal>, Stopping>
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
                failure if out_of_copies || start.elapsed() > patience(&failure, rank) => {
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
        code: match failure {
            Failure::Lost(_) => NO_WORD,
            _ => UNDONE,
        },
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

fn patience(failure: &Failure, rank: Rank) -> Duration {
    match (failure, rank) {
        // Nobody else can be told either.
        (Failure::Unreachable(_), _) => LONGEST_PATIENCE,
        (_, Rank::Notice) => PATIENCE_WITH_NOTICES,
        (Failure::Busy(_), _) => LONGEST_PATIENCE,
        (Failure::Unclear(_) | Failure::Lost(_) | Failure::Refused(_), _) => PATIENCE,
    }
}
