//! The open streams of a session: each message goes out on exactly one, the newest.

use std::future::poll_fn;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use mcp_core::peer::Outbox;

use super::{Busy, Reader, Session};

/// How many streams one session may hold open.
const MAX_STREAMS: usize = 8;
/// How many messages wait for a slow reader.
const OUTBOX: usize = 256;
/// How long a sender waits for a reader that stalls.
const STALL: Duration = Duration::from_secs(30);

/// What goes out on each, the newest last.
type Outboxes = Vec<Arc<Outbox<Vec<u8>>>>;

#[derive(Default)]
pub(super) struct Streams(Mutex<Outboxes>);

impl Streams {
    pub(super) fn close(&self) {
        for outbox in self.lock().drain(..) {
            outbox.close();
        }
    }

    fn newest(&self) -> Option<Arc<Outbox<Vec<u8>>>> {
        self.lock().last().cloned()
    }

    fn lock(&self) -> MutexGuard<'_, Outboxes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    /// Opens a stream; `None` when the session is over. If it has too many, the oldest ends: its
    /// client may be gone without the server's knowing, and could not come back otherwise.
    pub(crate) fn attach(self: &Arc<Self>) -> Option<Stream> {
        let mut open = self.streams.lock();
        if self.is_over() {
            return None;
        }
        let surplus = (open.len() >= MAX_STREAMS).then(|| open.remove(0));
        let outbox = Arc::new(Outbox::new(OUTBOX));
        open.push(Arc::clone(&outbox));
        drop(open);
        surplus.iter().for_each(|oldest| oldest.close());
        Some(Stream {
            busy: self.keep_busy(),
            outbox,
            reader: self.reader(),
        })
    }

    /// Makes the streams look whether they are still needed.
    pub(super) fn wake_streams(&self) {
        let outboxes = self.streams.lock().clone();
        outboxes.iter().for_each(|outbox| outbox.wake());
    }

    /// Puts a message on the newest stream; `false` when there is none that takes it.
    pub(crate) async fn send(&self, message: Vec<u8>) -> bool {
        let Some(outbox) = self.streams.newest() else {
            return false;
        };
        let mut message = Some(message);
        let sent = poll_fn(|cx| outbox.poll_send(cx, &mut message));
        let in_time = tokio::time::timeout(STALL, sent).await.is_ok();
        if !in_time {
            // Whoever does not read for this long is gone, or as good as gone.
            outbox.close();
        }
        in_time && !outbox.is_closed()
    }
}

/// One open stream; dropping it closes it.
pub(crate) struct Stream {
    busy: Busy,
    outbox: Arc<Outbox<Vec<u8>>>,
    reader: Reader,
}

impl Stream {
    /// The next message; `None` once the session is over.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Vec<u8>>> {
        self.reader.poll_message(cx, &self.outbox)
    }

    pub(crate) fn session(&self) -> &Session {
        &self.busy.0
    }

    /// Whether the server drains, and nothing that is running could still have something to say here.
    pub(crate) fn is_done(&self) -> bool {
        let session = &self.busy.0;
        if !session.common.draining.load(Ordering::SeqCst) {
            return false;
        }
        let streams = session.streams.lock().len();
        session.busy.load(Ordering::SeqCst) as usize <= streams
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.outbox.close();
        let mut open = self.busy.0.streams.lock();
        open.retain(|outbox| !Arc::ptr_eq(outbox, &self.outbox));
    }
}
