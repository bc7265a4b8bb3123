//! What one client alone is told: how its tasks stand, and that its person is done with a page
//! (`notifications/tasks/status`, `notifications/elicitation/complete`, 2025-11-25).
//!
//! ```text
//!   Record ── its session ──▶ Mail ──▶ Reader ──▶ how it stands by then
//!   Notify ── Pages: id ────▶  ▲                  done
//!                 ask, refer ──┘ the pages that it was sent to
//! ```

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use mcp_core::model::Task;
use mcp_core::wire;

use super::super::Session;
use super::super::bell::wake;
use super::{Mail, Mailbox};

/// How many letters wait for a client that has no stream open; the oldest go first.
const MAX_LETTERS: usize = 64;

/// Of how many pages a client may hear that their visitors are done: those that it was sent to last.
const MAX_PAGES: usize = 64;

/// A task, as its session is told of it.
pub(crate) trait Status: Send + Sync {
    /// How it stands.
    fn task(&self) -> Task;
}

/// Something for one client.
pub(super) enum Letter {
    /// A task stands otherwise than it did; nothing once it is gone.
    Task(Arc<str>, Weak<dyn Status>),
    /// The visitor of this page is done.
    Complete(Arc<str>),
}

impl Letter {
    /// The message, which says how things are by now.
    fn to_message(&self) -> Option<Vec<u8>> {
        let mut message = Vec::new();
        match self {
            Self::Task(_, task) => wire::write_task_status(&task.upgrade()?.task(), &mut message),
            Self::Complete(id) => wire::write_elicitation_complete(id, &mut message),
        }
        Some(message)
    }

    /// Whether it says what the other does, or will by the time that it is read.
    fn covers(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Task(id, _), Self::Task(other, _)) if id == other)
    }
}

/// The letters that a client has not read, and the pages that it may get one of.
#[derive(Default)]
pub(super) struct Letters {
    unread: VecDeque<Letter>,
    pages: VecDeque<Arc<str>>,
}

impl Letters {
    fn put(&mut self, letter: Letter) -> Option<Letter> {
        if self.unread.iter().any(|known| known.covers(&letter)) {
            return Some(letter);
        }
        if let Letter::Complete(id) = &letter {
            self.forget(id);
        }
        self.unread.push_back(letter);
        let surplus = self.unread.len() > MAX_LETTERS;
        surplus.then(|| self.unread.pop_front()).flatten()
    }

    /// Whether none of them waits.
    pub(super) fn is_read(&self) -> bool {
        self.unread.is_empty()
    }

    /// Notes that a page is not one that the client may get a letter of.
    fn forget(&mut self, page: &Arc<str>) {
        self.pages.retain(|known| known != page);
    }
}

impl Mail {
    /// Puts a letter in; `false` where nobody will read it.
    fn put(&self, letter: Letter) -> bool {
        let mut inside = self.stir();
        if inside.closed {
            return false;
        }
        let dropped = inside.letters.get_or_insert_default().put(letter);
        self.has_letters.store(true, Ordering::Release);
        let waker = inside.readers.last_mut().and_then(|seat| seat.waker.take());
        drop(inside);
        drop(dropped);
        wake(waker);
        true
    }

    /// The next letter, if a reader is the newest.
    #[inline]
    pub(in crate::session) fn letter(&self, number: u64) -> Option<Vec<u8>> {
        match self.has_letters.load(Ordering::Acquire) {
            true => self.read(number),
            false => None,
        }
    }

    #[cold]
    fn read(&self, number: u64) -> Option<Vec<u8>> {
        loop {
            let letter = self.take(number)?;
            // Asked outside of the lock.
            if let Some(message) = letter.to_message() {
                return Some(message);
            }
        }
    }

    fn take(&self, number: u64) -> Option<Letter> {
        let mut inside = self.lock();
        if inside.readers.last()?.number != number {
            return None;
        }
        let unread = &mut inside.letters.as_mut()?.unread;
        let letter = unread.pop_front();
        let more = !unread.is_empty();
        self.has_letters.store(more, Ordering::Release);
        letter
    }

    /// Notes that the client is sent to a page; gives the one that it hears of no more instead, or
    /// that very page where it hears of nothing.
    fn add_page(&self, id: &Arc<str>) -> Option<Arc<str>> {
        let mut inside = self.lock();
        if inside.closed {
            return Some(Arc::clone(id));
        }
        let letters = inside.letters.get_or_insert_default();
        letters.forget(id);
        let pages = &mut letters.pages;
        pages.push_back(Arc::clone(id));
        let surplus = pages.len() > MAX_PAGES;
        surplus.then(|| pages.pop_front()).flatten()
    }
}

/// The clients that were sent to pages, by the ids of those.
#[derive(Default)]
pub(in crate::session) struct Pages(Mutex<HashMap<Arc<str>, Arc<Mail>>>);

impl Pages {
    /// Tells the client that was sent to a page that its visitor is done; `false` where there is none.
    pub(super) fn complete(&self, id: &str) -> bool {
        let known = self.lock().remove_entry(id);
        known.is_some_and(|(id, mail)| mail.put(Letter::Complete(id)))
    }

    fn send(&self, id: &str, mail: &Arc<Mail>) {
        let id: Arc<str> = id.into();
        let mut pages = self.lock();
        pages.insert(Arc::clone(&id), Arc::clone(mail));
        let left = mail.add_page(&id).and_then(|left| pages.remove(&left));
        drop(pages);
        drop(left);
    }

    /// Forgets the pages of a client that is gone.
    pub(super) fn leave(&self, letters: &Letters) {
        let mut pages = self.lock();
        let mut left = Vec::new();
        for id in &letters.pages {
            left.push(pages.remove(id));
        }
        drop(pages);
        drop(left);
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Arc<str>, Arc<Mail>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Pages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Pages").field(&self.lock().len()).finish()
    }
}

impl Mailbox {
    /// Tells the client how a task stands when it reads that.
    pub(super) fn tell_of_task(&self, id: &Arc<str>, task: Weak<dyn Status>) {
        self.mail.put(Letter::Task(Arc::clone(id), task));
    }

    /// Notes that the client is sent to a page.
    pub(super) fn send_to(&self, id: &str) {
        self.board.pages.send(id, &self.mail);
    }
}

impl Session {
    /// Tells the client that one of its tasks stands otherwise than it did. Waits for nobody.
    pub(crate) fn tell_of_task(&self, id: &Arc<str>, task: Weak<dyn Status>) {
        if self.is_settled() {
            self.mailbox().tell_of_task(id, task);
        }
    }

    /// Notes that the client is sent to a page; `false` where its revision knows pages by no id.
    pub(in crate::session) fn send_to(&self, id: &str) -> bool {
        let greeting = self.greeting();
        let has_ids = greeting.is_some_and(|greeting| greeting.revision.abilities().elicitation_id);
        if has_ids {
            self.mailbox().send_to(id);
        }
        has_ids
    }
}

#[cfg(test)]
mod tests;
