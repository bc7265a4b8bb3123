//! Messages as lines: stdio, and any other pair of byte streams (`basic/transports#stdio`).
//!
//! ```text
//!   read ──▶ LineReader ──▶ lifecycle::line ─┬─ Done ────────────────┐
//!                                            └─ Running ──▶ Call ────┤
//!   write ◀───────── write_messages ◀──────────────── Outbox ◀───────┘
//! ```
//!
//! Both ways are one future. Calls that do not end at once run beside it and answer in the order
//! in which they end.

mod call;
mod callers;
mod read;
mod stdio;
#[cfg(test)]
mod tests;
mod write;

use std::future::poll_fn;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use mcp_core::Principal;
use mcp_core::jsonrpc::{ErrorCode, ErrorObject, write_error};
use mcp_core::peer::Outbox;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinSet;
use tokio::time::timeout;

use self::call::Call;
use self::read::{Line, LineReader};
use crate::lifecycle::{self, Exchange, Reply};
use crate::server::Server;
use crate::session::Session;
use crate::spawn::task;

/// How long calls may go on once nothing more can come in.
const GRACE: Duration = Duration::from_secs(5);
/// How long the client may take, after that, to read what is left.
const FLUSH: Duration = Duration::from_secs(1);
/// How many calls run or wait to be heard.
const MAX_CALLS: usize = 64;
/// How many messages wait for a client that reads slowly before calls and reading wait too.
const OUTBOX: usize = 256;
/// How many bytes of messages wait before they do.
const OUTBOX_BYTES: usize = 1 << 20;

impl Server {
    /// Serves the client that started this process, over standard input and output.
    ///
    /// Nothing else may be written to standard output: log to standard error. Ends when the client
    /// closes either of the two, as [`serve_lines`](Self::serve_lines) does.
    ///
    /// A server that wants to know who calls looks for credentials where
    /// [`from_environment`](crate::auth::Authentication::from_environment) says.
    ///
    /// # Errors
    /// Reading or writing fails for another reason than that the client is gone. The credentials are
    /// missing or wrong, or they expire.
    ///
    /// ```no_run
    /// use mcp_server::prelude::*;
    ///
    /// #[tokio::main]
    /// async fn main() -> Result<(), Box<dyn std::error::Error>> {
    ///     let server = Server::builder(server_info!()).build()?;
    ///     server.serve_stdio().await?;
    ///     Ok(())
    /// }
    /// ```
    pub async fn serve_stdio(&self) -> io::Result<()> {
        self.boxed_stdio().await
    }

    /// Boxed, so that all of it is compiled here and not in the crate that awaits it.
    fn boxed_stdio(&self) -> Pin<Box<dyn Future<Output = io::Result<()>> + Send + '_>> {
        Box::pin(async {
            let who = callers::of_process(self).await?;
            let (input, output) = (stdio::input()?, tokio::io::stdout());
            let served = self.serve_pipe(who, input, output).await;
            self.until_recorded().await;
            served
        })
    }

    /// Serves one client over two byte streams, such as the halves of a Unix socket: one message
    /// per line, both ways.
    ///
    /// Ends when the input ends, when the output cannot be written any more, or when the server
    /// shuts down; calls that still run get five seconds. Dropping the future cancels its calls.
    ///
    /// # Errors
    /// Reading or writing fails for another reason than that the client is gone. The server wants to
    /// know who calls, which only [`serve_lines_as`](Self::serve_lines_as) can tell it.
    pub async fn serve_lines(
        &self,
        read: impl AsyncRead + Unpin + Send,
        write: impl AsyncWrite + Unpin + Send,
    ) -> io::Result<()> {
        self.serve_pipe(None, read, write).await
    }

    /// The same for a client of which it is known who it is, such as the peer of a Unix socket.
    ///
    /// It ends too when the principal's credentials expire.
    ///
    /// # Errors
    /// Reading or writing fails for another reason than that the client is gone, or the credentials
    /// expire.
    ///
    /// ```no_run
    /// use mcp_server::{Principal, Server};
    /// use tokio::net::UnixStream;
    ///
    /// async fn serve(server: &Server, stream: UnixStream) -> std::io::Result<()> {
    ///     let user = stream.peer_cred()?.uid().to_string();
    ///     let (read, write) = stream.into_split();
    ///     server.serve_lines_as(Principal::new("this machine", user), read, write).await
    /// }
    /// ```
    pub async fn serve_lines_as(
        &self,
        principal: Principal,
        read: impl AsyncRead + Unpin + Send,
        write: impl AsyncWrite + Unpin + Send,
    ) -> io::Result<()> {
        self.serve_pipe(Some(principal), read, write).await
    }

    async fn serve_pipe(
        &self,
        who: Option<Principal>,
        read: impl AsyncRead + Unpin + Send,
        write: impl AsyncWrite + Unpin + Send,
    ) -> io::Result<()> {
        let who = callers::admit(self, who)?;
        let mut pipe = Pipe::new(self, who.as_ref());
        let outbox = Arc::clone(&pipe.outbox);
        let mut writing = pin!(write::write_messages(&outbox, pipe.session.reader(), write));
        let read = tokio::select! {
            // In the order in which one leads to the other: the end comes before any more is read,
            // and what is read is often answered at once.
            biased;
            expired = callers::expired(who.as_ref()) => Err(expired),
            () = poll_fn(|cx| self.shutdown().poll_cancelled(cx)) => Ok(()),
            read = pipe.read(read) => read,
            written = &mut writing => return unless_gone(written),
        };
        pipe.stop_listening();
        tokio::select! {
            written = &mut writing => return unless_gone(written),
            _ = timeout(GRACE, pipe.finish()) => {}
        }
        pipe.close();
        let written = timeout(FLUSH, writing).await.unwrap_or(Ok(()));
        unless_gone(read.and(written))
    }
}

/// That the client is gone is how a pipe ends, and no error.
fn unless_gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset
            ) =>
        {
            Ok(())
        }
        result => result,
    }
}

/// One client and its calls.
struct Pipe {
    server: Server,
    session: Arc<Session>,
    outbox: Arc<Outbox<Vec<u8>>>,
    calls: JoinSet<()>,
}

impl Pipe {
    fn new(server: &Server, who: Option<&Principal>) -> Self {
        Self {
            server: server.clone(),
            session: server.sessions().pipe(who),
            outbox: Arc::new(Outbox::of_messages(OUTBOX, OUTBOX_BYTES)),
            calls: JoinSet::new(),
        }
    }

    /// Takes in lines until there are no more.
    async fn read(&mut self, read: impl AsyncRead + Unpin) -> io::Result<()> {
        let limit = self.server.line_limit();
        let mut lines = LineReader::new(read, limit);
        while let Some(line) = lines.next().await? {
            match line {
                Line::Whole(line) => self.take(line).await,
                Line::TooLong => self.say(too_long(limit)).await,
            }
        }
        Ok(())
    }

    async fn take(&mut self, line: Bytes) {
        match lifecycle::line(&self.server, &self.session, &line) {
            Reply::Accepted => {}
            Reply::Done(answer) => self.say(answer.body).await,
            Reply::Running(exchange) => {
                self.make_room().await;
                self.start(exchange).await;
            }
        }
    }

    /// Waits until there are not too many calls. The session refuses calls when too many run, so
    /// the rest are done and wait for a client that does not read.
    async fn make_room(&mut self) {
        while self.calls.try_join_next().is_some() {}
        while self.calls.len() >= MAX_CALLS {
            self.calls.join_next().await;
        }
    }

    /// Runs a call here as far as it comes without waiting, and the rest of it in a task.
    async fn start(&mut self, exchange: Box<Exchange>) {
        let mut call = Call::new(exchange, Arc::clone(&self.outbox));
        let at_once = poll_fn(|cx| Poll::Ready(Pin::new(&mut call).poll(cx))).await;
        if at_once.is_pending() {
            self.calls.spawn(task(call));
        }
    }

    /// Queues a message. While the client does not read, nothing more is read of it either.
    async fn say(&self, message: Vec<u8>) {
        let mut message = Some(message);
        poll_fn(|cx| self.outbox.poll_send(cx, &mut message)).await;
    }

    /// Ends what would never end by itself.
    fn stop_listening(&self) {
        if let Some(listeners) = self.session.listeners() {
            listeners.close();
        }
    }

    /// Waits until no call runs.
    async fn finish(&mut self) {
        while self.calls.join_next().await.is_some() {}
    }

    /// Ends the calls that still run, and the output after what is ready.
    fn close(&self) {
        self.session.close();
        self.outbox.close();
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        // Before the calls are dropped: those of the handshake era would go on by themselves.
        self.close();
    }
}

fn too_long(limit: usize) -> Vec<u8> {
    let message = format!("a line may have at most {limit} bytes");
    let error = ErrorObject::new(ErrorCode::INVALID_REQUEST, message);
    let mut out = Vec::new();
    write_error(&mut out, None, &error);
    out
}
