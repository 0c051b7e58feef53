//! HTTP for strangers: whoever holds a connection and asks nothing makes room for whoever comes.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::Router;
use hyper::{
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tracing::warn;

/// A request's head comes within this time, on a new connection and on one that is kept.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Telegram opens a hundred; more than twice as many descriptors no listener takes from the database.
const CONNECTIONS: usize = 200;
/// Without descriptors, nothing can be accepted for a while.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

/// Serves `router` until `stop`, and finishes what is under way then.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT);
    let service = TowerToHyperService::new(router);
    let (guests, graceful) = (Guests::default(), GracefulShutdown::new());
    loop {
        let stream = tokio::select! {
            () = stop.cancelled() => break,
            stream = accept(&listener) => stream,
        };
        let Some(guest) = guests.admit() else {
            continue;
        };
        let (service, asking) = (service.clone(), Arc::clone(&guest));
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let (answer, asking) = (service.call(request), asking.asks());
            async move {
                let _asking = asking;
                answer.await
            }
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            tokio::select! {
                // Whatever went wrong with it concerns whoever opened it.
                _ = connection => {}
                () = guest.leave.cancelled() => {}
            }
        });
    }
    drop(listener);
    graceful.shutdown().await;
}

async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if error.raw_os_error().is_none_or(is_about_one) => {}
            Err(error) => {
                warn!("cannot accept connections for a while: {error}");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// Whether an error of `accept` concerns the one connection that it would have been: ECONNABORTED, ECONNRESET.
fn is_about_one(error: i32) -> bool {
    [103, 104].contains(&error)
}

/// Who is connected, in the order of coming.
#[derive(Default)]
struct Guests(Mutex<Vec<Arc<Guest>>>);

/// A connection.
#[derive(Default)]
struct Guest {
    /// Requests under way.
    asking: AtomicUsize,
    leave: CancellationToken,
}

/// A request under way.
struct Asking(Arc<Guest>);

impl Guests {
    /// Room for another one, at the cost of whoever has been silent for longest; `None` when all have asked for something.
    fn admit(&self) -> Option<Arc<Guest>> {
        let mut guests = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if guests.len() >= CONNECTIONS {
            // The task that serves a connection holds it, too.
            guests.retain(|guest| Arc::strong_count(guest) > 1);
        }
        if guests.len() >= CONNECTIONS {
            let silent = guests
                .iter()
                .position(|guest| guest.asking.load(Ordering::Acquire) == 0)?;
            guests.remove(silent).leave.cancel();
        }
        let guest = Arc::new(Guest::default());
        guests.push(Arc::clone(&guest));
        Some(guest)
    }
}

impl Guest {
    fn asks(self: &Arc<Self>) -> Asking {
        self.asking.fetch_add(1, Ordering::AcqRel);
        Asking(Arc::clone(self))
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.asking.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_silent_make_room_and_those_who_ask_do_not() {
        let guests = Guests::default();
        let all: Vec<_> = (0..CONNECTIONS).filter_map(|_| guests.admit()).collect();
        let asking = all[0].asks();
        let next = guests.admit();
        assert!(next.is_some() && all[1].leave.is_cancelled() && !all[0].leave.is_cancelled());
        let busy: Vec<_> = all[2..].iter().chain(&next).map(Guest::asks).collect();
        assert!(guests.admit().is_none());
        drop((asking, busy));
        assert!(guests.admit().is_some() && all[0].leave.is_cancelled());
        drop((all, next));
        assert!(guests.admit().is_some());
        assert_eq!(guests.0.lock().expect("no panic").len(), 1);
    }
}
