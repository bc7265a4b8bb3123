//! The streams that clients without a session listen to (`subscriptions/listen`, 2026-07-28): who
//! they are, so that there are not too many, and all can be ended.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use mcp_core::Principal;
use mcp_core::model::{Announcement, SubscriptionFilter};

use super::changes::{Board, Mail, Mailbox};
use super::reader::Reader;
use super::subscriptions::TooMany;
use crate::callers::{Share, Shares, half};

/// How many streams one principal may listen to, and never more than half of all.
const MAX_PER_PRINCIPAL: usize = 8;

/// The open streams of a server, or of one pipe.
pub(crate) struct Listeners {
    most: usize,
    /// How many one principal may have.
    share: usize,
    shares: Arc<Shares>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    /// By the numbers of their mailboxes.
    mails: HashMap<u64, Arc<Mail>>,
    closed: bool,
}

impl Listeners {
    /// None yet, and never more than `most` of all principals.
    pub(super) fn new(most: usize, knows_callers: bool) -> Arc<Self> {
        let share = MAX_PER_PRINCIPAL.min(half(most));
        Self::within(most, share, Shares::new(knows_callers))
    }

    /// None yet, and never more than `most` of the only one there is.
    pub(super) fn of_one(most: usize) -> Arc<Self> {
        Self::within(most, most, Arc::default())
    }

    fn within(most: usize, share: usize, shares: Arc<Shares>) -> Arc<Self> {
        Arc::new(Self {
            most,
            share,
            shares,
            open: Mutex::default(),
        })
    }

    /// Ends all, those that are still to come included.
    pub(crate) fn close(&self) {
        let mails = {
            let mut open = self.lock();
            open.closed = true;
            std::mem::take(&mut open.mails)
        };
        for mail in mails.values() {
            mail.end();
        }
    }

    /// Ends those of principals of whom this is true.
    pub(crate) fn close_of(&self, whose: &dyn Fn(&Principal) -> bool) {
        let mails: Vec<_> = self.lock().mails.values().cloned().collect();
        let theirs = mails
            .iter()
            .filter(|mail| mail.who().as_ref().is_some_and(whose));
        theirs.for_each(|mail| mail.end());
    }

    /// Tells those whom it concerns that a list has changed.
    pub(super) fn tell_of(
        &self,
        list: &Announcement,
        concerns: &dyn Fn(Option<&Principal>) -> bool,
    ) {
        let mails: Vec<_> = self.lock().mails.values().cloned().collect();
        mails.iter().for_each(|mail| mail.tell_of(list, concerns));
    }

    /// Enters a stream; over at once if all are.
    fn enter(
        self: &Arc<Self>,
        mail: &Arc<Mail>,
        who: Option<&Principal>,
    ) -> Result<Place, TooMany> {
        let mut open = self.lock();
        if open.mails.len() >= self.most {
            return Err(TooMany);
        }
        // Strangers are many.
        let most = who.map_or(half(self.most), |_| self.share);
        let share = self.shares.take(who, 1, most);
        let share = share.map_err(|_| TooMany)?;
        let over = open.closed;
        if !over {
            open.mails.insert(mail.number, Arc::clone(mail));
        }
        drop(open);
        if over {
            mail.end();
        }
        Ok(Place {
            listeners: Arc::clone(self),
            number: mail.number,
            _share: share,
        })
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.lock().mails.len()
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One stream's place among all; dropping it makes room.
struct Place {
    listeners: Arc<Listeners>,
    number: u64,
    _share: Option<Share>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let left = self.listeners.lock().mails.remove(&self.number);
        drop(left);
    }
}

/// A stream that a client listens to; dropping it ends its subscriptions.
pub(crate) struct Listener {
    reader: Reader,
    _mailbox: Mailbox,
    /// Among those of the server, and among those of its pipe where it has one.
    _places: Vec<Place>,
}

impl Listener {
    /// Opens a stream of what a filter lets through, if there is room everywhere.
    pub(crate) fn open(
        board: &Arc<Board>,
        among: &[&Arc<Listeners>],
        who: Option<&Principal>,
        filter: &SubscriptionFilter,
    ) -> Result<Self, TooMany> {
        let mailbox = Mailbox::new(board, who);
        let mut places = Vec::new();
        for among in among {
            places.push(among.enter(mailbox.mail(), who)?);
        }
        mailbox.filter(filter)?;
        Ok(Self {
            reader: mailbox.reader(),
            _mailbox: mailbox,
            _places: places,
        })
    }

    /// What the client is to hear next; `None` once the server ends the stream.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Announcement>> {
        self.reader.poll_next(cx)
    }
}
