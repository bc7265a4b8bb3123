//! The open streams of a session: each message goes out on exactly one, the newest.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Duration;

use mcp_core::peer::Outbox;
use tokio::time::{Instant, sleep};

use super::activity::Activity;
use super::{Busy, Reader, Session};

/// How many streams one session may hold open.
const MAX_STREAMS: usize = 8;
/// How many requests of one session are worked on, or have an answer that waits for room on a
/// stream: as many as calls may run.
const MAX_UNSENT: u32 = 64;
/// How many messages wait for a slow reader.
const OUTBOX: usize = 256;
/// How many bytes of messages wait for a slow reader before no further message does.
const OUTBOX_BYTES: usize = 1 << 20;
/// How long a sender waits for a reader that takes nothing.
const STALL: Duration = Duration::from_secs(30);

/// What goes out on each, the newest last.
pub(super) type Outboxes = Vec<Arc<Outbox<Vec<u8>>>>;

impl Session {
    /// Opens a stream; `None` when the session is over. If it has too many, the oldest ends: its
    /// client may be gone without the server's knowing, and could not come back otherwise.
    pub(crate) fn attach(self: &Arc<Self>) -> Option<Stream> {
        let mut state = self.state();
        let mailbox = state.mailbox(&self.common.board)?;
        let open = &mut state.activity()?.streams;
        let surplus = (open.len() >= MAX_STREAMS).then(|| open.remove(0));
        let outbox = Arc::new(Outbox::of_messages(OUTBOX, OUTBOX_BYTES));
        open.push(Arc::clone(&outbox));
        drop(state);
        surplus.iter().for_each(|oldest| oldest.close());
        Some(Stream {
            busy: self.keep_busy(),
            outbox,
            reader: mailbox.reader(),
        })
    }

    /// Makes the streams look whether they are still needed.
    pub(super) fn wake_streams(&self) {
        let outboxes = self
            .state()
            .going_on()
            .map(|activity| activity.streams.clone());
        outboxes.iter().flatten().for_each(|outbox| outbox.wake());
    }

    /// Puts a message on the newest stream; `false` when there is none that takes it.
    pub(crate) async fn send(&self, message: Vec<u8>) -> bool {
        let newest = self.state().going_on().and_then(newest);
        let Some(outbox) = newest else {
            return false;
        };
        let mut message = Some(message);
        let full = poll_fn(|cx| Poll::Ready(outbox.poll_send(cx, &mut message).is_pending()));
        if full.await && !send_when_read(&outbox, message).await {
            // Whoever does not read for this long is gone, or as good as gone.
            outbox.close();
        }
        !outbox.is_closed()
    }

    /// Makes room for an answer, before anything is done for it; `None` while there are too many that
    /// are not sent.
    pub(crate) fn reserve(self: &Arc<Self>) -> Option<Unsent> {
        // Where all is over, whatever is asked is refused anyway.
        if let Some(activity) = self.state().activity() {
            if activity.unsent >= MAX_UNSENT {
                return None;
            }
            activity.unsent += 1;
        }
        Some(Unsent(self.keep_busy()))
    }
}

fn newest(activity: &mut Activity) -> Option<Arc<Outbox<Vec<u8>>>> {
    activity.streams.last().cloned()
}

/// Waits for room until the reader has taken nothing for too long; then this is `false`.
async fn send_when_read(outbox: &Outbox<Vec<u8>>, mut message: Option<Vec<u8>>) -> bool {
    let mut stall = pin!(sleep(STALL));
    let sent = poll_fn(|cx| {
        if outbox.poll_send(cx, &mut message).is_ready() {
            return Poll::Ready(true);
        }
        if stall.is_elapsed() {
            return Poll::Ready(false);
        }
        // Before its time it is only woken because something was taken.
        stall.as_mut().reset(Instant::now() + STALL);
        stall.as_mut().poll(cx).map(|()| false)
    });
    sent.await
}

/// A request that is not answered, or whose answer is not on its stream yet. Dropping it makes room
/// for another.
pub(crate) struct Unsent(Busy);

impl Unsent {
    pub(crate) fn session(&self) -> &Session {
        &self.0.0
    }
}

impl Drop for Unsent {
    fn drop(&mut self) {
        if let Some(activity) = self.session().state().going_on() {
            activity.unsent -= 1;
        }
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
        let streams = session
            .state()
            .going_on()
            .map_or(0, |activity| activity.streams.len());
        session.busy.load(Ordering::SeqCst) as usize <= streams
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.outbox.close();
        if let Some(activity) = self.busy.0.state().going_on() {
            let open = &mut activity.streams;
            open.retain(|outbox| !Arc::ptr_eq(outbox, &self.outbox));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;
    use crate::session::{Carrier, Limits, Sessions};

    fn session() -> Arc<Session> {
        let sessions = Sessions::new(Limits {
            idle: Duration::from_secs(60),
            most: 10,
            listeners: 10,
        });
        let session = sessions.open(Carrier::Sse, None);
        session.expect("there is room for one")
    }

    #[tokio::test]
    async fn so_many_answers_are_expected_and_each_that_is_dropped_makes_room() {
        let session = session();
        let mut unsent: Vec<_> = (0..MAX_UNSENT).map(|_| session.reserve()).collect();
        assert!(unsent.iter().all(Option::is_some));
        assert!(session.reserve().is_none());
        unsent.pop();
        unsent.push(session.reserve());
        assert!(session.reserve().is_none());
        assert!(unsent.iter().all(Option::is_some));
    }

    #[tokio::test(start_paused = true)]
    async fn a_reader_may_take_its_time_for_each_message_and_is_left_when_it_takes_none() {
        let session = session();
        let mut stream = session.attach().expect("the session is open");
        assert!(session.send(vec![0; OUTBOX_BYTES]).await);
        let sent = tokio::spawn({
            let session = Arc::clone(&session);
            async move {
                let mut sent = 0;
                while session.send(vec![0; OUTBOX_BYTES]).await {
                    sent += 1;
                }
                (sent, Instant::now())
            }
        });
        let mut cx = Context::from_waker(Waker::noop());
        for _ in 0..5 {
            sleep(STALL - Duration::from_secs(1)).await;
            assert!(stream.poll_next(&mut cx).is_ready());
        }
        let last = Instant::now();
        let (sent, given_up) = sent.await.expect("it ends");
        assert_eq!(sent, 5);
        assert_eq!(given_up, last + STALL);
        let rest = poll_fn(|cx| stream.poll_next(cx));
        assert!(rest.await.is_some(), "what was sent can still be read");
        assert_eq!(poll_fn(|cx| stream.poll_next(cx)).await, None);
    }

    #[tokio::test(start_paused = true)]
    async fn many_that_wait_are_all_left_alone_while_one_after_the_other_is_read() {
        let session = session();
        let mut stream = session.attach().expect("the session is open");
        let senders: Vec<_> = (0..MAX_UNSENT)
            .map(|_| {
                let session = Arc::clone(&session);
                tokio::spawn(async move { session.send(vec![0; OUTBOX_BYTES]).await })
            })
            .collect();
        for _ in 0..MAX_UNSENT {
            sleep(STALL / 2).await;
            assert!(poll_fn(|cx| stream.poll_next(cx)).await.is_some());
        }
        for sender in senders {
            assert!(sender.await.expect("it ends"));
        }
    }
}
