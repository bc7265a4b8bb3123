//! Which calls are recorded, and where.

use std::time::Duration;

#[cfg(feature = "audit")]
use super::Builder;
#[cfg(feature = "audit")]
use crate::audit::Audit;
use crate::server::Server;

/// How long the end of a server waits for records.
const FLUSH: Duration = Duration::from_secs(2);

#[cfg(feature = "audit")]
impl Builder {
    /// Records every call of a tool, a prompt, a resource or what completes an argument; none by
    /// default, and then nobody looks at what could be.
    ///
    /// [`Audit`] has an example.
    pub fn audit(mut self, audit: Audit) -> Self {
        self.recorder = Some(std::sync::Arc::new(audit));
        self
    }
}

impl Server {
    /// Waits for the records of the last calls, for a limited time.
    pub(crate) async fn until_recorded(&self) {
        if let Some(recorder) = &self.inner().recorder
            && !recorder.finish(FLUSH).await
        {
            tracing::error!("some calls may have no record of their end");
        }
    }
}
