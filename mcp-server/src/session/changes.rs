//! What has changed, and who has not heard of it yet.
//!
//! ```text
//!   announce ──▶ Board ── lists: a count each ─────────────▶ Reader ──▶ announcement
//!                  └──── topics: URI ──▶ mailboxes of its ──▶   ▲
//!                                        subscribers            │ one per open stream
//! ```
//!
//! A list that changes is a count that grows: a client that has been told of another count has
//! something to hear. So it costs nothing to have many idle sessions, changes wait for a stream by
//! themselves, and however many there were, the next stream tells of one. An updated resource is
//! noted with its subscribers, once each until they hear of it.

mod letters;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::task::{Poll, Waker};

use mcp_core::Principal;
use mcp_core::model::{Announcement, SubscriptionFilter};

use self::letters::{Letters, Pages};
use super::bell::{Bell, wake};
use super::reader::Reader;
use super::subscriptions::{Subscribed, TooMany, Topics};
use super::told::Told;
pub(crate) use letters::Status;

/// Decides what a client may know of by the time that it would hear of it.
pub(crate) trait Sight: Send + Sync {
    /// Whether somebody may hear that a resource was updated.
    fn admits(&self, uri: &str, who: Option<&Principal>) -> bool;
}

/// What a server has announced to its clients.
#[derive(Debug, Default)]
pub(crate) struct Board {
    /// Whoever decides; without anybody, all may hear of everything.
    sight: OnceLock<Weak<dyn Sight>>,
    /// How often each list has changed.
    lists: [AtomicU64; 3],
    /// Wakes every reader.
    pub(super) changed: Bell,
    topics: Topics,
    pages: Pages,
    /// Tells mailboxes and readers apart.
    numbers: AtomicU64,
}

impl Board {
    /// Has somebody decide who may hear of what; the first one stays.
    pub(crate) fn look_through(&self, sight: Weak<dyn Sight>) {
        let _ = self.sight.set(sight);
    }

    /// Whether a client may hear of a change. What is asked may be code of the server's owner.
    pub(super) fn admits(&self, announcement: &Announcement, mail: &Mail) -> bool {
        let (Announcement::ResourceUpdated(uri), Some(sight)) = (announcement, self.sight.get())
        else {
            return true;
        };
        let sight = sight.upgrade();
        sight.is_some_and(|sight| sight.admits(uri, mail.who().as_ref()))
    }

    /// Tells everybody who wants to know. Waits for nobody, and is one pass over those who wait.
    pub(crate) fn announce(&self, announcement: &Announcement) {
        let list = match source(announcement) {
            Ok(list) => list,
            Err(uri) => return self.topics.update(uri, &|_| true),
        };
        self.lists[list].fetch_add(1, Ordering::Release);
        self.changed.ring();
    }

    /// Tells the subscribers of a resource whom it concerns that it was updated.
    pub(crate) fn update_for(&self, uri: &str, concerns: &dyn Fn(Option<&Principal>) -> bool) {
        self.topics
            .update(uri, &|mail| concerns(mail.who().as_ref()));
    }

    /// Tells the client that was sent to a page that its visitor is done; `false` where there is none.
    pub(crate) fn complete(&self, page: &str) -> bool {
        self.pages.complete(page)
    }

    /// A number that nobody has.
    pub(super) fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }

    /// What a client was told of that needs to hear of none of the changes until now.
    pub(super) fn counts(&self) -> Told {
        Told::of(&self.lists)
    }

    /// How many URIs somebody is subscribed to.
    #[cfg(test)]
    pub(super) fn topics(&self) -> usize {
        self.topics.len()
    }
}

/// What one client has not heard of yet. Dropping it ends its subscriptions.
pub(crate) struct Mailbox {
    board: Arc<Board>,
    mail: Arc<Mail>,
}

/// The part of a mailbox that others reach.
pub(super) struct Mail {
    pub(super) number: u64,
    /// How often a reader had reason to look again, changes of lists aside.
    times: AtomicU64,
    /// Whether there is any, so that a look costs next to nothing where there is none.
    has_letters: AtomicBool,
    inside: Mutex<Inside>,
}

/// The sources that take turns: three lists, and the subscriptions.
const SOURCES: u8 = 4;

/// The source that a change comes from, or the resource that was updated.
pub(super) const fn source(announcement: &Announcement) -> Result<usize, &String> {
    match announcement {
        Announcement::ToolsChanged => Ok(0),
        Announcement::PromptsChanged => Ok(1),
        Announcement::ResourcesChanged => Ok(2),
        Announcement::ResourceUpdated(uri) => Err(uri),
    }
}

#[derive(Default)]
struct Inside {
    /// Whose it is, where that is known, by what was proven last.
    who: Option<Principal>,
    /// What the client was told of.
    told: Told,
    /// Most clients subscribe to nothing.
    subscribed: Option<Box<Subscribed>>,
    /// Most get none.
    letters: Option<Box<Letters>>,
    /// The open streams, the newest last.
    readers: Vec<Seat>,
    /// Who is asked first, so that none waits behind another that never ends.
    turn: u8,
    closed: bool,
}

/// A reader's place.
struct Seat {
    number: u64,
    /// Who took it, by what was proven then.
    who: Option<Principal>,
    waker: Option<Waker>,
}

impl Mailbox {
    /// Somebody's, that nothing comes into yet.
    pub(super) fn new(board: &Arc<Board>, who: Option<&Principal>) -> Self {
        Self::of(board, who.cloned(), Told::default())
    }

    /// That of somebody who was told of some changes already.
    pub(super) fn of(board: &Arc<Board>, who: Option<Principal>, told: Told) -> Self {
        let number = board.number();
        Self {
            board: Arc::clone(board),
            mail: Arc::new(Mail {
                number,
                times: AtomicU64::new(0),
                has_letters: AtomicBool::new(false),
                inside: Mutex::new(Inside {
                    who,
                    told,
                    ..Inside::default()
                }),
            }),
        }
    }

    /// One that nothing comes into any more.
    pub(super) fn closed(board: &Arc<Board>) -> Self {
        let mailbox = Self::new(board, None);
        mailbox.close();
        mailbox
    }

    /// Lets in what a client asked for, from now on.
    pub(super) fn filter(&self, filter: &SubscriptionFilter) -> Result<(), TooMany> {
        let wanted = [
            filter.tools_list_changed,
            filter.prompts_list_changed,
            filter.resources_list_changed,
        ];
        self.mail.lock().told = self.board.counts().only(wanted);
        for uri in &filter.resource_subscriptions {
            self.subscribe(uri)?;
        }
        Ok(())
    }

    /// Lets in changes of all lists, from now on.
    pub(super) fn open(&self) {
        self.mail.lock().told = self.board.counts();
    }

    /// Lets in updates of a resource.
    pub(super) fn subscribe(&self, uri: &str) -> Result<(), TooMany> {
        self.board.topics.subscribe(uri, &self.mail)
    }

    /// Lets in no more updates of a resource; one that it never did is nobody's mistake.
    pub(super) fn unsubscribe(&self, uri: &str) {
        self.board.topics.unsubscribe(uri, &self.mail);
    }

    /// A new stream, which is the one that tells the client until there is a newer one.
    pub(super) fn reader(&self) -> Reader {
        Reader::new(&self.board, &self.mail)
    }

    pub(super) fn mail(&self) -> &Arc<Mail> {
        &self.mail
    }

    /// Whether nobody but its session knows it, and nothing would be missing without it but what its
    /// client was told of.
    pub(super) fn is_unused(self: &Arc<Self>) -> bool {
        let is_known = Arc::strong_count(self) > 1 || Arc::strong_count(&self.mail) > 1;
        let letters = &self.mail.lock().letters;
        !is_known && letters.as_ref().is_none_or(|letters| letters.is_read())
    }

    /// Lets nothing more in, and ends its readers.
    pub(super) fn close(&self) {
        self.mail.end();
        let (subscribed, letters) = {
            let mut inside = self.mail.lock();
            (inside.subscribed.take(), inside.letters.take())
        };
        if let Some(letters) = letters {
            self.board.pages.leave(&letters);
        }
        if let Some(subscribed) = subscribed {
            self.board.topics.leave(&subscribed, &self.mail);
        }
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.close();
    }
}

impl Mail {
    /// Whose it is, where that is known, by what was proven last.
    pub(super) fn who(&self) -> Option<Principal> {
        self.lock().who.clone()
    }

    /// What its client was told of.
    pub(super) fn told(&self) -> Told {
        self.lock().told
    }

    /// What its owner proved last, and when each of its streams began.
    pub(super) fn proofs(&self) -> Vec<Principal> {
        let inside = self.lock();
        let mut proofs = Vec::new();
        let mut note = |who: &Option<Principal>| {
            if let Some(who) = who {
                proofs.push(who.clone());
            }
        };
        note(&inside.who);
        for seat in &inside.readers {
            note(&seat.who);
        }
        proofs
    }

    /// Notes what its owner has proven anew, and gives what that was before, to be dropped outside of locks.
    pub(super) fn is_seen_as(&self, who: &Principal) -> Option<Principal> {
        self.lock().who.replace(who.clone())
    }

    /// Has its client told of a list in any case, if it wants to know and it concerns whoever that is.
    pub(super) fn tell_of(
        &self,
        list: &Announcement,
        concerns: &dyn Fn(Option<&Principal>) -> bool,
    ) {
        let Ok(source) = source(list) else { return };
        // Asked outside of the lock.
        if concerns(self.who().as_ref()) {
            wake(self.owe(source));
        }
    }

    /// Has its client told of a list in any case, if it wants to know, and gives whom to wake.
    pub(super) fn owe(&self, source: usize) -> Option<Waker> {
        let mut inside = self.stir();
        match inside.told.owe(source) {
            true => inside.readers.last_mut()?.waker.take(),
            false => None,
        }
    }

    /// Lets nothing more in, and ends the readers.
    pub(super) fn end(&self) {
        let mut inside = self.stir();
        inside.closed = true;
        let mut wakers = Vec::new();
        for seat in &mut inside.readers {
            wakers.push(seat.waker.take());
        }
        drop(inside);
        for waker in wakers {
            wake(waker);
        }
    }

    /// Adds a subscription; `false` where nothing has to be done for it.
    pub(super) fn add(&self, uri: &Arc<str>) -> Result<bool, TooMany> {
        let mut inside = self.lock();
        if inside.closed {
            return Ok(false);
        }
        inside.subscribed.get_or_insert_default().add(uri)
    }

    /// Takes a subscription out.
    pub(super) fn remove(&self, uri: &str) {
        if let Some(subscribed) = &mut self.lock().subscribed {
            subscribed.remove(uri);
        }
    }

    /// Notes that a resource was updated, and gives whom to wake.
    pub(super) fn note(&self, uri: &Arc<str>) -> Option<Waker> {
        let mut inside = self.stir();
        inside.subscribed.as_mut()?.note(uri);
        inside.readers.last_mut()?.waker.take()
    }

    /// Gives a reader its place, as the newest.
    pub(super) fn sit(&self, number: u64) {
        let mut inside = self.lock();
        let who = inside.who.clone();
        inside.readers.push(Seat {
            number,
            who,
            waker: None,
        });
    }

    /// What a reader has to tell; `None` once nothing more can come. While there is nothing, the
    /// waker is left with its place.
    pub(super) fn look(
        &self,
        number: u64,
        board: &Board,
        waker: &Waker,
    ) -> Poll<Option<Announcement>> {
        let mut inside = self.lock();
        if inside.closed {
            return Poll::Ready(None);
        }
        let newest = inside.readers.last();
        if newest.is_some_and(|newest| newest.number == number)
            && let Some(announcement) = inside.next(board.counts())
        {
            return Poll::Ready(Some(announcement));
        }
        let earlier = inside.wait(number, waker);
        drop(inside);
        drop(earlier);
        Poll::Pending
    }

    /// Takes a reader's place away; the next newest takes over what it has not told.
    pub(super) fn stand_up(&self, number: u64) {
        let mut inside = self.stir();
        let place = inside.readers.iter().position(|seat| seat.number == number);
        let left = place.map(|place| inside.readers.remove(place));
        let next = inside.readers.last_mut().and_then(|seat| seat.waker.take());
        drop(inside);
        drop(left);
        wake(next);
    }

    /// How often a reader had reason to look again, changes of lists aside.
    pub(super) fn times(&self) -> u64 {
        self.times.load(Ordering::Acquire)
    }

    /// Gives the readers reason to look again.
    fn stir(&self) -> MutexGuard<'_, Inside> {
        let inside = self.lock();
        self.times.fetch_add(1, Ordering::Release);
        inside
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    /// What the client is to hear next.
    fn next(&mut self, now: Told) -> Option<Announcement> {
        let first = self.turn;
        self.turn = (first + 1) % SOURCES;
        for turn in first..first + SOURCES {
            let announcement = self.of_source(turn % SOURCES, now);
            if announcement.is_some() {
                return announcement;
            }
        }
        None
    }

    fn of_source(&mut self, source: u8, now: Told) -> Option<Announcement> {
        let announcement = match source {
            0 => Announcement::ToolsChanged,
            1 => Announcement::PromptsChanged,
            2 => Announcement::ResourcesChanged,
            _ => {
                let updated = self.subscribed.as_mut()?.next_updated()?;
                return Some(Announcement::ResourceUpdated(updated.as_ref().to_owned()));
            }
        };
        let is_new = self.told.catch_up(usize::from(source), now);
        is_new.then_some(announcement)
    }

    /// Leaves a waker at a seat; gives the one that lay there, to be dropped outside the lock.
    fn wait(&mut self, number: u64, waker: &Waker) -> Option<Waker> {
        let seat = self.readers.iter_mut().find(|seat| seat.number == number)?;
        match &seat.waker {
            Some(known) if known.will_wake(waker) => None,
            _ => seat.waker.replace(waker.clone()),
        }
    }
}

#[cfg(test)]
mod tests;
