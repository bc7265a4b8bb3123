//! What runs to serve a request.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context as Task, Poll, ready};
use std::time::Duration;

use mcp_core::ToolResult;
use mcp_core::jsonrpc::{ErrorCode, ErrorObject};
use mcp_core::prompt::PromptFuture;
use mcp_core::resource::ReadFuture;
use mcp_core::text::CompletionFuture;
use mcp_core::tool::{CallFuture, reference};
use tracing::Span;

use super::Answer;
use crate::server::said;

/// A function of the server's owner that runs.
pub(crate) enum Work {
    /// A tool.
    Tool {
        call: CallFuture,
        /// As in [`Answer::Tool`].
        wrap: bool,
    },
    /// A prompt.
    Prompt(PromptFuture),
    /// A resource is read.
    Read(ReadFuture),
    /// An argument is completed.
    Complete(CompletionFuture),
    /// What is of no use once nobody waits for it: a task is waited for, which does not need that,
    /// or resources are listed.
    Await(Pin<Box<dyn Future<Output = Answer> + Send>>),
    /// One of them within what its log lines stand in.
    Logged {
        end: Pin<Box<dyn Future<Output = Answer> + Send>>,
        failing: Failing,
        is_awaiting: bool,
    },
}

/// What kind of function it is, which decides how it fails.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Failing {
    /// A tool has an answer of its own for it.
    Tool,
    /// Others have only errors of the protocol.
    Other,
}

impl Work {
    /// The same with what its log lines stand in.
    #[cold]
    #[inline(never)]
    pub(super) fn within(mut self, span: Span) -> Self {
        let (failing, is_awaiting) = (self.failing(), self.is_awaiting());
        // Its panic is caught inside, so that it is told with the rest.
        let end = Box::pin(poll_fn(move |cx| span.in_scope(|| self.poll(cx))));
        Self::Logged {
            end,
            failing,
            is_awaiting,
        }
    }

    /// Goes on with it; a panic is only its own.
    #[inline(always)]
    pub(crate) fn poll(&mut self, cx: &mut Task<'_>) -> Poll<Answer> {
        match catch_unwind(AssertUnwindSafe(|| self.advance(cx))) {
            Ok(answer) => answer,
            Err(panic) => Poll::Ready(self.failing().panicked(&*panic)),
        }
    }

    fn advance(&mut self, cx: &mut Task<'_>) -> Poll<Answer> {
        Poll::Ready(match self {
            Self::Tool { call, wrap } => match ready!(call.as_mut().poll(cx)) {
                Ok(result) => Answer::Tool {
                    result,
                    wrap: *wrap,
                },
                Err(rejection) => Answer::Rejected(rejection),
            },
            Self::Prompt(get) => {
                ready!(get.as_mut().poll(cx)).map_or_else(Answer::Refused, Answer::Prompt)
            }
            Self::Read(read) => {
                ready!(read.as_mut().poll(cx)).map_or_else(Answer::Refused, Answer::Contents)
            }
            Self::Complete(complete) => {
                ready!(complete.as_mut().poll(cx)).map_or_else(Answer::Refused, Answer::Completion)
            }
            Self::Await(end) | Self::Logged { end, .. } => ready!(end.as_mut().poll(cx)),
        })
    }

    /// How it fails.
    pub(crate) const fn failing(&self) -> Failing {
        match self {
            Self::Tool { .. } => Failing::Tool,
            Self::Prompt(_) | Self::Read(_) | Self::Complete(_) | Self::Await(_) => Failing::Other,
            Self::Logged { failing, .. } => *failing,
        }
    }

    /// Whether it is of no use once nobody waits for it.
    pub(crate) const fn is_awaiting(&self) -> bool {
        match self {
            Self::Await(_) => true,
            Self::Logged { is_awaiting, .. } => *is_awaiting,
            _ => false,
        }
    }
}

impl Failing {
    /// The end of what panicked; what it said goes to the log only.
    pub(crate) fn panicked(self, panic: &(dyn Any + Send)) -> Answer {
        let (reference, said) = (reference(), said(panic));
        tracing::error!(reference, said, "{} panicked", self.what());
        let told = self.answer(format!("internal error (ref {reference})"));
        Answer::Panicked(Box::new(told))
    }

    /// The end of what took longer than it may.
    pub(crate) fn late(self, limit: Duration) -> Answer {
        self.answer(format!("timed out after {} s", limit.as_secs_f64()))
    }

    const fn what(self) -> &'static str {
        match self {
            Self::Tool => "a tool",
            Self::Other => "a prompt, a resource or what completes an argument",
        }
    }

    fn answer(self, message: String) -> Answer {
        match self {
            Self::Tool => Answer::Tool {
                result: ToolResult::error(message),
                wrap: false,
            },
            Self::Other => Answer::Error(ErrorObject::new(ErrorCode::INTERNAL_ERROR, message)),
        }
    }
}
