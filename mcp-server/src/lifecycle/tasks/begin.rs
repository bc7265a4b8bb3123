//! From a call to a task: it is handed to the runtime, and its client is told its name.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use mcp_core::Revision;
use mcp_core::jsonrpc::{Request, RequestId};
use mcp_core::model::{Content, TaskEnd, TaskStatus};
use mcp_core::peer::{Asker, Asking};
use mcp_core::revision::TaskForm;
use mcp_core::wire::{self, decode};
use serde_json::value::RawValue;
use tokio::runtime::Handle;
use tokio::task::coop::unconstrained;
use tokio::time::sleep_until;

use crate::dispatch::Answer;
use crate::lifecycle::Reply;
use crate::lifecycle::call::answer;
use crate::lifecycle::encode::verdict;
use crate::lifecycle::run::{Event, Run};
use crate::server::{Overloaded, Owner, Place, Questions, Record, Server};
use crate::session::Session;
use crate::shortened::shortened;
use crate::spawn::spawn;

const OVERLOADED: &str = "as many tasks are kept as may be; end one, or try again later";

/// How many characters of a failure say what became of a task.
const MESSAGE: usize = 256;

/// Starts a call as a task.
pub(in crate::lifecycle) fn start(
    server: &Server,
    revision: Revision,
    request: &Request<'_>,
    wish: Option<&RawValue>,
    session: Option<&Arc<Session>>,
    mut run: Run,
) -> Reply {
    let asks = revision.abilities().tasks == TaskForm::Core;
    let wish = wish.filter(|_| asks).map(decode::TaskWish::read);
    let outcome = match wish.transpose() {
        Ok(wish) => {
            let ttl = wish.and_then(|wish| wish.ttl);
            hand_over(server, revision, session.filter(|_| asks), ttl, run)
        }
        Err(fault) => {
            let answer = Answer::Error(fault);
            run.record(&answer);
            answer
        }
    };
    answer(server, revision, request, outcome)
}

/// Makes a task of a call that runs: one of the session's, or its caller's.
pub(in crate::lifecycle) fn hand_over(
    server: &Server,
    revision: Revision,
    session: Option<&Arc<Session>>,
    ttl: Option<Duration>,
    mut run: Run,
) -> Answer {
    match enter(server, session, ttl, &mut run) {
        Ok((runtime, record, place)) => {
            let task = record.task();
            let server = server.clone();
            spawn(&runtime, keep(server, revision, run, record, place));
            Answer::Created(Box::new(task))
        }
        Err(Overloaded) => {
            let answer = Answer::Overloaded(OVERLOADED);
            run.record(&answer);
            run.stop();
            answer
        }
    }
}

fn enter(
    server: &Server,
    session: Option<&Arc<Session>>,
    ttl: Option<Duration>,
    run: &mut Run,
) -> Result<(Handle, Arc<Record>, Place), Overloaded> {
    let runtime = Handle::try_current().map_err(|_| Overloaded)?;
    let inner = server.inner();
    let questions = || Questions::new(inner.limits.ask_timeout);
    let context = run.context();
    let (owner, questions) = match session {
        Some(session) => (Owner::session(session), None),
        None => {
            let caller = context.principal().cloned();
            (Owner::Principal(caller), Some(questions()))
        }
    };
    let begun = inner.tasks.begin(owner, context, ttl, questions.clone());
    let (record, place) = begun?;
    // The session's end is the task's, which counts as one of its calls.
    run.leave();
    if let Some(session) = session {
        let id = RequestId::from(&*format!("task {}", record.id()));
        match session.enter(&id, run.context()) {
            Ok(running) => run.enter(running),
            Err(_) => {
                inner.tasks.remove(record.id());
                return Err(Overloaded);
            }
        }
    }
    run.become_task();
    let asking = questions.map(|questions| Asking::Live(questions as Arc<dyn Asker>));
    run.context().become_task(asking);
    Ok((runtime, record, place))
}

/// Runs a task, and keeps it until its time is over.
async fn keep(server: Server, revision: Revision, run: Run, record: Arc<Record>, place: Place) {
    let (id, expires) = (Arc::clone(record.id()), record.expires());
    let tasks = Arc::downgrade(&server.inner().tasks);
    // In a box of its own, because what is kept for long should be small.
    Box::pin(perform(server, revision, run, record, place)).await;
    sleep_until(expires).await;
    if let Some(tasks) = tasks.upgrade() {
        tasks.remove(&id);
    }
}

async fn perform(
    server: Server,
    revision: Revision,
    mut run: Run,
    record: Arc<Record>,
    _place: Place,
) {
    let is_heard = revision.abilities().tasks == TaskForm::Core;
    // It comes also when the call uses up all that the runtime lets a task do in a turn.
    let mut expiry = pin!(unconstrained(sleep_until(record.expires())));
    let ended = poll_fn(|cx| {
        loop {
            match run.poll_event(cx) {
                Poll::Ready(Event::Update(update)) if is_heard => record.say(update),
                Poll::Ready(Event::Update(_) | Event::HangUp | Event::Task) => {}
                Poll::Ready(Event::Answer(answer)) => return Poll::Ready(Some(answer)),
                Poll::Ready(Event::Cancelled) => return Poll::Ready(None),
                Poll::Pending => break,
            }
        }
        if is_heard {
            record.note_waiting(run.context().waits());
        }
        expiry.as_mut().poll(cx).map(|()| None)
    })
    .await;
    match ended {
        Some(answer) => finish(&server, revision, &record, answer),
        None => {
            run.stop();
            record.cancel("nobody waits for it any more");
        }
    }
}

/// Keeps how a task ended, in the words of its client.
fn finish(server: &Server, revision: Revision, record: &Arc<Record>, answer: Answer) {
    let abilities = revision.abilities();
    let (status, message, end) = match verdict(revision, answer) {
        Ok((result, wrap)) => {
            let mut bytes = Vec::new();
            wire::write_tool_answer(revision, &result, wrap, &mut bytes);
            // The extension calls a failure only what has no result.
            let failed = result.is_error && abilities.tasks == TaskForm::Core;
            let (status, message) = match failed {
                true => (TaskStatus::Failed, result.content.first().and_then(told)),
                false => (TaskStatus::Completed, None),
            };
            (status, message, TaskEnd::Answer(bytes.into()))
        }
        Err((_, error)) => {
            let message = shortened(&error.message, MESSAGE).to_owned();
            (TaskStatus::Failed, Some(message), TaskEnd::Error(error))
        }
    };
    server.inner().tasks.finish(record, status, message, end);
}

fn told(content: &Content) -> Option<String> {
    match content {
        Content::Text { text, .. } => Some(shortened(text, MESSAGE).to_owned()),
        _ => None,
    }
}
