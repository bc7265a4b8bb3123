//! The handshake that a session begins with.

use std::io;
use std::net::SocketAddr;

use crate::http::Connection;
use crate::request;

const REVISION: &str = "2025-11-25";

/// Sessions that are opened side by side.
pub(crate) const AT_ONCE: usize = 16;

/// What every request of a session says in its head.
pub(crate) struct Session {
    pub(crate) headers: String,
}

impl Session {
    pub(crate) fn open(connection: &mut Connection) -> Result<Self, String> {
        Self::ask(connection)?;
        let session = Self::told(connection)?;
        session.confirm(connection)?;
        Self::confirmed(connection)?;
        Ok(session)
    }

    /// As many sessions as there are connections, each step on all before the next.
    pub(crate) fn open_all(connections: &mut [Connection]) -> Result<Vec<Self>, String> {
        connections.iter_mut().try_for_each(Self::ask)?;
        let sessions: Vec<Self> = connections
            .iter_mut()
            .map(Self::told)
            .collect::<Result<_, _>>()?;
        for (session, connection) in sessions.iter().zip(connections.iter_mut()) {
            session.confirm(connection)?;
        }
        connections.iter_mut().try_for_each(Self::confirmed)?;
        Ok(sessions)
    }

    fn ask(connection: &mut Connection) -> Result<(), String> {
        let initialize = request::post("/mcp", "", &request::initialize(REVISION));
        connection.send(initialize.first()).map_err(text)
    }

    /// A server that keeps no session gives none.
    fn told(connection: &mut Connection) -> Result<Self, String> {
        let response = connection.receive().map_err(text)?;
        if !response.is(200, b"\"serverInfo\"") {
            let body = String::from_utf8_lossy(response.body);
            let status = response.status;
            return Err(format!("`initialize` is answered with {status}: {body}"));
        }
        let id = response.header("mcp-session-id");
        let id = id.map_or(String::new(), |id| format!("mcp-session-id: {id}\r\n"));
        let headers = format!("{id}mcp-protocol-version: {REVISION}\r\n");
        Ok(Self { headers })
    }

    fn confirm(&self, connection: &mut Connection) -> Result<(), String> {
        let initialized = request::post("/mcp", &self.headers, request::INITIALIZED);
        connection.send(initialized.first()).map_err(text)
    }

    fn confirmed(connection: &mut Connection) -> Result<(), String> {
        match connection.receive().map_err(text)?.status {
            202 => Ok(()),
            status => Err(format!("`initialized` is answered with {status}")),
        }
    }
}

/// The connections over which sessions are opened side by side.
pub(crate) fn connect(address: SocketAddr) -> Result<Vec<Connection>, String> {
    let connect = |_| Connection::open(address).map_err(text);
    (0..AT_ONCE).map(connect).collect()
}

/// A session's stream for what belongs to no call.
pub(crate) fn open_stream(address: SocketAddr, session: &Session) -> Result<Connection, String> {
    let mut connection = Connection::open(address).map_err(text)?;
    let headers = format!("accept: text/event-stream\r\n{}", session.headers);
    let get = request::bare("GET", "/mcp", &headers);
    connection.open_stream(&get).map_err(text)?;
    Ok(connection)
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` passes it so")]
pub(super) fn text(error: io::Error) -> String {
    format!("the connection broke: {error}")
}
