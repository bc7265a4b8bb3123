//! `subscriptions/listen` (2026-07-28): a request that is answered when the server ends it, and
//! tells of changes until then.
//!
//! ```text
//!   acknowledged ──▶ change ──▶ change ──▶ … ──┬─ the server ends it ──▶ (cancelled ──▶) result
//!                                              └─ the client does ─────▶ nothing
//! ```

use std::task::{Context as Task, Poll, ready};

use bytes::Bytes;
use http::StatusCode;
use mcp_core::jsonrpc::{self, Request, RequestId};
use mcp_core::model::{Announcement, Capability, SubscriptionFilter};
use mcp_core::peer::{Asking, Viewer};
use mcp_core::wire::{self, decode};
use mcp_core::{Context, Revision};

use super::call::{CROWDED, Caller, answer, refused};
use super::encode::{missing, overloaded};
use super::exchange::{Exchange, Step};
use super::tasks::Watch;
use super::{Reply, Status, error};
use crate::dispatch::Answer;
use crate::server::{Owner, Server};
use crate::session::{Listener, Running, TooMany};

/// Starts to serve a request: it has a stream as soon as there is room for one.
pub(super) fn start(caller: Caller<'_>, request: &Request<'_>) -> Reply {
    let wish = match decode::Listen::read(request.params.whole()) {
        Ok(wish) => wish,
        Err(fault) => {
            return answer(
                caller.server,
                caller.revision,
                request,
                Answer::Error(fault),
            );
        }
    };
    let (server, revision, pipe) = (caller.server, caller.revision, caller.session);
    if caller.is_crowding() {
        return answer(server, revision, request, Answer::Overloaded(CROWDED));
    }
    let who = caller.principal.clone();
    let viewer = Viewer::new(who.as_ref(), &server.inner().state);
    let mut granted = server.grant(wish.filter, &viewer);
    if !granted.task_ids.is_empty() && !caller.peer.capabilities().tasks {
        let (status, fault) = missing(revision.abilities().era, Capability::Tasks);
        return error(status, Some(&request.id), &fault);
    }
    // Only on a pipe can a later message cancel it.
    let piped = match pipe {
        None => None,
        Some(pipe) => {
            let context = caller.context(Bytes::new(), request, Asking::Nobody);
            match pipe.enter(&request.id, &context) {
                Ok(running) => Some((context, running)),
                Err(reason) => return refused(request, reason),
            }
        }
    };
    let owner = Owner::Principal(who.clone());
    let tasks = Watch::of(server, &owner, &mut granted.task_ids);
    let sessions = server.sessions();
    let mut among = vec![sessions.listeners()];
    let of_pipe = pipe.and_then(|pipe| pipe.listeners());
    among.extend(&of_pipe);
    match Listener::open(sessions.board(), &among, who.as_ref(), &granted) {
        Ok(listener) => {
            let listen = Listen::new(request.id.clone(), granted, listener, tasks, piped);
            Reply::Running(Exchange::listen(server, revision, listen))
        }
        Err(TooMany) => too_many(request),
    }
}

fn too_many(request: &Request<'_>) -> Reply {
    let message = "as many streams are listened to as may be; end one, or try again later";
    let fault = overloaded(message);
    error(StatusCode::TOO_MANY_REQUESTS, Some(&request.id), &fault)
}

/// One stream of changes.
pub(super) struct Listen {
    id: RequestId,
    listener: Listener,
    tasks: Watch,
    stage: Stage,
    /// What its pipe knows of it; none over HTTP, where a stream ends with its response.
    piped: Option<(Context, Running)>,
}

enum Stage {
    /// Nothing is said yet; this will be granted.
    Beginning(SubscriptionFilter),
    /// Changes are told.
    Open,
    /// Only the result is left to be said.
    Ending,
}

impl Listen {
    const fn new(
        id: RequestId,
        granted: SubscriptionFilter,
        listener: Listener,
        tasks: Watch,
        piped: Option<(Context, Running)>,
    ) -> Self {
        Self {
            id,
            listener,
            tasks,
            stage: Stage::Beginning(granted),
            piped,
        }
    }

    /// Whether the client cancelled it, and hears no more of it.
    pub(super) fn is_cancelled(&self) -> bool {
        let context = self.piped.as_ref().map(|(context, _)| context);
        context.is_some_and(Context::is_cancelled)
    }

    /// Appends the next message to `out`.
    pub(super) fn poll_next(
        &mut self,
        server: &Server,
        revision: Revision,
        cx: &mut Task<'_>,
        out: &mut Vec<u8>,
    ) -> Poll<Step> {
        if let Some((context, _)) = &self.piped
            && context.cancellation().poll_cancelled(cx).is_ready()
        {
            return Poll::Ready(Step::End);
        }
        match &self.stage {
            Stage::Beginning(granted) => {
                wire::write_acknowledged(&self.id, granted, out);
                self.stage = Stage::Open;
                Poll::Ready(Step::Update)
            }
            Stage::Open => match self.listener.poll_next(cx) {
                Poll::Pending => {
                    let record = ready!(self.tasks.poll_next(cx));
                    let (task, detail) = record.shown();
                    wire::write_task_notification(revision, &self.id, &task, &detail, out);
                    Poll::Ready(Step::Update)
                }
                Poll::Ready(change) => self.tell(change, server, revision, out),
            },
            Stage::Ending => Poll::Ready(self.end(server, revision, out)),
        }
    }

    /// Appends what has changed, or that the server ends the stream.
    fn tell(
        &mut self,
        change: Option<Announcement>,
        server: &Server,
        revision: Revision,
        out: &mut Vec<u8>,
    ) -> Poll<Step> {
        match change {
            Some(change) => {
                wire::write_announcement(&change, Some(&self.id), out);
                Poll::Ready(Step::Update)
            }
            None if self.piped.is_some() => {
                wire::write_cancelled(&self.id, "the server ends the stream", out);
                self.stage = Stage::Ending;
                Poll::Ready(Step::Update)
            }
            None => Poll::Ready(self.end(server, revision, out)),
        }
    }

    /// Appends the result, which only says that it is over.
    fn end(&self, server: &Server, revision: Revision, out: &mut Vec<u8>) -> Step {
        jsonrpc::write_result(out, &self.id, |out| {
            wire::write_listen_result(revision, &server.inner().stamp, &self.id, out);
        });
        Step::Last(Status::OK)
    }
}
