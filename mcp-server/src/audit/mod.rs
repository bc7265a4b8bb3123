//! A record of every call: who called what, with which arguments, and how it ended.
//!
//! [`Builder::audit`](crate::Builder::audit) takes an [`Audit`]: a sink, and what becomes of a call
//! that cannot be recorded. There are sinks for a file of lines ([`JsonLines`]) and, with the feature
//! `audit-sqlite`, for a database (`Sqlite`); any other is an [`AuditSink`] of yours.
//!
//! A call is a request for something by its name, which runs a function of yours: `tools/call`,
//! `prompts/get`, `resources/read` and `completion/complete`. Others have no record, such as lists, nor
//! has what a gate before refuses: no credentials, a foreign origin, a malformed message.

mod desk;
mod json_lines;
mod record;
mod redaction;
mod sink;
#[cfg(feature = "audit-sqlite")]
mod sqlite;
#[cfg(test)]
mod tests;
mod trail;
mod writer;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use json_lines::JsonLines;
pub use record::{AuditRecord, Caller};
pub use redaction::Redaction;
pub use sink::{AuditSink, WriteError, Writing};
#[cfg(feature = "audit-sqlite")]
pub use sqlite::Sqlite;

use self::desk::Desk;
use self::trail::Followed;
pub use crate::recorder::Outcome;
use crate::recorder::{Called, Recorder, Trail};

/// Where calls are recorded, and whether they run when they cannot be.
///
/// It is a cheap handle; clones belong to the same sink.
///
/// ```no_run
/// use mcp_server::audit::{Audit, JsonLines, Redaction};
/// use mcp_server::prelude::*;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let audit = Audit::required(JsonLines::create("/var/log/tracker/calls.jsonl")?)
///     .redact(Redaction::new().prefixes(["acme_"]));
/// let server = Server::builder(server_info!()).audit(audit).build()?;
/// # let _ = server;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Audit {
    desk: Arc<Desk>,
    redaction: Arc<Redaction>,
    required: bool,
}

impl Audit {
    /// No call runs without a record: one with the outcome [`Started`](Outcome::Started) is durable
    /// before it does, and another says how it ended. Where the first is not there within 2 s, the
    /// call is refused: with 503 over HTTP, and the JSON-RPC error -32603, whose `data.reason` is
    /// `audit_unavailable`.
    pub fn required(sink: impl AuditSink) -> Self {
        Self::new(sink, true)
    }

    /// A record when a call has ended. None waits for it: one that there is no room for (more than
    /// 4,096 wait), that the sink refuses or that takes it more than 10 s is [lost](Self::lost), and
    /// the log says so, once a minute.
    pub fn best_effort(sink: impl AuditSink) -> Self {
        Self::new(sink, false)
    }

    fn new(sink: impl AuditSink, required: bool) -> Self {
        Self {
            desk: Desk::new(Box::new(sink)),
            redaction: Arc::default(),
            required,
        }
    }

    /// The same with other arguments hidden than those that [`Redaction::new`] hides.
    #[must_use]
    pub fn redact(mut self, redaction: Redaction) -> Self {
        self.redaction = Arc::new(redaction);
        self
    }

    /// How many records were lost so far: those that the sink did not write. Of a call that was
    /// refused for want of a record, both are.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.desk.lost()
    }

    /// Waits until no call runs and all records are written; whether that is so `within` the time.
    /// A server does so by itself when it ends, for 2 s, if it [serves](crate::Server::serve) by
    /// itself; where it is mounted in a router, call this at the end.
    ///
    /// ```
    /// # async fn example(audit: mcp_server::audit::Audit) {
    /// if !audit.flush(std::time::Duration::from_secs(2)).await {
    ///     eprintln!("{} records are lost, and more may be", audit.lost());
    /// }
    /// # }
    /// ```
    pub async fn flush(&self, within: Duration) -> bool {
        let done = self.desk.done();
        tokio::time::timeout(within, done).await.is_ok()
    }
}

impl Recorder for Audit {
    fn follow(&self, called: &Called<'_>) -> Box<dyn Trail> {
        Followed::new(&self.desk, &self.redaction, self.required, called)
    }

    fn finish(&self, within: Duration) -> Pin<Box<dyn Future<Output = bool> + Send + '_>> {
        Box::pin(self.flush(within))
    }
}

impl fmt::Debug for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audit")
            .field("required", &self.required)
            .field("lost", &self.lost())
            .finish_non_exhaustive()
    }
}
