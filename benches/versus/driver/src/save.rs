//! One answer's result in a file, for a server that only copies it.

use std::fs;
use std::path::Path;

use memchr::memmem;

use crate::http::Connection;
use crate::load::Session;
use crate::options::Options;
use crate::request;
use crate::server::Server;

pub(crate) fn save(server: &Server, options: &Options, path: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut connection = Connection::open(server.address()?).map_err(failed)?;
    let session = Session::open(&mut connection)?;
    let mut request = request::call(&options.what, options.era, &session.headers);
    connection.send(request.next()).map_err(failed)?;
    let response = connection.receive().map_err(failed)?;
    let result = result(response.body).ok_or("the answer has no result")?;
    fs::write(path, result).map_err(failed)
}

/// What stands behind `"result":`, which is the last member.
fn result(body: &[u8]) -> Option<&[u8]> {
    const NAME: &[u8] = b"\"result\":";
    let start = memmem::find(body, NAME)? + NAME.len();
    body.get(start..body.len() - 1)
}
