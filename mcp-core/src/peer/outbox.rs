//! The bounded queue between a call and whatever carries its updates to the client.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// A bounded queue with one reader. A writer waits when it is full; nothing else does.
#[derive(Debug)]
pub struct Outbox<T> {
    queue: Mutex<Queue<T>>,
    bound: usize,
}

#[derive(Debug)]
struct Queue<T> {
    items: VecDeque<T>,
    closed: bool,
    reader: Option<Waker>,
    writers: Vec<Waker>,
}

impl<T> Outbox<T> {
    /// An empty queue for at most `bound` items.
    #[must_use]
    pub const fn new(bound: usize) -> Self {
        Self {
            queue: Mutex::new(Queue {
                items: VecDeque::new(),
                closed: false,
                reader: None,
                writers: Vec::new(),
            }),
            bound,
        }
    }

    /// Puts an item in, or waits for room. The item is dropped when nobody reads any more.
    pub fn poll_send(&self, cx: &Context<'_>, item: &mut Option<T>) -> Poll<()> {
        let mut queue = self.lock();
        if queue.closed {
            *item = None;
            return Poll::Ready(());
        }
        if queue.items.len() >= self.bound {
            queue.writers.push(cx.waker().clone());
            return Poll::Pending;
        }
        queue.items.extend(item.take());
        let reader = queue.reader.take();
        drop(queue);
        reader.into_iter().for_each(Waker::wake);
        Poll::Ready(())
    }

    /// Ready while fewer than `most` items wait, or nobody reads any more.
    pub fn poll_room(&self, cx: &Context<'_>, most: usize) -> Poll<()> {
        let mut queue = self.lock();
        if queue.closed || queue.items.len() < most {
            return Poll::Ready(());
        }
        let mut writers = queue.writers.iter();
        if !writers.any(|writer| writer.will_wake(cx.waker())) {
            queue.writers.push(cx.waker().clone());
        }
        Poll::Pending
    }

    /// Puts an item in if there is room.
    ///
    /// # Errors
    /// Gives the item back when the queue is full or closed.
    pub fn try_send(&self, item: T) -> Result<(), T> {
        let mut queue = self.lock();
        if queue.closed || queue.items.len() >= self.bound {
            return Err(item);
        }
        queue.items.push_back(item);
        let reader = queue.reader.take();
        drop(queue);
        reader.into_iter().for_each(Waker::wake);
        Ok(())
    }

    /// Takes the oldest item; `None` once the queue is closed and empty.
    pub fn poll_next(&self, cx: &Context<'_>) -> Poll<Option<T>> {
        let mut queue = self.lock();
        match queue.items.pop_front() {
            Some(item) => {
                let writers = std::mem::take(&mut queue.writers);
                drop(queue);
                writers.into_iter().for_each(Waker::wake);
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
        let writers = std::mem::take(&mut queue.writers);
        drop(queue);
        writers.into_iter().for_each(Waker::wake);
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

    fn lock(&self) -> MutexGuard<'_, Queue<T>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
