//! Which calls are recorded, and where.

use std::time::Duration;

use super::Builder;
use crate::audit::Audit;
use crate::server::Server;

/// How long the end of a server waits for records.
const FLUSH: Duration = Duration::from_secs(2);

impl Builder {
    /// Records every call of a tool; none by default, and then nobody looks at what could be.
    ///
    /// [`Audit`] has an example.
    pub fn audit(mut self, audit: Audit) -> Self {
        self.audit = Some(audit);
        self
    }
}

impl Server {
    /// Waits for the records of the last calls, for a limited time.
    pub(crate) async fn until_recorded(&self) {
        if let Some(audit) = &self.inner().audit
            && !audit.flush(FLUSH).await
        {
            tracing::error!("some calls may have no record of their end");
        }
    }
}
