//! Where records go.

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;

use super::AuditRecord;

/// A place for the records of calls.
///
/// It is handed records one by one, many at a time, and may be slow: whoever waits does so for a
/// limited time, and drops what is still being written then. A sink that panics has lost the record.
///
/// ```
/// use std::sync::Mutex;
///
/// use mcp_server::audit::{Audit, AuditRecord, AuditSink, Writing};
/// use mcp_server::prelude::*;
///
/// /// Keeps all records in memory.
/// #[derive(Default)]
/// struct Memory(Mutex<Vec<AuditRecord>>);
///
/// impl AuditSink for Memory {
///     fn write(&self, record: AuditRecord) -> Writing<'_> {
///         self.0.lock().unwrap().push(record);
///         Box::pin(std::future::ready(Ok(())))
///     }
/// }
///
/// # fn main() -> Result<(), mcp_server::BuildError> {
/// let server = Server::builder(server_info!())
///     .audit(Audit::best_effort(Memory::default()))
///     .build()?;
/// # let _ = server;
/// # Ok(())
/// # }
/// ```
pub trait AuditSink: Send + Sync + 'static {
    /// Writes a record. It is durable when the future is ready, and not before: where records are
    /// [required](super::Audit::required), the tool runs then.
    ///
    /// # Errors
    /// The record is not written, or nobody knows. What the error says stands in the log, so it
    /// repeats nothing of the record.
    fn write(&self, record: AuditRecord) -> Writing<'_>;
}

/// What comes of [`AuditSink::write`].
pub type Writing<'a> = Pin<Box<dyn Future<Output = Result<(), WriteError>> + Send + 'a>>;

/// Why a record is not written.
pub type WriteError = Box<dyn Error + Send + Sync>;

/// A sink that something else keeps a hold on.
impl<S: AuditSink + ?Sized> AuditSink for Arc<S> {
    fn write(&self, record: AuditRecord) -> Writing<'_> {
        (**self).write(record)
    }
}
