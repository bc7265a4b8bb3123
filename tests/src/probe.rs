//! What tools did, for tests to see and to wait for.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

/// Longer than anything a server or a test waits for.
const PATIENCE: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Shared by a server and whoever watches it.
#[derive(Clone, Debug, Default)]
pub struct Probe(Arc<Events>);

/// What can happen.
#[derive(Debug, Default)]
pub struct Events {
    /// `wait` began.
    pub started: Event,
    /// `wait` may end.
    pub opened: Event,
    /// `wait` was dropped before its end.
    pub dropped: Event,
    /// A tool had its effect.
    pub counted: Event,
}

impl std::ops::Deref for Probe {
    type Target = Events;

    fn deref(&self) -> &Events {
        &self.0
    }
}

/// Something that happens, perhaps more than once.
#[derive(Debug)]
pub struct Event(watch::Sender<u64>);

impl Default for Event {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

impl Event {
    /// It happens.
    pub fn raise(&self) {
        self.0.send_modify(|times| *times += 1);
    }

    /// How often it happened.
    pub fn times(&self) -> u64 {
        *self.0.borrow()
    }

    /// Waits until it has happened this often.
    pub async fn reached(&self, times: u64) {
        let mut happened = self.0.subscribe();
        let reached = happened.wait_for(|happened| *happened >= times);
        // Where the clock is paused, a wait without end would spin through the years.
        let reached = tokio::time::timeout(PATIENCE, reached).await;
        reached
            .expect("it happens in time")
            .expect("the sender lives as long as the event");
    }
}
