//! From a running call to the messages that its client gets.

use std::task::{Context as Task, Poll};

use http::StatusCode;
use mcp_core::{Revision, wire};

use super::encode::encode;
use super::run::{Event, Run};
use crate::server::Server;

/// One or more running calls, as a sequence of messages. Dropping it is the client's going away.
pub(crate) struct Exchange {
    server: Server,
    revision: Revision,
    runs: Runs,
}

enum Runs {
    /// Over, or about to be dropped.
    Over,
    One(Run),
    /// A batch: its answers leave together, as one array.
    Many {
        open: Vec<Run>,
        answers: Vec<Vec<u8>>,
    },
}

/// What was appended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A notification; more follows.
    Update,
    /// The answer; nothing follows.
    Last(StatusCode),
    /// Nothing, for the client cancelled the call.
    End,
}

impl Exchange {
    pub(super) fn one(server: &Server, revision: Revision, run: Run) -> Box<Self> {
        Self::new(server, revision, Runs::One(run))
    }

    /// A batch of which some answers are there already.
    pub(super) fn many(
        server: &Server,
        revision: Revision,
        answers: Vec<Vec<u8>>,
        open: Vec<Run>,
    ) -> Box<Self> {
        Self::new(server, revision, Runs::Many { open, answers })
    }

    fn new(server: &Server, revision: Revision, runs: Runs) -> Box<Self> {
        Box::new(Self {
            server: server.clone(),
            revision,
            runs,
        })
    }

    /// The call of an exchange that has just begun, for a batch to take.
    pub(super) fn into_runs(mut self) -> Vec<Run> {
        match std::mem::replace(&mut self.runs, Runs::Over) {
            Runs::Over => Vec::new(),
            Runs::One(run) => vec![run],
            Runs::Many { open, .. } => open,
        }
    }

    /// Appends the next message to `out`.
    pub(crate) fn poll_next(&mut self, cx: &mut Task<'_>, out: &mut Vec<u8>) -> Poll<Step> {
        let Self {
            server,
            revision,
            runs,
        } = self;
        match runs {
            Runs::Over => Poll::Ready(Step::End),
            Runs::One(run) => match std::task::ready!(run.poll_event(cx)) {
                Event::Update(update) => {
                    wire::write_update(*revision, &update, out);
                    Poll::Ready(Step::Update)
                }
                Event::Answer(answer) => {
                    let status = encode(server, *revision, run.id(), answer, out);
                    Poll::Ready(Step::Last(status))
                }
                Event::Cancelled => Poll::Ready(Step::End),
            },
            Runs::Many { open, answers } => poll_batch(server, *revision, open, answers, cx, out),
        }
    }
}

fn poll_batch(
    server: &Server,
    revision: Revision,
    open: &mut Vec<Run>,
    answers: &mut Vec<Vec<u8>>,
    cx: &mut Task<'_>,
    out: &mut Vec<u8>,
) -> Poll<Step> {
    let mut index = 0;
    while let Some(run) = open.get_mut(index) {
        match run.poll_event(cx) {
            Poll::Pending => index += 1,
            Poll::Ready(Event::Update(update)) => {
                wire::write_update(revision, &update, out);
                return Poll::Ready(Step::Update);
            }
            Poll::Ready(Event::Answer(answer)) => {
                let run = open.swap_remove(index);
                let mut bytes = Vec::new();
                encode(server, revision, run.id(), answer, &mut bytes);
                answers.push(bytes);
            }
            Poll::Ready(Event::Cancelled) => drop(open.swap_remove(index)),
        }
    }
    match (open.is_empty(), answers.is_empty()) {
        (false, _) => Poll::Pending,
        (true, true) => Poll::Ready(Step::End),
        (true, false) => {
            write_array(answers, out);
            Poll::Ready(Step::Last(StatusCode::OK))
        }
    }
}

/// Appends messages as one JSON array.
pub(super) fn write_array(messages: &[Vec<u8>], out: &mut Vec<u8>) {
    out.push(b'[');
    out.extend(messages.join(&b','));
    out.push(b']');
}

impl Drop for Exchange {
    fn drop(&mut self) {
        match std::mem::replace(&mut self.runs, Runs::Over) {
            Runs::Over => {}
            Runs::One(run) => run.abandon(),
            Runs::Many { open, .. } => open.into_iter().for_each(Run::abandon),
        }
    }
}
