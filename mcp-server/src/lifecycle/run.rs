//! One running request: polled where its request arrived, and never able to hang or to take the
//! server with it.

use std::future::Future as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context as Task, Poll};
use std::time::Duration;

use mcp_core::jsonrpc::RequestId;
use mcp_core::model::Update;
use mcp_core::{Context, Era};
use tokio::task::coop::unconstrained;
use tokio::time::{Instant, Sleep};

use super::pace::Pace;
use super::{audited, replay};
use crate::callers::Guest;
use crate::dispatch::{Answer, Failing, Work};
use crate::recorder::{Ending, Outcome, Trail};
use crate::server::{Server, Slot};
use crate::session::{Running, Session};
use crate::spawn::spawn;

/// How much a call may say before others have their turn.
const TURN: u8 = 32;

/// One running call.
pub(super) struct Run {
    id: RequestId,
    context: Context,
    work: Option<Work>,
    /// How it fails.
    failing: Failing,
    /// The answer, held back until all that was said before it is out.
    answer: Option<Answer>,
    /// Set when the call is first left waiting, for most never are.
    deadline: Option<Pin<Box<Sleep>>>,
    timeout: Duration,
    /// It is the server's, and not one of its own.
    is_common: bool,
    /// How much of the time is left when no deadline is set.
    left: Duration,
    /// How often it says how far it is.
    pace: Pace,
    /// How much it said since others had their turn.
    said: u8,
    /// What the client is still told of a call that was given up.
    withdrawn: Vec<Update>,
    /// It was given up.
    is_over: bool,
    era: Era,
    /// The session's knowledge of the call.
    entered: Option<Running>,
    /// Its part of what a server runs.
    slot: Option<Slot>,
    /// What is recorded of it, if anything is.
    trail: Option<Box<dyn Trail>>,
}

/// What a call does next.
pub(super) enum Event {
    /// It says something.
    Update(Update),
    /// It answers.
    Answer(Answer),
    /// Its client shall come back later.
    HangUp,
    /// It wants to become a task.
    Task,
    /// Nobody waits for it any more.
    Cancelled,
}

impl Run {
    pub(super) fn new(
        id: RequestId,
        context: Context,
        work: Work,
        (own, common): (Option<Duration>, Duration),
        era: Era,
        entered: Option<Running>,
    ) -> Self {
        let timeout = own.unwrap_or(common);
        Self {
            id,
            context,
            is_common: own.is_none(),
            failing: work.failing(),
            work: Some(work),
            answer: None,
            deadline: None,
            timeout,
            left: timeout,
            pace: Pace::default(),
            said: 0,
            withdrawn: Vec::new(),
            is_over: false,
            era,
            entered,
            slot: None,
            trail: None,
        }
    }

    /// The same as one of the calls that a server runs.
    pub(super) fn within(mut self, slot: Slot) -> Self {
        self.slot = Some(slot);
        self
    }

    /// The same with a record of it.
    pub(super) fn recorded(mut self, trail: Option<Box<dyn Trail>>) -> Self {
        self.trail = trail;
        self
    }

    /// Ends with an answer, as far as it is recorded.
    pub(super) fn record(&mut self, answer: &Answer) {
        if let Some(trail) = &mut self.trail {
            trail.end(audited::ending(answer));
        }
    }

    pub(super) const fn context(&self) -> &Context {
        &self.context
    }

    /// Belongs to no session any more.
    pub(super) fn leave(&mut self) {
        self.entered = None;
    }

    /// Belongs to a session.
    pub(super) fn enter(&mut self, running: Running) {
        self.entered = Some(running);
    }

    /// Has a time of its own, or else that of the task, which somebody else looks after; and counts
    /// among the tasks.
    pub(super) fn become_task(&mut self) {
        self.slot = None;
        self.deadline = None;
        if self.is_common {
            self.timeout = Duration::MAX;
        }
        self.left = self.timeout;
    }

    pub(super) const fn id(&self) -> &RequestId {
        &self.id
    }

    /// Whether the client cancelled it, and it has not noticed yet.
    pub(super) fn is_cancelled(&self) -> bool {
        self.context.is_cancelled() && !self.is_over
    }

    /// The session that it belongs to, as long as it runs.
    pub(super) fn session(&self) -> Option<&Session> {
        self.entered.as_ref().map(Running::session)
    }

    pub(super) fn poll_event(&mut self, cx: &mut Task<'_>) -> Poll<Event> {
        if self.context.is_cancelled() {
            return Poll::Ready(self.cancelled());
        }
        if self.said > 0
            && let Some(event) = self.interrupt(cx)
        {
            return event;
        }
        // What is said already goes out before more is asked for.
        if let Some(update) = self.context.updates().try_next() {
            return self.tell(update, cx);
        }
        self.poll_work(cx);
        if let Poll::Ready(Some(update)) = self.context.updates().poll_next(cx) {
            return self.tell(update, cx);
        }
        if self.context.hangs_up() {
            self.said += 1;
            return Poll::Ready(Event::HangUp);
        }
        if let Some(answer) = self.answer.take() {
            self.entered = None;
            return Poll::Ready(Event::Answer(answer));
        }
        if let Some(answer) = self.work.as_ref().and_then(|_| replay::end(&self.context)) {
            self.record(&answer);
            self.stop();
            return Poll::Ready(Event::Answer(answer));
        }
        if self.context.wants_task() && self.work.is_some() {
            return Poll::Ready(Event::Task);
        }
        if self.context.cancellation().poll_cancelled(cx).is_ready() {
            return Poll::Ready(self.cancelled());
        }
        if self.poll_deadline(cx).is_ready() {
            return Poll::Ready(self.late());
        }
        self.pace.poll_held(cx).map(Event::Update)
    }

    /// Between two things that a call says: ends it if its time is over, and gives others their
    /// turn if it said much. So no flood outruns the time of its call or holds up others.
    fn interrupt(&mut self, cx: &mut Task<'_>) -> Option<Poll<Event>> {
        let is_over = self.said >= TURN;
        // Most have said all before they need a deadline, and what is done is never late.
        let may_be_late = self.work.is_some() && (is_over || self.deadline.is_some());
        if may_be_late && self.poll_deadline(cx).is_ready() {
            return Some(Poll::Ready(self.late()));
        }
        is_over.then(|| {
            self.said = 0;
            cx.waker().wake_by_ref();
            Poll::Pending
        })
    }

    /// Tells an update, or keeps it back: then the next is looked at in a turn of its own.
    fn tell(&mut self, update: Update, cx: &mut Task<'_>) -> Poll<Event> {
        self.said += 1;
        if let Some(update) = self.pace.admit(update) {
            return Poll::Ready(Event::Update(update));
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// How a call ends whose time is over.
    fn late(&mut self) -> Event {
        if let Some(trail) = &mut self.trail {
            trail.end(Ending::of(Outcome::TimedOut));
        }
        self.stop();
        self.answer = Some(self.failing.late(self.timeout));
        self.end()
    }

    fn poll_work(&mut self, cx: &mut Task<'_>) {
        let Some(work) = &mut self.work else {
            return;
        };
        let may_run = self.trail.as_mut().map(|trail| trail.poll_start(cx));
        let polled = match may_run {
            Some(Poll::Pending) => return,
            Some(Poll::Ready(false)) => Poll::Ready(Answer::Unrecorded),
            Some(Poll::Ready(true)) | None => work.poll(cx),
        };
        if let Poll::Ready(answer) = polled {
            self.record(&answer);
            self.drop_work();
            self.answer = Some(answer);
        }
    }

    /// The time of a call; it stands still while the call waits for its client.
    fn poll_deadline(&mut self, cx: &mut Task<'_>) -> Poll<()> {
        if self.context.waits() {
            if let Some(deadline) = self.deadline.take() {
                self.left = deadline.deadline().duration_since(Instant::now());
            }
            return Poll::Pending;
        }
        let left = self.left;
        let deadline = self
            .deadline
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(left)));
        // Also when the call has used up all that the runtime lets it do in a turn.
        pin!(unconstrained(deadline.as_mut())).poll(cx)
    }

    /// How a call ends that nobody waits for.
    fn cancelled(&mut self) -> Event {
        if !self.is_over {
            self.stop();
        }
        self.end()
    }

    /// What a call still says that was given up: its open questions are withdrawn before the
    /// answer, if it has one.
    fn end(&mut self) -> Event {
        if let Some(withdrawn) = self.withdrawn.pop() {
            return Event::Update(withdrawn);
        }
        let answer = self.answer.take();
        answer.map_or(Event::Cancelled, Event::Answer)
    }

    /// Gives the call up and says so to whatever it started.
    pub(super) fn stop(&mut self) {
        self.is_over = true;
        self.trail = None;
        self.answer = None;
        self.context.cancellation().cancel();
        // While questions can still be withdrawn.
        self.drop_work();
        self.context.updates().close();
        while let Some(update) = self.context.updates().try_next() {
            match update {
                Update::Withdrawn { .. } => self.withdrawn.push(update),
                unheard => self.unheard(&unheard),
            }
        }
        self.entered = None;
    }

    /// Nobody hears an update, and so nobody answers if it is a question.
    fn unheard(&self, update: &Update) {
        if let (Update::Question { id, .. }, Some(entered)) = (update, &self.entered) {
            entered.session().undelivered(id);
        }
    }

    /// Drops the future; a panic in a destructor is no worse than one on the way.
    fn drop_work(&mut self) {
        let work = self.work.take();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(move || drop(work))) {
            let _ = self.failing.panicked(&*panic);
        }
    }

    /// Runs on without anybody to hear it.
    async fn run_on(mut self) {
        std::future::poll_fn(|cx| {
            loop {
                match self.poll_event(cx) {
                    Poll::Ready(Event::Update(update)) => self.unheard(&update),
                    Poll::Ready(Event::HangUp) => {}
                    Poll::Ready(Event::Answer(_) | Event::Cancelled | Event::Task) => {
                        return Poll::Ready(());
                    }
                    Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await;
    }

    /// The client went away: the handshake era lets the call run on
    /// (`basic/transports#sending-messages-to-the-server`), the stateless one cancels it.
    pub(super) fn abandon(mut self, server: &Server, guest: Option<Guest>) {
        if self.work.is_none() || self.context.is_cancelled() {
            return;
        }
        // What waits for a task would take from it what the next one wants to hear.
        if self.work.as_ref().is_some_and(Work::is_awaiting) {
            return self.stop();
        }
        match (self.era, tokio::runtime::Handle::try_current()) {
            (Era::Handshake, Ok(runtime)) => {
                let unattended = server.unattended();
                spawn(&runtime, async move {
                    self.run_on().await;
                    drop((unattended, guest));
                });
            }
            (Era::Handshake, Err(_)) | (Era::Stateless, _) => self.stop(),
        }
    }
}

#[cfg(test)]
mod tests;
