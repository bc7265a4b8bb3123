//! What changes in a session, and what only a session has in which something goes on.

use std::sync::Arc;

use mcp_core::Principal;
use tokio::sync::Notify;

use super::calls::Calls;
use super::changes::{Board, Mailbox};
use super::history::{Log, Logs};
use super::listeners::Listeners;
use super::pending::Pending;
use super::stream::Outboxes;
use super::told::Told;

/// What changes in a session.
///
/// Whatever is let into it is let in under its lock, and only while it is not over; what there is then
/// is taken out under the same lock when it ends. So nothing is left behind.
#[derive(Default)]
pub(super) struct State {
    over: bool,
    /// The client has said that it is initialized, or never will because all is over.
    pub(super) settled: bool,
    /// What the client was told of; while there is a mailbox, that knows it instead.
    pub(super) told: Told,
    /// Its owner, by what was proven last.
    pub(super) who: Option<Principal>,
    activity: Option<Box<Activity>>,
}

/// What goes on in a session. Servers keep many sessions in which nothing does: this is made when
/// something begins, and dropped when a sweep finds nothing in it.
#[derive(Default)]
pub(super) struct Activity {
    pub(super) calls: Calls,
    pub(super) streams: Outboxes,
    /// How many requests have no answer yet, or one that is on no stream yet.
    pub(super) unsent: u32,
    /// The streams that had something to say.
    pub(super) history: Option<Box<Logs>>,
    /// What the client was asked.
    pub(super) pending: Option<Box<Pending>>,
    /// What the client has not heard of yet.
    pub(super) mailbox: Option<Arc<Mailbox>>,
    /// Who waits for the end of the handshake.
    pub(super) waiting: Option<Arc<Notify>>,
    /// The streams that the client of a pipe listens to.
    pub(super) listeners: Option<Arc<Listeners>>,
}

/// What nobody needs any more, to be dropped where no lock is held: its end may do anything.
pub(super) type Leftovers = (Vec<Arc<Log>>, Option<Arc<Mailbox>>);

impl State {
    pub(super) fn of(owner: Option<Principal>) -> Self {
        Self {
            who: owner,
            ..Self::default()
        }
    }

    /// Where whatever begins is noted; nothing begins once the session is over.
    pub(super) fn activity(&mut self) -> Option<&mut Activity> {
        match self.over {
            true => None,
            false => Some(self.activity.get_or_insert_default()),
        }
    }

    /// What goes on, if anything does.
    pub(super) fn going_on(&mut self) -> Option<&mut Activity> {
        self.activity.as_deref_mut()
    }

    /// What the client has not heard of yet, if any of it is kept.
    pub(super) fn known_mailbox(&mut self) -> Option<Arc<Mailbox>> {
        self.going_on()?.mailbox.clone()
    }

    /// The same, to keep something in; nothing is once the session is over.
    pub(super) fn mailbox(&mut self, board: &Arc<Board>) -> Option<Arc<Mailbox>> {
        let (who, told) = (self.who.clone(), self.told);
        let mailbox = &mut self.activity()?.mailbox;
        let new = || Arc::new(Mailbox::of(board, who, told));
        Some(Arc::clone(mailbox.get_or_insert_with(new)))
    }

    /// Lets nothing more in, and gives what goes on.
    pub(super) fn end(&mut self) -> Option<Box<Activity>> {
        self.over = true;
        self.settled = true;
        self.activity.take()
    }

    /// Takes out what nobody needs any more.
    pub(super) fn sweep(&mut self, now: u64) -> Option<Leftovers> {
        let activity = self.activity.as_mut()?;
        let history = activity.history.as_mut();
        let outdated = history.map_or_else(Vec::new, |logs| logs.outdated(now));
        let unused = activity.mailbox.take_if(|mailbox| mailbox.is_unused());
        if let Some(mailbox) = &unused {
            self.told = mailbox.mail().told();
        }
        match activity.is_empty() {
            true => self.activity = None,
            false => activity.calls.shrink(),
        }
        Some((outdated, unused))
    }
}

impl Activity {
    /// Whether nothing would be missing without it: questions and logged streams are numbered, and no
    /// number may come twice.
    fn is_empty(&self) -> bool {
        self.calls.len() == 0
            && self.streams.is_empty()
            && self.unsent == 0
            && self.history.is_none()
            && self.pending.is_none()
            && self.mailbox.is_none()
            && self.waiting.is_none()
            && self.listeners.is_none()
    }

    /// Ends all of it.
    pub(super) fn end(&mut self) {
        self.calls.cancel();
        // Whoever waits for an answer gets none.
        drop(self.pending.take());
        // Whoever waits for the end of the handshake finds that all is over.
        if let Some(waiting) = &self.waiting {
            waiting.notify_waiters();
        }
        for outbox in &self.streams {
            outbox.close();
        }
        if let Some(mailbox) = &self.mailbox {
            mailbox.close();
        }
    }
}

#[cfg(test)]
mod tests;
