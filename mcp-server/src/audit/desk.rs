//! Between calls and the sink: how many records wait, for how long, and how many were lost.

use std::hash::{BuildHasher as _, Hash, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};

use super::{AuditRecord, AuditSink};

/// How many records wait for the sink; there is no room for more.
const WAITING: usize = 4096;

/// After which time the log tells again that records are lost.
const PAUSE: Duration = Duration::from_secs(60);

/// What all calls of a server share.
pub(super) struct Desk {
    sink: Box<dyn AuditSink>,
    room: Arc<Semaphore>,
    /// Calls that have no end yet, and records that wait.
    open: watch::Sender<usize>,
    lost: AtomicU64,
    told: Mutex<Option<Instant>>,
    /// Makes names of sessions that nobody else can make.
    names: RandomState,
}

impl Desk {
    pub(super) fn new(sink: Box<dyn AuditSink>) -> Arc<Self> {
        Arc::new(Self {
            sink,
            room: Arc::new(Semaphore::new(WAITING)),
            open: watch::Sender::new(0),
            lost: AtomicU64::new(0),
            told: Mutex::new(None),
            names: RandomState::new(),
        })
    }

    /// Sixteen digits that stand for a session. Its id has twice as many random bits: nobody can
    /// go back, even if the hash were none.
    pub(super) fn digest(&self, session: impl Hash) -> Box<str> {
        format!("{:016x}", self.names.hash_one(session)).into()
    }

    /// Counts something that has no end yet.
    pub(super) fn open(self: &Arc<Self>) -> Open {
        self.open.send_modify(|count| *count += 1);
        Open(Arc::clone(self))
    }

    /// Hands a record to the sink; says in the end whether it is written. None where there is no
    /// room, or nobody to do it: then it is lost already.
    pub(super) fn hand_in(
        self: &Arc<Self>,
        record: AuditRecord,
        within: Duration,
    ) -> Option<JoinHandle<bool>> {
        let Ok(runtime) = Handle::try_current() else {
            self.lose("there is no runtime to write it in");
            return None;
        };
        let Ok(place) = Arc::clone(&self.room).try_acquire_owned() else {
            self.lose("too many records wait for the sink");
            return None;
        };
        let (desk, open) = (Arc::clone(self), self.open());
        Some(runtime.spawn(async move {
            let _held = (place, open);
            let mut loss = Loss::new(&desk);
            // As a future of its own: a sink may panic before it has made one.
            let writing = async { desk.sink.write(record).await };
            match timeout(within, writing).await {
                Ok(Ok(())) => loss.avert(),
                Ok(Err(error)) => loss.because(error.to_string()),
                Err(_) => loss.because(format!("the sink took more than {within:?}")),
            }
        }))
    }

    /// How many records were lost.
    pub(super) fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// Waits until every call has ended and every record is written or lost.
    pub(super) async fn done(&self) {
        let mut open = self.open.subscribe();
        // The desk itself holds the other end.
        let _ = open.wait_for(|count| *count == 0).await;
    }

    fn lose(&self, reason: &str) {
        let lost = self.lost.fetch_add(1, Ordering::Relaxed) + 1;
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none_or(|told| told.elapsed() >= PAUSE) {
            *told = Some(Instant::now());
            drop(told);
            tracing::error!(lost, reason, "records of calls are lost");
        }
    }
}

/// Something that has no end yet.
pub(super) struct Open(Arc<Desk>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.send_modify(|count| *count -= 1);
    }
}

/// A record that is lost unless somebody says otherwise: a panic and a runtime that ends do not.
struct Loss<'d> {
    desk: &'d Desk,
    reason: Option<String>,
}

impl<'d> Loss<'d> {
    fn new(desk: &'d Desk) -> Self {
        Self {
            desk,
            reason: Some("the sink panicked, or the process ends".to_owned()),
        }
    }

    fn avert(&mut self) -> bool {
        self.reason = None;
        true
    }

    fn because(&mut self, reason: String) -> bool {
        self.reason = Some(reason);
        false
    }
}

impl Drop for Loss<'_> {
    fn drop(&mut self) {
        if let Some(reason) = &self.reason {
            self.desk.lose(reason);
        }
    }
}
