//! The era of sessions: `initialize` once, and everything after it under what that settled.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use mcp_core::jsonrpc::{self, ErrorCode, ErrorObject, Malformed, Message, Notification, Request};
use mcp_core::peer::Viewer;
use mcp_core::wire::{self, decode};
use mcp_core::{Era, Principal, Revision};

use super::call::{Caller, UNKNOWN_SESSION, answer};
use super::classify::{Route, classify, names};
use super::encode::verdict;
use super::exchange::{Exchange, write_array};
use super::greeting::greeting;
use super::{
    Mirror, Reply, SessionHeader, Status, audited, data, done, error, refuse, subscribe, tasks,
};
use crate::dispatch::{self, Answer};
use crate::server::{Server, nothing_of};
use crate::session::{Carrier, Greeting, Session};

/// What a message of this era is served with.
pub(super) struct Handshake<'a> {
    pub(super) server: &'a Server,
    pub(super) body: &'a Bytes,
    headers: &'a mut HeaderMap,
    /// Who sends it, where that is known.
    who: Option<&'a Principal>,
}

impl<'a> Handshake<'a> {
    pub(super) const fn new(
        server: &'a Server,
        body: &'a Bytes,
        headers: &'a mut HeaderMap,
        who: Option<&'a Principal>,
    ) -> Self {
        Self {
            server,
            body,
            headers,
            who,
        }
    }

    pub(super) const fn headers(&self) -> &HeaderMap {
        self.headers
    }

    /// Who sends it, where that is known.
    pub(super) const fn who(&self) -> Option<&'a Principal> {
        self.who
    }

    /// The same as one who looks at what the server offers.
    pub(super) fn viewer(&self) -> Viewer<'a> {
        Viewer::new(self.who, &self.server.inner().state)
    }

    pub(super) fn take_headers(&mut self) -> HeaderMap {
        std::mem::take(self.headers)
    }

    /// A message that came over streamable HTTP, where a header names the session.
    pub(super) fn over_http(mut self, mirror: &Mirror<'_>, message: &Message<'_>) -> Reply {
        if let Message::Request(request) = message
            && request.method == "initialize"
            && !self.is_live(mirror)
        {
            return self.open(request);
        }
        match self.find(mirror, Some(message)) {
            Ok(session) => self.serve(&session, message),
            Err(refusal) => refusal,
        }
    }

    /// A message of a session that the transport knows.
    pub(super) fn message(mut self, session: &Arc<Session>, message: &Message<'_>) -> Reply {
        self.serve(session, message)
    }

    /// The messages of a batch; only 2025-03-26 has them (`basic#batching`).
    pub(super) fn batch(
        mut self,
        session: &Arc<Session>,
        items: Vec<Result<Message<'_>, Malformed>>,
    ) -> Reply {
        let revision = session.greeting().map(|greeting| greeting.revision);
        let Some(revision) = revision.filter(|revision| revision.abilities().batching) else {
            return super::not_a_batch();
        };
        if items
            .iter()
            .any(|item| item.as_ref().is_ok_and(stands_alone))
        {
            return refuse(
                StatusCode::BAD_REQUEST,
                None,
                ErrorCode::INVALID_REQUEST,
                "a batch holds messages of a session, and no `initialize`",
            );
        }
        if let Some(refusal) = self.forbidden(session, &items) {
            return refusal;
        }
        let (mut answers, mut runs, mut status) = (Vec::new(), Vec::new(), Status::OK);
        for item in items {
            // Each call has the headers of the request: they may say who calls.
            let headers = self.headers.clone();
            let reply = match item {
                Ok(message) => self.serve(session, &message),
                Err(malformed) => malformed.into(),
            };
            *self.headers = headers;
            match reply {
                Reply::Accepted => {}
                Reply::Done(answer) => {
                    status.note(answer.status, answers.is_empty());
                    answers.push(answer.body);
                }
                Reply::Running(exchange) => runs.extend(exchange.into_runs()),
            }
        }
        match (runs.is_empty(), answers.is_empty()) {
            (true, true) => Reply::Accepted,
            (true, false) => {
                let mut body = Vec::new();
                write_array(&answers, &mut body);
                done(status, body)
            }
            (false, _) => {
                let answers = (answers, status);
                Reply::Running(Exchange::many(self.server, revision, answers, runs))
            }
        }
    }

    /// The refusal of all messages, where one of them asks for what its sender may not have: none
    /// of the others may have had an effect by then.
    fn forbidden(
        &mut self,
        session: &Arc<Session>,
        items: &[Result<Message<'_>, Malformed>],
    ) -> Option<Reply> {
        let greeting = session.greeting()?;
        let catalogue = self.server.inner().catalogue();
        let requests = items.iter().filter_map(|item| match item {
            Ok(Message::Request(request)) => Some(request),
            _ => None,
        });
        for request in requests {
            let viewer = self.viewer();
            let refused =
                match dispatch::Request::read(&catalogue, &request.method, &request.params) {
                    Ok(wish) => dispatch::admit(&catalogue, &wish, &viewer).map_err(|refused| {
                        let refused = Answer::Refused(refused);
                        let caller = self.caller(session, greeting);
                        let trail = audited::follow(&caller, &catalogue, request, &wish);
                        audited::turned_away(trail, &refused);
                        refused
                    }),
                    Err(_) if request.method == "resources/subscribe" => {
                        subscribe::admit(&catalogue, request, &viewer).map_err(Answer::Refused)
                    }
                    Err(_) => Ok(()),
                };
            if let Err(refused) = refused {
                return verdict(greeting.revision, refused)
                    .err()
                    .map(|(status, error)| {
                        let mut body = Vec::new();
                        jsonrpc::write_error(&mut body, None, &error);
                        done(status, body)
                    });
            }
        }
        None
    }

    /// The session that the headers name.
    pub(super) fn find(
        &self,
        mirror: &Mirror<'_>,
        message: Option<&Message<'_>>,
    ) -> Result<Arc<Session>, Reply> {
        let id = message.and_then(Message::id);
        let session = match mirror.session {
            Some(SessionHeader::Valid(session)) => {
                let sessions = self.server.sessions();
                sessions.find(session, Carrier::Streamable, self.who)
            }
            Some(SessionHeader::Unknown) => None,
            None => {
                return Err(refuse(
                    StatusCode::BAD_REQUEST,
                    id,
                    ErrorCode::INVALID_REQUEST,
                    "the `Mcp-Session-Id` header is missing; send the one that `initialize` was answered with",
                ));
            }
        };
        session.ok_or_else(|| {
            refuse(
                StatusCode::NOT_FOUND,
                id,
                ErrorCode::INVALID_REQUEST,
                UNKNOWN_SESSION,
            )
        })
    }

    fn is_live(&self, mirror: &Mirror<'_>) -> bool {
        match mirror.session {
            Some(SessionHeader::Valid(id)) => self
                .server
                .sessions()
                .find(id, Carrier::Streamable, self.who)
                .is_some(),
            Some(SessionHeader::Unknown) | None => false,
        }
    }

    /// `initialize` over streamable HTTP: a session begins with the answer.
    fn open(&self, request: &Request<'_>) -> Reply {
        let greeting = match greeting(self.server.sessions(), request) {
            Ok(greeting) => greeting,
            Err(fault) => return error(StatusCode::BAD_REQUEST, Some(&request.id), &fault),
        };
        let Ok(session) = self.server.sessions().open(Carrier::Streamable, self.who) else {
            return refuse(
                StatusCode::SERVICE_UNAVAILABLE,
                Some(&request.id),
                ErrorCode::INTERNAL_ERROR,
                "no session can be opened at the moment",
            );
        };
        let mut answer = self.greet(&session, greeting, request);
        if let Reply::Done(answer) = &mut answer {
            answer.session = Some(session.id());
        }
        answer
    }

    fn greet(&self, session: &Session, greeting: Greeting, request: &Request<'_>) -> Reply {
        let revision = greeting.revision;
        if !session.greet(greeting) {
            return again(request);
        }
        let inner = self.server.inner();
        let mut body = Vec::with_capacity(512);
        jsonrpc::write_result(&mut body, &request.id, |out| {
            let offered = inner.catalogue().capabilities();
            let instructions = inner.instructions.as_deref();
            wire::write_initialize(revision, &inner.info, offered, instructions, out);
        });
        done(StatusCode::OK, body)
    }

    fn serve(&mut self, session: &Arc<Session>, message: &Message<'_>) -> Reply {
        match message {
            Message::Response(response) => {
                session.answer(response, nothing_of(self.body));
                Reply::Accepted
            }
            Message::Notification(notification) => {
                notice(session, notification);
                Reply::Accepted
            }
            Message::Request(request) => match (session.greeting(), &*request.method) {
                (None, "initialize") => match greeting(self.server.sessions(), request) {
                    Ok(greeting) => self.greet(session, greeting, request),
                    Err(fault) => error(StatusCode::BAD_REQUEST, Some(&request.id), &fault),
                },
                (Some(_), "initialize") => again(request),
                (None, "ping") => {
                    let revision = Revision::latest(Era::Handshake);
                    let checked = request.params.check();
                    let outcome = checked.map_or_else(Answer::Error, |()| Answer::Empty);
                    answer(self.server, revision, request, outcome)
                }
                (None, _) => error(
                    StatusCode::BAD_REQUEST,
                    Some(&request.id),
                    &not_initialized(),
                ),
                (Some(_), method) if method != "ping" && self.waits_for(session) => error(
                    StatusCode::BAD_REQUEST,
                    Some(&request.id),
                    &ErrorObject::new(
                        ErrorCode::INVALID_REQUEST,
                        "send `notifications/initialized` first",
                    ),
                ),
                (Some(greeting), _) => self.request(session, greeting, request),
            },
        }
    }

    /// Whether the client is not to ask yet.
    fn waits_for(&self, session: &Session) -> bool {
        self.server.inner().limits.strict_handshake && !session.is_settled()
    }

    fn request(
        &mut self,
        session: &Arc<Session>,
        greeting: &Greeting,
        request: &Request<'_>,
    ) -> Reply {
        let outcome = match &*request.method {
            "ping" => request.params.check().map(|()| Answer::Empty),
            "logging/setLevel" => decode::SetLevel::read(request.params.whole()).map(|wish| {
                greeting.peer.set_level(wish.level);
                Answer::Empty
            }),
            method => {
                let catalogue = self.server.inner().catalogue();
                match dispatch::Request::read(&catalogue, method, &request.params) {
                    _ if subscribe::is_one(method) && catalogue.capabilities().resources => {
                        subscribe::serve(&catalogue, session, request, &self.viewer())
                    }
                    Err(fault) => match tasks::Method::of(greeting.revision, &catalogue, method) {
                        Some(method) => {
                            return method.serve(self.caller(session, greeting), request);
                        }
                        None => Err(fault),
                    },
                    Ok(dispatch::Request::List(kind, wish)) if catalogue.is_written(kind) => {
                        Ok(dispatch::list(&catalogue, kind, &wish, &self.viewer()))
                    }
                    Ok(wish) => {
                        let caller = self.caller(session, greeting);
                        return caller.start(&catalogue, request, wish);
                    }
                }
            }
        };
        let outcome = outcome.unwrap_or_else(Answer::Error);
        answer(self.server, greeting.revision, request, outcome)
    }

    fn caller<'b>(&mut self, session: &'b Arc<Session>, greeting: &Greeting) -> Caller<'b>
    where
        'a: 'b,
    {
        Caller {
            server: self.server,
            body: self.body,
            headers: self.take_headers(),
            revision: greeting.revision,
            peer: Arc::clone(&greeting.peer),
            principal: self.who.cloned(),
            session: Some(session),
        }
    }
}

/// Whether a message must not be one of a batch: it opens a session, or belongs to none.
fn stands_alone(message: &Message<'_>) -> bool {
    let opens = matches!(message, Message::Request(request) if request.method == "initialize");
    opens || matches!(classify(message, None), Route::Stateless)
}

/// Takes a notification; unknown and malformed ones are nobody's business.
pub(super) fn notice(session: &Session, notification: &Notification<'_>) {
    match &*notification.method {
        "notifications/initialized" if session.greeting().is_some() => session.settle(),
        "notifications/cancelled" => {
            let cancelled = decode::Cancelled::read(notification.params.whole());
            if let Some(id) = cancelled.request_id {
                session.cancel(&id);
            }
        }
        _ => {}
    }
}

fn again(request: &Request<'_>) -> Reply {
    refuse(
        StatusCode::BAD_REQUEST,
        Some(&request.id),
        ErrorCode::INVALID_REQUEST,
        "the session is initialized already",
    )
}

fn not_initialized() -> ErrorObject {
    let supported = names(Revision::ALL.into_iter());
    ErrorObject::new(
        ErrorCode::INVALID_REQUEST,
        "the session is not initialized; begin with `initialize`",
    )
    .with_data(data("supported", supported))
}
