//! What is written of one call: where it must, that it starts; and in any case how it ends.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};

use mcp_core::jsonrpc::RequestId;
use serde_json::Value;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::Redaction;
use super::desk::{Desk, Open};
use super::record::{AuditRecord, id};
use crate::recorder::{Called, Ending, Name, Outcome, Trail};

/// How long a call waits for the record that it starts.
const START: Duration = Duration::from_secs(2);

/// How long a record may take that nobody waits for.
const END: Duration = Duration::from_secs(10);

/// One call on its way to its end. Dropping it is an end too: nobody waited for the call.
pub(super) struct Followed {
    desk: Arc<Desk>,
    begun: Instant,
    start: Start,
    /// The record of the end, until it is handed in.
    end: Option<(AuditRecord, Open)>,
}

/// The record that a call starts.
enum Start {
    /// There shall be one.
    Wanted,
    /// It is being written.
    Writing(JoinHandle<bool>),
    /// The call may run, or not.
    Settled(bool),
}

impl Followed {
    pub(super) fn new(
        desk: &Arc<Desk>,
        redaction: &Redaction,
        required: bool,
        called: &Called<'_>,
    ) -> Box<Self> {
        let time = SystemTime::now();
        let name = match called.name {
            Name::Given(name) => name.to_owned(),
            Name::Made(name) => redaction.uri(name),
        };
        let arguments = match called.tells {
            Some(tells) => redaction.arguments(called.arguments, tells),
            None => {
                let bytes = called.arguments.len();
                Value::from(format!("[{bytes} bytes for what does not exist]"))
            }
        };
        let record = AuditRecord {
            id: id(time),
            time,
            principal: called.principal.map(Into::into),
            session: called.session.as_ref().map(|session| desk.digest(session)),
            request: request(redaction, called.request),
            method: called.method,
            name: name.into(),
            arguments,
            outcome: Outcome::Cancelled,
            code: None,
            message: None,
            duration: None,
        };
        Box::new(Self {
            begun: Instant::now(),
            start: match required {
                true => Start::Wanted,
                false => Start::Settled(true),
            },
            end: Some((record, desk.open())),
            desk: Arc::clone(desk),
        })
    }

    fn hand_in_start(&self) -> Option<JoinHandle<bool>> {
        let (record, _) = self.end.as_ref()?;
        let mut record = record.clone();
        record.outcome = Outcome::Started;
        self.desk.hand_in(record, START)
    }
}

/// The id of a request, which is the client's to choose.
fn request(redaction: &Redaction, id: &RequestId) -> RequestId {
    match id {
        RequestId::Number(number) => RequestId::Number(*number),
        RequestId::Text(text) => RequestId::Text(redaction.uri(text).into()),
    }
}

impl Trail for Followed {
    /// Whether the call may run: where records are required, when the one that it starts is
    /// written, and only then.
    fn poll_start(&mut self, cx: &mut Context<'_>) -> Poll<bool> {
        loop {
            self.start = match &mut self.start {
                Start::Settled(may) => return Poll::Ready(*may),
                Start::Writing(writing) => {
                    // One that panicked is not written.
                    let written = ready!(Pin::new(writing).poll(cx));
                    Start::Settled(written.unwrap_or(false))
                }
                Start::Wanted => match self.hand_in_start() {
                    Some(writing) => Start::Writing(writing),
                    None => Start::Settled(false),
                },
            }
        }
    }

    /// Hands in how the call ended; only the first end is one.
    fn end(&mut self, ending: Ending) {
        let Some((mut record, open)) = self.end.take() else {
            return;
        };
        record.outcome = ending.outcome;
        record.code = ending.code;
        record.message = ending.message;
        record.duration = Some(self.begun.elapsed());
        let _ = self.desk.hand_in(record, END);
        drop(open);
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.end(Ending::of(Outcome::Cancelled));
    }
}
