//! Keys that an issuer publishes, and changes now and then.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use super::super::LookupError;
use super::jwk::{self, Secrets};
use super::key::Key;

type Fetch = dyn Fn() -> Fetching + Send + Sync;
type Fetching = Pin<Box<dyn Future<Output = Result<Vec<u8>, LookupError>> + Send>>;

/// How old keys become before they are fetched again, unless told.
const INTERVAL: Duration = Duration::from_secs(10 * 60);
/// How long a fetch may take.
const DEADLINE: Duration = Duration::from_secs(5);
/// How long after a fetch there is no other, whoever asks.
const PAUSE: Duration = Duration::from_secs(60);
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(10);

/// Keys that are fetched when they are needed. A fetch is a task, so that it does not end with the
/// request that it began with; it ends at its deadline. Nothing runs while nobody asks.
pub(super) struct Fetched {
    fetch: Box<Fetch>,
    state: Mutex<State>,
}

struct State {
    interval: Duration,
    keys: Option<Arc<[Key]>>,
    /// When the keys were fetched.
    fetched: Option<Instant>,
    /// When the newest fetch began, and whether it has brought nothing so far.
    tried: Option<Instant>,
    failed: bool,
    /// The newest fetch, which holds the other end as long as it lasts.
    flight: Option<Flight>,
}

type Flight = watch::Receiver<()>;

/// The keys could not be fetched.
#[derive(Debug)]
pub(super) struct Failed;

impl Fetched {
    pub(super) fn new(fetch: Box<Fetch>) -> Self {
        Self {
            fetch,
            state: Mutex::new(State {
                interval: INTERVAL,
                keys: None,
                fetched: None,
                tried: None,
                failed: false,
                flight: None,
            }),
        }
    }

    pub(super) fn set_interval(&self, interval: Duration) {
        self.lock().interval = interval;
    }

    /// The keys as they are known. Old ones are fetched again meanwhile, very old ones before.
    pub(super) async fn now(self: &Arc<Self>) -> Option<Arc<[Key]>> {
        let (keys, age) = {
            let state = self.lock();
            (state.keys.clone(), state.age())
        };
        if keys.is_some() && age < Age::Old {
            return keys;
        }
        let flight = self.refresh();
        if keys.is_some() && age < Age::VeryOld {
            return keys;
        }
        landed(flight).await;
        self.lock().keys.clone()
    }

    /// Newer keys than these, if there are any.
    pub(super) async fn after(
        self: &Arc<Self>,
        seen: &Arc<[Key]>,
    ) -> Result<Option<Arc<[Key]>>, Failed> {
        if let Some(newer) = self.newer(seen) {
            return Ok(Some(newer));
        }
        landed(self.refresh()).await;
        match self.newer(seen) {
            None if self.lock().failed => Err(Failed),
            newer => Ok(newer),
        }
    }

    fn newer(&self, seen: &Arc<[Key]>) -> Option<Arc<[Key]>> {
        let keys = self.lock().keys.clone();
        keys.filter(|keys| !Arc::ptr_eq(keys, seen))
    }

    /// The fetch that is under way, or a new one unless it is too early for that.
    fn refresh(self: &Arc<Self>) -> Option<Flight> {
        let mut state = self.lock();
        if let Some(flight) = state.flight.as_ref().filter(|flight| flying(flight)) {
            return Some(flight.clone());
        }
        let pause = if state.failed {
            PAUSE_AFTER_FAILURE
        } else {
            PAUSE
        };
        if state.tried.is_some_and(|tried| tried.elapsed() < pause) {
            return None;
        }
        let (end, flight) = watch::channel(());
        state.tried = Some(Instant::now());
        state.failed = true;
        state.flight = Some(flight.clone());
        drop(state);
        let this = Arc::clone(self);
        tokio::spawn(async move {
            this.fly().await;
            drop(end);
        });
        Some(flight)
    }

    async fn fly(&self) {
        let fetched = match timeout(DEADLINE, (self.fetch)()).await {
            Ok(Ok(json)) => jwk::read(&json, Secrets::PassedOver).map_err(LookupError::from),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(LookupError::from("nothing came within five seconds")),
        };
        match fetched {
            Ok(keys) => {
                let mut state = self.lock();
                state.keys = Some(keys.into());
                state.fetched = Some(Instant::now());
                state.failed = false;
            }
            Err(error) => {
                tracing::warn!(%error, "a JWK set could not be fetched; the keys known so far stay in use");
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Age {
    Fresh,
    Old,
    VeryOld,
}

impl State {
    fn age(&self) -> Age {
        match self.fetched.map(|fetched| fetched.elapsed()) {
            Some(age) if age < self.interval => Age::Fresh,
            Some(age) if age < self.interval.saturating_mul(2) => Age::Old,
            _ => Age::VeryOld,
        }
    }
}

fn flying(flight: &Flight) -> bool {
    flight.has_changed().is_ok()
}

/// Waits for the end of a fetch, but not for one that nobody drives any more.
async fn landed(flight: Option<Flight>) {
    if let Some(mut flight) = flight {
        let _ = timeout(DEADLINE, flight.changed()).await;
    }
}

impl fmt::Debug for Fetched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Keys").field(&self.lock().keys).finish()
    }
}
