//! A request that both eras know, from what is known of its caller to the reply.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use mcp_core::jsonrpc::{ErrorCode, ErrorObject, Request};
use mcp_core::peer::{Asking, ContextParts, Peer};
use mcp_core::{Context, Era, Principal, Revision};

use super::encode::{encode, overloaded};
use super::exchange::Exchange;
use super::run::Run;
use super::{Reply, audited, done, error, live, replay, tasks};
use crate::dispatch::{self, Answer, Started, When};
use crate::server::{Catalogue, Full, Server, Slot, nothing_of};
use crate::session::{Refused, Session};

/// What those are told whose session is over, or never was.
pub(super) const UNKNOWN_SESSION: &str = "unknown session; start anew with `initialize`";

/// What those are told who crowd.
pub(super) const CROWDED: &str =
    "you have as many calls and streams as one caller may; end one, or try again later";

/// What those are told who come when there is no room for anybody.
const BUSY: &str = "the server runs as many calls as it may; try again in some seconds";

/// Who calls, and how.
pub(super) struct Caller<'a> {
    pub(super) server: &'a Server,
    /// The bytes of the request.
    pub(super) body: &'a Bytes,
    pub(super) headers: HeaderMap,
    pub(super) revision: Revision,
    pub(super) peer: Arc<Peer>,
    /// Who that is, where credentials prove it.
    pub(super) principal: Option<Principal>,
    /// Whose messages can cancel each other.
    pub(super) session: Option<&'a Arc<Session>>,
}

impl Caller<'_> {
    /// Starts to serve a request.
    pub(super) fn start(
        self,
        catalogue: &Arc<Catalogue>,
        request: &Request<'_>,
        wish: dispatch::Request<'_>,
    ) -> Reply {
        let (server, revision) = (self.server, self.revision);
        let trail = audited::follow(&self, catalogue, request, &wish);
        let inner = server.inner();
        let arguments = wish.arguments();
        let arguments = arguments.map(|raw| self.body.slice_ref(raw.get().as_bytes()));
        let session = self.session;
        let arguments = arguments.unwrap_or_else(|| nothing_of(self.body));
        let asking = match self.asking(&arguments, request, &wish) {
            Ok(asking) => asking,
            Err(fault) => {
                let outcome = Answer::Error(fault);
                audited::turned_away(trail, &outcome);
                return answer(server, revision, request, outcome);
            }
        };
        let slot = match self.slot() {
            Ok(slot) => slot,
            Err((status, why)) => {
                audited::turned_away(trail, &Answer::Overloaded(why));
                return error(status, Some(&request.id), &overloaded(why));
            }
        };
        let task = wish.task();
        let tasking = tasks::tasking(revision, &self.peer, catalogue, task);
        let context = self.context(arguments, request, asking);
        let entered = match session.map(|pipe| pipe.enter(&request.id, &context)) {
            Some(Err(reason)) => {
                audited::not_entered(trail, reason);
                return refused(request, reason);
            }
            Some(Ok(entered)) => Some(entered),
            None => None,
        };
        let id = request.id.clone();
        let run = |context, work, timeout| {
            let (most, era) = (inner.limits.tool_timeout, revision.abilities().era);
            Run::new(id, context, work, (timeout, most), era, entered).within(slot)
        };
        // What is recorded begins when it is polled, which waits for the record of its start.
        let when = match &trail {
            Some(_) => When::Polled,
            None => When::AtOnce,
        };
        match dispatch::start(catalogue, &request.id, wish, tasking, when, context.clone()) {
            Started::Done(outcome) => {
                audited::turned_away(trail, &outcome);
                answer(server, revision, request, outcome)
            }
            Started::Running(work, timeout) => {
                let run = run(context, work, timeout).recorded(trail);
                Reply::Running(Exchange::one(server, revision, run))
            }
            Started::Task(work, timeout) => {
                let run = run(context, work, timeout).recorded(trail);
                tasks::start(server, revision, request, task, session, run)
            }
        }
    }

    /// Whether there is no room for what stays, for its caller has taken more than one may.
    pub(super) fn is_crowding(&self) -> bool {
        self.server.is_crowded_by(self.principal.as_ref())
    }

    /// The right to run; or why there is none, and the status that says so.
    pub(super) fn slot(&self) -> Result<Slot, (StatusCode, &'static str)> {
        let slot = match self.is_crowding() {
            true => Err(Full::Caller),
            false => self.server.slot(self.principal.as_ref()),
        };
        slot.map_err(|full| match full {
            Full::Caller => (StatusCode::TOO_MANY_REQUESTS, CROWDED),
            Full::Server => (StatusCode::SERVICE_UNAVAILABLE, BUSY),
        })
    }

    /// Who answers what a call asks.
    fn asking(
        &self,
        arguments: &[u8],
        request: &Request<'_>,
        wish: &dispatch::Request<'_>,
    ) -> Result<Asking, ErrorObject> {
        match (self.revision.abilities().era, self.session) {
            (Era::Handshake, Some(session)) => Ok(live::asking(session)),
            (Era::Handshake, None) => Ok(Asking::Nobody),
            (Era::Stateless, _) => replay::asking(
                self.server,
                self.principal.as_ref(),
                self.body,
                arguments,
                wish,
                &request.params,
            ),
        }
    }

    /// What a request is served with.
    pub(super) fn context(
        self,
        arguments: Bytes,
        request: &Request<'_>,
        asking: Asking,
    ) -> Context {
        let parts = ContextParts {
            arguments,
            headers: self.headers,
            peer: self.peer,
            principal: self.principal,
            progress_token: request.params.meta.progress_token.clone(),
            state: Arc::clone(&self.server.inner().state),
            host: self.server.host(),
        };
        Context::with_asking(parts, asking)
    }
}

/// The answer to a request.
pub(super) fn answer(
    server: &Server,
    revision: Revision,
    request: &Request<'_>,
    outcome: Answer,
) -> Reply {
    let mut body = Vec::new();
    let status = encode(server, revision, &request.id, outcome, &mut body);
    done(status, body)
}

/// Why the session does not take the call.
pub(super) fn refused(request: &Request<'_>, reason: Refused) -> Reply {
    let invalid = |message| ErrorObject::new(ErrorCode::INVALID_REQUEST, message);
    let (status, fault) = match reason {
        Refused::Duplicate => (
            StatusCode::BAD_REQUEST,
            invalid("a request of this id is running"),
        ),
        Refused::TooMany => (
            StatusCode::TOO_MANY_REQUESTS,
            overloaded("too many calls at once"),
        ),
        Refused::Closed => (StatusCode::NOT_FOUND, invalid(UNKNOWN_SESSION)),
    };
    error(status, Some(&request.id), &fault)
}
