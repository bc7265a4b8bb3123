//! One running call: polled where its request arrived, and never able to hang or to take the
//! server with it.

use std::future::Future as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context as Task, Poll};
use std::time::Duration;

use mcp_core::jsonrpc::RequestId;
use mcp_core::model::Update;
use mcp_core::tool::CallFuture;
use mcp_core::{Context, Era, ToolResult};
use tokio::time::Sleep;

use crate::dispatch::{self, Answer};
use crate::session::Running;

/// One running call.
pub(super) struct Run {
    id: RequestId,
    context: Context,
    call: Option<CallFuture>,
    wrap: bool,
    /// The answer, held back until all that was said before it is out.
    answer: Option<Answer>,
    /// Set when the call is first left waiting, for most never are.
    deadline: Option<Pin<Box<Sleep>>>,
    timeout: Duration,
    era: Era,
    /// The session's knowledge of the call.
    entered: Option<Running>,
}

/// What a call does next.
pub(super) enum Event {
    /// It says something.
    Update(Update),
    /// It answers.
    Answer(Answer),
    /// Nobody waits for it any more.
    Cancelled,
}

impl Run {
    pub(super) fn new(
        id: RequestId,
        context: Context,
        (call, wrap): (CallFuture, bool),
        timeout: Duration,
        era: Era,
        entered: Option<Running>,
    ) -> Self {
        Self {
            id,
            context,
            call: Some(call),
            wrap,
            answer: None,
            deadline: None,
            timeout,
            era,
            entered,
        }
    }

    pub(super) const fn id(&self) -> &RequestId {
        &self.id
    }

    pub(super) fn poll_event(&mut self, cx: &mut Task<'_>) -> Poll<Event> {
        if self.context.is_cancelled() {
            self.stop();
            return Poll::Ready(Event::Cancelled);
        }
        // What is said already goes out before the tool is asked for more.
        if let Some(update) = self.context.updates().try_next() {
            return Poll::Ready(Event::Update(update));
        }
        self.poll_call(cx);
        if let Poll::Ready(Some(update)) = self.context.updates().poll_next(cx) {
            return Poll::Ready(Event::Update(update));
        }
        if let Some(answer) = self.answer.take() {
            self.entered = None;
            return Poll::Ready(Event::Answer(answer));
        }
        if self.context.cancellation().poll_cancelled(cx).is_ready() {
            self.stop();
            return Poll::Ready(Event::Cancelled);
        }
        if self.poll_deadline(cx).is_ready() {
            self.stop();
            let seconds = self.timeout.as_secs_f64();
            let late = ToolResult::error(format!("timed out after {seconds} s"));
            return Poll::Ready(Event::Answer(Answer::Tool {
                result: late,
                wrap: false,
            }));
        }
        Poll::Pending
    }

    /// Polls the tool, whose panic is only its own.
    fn poll_call(&mut self, cx: &mut Task<'_>) {
        let Some(call) = &mut self.call else {
            return;
        };
        let outcome = match catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(cx))) {
            Ok(Poll::Pending) => return,
            Ok(Poll::Ready(outcome)) => outcome,
            Err(panic) => dispatch::panicked(&*panic),
        };
        self.drop_call();
        self.answer = Some(match outcome {
            Ok(result) => Answer::Tool {
                result,
                wrap: self.wrap,
            },
            Err(rejection) => Answer::Rejected(rejection),
        });
    }

    fn poll_deadline(&mut self, cx: &mut Task<'_>) -> Poll<()> {
        let timeout = self.timeout;
        let deadline = self
            .deadline
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(timeout)));
        deadline.as_mut().poll(cx)
    }

    /// Gives the call up and says so to whatever it started.
    fn stop(&mut self) {
        self.context.cancellation().cancel();
        self.context.updates().close();
        self.drop_call();
        self.entered = None;
    }

    /// Drops the tool's future; a panic in a destructor is no worse than one in the tool.
    fn drop_call(&mut self) {
        let call = self.call.take();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(move || drop(call))) {
            let _ = dispatch::panicked(&*panic);
        }
    }

    /// Runs on without anybody to hear it.
    async fn run_on(mut self) {
        std::future::poll_fn(|cx| {
            loop {
                match self.poll_event(cx) {
                    Poll::Ready(Event::Update(_)) => {}
                    Poll::Ready(Event::Answer(_) | Event::Cancelled) => return Poll::Ready(()),
                    Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await;
    }

    /// The client went away: the handshake era lets the call run on
    /// (`basic/transports#sending-messages-to-the-server`), the stateless one cancels it.
    pub(super) fn abandon(mut self) {
        if self.call.is_none() || self.context.is_cancelled() {
            return;
        }
        match (self.era, tokio::runtime::Handle::try_current()) {
            (Era::Handshake, Ok(runtime)) => drop(runtime.spawn(self.run_on())),
            (Era::Handshake, Err(_)) | (Era::Stateless, _) => self.stop(),
        }
    }
}
