//! The connections of a server: how many there may be, how those make room that do nothing, and how
//! all come to an end.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Waker};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long a newcomer waits for a place before those that do nothing are asked for theirs.
const PATIENCE: Duration = Duration::from_secs(1);

use super::servers::Servers;
use crate::server::Server;

/// How far a server's end has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Stage {
    /// Not begun.
    Serving,
    /// What has been asked is answered, and nothing more is asked.
    Draining,
    /// Whoever is still there is dropped.
    Over,
}

/// All connections. Dropping it drops them.
pub(super) struct Connections {
    bell: Arc<Bell>,
    places: Arc<Semaphore>,
    limit: u32,
}

impl Connections {
    /// None yet, and at most `limit` at a time.
    pub(super) fn new(limit: usize) -> Self {
        let limit = u32::try_from(limit).unwrap_or(u32::MAX).max(1);
        let permits = usize::try_from(limit).unwrap_or(usize::MAX);
        Self {
            bell: Arc::default(),
            places: Arc::new(Semaphore::new(permits.min(Semaphore::MAX_PERMITS))),
            limit,
        }
    }

    /// Waits for room for one more; where there is none for long, connections on which nothing goes on
    /// end for it.
    pub(super) async fn place(&self) -> Place {
        let mut crowded = false;
        let permit = loop {
            let places = Arc::clone(&self.places);
            if let Ok(permit) = timeout(PATIENCE, places.acquire_owned()).await {
                break permit.expect("nobody closes the semaphore");
            }
            if !crowded {
                tracing::warn!(
                    connections = self.limit,
                    "as many connections as there may be; those that do nothing are closed"
                );
            }
            crowded = true;
            self.bell.crowds.fetch_add(1, Ordering::Release);
            self.bell.wake();
        };
        Place {
            number: self.bell.numbers.fetch_add(1, Ordering::Relaxed),
            waker: None,
            crowds: self.bell.crowds.load(Ordering::Acquire),
            bell: Arc::clone(&self.bell),
            _permit: permit,
        }
    }

    /// Lets every call finish, for as long as the server was built to wait; those too whose
    /// connections are gone.
    ///
    /// Streams that outlive calls end first: they would never end by themselves.
    pub(super) async fn drain(self, servers: &Servers) {
        servers.iter().for_each(Server::shut_down);
        self.bell.ring(Stage::Draining);
        let drained = async {
            drop(self.places.acquire_many(self.limit).await);
            for server in servers.iter() {
                server.until_attended().await;
            }
        };
        if timeout(servers.first().http().drain, drained)
            .await
            .is_err()
        {
            tracing::warn!("some calls still run; dropping them");
        }
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        self.bell.ring(Stage::Over);
    }
}

/// One connection's place among all.
pub(super) struct Place {
    bell: Arc<Bell>,
    number: u64,
    waker: Option<Waker>,
    /// How often there was no room when it was last asked.
    crowds: u64,
    _permit: OwnedSemaphorePermit,
}

impl Place {
    /// How far the end has come; the task is woken when it comes further.
    ///
    /// Called at every turn of a connection, so it takes no lock but the first time.
    pub(super) fn stage(&mut self, cx: &Context<'_>) -> Stage {
        let known = self.waker.as_ref();
        if !known.is_some_and(|waker| waker.will_wake(cx.waker())) {
            self.waker = Some(cx.waker().clone());
            self.bell.waiting().insert(self.number, cx.waker().clone());
        }
        self.bell.stage()
    }

    /// Whether somebody waits for a place since it was last asked; [`stage`](Self::stage) has the task woken.
    pub(super) fn is_wanted(&mut self) -> bool {
        let crowds = self.bell.crowds.load(Ordering::Acquire);
        std::mem::replace(&mut self.crowds, crowds) != crowds
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.bell.waiting().remove(&self.number);
    }
}

/// Tells all connections at once.
#[derive(Default)]
struct Bell {
    stage: AtomicU8,
    numbers: AtomicU64,
    /// How often there was no room for one more.
    crowds: AtomicU64,
    waiting: Mutex<HashMap<u64, Waker>>,
}

impl Bell {
    fn ring(&self, stage: Stage) {
        self.stage.store(stage as u8, Ordering::Release);
        self.wake();
    }

    fn wake(&self) {
        self.waiting().values().for_each(Waker::wake_by_ref);
    }

    fn stage(&self) -> Stage {
        match self.stage.load(Ordering::Acquire) {
            0 => Stage::Serving,
            1 => Stage::Draining,
            _ => Stage::Over,
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<u64, Waker>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::task::Poll;

    use super::*;

    async fn wait_for(place: &mut Place, stage: Stage) {
        poll_fn(|cx| {
            if place.stage(cx) == stage {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }

    #[tokio::test]
    async fn every_connection_hears_of_the_end() {
        let connections = Connections::new(2);
        let mut places = [connections.place().await, connections.place().await];
        let ended = tokio::spawn(async move {
            for place in &mut places {
                wait_for(place, Stage::Over).await;
            }
        });
        tokio::task::yield_now().await;
        drop(connections);
        ended.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_place_is_free_again_when_its_connection_ends() {
        let connections = Connections::new(1);
        let place = connections.place().await;
        let second = timeout(Duration::from_secs(1), connections.place());
        assert!(second.await.is_err());
        drop(place);
        connections.place().await;
        assert!(connections.bell.waiting().is_empty());
    }
}
