//! Tells those who run the bot, unasked, that its FAQ cannot be used, and when it can again.

use std::{sync::Arc, time::Duration};

use maklumat::{
    reply::{Reply, staff},
    text::Language,
};
use maklumat_store::Peer;
use tokio_util::sync::CancellationToken;

use super::{
    act::{Action, Show},
    desk::Desk,
    event::{Company, Place},
    post::Stopping,
    screen::Screen,
    staff::{edition, mended, refused},
};
use crate::delivery::{pace::Rank, pool::Pool};

/// What is mended within this time is not worth a message.
const STILL: Duration = Duration::from_secs(3);

/// Looks after everybody who runs the bot, until `stop`; whom nothing can be sent to keeps nobody else waiting.
pub fn watch(pool: &Arc<Pool<Desk>>, stop: &CancellationToken) {
    for admin in pool.work().staff.admins.iter() {
        let (pool, stop) = (Arc::clone(pool), stop.clone());
        tokio::spawn(async move {
            stop.run_until_cancelled(look_after(pool.work(), admin))
                .await
        });
    }
}

/// Tells one of those who run the bot of each content that cannot be used once, and of its end.
async fn look_after(desk: &Desk, admin: i64) {
    let mut broken = desk.staff.live.refused();
    let mut told = None;
    while broken.changed().await.is_ok() {
        tokio::time::sleep(STILL).await;
        let now = broken.borrow_and_update().clone();
        let last = told.take();
        told = now.as_ref().map(refused);
        let sent = match (now, last) {
            (Some(_), last) if last == told => continue,
            (Some(error), _) => {
                let tell = |language| staff::refused(&error.mistakes, language);
                tell_once(desk, admin, &refused(&error), tell).await
            }
            (None, Some(last)) => {
                let served = desk.staff.live.served();
                let tell = |language| staff::mended(&edition(&served), language);
                tell_once(desk, admin, &mended(&last), tell).await
            }
            (None, None) => continue,
        };
        if sent == Err(Stopping) {
            return;
        }
    }
}

/// A private chat has the number of its person. One who never spoke to the bot cannot be told; the outbox logs that.
async fn tell_once(
    desk: &Desk,
    admin: i64,
    what: &str,
    tell: impl Fn(Language) -> Reply,
) -> Result<(), Stopping> {
    if !desk.staff.first_told(admin, what).await {
        return Ok(());
    }
    let chosen = desk.store.language(Peer(admin)).await;
    let matcher = desk.live.matcher();
    let notice = &matcher.faq().notice;
    let language = notice.spoken(chosen.unwrap_or(notice.first_language()));
    let show = Show {
        place: Place {
            chat: admin,
            topic: None,
            company: Company::Private,
        },
        answering: None,
        instead_of: None,
        screen: Screen::plain(&tell(language)),
    };
    desk.outbox.perform(Action::Show(show), Rank::Notice).await
}
