//! Every call, recorded in the backend's audit log under the account that made it, and in a file where one is
//! wanted.

#[cfg(test)]
mod tests;

use mcp_rest::{ApiError, BuildError, Rest, path};
use mcp_server::audit::{Audit, AuditRecord, AuditSink, JsonLines, WriteError, Writing};
use serde::de::IgnoredAny;
use tokio::join;

use super::service;
use crate::backend::redaction;
use crate::delegation::ServiceSecret;

/// Where records go.
struct Journal {
    backend: Rest,
    file: Option<JsonLines>,
}

/// A record of every call: none runs that is not in the log of the backend at this address.
pub(super) fn audit(
    backend: &str,
    secret: &ServiceSecret,
    file: Option<JsonLines>,
) -> Result<Audit, BuildError> {
    let backend = service(backend, secret)?;
    let audit = Audit::required(Journal { backend, file });
    Ok(audit.redact(redaction().clone()))
}

impl AuditSink for Journal {
    fn write(&self, record: AuditRecord) -> Writing<'_> {
        Box::pin(async move {
            // Each is written even if the other is not.
            let (noted, written) = join!(self.note(&record), self.append(&record));
            noted.map_err(|error| reason(&error))?;
            written
        })
    }
}

impl Journal {
    async fn note(&self, record: &AuditRecord) -> Result<(), ApiError> {
        let note = self.backend.post(path!["calls"]).json(record);
        // What is sent again is there once.
        let note = note.idempotency_key(&format!("{}-{}", record.id, record.outcome));
        note.send().await.map(|IgnoredAny| ())
    }

    async fn append(&self, record: &AuditRecord) -> Result<(), WriteError> {
        match &self.file {
            Some(file) => file.write(record.clone()).await,
            None => Ok(()),
        }
    }
}

/// Without the words of the backend, which may repeat what is recorded.
fn reason(error: &ApiError) -> String {
    match error.status() {
        Some(status) => format!("the audit log of the backend answers {status}"),
        None => format!("the audit log of the backend: {error}"),
    }
}
