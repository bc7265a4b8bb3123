//! A client that sends lines, as over stdio: no pipe, no runtime.

use std::io;
use std::pin::Pin;
use std::task::Poll;

use mcp_server::Server;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};

use crate::{message, now, poll};

/// Room for every answer here.
const BUFFER: usize = 64 << 10;

/// A client, with the server's end of its two streams.
pub struct Lines {
    client: DuplexStream,
    serving: Pin<Box<dyn Future<Output = io::Result<()>>>>,
    answer: Vec<u8>,
}

impl Lines {
    /// A client that has shaken hands.
    #[must_use]
    pub fn new(server: &Server) -> Self {
        let (client, far) = tokio::io::duplex(BUFFER);
        let (read, write) = tokio::io::split(far);
        let server = server.clone();
        let mut lines = Self {
            client,
            serving: Box::pin(async move { server.serve_lines(read, write).await }),
            answer: vec![0; BUFFER],
        };
        lines.request(&format!("{}\n", message::initialize()));
        lines.send(&format!("{}\n", message::INITIALIZED));
        lines
    }

    /// Sends one line, and reads the line that it is answered with.
    ///
    /// # Panics
    /// The server does not answer at once.
    pub fn request(&mut self, line: &str) -> &[u8] {
        self.send(line);
        let length = self.receive();
        let answer = &self.answer[..length];
        assert_eq!(answer.last(), Some(&b'\n'));
        answer
    }

    fn send(&mut self, line: &str) {
        now(self.client.write_all(line.as_bytes())).expect("memory does not fail");
        self.serve();
    }

    fn receive(&mut self) -> usize {
        if let Poll::Ready(length) = poll(self.client.read(&mut self.answer)) {
            return length.expect("memory does not fail");
        }
        // Whether the answer is written in the turn that read the message is left to chance.
        self.serve();
        now(self.client.read(&mut self.answer)).expect("memory does not fail")
    }

    fn serve(&mut self) {
        let ended = poll(self.serving.as_mut());
        assert!(ended.is_pending(), "the server left: {ended:?}");
    }
}
