//! The bounded queue between a call and whatever carries its updates to the client.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// A bounded queue with one reader. A writer waits when it is full; nothing else does.
#[derive(Debug)]
pub struct Outbox<T> {
    queue: Mutex<Queue<T>>,
    bound: usize,
    /// How many bytes may wait before nothing more is taken in.
    bytes: usize,
    size: fn(&T) -> usize,
}

#[derive(Debug)]
struct Queue<T> {
    items: VecDeque<T>,
    bytes: usize,
    closed: bool,
    reader: Option<Waker>,
    writers: Vec<Waker>,
}

impl<T> Outbox<T> {
    /// An empty queue for at most `bound` items.
    #[must_use]
    pub const fn new(bound: usize) -> Self {
        Self::sized(bound, usize::MAX, |_| 0)
    }

    const fn sized(bound: usize, bytes: usize, size: fn(&T) -> usize) -> Self {
        Self {
            queue: Mutex::new(Queue {
                items: VecDeque::new(),
                bytes: 0,
                closed: false,
                reader: None,
                writers: Vec::new(),
            }),
            bound,
            bytes,
            size,
        }
    }

    /// Puts an item in, or waits for room. The item is dropped when nobody reads any more.
    pub fn poll_send(&self, cx: &Context<'_>, item: &mut Option<T>) -> Poll<()> {
        let mut queue = self.lock();
        if queue.closed {
            *item = None;
            return Poll::Ready(());
        }
        if self.is_full(&queue) {
            queue.wait(cx);
            return Poll::Pending;
        }
        if let Some(item) = item.take() {
            self.put(queue, item);
        }
        Poll::Ready(())
    }

    /// Ready while fewer than `most` items wait, or nobody reads any more.
    pub fn poll_room(&self, cx: &Context<'_>, most: usize) -> Poll<()> {
        let mut queue = self.lock();
        if queue.closed || queue.items.len() < most {
            return Poll::Ready(());
        }
        queue.wait(cx);
        Poll::Pending
    }

    /// Puts an item in if there is room.
    ///
    /// # Errors
    /// Gives the item back when the queue is full or closed.
    pub fn try_send(&self, item: T) -> Result<(), T> {
        let queue = self.lock();
        if queue.closed || self.is_full(&queue) {
            return Err(item);
        }
        self.put(queue, item);
        Ok(())
    }

    /// Takes the oldest item; `None` once the queue is closed and empty.
    pub fn poll_next(&self, cx: &Context<'_>) -> Poll<Option<T>> {
        let mut queue = self.lock();
        match queue.items.pop_front() {
            Some(item) => {
                self.taken(queue, &item);
                Poll::Ready(Some(item))
            }
            None if queue.closed => Poll::Ready(None),
            None => {
                queue.reader = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }

    /// Takes the oldest item if there is one, and waits for nothing.
    pub fn try_next(&self) -> Option<T> {
        let mut queue = self.lock();
        let item = queue.items.pop_front()?;
        self.taken(queue, &item);
        Some(item)
    }

    /// Makes the reader look again.
    pub fn wake(&self) {
        let reader = self.lock().reader.take();
        reader.into_iter().for_each(Waker::wake);
    }

    /// Takes nothing more in; what is in it can still be taken out.
    pub fn close(&self) {
        let mut queue = self.lock();
        queue.closed = true;
        let writers = std::mem::take(&mut queue.writers);
        let reader = queue.reader.take();
        drop(queue);
        writers.into_iter().chain(reader).for_each(Waker::wake);
    }

    /// Whether nothing more is taken in.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.lock().closed
    }

    fn is_full(&self, queue: &Queue<T>) -> bool {
        queue.items.len() >= self.bound || queue.bytes >= self.bytes
    }

    fn put(&self, mut queue: MutexGuard<'_, Queue<T>>, item: T) {
        queue.bytes += (self.size)(&item);
        queue.items.push_back(item);
        let reader = queue.reader.take();
        drop(queue);
        reader.into_iter().for_each(Waker::wake);
    }

    /// Makes whoever waits for room look again.
    fn taken(&self, mut queue: MutexGuard<'_, Queue<T>>, item: &T) {
        queue.bytes -= (self.size)(item);
        let writers = std::mem::take(&mut queue.writers);
        drop(queue);
        writers.into_iter().for_each(Waker::wake);
    }

    fn lock(&self) -> MutexGuard<'_, Queue<T>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Outbox<Vec<u8>> {
    /// An empty queue for at most `bound` messages, which takes no more in while those that wait have
    /// `bytes` or more. So any message passes, however large, and none waits longer for being so.
    #[must_use]
    pub const fn of_messages(bound: usize, bytes: usize) -> Self {
        Self::sized(bound, bytes, Vec::len)
    }
}

impl<T> Queue<T> {
    /// Notes who waits for room.
    fn wait(&mut self, cx: &Context<'_>) {
        let mut writers = self.writers.iter();
        if !writers.any(|writer| writer.will_wake(cx.waker())) {
            self.writers.push(cx.waker().clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    use super::*;

    #[test]
    fn messages_are_bounded_by_their_bytes_and_each_passes_alone() {
        let outbox = Outbox::of_messages(8, 100);
        outbox.try_send(vec![0; 99]).expect("there is room");
        outbox.try_send(vec![1; 300]).expect("99 are less than 100");
        outbox.try_send(Vec::new()).expect_err("399 are too many");
        assert_eq!(outbox.try_next().map(|first| first.len()), Some(99));
        outbox.try_send(vec![2; 1]).expect_err("300 are too many");
        assert_eq!(outbox.try_next().map(|second| second.len()), Some(300));
        for _ in 0..8 {
            outbox.try_send(vec![3; 1]).expect("there is room");
        }
        outbox.try_send(vec![3; 1]).expect_err("eight are enough");
    }

    #[test]
    fn a_writer_that_finds_too_many_bytes_is_woken_when_some_are_read() {
        let outbox = Outbox::of_messages(8, 100);
        let (woken, mut message) = (Arc::new(Woken::default()), Some(vec![0; 100]));
        let waker = Waker::from(Arc::clone(&woken));
        let cx = Context::from_waker(&waker);
        assert!(outbox.poll_send(&cx, &mut message).is_ready());
        message = Some(vec![1; 1]);
        assert!(outbox.poll_send(&cx, &mut message).is_pending());
        assert!(outbox.poll_send(&cx, &mut message).is_pending());
        assert_eq!(woken.times(), 0);
        assert!(outbox.poll_next(&cx).is_ready());
        assert_eq!(woken.times(), 1, "whoever asked twice is woken once");
        assert!(outbox.poll_send(&cx, &mut message).is_ready());
        assert!(message.is_none());
    }

    #[derive(Default)]
    struct Woken(AtomicUsize);

    impl Woken {
        fn times(&self) -> usize {
            self.0.load(Ordering::Relaxed)
        }
    }

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}
