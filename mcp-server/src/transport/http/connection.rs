//! A connection's clock: how long a client may be idle, slow to ask, or slow to read.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep, sleep_until};

use super::failures::Source;
use crate::server::HttpOptions;

/// How long a client may leave what was written to it unread.
const UNREAD: Duration = Duration::from_secs(30);
/// How long the rest of a refused request is read and thrown away. Closing while a client still
/// writes resets the connection, and the client may lose the refusal.
const LINGER: Duration = Duration::from_secs(1);

/// What the requests of a connection tell its clock.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    requests: AtomicUsize,
    busy: AtomicBool,
    lingers: AtomicBool,
    source: Option<Source>,
}

impl Pulse {
    /// The pulse of a connection from there.
    pub(super) fn from(source: Option<Source>) -> Self {
        Self {
            source,
            ..Self::default()
        }
    }

    /// A request came; the connection is busy until the guard is dropped.
    pub(super) fn beat(self: &Arc<Self>) -> Busy {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.busy.store(true, Ordering::Relaxed);
        self.lingers.store(false, Ordering::Relaxed);
        Busy(Arc::clone(self))
    }

    /// Whether a request is not answered to the end.
    pub(super) fn is_busy(&self) -> bool {
        self.busy.load(Ordering::Relaxed)
    }
}

/// A request that is not answered to the end.
#[derive(Debug)]
pub(super) struct Busy(Arc<Pulse>);

impl Busy {
    /// The request may not have been read to its end, with which the connection ends then.
    pub(super) fn linger(&self) {
        self.0.lingers.store(true, Ordering::Relaxed);
    }

    /// Where the connection comes from, if its failures count.
    pub(super) fn source(&self) -> Option<&Source> {
        self.0.source.as_ref()
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.store(false, Ordering::Relaxed);
    }
}

/// A connection that fails its reads and writes when the client takes too long.
///
/// hyper has one deadline for both an idle connection and an unfinished head, and sets a timer for
/// every request; here one timer a connection moves on only when it fires.
#[derive(Debug)]
pub(super) struct Connection<Io> {
    io: Io,
    pulse: Arc<Pulse>,
    idle: Duration,
    head: Duration,
    waiting: Waiting,
    since: Instant,
    /// Something was read since the clock was last looked at.
    touched: bool,
    /// How many requests had come when `waiting` began.
    requests: usize,
    sleep: Option<Pin<Box<Sleep>>>,
    unread: Option<Pin<Box<Sleep>>>,
    linger: Option<Pin<Box<Sleep>>>,
}

/// What a connection waits for while it is not busy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    /// The first byte of a request.
    Request,
    /// The rest of a head.
    Head,
}

impl<Io> Connection<Io> {
    pub(super) fn new(io: Io, pulse: Arc<Pulse>, options: &HttpOptions) -> Self {
        Self {
            io,
            pulse,
            idle: options.idle_connection,
            head: options.header_deadline,
            waiting: Waiting::Request,
            since: Instant::now(),
            touched: false,
            requests: 0,
            sleep: None,
            unread: None,
            linger: None,
        }
    }

    /// Nothing was there to read.
    fn poll_deadline(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        if self.pulse.is_busy() {
            return Poll::Pending;
        }
        let requests = self.pulse.requests.load(Ordering::Relaxed);
        if requests != self.requests {
            self.requests = requests;
            self.waiting = Waiting::Request;
            self.since = Instant::now();
        } else if self.touched && self.waiting == Waiting::Request {
            self.waiting = Waiting::Head;
            self.since = Instant::now();
        }
        self.touched = false;
        let due = match self.waiting {
            Waiting::Request => self.since + self.idle,
            Waiting::Head => self.since + self.head,
        };
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep_until(due)));
        if sleep.deadline() > due {
            sleep.as_mut().reset(due);
        }
        loop {
            ready!(sleep.as_mut().poll(cx));
            if sleep.deadline() >= due {
                return Poll::Ready(io::ErrorKind::TimedOut.into());
            }
            sleep.as_mut().reset(due);
        }
    }

    /// Fails a write that the client has not made room for.
    fn poll_unread<T>(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.unread = None;
            return written;
        }
        let sleep = self.unread.get_or_insert_with(|| Box::pin(sleep(UNREAD)));
        ready!(sleep.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<Io: AsyncRead + Unpin> Connection<Io> {
    /// Reads and throws away until the client is done, or long enough.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let sleep = self.linger.get_or_insert_with(|| Box::pin(sleep(LINGER)));
        let mut space = [0; 8192];
        // A client that writes without end is not read without end: the timer has its turn.
        while sleep.as_mut().poll(cx).is_pending() {
            let mut buffer = ReadBuf::new(&mut space);
            let read = ready!(Pin::new(&mut self.io).poll_read(cx, &mut buffer));
            if read.is_err() || buffer.filled().is_empty() {
                break;
            }
        }
        Poll::Ready(())
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Connection<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.io).poll_read(cx, buffer);
        if read.is_pending() {
            return self.poll_deadline(cx).map(Err);
        }
        self.touched = true;
        read
    }
}

impl<Io: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Connection<Io> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write(cx, bytes);
        self.poll_unread(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write_vectored(cx, slices);
        self.poll_unread(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.io).poll_flush(cx);
        self.poll_unread(cx, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.linger.is_none() {
            let shut = Pin::new(&mut self.io).poll_shutdown(cx);
            ready!(self.poll_unread(cx, shut))?;
        }
        if self.pulse.lingers.load(Ordering::Relaxed) {
            ready!(self.poll_linger(cx));
        }
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests;
