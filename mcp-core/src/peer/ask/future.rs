//! A question on its way.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Poll};

use serde_json::value::RawValue;

use super::replay::Key;
use super::{AskError, Asking, Reply};
use crate::model::Question;
use crate::peer::Context;

/// A question; asked, and waited for, by `.await`.
///
/// While a call waits for an answer, its own time limit stands still. Dropping the future withdraws
/// the question.
#[must_use = "a question is asked by `.await`"]
pub struct Ask<T> {
    context: Context,
    question: Result<Arc<Question>, AskError>,
    key: Key,
    read: Read<T>,
    state: State,
}

/// Makes of what came back what was asked for; or says what is wrong with it.
pub(super) type Read<T> = fn(&Question, &RawValue) -> Result<T, String>;

enum State {
    Unasked,
    Waiting { reply: Reply, _wait: Wait },
    Over,
}

impl<T> Ask<T> {
    pub(super) fn new(
        context: &Context,
        question: Result<Question, AskError>,
        read: Read<T>,
    ) -> Self {
        Self {
            key: context
                .replay()
                .map(|replay| replay.key(None))
                .unwrap_or_default(),
            context: context.clone(),
            question: question.map(Arc::new),
            read,
            state: State::Unasked,
        }
    }

    /// Gives the question a name that stays the same when a call is run again. Without one it goes
    /// by its number, and what was answered counts only as long as the question is the same.
    ///
    /// A name that was given before in this call is told apart from it by a number.
    pub fn key(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        if let Some(replay) = self.context.replay() {
            self.key = replay.key(Some(key.into()));
        }
        self
    }

    fn begin(&mut self) -> Result<Arc<Question>, AskError> {
        let question = self.question.clone()?;
        match question.missing(self.context.peer().capabilities()) {
            Some(missing) => Err(AskError::Unsupported(missing)),
            None => Ok(question),
        }
    }

    fn poll_replay(&mut self, question: &Arc<Question>) -> Poll<Result<T, AskError>> {
        let Some(replay) = self.context.replay() else {
            return Poll::Ready(Err(AskError::Unavailable));
        };
        let answer = replay.answer(&self.key, question, |answer| (self.read)(question, answer));
        match answer {
            Some(value) => {
                self.state = State::Over;
                Poll::Ready(Ok(value))
            }
            None => {
                // The call is suspended: whoever runs it looks what it wants to know.
                self.context.updates().wake();
                Poll::Pending
            }
        }
    }
}

impl<T> Future for Ask<T> {
    type Output = Result<T, AskError>;

    fn poll(self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        if let State::Unasked = this.state {
            let question = match this.begin() {
                Ok(question) => question,
                Err(error) => return Poll::Ready(Err(error)),
            };
            match this.context.asking() {
                Asking::Nobody => return Poll::Ready(Err(AskError::Unavailable)),
                Asking::Replay(_) => return this.poll_replay(&question),
                Asking::Live(asker) => {
                    let reply = Arc::clone(asker).ask(this.context.clone(), question);
                    this.state = State::Waiting {
                        reply,
                        _wait: Wait::new(&this.context),
                    };
                }
            }
        }
        let State::Waiting { reply, .. } = &mut this.state else {
            return Poll::Pending;
        };
        let outcome = task::ready!(reply.as_mut().poll(cx));
        this.state = State::Over;
        Poll::Ready(outcome.and_then(|answer| {
            let question = this.question.as_ref().map_err(AskError::clone)?;
            (this.read)(question, &answer).map_err(AskError::Malformed)
        }))
    }
}

impl<T> Unpin for Ask<T> {}

impl<T> fmt::Debug for Ask<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ask")
            .field("question", &self.question)
            .finish_non_exhaustive()
    }
}

/// As long as one lives, the call waits for its client.
struct Wait(Context);

impl Wait {
    fn new(context: &Context) -> Self {
        context.wait(true);
        Self(context.clone())
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        self.0.wait(false);
    }
}
