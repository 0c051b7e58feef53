//! One queue for each chat: in order within a chat, side by side between chats, bounded over all.

use std::{
    collections::{HashMap, VecDeque},
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc::UnboundedSender};
use tokio_util::task::TaskTracker;
use tracing::error;

/// Jobs that wait or are under way, over all queues. With more, whoever brings them has to wait.
const ROOM: usize = 1000;
/// Jobs of one queue before the rest of a flood is cut …
const FLOOD: usize = 32;
/// … and before even what is cut is no longer mentioned.
const DELUGE: usize = 2 * FLOOD;

/// Which queue a job belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lane {
    /// What happens in a chat, in its order.
    Chat(i64),
    /// What a person types after the bot's name: older words do not matter any more.
    Typing(i64),
}

/// How full a job's queue was when it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// Not too full.
    Normal,
    /// Too full: the job can only be declined.
    Flood,
}

/// What became of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It need not come back.
    Done,
    /// It has to come back.
    Undone,
}

/// A job's id, and what became of it.
pub type Report = (i64, Outcome);

/// What is done with jobs.
pub trait Work: Send + Sync + 'static {
    /// A unit of work.
    type Job: Send + 'static;
    /// Does a job.
    fn work(&self, id: i64, job: Self::Job, load: Load) -> impl Future<Output = Outcome> + Send;
    /// Puts a job aside whose work panicked.
    fn abandon(&self, id: i64) -> impl Future<Output = ()> + Send;
}

/// All queues.
pub struct Pool<W: Work> {
    work: Arc<W>,
    lanes: Lanes<W::Job>,
    room: Arc<Semaphore>,
    tasks: TaskTracker,
}

/// What waits; a lane is here as long as somebody serves it.
type Lanes<J> = Arc<Mutex<HashMap<Lane, VecDeque<Ticket<J>>>>>;

struct Ticket<J> {
    id: i64,
    job: J,
    load: Load,
    report: UnboundedSender<Report>,
    _room: OwnedSemaphorePermit,
}

/// There is no room for another job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

impl<W: Work> Pool<W> {
    /// Queues for `work`.
    pub fn new(work: W) -> Self {
        Self {
            work: Arc::new(work),
            lanes: Arc::default(),
            room: Arc::new(Semaphore::new(ROOM)),
            tasks: TaskTracker::new(),
        }
    }

    /// Puts a job in its queue, as soon as there is room; `report` is told what became of it.
    pub async fn submit(&self, lane: Lane, id: i64, job: W::Job, report: UnboundedSender<Report>) {
        if let Ok(room) = Arc::clone(&self.room).acquire_owned().await {
            self.enqueue(lane, id, job, report, room);
        }
    }

    /// As [`Pool::submit`], if there is room.
    pub fn try_submit(
        &self,
        lane: Lane,
        id: i64,
        job: W::Job,
        report: UnboundedSender<Report>,
    ) -> Result<(), Full> {
        let room = Arc::clone(&self.room)
            .try_acquire_owned()
            .map_err(|_| Full)?;
        self.enqueue(lane, id, job, report, room);
        Ok(())
    }

    fn enqueue(
        &self,
        lane: Lane,
        id: i64,
        job: W::Job,
        report: UnboundedSender<Report>,
        room: OwnedSemaphorePermit,
    ) {
        let mut lanes = lock(&self.lanes);
        let served = lanes.contains_key(&lane);
        let waiting = lanes.entry(lane).or_default();
        let load = match waiting.len() {
            0..FLOOD => Load::Normal,
            FLOOD..DELUGE => Load::Flood,
            _ => {
                report.send((id, Outcome::Done)).ok();
                return;
            }
        };
        waiting.push_back(Ticket {
            id,
            job,
            load,
            report,
            _room: room,
        });
        if !served {
            let (work, lanes) = (Arc::clone(&self.work), Arc::clone(&self.lanes));
            self.tasks.spawn(serve(lane, work, lanes));
        }
    }

    /// Waits at most `patience` until every job is done.
    pub async fn drain(&self, patience: Duration) {
        self.tasks.close();
        tokio::time::timeout(patience, self.tasks.wait()).await.ok();
    }
}

/// Does the jobs of one lane, one after the other, until none is left. Each runs in a task of its own, so that a panic ends it alone.
async fn serve<W: Work>(lane: Lane, work: Arc<W>, lanes: Lanes<W::Job>) {
    while let Some(Ticket {
        id,
        job,
        load,
        report,
        _room,
    }) = next(&lanes, lane)
    {
        let worker = Arc::clone(&work);
        let outcome = tokio::spawn(async move { worker.work(id, job, load).await }).await;
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(_) => {
                error!("update {id} made its handler panic; it is put aside");
                work.abandon(id).await;
                Outcome::Done
            }
        };
        report.send((id, outcome)).ok();
    }
}

fn next<J>(lanes: &Lanes<J>, lane: Lane) -> Option<Ticket<J>> {
    let mut lanes = lock(lanes);
    let ticket = lanes.get_mut(&lane).and_then(VecDeque::pop_front);
    if ticket.is_none() {
        lanes.remove(&lane);
    }
    ticket
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use tokio::sync::{mpsc::unbounded_channel, watch};

    use super::*;

    /// Notes what it does; waits at a gate for lane 1.
    struct Notes {
        gate: watch::Receiver<bool>,
        done: Mutex<Vec<(i64, Load)>>,
    }

    impl Work for Notes {
        type Job = i64;

        async fn work(&self, id: i64, chat: i64, load: Load) -> Outcome {
            assert_ne!(chat, 13, "a job that panics");
            if chat == 1 {
                self.gate.clone().wait_for(|open| *open).await.ok();
            }
            lock(&self.done).push((id, load));
            if chat == 404 {
                Outcome::Undone
            } else {
                Outcome::Done
            }
        }

        async fn abandon(&self, id: i64) {
            lock(&self.done).push((-id, Load::Normal));
        }
    }

    fn done(id: i64) -> Option<Report> {
        Some((id, Outcome::Done))
    }

    fn pool() -> (Pool<Notes>, watch::Sender<bool>) {
        let (open, gate) = watch::channel(false);
        let done = Mutex::default();
        (Pool::new(Notes { gate, done }), open)
    }

    #[tokio::test]
    async fn one_chat_waits_for_nobody_but_itself() {
        let (pool, gate) = pool();
        let (tx, mut rx) = unbounded_channel();
        for (id, chat) in [(1, 1), (2, 1), (3, 2), (4, 3)] {
            pool.submit(Lane::Chat(chat), id, chat, tx.clone()).await;
        }
        let mut others = [rx.recv().await, rx.recv().await];
        others.sort_by_key(|report| report.map(|(id, _)| id));
        assert_eq!(others, [done(3), done(4)]);
        gate.send_replace(true);
        assert_eq!([rx.recv().await, rx.recv().await], [done(1), done(2)]);
    }

    #[tokio::test]
    async fn a_flood_is_declined_and_a_deluge_dropped() {
        let (pool, gate) = pool();
        let (tx, mut rx) = unbounded_channel();
        let all = 2 * DELUGE as i64;
        for id in 0..all {
            pool.submit(Lane::Chat(1), id, 1, tx.clone()).await;
        }
        assert!(lock(&pool.lanes)[&Lane::Chat(1)].len() <= DELUGE);
        gate.send_replace(true);
        for _ in 0..all {
            rx.recv()
                .await
                .expect("every job is done one way or the other");
        }
        let done = lock(&pool.work.done);
        assert!(done.len() < all as usize);
        let declined = done.iter().filter(|(_, load)| *load == Load::Flood).count();
        assert!(
            (DELUGE - FLOOD - 1..=DELUGE - FLOOD + 1).contains(&declined),
            "{declined}"
        );
    }

    #[tokio::test]
    async fn a_panic_ends_one_job_alone() {
        let (pool, _gate) = pool();
        let (tx, mut rx) = unbounded_channel();
        pool.submit(Lane::Chat(13), 1, 13, tx.clone()).await;
        pool.submit(Lane::Chat(13), 2, 14, tx.clone()).await;
        assert_eq!([rx.recv().await, rx.recv().await], [done(1), done(2)]);
        assert_eq!(
            *lock(&pool.work.done),
            [(-1, Load::Normal), (2, Load::Normal)]
        );
    }

    #[tokio::test]
    async fn what_was_not_done_is_reported_so() {
        let (pool, _gate) = pool();
        let (tx, mut rx) = unbounded_channel();
        pool.submit(Lane::Chat(404), 1, 404, tx).await;
        assert_eq!(rx.recv().await, Some((1, Outcome::Undone)));
    }

    #[tokio::test]
    async fn there_is_room_for_so_many_and_no_more() {
        let (pool, gate) = pool();
        let (tx, _rx) = unbounded_channel();
        let mut taken = 0;
        while pool
            .try_submit(Lane::Typing(taken), taken, 1, tx.clone())
            .is_ok()
        {
            taken += 1;
        }
        assert_eq!(taken as usize, ROOM);
        gate.send_replace(true);
        pool.drain(Duration::from_secs(10)).await;
        assert_eq!(pool.room.available_permits(), ROOM);
    }
}
