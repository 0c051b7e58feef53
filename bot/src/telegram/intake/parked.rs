//! Goes on with what was parked, here or by a process that is gone.

use std::{convert::Infallible, time::Duration};

use maklumat_store::Away;
use serde_json::value::RawValue;
use tokio::sync::mpsc::unbounded_channel;
use tokio_util::sync::CancellationToken;

use crate::{
    delivery::pool::Pool,
    telegram::{desk::Desk, event::Me, queue::lane, read::read},
};

/// Between two looks for what another process left behind.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Goes on with what was parked and nobody looks after: at first all of it, so that it stands in its chats' queues before
/// anything new does.
pub async fn resume(pool: &Pool<Desk>, me: &Me) {
    while let Ok(1..) = resume_some(pool, me).await {}
}

/// Looks for more of it until `stop`, and never ends.
pub async fn watch(pool: &Pool<Desk>, me: &Me, stop: &CancellationToken) -> Infallible {
    loop {
        tokio::select! {
            () = stop.cancelled() => return std::future::pending().await,
            () = tokio::time::sleep(LOOK_EVERY) => {
                resume(pool, me).await;
                count(pool.work()).await;
            }
        }
    }
}

async fn count(desk: &Desk) {
    if let Ok(parked) = desk.store.parked().await {
        desk.metrics.parked(parked);
    }
}

async fn resume_some(pool: &Pool<Desk>, me: &Me) -> Result<usize, Away> {
    let desk = pool.work();
    let parked = desk.store.adopt().await?;
    let some = parked.len();
    for parked in parked {
        let raw = RawValue::from_string(parked.raw).ok();
        let event = raw.and_then(|raw| read(parked.update, &raw, me));
        match event {
            Some(event) => {
                // What becomes of it is between the store and the desk.
                let (report, _) = unbounded_channel();
                let (lane, job) = (lane(&event), desk.resume(event));
                pool.submit(lane, parked.update, job, report).await.ok();
            }
            None => desk.store.finish(parked.update).await,
        }
    }
    Ok(some)
}
