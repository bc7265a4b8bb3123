//! HTTP/1.1 by hand, on a blocking socket: the client must cost less than the server it loads.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use memchr::memmem;

/// Longer than a server takes under callgrind.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection with at most one request under way.
pub(crate) struct Connection {
    socket: TcpStream,
    buffer: Vec<u8>,
    filled: usize,
}

/// A response, in the connection's buffer until the next one is read.
pub(crate) struct Response<'a> {
    pub(crate) status: u16,
    pub(crate) head: &'a [u8],
    /// As sent: the pieces of a chunked body have their lengths between them.
    pub(crate) body: &'a [u8],
}

impl Response<'_> {
    pub(crate) fn is(&self, status: u16, expected: &[u8]) -> bool {
        self.status == status && memmem::find(self.body, expected).is_some()
    }

    /// A header by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(value(self.head, name.as_bytes())?).ok()
    }
}

impl Connection {
    pub(crate) fn open(address: SocketAddr) -> io::Result<Self> {
        let socket = TcpStream::connect(address)?;
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(PATIENCE))?;
        Ok(Self {
            socket,
            buffer: vec![0; 16 * 1024],
            filled: 0,
        })
    }

    pub(crate) fn send(&mut self, request: &[u8]) -> io::Result<()> {
        self.socket.write_all(request)
    }

    /// One whole response.
    pub(crate) fn receive(&mut self) -> io::Result<Response<'_>> {
        self.filled = 0;
        let head = self.until(|bytes| memmem::find(bytes, b"\r\n\r\n").map(|at| at + 4))?;
        let end = match length(&self.buffer[..head]) {
            Some(length) => {
                self.until(|bytes| (bytes.len() >= head + length).then_some(head + length))?
            }
            None => self.until(|bytes| is_last_chunk(&bytes[head..]).then_some(bytes.len()))?,
        };
        let (head, body) = self.buffer[..end].split_at(head);
        let status = head
            .get(9..12)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(0);
        Ok(Response { status, head, body })
    }

    /// The head of a response that goes on, and what came with it.
    pub(crate) fn open_stream(&mut self, request: &[u8]) -> io::Result<()> {
        self.send(request)?;
        self.filled = 0;
        let head = self.until(|bytes| memmem::find(bytes, b"\r\n\r\n").map(|at| at + 4))?;
        self.buffer.copy_within(head..self.filled, 0);
        self.filled -= head;
        Ok(())
    }

    /// The next event of such a response that holds this, and whatever came before; whoever sends
    /// one waits until it was read.
    pub(crate) fn event(&mut self, expected: &[u8]) -> io::Result<&[u8]> {
        let end = self.until(|bytes| {
            let whole = bytes.ends_with(b"\n\n\r\n");
            (whole && memmem::find(bytes, expected).is_some()).then_some(bytes.len())
        })?;
        self.filled = 0;
        Ok(&self.buffer[..end])
    }

    /// Reads until something is complete.
    fn until(&mut self, end: impl Fn(&[u8]) -> Option<usize>) -> io::Result<usize> {
        loop {
            if let Some(end) = end(&self.buffer[..self.filled]) {
                return Ok(end);
            }
            if self.filled == self.buffer.len() {
                self.buffer.resize(2 * self.filled, 0);
            }
            match self.socket.read(&mut self.buffer[self.filled..])? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => self.filled += read,
            }
        }
    }
}

/// The length of the body, unless it comes in chunks.
fn length(head: &[u8]) -> Option<usize> {
    let Some(digits) = value(head, b"content-length") else {
        let chunked = value(head, b"transfer-encoding").is_some();
        return (!chunked).then_some(0);
    };
    let digits = digits.iter().take_while(|byte| byte.is_ascii_digit());
    Some(digits.fold(0, |number, digit| 10 * number + usize::from(digit - b'0')))
}

/// The value of a header, by its name in lower case.
fn value<'a>(head: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut start = 0;
    loop {
        start += memmem::find(&head[start..], b"\r\n")? + 2;
        let line = &head[start..];
        let found = line.get(..name.len())?;
        if found.eq_ignore_ascii_case(name) && line[name.len()..].starts_with(b": ") {
            let value = &line[name.len() + 2..];
            return Some(&value[..memmem::find(value, b"\r\n")?]);
        }
    }
}

fn is_last_chunk(body: &[u8]) -> bool {
    body == b"0\r\n\r\n" || body.ends_with(b"\r\n0\r\n\r\n")
}
