//! The era without sessions: each request says who sends it, and its headers must say the same.

use std::sync::Arc;

use http::StatusCode;
use mcp_core::jsonrpc::{self, ErrorCode, ErrorObject, Message, Request};
use mcp_core::peer::{ContextParts, Peer};
use mcp_core::wire::{self, decode};
use mcp_core::{Context, Era, Revision};

use super::classify::unsupported;
use super::encode::encode;
use super::exchange::Exchange;
use super::handshake::{Handshake, notice, refused, unknown_method};
use super::mirror::says;
use super::run::Run;
use super::{Answer, Mirror, Reply, error};
use crate::dispatch::{self, Answer as Outcome, Started};
use crate::server::{DISCOVERY_CACHING, Server};
use crate::session::Session;

/// What a message of this era is served with.
pub(super) struct Stateless<'a> {
    request: Handshake<'a>,
    /// The headers; there are none on a pipe.
    mirror: Option<&'a Mirror<'a>>,
    /// The pipe, whose messages can cancel each other.
    pipe: Option<&'a Arc<Session>>,
}

/// A refusal: the status that HTTP gives it, and the error.
type Fault = (StatusCode, ErrorObject);

impl<'a> Stateless<'a> {
    pub(super) const fn new(
        request: Handshake<'a>,
        mirror: Option<&'a Mirror<'a>>,
        pipe: Option<&'a Arc<Session>>,
    ) -> Self {
        Self {
            request,
            mirror,
            pipe,
        }
    }

    pub(super) fn message(self, message: &Message<'_>, params: &decode::Params<'_>) -> Reply {
        match message {
            Message::Response(_) => Reply::Accepted,
            Message::Notification(notification) => {
                if let Err((status, fault)) = self.same_version(&params.meta) {
                    return error(status, None, &fault);
                }
                if let Some(pipe) = self.pipe {
                    notice(pipe, notification);
                }
                Reply::Accepted
            }
            Message::Request(request) => {
                let checked = self.check(request, params);
                match checked {
                    Ok((revision, peer)) => self.serve(request, revision, peer, params),
                    Err((status, fault)) => error(status, Some(&request.id), &fault),
                }
            }
        }
    }

    /// The gates, in the order that tells a client best what it did wrong.
    fn check(
        &self,
        request: &Request<'_>,
        params: &decode::Params<'_>,
    ) -> Result<(Revision, Peer), Fault> {
        let meta = &params.meta;
        let version = meta.read_version().map_err(bad)?;
        self.version_header(&version)?;
        let revision = version
            .parse()
            .ok()
            .filter(|revision: &Revision| revision.abilities().era == Era::Stateless)
            .ok_or_else(|| bad(unsupported(&version, Era::Stateless)))?;
        let peer = peer(meta)?;
        self.mirrored(request, params)?;
        Ok((revision, peer))
    }

    fn version_header(&self, version: &str) -> Result<(), Fault> {
        match self.mirror.map(|mirror| mirror.version) {
            None => Ok(()),
            Some(None) => Err(mismatch(
                "the `MCP-Protocol-Version` header is missing".into(),
            )),
            Some(Some(header)) if header == version => Ok(()),
            Some(Some(_)) => Err(mismatch(
                "the `MCP-Protocol-Version` header differs from the version in `_meta`".into(),
            )),
        }
    }

    /// A notification needs no header, but a wrong one is wrong.
    fn same_version(&self, meta: &decode::Meta<'_>) -> Result<(), Fault> {
        match self.mirror.and_then(|mirror| mirror.version) {
            None => Ok(()),
            Some(_) => self.version_header(&meta.read_version().map_err(bad)?),
        }
    }

    /// `Mcp-Method` and `Mcp-Name` (`basic/transports#request-headers`).
    fn mirrored(&self, request: &Request<'_>, params: &decode::Params<'_>) -> Result<(), Fault> {
        let Some(mirror) = self.mirror else {
            return Ok(());
        };
        if mirror.method != Some(&*request.method) {
            return Err(mismatch(
                "the `Mcp-Method` header must repeat `method`".into(),
            ));
        }
        let (member, value) = match &*request.method {
            "tools/call" | "prompts/get" => ("name", params.name()),
            "resources/read" => ("uri", params.uri()),
            _ => return Ok(()),
        };
        match (mirror.name, value) {
            (Some(header), Some(value)) if says(header, &value) => Ok(()),
            (None, None) => Ok(()),
            _ => Err(mismatch(format!(
                "the `Mcp-Name` header must repeat `params.{member}`"
            ))),
        }
    }

    fn serve(
        self,
        request: &Request<'_>,
        revision: Revision,
        peer: Peer,
        params: &decode::Params<'_>,
    ) -> Reply {
        let server = self.request.server;
        let outcome = match &*request.method {
            "server/discover" => return discover(server, revision, request),
            "tools/list" => decode::ListTools::read(request.params)
                .map(|wish| dispatch::list(&server.inner().catalogue, wish.cursor.as_deref())),
            "tools/call" => match decode::CallTool::of(params) {
                Ok(wish) => return self.call(request, revision, peer, wish),
                Err(fault) => Err(fault),
            },
            method => {
                return error(
                    StatusCode::NOT_FOUND,
                    Some(&request.id),
                    &unknown_method(method),
                );
            }
        };
        answer(
            server,
            revision,
            request,
            outcome.unwrap_or_else(Outcome::Error),
        )
    }

    fn call(
        self,
        request: &Request<'_>,
        revision: Revision,
        peer: Peer,
        wish: decode::CallTool<'_>,
    ) -> Reply {
        let server = self.request.server;
        let arguments = wish
            .arguments
            .map(|raw| self.request.body.slice_ref(raw.get().as_bytes()));
        let context = Context::new(ContextParts {
            arguments: arguments.unwrap_or_default(),
            headers: self.request.into_headers(),
            peer: Arc::new(peer),
            progress_token: wish.progress_token,
            state: Arc::clone(&server.inner().state),
        });
        let entered = match self.pipe.map(|pipe| pipe.enter(&request.id, &context)) {
            Some(Err(reason)) => return refused(request, reason),
            Some(Ok(entered)) => Some(entered),
            None => None,
        };
        match dispatch::call(&server.inner().catalogue, &wish.name, context.clone()) {
            Started::Done(outcome) => answer(server, revision, request, outcome),
            Started::Call {
                call,
                wrap,
                timeout,
            } => {
                let timeout = timeout.unwrap_or(server.inner().limits.tool_timeout);
                let id = request.id.clone();
                let run = Run::new(id, context, (call, wrap), timeout, Era::Stateless, entered);
                Reply::Running(Exchange::one(server, revision, run))
            }
        }
    }
}

fn discover(server: &Server, revision: Revision, request: &Request<'_>) -> Reply {
    let inner = server.inner();
    let mut body = Vec::with_capacity(512);
    jsonrpc::write_result(&mut body, &request.id, |out| {
        wire::write_discover(
            revision,
            &inner.stamp,
            Revision::of(Era::Stateless),
            inner.instructions.as_deref(),
            DISCOVERY_CACHING,
            out,
        );
    });
    done(StatusCode::OK, body)
}

fn answer(server: &Server, revision: Revision, request: &Request<'_>, outcome: Outcome) -> Reply {
    let mut body = Vec::with_capacity(256);
    let status = encode(server, revision, &request.id, outcome, &mut body);
    done(status, body)
}

const fn done(status: StatusCode, body: Vec<u8>) -> Reply {
    Reply::Done(Answer {
        status,
        body,
        session: None,
    })
}

/// The client, as this one request tells it.
fn peer(meta: &decode::Meta<'_>) -> Result<Peer, Fault> {
    let capabilities = meta.read_capabilities().map_err(bad)?;
    let client = meta.read_client().map_err(bad)?;
    let level = meta.read_log_level().map_err(bad)?;
    Ok(Peer::new(client, capabilities, level))
}

fn mismatch(message: String) -> Fault {
    bad(ErrorObject::new(ErrorCode::HEADER_MISMATCH, message))
}

const fn bad(fault: ErrorObject) -> Fault {
    (StatusCode::BAD_REQUEST, fault)
}
