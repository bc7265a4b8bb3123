//! Time as sessions need it: monotone, cheap, and paused with the runtime's in tests.

use tokio::time::Instant;

/// Milliseconds since the server was built.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock(Instant);

impl Clock {
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    pub(super) fn now(self) -> u64 {
        let elapsed = self.0.elapsed();
        elapsed.as_secs() * 1000 + u64::from(elapsed.subsec_millis())
    }
}
