//! A connection that opens a session and closes it, and again.

use std::net::SocketAddr;

use super::Link;
use super::session::text;
use crate::http::Connection;
use crate::request::{self, Request};

struct Churn {
    connection: Connection,
    initialize: Request,
    /// Closes the session that is open.
    delete: Option<Vec<u8>>,
}

pub(super) fn link(address: SocketAddr) -> Result<Box<dyn Link>, String> {
    Ok(Box::new(Churn {
        connection: Connection::open(address).map_err(text)?,
        initialize: request::post("/mcp", "", &request::initialize("2025-11-25")),
        delete: None,
    }))
}

impl Link for Churn {
    fn ask(&mut self) -> Result<(), String> {
        let request = match &self.delete {
            Some(delete) => delete,
            None => self.initialize.next(),
        };
        self.connection.send(request).map_err(text)
    }

    fn answered(&mut self) -> Result<bool, String> {
        let response = self.connection.receive().map_err(text)?;
        if self.delete.take().is_some() {
            return Ok(matches!(response.status, 200 | 202 | 204));
        }
        let Some(id) = response.header("mcp-session-id") else {
            return Ok(false);
        };
        let headers = format!("mcp-session-id: {id}\r\nmcp-protocol-version: 2025-11-25\r\n");
        self.delete = Some(request::bare("DELETE", "/mcp", &headers));
        Ok(response.is(200, b"\"serverInfo\""))
    }
}
