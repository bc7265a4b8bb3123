//! What is noted of calls, of tools and of whatever else goes by a name: what is asked of whoever
//! notes it, which is `audit`'s business.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use mcp_core::Principal;
use mcp_core::jsonrpc::RequestId;

/// Follows calls.
pub(crate) trait Recorder: fmt::Debug + Send + Sync {
    /// Begins to follow a call.
    fn follow(&self, called: &Called<'_>) -> Box<dyn Trail>;

    /// Waits until no call runs and all that is known of them is noted; whether that is so `within`
    /// the time.
    fn finish(&self, within: Duration) -> Pin<Box<dyn Future<Output = bool> + Send + '_>>;
}

/// One call on its way to its end. Dropping it is an end too: nobody waited for the call.
pub(crate) trait Trail: Send {
    /// Whether the call may run, as soon as that is known.
    fn poll_start(&mut self, cx: &mut Context<'_>) -> Poll<bool>;

    /// Notes how the call ended; only the first end is one.
    fn end(&mut self, ending: Ending);
}

/// What is known of a call when it comes: `tools/call`, or another request for something by its name.
pub(crate) struct Called<'a> {
    pub(crate) principal: Option<&'a Principal>,
    /// The number of the session, which is its name, where there is one.
    pub(crate) session: Option<u128>,
    pub(crate) request: &'a RequestId,
    /// What the client asks for.
    pub(crate) method: &'static str,
    /// The name or the URI of what it asks for.
    pub(crate) name: Name<'a>,
    /// Which arguments may be told; none where there is nothing of this name.
    pub(crate) tells: Option<&'a dyn Fn(&str) -> bool>,
    /// The JSON of the arguments.
    pub(crate) arguments: &'a str,
}

/// What a client asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Name<'a> {
    /// Something by the name that its owner gave it.
    Given(&'a str),
    /// Something by a name that the client made up, or put together by a template.
    Made(&'a str),
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

/// How a call ended. What it did before it ended otherwise than `ok` nobody knows; and a function
/// that blocks its thread may go on after it was [given up](Self::Cancelled) or [late](Self::TimedOut).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "audit",
    derive(serde::Serialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum Outcome {
    /// It is about to begin.
    Started,
    /// It was answered.
    Ok,
    /// The tool failed, or its arguments did not fit, and the model is told so.
    ToolError,
    /// The answer was an error of the protocol.
    Error,
    /// It was turned away: the caller may not do this, there is no such thing, there is no room.
    Refused,
    /// It ran up to a question, and its client sends it again with the answer: as another call.
    InputRequired,
    /// Its client gave it up, went away, or the server ended.
    Cancelled,
    /// It took longer than it may.
    TimedOut,
    /// The function of the server's owner panicked.
    Panicked,
}

impl Outcome {
    /// The word that stands for it in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Ok => "ok",
            Self::ToolError => "tool_error",
            Self::Error => "error",
            Self::Refused => "refused",
            Self::InputRequired => "input_required",
            Self::Cancelled => "cancelled",
            Self::TimedOut => "timed_out",
            Self::Panicked => "panicked",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
