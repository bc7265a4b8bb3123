//! One task.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use mcp_core::jsonrpc::{ErrorCode, ErrorObject};
use mcp_core::model::{Task, TaskDetail, TaskEnd, TaskStatus, Update};
use mcp_core::{Context, Principal};
use tokio::sync::watch;
use tokio::time::Instant;

use super::{Owner, Questions};
use crate::callers::Share;
use crate::session::Status;

/// How much of what a task says waits for somebody to listen.
const MAX_SAID: usize = 256;

/// How long a client should wait before it asks again.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// One task: what its client can learn of it, and how to end it.
pub(crate) struct Record {
    id: Arc<str>,
    number: u64,
    owner: Owner,
    created: SystemTime,
    ttl: Duration,
    expires: Instant,
    /// What it asks where its client comes to look for it.
    questions: Option<Arc<Questions>>,
    /// The place of its caller among those that are kept.
    share: Option<Share>,
    /// Grows with every change.
    changes: watch::Sender<u64>,
    state: Mutex<State>,
}

struct State {
    status: TaskStatus,
    message: Option<String>,
    updated: SystemTime,
    end: Option<Arc<TaskEnd>>,
    /// How many bytes of the store its end takes, and of its caller's part.
    size: (usize, Option<Share>),
    /// What it said and nobody has heard.
    said: VecDeque<Update>,
    /// The call, as long as it runs.
    context: Option<Context>,
}

/// What whoever waits for a task gets next.
#[derive(Debug)]
pub(crate) enum Next {
    /// It says something.
    Said(Update),
    /// It is over.
    End(Arc<TaskEnd>),
}

impl Record {
    pub(super) fn new(
        id: Arc<str>,
        number: u64,
        owner: Owner,
        ttl: Duration,
        context: Context,
        questions: Option<Arc<Questions>>,
    ) -> Self {
        let created = SystemTime::now();
        Self {
            id,
            number,
            owner,
            created,
            ttl,
            expires: Instant::now() + ttl,
            changes: questions
                .as_ref()
                .map(|questions| questions.changes().clone())
                .unwrap_or_default(),
            questions,
            share: None,
            state: Mutex::new(State {
                status: TaskStatus::Working,
                message: None,
                updated: created,
                end: None,
                size: (0, None),
                said: VecDeque::new(),
                context: Some(context),
            }),
        }
    }

    /// The same with a place among those that are kept.
    pub(super) fn counted(mut self, share: Option<Share>) -> Self {
        self.share = share;
        self
    }

    pub(crate) const fn id(&self) -> &Arc<str> {
        &self.id
    }

    /// The time at which it is gone.
    pub(crate) const fn expires(&self) -> Instant {
        self.expires
    }

    pub(crate) const fn questions(&self) -> Option<&Arc<Questions>> {
        self.questions.as_ref()
    }

    /// Who called, where that is known, as long as the call runs.
    pub(super) fn principal(&self) -> Option<Principal> {
        let state = self.lock();
        let context = state.context.as_ref();
        context.and_then(Context::principal).cloned()
    }

    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn is_of(&self, owner: &Owner) -> bool {
        self.owner.is(owner)
    }

    pub(super) fn is_outdated(&self) -> bool {
        self.expires <= Instant::now()
    }

    /// How many bytes of the store its end takes.
    pub(super) fn size(&self) -> usize {
        self.lock().size.0
    }

    /// Whether it stays as it is.
    pub(crate) fn is_over(&self) -> bool {
        self.lock().status.is_over()
    }

    /// What its client learns of it.
    pub(crate) fn task(&self) -> Task {
        self.shown().0
    }

    /// The same with what it waits for, or how it ended.
    pub(crate) fn shown(&self) -> (Task, TaskDetail) {
        let state = self.lock();
        let mut task = Task {
            id: Arc::clone(&self.id),
            status: state.status,
            status_message: state.message.clone(),
            created_at: self.created,
            last_updated_at: state.updated,
            ttl: self.ttl,
            poll_interval: POLL_INTERVAL,
        };
        if let Some(end) = &state.end {
            return (task, TaskDetail::End(Arc::clone(end)));
        }
        let Some(questions) = &self.questions else {
            return (task, TaskDetail::None);
        };
        let (open, changed) = questions.open();
        task.last_updated_at = state.updated.max(changed);
        if open.is_empty() {
            return (task, TaskDetail::None);
        }
        task.status = TaskStatus::InputRequired;
        (task, TaskDetail::Questions(open))
    }

    /// Keeps something that it says until somebody listens; what is older goes first.
    pub(crate) fn say(&self, update: Update) {
        let mut state = self.lock();
        if state.status.is_over() {
            return;
        }
        state.keep(update);
        drop(state);
        self.touch();
    }

    /// Notes whether it waits for its client.
    pub(crate) fn note_waiting(self: &Arc<Self>, waits: bool) {
        let status = match waits {
            true => TaskStatus::InputRequired,
            false => TaskStatus::Working,
        };
        let mut state = self.lock();
        if state.status.is_over() || state.status == status {
            return;
        }
        state.status = status;
        state.updated = SystemTime::now();
        drop(state);
        self.touch();
        self.owner.tell(&self.id, self);
    }

    /// Ends it, with what takes so many bytes of the store; `false` when it was over already.
    pub(super) fn end(
        self: &Arc<Self>,
        status: TaskStatus,
        message: Option<String>,
        end: TaskEnd,
        size: (usize, Option<Share>),
    ) -> bool {
        let mut state = self.lock();
        if state.status.is_over() {
            return false;
        }
        state.status = status;
        state.message = message;
        state.updated = SystemTime::now();
        state.end = Some(Arc::new(end));
        state.size = size;
        // No progress after the end, and no question is open any more.
        state
            .said
            .retain(|update| matches!(update, Update::Message { .. }));
        let context = state.context.take();
        drop(state);
        self.touch();
        self.owner.tell(&self.id, self);
        // Its end may do anything.
        drop(context);
        true
    }

    /// Gives it up; `false` when it was over already.
    pub(crate) fn cancel(self: &Arc<Self>, why: &str) -> bool {
        let context = self.lock().context.clone();
        let error = ErrorObject::new(
            ErrorCode::INTERNAL_ERROR,
            format!("the task was cancelled: {why}"),
        );
        let end = TaskEnd::Error(error);
        let nothing = (0, None);
        let cancelled = self.end(TaskStatus::Cancelled, Some(why.to_owned()), end, nothing);
        if let Some(context) = context.filter(|_| cancelled) {
            context.cancellation().cancel();
        }
        cancelled
    }

    /// What it has to say, or how it ended; nothing as long as there is neither.
    pub(crate) fn next(&self) -> Option<Next> {
        let mut state = self.lock();
        let said = state.said.pop_front().map(Next::Said);
        said.or_else(|| state.end.clone().map(Next::End))
    }

    /// Hears of every change from now on.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn touch(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Status for Record {
    fn task(&self) -> Task {
        self.task()
    }
}

impl State {
    fn keep(&mut self, update: Update) {
        match (&update, self.said.back_mut()) {
            // Only the latest counts.
            (Update::Progress { .. }, Some(last @ Update::Progress { .. })) => {
                *last = update;
                return;
            }
            (Update::Withdrawn { id, .. }, _) => {
                let asked = |said: &Update| matches!(said, Update::Question { id: asked, .. } if asked == id);
                let before = self.said.len();
                self.said.retain(|said| !asked(said));
                if self.said.len() < before {
                    return;
                }
            }
            _ => {}
        }
        if self.said.len() >= MAX_SAID {
            let is_question = |said: &Update| matches!(said, Update::Question { .. });
            let oldest = self.said.iter().position(|said| !is_question(said));
            self.said.remove(oldest.unwrap_or_default());
        }
        self.said.push_back(update);
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whoever knows the id has the task: it never stands in a log whole.
        f.debug_struct("Record")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}
