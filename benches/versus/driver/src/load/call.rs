//! A connection that calls over streamable HTTP.

use std::net::SocketAddr;

use super::session::text;
use super::{Link, Session};
use crate::http::Connection;
use crate::options::{Era, Options};
use crate::request::{self, Request};

struct Call {
    connection: Connection,
    request: Request,
    expected: &'static [u8],
}

pub(super) fn link(address: SocketAddr, options: &Options) -> Result<Box<dyn Link>, String> {
    let mut connection = Connection::open(address).map_err(text)?;
    let headers = match options.era {
        Era::Stateless => String::new(),
        _ => Session::open(&mut connection)?.headers,
    };
    let mut request = request::call(&options.what, options.era, &headers);
    if options.prefers_events {
        request = request.preferring_events();
    }
    Ok(Box::new(Call {
        connection,
        request,
        expected: request::expected(&options.what),
    }))
}

impl Link for Call {
    fn ask(&mut self) -> Result<(), String> {
        self.connection.send(self.request.next()).map_err(text)
    }

    fn answered(&mut self) -> Result<bool, String> {
        let response = self.connection.receive().map_err(text)?;
        Ok(response.is(200, self.expected))
    }
}
