//! The era without sessions: each request says who sends it, and its headers must say the same.

use std::borrow::Cow;
use std::sync::Arc;

use http::StatusCode;
use mcp_core::jsonrpc::{self, ErrorCode, ErrorObject, Message, Request};
use mcp_core::peer::Peer;
use mcp_core::wire::{self, decode};
use mcp_core::{Era, Revision};

use super::call::{Caller, answer};
use super::classify::unsupported;
use super::handshake::{Handshake, notice};
use super::mirror::says;
use super::{Mirror, Reply, done, error, header_params, listen, tasks};
use crate::dispatch::{self, Answer};
use crate::server::{Catalogue, DISCOVERY_CACHING, Server};
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

    pub(super) fn message(self, message: &Message<'_>) -> Reply {
        match message {
            Message::Response(_) => Reply::Accepted,
            Message::Notification(notification) => {
                if let Err((status, fault)) = self.same_version(&notification.params.meta) {
                    return error(status, None, &fault);
                }
                if let Some(pipe) = self.pipe {
                    notice(pipe, notification);
                }
                Reply::Accepted
            }
            Message::Request(request) => {
                let checked = self.check(request);
                match checked {
                    Ok((revision, peer)) => self.serve(request, revision, peer),
                    Err((status, fault)) => error(status, Some(&request.id), &fault),
                }
            }
        }
    }

    /// The gates, in the order that tells a client best what it did wrong.
    fn check(&self, request: &Request<'_>) -> Result<(Revision, Peer), Fault> {
        let meta = &request.params.meta;
        let version = meta.read_version().map_err(bad)?;
        self.version_header(&version)?;
        let revision = version
            .parse()
            .ok()
            .filter(|revision: &Revision| revision.abilities().era == Era::Stateless)
            .ok_or_else(|| bad(unsupported(&version, Era::Stateless)))?;
        let peer = self.peer(revision, meta)?;
        self.mirrored(request)?;
        Ok((revision, peer))
    }

    /// The client, as this one request tells it.
    fn peer(&self, revision: Revision, meta: &decode::Meta<'_>) -> Result<Peer, Fault> {
        let capabilities = decode::usable(revision, meta.read_capabilities().map_err(bad)?);
        let client = meta.check_client().map_err(bad)?;
        let level = meta.read_log_level().map_err(bad)?;
        Ok(match client {
            Some(client) => {
                let client = self.request.body.slice_ref(client.get().as_bytes());
                Peer::introduced(client, capabilities, level)
            }
            None => Peer::new(None, capabilities, level),
        })
    }

    fn version_header(&self, version: &str) -> Result<(), Fault> {
        match self.mirror.map(|mirror| mirror.version) {
            None => Ok(()),
            Some(None) => Err(mismatch(
                "the `MCP-Protocol-Version` header is missing; it must repeat the version in `_meta`".into(),
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
    fn mirrored(&self, request: &Request<'_>) -> Result<(), Fault> {
        let Some(mirror) = self.mirror else {
            return Ok(());
        };
        if mirror.method != Some(&*request.method) {
            return Err(unlike("Mcp-Method", mirror.method, "method"));
        }
        let (member, value) = match &*request.method {
            "tools/call" | "prompts/get" => ("name", request.params.name()),
            "resources/read" => ("uri", request.params.uri()),
            method if tasks::of_name(method) => ("taskId", task_id(request)),
            _ => return Ok(()),
        };
        match (mirror.name, value) {
            (Some(header), Some(value)) if says(header, &value) => Ok(()),
            (None, None) => Ok(()),
            (header, _) => Err(unlike("Mcp-Name", header, &format!("params.{member}"))),
        }
    }

    /// `Mcp-Param-…` (`basic/transports#custom-headers-from-tool-parameters`).
    fn mirrored_arguments(
        &self,
        catalogue: &Catalogue,
        wish: &dispatch::Request<'_>,
    ) -> Result<(), Fault> {
        let (Some(_), dispatch::Request::CallTool(call)) = (self.mirror, wish) else {
            return Ok(());
        };
        let params = catalogue.header_params(&call.name, &self.request.viewer());
        match header_params::mismatch(params, call.arguments, self.request.headers()) {
            None => Ok(()),
            Some(message) => Err(mismatch(message)),
        }
    }

    fn serve(self, request: &Request<'_>, revision: Revision, peer: Peer) -> Reply {
        let server = self.request.server;
        let outcome = match &*request.method {
            "server/discover" => return discover(server, revision, request),
            "subscriptions/listen" => {
                return listen::start(self.caller(revision, peer), request);
            }
            method => {
                let catalogue = server.inner().catalogue();
                match dispatch::Request::read(&catalogue, method, &request.params) {
                    Err(fault) if fault.code == ErrorCode::METHOD_NOT_FOUND => {
                        if let Some(method) = tasks::Method::of(revision, &catalogue, method) {
                            return method.serve(self.caller(revision, peer), request);
                        }
                        return error(StatusCode::NOT_FOUND, Some(&request.id), &fault);
                    }
                    Err(fault) => Answer::Error(fault),
                    Ok(dispatch::Request::List(kind, wish)) if catalogue.is_written(kind) => {
                        dispatch::list(&catalogue, kind, &wish, &self.request.viewer())
                    }
                    Ok(wish) => {
                        if let Err((status, fault)) = self.mirrored_arguments(&catalogue, &wish) {
                            return error(status, Some(&request.id), &fault);
                        }
                        let caller = self.caller(revision, peer);
                        return caller.start(&catalogue, request, wish);
                    }
                }
            }
        };
        answer(server, revision, request, outcome)
    }

    fn caller(mut self, revision: Revision, peer: Peer) -> Caller<'a> {
        Caller {
            server: self.request.server,
            body: self.request.body,
            headers: self.request.take_headers(),
            revision,
            peer: Arc::new(peer),
            principal: self.request.who().cloned(),
            session: self.pipe,
        }
    }
}

fn task_id<'r>(request: &Request<'r>) -> Option<Cow<'r, str>> {
    let wish = decode::OfTask::read(request.params.whole());
    wish.ok().map(|wish| wish.id)
}

fn discover(server: &Server, revision: Revision, request: &Request<'_>) -> Reply {
    let inner = server.inner();
    let mut body = Vec::with_capacity(512);
    jsonrpc::write_result(&mut body, &request.id, |out| {
        wire::write_discover(
            revision,
            &inner.stamp,
            Revision::of(Era::Stateless),
            inner.catalogue().capabilities(),
            inner.instructions.as_deref(),
            DISCOVERY_CACHING,
            out,
        );
    });
    done(StatusCode::OK, body)
}

/// A header that is not what a member of the message is.
fn unlike(name: &str, header: Option<&str>, member: &str) -> Fault {
    let how = match header {
        None => "is missing",
        Some(_) => "differs",
    };
    mismatch(format!(
        "the `{name}` header {how}; it must repeat `{member}`"
    ))
}

fn mismatch(message: String) -> Fault {
    bad(ErrorObject::new(ErrorCode::HEADER_MISMATCH, message))
}

const fn bad(fault: ErrorObject) -> Fault {
    (StatusCode::BAD_REQUEST, fault)
}
