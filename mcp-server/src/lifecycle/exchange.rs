//! From a running call to the messages that its client gets.

use std::future::poll_fn;
use std::task::{Context as Task, Poll};
use std::time::Duration;

use mcp_core::{Revision, wire};

use super::encode::{encode, withdrawn};
use super::listen::Listen;
use super::run::{Event, Run};
use super::{Status, tasks};
use crate::callers::Guest;
use crate::server::{HttpOptions, Server};
use crate::session::{Seat, Writer};
use crate::spawn::spawn;

/// One or more running calls, as a sequence of messages. Dropping it is the client's going away.
pub(crate) struct Exchange {
    server: Server,
    revision: Revision,
    runs: Runs,
    /// Whose it is, where that is asked.
    guest: Option<Guest>,
}

enum Runs {
    /// Over, or about to be dropped.
    Over,
    One(Run),
    /// A batch: its answers leave together, as one array.
    Many {
        open: Vec<Run>,
        /// Whose turn it is.
        turn: usize,
        answers: Vec<Vec<u8>>,
        status: Status,
    },
    /// No call, but a stream of changes.
    Listen(Box<Listen>),
}

/// What was appended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A notification; more follows.
    Update,
    /// The answer; nothing follows.
    Last(Status),
    /// Nothing, for the client shall come back for the rest. It means nothing where it cannot.
    HangUp,
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
        (answers, status): (Vec<Vec<u8>>, Status),
        open: Vec<Run>,
    ) -> Box<Self> {
        let runs = Runs::Many {
            open,
            turn: 0,
            answers,
            status,
        };
        Self::new(server, revision, runs)
    }

    /// A stream of changes.
    pub(super) fn listen(server: &Server, revision: Revision, listen: Listen) -> Box<Self> {
        Self::new(server, revision, Runs::Listen(Box::new(listen)))
    }

    fn new(server: &Server, revision: Revision, runs: Runs) -> Box<Self> {
        Box::new(Self {
            server: server.clone(),
            revision,
            runs,
            guest: None,
        })
    }

    /// Holds the place of whoever began it, for as long as anything of it goes on.
    pub(crate) fn hold(&mut self, guest: Option<&Guest>) {
        self.guest = guest.cloned();
    }

    /// The call of an exchange that has just begun, for a batch to take.
    pub(super) fn into_runs(mut self) -> Vec<Run> {
        match std::mem::replace(&mut self.runs, Runs::Over) {
            Runs::Over | Runs::Listen(_) => Vec::new(),
            Runs::One(run) => vec![run],
            Runs::Many { open, .. } => open,
        }
    }

    pub(crate) fn options(&self) -> &HttpOptions {
        self.server.http()
    }

    /// Whether the client knows how to come back for the rest.
    pub(crate) fn polls(&self) -> bool {
        self.revision.abilities().priming_event
    }

    /// After how long the client is told to come back later, if it is.
    pub(crate) fn poll_after(&self) -> Option<Duration> {
        let limit = self.server.http().poll_after?;
        lets_go(&self.server, self.revision).then_some(limit)
    }

    /// Begins the log of the stream that the answer has become, where its events have ids.
    pub(crate) fn log(&self) -> Option<Seat> {
        if !self.revision.abilities().event_ids {
            return None;
        }
        let histories = self.server.sessions().histories()?;
        match &self.runs {
            Runs::One(run) => {
                let id = run.id().clone();
                run.session()?.log_call(histories, Some(id))
            }
            Runs::Many { open, .. } => {
                let session = open.iter().find_map(Run::session)?;
                session.log_call(histories, None)
            }
            Runs::Over | Runs::Listen(_) => None,
        }
    }

    /// Goes on without the response that was its client's. What is said goes into the log, for a
    /// client that comes back.
    pub(crate) fn carry_on(mut self: Box<Self>, log: Writer) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        let unattended = self.server.unattended();
        spawn(&runtime, async move {
            let _unattended = unattended;
            let mut message = Vec::new();
            loop {
                poll_fn(|cx| log.poll_heard(cx)).await;
                message.clear();
                match poll_fn(|cx| self.poll_next(cx, &mut message)).await {
                    Step::Update => log.append(&message),
                    Step::HangUp => log.hang_up(),
                    Step::Last(_) => return log.append(&message),
                    Step::End => return,
                }
            }
        });
    }

    /// Whether what it has to say waits, and becomes less, for as long as nobody asks for it.
    pub(crate) const fn is_listening(&self) -> bool {
        matches!(self.runs, Runs::Listen(_))
    }

    /// Whether the client cancelled it just now, and wants nothing more of what was said. What a
    /// batch has to say is said.
    pub(crate) fn is_cancelled(&self) -> bool {
        match &self.runs {
            Runs::Over | Runs::Many { .. } => false,
            Runs::One(run) => run.is_cancelled(),
            Runs::Listen(listen) => listen.is_cancelled(),
        }
    }

    /// Whether whoever began it was told to leave, or is to be heard of otherwise. What belongs to a
    /// session ends with that, and listening by itself.
    #[inline(never)]
    fn is_unwelcome(&self, cx: &Task<'_>) -> bool {
        let ends = matches!(&self.runs, Runs::One(run) if run.session().is_none());
        let guest = self.guest.as_ref().filter(|_| ends);
        guest.is_some_and(|guest| guest.poll_shown_out(cx).is_ready())
    }

    /// Gives its call up, and appends why.
    #[cold]
    fn end_unwelcome(&mut self, out: &mut Vec<u8>) -> Step {
        let Runs::One(mut run) = std::mem::replace(&mut self.runs, Runs::Over) else {
            return Step::End;
        };
        run.stop();
        Step::Last(withdrawn(run.id(), out))
    }

    /// Appends the next message to `out`.
    pub(crate) fn poll_next(&mut self, cx: &mut Task<'_>, out: &mut Vec<u8>) -> Poll<Step> {
        if self.guest.is_some() && self.is_unwelcome(cx) {
            return Poll::Ready(self.end_unwelcome(out));
        }
        let Self {
            server,
            revision,
            runs,
            guest,
        } = self;
        match runs {
            Runs::Over => Poll::Ready(Step::End),
            Runs::One(run) => match std::task::ready!(poll_one(server, *revision, run, cx)) {
                Event::Update(update) => {
                    wire::write_update(*revision, &update, out);
                    Poll::Ready(Step::Update)
                }
                Event::Answer(answer) => {
                    let status = encode(server, *revision, run.id(), answer, out);
                    *runs = Runs::Over;
                    Poll::Ready(Step::Last(status))
                }
                Event::HangUp => Poll::Ready(Step::HangUp),
                Event::Task => {
                    let step = hand_over(server, *revision, runs, out);
                    // Whoever ended all tasks meanwhile may not have found this one.
                    guest.iter().for_each(|guest| server.see_out(guest));
                    Poll::Ready(step)
                }
                Event::Cancelled => Poll::Ready(Step::End),
            },
            Runs::Many {
                open,
                turn,
                answers,
                status,
            } => {
                let batch = (open, turn);
                poll_batch(server, *revision, batch, (answers, status), cx, out)
            }
            Runs::Listen(listen) => {
                let step = std::task::ready!(listen.poll_next(server, *revision, cx, out));
                if step != Step::Update {
                    *runs = Runs::Over;
                }
                Poll::Ready(step)
            }
        }
    }
}

/// Whether a client can be told to come back later: not to a server that will not be there.
fn lets_go(server: &Server, revision: Revision) -> bool {
    revision.abilities().priming_event
        && server.sessions().histories().is_some()
        && !server.shutdown().is_cancelled()
}

/// The next event, without those that the client would not understand.
fn poll_one(server: &Server, revision: Revision, run: &mut Run, cx: &mut Task<'_>) -> Poll<Event> {
    loop {
        match run.poll_event(cx) {
            Poll::Ready(Event::HangUp) if !lets_go(server, revision) => {}
            event => return event,
        }
    }
}

/// Lets a call go on as a task, and answers with its name.
fn hand_over(server: &Server, revision: Revision, runs: &mut Runs, out: &mut Vec<u8>) -> Step {
    let Runs::One(run) = std::mem::replace(runs, Runs::Over) else {
        return Step::End;
    };
    let id = run.id().clone();
    let answer = tasks::hand_over(server, revision, None, None, run);
    Step::Last(encode(server, revision, &id, answer, out))
}

fn poll_batch(
    server: &Server,
    revision: Revision,
    (open, turn): (&mut Vec<Run>, &mut usize),
    (answers, status): (&mut Vec<Vec<u8>>, &mut Status),
    cx: &mut Task<'_>,
    out: &mut Vec<u8>,
) -> Poll<Step> {
    // Whoever speaks goes on until it has to wait, and then the next has its turn.
    let mut index = std::mem::take(turn);
    let is_first = index == 0;
    while let Some(run) = open.get_mut(index) {
        match run.poll_event(cx) {
            Poll::Pending => index += 1,
            Poll::Ready(Event::Update(update)) => {
                wire::write_update(revision, &update, out);
                *turn = index;
                return Poll::Ready(Step::Update);
            }
            Poll::Ready(Event::Answer(answer)) => {
                let run = open.swap_remove(index);
                let mut bytes = Vec::new();
                let told = encode(server, revision, run.id(), answer, &mut bytes);
                status.note(told, answers.is_empty());
                answers.push(bytes);
            }
            // No revision has both batches and clients that come back.
            Poll::Ready(Event::HangUp) => {}
            // Nor has any both batches and calls that choose to become tasks.
            Poll::Ready(Event::Cancelled | Event::Task) => drop(open.swap_remove(index)),
        }
    }
    match (open.is_empty(), answers.is_empty()) {
        (false, _) => {
            // Those before may wait for whoever polled them last.
            if !is_first {
                cx.waker().wake_by_ref();
            }
            Poll::Pending
        }
        (true, true) => Poll::Ready(Step::End),
        (true, false) => {
            write_array(answers, out);
            Poll::Ready(Step::Last(std::mem::replace(status, Status::OK)))
        }
    }
}

/// Appends messages as one JSON array.
pub(super) fn write_array(messages: &[Vec<u8>], out: &mut Vec<u8>) {
    out.push(b'[');
    for (place, message) in messages.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        out.extend_from_slice(message);
    }
    out.push(b']');
}

impl Drop for Exchange {
    fn drop(&mut self) {
        // Nearly all are over, and need not be moved.
        if matches!(self.runs, Runs::Over) {
            return;
        }
        match std::mem::replace(&mut self.runs, Runs::Over) {
            Runs::Over | Runs::Listen(_) => {}
            Runs::One(run) => run.abandon(&self.server, self.guest.take()),
            Runs::Many { open, .. } => {
                let abandon = |run: Run| run.abandon(&self.server, self.guest.clone());
                open.into_iter().for_each(abandon);
            }
        }
    }
}
