//! A proxy on loopback that hands on what it gets one byte at a time, both ways.

use std::io::{Read as _, Result, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;

/// Runs until the process ends: nothing waits for it.
pub(super) struct Drip {
    url: String,
}

impl Drip {
    /// A proxy before `http://HOST:PORT/PATH`.
    pub(super) fn to(url: &str) -> std::result::Result<Self, String> {
        let (host, path) = url
            .strip_prefix("http://")
            .and_then(|rest| rest.split_once('/'))
            .ok_or_else(|| format!("`{url}` is not like http://127.0.0.1:8080/mcp"))?;
        let failed = |error: std::io::Error| format!("no proxy on loopback: {error}");
        let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let server = host.to_owned();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let server = server.clone();
                thread::spawn(move || join(&client, &server));
            }
        });
        Ok(Self {
            url: format!("http://{address}/{path}"),
        })
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

fn join(client: &TcpStream, server: &str) -> Result<()> {
    let server = TcpStream::connect(server)?;
    thread::scope(|scope| {
        scope.spawn(|| drip(client, &server));
        drip(&server, client)
    })
}

/// Copies until the source ends, and tells the sink of it.
fn drip(mut from: &TcpStream, mut to: &TcpStream) -> Result<()> {
    to.set_nodelay(true)?;
    let mut buffer = [0; 4096];
    let copied = loop {
        match from.read(&mut buffer) {
            Ok(0) => break Ok(()),
            Ok(length) => {
                let sent = buffer[..length]
                    .chunks(1)
                    .try_for_each(|byte| to.write_all(byte));
                if sent.is_err() {
                    break sent;
                }
            }
            Err(error) => break Err(error),
        }
    };
    // The other way may go on.
    let _ = to.shutdown(Shutdown::Write);
    if copied.is_err() {
        // Nothing more is taken in, but what answers it may still be on its way.
        let _ = from.shutdown(Shutdown::Read);
    }
    copied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_both_ways() {
        let server = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = server.local_addr().unwrap();
        let drip = Drip::to(&format!("http://{address}/mcp")).unwrap();
        let proxy = drip.url().strip_prefix("http://").unwrap();
        let proxy = proxy.strip_suffix("/mcp").unwrap();
        let mut client = TcpStream::connect(proxy).unwrap();
        let (mut inside, _) = server.accept().unwrap();
        client.write_all(b"ping").unwrap();
        client.shutdown(Shutdown::Write).unwrap();
        let mut heard = String::new();
        inside.read_to_string(&mut heard).unwrap();
        assert_eq!(heard, "ping");
        inside.write_all(b"pong").unwrap();
        drop(inside);
        heard.clear();
        client.read_to_string(&mut heard).unwrap();
        assert_eq!(heard, "pong");
    }
}
