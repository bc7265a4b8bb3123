//! Which answer belongs to which request.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::mpsc;

use super::RpcError;

/// The member of `_meta` that names a stream.
const SUBSCRIPTION: &str = "io.modelcontextprotocol/subscriptionId";

/// What comes of a request.
#[derive(Debug)]
pub(super) enum Event {
    /// A notification on the way.
    Update(Value),
    /// The answer; nothing follows.
    Answer(Result<Value, RpcError>),
}

/// The requests without an answer.
#[derive(Debug, Default)]
pub(super) struct Waiting(Mutex<Requests>);

#[derive(Debug, Default)]
struct Requests {
    by_id: HashMap<i64, Waiter>,
    closed: bool,
}

/// One of them.
#[derive(Debug)]
pub(super) struct Waiter {
    pub(super) sender: mpsc::UnboundedSender<Event>,
    pub(super) hears: Hears,
}

/// Which notifications somebody wants beside an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hears {
    /// None.
    Nothing,
    /// Progress and log messages.
    Call,
    /// That something has changed.
    Changes,
}

impl Waiting {
    pub(super) fn enter(&self, id: i64, waiter: Waiter) {
        let mut requests = self.lock();
        if !requests.closed {
            requests.by_id.insert(id, waiter);
        }
    }

    pub(super) fn leave(&self, id: i64) {
        self.lock().by_id.remove(&id);
    }

    pub(super) fn answer(&self, id: i64, answer: Result<Value, RpcError>) {
        if let Some(waiter) = self.lock().by_id.remove(&id) {
            // Nobody hears it who has just stopped waiting.
            let _ = waiter.sender.send(Event::Answer(answer));
        }
    }

    /// Progress goes to the call whose id is its token, a change to the stream that it names, and
    /// what names nobody to all who want its kind.
    pub(super) fn update(&self, update: &Value) {
        let params = &update["params"];
        let stream = &params["_meta"][SUBSCRIPTION];
        let token = &params["progressToken"];
        let change = is_change(update);
        for (id, waiter) in &self.lock().by_id {
            let wanted = match waiter.hears {
                Hears::Nothing => false,
                Hears::Call => !change && (token.is_null() || token == id),
                Hears::Changes => change && (stream.is_null() || stream == id),
            };
            if wanted {
                let _ = waiter.sender.send(Event::Update(update.clone()));
            }
        }
    }

    pub(super) fn close(&self) {
        let mut requests = self.lock();
        requests.closed = true;
        requests.by_id.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Requests> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a notification says that something has changed, or that it will be told of.
fn is_change(update: &Value) -> bool {
    let method = update["method"].as_str().unwrap_or_default();
    method.ends_with("/list_changed")
        || method.starts_with("notifications/resources/")
        || method.starts_with("notifications/subscriptions/")
        || method.starts_with("notifications/tasks")
        || method == "notifications/elicitation/complete"
}
