//! One stream of a client, as the place where it hears of changes.

use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use mcp_core::model::Announcement;
use mcp_core::peer::Outbox;
use mcp_core::wire;

use super::changes::{Board, Mail};

/// One stream of a client. Dropping it lets the newest that is left tell the client.
pub(crate) struct Reader {
    board: Arc<Board>,
    mail: Arc<Mail>,
    number: u64,
    /// Where it is left that there was nothing to tell.
    waiting: Option<Waiting>,
    changes_first: bool,
    letters_first: bool,
}

/// Who waits, and since when.
struct Waiting {
    waker: Waker,
    times: (u64, u64),
}

impl Reader {
    pub(super) fn new(board: &Arc<Board>, mail: &Arc<Mail>) -> Self {
        let number = board.number();
        mail.sit(number);
        Self {
            board: Arc::clone(board),
            mail: Arc::clone(mail),
            number,
            waiting: None,
            changes_first: false,
            letters_first: false,
        }
    }

    /// What the client is to hear next, if this is its newest stream; `None` once nothing more can
    /// come.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Announcement>> {
        // Taken first: what happens from here on is another time.
        let times = (self.board.changed.times(), self.mail.times());
        if self.is_waiting(times, cx.waker()) {
            return Poll::Pending;
        }
        // Waited for before it is looked at, so that nothing falls between.
        self.board.changed.wait(self.number, cx.waker());
        let next = loop {
            match self.mail.look(self.number, &self.board, cx.waker()) {
                Poll::Ready(Some(change)) if !self.board.admits(&change, &self.mail) => {}
                next => break next,
            }
        };
        if next.is_pending() {
            let waker = cx.waker().clone();
            self.waiting = Some(Waiting { waker, times });
        }
        next
    }

    /// Whether nothing has happened since it was left that somebody waits. Streams are polled for
    /// each message, and the look takes locks, of which one is everybody's.
    fn is_waiting(&self, times: (u64, u64), waker: &Waker) -> bool {
        let waiting = self.waiting.as_ref();
        waiting.is_some_and(|waiting| waiting.times == times && waiting.waker.will_wake(waker))
    }

    /// The next message of an outbox, or the next that tells of a change: they take turns, so that
    /// neither waits for the other's end. `None` once the outbox is closed and empty.
    pub(crate) fn poll_message(
        &mut self,
        cx: &mut Context<'_>,
        outbox: &Outbox<Vec<u8>>,
    ) -> Poll<Option<Vec<u8>>> {
        self.changes_first = !self.changes_first;
        if self.changes_first
            && let Poll::Ready(change) = self.poll_change(cx)
        {
            return Poll::Ready(Some(change));
        }
        let message = outbox.poll_next(cx);
        if message.is_ready() || self.changes_first {
            return message;
        }
        self.poll_change(cx).map(Some)
    }

    /// The next message that tells of a change, or the next letter: they take turns, too.
    fn poll_change(&mut self, cx: &mut Context<'_>) -> Poll<Vec<u8>> {
        self.letters_first = !self.letters_first;
        if self.letters_first
            && let Some(letter) = self.mail.letter(self.number)
        {
            return Poll::Ready(letter);
        }
        if let Poll::Ready(Some(change)) = self.poll_next(cx) {
            let mut message = Vec::new();
            wire::write_announcement(&change, None, &mut message);
            return Poll::Ready(message);
        }
        // Looked for after it is waited for, so that nothing falls between.
        let letter = self.mail.letter(self.number);
        letter.map_or(Poll::Pending, Poll::Ready)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.board.changed.leave(self.number);
        self.mail.stand_up(self.number);
    }
}
