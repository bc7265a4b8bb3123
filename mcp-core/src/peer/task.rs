//! How a call becomes a task while it runs.

use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{self, Poll};

use super::{Asking, Context};

/// ```text
///   CALL ──offer_task──▶ OFFERED ──start_task──▶ WANTED ──become_task──▶ TASK
///     └───────────────────────── become_task ──────────────────────────────┘
/// ```
#[derive(Debug, Default)]
pub(super) struct Switch {
    stage: AtomicU8,
    /// Who answers what the task asks, where that is somebody else.
    asking: OnceLock<Box<Asking>>,
}

const CALL: u8 = 0;
const OFFERED: u8 = 1;
const WANTED: u8 = 2;
const TASK: u8 = 3;

impl Switch {
    pub(super) fn asking(&self) -> Option<&Asking> {
        self.asking.get().map(|asking| &**asking)
    }

    fn is(&self, stage: u8) -> bool {
        self.stage.load(Ordering::Acquire) == stage
    }

    fn advance(&self, from: u8, to: u8) {
        let order = Ordering::AcqRel;
        let _ = self
            .stage
            .compare_exchange(from, to, order, Ordering::Relaxed);
    }
}

impl Context {
    /// Makes a task of the call where its client can have one, and goes on: what follows may take as
    /// long as it takes. Only for tools that are `#[tool(task = "later")]`, and where the server
    /// decides what becomes a task (2026-07-28); elsewhere the call is one already, or stays what it
    /// is, and this does nothing.
    ///
    /// What is asked before is asked by the call, and what is asked after by the task.
    ///
    /// ```
    /// use mcp_core::form::Form;
    /// use mcp_core::{Context, ToolError};
    ///
    /// async fn deploy<Plan: Form>(context: Context) -> Result<String, ToolError> {
    ///     let Some(_plan) = context.ask::<Plan>("What, and where?").await?.accepted() else {
    ///         return Ok("as you like".to_owned());
    ///     };
    ///     context.start_task().await;
    ///     // Work that takes long.
    ///     Ok("deployed".to_owned())
    /// }
    /// ```
    pub fn start_task(&self) -> StartTask {
        StartTask(self.clone())
    }

    /// Whether the call is a task.
    #[must_use]
    pub fn is_task(&self) -> bool {
        self.0.switch.is(TASK)
    }

    /// Lets the call become a task: whoever runs it looks whether it [wants to](Self::wants_task).
    pub fn offer_task(&self) {
        self.0.switch.advance(CALL, OFFERED);
    }

    /// Whether the call waits to become a task.
    #[must_use]
    pub fn wants_task(&self) -> bool {
        self.0.switch.is(WANTED)
    }

    /// Says that the call is a task from now on, and who answers what that asks, if it is not who
    /// answers the call.
    pub fn become_task(&self, asking: Option<Asking>) {
        if let Some(asking) = asking {
            let _ = self.0.switch.asking.set(Box::new(asking));
        }
        self.0.switch.stage.store(TASK, Ordering::Release);
    }
}

/// A call on its way to become a task; it is one, or stays what it is, by `.await`.
#[derive(Debug)]
#[must_use = "a task is started by `.await`"]
pub struct StartTask(Context);

impl Future for StartTask {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _cx: &mut task::Context<'_>) -> Poll<()> {
        let switch = &self.0.0.switch;
        switch.advance(OFFERED, WANTED);
        match switch.is(WANTED) {
            // Whoever runs the call looks, and polls it as a task.
            true => {
                self.0.updates().wake();
                Poll::Pending
            }
            false => Poll::Ready(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::Waker;

    use super::*;
    use crate::peer::{ContextParts, Replay};

    fn poll(future: impl Future) -> bool {
        let mut cx = task::Context::from_waker(Waker::noop());
        pin!(future).poll(&mut cx).is_ready()
    }

    fn call(asking: Asking) -> Context {
        Context::with_asking(ContextParts::default(), asking)
    }

    #[test]
    fn a_call_that_was_offered_nothing_goes_on_as_it_is() {
        let context = call(Asking::Nobody);
        assert!(poll(context.start_task()));
        assert!(!context.wants_task() && !context.is_task());
    }

    #[test]
    fn a_call_waits_until_it_is_a_task() {
        let context = call(Asking::Nobody);
        context.offer_task();
        assert!(!context.wants_task());
        assert!(!poll(context.start_task()));
        assert!(context.wants_task());
        context.become_task(None);
        assert!(poll(context.start_task()) && context.is_task() && !context.wants_task());
    }

    #[test]
    fn a_task_may_ask_somebody_else() {
        let context = call(Asking::Replay(Replay::default()));
        assert!(context.replay().is_some());
        context.become_task(Some(Asking::Nobody));
        assert!(context.replay().is_none());
        assert!(matches!(context.asking(), Asking::Nobody));
    }
}
