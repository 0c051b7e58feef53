//! Word of what has changed, as Telegram takes it, one message at a time and after every answer.

use std::{convert::Infallible, future::Future};

use maklumat::reply::changed::News;
use tokio_util::sync::CancellationToken;

use super::{
    act::Show,
    desk::Desk,
    event::{Company, Place},
    outbox::Outbox,
    post::{Stopping, UNDONE},
    screen::Screen,
    wire::failure::Refusal,
};
use crate::delivery::notices::{Delivery, Messenger, Notices};

/// Tells people until `stop`; `quiet` says when no message is under way any more. It never ends by itself.
pub async fn watch(desk: &Desk, stop: &CancellationToken, quiet: &CancellationToken) -> Infallible {
    let notices = Notices {
        live: &desk.live,
        store: &desk.store,
        metrics: &desk.metrics,
        messenger: &desk.outbox,
        stop,
    };
    notices.run().await;
    quiet.cancel();
    std::future::pending().await
}

impl Messenger for Outbox {
    async fn tell(
        &self,
        chat: i64,
        what: &str,
        news: &News,
        wanted: impl Future<Output = bool>,
    ) -> Delivery {
        let notice = Show {
            place: Place {
                chat,
                topic: None,
                company: Company::Private,
            },
            answering: None,
            instead_of: None,
            screen: Screen::news(news, what),
        };
        match self.notify(&notice, wanted).await {
            Err(Stopping) => Delivery::Stopping,
            Ok(None) => Delivery::Unwanted,
            Ok(Some(Ok(()))) => Delivery::Taken,
            Ok(Some(Err(refusal))) => judge(&refusal),
        }
    }
}

fn judge(refusal: &Refusal) -> Delivery {
    match refusal.code {
        _ if refusal.is_about_chat() => Delivery::Gone,
        UNDONE => Delivery::NotNow,
        _ => Delivery::Refused,
    }
}
