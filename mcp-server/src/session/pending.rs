//! Questions to a client that it has not answered yet.
//!
//! ```text
//!   Ask ──▶ Session::ask ──▶ Update::Question, on the stream of the call ──▶ client
//!    ▲                                                                         │
//!    └────────── oneshot ◀── Pending ◀── Session::answer ◀── response ◀────────┘
//! ```

use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;

use bytes::Bytes;
use mcp_core::Context;
use mcp_core::jsonrpc::{RequestId, Response};
use mcp_core::model::{Question, Update};
use mcp_core::peer::{AskError, Asker, Reply};
use mcp_core::wire;
use serde_json::value::RawValue;
use tokio::sync::oneshot;

use super::Session;

/// How many questions of one session are open at once.
const MAX_QUESTIONS: usize = 64;

/// What the client is told whose answer comes too late.
const WITHDRAWN: &str = "nobody waits for the answer any more";

/// What a client made of a question.
type Outcome = Result<Box<RawValue>, AskError>;

/// The same on its way to whoever asked, with what is held until it is there.
type Answer = (Outcome, Bytes);

/// The open questions of one session. Most are never asked any.
#[derive(Default)]
pub(super) struct Pending {
    /// The number of the latest.
    last: i64,
    /// Few at a time, mostly none.
    waiting: Vec<(i64, oneshot::Sender<Answer>)>,
}

impl Pending {
    fn take(&mut self, number: i64) -> Option<oneshot::Sender<Answer>> {
        let place = self.waiting.iter().position(|(open, _)| *open == number)?;
        Some(self.waiting.swap_remove(place).1)
    }
}

impl Session {
    /// Opens a question.
    fn question(&self) -> Result<(i64, oneshot::Receiver<Answer>), AskError> {
        let mut state = self.state();
        let activity = state.activity().ok_or(AskError::Gone)?;
        let open = activity.pending.get_or_insert_default();
        if open.waiting.len() >= MAX_QUESTIONS {
            return Err(AskError::TooMany);
        }
        let (sender, receiver) = oneshot::channel();
        open.last += 1;
        let number = open.last;
        open.waiting.push((number, sender));
        Ok((number, receiver))
    }

    /// Takes a question out, if it is open.
    fn take_question(&self, number: i64) -> Option<oneshot::Sender<Answer>> {
        let mut state = self.state();
        state.going_on()?.pending.as_mut()?.take(number)
    }

    /// Gives the outcome to whoever waits. Nobody does for an unknown question, or one that is
    /// answered or withdrawn: that is nobody's mistake, for messages cross.
    fn resolve(&self, id: &RequestId, answer: impl FnOnce() -> Answer) {
        let RequestId::Number(number) = id else {
            return;
        };
        if let Some(waiting) = self.take_question(*number) {
            // Who waited may have stopped just now.
            let _ = waiting.send(answer());
        }
    }

    /// Takes what the client answers. What it `holds` is held until it is with whoever asked, who may be a
    /// while in coming for it.
    pub(crate) fn answer(&self, response: &Response<'_>, holds: Bytes) {
        self.resolve(&response.id, || {
            let outcome = match response.outcome {
                Ok(result) => Ok(result.to_owned()),
                Err(error) => {
                    let (code, message) = wire::read_refusal(error);
                    Err(AskError::Refused { code, message })
                }
            };
            (outcome, holds)
        });
    }

    /// Fails a question that cannot reach the client.
    pub(crate) fn undelivered(&self, id: &RequestId) {
        self.resolve(id, || (Err(AskError::Gone), Bytes::new()));
    }
}

impl Asker for Session {
    fn ask(self: Arc<Self>, context: Context, question: Arc<Question>) -> Reply {
        Box::pin(ask(self, context, question))
    }

    fn refer(&self, id: &str) -> bool {
        self.send_to(id)
    }
}

async fn ask(session: Arc<Session>, context: Context, question: Arc<Question>) -> Outcome {
    let limit = session.common.ask_timeout;
    let outcome = tokio::time::timeout(limit, async {
        session.settled().await;
        if let Question::Url { id, .. } = &*question {
            session.send_to(id);
        }
        let (number, answer) = session.question()?;
        let asked = Asked {
            session: &session,
            context,
            number,
        };
        asked.wait(question, answer).await
    });
    outcome.await.unwrap_or(Err(AskError::TimedOut(limit)))
}

/// A question that is open; dropping it withdraws the question.
struct Asked<'s> {
    session: &'s Session,
    context: Context,
    number: i64,
}

impl Asked<'_> {
    async fn wait(&self, question: Arc<Question>, answer: oneshot::Receiver<Answer>) -> Outcome {
        let id = self.number.into();
        let mut update = Some(Update::Question { id, question });
        let updates = self.context.updates();
        poll_fn(|cx| updates.poll_send(cx, &mut update)).await;
        if updates.is_closed() {
            return Err(AskError::Gone);
        }
        let (outcome, _held) = answer.await.map_err(|_| AskError::Gone)?;
        outcome
    }
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        let open = self.session.take_question(self.number);
        if open.is_some() {
            // Where there is no room, the client finds out by itself.
            let _ = self.context.updates().try_send(Update::Withdrawn {
                id: self.number.into(),
                reason: WITHDRAWN,
            });
        }
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Session").field(&self.id).finish()
    }
}

#[cfg(test)]
mod tests;
