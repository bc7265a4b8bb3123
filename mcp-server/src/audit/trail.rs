//! What is written of one call: where it must, that it starts; and in any case how it ends.

use std::borrow::Cow;
use std::hash::Hash;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};

use mcp_core::Principal;
use mcp_core::jsonrpc::RequestId;
use serde_json::Value;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::Redaction;
use super::desk::{Desk, Open};
use super::record::{AuditRecord, Outcome, id};

/// How long a call waits for the record that it starts.
const START: Duration = Duration::from_secs(2);

/// How long a record may take that nobody waits for.
const END: Duration = Duration::from_secs(10);

/// What is known of a call when it comes.
pub(crate) struct Called<'a, S> {
    pub(crate) principal: Option<&'a Principal>,
    /// The id of the session, where there is one.
    pub(crate) session: Option<S>,
    pub(crate) request: &'a RequestId,
    pub(crate) tool: &'a str,
    /// Which arguments may be told; none where there is no such tool.
    pub(crate) tells: Option<&'a dyn Fn(&str) -> bool>,
    /// The JSON of the arguments.
    pub(crate) arguments: &'a str,
}

/// How a call ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    pub(crate) outcome: Outcome,
    pub(crate) code: Option<i32>,
    pub(crate) message: Option<Cow<'static, str>>,
}

impl Ending {
    pub(crate) const fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
            code: None,
            message: None,
        }
    }
}

/// One call on its way to its end. Dropping it is an end too: nobody waited for the call.
pub(crate) struct Trail {
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

impl Trail {
    pub(super) fn new<S: Hash>(
        desk: &Arc<Desk>,
        redaction: &Redaction,
        required: bool,
        called: &Called<'_, S>,
    ) -> Box<Self> {
        let time = SystemTime::now();
        let (tool, arguments) = match called.tells {
            Some(tells) => {
                let arguments = redaction.arguments(called.arguments, tells);
                (called.tool.to_owned(), arguments)
            }
            None => {
                let bytes = called.arguments.len();
                let told = Value::from(format!("[{bytes} bytes for a tool that does not exist]"));
                (redaction.tool(called.tool), told)
            }
        };
        let record = AuditRecord {
            id: id(time),
            time,
            principal: called.principal.map(Into::into),
            session: called.session.as_ref().map(|session| desk.digest(session)),
            request: called.request.clone(),
            tool: tool.into(),
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

    /// Whether the call may run: where records are required, when the one that it starts is
    /// written, and only then.
    pub(crate) fn poll_start(&mut self, cx: &mut Context<'_>) -> Poll<bool> {
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

    fn hand_in_start(&self) -> Option<JoinHandle<bool>> {
        let (record, _) = self.end.as_ref()?;
        let mut record = record.clone();
        record.outcome = Outcome::Started;
        self.desk.hand_in(record, START)
    }

    /// Hands in how the call ended; only the first end is one.
    pub(crate) fn end(&mut self, ending: Ending) {
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

impl Drop for Trail {
    fn drop(&mut self) {
        self.end(Ending::of(Outcome::Cancelled));
    }
}
