//! Streams that are open side by side. The last of them also calls the tool that makes the server
//! speak on all, once all have heard what it said before.

use std::net::SocketAddr;

use super::session::text;
use super::{AT_ONCE, Link, Session, connect, open_stream};
use crate::http::Connection;
use crate::options::{Era, What};
use crate::process;
use crate::request::{self, Request};

/// What every stream is told.
const EXPECTED: &[u8] = b"notifications/tools/list_changed";

struct Listener {
    stream: Connection,
    caller: Option<Caller>,
}

struct Caller {
    connection: Connection,
    request: Request,
    expected: &'static [u8],
}

pub(super) fn links(address: SocketAddr, streams: usize) -> Result<Vec<Box<dyn Link>>, String> {
    process::may_open(streams)?;
    let mut connections = connect(address)?;
    let mut listeners = Vec::with_capacity(streams);
    while listeners.len() < streams {
        let most = (streams - listeners.len()).min(AT_ONCE);
        for session in Session::open_all(&mut connections[..most])? {
            let stream = open_stream(address, &session)?;
            let is_last = listeners.len() + 1 == streams;
            let caller = match is_last {
                true => Some(Caller::new(address, &session)?),
                false => None,
            };
            listeners.push(Box::new(Listener { stream, caller }) as Box<dyn Link>);
        }
    }
    Ok(listeners)
}

impl Caller {
    fn new(address: SocketAddr, session: &Session) -> Result<Self, String> {
        let announce = What::Call {
            name: "announce".to_owned(),
            events: 0,
        };
        Ok(Self {
            connection: Connection::open(address).map_err(text)?,
            request: request::call(&announce, Era::Session, &session.headers),
            expected: request::expected(&announce),
        })
    }
}

impl Link for Listener {
    fn ask(&mut self) -> Result<(), String> {
        match &mut self.caller {
            Some(caller) => caller.connection.send(caller.request.next()).map_err(text),
            None => Ok(()),
        }
    }

    fn answered(&mut self) -> Result<bool, String> {
        self.stream.event(EXPECTED).map_err(text)?;
        match &mut self.caller {
            None => Ok(true),
            Some(Caller {
                connection,
                expected,
                ..
            }) => Ok(connection.receive().map_err(text)?.is(200, expected)),
        }
    }
}
