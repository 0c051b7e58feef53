//! One queue for each chat: in order within a chat, side by side between chats, bounded over all.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc::UnboundedSender};
use tokio_util::task::TaskTracker;
use tracing::error;

/// Jobs that wait or are under way, over all queues: some kilobytes each. With more, whoever brings them has to wait; a few
/// chats that nothing can be sent to do not fill it.
const ROOM: usize = 10_000;

/// Which queue a job belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Each job, in their order: what happens in a chat.
    Each(i64),
    /// The latest alone, older ones do not matter any more: what a person is typing.
    Latest(i64),
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
    fn work(&self, id: i64, job: Self::Job) -> impl Future<Output = Outcome> + Send;
    /// Puts a job aside whose work panicked.
    fn abandon(&self, id: i64) -> impl Future<Output = ()> + Send;
}

/// All queues.
pub struct Pool<W: Work> {
    work: Arc<W>,
    queues: Arc<Mutex<Queues<W::Job>>>,
    room: Arc<Semaphore>,
    tasks: TaskTracker,
}

struct Queues<J> {
    /// What waits; a lane is here as long as somebody serves it.
    lanes: HashMap<Lane, VecDeque<Ticket<J>>>,
    /// What waits or is under way.
    ids: HashSet<i64>,
}

struct Ticket<J> {
    id: i64,
    job: J,
    report: UnboundedSender<Report>,
    _room: OwnedSemaphorePermit,
}

/// Why a job was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is no room for another one.
    Full,
    /// It is here already.
    Twice,
}

impl<W: Work> Pool<W> {
    /// Queues for `work`.
    pub fn new(work: W) -> Self {
        let queues = Queues {
            lanes: HashMap::new(),
            ids: HashSet::new(),
        };
        Self {
            work: Arc::new(work),
            queues: Arc::new(Mutex::new(queues)),
            room: Arc::new(Semaphore::new(ROOM)),
            tasks: TaskTracker::new(),
        }
    }

    /// What is done with jobs.
    pub fn work(&self) -> &W {
        &self.work
    }

    /// Whether a job waits or is under way.
    pub fn has(&self, id: i64) -> bool {
        lock(&self.queues).ids.contains(&id)
    }

    /// Puts a job in its queue, as soon as there is room; `report` is told what became of it.
    pub async fn submit(
        &self,
        lane: Lane,
        id: i64,
        job: W::Job,
        report: UnboundedSender<Report>,
    ) -> Result<(), Refused> {
        let room = Arc::clone(&self.room).acquire_owned().await;
        self.enqueue(lane, id, job, report, room.map_err(|_| Refused::Full)?)
    }

    /// As [`Pool::submit`], if there is room.
    pub fn try_submit(
        &self,
        lane: Lane,
        id: i64,
        job: W::Job,
        report: UnboundedSender<Report>,
    ) -> Result<(), Refused> {
        let room = Arc::clone(&self.room).try_acquire_owned();
        self.enqueue(lane, id, job, report, room.map_err(|_| Refused::Full)?)
    }

    fn enqueue(
        &self,
        lane: Lane,
        id: i64,
        job: W::Job,
        report: UnboundedSender<Report>,
        room: OwnedSemaphorePermit,
    ) -> Result<(), Refused> {
        let ticket = Ticket {
            id,
            job,
            report,
            _room: room,
        };
        let mut queues = lock(&self.queues);
        if !queues.ids.insert(id) {
            return Err(Refused::Twice);
        }
        let served = queues.lanes.contains_key(&lane);
        if let Lane::Latest(_) = lane {
            queues.empty(lane);
        }
        queues.lanes.entry(lane).or_default().push_back(ticket);
        if !served {
            let (work, queues) = (Arc::clone(&self.work), Arc::clone(&self.queues));
            self.tasks.spawn(serve(lane, work, queues));
        }
        Ok(())
    }

    /// Waits at most `patience` until every job is done.
    pub async fn drain(&self, patience: Duration) {
        self.tasks.close();
        tokio::time::timeout(patience, self.tasks.wait()).await.ok();
    }
}

impl<J> Queues<J> {
    /// Drops what waits in a lane: nobody needs it any more.
    fn empty(&mut self, lane: Lane) {
        for ticket in self.lanes.get_mut(&lane).into_iter().flatten().rev() {
            self.ids.remove(&ticket.id);
            ticket.report.send((ticket.id, Outcome::Done)).ok();
        }
        if let Some(waiting) = self.lanes.get_mut(&lane) {
            waiting.clear();
        }
    }

    /// The next job of a lane, which is closed when there is none.
    fn next(&mut self, lane: Lane) -> Option<Ticket<J>> {
        let ticket = self.lanes.get_mut(&lane).and_then(VecDeque::pop_front);
        if ticket.is_none() {
            self.lanes.remove(&lane);
        }
        ticket
    }
}

/// Does the jobs of one lane, one after the other, until none is left. Each runs in a task of its own, so that a panic ends it alone.
async fn serve<W: Work>(lane: Lane, work: Arc<W>, queues: Arc<Mutex<Queues<W::Job>>>) {
    let next = || lock(&queues).next(lane);
    while let Some(Ticket {
        id,
        job,
        report,
        _room,
    }) = next()
    {
        let worker = Arc::clone(&work);
        let outcome = tokio::spawn(async move { worker.work(id, job).await }).await;
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(_) => {
                error!("update {id} made its handler panic; it is put aside");
                work.abandon(id).await;
                Outcome::Done
            }
        };
        lock(&queues).ids.remove(&id);
        report.send((id, outcome)).ok();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use tokio::sync::{mpsc::unbounded_channel, watch};

    use super::*;

    /// Notes what it does; waits at a gate for chat 1.
    struct Notes {
        gate: watch::Receiver<bool>,
        done: Mutex<Vec<i64>>,
    }

    impl Work for Notes {
        type Job = i64;

        async fn work(&self, id: i64, chat: i64) -> Outcome {
            assert_ne!(chat, 13, "a job that panics");
            if chat == 1 {
                self.gate.clone().wait_for(|open| *open).await.ok();
            }
            lock(&self.done).push(id);
            if chat == 404 {
                Outcome::Undone
            } else {
                Outcome::Done
            }
        }

        async fn abandon(&self, id: i64) {
            lock(&self.done).push(-id);
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
            let taken = pool.submit(Lane::Each(chat), id, chat, tx.clone()).await;
            assert_eq!(taken, Ok(()));
        }
        let mut others = [rx.recv().await, rx.recv().await];
        others.sort_by_key(|report| report.map(|(id, _)| id));
        assert_eq!(others, [done(3), done(4)]);
        gate.send_replace(true);
        assert_eq!([rx.recv().await, rx.recv().await], [done(1), done(2)]);
    }

    #[tokio::test]
    async fn what_is_here_already_is_not_taken_twice() {
        let (pool, gate) = pool();
        let (tx, mut rx) = unbounded_channel();
        let submit = async || pool.submit(Lane::Each(1), 7, 1, tx.clone()).await;
        assert_eq!(submit().await, Ok(()));
        assert_eq!(submit().await, Err(Refused::Twice));
        gate.send_replace(true);
        assert_eq!(rx.recv().await, done(7));
        assert_eq!(submit().await, Ok(()));
    }

    #[tokio::test]
    async fn of_what_is_typed_only_the_latest_is_done() {
        let (pool, gate) = pool();
        let (tx, mut rx) = unbounded_channel();
        for id in 1..=5 {
            let taken = pool.submit(Lane::Latest(1), id, 1, tx.clone()).await;
            assert_eq!(taken, Ok(()));
            // The first is under way before the next ones come.
            tokio::task::yield_now().await;
        }
        gate.send_replace(true);
        for _ in 0..5 {
            rx.recv().await.expect("a report for each");
        }
        assert_eq!(*lock(&pool.work.done), [1, 5]);
    }

    #[tokio::test]
    async fn a_panic_ends_one_job_alone() {
        let (pool, _gate) = pool();
        let (tx, mut rx) = unbounded_channel();
        for (id, job) in [(1, 13), (2, 14)] {
            let taken = pool.submit(Lane::Each(13), id, job, tx.clone()).await;
            assert_eq!(taken, Ok(()));
        }
        assert_eq!([rx.recv().await, rx.recv().await], [done(1), done(2)]);
        assert_eq!(*lock(&pool.work.done), [-1, 2]);
    }

    #[tokio::test]
    async fn what_was_not_done_is_reported_so() {
        let (pool, _gate) = pool();
        let (tx, mut rx) = unbounded_channel();
        let taken = pool.submit(Lane::Each(404), 1, 404, tx).await;
        assert_eq!(taken, Ok(()));
        assert_eq!(rx.recv().await, Some((1, Outcome::Undone)));
    }

    #[tokio::test]
    async fn there_is_room_for_so_many_and_no_more() {
        let (pool, gate) = pool();
        let (tx, _rx) = unbounded_channel();
        let mut taken = 0;
        while pool.try_submit(Lane::Each(taken), taken, 1, tx.clone()) == Ok(()) {
            taken += 1;
        }
        assert_eq!(taken as usize, ROOM);
        gate.send_replace(true);
        pool.drain(Duration::from_secs(10)).await;
        assert_eq!(pool.room.available_permits(), ROOM);
    }
}
